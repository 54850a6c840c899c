"""How a dispatch came about, as values: which rule and why not one before it, and of each person why asked or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tickets.playbook.unmet import Unmet


class Reach(StrEnum):
    """How far the search had to go."""

    HOME = "home"
    """A group of the rule, of the area, or the default one."""
    ADJACENT = "adjacent"
    """Nobody there: the groups of the adjacent areas."""
    RESTING = "resting"
    """Nobody there either: those who had their share of late."""
    OWNER = "owner"
    """Nobody at all: whoever answers for it."""


class Verdict(StrEnum):
    ASKED = "asked"
    GONE = "gone"
    DECLINED = "declined"
    UNSKILLED = "unskilled"
    AWAY = "away"
    OFF_SHIFT = "off_shift"
    RESTING = "resting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """`until`: when they can be asked again, as far as is known. `load`: their unfinished tickets. `lacks`: skills."""

    userid: str
    group: str
    verdict: Verdict
    until: datetime | None = None
    load: int = 0
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A rule that stands before the one that decided, and what it wanted."""

    rule: str
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """`rule` is empty where none matched: the area's groups, or the default one, were tried. `to_leader`: only leaders
    were looked at. `ladder`: a step of this one gave it to others, whatever the rule says.
    """

    rule: str = ""
    passed_over: tuple[PassedOver, ...] = ()
    to_leader: bool = False
    reach: Reach
    people: tuple[Considered, ...] = ()
    ladder: str = ""

    def about(self, userid: str) -> Considered | None:
        return next((each for each in self.people if each.userid == userid), None)
