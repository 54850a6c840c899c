"""Cards that people have in their chats, and the response codes with which they can still be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import card as t
from storage.schema import response_code as c
from tickets.notifications import Subject, SubjectKind

CODE_LIFE = timedelta(hours=71)
"""WeCom says 72 hours; the last one is left alone."""


class Origin(StrEnum):
    SEND = "send"
    CLICK = "click"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one member was last shown of one subject; `shown` is a digest of the card's content."""

    id: int = 0
    task_id: str
    member: str
    subject: Subject
    shown: str
    sent_at: datetime


_ADD = Prepared(t, lambda insert: insert.returning(t.c.id))
_LATEST = (
    select(t)
    .where(
        t.c.tenant == bindparam("tenant"),
        t.c.subject_kind == bindparam("kind"),
        t.c.subject_id == bindparam("id"),
        t.c.member == bindparam("member"),
    )
    .order_by(t.c.id.desc())
    .limit(1)
)
_later = t.alias("later")
_BEFORE = (
    select(t)
    .join(_later, (_later.c.tenant == t.c.tenant) & (_later.c.id == bindparam("id")))
    .where(
        t.c.tenant == bindparam("tenant"),
        t.c.subject_kind == _later.c.subject_kind,
        t.c.subject_id == _later.c.subject_id,
        t.c.member == _later.c.member,
        t.c.id < _later.c.id,
    )
    .order_by(t.c.id.desc())
    .limit(1)
)
_BY_TASK = select(t).where(t.c.tenant == bindparam("tenant"), t.c.task_id == bindparam("task_id"))
_NEVER_ARRIVED = delete(t).where(t.c.tenant == bindparam("tenant"), t.c.task_id == bindparam("task_id"))
_SHOWN = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"))
_ADD_CODE = Prepared(c, lambda insert: insert, ["tenant", "card_id", "code", "origin", "got_at"])
# A click's code is spent before the send's: the send's is for what happens by itself.
_CODE = (
    select(c.c.code)
    .where(
        c.c.tenant == bindparam("tenant"),
        c.c.card_id == bindparam("card_id"),
        c.c.spent_at.is_(None),
        c.c.got_at > bindparam("since"),
    )
    .order_by(c.c.origin, c.c.id)
    .limit(1)
)
_SPEND = update(c).where(
    c.c.tenant == bindparam("b_tenant"), c.c.card_id == bindparam("b_card_id"), c.c.code == bindparam("b_code")
)
_OLD = (
    select(c.c.id)
    .where(c.c.tenant == bindparam("b_tenant"), c.c.got_at < bindparam("b_before"))
    .limit(bindparam("b_most"))
)
_PRUNE = delete(c).where(c.c.id.in_(_OLD))


class Cards:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def latest(self, subject: Subject, member: str) -> Card | None:
        key = {"tenant": self._tenant, "kind": subject.kind.value, "id": subject.id, "member": member}
        row = self._connection.execute(_LATEST, key).first()
        return _card(row) if row else None

    def before(self, card_id: int) -> Card | None:
        """The one in whose place this card was sent."""
        row = self._connection.execute(_BEFORE, {"tenant": self._tenant, "id": card_id}).first()
        return _card(row) if row else None

    def by_task(self, task_id: str) -> Card | None:
        row = self._connection.execute(_BY_TASK, {"tenant": self._tenant, "task_id": task_id}).first()
        return _card(row) if row else None

    def add(self, card: Card) -> int:
        """Storing the same task id twice is the same card: before it is sent, and when WeCom has answered. By then it
        may show something else, where somebody else has taken over from whoever hears the answer late.
        """
        if (known := self.by_task(card.task_id)) is not None:
            return known.id
        row = {
            "tenant": self._tenant,
            "task_id": card.task_id,
            "member": card.member,
            "subject_kind": card.subject.kind.value,
            "subject_id": card.subject.id,
            "shown": card.shown,
            "sent_at": card.sent_at,
        }
        return _ADD.number(self._connection, row)

    def never_arrived(self, task_id: str) -> None:
        """So nobody has pressed anything on it, and there is no code for it."""
        self._connection.execute(_NEVER_ARRIVED, {"tenant": self._tenant, "task_id": task_id})

    def show(self, card_id: int, shown: str) -> None:
        self._connection.execute(_SHOWN, {"shown": shown, "b_tenant": self._tenant, "b_id": card_id})

    def got_code(self, card_id: int, code: str, origin: Origin, at: datetime) -> None:
        row = {"tenant": self._tenant, "card_id": card_id, "code": code, "origin": origin.value, "got_at": at}
        _ADD_CODE.later(self._connection, row)

    def usable_code(self, card_id: int, now: datetime) -> str | None:
        key = {"tenant": self._tenant, "card_id": card_id, "since": now - CODE_LIFE}
        return self._connection.execute(_CODE, key).scalar()

    def spend(self, card_id: int, code: str, at: datetime) -> None:
        key = {"b_tenant": self._tenant, "b_card_id": card_id, "b_code": code}
        self._connection.execute(_SPEND, {"spent_at": at, **key})

    def prune(self, *, before: datetime, most: int) -> int:
        """Forget codes that are older, at most so many at once; gives how many. The cards stay: somebody may press on
        one.
        """
        key = {"b_tenant": self._tenant, "b_before": before, "b_most": most}
        return self._connection.execute(_PRUNE, key).rowcount


def _card(row: Row[Any]) -> Card:
    return Card(
        id=row.id,
        task_id=row.task_id,
        member=row.member,
        subject=Subject(SubjectKind(row.subject_kind), row.subject_id),
        shown=row.shown,
        sent_at=row.sent_at,
    )
