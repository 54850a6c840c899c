"""What a ticket is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tickets.fields import Facts
from tickets.playbook.values import Priority, Source
from tickets.trace import Reach


class Status(StrEnum):
    OPEN = "open"
    CLAIMED = "claimed"
    TRAVELLING = "travelling"
    ON_SITE = "on_site"
    WAITING = "waiting"
    DONE = "done"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Action(StrEnum):
    CLAIM = "claim"
    DECLINE = "decline"
    DEPART = "depart"
    ARRIVE = "arrive"
    WAIT = "wait"
    RESUME = "resume"
    FINISH = "finish"
    ACCEPT = "accept"
    """The customer says that it is solved."""
    CLOSE = "close"
    """Somebody else says so for the customer."""
    REWORK = "rework"
    REOPEN = "reopen"
    CANCEL = "cancel"
    TRANSFER = "transfer"
    ESCALATE = "escalate"
    PRIORITIZE = "prioritize"
    AMEND = "amend"
    LINK = "link"
    STILL_MOVES = "still_moves"
    LOOK = "look"
    """At the pictures, voices and files that came with it."""


class Start(StrEnum):
    """From where on its promises count."""

    REPORT = "report"
    REWORK = "rework"
    CORRECTION = "correction"


class WaitingFor(StrEnum):
    PARTS = "parts"
    CUSTOMER = "customer"
    ACCESS = "access"


class Acceptance(StrEnum):
    """On whose word a ticket was closed."""

    CUSTOMER = "customer"
    AT_HAND = "at_hand"
    """The customer's too, by a link that whoever did the work showed them: they might have said it themselves."""
    TOLD = "told"
    """Staff said that the customer had said so."""
    UNCONFIRMED = "unconfirmed"
    """The customer was asked, and asked again, and never answered."""


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A ticket's name, as people say it: month and day, then a counter that starts anew each day (`1122-7`).

    The year is not spoken: of two tickets of the same name people mean the later one.
    """

    day: date
    counter: int

    def __str__(self) -> str:
        return f"{self.day:%m%d}-{self.counter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The clock stands still; at `until` the ticket goes on by itself, to the status it had (`then`)."""

    reason: WaitingFor
    since: datetime
    until: datetime
    then: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A wait that is over: so long the promises' clocks stood still.

    `reason` None: it passed for done, or for something else, and was not; since its end all is promised anew.
    """

    begins: datetime
    ends: datetime
    reason: WaitingFor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Whoever declined is not asked again for this ticket."""

    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoReported:
    """Another draft that tells of the same matter; `reporter` is the member of staff who has it."""

    draft_id: int
    reporter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """`id` and `version` are 0 before it is stored. `reporter`, `owner`, `assignee` and `asked` are userids; `type`,
    `area`, `group`, `rule` and `ladder` are of the playbook of `playbook_version`, under which it was opened.

    `reach`: how far dispatching had to go; `look_again_at`: when somebody nearer can be asked.

    `owner` answers for it while nobody has claimed it. `asked` have a card on which they may claim it, or take it over
    from whoever has it; `followers` one on which they see how it goes: they were brought in, or had it before, or said
    no; `called` are leaders whom 升级 has brought in. `steps` are the indexes of the ladder's steps that were taken.

    `moved_at`: when its status last changed, or whoever has it spoke of it; `reminded_at`: when that was asked;
    `sounded_at`: when the alert last did so.

    `acceptance`: on whose word it was closed. `asked_again`: so many of the reminders to accept are over, the last one
    `asked_again_at`. `reworks` counts every time that it had to be done again, `reopens` those among them when it was
    closed already. `also`: the reports that were linked to it. `after`: a ticket of the same matter, which was closed
    too long ago to be opened again.
    """

    id: int = 0
    version: int = 0
    number: Number
    status: Status = Status.OPEN
    facts: Facts
    text: str = ""
    source: Source = Source.STAFF
    type: str = "general"
    area: str | None = None
    priority: Priority = Priority.NORMAL
    life_safety: bool = False
    playbook_version: int = 0
    reporter: str
    owner: str = ""
    group: str
    rule: str = ""
    reach: Reach = Reach.HOME
    look_again_at: datetime | None = None
    ladder: str | None = None
    asked: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    declined: tuple[Declined, ...] = ()
    assignee: str | None = None
    steps: tuple[int, ...] = ()
    wait: Wait | None = None
    pauses: tuple[Pause, ...] = ()
    cause: str | None = None
    remedy: str | None = None
    reworks: int = 0
    reopens: int = 0
    after: int | None = None
    also: tuple[AlsoReported, ...] = ()
    acceptance: Acceptance | None = None
    asked_again: int = 0
    asked_again_at: datetime | None = None
    draft_id: int
    opened_at: datetime
    claimed_at: datetime | None = None
    arrived_at: datetime | None = None
    done_at: datetime | None = None
    closed_at: datetime | None = None
    moved_at: datetime | None = None
    reminded_at: datetime | None = None
    sounded_at: datetime | None = None

    @property
    def counts_from(self) -> Start:
        """What happened at `promised_since`."""
        if self.promised_since == self.opened_at:
            return Start.REPORT
        return Start.REWORK if self.reworks else Start.CORRECTION

    @property
    def promised_since(self) -> datetime:
        """The report, or the last time that it had to be done again, or became known to be something else."""
        return max((each.ends for each in self.pauses if each.reason is None), default=self.opened_at)
