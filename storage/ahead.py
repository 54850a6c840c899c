"""What updates are going to ask, asked beforehand: each question alone is a journey to PostgreSQL.

Handlers know nothing of it. Whoever asks is given the answer that has come already, unless it may have changed since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import Dialect

from storage import acquaintances, drafts, given, inbox, learned, messages, playbooks
from storage.connection import Row, Values
from storage.journeys import Distant
from storage.prepared import Prepared
from tickets.drafts import DraftStatus
from tickets.fields import FieldName

_OF_ALL = (inbox.SEEN, playbooks.NEWEST)
_OF_A_MESSAGE = (
    drafts.ANY_OPEN,
    inbox.LAST_SUBJECT,
    messages.IS_ANY_PUZZLING,
    acquaintances.ARE_ANY_KNOWN,
    learned.IS_ANY,
)
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


def ask(connection: Distant, foreseen: Sequence[Foreseen]) -> None:
    """With the locks held."""
    for each in foreseen:
        connection.knows(drafts.ONE_MESSAGE_AT_A_TIME, {"key": drafts.lock_of(each.tenant, each.sender)}, [()])
    others = [_values(each) for each in foreseen if each.said_since is None]
    said = [_values(each) for each in foreseen if each.said_since is not None]
    _ask(connection, others, _OF_ALL)
    answered = _ask(connection, said, _OF_ALL + _OF_A_MESSAGE, _FRESH)
    _ask_for_all_rows(connection, answered[drafts.ANY_OPEN], drafts.OPEN)


def _ask(
    connection: Distant, asked: list[Values], questions: tuple[Prepared, ...], fresh: tuple[Prepared, ...] = ()
) -> Mapping[Prepared, list[Values]]:
    """Gives for each question those who have an answer."""
    answered: dict[Prepared, list[Values]] = defaultdict(list)
    for place, *row in _listed(connection, asked, _asking(questions, fresh, connection.dialect)):
        at = 0
        for question in questions:
            there, end = row[at], at + 1 + question.width
            connection.knows(question, asked[place], [tuple(row[at + 1 : end])] if there else [])
            if there:
                answered[question].append(asked[place])
            at = end
        for question, number in zip(fresh, row[at:], strict=True):
            connection.knows(question, {}, [(number,)])
    return answered


def _ask_for_all_rows(connection: Distant, asked: list[Values], question: Prepared) -> None:
    found: list[list[Row]] = [[] for _ in asked]
    for place, *row in _listed(connection, asked, _asking_for_all_rows(question, connection.dialect)):
        found[place].append(tuple(row))
    for values, rows in zip(asked, found, strict=True):
        connection.knows(question, values, rows)


def _listed(connection: Distant, asked: list[Values], sql: str) -> list[Row]:
    return connection.rows(sql, [{**values, "place": place} for place, values in enumerate(asked)]) if asked else []


@cache
def _asking(questions: tuple[Prepared, ...], fresh: tuple[Prepared, ...], dialect: Dialect) -> str:
    return given.asking(questions, fresh, dialect)


@cache
def _asking_for_all_rows(question: Prepared, dialect: Dialect) -> str:
    return given.asking_for_all_rows(question, dialect)


def _values(foreseen: Foreseen) -> Values:
    return {
        "tenant": foreseen.tenant,
        "id": foreseen.update_id,
        "sender": foreseen.sender,
        "status": DraftStatus.OPEN.value,
        "since": foreseen.said_since,
        **acquaintances.keys_of(foreseen.numbers),
    }
