"""What was asked beforehand cannot be told from what is asked when it is wanted, but for how often it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from msgspec import structs

from storage.ahead import Foreseen
from storage.database import Database
from storage.errors import Conflict
from storage.inbox import Arrival, Handled, Outcome
from storage.messages import Message
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import NOW, a_draft
from tickets.fields import FieldName
from tickets.notifications import Subject, SubjectKind
from tickets.organisation import Department, Member

T = "demo"
SINCE = NOW - timedelta(minutes=10)
PHONE = {FieldName.PHONE: "13800001111"}

ALL_OF_A_TENANT = [
    "SEARCH playbook USING COVERING INDEX sqlite_autoindex_playbook_1 (tenant=?)",
    "SEARCH category_tally USING COVERING INDEX sqlite_autoindex_category_tally_1 (tenant=?)",
]
"""Of these only the last or the first is looked at."""


def a_message_of(sender: str, update_id: str = "m1") -> Foreseen:
    return Foreseen(tenant=T, update_id=update_id, sender=sender, said_since=SINCE, numbers=PHONE)


def remember(uow: UnitOfWork, update_id: str, handled: Handled, sender: str = "lijing") -> None:
    uow.inbox.remember(Arrival(id=update_id, kind="TextMessage", sender=sender, received_at=NOW), handled)


def asks_all(uow: UnitOfWork, sender: str, update_id: str) -> list[object]:
    """As a message does."""
    return [
        uow.inbox.seen(update_id),
        uow.playbooks.newest_version(),
        [each.id for each in uow.drafts.open_of(sender, lock=True)],
        uow.inbox.last_subject(sender, since=SINCE),
        uow.acquaintances.of(PHONE),
        uow.messages.puzzling(sender, since=SINCE),
    ]


def reports(uow: UnitOfWork, sender: str, update_id: str) -> int:
    """And writes, as one that opens a draft does."""
    asks_all(uow, sender, update_id)
    draft = uow.drafts.add(a_draft(sender=sender))
    said = Message(update_id=update_id, draft_id=draft, ticket_id=None, sender=sender, kind="text", text="x", at=NOW)
    uow.messages.add(said)
    remember(uow, update_id, Handled(outcome=Outcome.ASKED, draft_id=draft), sender)
    return draft


@contextmanager
def journeys(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """To PostgreSQL, but for the beginning and the end of a transaction."""
    made: list[str] = []
    execute = psycopg.RawCursor.execute

    def counted(self: Any, query: str, *given: Any, **named: Any) -> Any:
        made.append(query)
        return execute(self, query, *given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(psycopg.RawCursor, "execute", counted)
        yield made


@pytest.mark.parametrize("said", [True, False])
def test_what_is_there_is_found_ahead(database: Database, *, said: bool) -> None:
    handled = Handled(outcome=Outcome.ADDED, draft_id=7)
    with database.unit_of_work(T) as uow:
        version = uow.playbooks.apply("text", by="a", now=NOW)
        draft = uow.drafts.add(a_draft(sender="lijing"))
        uow.acquaintances.keep(FieldName.PHONE, "13800001111", {"customer": "王女士"}, at=NOW)
        remember(uow, "m1", handled)
    foreseen = a_message_of("lijing") if said else Foreseen(tenant=T, update_id="m1", sender="lijing")
    with database.unit_of_work(T, [foreseen]) as uow:
        profiles = {FieldName.PHONE: {"customer": "王女士"}}
        assert asks_all(uow, "lijing", "m1") == [handled, version, [draft], Subject(SubjectKind.DRAFT, 7), profiles, []]


def test_an_answer_from_before_a_change_is_not_given_behind_it(database: Database) -> None:
    with database.unit_of_work(T, [a_message_of("lijing"), a_message_of("lijing", "m2")]) as uow:
        draft = reports(uow, "lijing", "m1")
        assert [each.id for each in uow.drafts.open_of("lijing")] == [draft]
        assert uow.inbox.last_subject("lijing", since=SINCE) == Subject(SubjectKind.DRAFT, draft)
        assert uow.inbox.seen("m1") is not None


def test_a_draft_that_is_given_to_somebody_is_an_open_one_of_theirs(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        draft = uow.drafts.add(a_draft(sender="wx:chen"))
    with database.unit_of_work(T, [a_message_of("lijing")]) as uow:
        kept = uow.drafts.get(draft)
        assert kept is not None
        uow.drafts.save(structs.replace(kept, keeper="lijing"))
        assert [each.id for each in uow.drafts.open_of("lijing", lock=True)] == [draft]


def test_an_answer_about_one_is_not_given_about_another(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        other = uow.drafts.add(a_draft(sender="other"))
    with database.unit_of_work(T, [a_message_of("lijing"), a_message_of("other", "m2")]) as uow:
        assert uow.drafts.open_of("lijing") == []
        assert [each.id for each in uow.drafts.open_of("other")] == [other]


def test_each_row_has_a_number_of_its_own(database: Database) -> None:
    with database.unit_of_work(T, [a_message_of("lijing"), a_message_of("other", "m2")]) as uow:
        numbers = [uow.drafts.add(a_draft(sender="lijing")) for _ in range(5)]
        assert len(set(numbers)) == 5
        assert sorted(each.id for each in uow.drafts.open_of("lijing")) == sorted(numbers)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_group_asks_once_and_writes_once_however_many_it_is_of(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    senders = [f"staff{number}" for number in range(20)]
    foreseen = [a_message_of(sender, f"m{sender}") for sender in senders]
    opened: dict[str, list[int]] = {sender: [] for sender in senders}
    for journeys_made in (2, 3, 3):  # open drafts are fetched as well, where there are any
        with journeys(monkeypatch) as made, database.group(foreseen) as connection:
            for sender in senders:
                uow = UnitOfWork(connection, T)
                assert [draft.id for draft in uow.drafts.open_of(sender, lock=True)] == opened[sender][::-1]
                opened[sender].append(uow.drafts.add(a_draft(sender=sender)))
        assert len(made) == journeys_made


def test_whoever_finds_out_late_that_somebody_was_quicker_finds_out_before_the_commit(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        remember(uow, "m1", Handled(outcome=Outcome.ADDED, draft_id=7))
    with pytest.raises(Conflict), database.unit_of_work(T, [a_message_of("lijing", "m2")]) as uow:  # noqa: PT012  # at its end
        remember(uow, "m2", Handled(outcome=Outcome.ADDED, draft_id=8))
        remember(uow, "m1", Handled(outcome=Outcome.ADDED, draft_id=9))
    with database.reading(T) as uow:
        assert (uow.inbox.seen("m1"), uow.inbox.seen("m2")) == (Handled(outcome=Outcome.ADDED, draft_id=7), None)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_that_a_message_asks_takes_longer_the_more_there_ever_was(database: Database) -> None:
    asked: list[str] = []
    with database.unit_of_work(T) as uow:
        driver: Any = uow.connection.inner.connection.driver_connection
        driver.set_trace_callback(asked.append)
        asks_all(uow, "lijing", "m1")
        uow.learned.tallies()
        driver.set_trace_callback(None)
        plans = [step for each in asked for *_, step in driver.execute(f"EXPLAIN QUERY PLAN {each}")]
    assert [step for step in plans if re.search(r"SCAN (?!anon_|CONSTANT)|\(tenant=\?\)", step)] == ALL_OF_A_TENANT


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_is_written_in_many_rows_is_one_journey_a_table(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [f"{number}" for number in range(30)]
    with journeys(monkeypatch) as made, database.unit_of_work(T) as uow:
        uow.ticket_keys.find_by(1, dict.fromkeys(many, 2))
        uow.learned.example("电梯", dict.fromkeys(many, 1))
        uow.wecom_contacts.listed("wm1", many, NOW)
        for each in many:
            uow.people.save(Member(userid=each, name=each, departments=(1,), status=1))
        uow.people.restructure([Department(id=int(each), name=each, parent_id=0, leaders=()) for each in many])
        assert uow.ticket_keys.likeliest(many, 5) == [1]
        assert len(uow.learned.counts(many)) == 30
        assert len(uow.people.organisation().members) == 30
        assert len(uow.wecom_contacts.members("wm1")) == 30
    assert len(made) <= 6
