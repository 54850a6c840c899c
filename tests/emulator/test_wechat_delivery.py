"""Callbacks of the official account on their way to its bot, in every mode, and the replies to them."""

from __future__ import annotations

import asyncio
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from aiohttp import web
from wechatpy import parse_message
from wechatpy.replies import TextReply

from emulator.courier import CallbackUrlRefused
from emulator.server import Emulator
from emulator.switches import CallbackMode
from tests.emulator.wechat import WeChatBot

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
OUT_OF_ORDER = "该公众号暂时无法提供服务，请稍后再试"


def answering(*answers: str | web.Response) -> Any:
    """These, one after the other, and nothing more."""
    left = list(answers)

    async def answer(_: Element) -> str | web.Response:
        return left.pop(0) if left else ""

    return answer


def shown(wecom: Emulator) -> list[Any]:
    """What the account has said to 王女士."""
    entries = wecom.world.wechat.conversation(wecom.world.wechat.customer("王女士").openid)
    return [entry.body.get("content", entry.kind) for entry in entries if entry.sender == "app"]


async def test_an_address_is_taken_when_it_gives_the_echo_back_as_it_is(wecom: Emulator, account_bot: WeChatBot):
    assert wecom.world.wechat.account.callback_url == account_bot.url
    account_bot.account.token = "another"
    record = next(record for record in wecom.log if record.method == "GET")
    assert record.response == record.query["echostr"]


async def test_an_address_that_does_not_know_the_token_is_refused(wecom: Emulator, account_bot: WeChatBot):
    async def wrong(_: web.Request) -> web.Response:
        return web.Response(text="echo")

    account_bot._verify = wrong
    with pytest.raises(CallbackUrlRefused, match="40057"):
        await wecom.set_wechat_callback_url(f"{account_bot.url}x")


@pytest.mark.parametrize("mode", CallbackMode)
async def test_a_message_and_its_reply_in_every_mode(wecom: Emulator, account_bot: WeChatBot, mode: CallbackMode):
    wecom.switches.wechat_mode = mode
    openid = wecom.world.wechat.customer("王女士").openid
    account_bot.answer = answering(account_bot.says(openid, "收到"))
    await wecom.customer_actions.says("王女士", "水管漏了").done.wait()
    fields = {child.tag for child in account_bot.bodies[0]}
    assert ("Encrypt" in fields) is (mode is not CallbackMode.PLAIN)
    assert ("Content" in fields) is (mode is not CallbackMode.SECURE)
    assert account_bot.queries[0]["openid"] == openid
    assert account_bot.received[0].findtext("Content") == "水管漏了"
    assert shown(wecom) == ["收到"]
    assert wecom.world.problems == []


async def test_a_plain_reply_is_an_answer_beside_the_cipher_but_not_under_it(wecom: Emulator, account_bot: WeChatBot):
    openid = wecom.world.wechat.customer("王女士").openid
    plain = web.Response(text=account_bot.says(openid, "收到"))
    account_bot.answer = answering(plain)
    await wecom.customer_actions.says("王女士", "一").done.wait()
    wecom.people.expect_problem("安全模式下必须加密回复")
    assert shown(wecom) == [OUT_OF_ORDER]
    wecom.switches.wechat_mode = CallbackMode.COMPATIBLE
    account_bot.answer = answering(web.Response(text=account_bot.says(openid, "收到")))
    await wecom.customer_actions.says("王女士", "二").done.wait()
    assert shown(wecom) == [OUT_OF_ORDER, "收到"]


async def test_during_a_change_of_keys_the_old_one_may_answer(wecom: Emulator, account_bot: WeChatBot):
    old = account_bot.account.encoding_aes_key
    account = wecom.world.wechat.account
    account.encoding_aes_key, account.previous_aes_key = "z" * 43, old
    openid = wecom.world.wechat.customer("王女士").openid

    async def with_the_old_key(_: Element) -> web.Response:
        account.encoding_aes_key = old
        text = account_bot._crypto().encrypt_message(account_bot.says(openid, "收到"), "1", "2")
        account.encoding_aes_key = "z" * 43
        return web.Response(text=text)

    account_bot.answer = with_the_old_key
    await wecom.customer_actions.says("王女士", "在吗").done.wait()
    assert shown(wecom) == ["收到"]


@pytest.mark.parametrize("nothing", ["", "success"])
async def test_nothing_to_say(wecom: Emulator, account_bot: WeChatBot, nothing: str):
    account_bot.answer = answering(web.Response(text=nothing))
    await wecom.customer_actions.says("王女士", "在吗").done.wait()
    assert shown(wecom) == []
    assert len(account_bot.received) == 1


async def test_three_tries_with_the_same_msgid_and_then_the_customer_is_told(wecom: Emulator, account_bot: WeChatBot):
    async def too_late(_: Element) -> str:
        await asyncio.sleep(0.2)
        return ""

    wecom.switches.callback_timeout, wecom.switches.retry_after = 0.05, 0
    account_bot.answer = too_late
    callback = wecom.customer_actions.says("王女士", "在吗")
    await callback.done.wait()
    assert len({each.findtext("MsgId") for each in account_bot.received}) == 1
    assert len(account_bot.received) == 3
    assert shown(wecom) == [OUT_OF_ORDER]
    assert "没有应答" in callback.failure
    wecom.people.expect_problem("未被接受")


