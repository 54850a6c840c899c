"""What happens within WeChat's browser: where a page sends it, and what it brings back."""

from __future__ import annotations

from functools import partial

from yarl import URL

from emulator.wechat.person import CustomerPerson
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import Held
from tickets.customers import Contact, ContactKind, Proof

OPEN, DIGITS = "收到您的报修", "电话后四位"
ASKED = "/connect/oauth2/authorize"


def times_asked(desk: Desk, path: str = "/sns/oauth2/access_token") -> int:
    return sum(path in record.path for record in desk.wecom.world.wire)


def wrote(held: Held, openid: str, uow: UnitOfWork) -> None:
    """The customer whose link it is, from there."""
    now = held.desk.clock.now()
    uow.customers.tie(held.customer_id, Contact(kind=ContactKind.OPENID, value=openid, how=Proof.WROTE, proven_at=now))


async def is_the_customer(held: Held, person: CustomerPerson) -> None:
    await held.desk.works.writer.run("demo", partial(wrote, held, person.openid))


async def sent_to(person: CustomerPerson, link: str) -> str:
    """The address at WeChat to which the page sends them, or nothing."""
    async with person.browser.get(link, allow_redirects=False) as page:
        return page.headers.get("Location", "")


async def brings_back(person: CustomerPerson, link: str) -> URL:
    """The address of our page to which WeChat sends them, which is not opened yet."""
    away = await sent_to(person, link)
    assert ASKED in away
    return URL(await sent_to(person, away))
