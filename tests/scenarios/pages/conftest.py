"""Pages meet the whole product: the scenarios' desk, a browser, and a customer who has a link."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from html import unescape
from pathlib import Path

import aiohttp
import pytest

from bot.pages.keys import Keys, Purpose
from bot.pages.links import link_for
from emulator.wechat.person import CustomerPerson
from storage.messages import Message
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import Cards, a_ticket
from tests.tickets.samples import MINIMAL
from tickets.customers import Contact, ContactKind, Joined, Proof, Subscription


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """The smallest one, with a promise to come."""
    file = tmp_path / "playbook.toml"
    file.write_text(MINIMAL.read_text(encoding="utf-8").replace('claim = "30m"', 'claim = "30m"\narrive = "2h"'))
    return file


@dataclass
class Held:
    """A ticket's link in a customer's hands."""

    desk: Desk
    cards: Cards
    session: aiohttp.ClientSession
    link: str
    ticket_id: int
    customer_id: int

    async def get(self, path: str = "", **options: object) -> aiohttp.ClientResponse:
        return await self.session.get(self.link + path, **options)  # type: ignore[arg-type]

    async def text(self, path: str = "") -> str:
        return await (await self.get(path)).text()

    async def post(self, path: str, *, mark: str | None = None, **fields: str) -> aiohttp.ClientResponse:
        mark = await self.mark() if mark is None else mark
        return await self.session.post(f"{self.link}/{path}", data={"form": mark, **fields})

    async def mark(self) -> str:
        """The one that stands in the page's forms."""
        return (await self.text()).split('name="form" value="', 1)[1].split('"', 1)[0]

    async def claimed(self) -> None:
        """By the technician; all at the desk see it."""
        await self.cards.wang.press("接单")
        await self.desk.wang.hears("1120-1 归您了")
        await self.desk.wang.sees_card_change(self.cards.wang, "13800001111")
        await self.desk.zhao.sees_card_change(self.cards.zhao, "1120-1")
        await self.desk.li.hears("王工 已接单")
        await self.desk.li.sees_card_change(self.cards.li, "已接单")
        await self.desk.settles()

    async def pressed(self, button: str, told: str) -> None:
        """By the technician who has it; the front desk hears of it."""
        await self.cards.wang.press(button)
        await self.desk.wang.sees_card_change(self.cards.wang, "1120-1")
        await self.desk.li.hears("1120-1", told)
        await self.desk.settles()

    async def at(self, latitude: float, longitude: float) -> None:
        """The place that was shared with the report."""
        message = Message(
            update_id="place",
            draft_id=1,
            ticket_id=self.ticket_id,
            sender="lijing",
            kind="location",
            text="",
            data={"latitude": latitude, "longitude": longitude},
            at=self.desk.clock.now(),
        )
        await self.desk.works.writer.run("demo", lambda uow: uow.messages.add(message))

    async def open(self) -> None:
        """Shows that they know the phone."""
        answer = await self.post("open", digits="1111")
        assert answer.status == 200, await answer.text()


@pytest.fixture
async def held(desk: Desk) -> AsyncIterator[Held]:
    """Reported by phone at the front desk; nobody has claimed it yet."""
    cards = await a_ticket(desk)
    with desk.reading() as uow:
        [ticket] = uow.tickets.under_way("lijing")
    link, customer_id = await desk.works.writer.run("demo", partial(give_link, desk, ticket.id))
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Held(desk, cards, session, link, ticket.id, customer_id)


def logged_in_as(desk: Desk, userid: str) -> dict[str, str]:
    """The cookies of a member's browser, after the login."""
    [tenant] = desk.works.settings.tenants
    keys = Keys.of(tenant.slug, tenant.wecom.encoding_aes_key.reveal())
    session = keys.sign(Purpose.STAFF, userid, now=desk.clock.now(), valid=timedelta(hours=1))
    return {f"staff_{tenant.slug}": session}


def give_link(
    desk: Desk, ticket_id: int, uow: UnitOfWork, *, phone: str = "13800001111", how: Joined = Joined.REPORTED
) -> tuple[str, int]:
    customer_id = uow.customers.add("王女士")
    now = desk.clock.now()
    uow.customers.tie(customer_id, Contact(kind=ContactKind.PHONE, value=phone, how=Proof.STAFF))
    joined = Subscription(ticket_id=ticket_id, customer_id=customer_id, since=now, how=how)
    uow.customers.subscribe(joined)
    return link_for(uow, desk.url, ticket_id, customer_id, now=now), customer_id


def linked(page: str, word: str) -> str:
    """The address of the link or picture whose address has this word in it."""
    [found] = {each for each in re.findall(r'(?:href|src)="([^"]+)"', page) if word in each}
    return unescape(found)


@pytest.fixture
def chen(desk: Desk) -> CustomerPerson:
    return desk.wecom.customer("陈先生")
