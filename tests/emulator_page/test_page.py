"""Who is on the page, time travel, switches, the wire log, the guide, and a lost connection."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from emulator.chat_page_actions import ZONE
from emulator.chat_page_files import FOLDER
from emulator.conversation import Sender
from emulator.server import Emulator
from tests.emulator.api import CARD, Api
from tests.emulator.bot import Bot
from tests.emulator_page.conftest import Window
from tests.emulator_page.people import bubbles, card, chat, received, says, until
from tests.emulator_page.test_cards import CARDS

SHOWN = "section.chat h2"


async def test_front_desk_and_technicians_stand_side_by_side_and_ones_own_choice_is_remembered(page: Page):
    await expect(page.locator(SHOWN)).to_have_text(["李静", "王工", "赵工"])
    people = page.get_by_role("navigation", name="扮演谁")
    await people.get_by_role("button", name="赵工").click()
    await people.get_by_role("button", name="孙班长").click()
    await expect(page.locator(SHOWN)).to_have_text(["李静", "王工", "孙班长"])
    await page.reload()
    await expect(page.locator(SHOWN)).to_have_text(["李静", "王工", "孙班长"])


async def test_leaders_are_told_apart_at_a_glance(page: Page):
    people = page.get_by_role("navigation", name="扮演谁")
    faces = [
        await people.get_by_role("button", name=name).locator(".avatar").inner_text() for name in ("孙班长", "陈班长")
    ]
    assert faces == ["孙班", "陈班"]


async def test_four_people_fit_side_by_side_on_a_small_laptop(window: Window, wecom: Emulator):
    async with window.showing(wecom.url, {"width": 1280, "height": 800}) as page:
        await page.get_by_role("navigation", name="扮演谁").get_by_role("button", name="孙班长").click()
        await expect(page.locator("section.chat")).to_have_count(4)
        last = await page.locator("section.chat").last.bounding_box()
        assert last is not None
        assert last["x"] + last["width"] <= 1280


async def test_on_a_phone_one_person_at_a_time_and_a_badge_for_the_others(phone: Page, api: Api):
    await expect(phone.locator("section.chat")).to_have_count(1)
    await api.send(touser="zhouzong", body={"content": "日报"})
    await api.send(touser="zhouzong", body={"content": "周报"})
    zhou = phone.get_by_role("navigation", name="扮演谁").get_by_role("button", name="周总")
    await expect(zhou.locator(".badge")).to_have_text("2")
    await zhou.click()
    await expect(bubbles(phone, "周总")).to_have_text(["日报", "周报"])
    await expect(zhou.locator(".badge")).to_have_count(0)


async def test_what_was_typed_is_still_there_after_a_look_at_somebody_else(phone: Page):
    people = phone.get_by_role("navigation", name="扮演谁")
    await chat(phone, "李静").get_by_role("textbox").fill("写了一半")
    await people.get_by_role("button", name="周总").click()
    await people.get_by_role("button", name="李静").click()
    await expect(chat(phone, "李静").get_by_role("textbox")).to_have_value("写了一半")


async def test_a_card_that_changes_is_no_new_message(phone: Page, wecom: Emulator):
    entry = wecom.world.add_entry("zhouzong", Sender.APP, "template_card", CARD)
    badge = phone.get_by_role("navigation", name="扮演谁").get_by_role("button", name="周总").locator(".badge")
    await expect(badge).to_have_text("1")
    wecom.world.grey_card(entry, "已接单")
    wecom.world.add_entry("lijing", Sender.APP, "text", {"content": "之后"})
    await expect(bubbles(phone, "李静")).to_have_text("之后")
    await expect(badge).to_have_text("1")


async def test_a_phone_never_scrolls_sideways(phone: Page, wecom: Emulator):
    await phone.route("https://example.com/**", lambda route: route.fulfill(path=FOLDER / "img" / "nameplate.svg"))
    for content in CARDS.values():
        wecom.world.add_entry("lijing", Sender.APP, "template_card", content)
    wecom.world.add_entry("lijing", Sender.APP, "text", {"content": "https://example.com/" + "very-long/" * 40})
    await expect(bubbles(phone, "李静")).to_have_count(1)
    for opened in ("转发", "故障开关", "通信日志"):
        await phone.get_by_role("button", name=opened, exact=True).click()
        await nothing_sticks_out(phone)
        await phone.keyboard.press("Escape")


async def test_time_is_moved_and_the_clock_follows(page: Page, wecom: Emulator):
    before = wecom.world.clock.now()
    travel = page.get_by_role("group", name="时间旅行")
    await travel.get_by_role("button", name="+2 小时").click()
    await until(wecom, lambda: wecom.world.clock.now() - before >= timedelta(hours=2))
    later = wecom.world.clock.now()
    await travel.get_by_role("button", name="到明天 08:00").click()
    await expect(travel.locator(".clock-time")).to_have_text(re.compile(r"^08:0\d:\d\d$"))
    morning = wecom.world.clock.now().astimezone(ZONE)
    assert (morning.hour, morning.date()) == (8, later.astimezone(ZONE).date() + timedelta(days=1))


async def test_a_switch_is_thrown_shown_and_thrown_back(page: Page, wecom: Emulator, bot: Bot):
    wecom.world.set_switch("retry_after", 1)
    await expect(page.locator("body")).to_have_class("")
    await page.get_by_role("button", name="故障开关").click()
    drawer = page.get_by_role("dialog", name="故障开关")
    await drawer.get_by_role("switch", name="回调丢失").check()
    await expect(page.locator("body")).to_have_class("switched")
    assert wecom.switches.lose_callbacks
    await drawer.get_by_label("回调重复投递次数").fill("2")
    await drawer.get_by_label("接口故障").select_option("返回 errcode -1（繁忙）")
    await drawer.get_by_role("switch", name="回调丢失").uncheck()
    await expect(drawer.locator("li.switched strong")).to_have_text(["回调重复投递次数", "接口故障"])
    await page.keyboard.press("Escape")
    await says(page, "李静", "三遍")
    await received(wecom, bot, 3)
    assert bot.contents == ["三遍"] * 3
    assert (wecom.switches.outage, wecom.switches.lose_callbacks) == ("busy", False)


async def test_every_switch_is_explained(page: Page):
    await page.get_by_role("button", name="故障开关").click()
    sentences = page.locator(".switch-words > span")
    assert all(await sentences.all_inner_texts())


async def test_tokens_are_killed_before_their_time(page: Page, api: Api):
    await page.get_by_role("button", name="故障开关").click()
    await page.get_by_role("button", name="立即作废").click()
    await expect(page.get_by_role("alert")).to_contain_text("已全部作废")
    assert (await api.send())["errcode"] == 40014


async def test_the_wire_log_shows_the_callback_decrypted_and_finds_it_by_its_words(page: Page, api: Api, bot: Bot):
    await says(page, "李静", "锅炉房漏水")
    log = page.get_by_role("complementary", name="通信日志")
    line = log.get_by_role("listitem").filter(has_text="收到李静的文本消息（加密回调）")
    await line.locator("summary").click()
    await expect(line).to_contain_text("<Content><![CDATA[锅炉房漏水]]></Content>")
    await api.send(touser="nobody")
    await expect(log.get_by_text("errcode 81013")).to_be_visible()
    await log.get_by_label("异常").check()
    await expect(log.get_by_role("listitem")).to_have_count(1)
    await log.get_by_label("全部").check()
    await log.get_by_label("按文字筛选").fill("锅炉房")
    await expect(log.get_by_role("listitem")).to_have_count(1)
    assert len(bot.received) == 1


async def test_the_wire_log_begins_open_where_it_hides_nobody_and_stays_as_it_was_left(page: Page):
    log = page.get_by_role("complementary", name="通信日志")
    await expect(log).to_be_visible()
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.reload()
    await expect(page.locator(".chat").nth(2)).to_be_in_viewport(ratio=1)
    await expect(log).to_be_hidden()
    await page.get_by_role("button", name="通信日志", exact=True).click()
    await page.reload()
    await expect(log).to_be_visible()


async def test_a_broken_rule_of_the_protocol_is_pointed_out(page: Page, wecom: Emulator):
    wecom.world.complain("回复的签名不对")
    await expect(page.locator(".wire-problem")).to_have_text("回复的签名不对")
    await page.reload()
    await expect(page.locator(".wire-problem")).to_have_text("回复的签名不对")


async def test_the_guide_walks_a_newcomer_through_and_stays_away_when_dismissed(page: Page, wecom: Emulator, bot: Bot):
    guide = page.get_by_role("complementary", name="三步上手")
    now = guide.locator("[aria-current=step]")
    await expect(now).to_contain_text("转发一条")
    await says(page, "李静", "漏水")
    await expect(now).to_contain_text("看草稿")
    entry = wecom.world.add_entry("wanggong", Sender.APP, "template_card", CARD)
    await expect(now).to_contain_text("换成技工")
    wecom.world.replace_card(entry, {**CARD, "main_title": {"title": "处理中"}})
    await expect(card(page, "王工", "处理中")).to_be_visible()
    await expect(now).to_contain_text("换成技工")
    wecom.world.grey_card(entry, "已完工")
    await expect(guide).to_contain_text("走通了")
    await guide.get_by_role("button", name="收起指引").click()
    await page.reload()
    await expect(card(page, "王工", "处理中")).to_be_visible()
    await expect(guide).to_be_hidden()
    assert len(bot.received) == 1


@pytest.mark.usefixtures("bot")
async def test_an_empty_chat_invites_to_forward(page: Page):
    await expect(chat(page, "李静")).to_contain_text("还没有消息，转发一条试试")
    await says(page, "李静", "漏水")
    await expect(chat(page, "李静")).not_to_contain_text("还没有消息")


async def test_a_page_outlives_the_server_and_begins_again_with_the_next(page: Page, window: Window, wecom: Emulator):
    port = int(wecom.url.rpartition(":")[2])
    await says(page, "李静", "以前的事")
    await wecom.close()
    await expect(page.get_by_role("status")).to_have_text("连接中断，正在重连…")
    async with Emulator(port=port) as successor:
        await expect(page.get_by_role("status")).to_be_hidden()
        await expect(bubbles(page, "李静")).to_have_count(0)
        successor.world.add_entry("lijing", Sender.APP, "text", {"content": "新的开始"})
        await expect(bubbles(page, "李静")).to_have_text("新的开始")
        await page.goto("about:blank")
    await wecom.start()
    await page.goto(wecom.url)
    window.complaints.clear()  # of the connection, refused in between


async def test_no_window_is_too_narrow_for_the_frame(page: Page):
    for width in (320, 600, 860, 1000, 1180, 1300):
        await page.set_viewport_size({"width": width, "height": 700})
        await nothing_sticks_out(page)
        help_button = page.get_by_role("button", name="三步上手")
        await expect(help_button).to_be_in_viewport(ratio=1)


async def nothing_sticks_out(page: Page) -> None:
    """To the right, out of the window; one that was resized is laid out anew by and by."""
    await page.wait_for_function(
        """() => [...document.querySelectorAll("html, body, .talk, .drawer-body, .wire-list")]
            .every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)""",
        timeout=5000,
    )
