"""Cards are drawn as WeCom draws them, pressed once, and change in their place."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from playwright.async_api import Page, expect

from emulator.chat_page_files import FOLDER
from emulator.conversation import Sender
from emulator.server import Emulator
from tests.emulator.api import CARD, Api
from tests.emulator.bot import Bot
from tests.emulator_page.people import card, chat, received

JUMP = {"type": 1, "title": "看看板", "url": "https://example.com/board"}
OPTIONS = [{"id": "a", "text": "换管"}, {"id": "b", "text": "换垫"}]

CARDS: dict[str, dict[str, Any]] = {
    "text_notice": {
        "card_type": "text_notice",
        "source": {"desc": "派单日报", "desc_color": 3},
        "main_title": {"title": "昨日", "desc": "周五"},
        "emphasis_content": {"title": "98.6%", "desc": "首次响应"},
        "quote_area": {"title": "原话", "quote_text": "漏水了"},
        "sub_title_text": "312 条消息",
        "horizontal_content_list": [{"keyname": "看板", "type": 1, "value": "打开", "url": "https://example.com"}],
        "jump_list": [JUMP],
        "card_action": {"type": 1, "url": "https://example.com"},
    },
    "news_notice": {
        "card_type": "news_notice",
        "main_title": {"title": "三种修法"},
        "card_image": {"url": "https://example.com/picture.png", "aspect_ratio": 2},
        "vertical_content_list": [{"title": "换软管", "desc": "管身开裂"}],
        "card_action": {"type": 1, "url": "https://example.com"},
    },
    "button_interaction": CARD,
    "vote_interaction": {
        "card_type": "vote_interaction",
        "main_title": {"title": "做了什么"},
        "task_id": "t-43",
        "checkbox": {"question_key": "done", "mode": 1, "option_list": OPTIONS},
        "submit_button": {"text": "交了", "key": "submit"},
    },
    "multiple_interaction": {
        "card_type": "multiple_interaction",
        "main_title": {"title": "改派"},
        "task_id": "t-44",
        "select_list": [{"question_key": "who", "title": "给谁", "option_list": OPTIONS}],
        "submit_button": {"text": "改派给他", "key": "submit"},
    },
}


@pytest.mark.usefixtures("bot")
async def test_every_text_of_every_kind_of_card_can_be_read(page: Page, api: Api):
    await page.route("https://example.com/**", lambda route: route.fulfill(path=FOLDER / "img" / "nameplate.svg"))
    for content in CARDS.values():
        assert (await api.send("template_card", content))["errcode"] == 0
        shown = card(page, "李静", content["main_title"]["title"])
        await expect(shown).to_be_visible()
        drawn = await shown.inner_text()
        assert [text for text in _texts(content) if text not in drawn] == []


async def test_a_choice_is_made_a_button_pressed_and_the_card_turns_grey(
    page: Page, wecom: Emulator, bot: Bot, api: Api
):
    async def answer(event: Element) -> str:
        done = {**CARD, "replace_text": "已被李静接单"}
        await api.update(str(event.findtext("ResponseCode")), template_card=done)
        return ""

    bot.answer = answer
    await api.send_card("lijing|wanggong")
    await card(page, "李静", "报修 #42").get_by_label("类别").select_option("水暖")
    await card(page, "李静", "报修 #42").get_by_role("button", name="接单").click()
    for name in ("李静", "王工"):
        grey = card(page, name, "报修 #42").get_by_role("button", name="已被李静接单")
        await expect(grey).to_be_disabled()
        await expect(card(page, name, "报修 #42").get_by_role("button")).to_have_count(1)
        await expect(card(page, name, "报修 #42").get_by_label("类别")).to_be_disabled()
    changed = chat(page, "王工").locator(".line.changed .card")
    await expect(changed).to_have_count(1)
    await expect(changed).to_have_css("animation-name", "none")  # what is over does not glow
    await received(wecom, bot, 1)
    event = bot.received[0]
    assert (event.findtext("EventKey"), event.findtext("FromUserName")) == ("claim:42", "lijing")
    assert event.findtext("SelectedItems/SelectedItem/OptionIds/OptionId") == "water"


async def test_while_a_press_is_under_way_there_is_no_second_one(page: Page, bot: Bot, api: Api):
    may_answer = asyncio.Event()

    async def answer(_: Element) -> str:
        await may_answer.wait()
        return ""

    bot.answer = answer
    await api.send_card()
    shown = card(page, "李静", "报修 #42")
    await shown.get_by_role("button", name="接单").click()
    await expect(shown).to_have_attribute("aria-busy", "true")
    await shown.get_by_role("button", name="升级").dispatch_event("click")
    may_answer.set()
    await expect(shown).not_to_have_attribute("aria-busy", "true")
    assert [event.findtext("EventKey") for event in bot.received] == ["claim:42"]
    await expect(shown.get_by_role("button", name="接单")).to_be_enabled()


async def test_boxes_are_ticked_and_submitted(page: Page, wecom: Emulator, bot: Bot, api: Api):
    await api.send("template_card", CARDS["vote_interaction"])
    shown = card(page, "李静", "做了什么")
    await shown.get_by_label("换管").check()
    await shown.get_by_label("换垫").check()
    await shown.get_by_role("button", name="交了").click()
    await received(wecom, bot, 1)
    assert [each.text for each in bot.received[0].iter("OptionId")] == ["a", "b"]


async def test_nothing_is_submitted_while_the_one_choice_is_open(page: Page, bot: Bot, api: Api):
    question = {"question_key": "done", "mode": 0, "option_list": OPTIONS}
    await api.send("template_card", CARDS["vote_interaction"] | {"checkbox": question})
    await card(page, "李静", "做了什么").get_by_role("button", name="交了").click()
    await expect(page.get_by_role("alert")).to_have_text("请先选一项")
    assert bot.received == []


async def test_the_menu_of_a_card_raises_its_own_event(page: Page, wecom: Emulator, bot: Bot, api: Api):
    await api.send_card(action_menu={"desc": "更多", "action_list": [{"text": "看原话", "key": "words"}]})
    await card(page, "李静", "报修 #42").get_by_role("button", name="更多").click()
    await page.get_by_role("menuitem", name="看原话").click()
    await received(wecom, bot, 1)
    assert bot.received[0].findtext("Event") == "template_card_menu_event"
    assert bot.received[0].findtext("EventKey") == "words"


async def test_a_press_that_failed_leaves_a_red_mark_until_one_succeeds(
    page: Page, wecom: Emulator, bot: Bot, api: Api
):
    await api.send_card()
    wecom.switches.lose_callbacks = True
    press = card(page, "李静", "报修 #42").get_by_role("button", name="接单")
    mark = chat(page, "李静").get_by_role("note")
    await press.click()
    await expect(mark).to_have_accessible_name(re.compile("没有送达：.*丢失"))
    wecom.switches.lose_callbacks = False
    await press.click()
    await expect(mark).to_have_count(0)
    assert len(bot.received) == 1


async def test_an_address_that_is_no_web_page_cannot_be_opened(page: Page, wecom: Emulator):
    jump = {"type": 1, "title": "陷阱", "url": "javascript:alert(1)"}
    content = CARDS["text_notice"] | {"jump_list": [jump, JUMP]}
    wecom.world.add_entry("lijing", Sender.APP, "template_card", content)
    links = card(page, "李静", "昨日").locator(".card-jumps").get_by_role("link")
    await expect(links).to_have_text(["看看板"])


async def test_a_message_taken_back_is_replaced_by_a_note(page: Page, wecom: Emulator, api: Api):
    await api.send(body={"content": "发错了"})
    await expect(chat(page, "李静")).to_contain_text("发错了")
    wecom.world.recall(wecom.world.conversation("lijing")[0])
    await expect(chat(page, "李静")).to_contain_text("派单撤回了一条消息")
    await expect(chat(page, "李静")).not_to_contain_text("发错了")


READ = {"title", "desc", "text", "keyname", "value", "quote_text", "sub_title_text"}


def _texts(value: Any, name: str = "") -> list[str]:
    """Every text of a card that people read, options of drop-downs included."""
    match value:
        case dict():
            return [text for key, each in value.items() for text in _texts(each, key)]
        case list():
            return [text for each in value for text in _texts(each, name)]
        case str() if name in READ:
            return [value]
        case _:
            return []
