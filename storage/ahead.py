"""What an update is going to ask, asked at once: each question alone is a journey to the database.

Nobody has to know of it. Whoever asks is given the answer that has come already; once anything was written, it is
asked anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal_column, select, true

from storage import acquaintances, drafts, inbox, messages, playbooks
from storage.connection import Connection, Values
from storage.prepared import Prepared
from tickets.drafts import DraftStatus
from tickets.fields import FieldName


class Together:
    """Several questions as one statement. Of each only the first row is of interest, so they share one row."""

    def __init__(self, *questions: Prepared) -> None:
        names = {name for question in questions for name in question.columns}
        self._questions = questions
        self._widths = [len(question.selected.selected_columns) for question in questions]
        self._all = Prepared(questions[0].table, lambda _insert: _side_by_side(questions), sorted(names))

    def ask(self, connection: Connection, values: Values) -> None:
        row = self._all.first(connection, values)
        assert row is not None, "one row, whatever is found"
        at = 0
        for question, width in zip(self._questions, self._widths, strict=True):
            there, answer = row[at], row[at + 1 : at + 1 + width]
            connection.knows(question, values, answer if there else None)
            at += 1 + width


def _side_by_side(questions: tuple[Prepared, ...]) -> Select[Any]:
    there: ColumnElement[Any] = literal_column("1").label("there")
    found = [select(there, question.selected.subquery()).subquery() for question in questions]
    joined: Any = select(literal_column("1").label("one")).subquery()
    for each in found:
        joined = joined.outerjoin(each, true())
    return select(*(column for each in found for column in each.c)).select_from(joined)


_OF_UPDATE = Together(inbox.SEEN, playbooks.NEWEST)
_OF_UPDATE_ALONE = Together(inbox.SEEN, playbooks.NEWEST, drafts.ONE_MESSAGE_AT_A_TIME)
_OF_MESSAGE = (drafts.ANY_OPEN, inbox.LAST_SUBJECT, messages.IS_ANY_PUZZLING, acquaintances.ARE_ANY_KNOWN)
_OF_MESSAGE_HERE = Together(*_OF_MESSAGE)
_OF_MESSAGE_THERE = Together(*_OF_MESSAGE, drafts.ADD.next_id, messages.ADD.next_id)


class Ahead:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def of_update(self, update_id: str, sender: str) -> None:
        """From here on no other update of this sender is handled before this one is."""
        together = _OF_UPDATE_ALONE if self._connection.travels else _OF_UPDATE
        together.ask(self._connection, {"tenant": self._tenant, "id": update_id, "sender": sender})

    def of_message(
        self, sender: str, *, since: datetime, said_since: datetime, numbers: Mapping[FieldName, str]
    ) -> None:
        values = {
            "tenant": self._tenant,
            "sender": sender,
            "status": DraftStatus.OPEN.value,
            "since": since,
            "said_since": said_since,
            **acquaintances.keys_of(numbers),
        }
        together = _OF_MESSAGE_THERE if self._connection.travels else _OF_MESSAGE_HERE
        together.ask(self._connection, values)
