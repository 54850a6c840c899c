"""What is answered about tickets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from handlers.keys import Button
from handlers.replies.drafts import Changes
from tickets.deadlines import Deadline
from tickets.playbook.values import Playbook
from tickets.ticket import Ticket
from tickets.today import Ranked
from tickets.trace import Trace
from tickets.turns import Widened


@dataclass(frozen=True, slots=True)
class Amended:
    number: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class State:
    """How the ticket stands, and what is to happen next and by when."""

    ticket: Ticket
    promises: tuple[Deadline, ...] = field(hash=False)
    now: datetime


@dataclass(frozen=True, slots=True)
class Noted:
    """It was added to the ticket, which stands so now. `writer` is who said it, and may close it if `closes`, and open
    it again if `reopens`.
    """

    state: State
    writer: str
    closes: bool
    reopens: bool


@dataclass(frozen=True, slots=True)
class MyTickets:
    """What the person reported, has claimed, or answers for while nobody has it, and is not done."""

    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What the person can do now, the first first; `waiting`: how many of theirs wait for something else."""

    ranked: tuple[Ranked, ...]
    waiting: int
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupBoard:
    """`count`: of all that the group has under way; `ranked`: those that can be worked at now, the first the first, and
    those `waiting` for something else.
    """

    name: str
    count: int
    ranked: tuple[Ranked, ...]
    waiting: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """For whoever leads these groups. `in_detail`: each ticket with who has it, rather than what is late alone."""

    groups: tuple[GroupBoard, ...]
    now: datetime
    in_detail: bool


@dataclass(frozen=True, slots=True)
class WhichTicket:
    """It belongs to a ticket, but to which? `tickets` are those that this person can mean."""

    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class NoTicketFor:
    """None of the person's tickets can be meant."""

    button: Button


@dataclass(frozen=True, slots=True)
class UnknownTicket:
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sends:
    """What others put to the ticket, or to a draft that has no number yet, is on its way: how many of each kind."""

    number: str
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """Somebody handed it over, or, with these words, asked this person to look at it."""

    by: str
    at: datetime
    to_look: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class WhyYou:
    """为什么给我. `trace` is None where the ticket was never dispatched. Its groups are those of `playbook`.

    `widened`: by which step of the `ladder` this person was brought in, if by one; `given`: by whom, if by a person.
    """

    number: str
    userid: str
    trace: Trace | None
    playbook: Playbook = field(compare=False)
    ladder: str | None = None
    widened: Widened | None = None
    given: Given | None = None


TicketReply = (
    Noted | Amended | State | MyTickets | Today | Board | WhichTicket | NoTicketFor | UnknownTicket | Sends | WhyYou
)
