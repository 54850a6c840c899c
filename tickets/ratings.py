"""What is thought of the work: by the customer, by the 管家, by quality. Nobody judges their own."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tickets.acceptance import is_drawn
from tickets.events import Event, TicketClosed, TicketFinished, TicketRated
from tickets.playbook import Playbook
from tickets.ticket import Acceptance, Status, Ticket


class Rater(StrEnum):
    CUSTOMER = "customer"
    BUTLER = "butler"
    QUALITY = "quality"


class RatedBecause(StrEnum):
    """Why somebody is asked. All but the first two are flags."""

    DONE = "done"
    DRAWN = "drawn"
    REWORKED = "reworked"
    UNCONFIRMED = "unconfirmed"
    FEW_STARS = "few_stars"


class Aspect(StrEnum):
    """What there are stars for."""

    SERVICE = "service"
    SKILL = "skill"
    RESULT = "result"
    RECORD = "record"


ASPECTS: Mapping[Rater, tuple[Aspect, ...]] = {
    Rater.BUTLER: (Aspect.SERVICE, Aspect.SKILL),
    Rater.QUALITY: (Aspect.RESULT, Aspect.RECORD),
    Rater.CUSTOMER: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """`by` was asked at `asked_at`, and has answered where there is an `at`. `stars` judge the whole, `aspects` a part
    each. `rework`: how often the ticket had been reworked by then; each time is judged anew.
    """

    id: int = 0
    ticket_id: int
    by: str
    rater: Rater
    because: RatedBecause
    rework: int
    asked_at: datetime
    stars: int | None = None
    aspects: Mapping[Aspect, int] = field(default_factory=dict)
    words: str = ""
    at: datetime | None = None

    def is_of(self, ticket: Ticket) -> bool:
        """The work that is done now, and not what had to be done again."""
        return self.rework == ticket.reworks and ticket.status in (Status.DONE, Status.CLOSED)


def asked_after(event: Event, ticket: Ticket, playbook: Playbook) -> Iterator[Rating]:
    """Who is asked now that this has happened."""
    match event:
        case TicketFinished():
            if (butler := butler_of(ticket, playbook)) is not None:
                yield _asked(ticket, butler, Rater.BUTLER, RatedBecause.DONE, event.at)
        case TicketClosed():
            if (because := _looked_at_because(ticket, playbook)) is not None:
                yield from looked_at(ticket, because, playbook, event.at)
        case TicketRated(fewest=int(stars)) if stars <= playbook.acceptance.low_stars:
            if event.rater != Rater.QUALITY:
                yield from looked_at(ticket, RatedBecause.FEW_STARS, playbook, event.at)


def looked_at(ticket: Ticket, because: RatedBecause, playbook: Playbook, now: datetime) -> Iterator[Rating]:
    """By one of quality, always the same one for the same ticket."""
    people = [each for each in playbook.roles.quality if each != ticket.assignee]
    if people:
        chosen = people[zlib.crc32(str(ticket.number).encode()) % len(people)]
        yield _asked(ticket, chosen, Rater.QUALITY, because, now)


def butler_of(ticket: Ticket, playbook: Playbook) -> str | None:
    area = playbook.areas.get(ticket.area) if ticket.area else None
    butler = (area and area.butler) or playbook.roles.butler
    return butler if butler != ticket.assignee else None


def _looked_at_because(ticket: Ticket, playbook: Playbook) -> RatedBecause | None:
    if ticket.reworks:
        return RatedBecause.REWORKED
    if ticket.acceptance is Acceptance.UNCONFIRMED:
        return RatedBecause.UNCONFIRMED
    return RatedBecause.DRAWN if is_drawn(ticket.number, playbook) else None


def _asked(ticket: Ticket, by: str, rater: Rater, because: RatedBecause, now: datetime) -> Rating:
    return Rating(ticket_id=ticket.id, by=by, rater=rater, because=because, rework=ticket.reworks, asked_at=now)
