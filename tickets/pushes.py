"""By which way a customer hears of a stage: planned from what may still be sent, so that nothing is refused, and that
one message of a chat's window is always left for the question whether it is solved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tickets.notifications import Stage
from tickets.ticket import Status
from tickets.transitions import UNDER_WAY
from tickets.ways import Way
from tickets.windows import ALLOWED, SHORT, Opened, Window


class Why(StrEnum):
    """What decided."""

    OPEN = "open"
    """The window is open, and has enough left."""
    KEPT = "kept"
    """What is left of the window is for what matters more."""
    USED_UP = "used_up"
    CLOSED = "closed"
    """None is open, or not long enough for a message on its way."""
    REFUSED = "refused"
    """It was tried a moment ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What is there for this customer and stage. `refused` were tried a moment ago. `others`: another matter of theirs
    will have to be accepted too.
    """

    windows: tuple[Window, ...] = ()
    template: bool = False
    sms: bool = False
    others: bool = False
    refused: frozenset[Way] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """`chat`: why it is by the chat, or is not. No way, and yet not `lost`: the next stage will tell of this one."""

    way: Way | None
    chat: Why
    lost: bool = False


KEPT: Mapping[Stage, int] = {
    Stage.REPORTED: 1,
    Stage.CLAIMED: 2,
    Stage.TRAVELLING: 1,
    Stage.ON_SITE: 1,
    Stage.WAITING: 1,
    Stage.REWORK: 1,
    Stage.LOOKED_FOR: 1,
    Stage.NOT_YET: 1,
    Stage.DONE: 0,
    Stage.CLOSED: 0,
    Stage.CANCELLED: 0,
}
"""Messages of the window that are not for this stage: one for the acceptance, and before the departure one for that."""

WORTH_AN_SMS = frozenset(
    {
        Stage.REPORTED,
        Stage.TRAVELLING,
        Stage.WAITING,
        Stage.DONE,
        Stage.NOT_YET,
        Stage.CANCELLED,
        Stage.REWORK,
        Stage.LOOKED_FOR,
    }
)

TRUE_WHILE: Mapping[Stage, tuple[Status, ...]] = {
    Stage.REPORTED: (*UNDER_WAY, Status.DONE, Status.CLOSED),
    Stage.CLAIMED: (Status.CLAIMED,),
    Stage.TRAVELLING: (Status.TRAVELLING,),
    Stage.ON_SITE: (Status.ON_SITE,),
    Stage.WAITING: (Status.WAITING,),
    Stage.DONE: (Status.DONE,),
    Stage.CLOSED: (Status.CLOSED,),
    Stage.CANCELLED: (Status.CANCELLED,),
    Stage.REWORK: UNDER_WAY,
    Stage.LOOKED_FOR: (Status.OPEN,),
    Stage.NOT_YET: UNDER_WAY,
}
"""After that it says nothing any more: the stage that came instead is told."""

ON_THE_WAY = {SHORT: timedelta(seconds=10)}
LONGEST_ON_THE_WAY = timedelta(minutes=1)
"""A message arrives later than it leaves, and WeChat's clock is not ours: so long before its end a window is shut."""
SOON = timedelta(minutes=10)
"""Nobody accepts anything in what is left of a window by then: what was kept may go."""


def plan(stage: Stage, ways: Ways, now: datetime) -> Plan:
    chat = _by_chat(stage, ways, now)
    if chat is Why.OPEN:
        return Plan(Way.CHAT, chat)
    if ways.template and Way.TEMPLATE not in ways.refused:
        return Plan(Way.TEMPLATE, chat)
    by_sms = ways.sms and Way.SMS not in ways.refused
    if by_sms and stage in WORTH_AN_SMS:
        return Plan(Way.SMS, chat)
    return Plan(None, chat, lost=not by_sms and chat is not Why.KEPT)


def is_open(windows: Iterable[Window], now: datetime) -> bool:
    """For whatever a person has to say."""
    return any(window.left and now < window.closes_at - _on_the_way(window) for window in windows)


def kept(stage: Stage, ways: Ways) -> int:
    if KEPT[stage] == 0:
        return int(ways.others and stage is not Stage.DONE)
    return KEPT[stage]


def _by_chat(stage: Stage, ways: Ways, now: datetime) -> Why:
    if Way.CHAT in ways.refused:
        return Why.REFUSED
    still_open = [window for window in ways.windows if now < window.closes_at - _on_the_way(window)]
    if not still_open:
        return Why.CLOSED
    if max(window.left for window in still_open) == 0:
        return Why.USED_UP
    # Whatever is sent counts in all of them, so also what another window would allow is taken from this one.
    lasting = next((window for window in still_open if window.by is Opened.MESSAGE), None)
    if lasting is None or lasting.left == 0 or lasting.closes_at - now <= SOON:
        return Why.OPEN
    return Why.OPEN if lasting.left > kept(stage, ways) else Why.KEPT


def _on_the_way(window: Window) -> timedelta:
    return ON_THE_WAY.get(ALLOWED[window.by][1], LONGEST_ON_THE_WAY)
