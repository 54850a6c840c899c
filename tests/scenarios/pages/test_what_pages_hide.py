"""Pages of customers show nothing of what is the company's or somebody else's, in any state and language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from bot.pages.links import link_for
from storage.unit_of_work import UnitOfWork
from tests.scenarios.pages.conftest import Held
from tests.tickets.secret_ticket import LEADER, MARK, THEIR_OWN, WORKER, secret_history, secret_ticket, secrets_in
from tickets.customers import Joined, Subscription
from tickets.ticket import Number, Status

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


@pytest.mark.parametrize("status", Status)
async def test_in_every_state_its_own_customer_reads_their_own_words_and_another_one_not_even_these(
    held: Held, status: Status
) -> None:
    own, linked = await held.desk.works.writer.run("demo", partial(write_secrets, held, status))
    for link, is_own in ((own, True), (linked, False)):
        for language in ({}, ENGLISH):
            async with held.session.get(link, headers=language) as page:
                text = await page.text()
            assert page.status == 200
            assert secrets_in(text, own=is_own) == [], text
            assert all((each in text) is is_own for each in THEIR_OWN)
            assert f"MARK {MARK}" not in text
            assert ("/face/" in text) is (status not in (Status.OPEN, Status.CLOSED, Status.CANCELLED))


def write_secrets(held: Held, status: Status, uow: UnitOfWork) -> tuple[str, str]:
    now = held.desk.clock.now()
    ticket = secret_ticket(status, number=Number(now.date(), 99))
    ticket = replace(ticket, facts=replace(ticket.facts, phone=None), playbook_version=1, group="repair")
    ticket_id = uow.tickets.add(ticket)
    for userid in (WORKER, LEADER):
        uow.portraits.keep(userid, b"picture", hashlib.sha256(userid.encode()).hexdigest()[:32], now)
    for event in secret_history():
        uow.tickets.append(ticket_id, event)
    links = []
    for how in (Joined.REPORTED, Joined.LINKED):
        customer = uow.customers.add(f"王{MARK}")
        uow.customers.subscribe(Subscription(ticket_id=ticket_id, customer_id=customer, since=now, how=how))
        links.append(link_for(uow, held.desk.url, ticket_id, customer, now=now))
    return links[0], links[1]


async def test_a_link_opens_nothing_of_another_company(held: Held) -> None:
    link_id = held.link.rpartition(".")[2]
    for token in (f"other.{link_id}", f"demo.{link_id[::-1]}", link_id, f"demo.{link_id}x", "demo.", "%00"):
        async with held.session.get(f"{held.desk.url}/t/{token}") as page:
            assert page.status == 404
            assert "1120-1" not in await page.text()


@pytest.mark.parametrize(
    "path",
    [
        "/t/demo.xxxxxxxxxxxxxxxxxxxxxx",
        "/t/demo.short",
        "/t/demo.x/a/b",
        "/track/demo/none",
        "/login/demo/none",
    ],
)
async def test_what_leads_nowhere_says_whose_it_is_and_whom_to_call(held: Held, path: str) -> None:
    accept = {"Accept": "text/html"}
    async with held.session.get(f"{held.desk.url}{path}", headers=accept) as page:
        text = await page.text()
        assert (page.status, "安居物业" in text, 'href="tel:400-800-1234"' in text) == (404, True, True)
    async with held.session.get(f"{held.desk.url}{path.replace('demo', 'nobody')}", headers=accept) as page:
        text = await page.text()
        assert (page.status, "安居物业" in text, "tel:" in text) == (404, False, False)


async def test_what_is_refused_says_whose_page_it_is(held: Held) -> None:
    elsewhere = {"Accept": "text/html", "Origin": "https://elsewhere.example"}
    async with held.session.post(f"{held.link}/urge", headers=elsewhere) as page:
        text = await page.text()
        assert page.status == 403
        assert "安居物业" in text
        assert "这一步做不了" in text


async def test_what_goes_wrong_is_said_in_words_and_a_bug_is_logged(
    held: Held, monkeypatch: pytest.MonkeyPatch, allow_errors: Callable[..., None]
) -> None:
    async with held.session.get(f"{held.desk.url}/track/nobody") as page:
        assert page.status == 404
        assert "没有这一页" in await page.text()
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    allow_errors("page failed")
    monkeypatch.setattr("bot.pages.customer.shown", lambda *_: 1 / 0)
    monkeypatch.setattr("bot.pages.customer.may", lambda *_: True)
    async with held.session.get(held.link) as page:
        assert page.status == 500
        said = await page.text()
    assert "出了点问题" in said
    assert "ZeroDivisionError" not in said
