"""A customer opens the link to their ticket."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from playwright.async_api import Browser, Route, expect

from bot.pages.digits import OF_CALLER
from bot.pages.links import link_for
from storage.unit_of_work import UnitOfWork
from tests.scenarios.pages.conftest import Held, give_link
from tests.scenarios.pages.weighing import weighed
from tests.tooling.chromium import NewPage
from tickets.customers import Contact, ContactKind, Joined, Proof, Subscription


async def test_on_a_new_device_the_last_four_digits_of_the_phone_are_asked_for(held: Held) -> None:
    asked = await held.text()
    assert "电话后四位" in asked
    assert "3幢" not in asked
    assert "电梯" not in asked

    wrong = await (await held.post("open", digits="2222")).text()
    assert "对不上" in wrong

    await held.open()
    opened = await held.text()
    assert "1120-1" in opened
    assert "门关不上" in opened
    assert "钱江新城3幢2单元" in opened
    assert "13800001111" not in opened


@pytest.mark.parametrize("digits", ["6666", "6668"])
async def test_of_a_number_with_an_extension_the_last_digits_are_taken_without_it_and_with_it(
    held: Held, digits: str
) -> None:
    give = partial(give_link, held.desk, held.ticket_id, phone="057188886666-8", how=Joined.LINKED)
    held.link, _ = await held.desk.works.writer.run("demo", give)
    assert "收到您的报修" in await (await held.post("open", digits=digits)).text()


async def test_five_wrong_answers_close_the_link_for_an_hour_even_to_the_right_one(held: Held) -> None:
    for _ in range(5):
        await held.post("open", digits="0000")
    assert "试得太多" in await (await held.post("open", digits="1111")).text()

    await held.desk.passes(minutes=61)
    assert "收到您的报修" in await (await held.post("open", digits="1111")).text()


async def test_many_tries_at_once_are_as_many_as_one_after_the_other(held: Held) -> None:
    mark = await held.mark()
    tries = [held.post("open", mark=mark, digits=f"{digits:04}") for digits in range(1099, 1119)]
    said = [await answer.text() for answer in await asyncio.gather(*tries)]
    assert sum("对不上" in each for each in said) == 5
    assert sum("试得太多" in each for each in said) == 15


async def test_patience_does_not_find_the_digits_either(held: Held) -> None:
    link_id, now = held.link.rpartition(".")[2], held.desk.clock.now()

    def tried(uow: UnitOfWork) -> None:
        for days in range(1, 16):
            uow.attempts.add("digits", link_id, now - timedelta(hours=10 * days))

    await held.desk.works.writer.run("demo", tried)
    assert "试得太多" in await (await held.post("open", digits="1111")).text()


async def test_the_page_follows_the_technician_from_the_claim_to_the_end_of_the_work(held: Held) -> None:
    await held.open()
    assert "正在为您安排师傅" in await held.text()

    await held.claimed()
    claimed = await held.text()
    assert "<h1>已派单</h1>" in claimed
    assert "王师傅" in claimed
    assert "王工" not in claimed

    await held.pressed("出发", "出发")
    assert "<h1>技工出发中</h1>" in await held.text()

    await held.pressed("到场", "到场")
    assert "<h1>正在维修</h1>" in await held.text()


async def test_an_open_page_is_told_when_something_happened(held: Held) -> None:
    await held.open()
    async with held.session.get(held.link + "/live") as stream:
        assert stream.content_type == "text/event-stream"
        first = await _next(stream.content)
        assert f'data-state="{first}"' in await held.text()
        await held.claimed()
        second = await _next(stream.content)
        assert second != first


async def test_it_says_when_somebody_comes_and_is_sorry_when_that_is_over(held: Held) -> None:
    await held.open()
    await held.claimed()
    soon = await held.text()
    assert "预计 11:00 前到" in soon
    assert 'data-until="7' in soon

    await held.desk.wecom.pass_through(held.desk.clock.now() + timedelta(hours=2))
    await held.desk.settles()
    await held.desk.wang.hears("请在 11:00 前到场")
    await held.desk.wang.hears("2 小时还没有到场")
    await held.desk.sun.hears("2 小时", "还没有到场")
    late = await held.text()
    assert "比说好的晚了" in late


async def test_it_is_drawn_on_the_smallest_phone(held: Held, new_page: NewPage) -> None:
    await held.claimed()
    await held.pressed("出发", "出发")
    page = await new_page(viewport={"width": 320, "height": 568}, has_touch=True)
    await page.goto(held.link)
    await page.get_by_label("电话后四位").fill("1111")
    await page.get_by_role("button", name="查看").click()
    await expect(page.get_by_role("heading", name="技工出发中")).to_be_visible()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == 320


async def _next(stream) -> str:
    async with asyncio.timeout(5):
        while True:
            line = (await stream.readline()).decode()
            if line.startswith("data: "):
                return line[6:].strip()


async def test_an_open_page_takes_its_news_by_itself_says_them_aloud_and_leaves_the_reader_where_they_are(
    held: Held, new_page: NewPage
) -> None:
    page = await new_page()
    await page.goto(held.link)
    await page.get_by_label("电话后四位").fill("1111")
    await page.get_by_role("button", name="查看").click()
    urge = page.get_by_role("button", name="催一下")
    await urge.focus()
    await held.claimed()
    await expect(page.get_by_role("heading", name="已派单")).to_be_visible()
    await expect(page.locator("#news")).to_have_text("已派单")
    await expect(urge).to_be_focused()
    assert await page.locator("#live [role=status], #live[aria-live], [aria-live] .left").count() == 0


async def test_a_page_that_was_refused_while_we_were_started_again_comes_back(held: Held, browser: Browser) -> None:
    page = await browser.new_page(locale="zh-CN")
    await page.clock.install()
    refused: list[Route] = []

    async def refuse_once(route: Route) -> None:
        refused.append(route)
        await (route.fulfill(status=502) if len(refused) == 1 else route.continue_())

    await page.route("**/live", refuse_once)
    await page.goto(held.link)
    await page.get_by_label("电话后四位").fill("1111")
    await page.get_by_role("button", name="查看").click()
    await expect(page.get_by_role("button", name="催一下")).to_be_visible()
    await page.wait_for_timeout(300)
    assert len(refused) == 1
    await held.claimed()
    await page.clock.fast_forward(31_000)
    await expect(page.get_by_role("heading", name="已派单")).to_be_visible()
    await held.pressed("出发", "出发")
    await expect(page.get_by_role("heading", name="技工出发中")).to_be_visible()


async def test_in_english_it_fits_the_smallest_phone_too(held: Held, browser: Browser) -> None:
    context = await browser.new_context(locale="en-GB", viewport={"width": 320, "height": 568})
    page = await context.new_page()
    await page.goto(held.link)
    await page.get_by_label("Last four digits").fill("1111")
    await page.get_by_role("button", name="Show").click()
    await expect(page.get_by_role("heading", name="Received")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 320


async def test_the_first_view_weighs_less_than_100_kb_and_reads_without_javascript(
    held: Held, new_page: NewPage
) -> None:
    await held.claimed()
    page = await new_page(viewport={"width": 375, "height": 667}, java_script_enabled=False)
    await page.goto(held.link)
    await page.get_by_label("电话后四位").fill("1111")
    weights = weighed(page)
    await page.get_by_role("button", name="查看").click()
    await expect(page.get_by_role("heading", name="已派单")).to_be_visible()
    await expect(page.get_by_text("预计 11:00 前到")).to_be_visible()
    await page.get_by_role("button", name="催一下").click()
    await expect(page.locator(".flash")).to_contain_text("已经催了")
    await held.desk.wang.hears("客户在催")
    await held.desk.li.hears("客户在催")
    assert 0 < sum(weights) < 100_000


async def test_whoever_tries_one_link_after_the_other_is_stopped_at_all_of_them(held: Held) -> None:
    caller = {"X-Forwarded-For": "203.0.113.9"}
    one, another = [await held.desk.works.writer.run("demo", partial(another_link, held)) for _ in range(2)]

    def tried(uow: UnitOfWork) -> None:
        for _ in range(199):
            uow.attempts.add(OF_CALLER, "203.0.113.9", held.desk.clock.now())

    async def tries(link: str, digits: str, **headers: str) -> str:
        mark = (await (await held.session.get(link)).text()).split('name="form" value="', 1)[1].split('"', 1)[0]
        data = {"form": mark, "digits": digits}
        async with held.session.post(f"{link}/open", data=data, headers=headers) as answer:
            return await answer.text()

    await held.desk.works.writer.run("demo", tried)
    assert "对不上" in await tries(one, "0000", **caller)
    assert "试得太多" in await tries(another, "1111", **caller)
    assert "收到您的报修" in await tries(another, "1111", **{"X-Forwarded-For": "203.0.113.10"})


def another_link(held: Held, uow: UnitOfWork) -> str:
    """Of one more customer of the same number."""
    now = held.desk.clock.now()
    customer = uow.customers.add("王先生")
    uow.customers.subscribe(
        Subscription(ticket_id=held.ticket_id, customer_id=customer, since=now, how=Joined.REPORTED)
    )
    return link_for(uow, held.desk.url, held.ticket_id, customer, now=now)


def proven(held: Held, uow: UnitOfWork) -> None:
    """The number was shown to be theirs: SMS go there whether or not staff's reports are told by SMS to anybody."""
    now = held.desk.clock.now()
    shown = Contact(kind=ContactKind.PHONE, value="13800001111", how=Proof.CODE, proven_at=now)
    uow.customers.tie(held.customer_id, shown)


async def test_whoever_says_nothing_reads_why_it_is_over_and_may_say_it_still(held: Held) -> None:
    await held.desk.works.writer.run("demo", partial(proven, held))
    await held.open()
    await held.claimed()
    await held.pressed("到场", "到场")
    await held.pressed("完工", "完工")
    await held.desk.wang.hears("已完工，辛苦了")
    await held.desk.li.sees_card("1120-1 王工 已完工")
    for _ in range(3):
        await held.desk.passes(days=1)
    await held.desk.li.hears("客户一直没说修没修好")
    await held.desk.li.hears("按「未确认」关闭")
    await held.desk.wang.hears("按「未确认」关闭")
    for _ in range(3):
        await held.desk.wecom.customer("王女士").sees_sms("待您确认")
    text = await held.text()
    assert "没有等到您的答复，先当作修好了" in text
    assert "修好了吗？" in text
