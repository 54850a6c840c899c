"""What a playbook would have made of tickets that were. Pure.

Each is reported again at its time; whoever is asked first takes it at once, and has it as long as it really took.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from tickets.dispatch import Dispatch, dispatch
from tickets.playbook import Playbook
from tickets.playbook.recognition import as_reported, facing_of
from tickets.staffing import Claimed, Staffing
from tickets.ticket import Status, Ticket


@dataclass(frozen=True, slots=True)
class Replayed:
    """`was` is the ticket as it is, `would_be` as this playbook had opened it."""

    was: Ticket
    would_be: Ticket
    found: Dispatch

    @property
    def first(self) -> str:
        return next(iter(self.found.asked), self.found.owner)

    @property
    def asks_whoever_had_it(self) -> bool:
        return self.was.assignee is None or self.was.assignee in (*self.found.asked, self.found.owner)


@dataclass(frozen=True, slots=True)
class Backtest:
    """`hidden`: how often a rule held, but one before it had decided already."""

    replayed: tuple[Replayed, ...]
    unused_rules: tuple[str, ...]
    unused_ladders: tuple[str, ...]
    hidden: Counter[str]

    def load(self) -> Counter[str]:
        return Counter(each.first for each in self.replayed)

    def load_as_it_was(self) -> Counter[str]:
        return Counter(each.was.assignee for each in self.replayed if each.was.assignee)

    def rules(self) -> Counter[str]:
        return Counter(each.found.trace.rule for each in self.replayed)


def backtest(tickets: Iterable[Ticket], playbook: Playbook) -> Backtest:
    """The tickets in the order in which they were reported."""
    office = _Office(playbook)
    replayed = tuple(office.report(ticket) for ticket in tickets)
    rules = {each.found.trace.rule for each in replayed}
    ladders = {each.would_be.ladder for each in replayed}
    return Backtest(
        replayed,
        tuple(rule.name for rule in playbook.rules if rule.name not in rules),
        tuple(ladder.name for ladder in playbook.ladders if ladder.name not in ladders),
        office.hidden,
    )


@dataclass
class _Office:
    """Who has what by now."""

    playbook: Playbook
    claims: dict[str, list[Claimed]] = field(default_factory=lambda: defaultdict(list))
    busy_until: dict[str, list[datetime | None]] = field(default_factory=lambda: defaultdict(list))
    hidden: Counter[str] = field(default_factory=Counter)

    def report(self, was: Ticket) -> Replayed:
        now = was.opened_at
        ticket = as_reported(_as_new(was), self.playbook)
        facing = facing_of(ticket, now)
        found = dispatch(ticket, facing, self.playbook, self._staffing(now), now)
        decided = [rule.name for rule in self.playbook.rules if rule.when.holds(facing)]
        self.hidden.update(decided[1:])
        replayed = Replayed(was, ticket, found)
        self.claims[found.group].insert(0, Claimed(replayed.first, now))
        self.busy_until[replayed.first].append(was.done_at or was.closed_at)
        return replayed

    def _staffing(self, now: datetime) -> Staffing:
        for userid, ends in self.busy_until.items():
            self.busy_until[userid] = [end for end in ends if end is None or end > now]
        return Staffing(
            open_tickets={userid: len(ends) for userid, ends in self.busy_until.items()},
            claims={group: tuple(claims[:100]) for group, claims in self.claims.items()},
        )


def _as_new(was: Ticket) -> Ticket:
    return replace(
        was, status=Status.OPEN, assignee=None, asked=(), declined=(), steps=(), wait=None, pauses=(), claimed_at=None
    )
