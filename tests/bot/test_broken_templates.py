"""A template that is refused to everybody, and what makes it worth trying again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.shut import Shut
from bot.config import Template
from bot.errands.broken_templates import FOR, is_broken, mark_of, refused, taken
from storage.database import Database
from storage.schema import metadata
from storage.unit_of_work import UnitOfWork

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
MARK = mark_of(Template(id="abc", fields={"thing1": "fault"}))


@pytest.fixture
def uow(database_url: str) -> Iterator[UnitOfWork]:
    database = Database(database_url)
    metadata.create_all(database.engine)
    with database.transaction() as connection:
        yield UnitOfWork(connection, "demo")
    database.close()


@pytest.mark.parametrize("shut", [Shut.TEMPLATE, Shut.UNSUPPORTED])
def test_one_refusal_that_is_meant_for_everybody_is_enough_for_an_hour(uow: UnitOfWork, shut: Shut):
    refused(uow, MARK, shut, NOW)
    assert is_broken(uow, MARK, NOW)
    assert not is_broken(uow, MARK, NOW + FOR)


def test_what_one_ticket_says_may_be_refused_once(uow: UnitOfWork):
    refused(uow, MARK, Shut.WORDS, NOW)
    assert not is_broken(uow, MARK, NOW)
    refused(uow, MARK, Shut.WORDS, NOW + timedelta(minutes=1))
    assert is_broken(uow, MARK, NOW + timedelta(minutes=1))


def test_one_that_was_taken_is_not_broken(uow: UnitOfWork):
    refused(uow, MARK, Shut.WORDS, NOW)
    taken(uow, MARK)
    refused(uow, MARK, Shut.WORDS, NOW)
    assert not is_broken(uow, MARK, NOW)


@pytest.mark.parametrize("shut", [Shut.WINDOW, Shut.QUOTA, Shut.UNFOLLOWED, Shut.NUMBER, Shut.LACKS])
def test_what_concerns_one_customer_or_ticket_breaks_nothing(uow: UnitOfWork, shut: Shut):
    refused(uow, MARK, shut, NOW)
    refused(uow, MARK, shut, NOW)
    assert not is_broken(uow, MARK, NOW)


def test_what_is_set_up_otherwise_is_tried_at_once(uow: UnitOfWork):
    refused(uow, MARK, Shut.TEMPLATE, NOW)
    assert not is_broken(uow, mark_of(Template(id="abd", fields={"thing1": "fault"})), NOW)
    assert not is_broken(uow, mark_of(Template(id="abc", fields={"thing1": "note"})), NOW)
