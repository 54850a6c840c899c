"""Two companies on one installation: no page of the one shows, or does, anything of the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.config import Settings, Tenant
from bot.pages.keys import Keys, Purpose
from bot.pages.links import link_for
from bot.playbooks import put_in_force
from emulator.browsers import USER_AGENTS, Browser
from tests.scenarios.pages.conftest import Held
from tests.tickets.samples import a_ticket
from tickets.calendar import LOCAL
from tickets.customers import Contact, ContactKind, Proof
from tickets.ticket import Number

OTHER = "other"
IN_WECHAT = {"User-Agent": USER_AGENTS[Browser.WECHAT]}
FACE = "f" * 32


@pytest.fixture
def another_company(held: Held) -> str:
    """Its rows are in the same database; its people are other people's."""
    works, now = held.desk.works, held.desk.clock.now()
    tenant = replace(works.settings.tenants[0], slug=OTHER)
    put_in_force(_only(works.settings, tenant), works.database, now)
    with works.database.unit_of_work(OTHER) as uow:
        number = Number(now.astimezone(LOCAL).date(), 1)
        ticket = uow.tickets.add(a_ticket(number=number, playbook_version=1, reporter="lijing"))
        link_for(uow, held.desk.url, ticket, None, now=now)
        [link] = uow.page_links.of_ticket(ticket)
    return link.id


def _only(settings: Settings, tenant: Tenant) -> Settings:
    return replace(settings, tenants=(tenant,))


async def test_a_link_of_the_one_is_none_of_the_other(held: Held, another_company: str) -> None:
    for path in (f"/t/demo.{another_company}", f"/t/{OTHER}.{urlsplit(held.link).path.rpartition('.')[2]}"):
        for suffix in ("", "/live", "/pictures/1", "/wechat?code=x&state=y"):
            async with held.session.get(held.desk.url + path + suffix, headers=IN_WECHAT) as page:
                assert page.status in (403, 404)
                assert "1120-1" not in await page.text()


async def test_who_is_logged_in_at_the_one_is_a_stranger_at_the_other(held: Held, another_company: str) -> None:
    assert another_company
    theirs = Keys.of(OTHER, "k" * 43).sign(Purpose.STAFF, "lijing", now=held.desk.clock.now(), valid=timedelta(hours=1))
    jar = {"staff_demo": theirs, f"staff_{OTHER}": theirs}
    async with aiohttp.ClientSession(cookies=jar) as stranger:
        for path in (
            "/desk/demo",
            "/w/demo/1120-1",
            "/w/demo/1120-1/qr.svg",
            "/me/demo",
            f"/me/demo/portrait/{FACE}.jpg",
        ):
            async with stranger.get(held.desk.url + path, allow_redirects=False) as page:
                assert page.status == 302
                assert page.headers["Location"].startswith("/login/demo")
        for path in (f"/desk/{OTHER}", f"/w/{OTHER}/1120-1", f"/track/{OTHER}", f"/me/{OTHER}"):
            async with stranger.get(held.desk.url + path, allow_redirects=False) as page:
                assert page.status == 404


async def test_who_wrote_to_the_account_of_the_one_is_nobody_at_the_other(held: Held, another_company: str) -> None:
    assert another_company
    wang, now = held.desk.wecom.customer("王女士"), held.desk.clock.now()
    with held.desk.works.database.unit_of_work(OTHER) as uow:
        wrote = Contact(kind=ContactKind.OPENID, value=wang.openid, how=Proof.WROTE, proven_at=now)
        uow.customers.tie(uow.customers.add(), wrote)
    seen = await wang.opens(held.link)
    assert (seen.url, "电话后四位" in seen.text) == (held.link, True)
    assert "发送验证码" in (await wang.opens(f"{held.desk.url}/track/demo")).text


async def test_whose_picture_the_customers_of_the_one_see_those_of_the_other_do_not(
    held: Held, another_company: str
) -> None:
    """Though both have somebody of that name."""
    assert another_company
    await held.claimed()
    await held.open()
    with held.desk.works.database.unit_of_work(OTHER) as uow:
        uow.portraits.keep("wanggong", b"theirs", FACE, held.desk.clock.now())
    assert "/face/" not in await held.text()
    assert (await held.get(f"/face/{FACE}.jpg")).status == 404
    with held.desk.works.database.unit_of_work("demo") as uow:
        uow.portraits.keep("wanggong", b"ours", "e" * 32, held.desk.clock.now())
    assert await (await held.get(f"/face/{'e' * 32}.jpg")).read() == b"ours"
