"""What was asked ahead cannot be told from what is asked when it is wanted."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from storage.database import Database
from storage.inbox import Arrival, Handled, Outcome
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import NOW, a_draft
from tickets.fields import FieldName
from tickets.notifications import Subject, SubjectKind

T = "demo"
SINCE = NOW - timedelta(minutes=10)
PHONE = {FieldName.PHONE: "13800001111"}

ALL_OF_A_TENANT = [
    "SEARCH playbook USING COVERING INDEX sqlite_autoindex_playbook_1 (tenant=?)",
    "SEARCH category_tally USING COVERING INDEX sqlite_autoindex_category_tally_1 (tenant=?)",
]
"""Of these only the last or the first is looked at."""


def look_ahead(uow: UnitOfWork) -> None:
    uow.ahead.of_message("lijing", since=SINCE, said_since=SINCE, numbers=PHONE)


def remember(uow: UnitOfWork, update_id: str, handled: Handled) -> None:
    uow.inbox.remember(Arrival(id=update_id, kind="TextMessage", sender="lijing", received_at=NOW), handled)


def test_what_is_there_is_found_ahead(database: Database) -> None:
    handled = Handled(outcome=Outcome.ADDED, draft_id=7)
    with database.unit_of_work(T) as uow:
        version = uow.playbooks.apply("text", by="a", now=NOW)
        draft = uow.drafts.add(a_draft(sender="lijing"))
        uow.acquaintances.keep(FieldName.PHONE, "13800001111", {"customer": "王女士"}, at=NOW)
        remember(uow, "m1", handled)
    with database.unit_of_work(T) as uow:
        uow.ahead.of_update("m1", "lijing")
        assert uow.inbox.seen("m1") == handled
        assert uow.playbooks.newest_version() == version
        look_ahead(uow)
        assert [each.id for each in uow.drafts.open_of("lijing", lock=True)] == [draft]
        assert uow.inbox.last_subject("lijing", since=SINCE) == Subject(SubjectKind.DRAFT, 7)
        assert uow.acquaintances.of(PHONE) == {FieldName.PHONE: {"customer": "王女士"}}
        assert uow.messages.puzzling("lijing", since=SINCE) == []


def test_an_answer_from_before_a_change_is_not_given_behind_it(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        uow.ahead.of_update("m1", "lijing")
        look_ahead(uow)
        draft = uow.drafts.add(a_draft(sender="lijing"))
        remember(uow, "m1", Handled(outcome=Outcome.ADDED, draft_id=draft))
        assert [each.id for each in uow.drafts.open_of("lijing")] == [draft]
        assert uow.inbox.last_subject("lijing", since=SINCE) == Subject(SubjectKind.DRAFT, draft)
        assert uow.inbox.seen("m1") is not None


def test_an_answer_about_one_is_not_given_about_another(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        other = uow.drafts.add(a_draft(sender="other"))
        look_ahead(uow)
        assert [each.id for each in uow.drafts.open_of("other")] == [other]


def test_each_row_has_a_number_of_its_own(database: Database) -> None:
    with database.unit_of_work(T) as uow:
        look_ahead(uow)
        numbers = [uow.drafts.add(a_draft(sender="lijing")) for _ in range(3)]
        assert len(set(numbers)) == 3
        assert sorted(each.id for each in uow.drafts.open_of("lijing")) == sorted(numbers)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_that_a_message_asks_takes_longer_the_more_there_ever_was(database: Database) -> None:
    asked: list[str] = []
    with database.unit_of_work(T) as uow:
        driver: Any = uow.connection.inner.connection.driver_connection
        driver.set_trace_callback(asked.append)
        uow.ahead.of_update("m1", "lijing")
        look_ahead(uow)
        uow.learned.tallies()
        driver.set_trace_callback(None)
        plans = [step for each in asked for *_, step in driver.execute(f"EXPLAIN QUERY PLAN {each}")]
    assert [step for step in plans if re.search(r"SCAN (?!anon_|CONSTANT)|\(tenant=\?\)", step)] == ALL_OF_A_TENANT
