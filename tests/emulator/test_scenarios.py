"""The language of people, told on a claim: what they do, what they expect, what nobody expected."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from aiohttp import web

from emulator.actions import NotPossible
from emulator.server import Emulator
from tests.emulator.api import CARD, Api
from tests.emulator.bot import Bot


async def test_a_ticket_is_reported_claimed_and_taken_from_everybody_else(wecom: Emulator, bot: Bot, api: Api):
    async def answer(message: Element) -> str:
        if message.findtext("MsgType") == "text":
            await api.send_card("wanggong|zhaogong")
            return bot.reply("lijing", "text", "<Content>收到，已派单</Content>")
        claimer = str(message.findtext("FromUserName"))
        done = {**CARD, "replace_text": f"已被 {claimer} 接单"}
        await api.update(str(message.findtext("ResponseCode")), template_card=done)
        await api.send(touser=claimer, body={"content": "请尽快上门"})
        return ""

    bot.answer = answer
    li, wang, zhao = (wecom.person(userid) for userid in ("lijing", "wanggong", "zhaogong"))
    await li.says("3栋电梯坏了 13800001111")
    assert await li.hears("收到") == "收到，已派单"
    card, other = await wang.sees_card("报修 #42", "张三"), await zhao.sees_card("报修 #42")
    assert card.buttons == ["接单", "升级"]
    await card.press("接单", 类别="水暖")
    await wang.sees_card_change(card, "已被 wanggong 接单")
    await zhao.sees_card_change(other, "已被 wanggong 接单")
    await wang.hears("尽快上门")
    assert other.greyed == "已被 wanggong 接单"
    assert other.buttons == []
    for person in (li, wang, zhao):
        person.hears_nothing_more()
    wecom.assert_nothing_unexpected()
    chosen = bot.received[-1].find("SelectedItems/SelectedItem")
    assert chosen is not None
    assert chosen.findtext("QuestionKey") == "category"
    assert [each.text for each in chosen.findall("OptionIds/OptionId")] == ["water"]


async def test_a_message_nobody_expected_fails_the_scenario(wecom: Emulator, api: Api):
    await api.send(body={"content": "多余的话"})
    with pytest.raises(AssertionError, match="lijing 收到：多余的话"):
        wecom.assert_nothing_unexpected()
    with pytest.raises(AssertionError, match="多余的话"):
        wecom.person("lijing").hears_nothing_more()
    await wecom.person("lijing").hears("多余")
    wecom.assert_nothing_unexpected()


@pytest.mark.usefixtures("bot")
async def test_a_card_change_nobody_expected_fails_the_scenario(wecom: Emulator, api: Api):
    code = (await api.send_card())["response_code"]
    card = await wecom.person("lijing").sees_card("报修")
    await api.update(code, button={"replace_name": "已过期"})
    with pytest.raises(AssertionError, match=r"lijing 看到变化：.*已过期"):
        wecom.assert_nothing_unexpected()
    await wecom.person("lijing").sees_card_change(card, "已过期")
    wecom.assert_nothing_unexpected()


async def test_two_quick_changes_are_two_things_to_expect(wecom: Emulator, bot: Bot, api: Api):
    first = (await api.send_card("lijing|wanggong"))["response_code"]
    li = wecom.person("lijing")
    card = await li.sees_card("报修")
    await card.press("接单")
    await api.update(first, template_card=CARD | {"sub_title_text": "王工已出发"})
    await api.update(str(bot.received[0].findtext("ResponseCode")), button={"replace_name": "已完工"})
    await li.sees_card_change(card, "王工已出发")
    assert card.greyed == "已完工"
    with pytest.raises(AssertionError, match="已完工"):
        li.hears_nothing_more()
    await li.sees_card_change(card, "已完工")
    li.hears_nothing_more()


async def test_what_was_missed_between_two_expectations_is_no_surprise(wecom: Emulator, api: Api):
    notice = {
        "card_type": "text_notice",
        "main_title": {"title": "一"},
        "card_action": {"type": 1, "url": "https://x.cn"},
    }
    await api.send("template_card", notice)
    (entry,) = wecom.world.conversation("lijing")
    for title in ("二", "三"):
        wecom.world.replace_card(entry, notice | {"main_title": {"title": title}})
    await wecom.person("lijing").sees_card("三")
    wecom.assert_nothing_unexpected()


async def test_waiting_in_vain_tells_what_came_instead(wecom: Emulator, api: Api):
    wecom.people.patience = 0.05
    await api.send(body={"content": "别的话"})
    with pytest.raises(AssertionError, match="lijing 没有听到 收到。对话是：\n  < 别的话"):
        await wecom.person("lijing").hears("收到")


async def test_a_message_is_heard_only_once(wecom: Emulator, api: Api):
    wecom.people.patience = 0.05
    await api.send(body={"content": "收到"})
    await wecom.person("lijing").hears("收到")
    with pytest.raises(AssertionError, match="没有听到"):
        await wecom.person("lijing").hears("收到")


async def test_a_greyed_button_cannot_be_pressed_and_raises_no_event(wecom: Emulator, bot: Bot, api: Api):
    code = (await api.send_card())["response_code"]
    card = await wecom.person("lijing").sees_card("报修")
    await api.update(code, button={"replace_name": "已被 王工 接单"})
    with pytest.raises(NotPossible, match="“接单”按不动：按钮已置灰为“已被 王工 接单”"):
        await card.press("接单")
    with pytest.raises(NotPossible, match="按钮已置灰"):
        wecom.actions.presses("lijing", card.entry.id, "claim:42")
    assert bot.received == []


@pytest.mark.usefixtures("bot")
async def test_only_what_is_on_the_card_can_be_pressed_or_chosen(wecom: Emulator, api: Api):
    await api.send_card()
    card = await wecom.person("lijing").sees_card("报修")
    assert card.options("类别") == ["电梯", "水暖"]
    assert card.selected("类别") == ["电梯"]
    with pytest.raises(NotPossible, match="没有“完工”"):
        await card.press("完工")
    with pytest.raises(NotPossible, match=r"“类别”没有 \['空调'\]"):
        await card.press("接单", 类别="空调")
    with pytest.raises(NotPossible, match="没有“优先级”可选"):
        await card.press("接单", 优先级="高")


async def test_a_problem_fails_the_scenario_unless_it_is_expected(wecom: Emulator, bot: Bot):
    wecom.switches.retry_after = 0

    async def broken(_: Element) -> web.Response:
        return web.Response(status=500)

    bot.answer = broken
    await wecom.person("lijing").says("在吗")
    with pytest.raises(AssertionError, match="HTTP 500"):
        wecom.assert_nothing_unexpected()
    wecom.people.expect_problem("HTTP 500")
    wecom.assert_nothing_unexpected()
    with pytest.raises(AssertionError, match="没有发生"):
        wecom.people.expect_problem("HTTP 500")
