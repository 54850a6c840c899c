"""One of several processes does what has to be done once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.duty import Duty

SILENCE = timedelta(seconds=1)


@pytest.fixture
def duty(database: Database) -> Iterator[Callable[[], Duty]]:
    made: list[Duty] = []

    def new() -> Duty:
        made.append(Duty(database, silence=SILENCE))
        return made[-1]

    yield new
    for each in made:
        each.give_up()


def test_one_is_on_duty_until_it_gives_up_and_then_another(duty):
    first, second = duty(), duty()
    assert first.is_mine()
    assert not second.is_mine()
    assert first.is_mine()
    first.give_up()
    assert second.is_mine()
    assert not first.is_mine()


def test_whoever_is_cut_off_finds_out_and_another_takes_over(duty, database):
    if database.is_sqlite:
        return
    first, second = duty(), duty()
    assert first.is_mine()
    with database.transaction() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
    assert soon(second.is_mine)
    assert not first.is_mine()


def test_whoever_hangs_is_relieved(duty, database):
    if database.is_sqlite:
        return
    first, second = duty(), duty()
    assert first.is_mine()
    assert soon(second.is_mine)
    assert not first.is_mine()


def soon(question: Callable[[], bool]) -> bool:
    """The server ends a session when it comes to it."""
    return any(question() or time.sleep(0.1) for _ in range(50))