async def test_a_retried_event_is_the_same_event(wecom: Emulator, account_bot: WeChatBot):
    wecom.switches.retry_after = 0
    account_bot.answer = answering(web.Response(status=500))
    await wecom.customer_actions.clicks_menu("王女士", "report").done.wait()
    first, second = account_bot.received
    assert first.findtext("CreateTime") == second.findtext("CreateTime")
    assert first.find("MsgId") is None


WRONG = [
    ("text", "<Content></Content>", "Content 为空"),
    ("text", f"<Content>{'字' * 683}</Content>", "超过"),
    ("image", "<Image><MediaId>x</MediaId></Image>", "MediaId 无效"),
    ("news", "<ArticleCount>0</ArticleCount><Articles></Articles>", "一条图文"),
    ("card", "", "不认识的 MsgType"),
]


@pytest.mark.parametrize(("kind", "body", "problem"), WRONG)
async def test_a_wrong_reply_makes_the_account_look_broken(
    wecom: Emulator, account_bot: WeChatBot, kind: str, body: str, problem: str
):
    openid = wecom.world.wechat.customer("王女士").openid
    account_bot.answer = answering(account_bot.replies(openid, kind, body))
    await wecom.customer_actions.says("王女士", "在吗").done.wait()
    wecom.people.expect_problem(problem)
    assert shown(wecom) == [OUT_OF_ORDER]


@pytest.mark.parametrize("answer", ['{"ok": true}', "ok", "<html></html>"])
async def test_what_is_no_reply_at_all(wecom: Emulator, account_bot: WeChatBot, answer: str):
    account_bot.answer = answering(web.Response(text=answer))
    await wecom.customer_actions.says("王女士", "在吗").done.wait()
    wecom.people.expect_problem("被动回复无效")
    assert shown(wecom) == [OUT_OF_ORDER]


async def test_a_picture_in_reply(wecom: Emulator, account_bot: WeChatBot):
    official = wecom.world.wechat
    media = official.media.add("image", PNG, filename="a.png", now=official.now())
    body = f"<Image><MediaId>{media.media_id}</MediaId></Image>"
    account_bot.answer = answering(account_bot.replies(official.customer("王女士").openid, "image", body))
    await wecom.customer_actions.says("王女士", "在吗").done.wait()
    assert shown(wecom) == ["image"]


@pytest.mark.usefixtures("account_bot")
async def test_every_kind_of_message_as_wechatpy_reads_it(wecom: Emulator):
    act = wecom.customer_actions
    await act.says("王女士", "漏水").done.wait()
    await act.sends_image("王女士", PNG, "a.png").done.wait()
    await act.sends_voice("王女士", b"#!AMR\n", "水管漏了").done.wait()
    await act.sends_location("王女士", 31.3, 120.6, "锦绣花园").done.wait()
    await act.sends_link("王女士", "标题", "https://example.com", "说明").done.wait()
    text, image, voice, place, link = (parse_message(record.request) for record in calls(wecom))
    assert (text.content, text.source) == ("漏水", wecom.world.wechat.customer("王女士").openid)
    assert image.image == f"{wecom.url}/pic/{image.media_id}"
    assert (voice.format, voice.recognition) == ("amr", "水管漏了")
    assert (place.location, place.label) == (("31.3", "120.6"), "锦绣花园")
    assert (link.title, link.url) == ("标题", "https://example.com")
    assert len({each.id for each in (text, image, voice, place, link)}) == 5


@pytest.mark.usefixtures("account_bot")
async def test_every_event_as_wechatpy_reads_it(wecom: Emulator):
    act = wecom.customer_actions
    await act.scans("林女士", "device:HR2025-0318").done.wait()
    await act.scans("林女士", "device:HR2025-0318").done.wait()
    await act.clicks_menu("林女士", "report").done.wait()
    await act.opens_menu_page("林女士", "https://example.com").done.wait()
    await act.reports_location("林女士", 31.3, 120.6).done.wait()
    await act.unfollows("林女士").done.wait()
    await act.follows("林女士").done.wait()
    events = [parse_message(record.request) for record in calls(wecom)]
    kinds = ["subscribe_scan", "scan", "click", "view", "location", "unsubscribe", "subscribe"]
    assert [event.event for event in events] == kinds
    assert [events[0].scene_id, events[1].scene_id] == ["device:HR2025-0318"] * 2
    assert events[0].ticket == events[1].ticket
    assert events[2].key == "report"


async def test_no_recognition_when_it_is_switched_off(wecom: Emulator, account_bot: WeChatBot):
    wecom.switches.wechat_recognition = False
    await wecom.customer_actions.sends_voice("王女士", b"#!AMR\n", "水管漏了").done.wait()
    assert account_bot.received[0].find("Recognition") is None


async def test_a_reply_written_by_wechatpy(wecom: Emulator, account_bot: WeChatBot):
    async def answer(message: Element) -> str:
        customer, account = message.findtext("FromUserName"), message.findtext("ToUserName")
        reply = TextReply(content="您好", target=customer, source=account)
        return str(reply.render())

    account_bot.answer = answer
    await wecom.customer_actions.says("王女士", "在吗").done.wait()
    assert shown(wecom) == ["您好"]
    assert wecom.world.problems == []


def calls(wecom: Emulator) -> list[Any]:
    return [record for record in wecom.log if record.method == "POST" and record.channel == "wechat"]
