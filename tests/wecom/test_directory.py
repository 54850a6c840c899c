from __future__ import annotations

import pytest

from bot.channels.errors import ChannelRejected, ChannelUnavailable
from bot.wecom.client import WecomClient
from bot.wecom.directory import Agent, Department, Member, Visitor
from bot.wecom.external import ExternalContact
from tests.wecom.tiny_wecom import TinyWecom


async def test_departments(client: WecomClient, wecom: TinyWecom):
    root = {"id": 1, "name": "公司", "parentid": 0, "order": 100, "department_leader": ["Wang", "li"]}
    wecom.says("department/list", {"errcode": 0, "department": [root, {"id": 2, "parentid": 1}]})
    assert await client.departments() == (
        Department(id=1, parent_id=0, name="公司", leaders=("wang", "li")),
        Department(id=2, parent_id=1),
    )


async def test_members_of_a_department(client: WecomClient, wecom: TinyWecom):
    wang = {"userid": "Wang", "name": "王五", "department": [1, 2], "position": "班长", "status": 1, "mobile": ""}
    wecom.says("user/list", {"errcode": 0, "userlist": [wang, {"userid": "li"}]})
    assert await client.department_members(2) == (
        Member(userid="wang", name="王五", departments=(1, 2), position="班长", status=1),
        Member(userid="li"),
    )
    assert wecom.calls_of("user/list")[0].query["department_id"] == "2"


async def test_one_member(client: WecomClient, wecom: TinyWecom):
    wecom.says("user/get", {"errcode": 0, "userid": "Wang", "name": "王五", "department": [1]})
    assert await client.member("Wang") == Member(userid="wang", name="王五", departments=(1,))
    assert wecom.calls_of("user/get")[0].query["userid"] == "Wang"


async def test_a_member_who_is_unknown_is_a_rejection(client: WecomClient, wecom: TinyWecom):
    wecom.says("user/get", {"errcode": 60111, "errmsg": "userid not found"})
    with pytest.raises(ChannelRejected):
        await client.member("nobody")


@pytest.mark.parametrize(
    ("answer", "visitor"),
    [
        ({"userid": "Wang"}, Visitor(userid="wang")),
        ({"userid": "Wang", "user_ticket": "t"}, Visitor(userid="wang", ticket="t")),
        ({"openid": "o-1", "external_userid": "wm"}, Visitor(openid="o-1")),
    ],
)
async def test_who_opened_a_page(client: WecomClient, wecom: TinyWecom, answer: dict[str, str], visitor: Visitor):
    wecom.says("auth/getuserinfo", answer)
    assert await client.user_info("c-1") == visitor
    assert wecom.calls_of("auth/getuserinfo")[0].query["code"] == "c-1"


@pytest.mark.parametrize(
    ("answer", "avatar"),
    [
        ({"userid": "Wang", "gender": "1", "avatar": "https://wework.qpic.cn/0"}, "https://wework.qpic.cn/0"),
        ({"userid": "Wang", "avatar": ""}, ""),
        ({"userid": "Wang", "avatar": None}, ""),
        ({"userid": "Wang"}, ""),
    ],
)
async def test_whose_picture_we_may_see(client: WecomClient, wecom: TinyWecom, answer: dict[str, str], avatar: str):
    wecom.says("auth/getuserdetail", answer)
    assert await client.avatar("t-1") == avatar
    assert wecom.calls_of("auth/getuserdetail")[0].json == {"user_ticket": "t-1"}


@pytest.mark.parametrize("errcode", [84014, 84015])
async def test_a_ticket_that_is_over_or_none_is_a_rejection(client: WecomClient, wecom: TinyWecom, errcode: int):
    wecom.says("auth/getuserdetail", {"errcode": errcode, "errmsg": "user_ticket"})
    with pytest.raises(ChannelRejected):
        await client.avatar("t-1")


async def test_whom_members_have_as_contacts(client: WecomClient, wecom: TinyWecom):
    contact = {"external_userid": "wm1", "name": "王女士", "type": 1, "unionid": "ozynqs"}
    followers = [{"userid": "SunBan", "remark": "王姐", "remark_mobiles": ["13800001111"]}, {"userid": "li"}]
    wecom.says("externalcontact/get", {"external_contact": contact, "follow_user": followers, "next_cursor": ""})
    assert await client.external_contact("wm1") == ExternalContact(unionid="ozynqs", members=("sunban", "li"))
    assert wecom.calls_of("externalcontact/get")[0].query["external_userid"] == "wm1"
    wecom.says("externalcontact/get_follow_user_list", {"follow_user": ["SunBan", "li"]})
    assert await client.members_with_contacts() == ("sunban", "li")
    nobody = {"errcode": 84061, "errmsg": "not external contact"}
    wecom.says("externalcontact/list", {"external_userid": ["wm1", "wm2"]}, nobody, {"errcode": 60030, "errmsg": "no"})
    assert await client.contacts_of("sunban") == ("wm1", "wm2")
    assert await client.contacts_of("li") == ()
    with pytest.raises(ChannelRejected):
        await client.contacts_of("stranger")


@pytest.mark.parametrize("contact", [{"type": 2}, {"type": 1, "unionid": ""}])
async def test_a_contact_of_whom_wecom_does_not_say_who_they_are(
    client: WecomClient, wecom: TinyWecom, contact: dict[str, object]
):
    wecom.says("externalcontact/get", {"external_contact": contact})
    assert await client.external_contact("wm1") == ExternalContact(unionid=None, members=())


async def test_the_app_and_who_can_see_it(client: WecomClient, wecom: TinyWecom):
    wecom.says(
        "agent/get",
        {
            "errcode": 0,
            "agentid": 1000002,
            "name": "派单",
            "allow_userinfos": {"user": [{"userid": "Wang"}, {"userid": "li"}]},
            "allow_partys": {"partyid": [1]},
            "allow_tags": {"tagid": [2, 3]},
            "close": 0,
            "redirect_domain": "desk.example.com",
        },
    )
    agent = await client.agent()
    assert agent == Agent(
        name="派单",
        closed=False,
        trusted_domain="desk.example.com",
        members=("wang", "li"),
        departments=(1,),
        tags=(2, 3),
    )
    assert agent.is_visible
    assert wecom.calls_of("agent/get")[0].query["agentid"] == "1000002"


async def test_an_app_that_nobody_can_see(client: WecomClient, wecom: TinyWecom):
    wecom.says("agent/get", {"errcode": 0, "name": "派单", "close": 1})
    agent = await client.agent()
    assert agent.closed
    assert not agent.is_visible


async def test_an_answer_of_the_wrong_shape_is_an_outage(client: WecomClient, wecom: TinyWecom):
    wecom.says("department/list", {"errcode": 0, "department": [{"id": "one"}]})
    with pytest.raises(ChannelUnavailable, match="not in WeCom's words"):
        await client.departments()
