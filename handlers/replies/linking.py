"""What is answered about reports of the same matter."""

from __future__ import annotations

from dataclasses import dataclass

from tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class LinkedTo:
    """The draft belongs to this ticket, as it stands now."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class TakenApart:
    """The draft is one again; `number` is that of the ticket it was linked to."""

    number: str


@dataclass(frozen=True, slots=True)
class NotLinked:
    """The draft belongs to no ticket: somebody took it apart before."""


@dataclass(frozen=True, slots=True)
class NotTheSame:
    """What the card offered is another matter."""


@dataclass(frozen=True, slots=True)
class NothingLinked:
    """There is nothing on this ticket that the person could take apart."""

    number: str


LinkReply = LinkedTo | TakenApart | NotLinked | NotTheSame | NothingLinked
