"""Whoever reported the same matter later finds it by their own number, and nothing of whoever reported it first."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.pages.links import link_for
from emulator.wechat.person import CustomerPerson
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import Held
from tests.scenarios.pages.test_tracking import asks, code_on_the_phone, enters
from tests.scenarios.stories import a_claimed_ticket
from tickets.customers import ContactKind

FIRST, FIRSTS = (
    "3幢501厨房水管漏水，王女士13800001111，门禁密码8642",
    ("王女士", "13800001111", "8642", "3幢501", "水管"),
)
LATER = "13900002222"


@pytest.fixture
async def later(desk: Desk, chen: CustomerPerson) -> AsyncIterator[Held]:
    """Somebody in WeChat, with their number, whose report was linked to what the front desk had reported."""
    cards = await a_claimed_ticket(desk, FIRST)
    await desk.passes(minutes=2)
    await chen.says(f"3幢501厨房又漏水了，电话{LATER}")
    await chen.sees_text("收到")
    await desk.passes(seconds=2)
    card = await desk.li.sees_card("报修草稿", "像是 1120-1")
    await card.press("并入 1120-1")
    await desk.li.hears("已并入 1120-1")
    await desk.li.sees_card_change(card, "已并入 1120-1")
    await desk.wang.hears("1120-1 又有人报修同一件事")
    await desk.passes(seconds=2)
    await chen.sees_text("1120-1")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Held(desk, cards, session, link="", ticket_id=1, customer_id=0)


async def gone_on(later: Held) -> str:
    async with later.session.get(f"{later.desk.url}/track/demo/1120-1") as page:
        return str(page.url)


async def test_they_find_it_by_their_own_number_and_read_how_far_it_is_and_nothing_else(later: Held) -> None:
    await asks(later, LATER)
    mine = await enters(later, LATER, await code_on_the_phone(later, "陈先生"))
    assert "1120-1" in mine
    later.link = await gone_on(later)
    page = await later.text()
    assert "已派单" in page
    assert [secret for secret in FIRSTS if secret in mine + page] == []
    assert [act for act in ("cancel", "accept", "change_time") if f'/{act}"' in page] == []
    answer = await later.post("cancel", words="不修了")
    assert "现在做不了这一步" in await answer.text()


async def test_the_link_that_they_got_in_wechat_asks_for_the_digits_of_the_number_that_they_wrote(
    later: Held, chen: CustomerPerson
) -> None:
    def link(uow: UnitOfWork) -> str:
        customer = uow.customers.whose(ContactKind.OPENID, chen.openid)
        assert customer is not None
        return link_for(uow, later.desk.url, 1, customer.id, now=later.desk.clock.now())

    later.link = await later.desk.works.writer.run("demo", link)
    assert "电话后四位" in await later.text()
    assert "对不上" in await (await later.post("open", digits="1111")).text()
    page = await (await later.post("open", digits="2222")).text()
    assert "已派单" in page
    assert [secret for secret in FIRSTS if secret in page] == []


async def test_taken_apart_it_is_found_no_more_and_the_link_leads_nowhere(later: Held) -> None:
    await asks(later, LATER)
    await enters(later, LATER, await code_on_the_phone(later, "陈先生"))
    later.link = await gone_on(later)
    await later.desk.li.says("拆开 1120-1")
    await later.desk.li.hears("已和 1120-1 拆开")
    await later.desk.wang.hears("不是一回事")
    assert (await later.get()).status == 404


async def test_the_number_is_not_tied_to_whoever_wrote_it_in_wechat(later: Held, chen: CustomerPerson) -> None:
    """Who has the telephone need not be who wrote."""
    await asks(later, LATER)
    await enters(later, LATER, await code_on_the_phone(later, "陈先生"))
    with later.desk.reading() as uow:
        assert _ids(uow, chen) == 2


def _ids(uow: UnitOfWork, chen: CustomerPerson) -> int:
    found = (uow.customers.whose(ContactKind.OPENID, chen.openid), uow.customers.whose(ContactKind.PHONE, LATER))
    return len({each.id for each in found if each is not None})
