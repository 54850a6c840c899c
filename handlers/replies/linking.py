"""What is answered about reports of the same matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tickets.linking import Offer
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
    """What the card offered is another matter: a ticket, or a draft."""

    of_ticket: bool = True


@dataclass(frozen=True, slots=True)
class NothingLinked:
    """There is nothing on this ticket that the person could take apart."""

    number: str


@dataclass(frozen=True, slots=True)
class NothingToLink:
    """There is no draft, and tickets are not linked to each other."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PerhapsThatOne:
    """Submitted just now by somebody else: nothing was done, the person says which it is."""

    ticket: Ticket
    offer: Offer
    now: datetime


@dataclass(frozen=True, slots=True)
class NoTicketYet:
    """What the card says it may belong to is a draft, to which nothing can be linked."""


LinkReply = (
    LinkedTo | TakenApart | NotLinked | NotTheSame | NothingLinked | NothingToLink | PerhapsThatOne | NoTicketYet
)
