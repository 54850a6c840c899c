"""An errand under way: what is to be done in the outside world, and how its end is written down."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.channels.errors import ChannelRejected
from storage.errands import Errand
from storage.unit_of_work import UnitOfWork


class Ending(StrEnum):
    """Of an attempt; the label of a metric."""

    DONE = "done"
    RETRY = "retry"
    DELAYED = "delayed"
    """Not even tried: WeCom would drop it without a word."""
    PUT_OFF = "put_off"
    """It makes a sound, and quiet hours are on."""
    HALFWAY = "halfway"
    """One call is done, and another one follows from it."""
    DROPPED = "dropped"
    DEAD = "dead"


class Settle(Protocol):
    """Writes down how an errand ended, in a transaction of its own, and gives that back.

    It may be written twice, where nobody could say whether it was the first time.
    """

    def __call__(self, uow: UnitOfWork, *, now: datetime) -> Ending: ...


@dataclass(frozen=True, slots=True)
class Job:
    """`run` talks to the outside world; `rejected` says what follows when it says no for good.

    `take_back` undoes what was written down before an attempt that certainly did not arrive. `comes_twice`: nobody at
    the other end tells a repetition from another message.
    """

    errand: Errand
    run: Callable[[], Awaitable[Settle]]
    rejected: Callable[[ChannelRejected], Settle]
    take_back: Callable[[UnitOfWork], object]
    comes_twice: bool = False


def dropped(uow: UnitOfWork, errand: Errand, now: datetime, why: str) -> Ending:
    uow.outbox.dropped(errand, now, why)
    return Ending.DROPPED


def dead(errand: Errand, why: str, uow: UnitOfWork, *, now: datetime) -> Ending:
    uow.outbox.dead(errand, now, why)
    return Ending.DEAD


def not_attempted(errand: Errand, uow: UnitOfWork) -> bool:
    """As before: what an earlier attempt sent must be repeated, otherwise it says next time what is true then."""
    return uow.outbox.attempted(errand, errand.request)
