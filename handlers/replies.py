"""What a handler has to say, as values; `bot/texts.py` puts them into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from handlers.keys import Button
from storage.inbox import Outcome
from tickets.drafts import Draft
from tickets.errors import DomainError
from tickets.fields import Field, FieldName
from tickets.intake import Wanted
from tickets.playbook.values import OwnField, Playbook
from tickets.staffing import Availability
from tickets.ticket import Status, Ticket
from tickets.today import Ranked
from tickets.trace import Trace

Changes = tuple[tuple[FieldName, Field | None], ...]
"""None: taken out."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """`missing` is what the draft still lacks. `of` is named where the person could take it for another one."""

    changes: Changes
    missing: Wanted | None
    of: Draft | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """The same for what was added. No changes: the words were kept, nothing could be read in them. `own` is what only
    this business asks for, with the answer.
    """

    changes: Changes
    missing: Wanted | None
    of: Draft | None = None
    own: tuple[OwnField, str] | None = None


@dataclass(frozen=True, slots=True)
class NothingToCorrect:
    """`numbers` are the person's own tickets that could be meant."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The one question that matters most. `again`: the answer to the last one could not be read."""

    about: Wanted
    again: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    number: str


@dataclass(frozen=True, slots=True)
class AlreadySubmitted:
    number: str


@dataclass(frozen=True, slots=True)
class Discarded:
    pass


@dataclass(frozen=True, slots=True)
class NoDraft:
    """There is nothing to submit."""


@dataclass(frozen=True, slots=True)
class WhichDraft:
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class HowToCorrect:
    """`fields` is what the draft holds; the examples are always the same."""

    fields: tuple[tuple[FieldName, Field], ...]


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Each field with the words it was read from, and the message they stand in."""

    fields: tuple[tuple[FieldName, Field], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Noted:
    """It was added to this ticket. `writer` is who said it."""

    number: str
    status: Status
    assignee: str | None
    writer: str


@dataclass(frozen=True, slots=True)
class Amended:
    number: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class State:
    """How the ticket stands."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class MyTickets:
    """What the person reported, has claimed, or answers for while nobody has it, and is not done."""

    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What the person can do now, the first first; `waiting`: how many of theirs wait for something else."""

    ranked: tuple[Ranked, ...]
    waiting: int
    now: datetime


@dataclass(frozen=True, slots=True)
class WhichTicket:
    """It belongs to a ticket, but to which? `numbers` are the person's own."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoTicketFor:
    """None of the person's tickets can be meant."""

    button: Button


@dataclass(frozen=True, slots=True)
class UnknownTicket:
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Greeting:
    thanked: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class Welcome:
    pass


@dataclass(frozen=True, slots=True)
class UnsupportedKind:
    what: str


@dataclass(frozen=True, slots=True)
class CustomerHeard:
    """A customer's words arrived."""


@dataclass(frozen=True, slots=True)
class CustomerWelcome:
    pass


@dataclass(frozen=True, slots=True)
class CustomerMisheard:
    """What a customer sent cannot be worked with, or not now: the words are kind, and name nothing of ours."""


@dataclass(frozen=True, slots=True)
class YoursNow:
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class WellDone:
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Acted:
    """It was done, and this is how the ticket stands. `to` is who was brought in."""

    button: Button
    ticket: Ticket
    to: str = ""


@dataclass(frozen=True, slots=True)
class HowTo:
    """Something is missing: how to say it."""

    button: Button
    number: str


@dataclass(frozen=True, slots=True)
class UnknownPerson:
    words: str


@dataclass(frozen=True, slots=True)
class WhichPerson:
    """Several could be meant by these words."""

    words: str
    names: tuple[str, ...]
    number: str


@dataclass(frozen=True, slots=True)
class CarryOn:
    """Whoever has the ticket says that it still moves."""

    number: str


@dataclass(frozen=True, slots=True)
class Refusal:
    error: DomainError


@dataclass(frozen=True, slots=True)
class OutdatedButton:
    """A button that no card carries any more."""


@dataclass(frozen=True, slots=True)
class WhyYou:
    """为什么给我. `trace` is None where the ticket was never dispatched. Its groups are those of `playbook`."""

    number: str
    userid: str
    trace: Trace | None
    playbook: Playbook = field(compare=False)


@dataclass(frozen=True, slots=True)
class OnLeave:
    """`who` is not asked for so long; None: the person who reads it. `jobs` are numbers of what they have in hand."""

    who: str | None
    leave: Availability
    jobs: tuple[str, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class AtWork:
    """`shift_at`: when the shift begins, where it is not on."""

    who: str | None
    shift_at: datetime | None


@dataclass(frozen=True, slots=True)
class SaidOfYou:
    """Somebody's leader said it for them."""

    by: str
    reply: OnLeave | AtWork


@dataclass(frozen=True, slots=True)
class Several:
    """One message with all of them."""

    replies: tuple[Reply, ...]


Reply = (
    Corrected
    | Filled
    | NothingToCorrect
    | Question
    | Submitted
    | AlreadySubmitted
    | Discarded
    | NoDraft
    | WhichDraft
    | HowToCorrect
    | SourceWords
    | Noted
    | Amended
    | State
    | MyTickets
    | Today
    | WhichTicket
    | NoTicketFor
    | UnknownTicket
    | Greeting
    | Help
    | Welcome
    | UnsupportedKind
    | CustomerHeard
    | CustomerWelcome
    | CustomerMisheard
    | YoursNow
    | WellDone
    | Acted
    | HowTo
    | UnknownPerson
    | WhichPerson
    | CarryOn
    | Refusal
    | OutdatedButton
    | WhyYou
    | OnLeave
    | AtWork
    | SaidOfYou
    | Several
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How an update ended. `reason` is a short key, required for what is ignored or refused. `also`: what others hear
    of it, by userid. `form`: what it lacks can be picked on the card that was pressed, which shows this instead of
    answering.
    """

    outcome: Outcome
    reason: str | None = None
    reply: Reply | None = None
    also: tuple[tuple[str, Reply], ...] = ()
    draft_id: int | None = field(default=None)
    ticket_id: int | None = field(default=None)
    form: Button | None = field(default=None)
