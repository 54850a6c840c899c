"""Callbacks on their way: verified address, every kind of message, retries, and what the switches do to them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from aiohttp import web

from emulator.actions import NotPossible
from emulator.courier import CallbackUrlRefused
from emulator.server import Emulator
from emulator.wire import Direction, WireRecord
from tests.emulator.bot import Bot

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


def posts(wecom: Emulator) -> list[WireRecord]:
    return [record for record in wecom.log if record.direction is Direction.CALLBACK and record.method == "POST"]


def fields(message: Element) -> dict[str, str | None]:
    own = {"ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId", "AgentID"}
    return {child.tag: child.text for child in message if child.tag not in own}


async def test_an_address_is_verified_before_it_is_used(wecom: Emulator, bot: Bot):
    assert bot.verified == 1
    assert wecom.world.app.callback_url == bot.url
    assert wecom.world.app.trusted_domain == bot.url.removeprefix("http://").removesuffix("/wecom")
    record = wecom.log[0]
    assert (record.method, record.status) == ("GET", 200)
    assert record.response == record.request


async def test_a_wrong_answer_to_the_verification_is_refused(wecom: Emulator, bot: Bot):
    with pytest.raises(CallbackUrlRefused, match="40057"):
        await wecom.set_callback_url(bot.url + "/elsewhere")
    bot.app = replace(bot.app)
    wecom.world.app.token = "another"  # in the console, and not in the bot
    with pytest.raises(CallbackUrlRefused):
        await wecom.set_callback_url(bot.url)
    assert wecom.world.app.callback_url == bot.url


async def test_nobody_listening_is_refused_too(wecom: Emulator, unused_tcp_port: int):
    with pytest.raises(CallbackUrlRefused, match="连接失败"):
        await wecom.set_callback_url(f"http://127.0.0.1:{unused_tcp_port}/")
    assert wecom.world.app.callback_url == ""


async def test_the_verification_must_be_answered_at_once(wecom: Emulator, bot: Bot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("emulator.courier.VERIFY_WITHIN", 0.05)
    bot.verify_after = asyncio.Event()
    with pytest.raises(CallbackUrlRefused, match="没有应答"):
        await wecom.set_callback_url(bot.url)
    bot.verify_after.set()
    monkeypatch.undo()
    await wecom.set_callback_url(bot.url)


async def test_each_kind_of_message_has_its_fields(wecom: Emulator, bot: Bot):
    li = wecom.person("LiJing")
    await li.says("3栋 <电梯> ]]> 坏了")
    await li.sends_image(PNG, "现场.png")
    await li.sends_voice(b"#!AMR\n....")
    await wecom.actions.sends_video("lijing", b"....ftyp").done.wait()
    await li.sends_location(31.2304, 121.4737, "人民广场")
    await li.sends_link("说明", "https://example.com", "看看")
    text, image, voice, video, location, link = bot.received
    assert fields(text) == {"Content": "3栋 <电梯> ]]> 坏了"}
    assert fields(image).keys() == {"PicUrl", "MediaId"}
    assert fields(voice).keys() == {"MediaId", "Format"}
    assert fields(video).keys() == {"MediaId", "ThumbMediaId"}
    assert fields(location) == {
        "Location_X": "31.2304",
        "Location_Y": "121.4737",
        "Scale": "15",
        "Label": "人民广场",
        "AppType": "wxwork",
    }
    assert fields(link) == {"Title": "说明", "Description": "看看", "Url": "https://example.com", "PicUrl": None}
    for message in bot.received:
        assert message.findtext("ToUserName") == "ww0123456789abcdef"
        assert message.findtext("FromUserName") == "lijing"
        assert message.findtext("AgentID") == "1000002"
        assert abs(int(message.findtext("CreateTime", "")) - wecom.world.clock.timestamp()) < 60
    ids = [int(message.findtext("MsgId", "")) for message in bot.received]
    assert ids == sorted(set(ids))
    assert max(ids) < 2**63


async def test_each_kind_of_event_has_its_fields_and_no_message_id(wecom: Emulator, bot: Bot):
    await wecom.person("lijing").enters()
    for callback in (
        wecom.actions.subscribes("lijing"),
        wecom.actions.unsubscribes("lijing"),
        wecom.actions.clicks_menu("lijing", "today"),
    ):
        await callback.done.wait()
    assert all(message.find("MsgId") is None for message in bot.received)
    events = sorted((message.findtext("Event"), message.findtext("EventKey")) for message in bot.received)
    assert events == [("click", "today"), ("enter_agent", ""), ("subscribe", ""), ("unsubscribe", "")]


async def test_forwarded_messages_arrive_one_by_one_without_their_authors(wecom: Emulator, bot: Bot):
    await wecom.person("lijing").forwards("电梯坏了", "3栋", "13800001111")
    assert sorted(str(text) for text in bot.contents) == ["13800001111", "3栋", "电梯坏了"]
    assert {message.findtext("FromUserName") for message in bot.received} == {"lijing"}


def test_a_stranger_cannot_write():
    with pytest.raises(NotPossible, match="通讯录里没有 stranger"):
        Emulator().actions.says("stranger", "在吗")


async def test_without_an_address_nothing_is_sent(wecom: Emulator):
    callback = wecom.actions.says("lijing", "在吗")
    await callback.done.wait()
    assert (callback.answered, callback.failure) == (False, "未配置回调地址")


async def test_a_refused_callback_is_tried_three_times_in_all_with_the_same_content(wecom: Emulator, bot: Bot):
    wecom.switches.retry_after = 0

    async def unwell(_: Element) -> web.Response:
        return web.Response(status=503 if len(bot.received) < 3 else 200)

    bot.answer = unwell
    callback = wecom.actions.says("lijing", "电梯坏了")
    await callback.done.wait()
    assert callback.answered
    assert [record.status for record in posts(wecom)] == [503, 503, 200]
    assert bot.contents == ["电梯坏了"] * 3
    assert len({message.findtext("MsgId") for message in bot.received}) == 1
    assert len(set(bot.nonces)) == 3
    wecom.assert_nothing_unexpected()


async def test_after_three_tries_it_is_given_up_and_remembered(wecom: Emulator, bot: Bot):
    wecom.switches.retry_after = 0

    async def unwell(_: Element) -> web.Response:
        return web.Response(status=500)

    bot.answer = unwell
    callback = wecom.actions.says("lijing", "电梯坏了")
    await callback.done.wait()
    assert len(bot.received) == 3
    assert callback.failure == "HTTP 500"
    wecom.people.expect_problem("HTTP 500")


async def test_a_refusal_is_final_when_wecom_retries_only_what_it_could_not_deliver(wecom: Emulator, bot: Bot):
    wecom.world.set_switch("retry_when_not_200", "false")

    async def unwell(_: Element) -> web.Response:
        return web.Response(status=500)

    bot.answer = unwell
    await wecom.person("lijing").says("电梯坏了")
    assert len(bot.received) == 1


async def test_a_late_answer_counts_as_none(wecom: Emulator, bot: Bot):
    wecom.switches.callback_timeout = 0.05
    wecom.switches.retry_after = 0
    release = asyncio.Event()

    async def slow(_: Element) -> str:
        if len(bot.received) == 1:
            await release.wait()
        return bot.reply("lijing", "text", f"<Content>第 {len(bot.received)} 次</Content>")

    bot.answer = slow
    await wecom.person("lijing").says("电梯坏了")
    release.set()
    assert [record.status for record in posts(wecom)] == [0, 200]
    assert "没有应答" in posts(wecom)[0].note
    await wecom.person("lijing").hears("第 2 次")
    wecom.person("lijing").hears_nothing_more()


async def test_a_bot_that_is_away_gets_it_when_it_is_back(wecom: Emulator, bot: Bot):
    wecom.switches.retry_after = 0
    await bot.__aexit__(None, None, None)
    callback = wecom.actions.says("lijing", "电梯坏了")
    await callback.done.wait()
    assert [record.status for record in posts(wecom)] == [0, 0, 0]
    assert "连接失败" in callback.failure


async def test_a_duplicate_is_the_same_message_and_only_the_last_reply_counts(wecom: Emulator, bot: Bot):
    wecom.world.set_switch("duplicate_callbacks", 2)

    async def count(_: Element) -> str:
        return bot.reply("lijing", "text", f"<Content>第 {len(bot.received)} 次</Content>")

    bot.answer = count
    await wecom.person("lijing").says("电梯坏了")
    assert len({message.findtext("MsgId") for message in bot.received}) == 1
    assert len(bot.received) == 3
    await wecom.person("lijing").hears("第 3 次")
    wecom.assert_nothing_unexpected()


async def test_out_of_order_every_second_callback_overtakes_the_one_before(wecom: Emulator, bot: Bot):
    wecom.world.set_switch("callbacks_out_of_order", value=True)
    callbacks = [wecom.actions.says("lijing", text) for text in ("一", "二", "三", "四")]
    await asyncio.gather(*(callback.done.wait() for callback in callbacks))
    order = [str(text) for text in bot.contents]
    assert order.index("二") < order.index("一")
    assert order.index("四") < order.index("三")


async def test_one_that_nobody_overtakes_arrives_all_the_same(
    wecom: Emulator, bot: Bot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("emulator.delivery.PARTNER_WITHIN", 0.01)
    wecom.switches.callbacks_out_of_order = True
    await wecom.person("lijing").says("一")
    assert bot.contents == ["一"]


async def test_a_lost_callback_leaves_a_trace_in_the_log_only(wecom: Emulator, bot: Bot):
    wecom.switches.lose_callbacks = True
    callback = wecom.actions.says("lijing", "一")
    await callback.done.wait()
    assert bot.received == []
    assert callback.failure == posts(wecom)[-1].note == "丢失，没有投递（开关）"
    assert posts(wecom)[-1].status == 0


async def test_a_late_callback_keeps_its_time(wecom: Emulator, bot: Bot):
    wecom.switches.late_callbacks = 0.01
    written = wecom.world.clock.timestamp()
    callback = wecom.actions.says("lijing", "一")
    wecom.world.clock.advance(timedelta(hours=1))
    await callback.done.wait()
    assert int(bot.received[0].findtext("CreateTime", "")) - written < 60


async def test_stopping_abandons_what_is_under_way():
    async with Emulator() as wecom, Bot(wecom.world.app, wecom.world.corp.corp_id) as bot:
        await wecom.set_callback_url(bot.url)
        wecom.switches.late_callbacks = 3600
        waiting = wecom.actions.says("lijing", "一")
        await asyncio.sleep(0)
        not_even_begun = wecom.actions.says("lijing", "二")
        await wecom.close()
        for callback in (waiting, not_even_begun):
            await callback.done.wait()
            assert callback.failure == "投递中断"
    assert bot.received == []
