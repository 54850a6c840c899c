"""What may be sent to a customer, and when not any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import FormData

from emulator.server import Emulator
from emulator.switches import TemplateFate
from emulator.transcript import transcript
from emulator.wechat.account import Template
from tests.emulator.wechat import PROGRESS, WeChat, WeChatBot

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
WINDOW = timedelta(hours=48)


async def several(wechat: WeChat, count: int) -> list[int]:
    """With a token that is still good."""
    await wechat.log_in()
    return [(await wechat.says())["errcode"] for _ in range(count)]


async def test_nothing_may_be_said_before_the_customer_has(wechat: WeChat):
    assert (await wechat.says())["errcode"] == 45015


async def test_five_messages_in_forty_eight_hours_after_each_of_the_customers(wecom: Emulator, wechat: WeChat):
    wecom.customer_actions.says("王女士", "水管漏了")
    assert await several(wechat, 6) == [0, 0, 0, 0, 0, 45047]
    wecom.customer_actions.says("王女士", "还在漏")
    await wecom.advance(WINDOW - timedelta(seconds=2))
    assert await several(wechat, 1) == [0]
    await wecom.advance(timedelta(seconds=2))
    assert await several(wechat, 1) == [45015]


async def test_three_messages_in_a_minute_after_a_menu_a_scan_and_following(wecom: Emulator, wechat: WeChat):
    act = wecom.customer_actions
    for happens in (
        lambda: act.clicks_menu("王女士", "report"),
        lambda: act.scans("王女士", "device:HR2025-0318"),
        lambda: (act.unfollows("王女士"), act.follows("王女士")),
    ):
        happens()
        assert await several(wechat, 4) == [0, 0, 0, 45047]
        await wecom.advance(timedelta(minutes=1))
        assert await several(wechat, 1) == [45015]


async def test_windows_do_not_add_up(wecom: Emulator, wechat: WeChat):
    wecom.customer_actions.says("王女士", "你好")
    wecom.customer_actions.clicks_menu("王女士", "report")
    assert await several(wechat, 6) == [0, 0, 0, 0, 0, 45047]


async def test_a_page_from_the_menu_opens_no_window(wecom: Emulator, wechat: WeChat):
    wecom.customer_actions.opens_menu_page("王女士", "https://example.com")
    assert await several(wechat, 1) == [45015]


async def test_a_row_of_a_menu_message_counts_as_a_click(wecom: Emulator, wechat: WeChat, account_bot: WeChatBot):
    await wecom.customer_actions.says("王女士", "好了").done.wait()
    rows = [{"id": "101", "content": "满意"}, {"id": "102", "content": "不满意"}]
    menu = {"head_content": "修好了吗？", "list": rows, "tail_content": ""}
    assert (await wechat.send("msgmenu", menu))["errcode"] == 0
    await wecom.advance(WINDOW)
    entry = wecom.world.wechat.conversation(wechat.openid)[-1]
    await wecom.customer_actions.chooses("王女士", entry.id, "102").done.wait()
    assert account_bot.received[-1].findtext("bizmsgmenuid") == "102"
    assert account_bot.received[-1].findtext("Content") == "不满意"
    assert await several(wechat, 4) == [0, 0, 0, 45047]


async def test_who_has_left_hears_nothing(wecom: Emulator, wechat: WeChat):
    wecom.customer_actions.says("王女士", "再见")
    wecom.customer_actions.unfollows("王女士")
    assert (await wechat.says())["errcode"] == 43004
    assert (await wechat.template())["errcode"] == 43004
    wecom.customer_actions.follows("王女士")
    await wecom.advance(timedelta(minutes=1))
    assert (await wechat.says())["errcode"] == 45015


@pytest.mark.parametrize(
    ("kind", "body", "errcode"),
    [
        ("text", {"content": ""}, 44004),
        ("text", {"content": "字" * 683}, 45002),
        ("image", {}, 41006),
        ("image", {"media_id": "x"}, 40007),
        ("news", {"articles": []}, 44003),
        ("news", {"articles": [{}, {}]}, 45008),
        ("msgmenu", {"list": []}, 40035),
        ("card", {}, 40008),
    ],
)
async def test_a_wrong_message_costs_nothing(wecom: Emulator, wechat: WeChat, kind: str, body: Any, errcode: int):
    wecom.customer_actions.says("王女士", "你好")
    assert (await wechat.send(kind, body))["errcode"] == errcode
    assert await several(wechat, 6) == [0, 0, 0, 0, 0, 45047]


async def test_a_stranger_is_no_customer(wechat: WeChat):
    assert (await wechat.says(touser="oSomebodyElse"))["errcode"] == 40003
    assert (await wechat.template(touser="oSomebodyElse"))["errcode"] == 40003
    assert (await wechat.get("user/info", openid="oSomebodyElse"))["errcode"] == 40003


async def test_a_picture_is_uploaded_and_sent_and_dies_after_three_days(wecom: Emulator, wechat: WeChat):
    media_id = await uploaded(wechat, "image", PNG)
    wecom.customer_actions.says("王女士", "你好")
    assert (await wechat.send("image", {"media_id": media_id}))["errcode"] == 0
    await wecom.advance(timedelta(days=3))
    await wechat.log_in()
    wecom.customer_actions.says("王女士", "你好")
    assert (await wechat.send("image", {"media_id": media_id}))["errcode"] == 40007


@pytest.mark.parametrize(
    ("kind", "data", "errcode"),
    [("file", PNG, 40004), ("image", b"text", 40004), ("thumb", b"\xff\xd8\xff" + b"0" * 65536, 40006)],
)
async def test_a_file_of_the_wrong_kind_or_size_is_refused(wechat: WeChat, kind: str, data: bytes, errcode: int):
    answer = await upload(wechat, kind, data)
    assert answer["errcode"] == errcode


async def test_a_template_is_shown_without_a_window_and_reported_later(
    wecom: Emulator, wechat: WeChat, account_bot: WeChatBot
):
    wecom.switches.wechat_template_reports_after = 0.05
    answer = await wechat.template(url="https://example.com/t/1")
    assert answer["errcode"] == 0
    seen = transcript(wecom.world.wechat.conversation(wechat.openid))
    assert "维修进度通知 / 工单编号 WX-20261127-001 / 报修内容 厨房水管漏水" in seen
    assert account_bot.received == []
    while not account_bot.received:
        await wecom.world.changes.next()
    event = account_bot.received[0]
    assert event.findtext("Event") == "TEMPLATESENDJOBFINISH"
    assert (event.findtext("MsgID"), event.findtext("Status")) == (str(answer["msgid"]), "success")


@pytest.mark.parametrize(
    ("fate", "status"),
    [(TemplateFate.BLOCKED, "failed:user block"), (TemplateFate.FAILED, "failed: system failed")],
)
async def test_a_template_that_fails_is_shown_to_nobody(
    wecom: Emulator, wechat: WeChat, account_bot: WeChatBot, fate: TemplateFate, status: str
):
    wecom.switches.wechat_template_reports_after = 0
    wecom.switches.wechat_template_fate = fate
    assert (await wechat.template())["errcode"] == 0
    while not account_bot.received:
        await wecom.world.changes.next()
    assert account_bot.received[0].findtext("Status") == status
    assert wecom.world.wechat.conversation(wechat.openid) == []


async def test_a_customer_who_blocks_templates_gets_none(wecom: Emulator, wechat: WeChat, account_bot: WeChatBot):
    wecom.switches.wechat_template_reports_after = 0
    wecom.customer_actions.blocks_templates("王女士", blocks=True)
    await wechat.template()
    while not account_bot.received:
        await wecom.world.changes.next()
    assert account_bot.received[0].findtext("Status") == "failed:user block"
    assert wecom.world.wechat.conversation(wechat.openid) == []


WRONG_VALUES = [
    ("thing2", "长" * 21),
    ("thing2", "两\n行"),
    ("thing2", ""),
    ("thing2", None),
    ("character_string1", "工单1"),
    ("character_string1", "1" * 33),
    ("phrase3", "技工正在维修"),
    ("phrase3", "done"),
    ("time4", "下午两点"),
    ("time4", "25:00"),
]


@pytest.mark.parametrize(("key", "value"), WRONG_VALUES)
async def test_a_wrong_field_is_named(wechat: WeChat, key: str, value: str | None):
    answer = await wechat.template({key: value})
    assert answer["errcode"] == 47003
    assert f"argument invalid! data.{key}.value" in answer["errmsg"]


@pytest.mark.parametrize(
    ("key", "value"),
    [("thing2", "长" * 20), ("character_string1", "A-1_" * 8), ("time4", "14:30~16:00"), ("time4", "2026-11-27 14:30")],
)
async def test_a_field_at_its_limit_is_shown(wechat: WeChat, key: str, value: str):
    assert (await wechat.template({key: value}))["errcode"] == 0


async def test_only_the_accounts_own_templates(wechat: WeChat):
    assert (await wechat.template(template_id="x" * 43))["errcode"] == 40037
    for wrong in ("x" * 42, "x" * 44, ""):
        assert (await wechat.template(template_id=wrong))["errcode"] == 40036
    listed = await wechat.get("template/get_all_private_template")
    assert "工单编号:{{character_string1.DATA}}" in listed["template_list"][0]["content"]


async def test_the_same_client_msg_id_is_sent_once_in_ten_minutes(wecom: Emulator, wechat: WeChat):
    first = await wechat.template(client_msg_id="a")
    assert await wechat.template(client_msg_id="a") == first
    assert len(wecom.world.wechat.conversation(wechat.openid)) == 1
    await wecom.advance(timedelta(minutes=10))
    assert (await wechat.template(client_msg_id="a"))["msgid"] != first["msgid"]
    assert len(wecom.world.wechat.conversation(wechat.openid)) == 2


async def test_so_many_templates_a_day(wecom: Emulator, wechat: WeChat):
    wecom.world.wechat.account.templates_a_day = 2
    assert [(await wechat.template())["errcode"] for _ in range(3)] == [0, 0, 45009]


async def test_so_many_messages_a_day(wecom: Emulator, wechat: WeChat):
    wecom.world.wechat.account.messages_a_day = 2
    wecom.customer_actions.says("王女士", "你好")
    assert await several(wechat, 3) == [0, 0, 45009]


async def test_a_mini_program_must_be_tied_to_the_account_and_have_the_page(wecom: Emulator, wechat: WeChat):
    wechat.account.mini_programs["wxmini"] = {"pages/ticket"}
    wanted = [("wxother", "pages/ticket"), ("wxmini", "pages/none"), ("wxmini", "pages/ticket?id=7")]
    answers = [
        await wechat.template(miniprogram={"appid": appid, "pagepath": page}, url="https://example.com")
        for appid, page in wanted
    ]
    assert [each["errcode"] for each in answers] == [40013, 41030, 0]
    assert wecom.world.wechat.conversation(wechat.openid)[-1].body["url"] == "", "the mini-program goes first"


# A value at the limit of its type, and one beyond it.
LIMITS = [
    ("thing", "长" * 20, "长" * 21),
    ("character_string", "A" * 32, "A" * 33),
    ("number", "9" * 32, "9" * 33),
    ("number", "12.5", "12.5.1"),
    ("letter", "a" * 32, "a" * 33),
    ("letter", "abc", "abc1"),
    ("symbol", "!!!!!", "!!!!!!"),
    ("time", "14:30~16:00", "14:60"),
    ("date", "2026年11月27日 14:30", "下周五"),
    ("amount", "¥1234567890", "¥12345678901"),
    ("amount", "120.50元", "120块"),
    ("phone_number", "0571-888866661234", "0571-8888666612345"),
    ("car_number", "浙A12345D", "浙A12345DE"),
    ("name", "长" * 10, "长" * 11),
    ("name", "a" * 20, "a" * 21),
    ("phrase", "正在维修中", "正在维修中了"),
    ("phrase", "已接单", "done"),
    ("const", "已完成", "没完成"),
    ("enum", "已完成", "没完成"),
]


@pytest.mark.parametrize(("kind", "fits", "breaks"), LIMITS)
async def test_every_type_of_field_has_its_limit(wechat: WeChat, kind: str, fits: str, breaks: str):
    key = f"{kind}1"
    own = Template(template_id="T" * 43, title="t", fields={key: "a"}, choices={key: ("已完成",)})
    wechat.account.templates.append(own)
    for value, errcode in ((fits, 0), (breaks, 47003), ("", 47003), (f"{fits[:1]}\n", 47003)):
        body = {"touser": wechat.openid, "template_id": own.template_id, "data": {key: {"value": value}}}
        answer = await wechat.post("message/template/send", body)
        assert answer["errcode"] == errcode, value


async def test_a_field_that_no_template_has_is_worth_a_complaint(wecom: Emulator, wechat: WeChat):
    assert (await wechat.template({"thing9": "谁也看不到"}))["errcode"] == 0
    wecom.people.expect_problem("没有 thing9")


async def test_one_notification_for_each_permission(wecom: Emulator, wechat: WeChat, account_bot: WeChatBot):
    template_id = wechat.account.templates[0].template_id
    data = {key: {"value": value} for key, value in PROGRESS.items()}
    body = {"touser": wechat.openid, "template_id": template_id, "data": data}
    assert (await wechat.post("message/subscribe/bizsend", body))["errcode"] == 43101
    await wecom.customer_actions.allows_one("王女士", template_id).done.wait()
    event = account_bot.received[0]
    assert event.findtext("SubscribeMsgPopupEvent/List/TemplateId") == template_id
    assert event.findtext("SubscribeMsgPopupEvent/List/SubscribeStatusString") == "accept"
    assert (await wechat.post("message/subscribe/bizsend", body))["errcode"] == 0
    assert (await wechat.post("message/subscribe/bizsend", body))["errcode"] == 43101


async def test_the_switch_that_uses_the_allowance_up(wecom: Emulator, wechat: WeChat):
    wecom.customer_actions.says("王女士", "你好")
    wecom.switches.wechat_quota_used_up = True
    assert (await wechat.says())["errcode"] == 45047
    wecom.switches.wechat_quota_used_up = False
    assert (await wechat.says())["errcode"] == 0


async def upload(wechat: WeChat, kind: str, data: bytes) -> dict[str, Any]:
    form = FormData()
    form.add_field("media", data, filename="a.png")
    query = {"access_token": wechat.token, "type": kind}
    return await wechat.call("POST", "/cgi-bin/media/upload", params=query, data=form)


async def uploaded(wechat: WeChat, kind: str, data: bytes) -> str:
    return str((await upload(wechat, kind, data))["media_id"])
