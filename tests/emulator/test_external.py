"""客户联系: members and customers add and delete each other, and what an app is told of it."""

from __future__ import annotations

import pytest

from emulator.actions import NotPossible
from emulator.server import Emulator
from tests.emulator.api import Api
from tests.emulator.bot import Bot
from tests.emulator.wechat import WeChat


def fields(bot: Bot) -> dict[str, str | None]:
    return {child.tag: child.text for child in bot.received[-1]}


async def test_whoever_is_added_is_told_of_by_the_system_and_not_in_a_conversation(wecom: Emulator, bot: Bot):
    wang = wecom.world.wechat.customer("王女士")
    await wecom.person("SunBan").adds_contact("王女士")
    told = fields(bot)
    assert told.pop("WelcomeCode")
    assert told.pop("CreateTime") == str(wecom.world.clock.timestamp())
    assert told == {
        "ToUserName": wecom.world.corp.corp_id,
        "FromUserName": "sys",
        "MsgType": "event",
        "Event": "change_external_contact",
        "ChangeType": "add_external_contact",
        "UserID": "sunban",
        "ExternalUserID": wang.external_userid,
    }
    assert "AgentID" not in bot.envelopes[-1]
    assert wecom.world.conversation("sunban") == []


async def test_every_kind_of_change_has_its_fields(wecom: Emulator, bot: Bot):
    act = wecom.contact_actions
    await act.adds("sunban", "王女士", half=True, state="sticker").done.wait()
    assert (fields(bot)["ChangeType"], fields(bot)["State"]) == ("add_half_external_contact", "sticker")
    await act.edits("sunban", "王女士", remark="3 栋王姐", mobiles=["13800001111"]).done.wait()
    assert fields(bot)["ChangeType"] == "edit_external_contact"
    await act.is_not_taken_over("wanggong", "王女士").done.wait()
    assert (fields(bot)["ChangeType"], fields(bot)["FailReason"]) == ("transfer_fail", "customer_refused")
    await act.is_deleted("sunban", "王女士").done.wait()
    assert fields(bot)["ChangeType"] == "del_follow_user"
    await act.deletes("sunban", "王女士", handed_over=True).done.wait()
    assert (fields(bot)["ChangeType"], fields(bot)["Source"]) == ("del_external_contact", "DELETE_BY_TRANSFER")


async def test_what_cannot_be_done(wecom: Emulator):
    act = wecom.contact_actions
    with pytest.raises(NotPossible, match="孙班长没有加王女士"):
        act.deletes("sunban", "王女士")
    act.adds("sunban", "王女士")
    with pytest.raises(NotPossible, match="已经加了"):
        act.adds("sunban", "王女士")
    act.is_deleted("sunban", "王女士")
    with pytest.raises(NotPossible, match="已经删了"):
        act.is_deleted("sunban", "王女士")
    act.adds("sunban", "王女士")
    with pytest.raises(NotPossible, match="没有 nobody"):
        act.adds("nobody", "王女士")


async def test_both_channels_name_the_same_unionid(wecom: Emulator, api: Api, wechat: WeChat):
    wang = wecom.world.wechat.customer("王女士")
    wecom.contact_actions.adds("sunban", "王女士")
    wecom.contact_actions.edits("sunban", "王女士", remark="王姐", mobiles=["13800001111"])
    answer = await api.get("externalcontact/get", external_userid=wang.external_userid)
    contact, [follower] = answer["external_contact"], answer["follow_user"]
    assert (contact["name"], contact["type"]) == ("王女士", 1)
    assert (follower["userid"], follower["remark"], follower["remark_mobiles"]) == ("sunban", "王姐", ["13800001111"])
    assert contact["unionid"] == (await wechat.get("user/info", openid=wang.openid))["unionid"]
    others = {each.unionid for each in wecom.world.wechat.customers.values()}
    assert len(others) == 3
    wecom.switches.no_unionids = True
    answer = await api.get("externalcontact/get", external_userid=wang.external_userid)
    assert "unionid" not in answer["external_contact"]
    assert "unionid" not in await wechat.get("user/info", openid=wang.openid)


async def test_whoever_was_deleted_by_the_customer_has_them_in_the_list_as_before(wecom: Emulator, api: Api):
    wang = wecom.world.wechat.customer("王女士")
    wecom.contact_actions.adds("sunban", "王女士")
    wecom.contact_actions.is_deleted("sunban", "王女士")
    assert (await api.get("externalcontact/list", userid="sunban"))["external_userid"] == [wang.external_userid]
    wecom.contact_actions.deletes("sunban", "王女士")
    assert (await api.get("externalcontact/list", userid="sunban"))["errcode"] == 84061


@pytest.mark.parametrize(
    ("path", "query", "errcode"),
    [
        ("externalcontact/get", {"external_userid": "wm-nobody"}, 40096),
        ("externalcontact/get", {}, 40096),
        ("externalcontact/list", {"userid": "stranger"}, 40003),
        ("externalcontact/list", {"userid": "zhouzong"}, 60030),
        ("externalcontact/list", {"userid": "wanggong"}, 84061),
        ("externalcontact/list", {}, 41009),
    ],
)
async def test_what_is_not_there_or_out_of_sight_is_refused(
    wecom: Emulator, api: Api, path: str, query: dict[str, str], errcode: int
):
    wecom.contact_actions.adds("zhouzong", "王女士")
    wecom.world.app.visible_departments = {3}
    assert (await api.get(path, **query))["errcode"] == errcode


async def test_only_apps_that_are_listed_may_ask_and_only_of_members_whom_they_see(wecom: Emulator, api: Api):
    wang = wecom.world.wechat.customer("王女士")
    wecom.contact_actions.adds("zhouzong", "王女士")
    wecom.world.app.visible_departments = {3}
    assert (await api.get("externalcontact/get", external_userid=wang.external_userid))["errcode"] == 84061
    assert (await api.get("externalcontact/get_follow_user_list"))["follow_user"] == []
    wecom.switches.contacts_not_allowed = True
    for path in ("get?external_userid=" + wang.external_userid, "list?userid=sunban", "get_follow_user_list"):
        name, _, query = path.partition("?")
        values = dict([query.split("=")]) if query else {}
        assert (await api.get(f"externalcontact/{name}", **values))["errcode"] == 48002
