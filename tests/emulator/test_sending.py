"""message/send: the order of its checks, whom it reaches, what vanishes without a word; and recall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from emulator.actions import NotPossible
from emulator.conversation import Sender
from emulator.corp import App
from emulator.server import Emulator
from tests.emulator.api import CARD, Api
from tests.emulator.bot import Bot

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"touser": ""}, 82001),
        ({"touser": "|", "toparty": "", "totag": ""}, 82001),
        ({"touser": "|".join(f"u{n}" for n in range(1001))}, 40032),
        ({"toparty": "|".join(str(n) for n in range(101))}, 82002),
        ({"totag": "|".join(str(n) for n in range(101))}, 82003),
        ({"touser": "", "msgtype": "nonsense"}, 82001),  # recipients are looked at before the type
        ({"msgtype": "nonsense"}, 40008),
        ({"msgtype": None}, 40008),
        ({"touser": "stranger", "text": {"content": ""}}, 44004),  # the body is looked at before visibility
        ({"text": None}, 44004),
        ({"touser": "stranger"}, 81013),
        ({"touser": "stranger|nobody", "toparty": "99", "totag": "1"}, 81013),
        ({"enable_duplicate_check": 1, "duplicate_check_interval": 14401}, 40058),
    ],
)
async def test_the_first_thing_wrong_is_reported(wecom: Emulator, api: Api, changes: dict[str, Any], errcode: int):
    assert (await api.send(**changes))["errcode"] == errcode
    assert wecom.world.conversation("lijing") == []


@pytest.mark.parametrize(
    ("kind", "body", "errcode"),
    [
        ("markdown", {"content": ""}, 44004),
        ("image", {}, 41006),
        ("image", {"media_id": "made up"}, 40007),
        ("textcard", {"description": "d", "url": "https://x.cn"}, 41016),
        ("textcard", {"title": "t", "url": "https://x.cn"}, 41033),
        ("textcard", {"title": "t", "description": "d"}, 41010),
        ("textcard", {"title": "t", "description": "d", "url": "x.cn"}, 45034),
        ("textcard", {"title": "t" * 129, "description": "d", "url": "https://x.cn"}, 40058),
        ("textcard", {"title": "t", "description": "d", "url": "https://x.cn", "btntxt": "五个字按钮"}, 40058),
        ("news", {"articles": [{"title": "t", "url": "https://x.cn"}] * 9}, 45008),
        ("news", {"articles": [{"url": "https://x.cn"}]}, 41016),
        ("news", {"articles": [{"title": "t"}]}, 41010),
        ("news", {"articles": []}, 45008),
        ("news", {"articles": ["t"]}, 40058),
    ],
)
async def test_each_type_has_its_own_rules(api: Api, kind: str, body: dict[str, Any], errcode: int):
    assert (await api.send(kind, body))["errcode"] == errcode


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text", {"content": "收到"}),
        ("markdown", {"content": "**收到**"}),
        ("textcard", {"title": "t", "description": "d", "url": "https://x.cn"}),
        ("news", {"articles": [{"title": "t", "url": "https://x.cn"}]}),
    ],
)
async def test_what_keeps_the_rules_is_shown_as_it_was_sent(wecom: Emulator, api: Api, kind: str, body: dict[str, Any]):
    answer = await api.send(kind, body)
    assert answer["errcode"] == 0
    assert "response_code" not in answer
    (entry,) = wecom.world.conversation("lijing")
    assert (entry.sender, entry.kind, entry.msgid) == (Sender.APP, kind, answer["msgid"])
    assert body.items() <= entry.body.items()


async def test_media_is_sent_by_id_of_its_own_kind(wecom: Emulator, api: Api):
    now = wecom.world.clock.now()
    media = wecom.world.media.add("image", PNG, filename="现场.png", now=now)
    assert (await api.send("image", {"media_id": media.media_id}))["errcode"] == 0
    assert wecom.world.conversation("lijing")[0].body["filename"] == "现场.png"
    assert (await api.send("file", {"media_id": media.media_id}))["errcode"] == 40007
    wecom.world.clock.advance(timedelta(days=3))
    await api.log_in()
    assert (await api.send("image", {"media_id": media.media_id}))["errcode"] == 40007


async def test_text_over_2048_bytes_is_cut_and_remembered_as_a_problem(wecom: Emulator, api: Api):
    assert (await api.send(body={"content": "长" * 683}))["errcode"] == 0
    assert wecom.world.conversation("lijing")[0].body["content"] == "长" * 682
    wecom.people.expect_problem("超过 2048 字节")
    await api.send(body={"content": "长" * 682})
    assert wecom.world.problems == []
    wecom.world.set_switch("refuse_long_text", value=True)
    assert (await api.send(body={"content": "长" * 683}))["errcode"] == 45002


async def test_some_wrong_recipients_do_not_stop_the_others(wecom: Emulator, api: Api):
    wecom.world.directory.members["zhaogong"].status = 5  # has left
    answer = await api.send(touser="LiJing|Stranger|ZhaoGong|lijing", toparty="99", totag="1")
    assert answer["errcode"] == 0
    assert answer["invaliduser"] == "stranger|zhaogong"
    assert answer["invalidparty"] == "99"
    assert answer["invalidtag"] == "1"
    assert len(wecom.world.conversation("lijing")) == 1


async def test_a_department_means_everybody_in_it_and_below(wecom: Emulator, api: Api):
    await api.send(touser="", toparty="3")
    reached = {userid for userid in wecom.world.directory.members if wecom.world.conversation(userid)}
    assert reached == {"wanggong", "zhaogong", "sunban"}
    await api.send(touser="@all", toparty="99")
    assert all(wecom.world.conversation(userid) for userid in wecom.world.directory.members)


async def test_the_app_reaches_only_whom_it_can_see(wecom: Emulator, api: Api):
    wecom.world.app.visible_departments = {3}
    wecom.world.app.visible_members = {"LIJING"}
    answer = await api.send(touser="lijing|zhouzong|wanggong", toparty="4")
    assert (answer["invaliduser"], answer["invalidparty"]) == ("zhouzong", "4")
    assert len(wecom.world.conversation("lijing")) == len(wecom.world.conversation("wanggong")) == 1


async def test_over_30_a_minute_to_one_member_vanish_and_the_answer_is_ok(wecom: Emulator, api: Api):
    for number in range(32):
        answer = await api.send(touser="lijing|wanggong" if number == 31 else "lijing", body={"content": f"{number}"})
        assert answer["errcode"] == 0
        assert "invaliduser" not in answer
    shown = [entry.body["content"] for entry in wecom.world.conversation("lijing")]
    assert shown == [f"{number}" for number in range(30)]
    assert [(each.userid, each.body["content"]) for each in wecom.dropped] == [("lijing", "30"), ("lijing", "31")]
    assert len(wecom.world.conversation("wanggong")) == 1
    with pytest.raises(AssertionError, match="lijing 的消息因超过频率被丢弃"):
        wecom.assert_nothing_unexpected()
    wecom.world.clock.advance(timedelta(minutes=1))
    await api.send(body={"content": "again"})
    assert len(wecom.world.conversation("lijing")) == 31


async def test_a_repeated_request_counts_towards_the_rate_though_it_is_not_shown(wecom: Emulator, api: Api):
    for _ in range(30):
        await api.send(enable_duplicate_check=1)
    await api.send(body={"content": "one too many"})
    assert len(wecom.world.conversation("lijing")) == 1
    assert [each.body["content"] for each in wecom.dropped] == ["one too many"]


async def test_over_1000_an_hour_to_one_member_vanish_too(wecom: Emulator, api: Api):
    for _ in range(40):
        for _ in range(25):
            assert wecom.world.member_limit.admit("1000002/lijing", wecom.world.clock.now())
        wecom.world.clock.advance(timedelta(minutes=1))
    await api.send()
    assert len(wecom.dropped) == 1
    wecom.world.clock.advance(timedelta(minutes=20))
    await api.send()
    assert len(wecom.dropped) == 1


async def test_an_app_may_reach_200_times_as_many_people_a_day_as_the_corp_may_have(wecom: Emulator, api: Api):
    wecom.world.clock.travel_to(datetime(2027, 3, 1, 15, 59, tzinfo=UTC))  # one minute before midnight in China
    wecom.world.corp.account_cap = 0
    await api.log_in()
    assert (await api.send())["errcode"] == 45009
    wecom.world.corp.account_cap = 1
    for _ in range(100):
        await api.send(touser="lijing|wanggong")
    assert (await api.send())["errcode"] == 45009
    wecom.world.clock.advance(timedelta(minutes=1))
    assert (await api.send())["errcode"] == 0


async def test_a_repeated_request_is_accepted_and_not_shown_again(wecom: Emulator, api: Api):
    check = {"enable_duplicate_check": 1, "duplicate_check_interval": 600}
    first = await api.send(**check)
    again = await api.send(**check)
    assert again == first
    assert len(wecom.world.conversation("lijing")) == 1
    await api.send(body={"content": "不同"}, **check)
    await api.send()
    assert len(wecom.world.conversation("lijing")) == 3
    wecom.world.clock.advance(timedelta(minutes=10))
    await api.send(**check)
    assert len(wecom.world.conversation("lijing")) == 4


@pytest.mark.usefixtures("bot")
async def test_a_repeated_card_gives_no_second_response_code_unless_switched_on(wecom: Emulator, api: Api):
    first = await api.send("template_card", CARD, enable_duplicate_check=1)
    again = await api.send("template_card", CARD, enable_duplicate_check=1)
    assert again == {"errcode": 0, "errmsg": "ok", "msgid": first["msgid"]}
    assert len(wecom.world.conversation("lijing")) == 1
    wecom.switches.repetition_gives_code = True
    again = await api.send("template_card", CARD, enable_duplicate_check=1)
    assert (await api.update(again["response_code"], button={"replace_name": "已过期"}))["errcode"] == 0


async def test_a_message_can_be_taken_back_for_a_day_by_the_app_that_sent_it(wecom: Emulator, api: Api):
    msgid = (await api.send(touser="lijing|wanggong"))["msgid"]
    late = (await api.send(touser="zhaogong"))["msgid"]
    assert (await api.post("message/recall", {"msgid": msgid}))["errcode"] == 0
    assert wecom.world.conversation("lijing")[0].recalled
    assert wecom.world.conversation("wanggong")[0].recalled
    other = App(agent_id=1000003, secret="another")
    wecom.world.corp.apps.append(other)
    await api.log_in(other)
    assert (await api.post("message/recall", {"msgid": late}))["errcode"] == 40058
    wecom.world.clock.advance(timedelta(hours=24))
    await api.log_in()
    assert (await api.post("message/recall", {"msgid": late}))["errcode"] == 42052
    assert not wecom.world.conversation("zhaogong")[0].recalled


async def test_a_recalled_card_cannot_be_pressed(wecom: Emulator, bot: Bot, api: Api):
    msgid = (await api.send_card())["msgid"]
    card = await wecom.person("lijing").sees_card("报修")
    await api.post("message/recall", {"msgid": msgid})
    with pytest.raises(NotPossible, match="消息已撤回"):
        await card.press("接单")
    assert bot.received == []
