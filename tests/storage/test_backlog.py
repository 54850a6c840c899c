"""Work that has piled up, as after an outage, is begun as quickly as a single piece of it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from storage.cards import Card, Origin
from storage.database import Database
from storage.errands import Errand, ErrandKind
from storage.schema import inbox, response_code
from tickets.notifications import Subject, SubjectKind

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
FEW, MANY = 20, 3000
LEASED_TOGETHER = 10


def pile_up(database: Database, tenant: str, count: int) -> None:
    """No statistics of the database know of it yet."""
    with database.unit_of_work(tenant) as uow:
        for number in range(count):
            lane = f"staff{number}"
            uow.outbox.add(Errand(kind=ErrandKind.TEXT, lane=lane, recipient=lane, not_before=NOW), NOW)


def lease_takes(database: Database, tenant: str) -> float:
    with database.unit_of_work(tenant) as uow:
        begun = time.perf_counter()
        assert len(uow.outbox.lease(NOW, until=LATER, most=LEASED_TOGETHER)) == LEASED_TOGETHER
        assert uow.outbox.next_due() is not None
        return time.perf_counter() - begun


def test_of_thousands_a_lease_takes_hardly_longer_than_of_a_few(database: Database) -> None:
    for tenant, count in (("warmup", FEW), ("few", FEW), ("many", MANY)):
        pile_up(database, tenant, count)
    lease_takes(database, "warmup")
    few, many = lease_takes(database, "few"), min(lease_takes(database, "many") for _ in range(5))
    assert many < 20 * few


def spending_takes(database: Database, tenant: str, cards: int) -> float:
    """The code of one card, where so many others have one too."""
    subject = Subject(SubjectKind.TICKET, 1)
    with database.unit_of_work(tenant) as uow:
        card_id = uow.cards.add(Card(task_id=tenant, member="wanggong", subject=subject, shown="", sent_at=NOW))
        uow.cards.got_code(card_id, "of this one", Origin.SEND, NOW)
        others = {"tenant": tenant, "code": "of another", "origin": Origin.SEND.value, "got_at": NOW}
        uow.connection.inner.execute(insert(response_code), [{**others, "card_id": -each} for each in range(cards)])
    times = []
    for _ in range(5):
        with database.unit_of_work(tenant) as uow:
            begun = time.perf_counter()
            uow.cards.spend(card_id, "of this one", NOW)
            times.append(time.perf_counter() - begun)
    return min(times)


def test_of_many_thousands_a_cards_code_is_spent_as_quickly_as_of_a_few(database: Database) -> None:
    few, many = spending_takes(database, "few", 20), spending_takes(database, "many", 20_000)
    assert many < 5 * few


def test_old_codes_are_forgotten_and_young_ones_are_not(database: Database) -> None:
    with database.unit_of_work("some") as uow:
        subject = Subject(SubjectKind.TICKET, 1)
        card_id = uow.cards.add(Card(task_id="t", member="wanggong", subject=subject, shown="", sent_at=NOW))
        for code in ("old", "as old", "no younger"):
            uow.cards.got_code(card_id, code, Origin.SEND, NOW)
        uow.cards.got_code(card_id, "young", Origin.SEND, LATER)
        assert [uow.cards.prune(before=LATER, most=2) for _ in range(3)] == [2, 1, 0]
        assert uow.cards.usable_code(card_id, LATER) == "young"


def looking_for_the_welcome_takes(database: Database, sender: str, messages: int) -> float:
    """Of somebody who was welcomed and then wrote so much."""
    said = [
        {"id": f"{sender}-{number}", "received_at": NOW + number * timedelta(seconds=1)} for number in range(messages)
    ]
    kept = {"tenant": "a", "kind": "TextMessage", "sender": sender, "outcome": "answered"}
    rows = [{**kept, **each, "reason": "state" if place else "welcome"} for place, each in enumerate(said)]
    with database.unit_of_work("a") as uow:
        uow.connection.inner.execute(insert(inbox), rows)
    times = []
    for _ in range(5):
        with database.unit_of_work("a") as uow:
            begun = time.perf_counter()
            assert uow.inbox.answered_so(sender, "welcome", since=NOW - timedelta(days=1))
            times.append(time.perf_counter() - begun)
    return min(times)


def test_however_much_somebody_has_written_it_is_seen_at_once_that_they_were_welcomed(database: Database) -> None:
    few, many = (looking_for_the_welcome_takes(database, sender, count) for sender, count in (("a", 20), ("b", 20_000)))
    assert many < 5 * few
