"""What pages sign is good for one purpose, of one company, until it ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.pages.keys import Keys, Purpose

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EAST, WEST = Keys.of("east", "one secret"), Keys.of("west", "one secret")


def test_it_is_read_as_it_was_signed_until_it_ends() -> None:
    token = EAST.sign(Purpose.STAFF, "lijing", now=NOW, valid=HOUR)
    assert EAST.read(Purpose.STAFF, token, now=NOW + HOUR - timedelta(seconds=1)) == "lijing"
    assert EAST.read(Purpose.STAFF, token, now=NOW + HOUR) is None


@pytest.mark.parametrize("purpose", Purpose)
def test_another_company_reads_nothing_even_with_the_same_secret(purpose: Purpose) -> None:
    token = EAST.sign(purpose, "lijing", now=NOW, valid=HOUR)
    assert WEST.read(purpose, token, now=NOW) is None
    assert WEST.digest("13800001111123456") != EAST.digest("13800001111123456")


@pytest.mark.parametrize("purpose", Purpose)
def test_for_another_purpose_it_is_nothing(purpose: Purpose) -> None:
    token = EAST.sign(purpose, "lijing", now=NOW, valid=HOUR)
    others = [other for other in Purpose if other is not purpose]
    assert [EAST.read(other, token, now=NOW) for other in others] == [None] * len(others)


@pytest.mark.parametrize("token", ["", ".", "a.b", "WzEsMl0.x", "\udcff", "é" * 50, "[" * 10_000])
def test_what_was_not_signed_is_nothing(token: str) -> None:
    assert EAST.read(Purpose.STAFF, token, now=NOW) is None
