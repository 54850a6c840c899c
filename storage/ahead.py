"""What updates are going to ask, asked beforehand: each question alone is a journey to PostgreSQL.

Handlers know nothing of it. Whoever asks is given the answer that has come already, unless it may have changed since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import Dialect

from storage import acquaintances, drafts, given, inbox, messages, playbooks
from storage.connection import Connection, Values
from storage.prepared import Prepared
from tickets.drafts import DraftStatus
from tickets.fields import FieldName

_OF_ALL = (inbox.SEEN, playbooks.NEWEST)
_OF_A_MESSAGE = (drafts.ANY_OPEN, inbox.LAST_SUBJECT, messages.IS_ANY_PUZZLING, acquaintances.ARE_ANY_KNOWN)
_FRESH = (drafts.ADD.next_id, messages.ADD.next_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """An update that is about to be handled. `said_since`: it says something, and what was said since then matters."""

    tenant: str
    update_id: str
    sender: str
    said_since: datetime | None = None
    numbers: Mapping[FieldName, str] = field(default_factory=dict)


def locks(foreseen: Sequence[Foreseen]) -> str:
    """As a command of PostgreSQL's: from then on no other update of these senders is handled before these are. In
    order, so that of two groups neither waits for the other; and before anything is asked, which then holds.
    """
    keys = sorted({drafts.lock_of(each.tenant, each.sender) for each in foreseen})
    return f"SELECT pg_advisory_xact_lock(key) FROM unnest(ARRAY{keys}) AS key"  # noqa: S608  # whole numbers


def ask(connection: Connection, foreseen: Sequence[Foreseen]) -> None:
    """With the locks held."""
    for each in foreseen:
        connection.knows(drafts.ONE_MESSAGE_AT_A_TIME, {"key": drafts.lock_of(each.tenant, each.sender)}, ())
    for some, questions, fresh in (
        ([each for each in foreseen if each.said_since is None], _OF_ALL, ()),
        ([each for each in foreseen if each.said_since is not None], _OF_ALL + _OF_A_MESSAGE, _FRESH),
    ):
        if some:
            _ask(connection, [_values(each) for each in some], questions, fresh)


def _ask(
    connection: Connection, asked: list[Values], questions: tuple[Prepared, ...], fresh: tuple[Prepared, ...]
) -> None:
    listed: list[Values] = [{**values, "place": place} for place, values in enumerate(asked)]
    for place, *row in connection.rows(_asking(questions, fresh, connection.dialect), listed):
        at = 0
        for question in questions:
            end = at + 1 + question.width
            connection.knows(question, asked[place], tuple(row[at + 1 : end]) if row[at] else None)
            at = end
        for question, number in zip(fresh, row[at:], strict=True):
            connection.knows(question, {}, (number,))


@cache
def _asking(questions: tuple[Prepared, ...], fresh: tuple[Prepared, ...], dialect: Dialect) -> str:
    return given.asking(questions, fresh, dialect)


def _values(foreseen: Foreseen) -> Values:
    return {
        "tenant": foreseen.tenant,
        "id": foreseen.update_id,
        "sender": foreseen.sender,
        "status": DraftStatus.OPEN.value,
        "since": foreseen.said_since,
        **acquaintances.keys_of(foreseen.numbers),
    }
