"""Three processes on one PostgreSQL database: one is on duty; within seconds another, whatever befalls the first."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

import pytest

from tests.crash.office import Office
from tests.crash.process import BotProcess

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

KILLED_SECONDS = 3 + 3
"""The server sees at once that a process is gone; each asks every three seconds whether it is its turn."""
FROZEN_SECONDS = 10 + 3 + 3
"""Whoever says nothing for ten seconds is cut off."""


@pytest.fixture
async def three(office: Office) -> Office:
    office.new_bot()
    office.new_bot()
    await office.start()
    return office


def on_duty(bots: Iterable[BotProcess]) -> list[BotProcess]:
    return [bot for bot in bots if _said(bot)[-1:] == ["on duty"]]


def _said(bot: BotProcess) -> list[str]:
    return [each["event"] for each in bot.log if each["event"] in ("on duty", "no longer on duty")]


async def takes_over(office: Office, others: list[BotProcess]) -> float:
    """How many seconds that takes."""
    began = monotonic()
    await office.until(lambda: len(on_duty(others)) == 1)
    return monotonic() - began


async def test_whoever_is_killed_on_duty_is_followed_within_seconds(three: Office) -> None:
    await three.until(lambda: len(on_duty(three.bots)) == 1)
    [first] = on_duty(three.bots)
    others = [bot for bot in three.bots if bot is not first]
    await first.kill()
    assert await takes_over(three, others) < KILLED_SECONDS


async def test_whoever_stands_still_on_duty_is_followed_and_finds_out(three: Office) -> None:
    await three.until(lambda: len(on_duty(three.bots)) == 1)
    [first] = on_duty(three.bots)
    others = [bot for bot in three.bots if bot is not first]
    first.freeze()
    try:
        assert await takes_over(three, others) < FROZEN_SECONDS
    finally:
        first.thaw()
    await three.until(lambda: len(on_duty(three.bots)) == 1 and first not in on_duty(three.bots))
    for bot in three.bots:
        bot.take_errors("pump waits for the database")
