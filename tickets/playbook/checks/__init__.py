"""What a document says against itself. Each check yields where, and what is wrong there and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tickets.playbook.checks import (
    back_again,
    calendars,
    circles,
    ladders,
    names,
    owners,
    promises,
    reach,
    recognised,
    unused,
)
from tickets.playbook.document import Document

Complaint = tuple[str, str]


def wrong(document: Document, table: Mapping[str, Any]) -> Iterator[Complaint]:
    """`table` is the document as TOML gives it: names count where they are given, even in an entry that is wrong."""
    given = names.given_in(table)
    yield from names.repeated(table)
    yield from names.unknown(document, given)
    yield from circles.found_in(document)
    yield from reach.never(document)
    yield from owners.impossible(document)
    yield from owners.never(document)
    yield from ladders.impossible(document)
    yield from promises.contradictory(document)
    yield from calendars.contradictory(document)


def wrong_as_a_whole(document: Document) -> Iterator[Complaint]:
    """Only where nothing was left out: a part that could not be read would be missed here."""
    yield from recognised.never(document)
    yield from owners.nobody(document)


def suspicious(document: Document, table: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from promises.longer_than_they_look(document, table)
    yield from ladders.hardly_meant(document)
    yield from back_again.found_in(document)
    yield from unused.people(document)
    yield from unused.parts(document)
    yield from unused.skills(document)
