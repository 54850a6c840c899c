"""What a report is about, in the playbook's own words: its type, its area, its fault codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatchcase

from tickets.calendar import LOCAL
from tickets.fields import URGENT, FieldName, known_in
from tickets.ladders import ladder_for
from tickets.playbook.conditions import Facing
from tickets.playbook.values import RANK, Playbook, Priority, Source, TicketType
from tickets.ticket import Ticket

_FAULT_CODE = re.compile(r"(?<![A-Z0-9])[PUCB][0-9A-F]{4}(?![A-Z0-9])", re.IGNORECASE)
"""As ISO 15031 has them: powertrain, network, chassis, body."""

Values = Mapping[FieldName, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """`area` is None where none of the playbook's is spoken of."""

    type: TicketType
    area: str | None
    priority: Priority


def recognised(values: Values, text: str, source: Source, playbook: Playbook) -> Recognised:
    kind = type_of(values, text, playbook)
    at_least = Priority.HIGH if values.get(FieldName.URGENT) == URGENT else Priority.LOW
    priority = playbook.terms_for(source, kind.key).priority or kind.priority
    return Recognised(
        type=kind,
        area=area_of(values.get(FieldName.ADDRESS, ""), text, playbook),
        priority=max(priority, at_least, key=RANK.__getitem__),
    )


def as_reported(ticket: Ticket, playbook: Playbook) -> Ticket:
    """A new ticket with all that follows from what was said: what it is, how urgent, who answers for it by default."""
    values = known_in(ticket.facts) | ({FieldName.URGENT: URGENT} if ticket.facts.urgent else {})
    found = recognised(values, ticket.text, ticket.source, playbook)
    known = replace(
        ticket,
        type=found.type.key,
        area=found.area,
        priority=found.priority,
        life_safety=found.type.life_safety,
        playbook_version=playbook.version,
        owner=playbook.owner_for(ticket.source, found.type.key, found.area),
        group=playbook.default_group,
    )
    ladder = ladder_for(facing_of(known, known.opened_at), playbook)
    return replace(known, ladder=ladder.name if ladder else None)


def type_of(values: Values, text: str, playbook: Playbook) -> TicketType:
    """The first that is spoken of; the last one takes the rest."""
    said = f"{values.get(FieldName.FAULT, '')}\n{text}"
    codes = fault_codes(said)
    found = (kind for kind in playbook.types[:-1] if _fits(kind, said, values.get(FieldName.CATEGORY), codes))
    return next(found, playbook.types[-1])


def area_of(address: str, text: str, playbook: Playbook) -> str | None:
    """In the address if it is there, else in the text; of several words the longest says it most exactly."""
    for said in (address, text):
        named = [(len(word), area.key) for area in playbook.areas.values() for word in area.words if word in said]
        if named:
            return max(named, key=lambda each: each[0])[1]
    return None


def fault_codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.upper() for code in _FAULT_CODE.findall(text)))


def facing_of(ticket: Ticket, now: datetime) -> Facing:
    facts = ticket.facts
    said = f"{facts.fault or ''}\n{ticket.text}"
    return Facing(
        type=ticket.type,
        area=ticket.area,
        category=facts.category,
        brand=facts.brand,
        serial=facts.serial,
        fault_codes=fault_codes(said),
        source=ticket.source,
        priority=ticket.priority,
        text=said,
        local_time=now.astimezone(LOCAL),
    )


def _fits(kind: TicketType, said: str, category: str | None, codes: tuple[str, ...]) -> bool:
    return (
        any(word in said for word in kind.words)
        or category in kind.categories
        or any(fnmatchcase(code, pattern) for code in codes for pattern in kind.fault_codes)
    )
