"""Updates that arrived, each with its one outcome and the reply it got."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import bindparam, or_, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import inbox as t
from tickets.notifications import Subject, SubjectKind


class Outcome(StrEnum):
    TICKET = "ticket"
    ADDED = "added"
    ASKED = "asked"
    ANSWERED = "answered"
    IGNORED = "ignored"
    REFUSED = "refused"


class Handled(Struct, frozen=True, kw_only=True):
    """`reason` is a short key, required for ignored and refused. `reply` is the text that went back, if any."""

    outcome: Outcome
    reason: str | None = None
    reply: str | None = None
    draft_id: int | None = None
    ticket_id: int | None = None


class Arrival(Struct, frozen=True, kw_only=True):
    """What is kept of an update however it ends."""

    id: str
    kind: str
    sender: str
    received_at: datetime
    raw: str | None = None


SEEN = Prepared(
    t,
    lambda _insert: select(t.c.outcome, t.c.reason, t.c.reply, t.c.draft_id, t.c.ticket_id).where(
        t.c.tenant == bindparam("tenant"), t.c.id == bindparam("id")
    ),
    ["tenant", "id"],
)
_KEY = [t.c.tenant, t.c.id]
# A row without an outcome is a delivery that nobody could handle; this one did.
_REMEMBER = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=_KEY,
        set_={name: insert.excluded[name] for name in ("outcome", "reason", "reply", "draft_id", "ticket_id", "raw")},
        where=t.c.outcome.is_(None),
    ),
    row=("tenant", "id"),
    lost="an update was handled by somebody else",
)
_REMEMBER_FAILURE = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=_KEY,
        set_={"failures": t.c.failures + 1, "reason": insert.excluded.reason},
        where=t.c.outcome.is_(None),
    ),
)
_ANSWERED_SO = (
    select(t.c.id)
    .where(t.c.tenant == bindparam("tenant"), t.c.sender == bindparam("sender"))
    .where(t.c.received_at > bindparam("since"))
    .where(t.c.outcome == Outcome.ANSWERED.value, t.c.reason == bindparam("reason"))
    .order_by(t.c.received_at)
    .limit(1)
)
_HEARD_FROM = (
    select(t.c.id)
    .where(t.c.tenant == bindparam("tenant"), t.c.sender == bindparam("sender"))
    .where(t.c.received_at >= bindparam("since"))
    .limit(1)
)
_HEARD_OFTEN = (
    select(t.c.id)
    .where(t.c.tenant == bindparam("tenant"), t.c.sender == bindparam("sender"))
    .where(t.c.received_at >= bindparam("since"))
    .offset(bindparam("before"))
    .limit(1)
)
LAST_SUBJECT = Prepared(
    t,
    lambda _insert: (
        select(t.c.draft_id, t.c.ticket_id)
        .where(
            t.c.tenant == bindparam("tenant"),
            t.c.sender == bindparam("sender"),
            t.c.received_at >= bindparam("since"),
            or_(t.c.draft_id.is_not(None), t.c.ticket_id.is_not(None)),
        )
        .order_by(t.c.received_at.desc())
        .limit(1)
    ),
    ["tenant", "sender", "since"],
)
_LAST_REASON = Prepared(
    t,
    lambda _insert: (
        select(t.c.reason)
        .where(
            t.c.tenant == bindparam("tenant"),
            t.c.sender == bindparam("sender"),
            t.c.received_at >= bindparam("since"),
            t.c.outcome.is_not(None),
        )
        .order_by(t.c.received_at.desc())
        .limit(1)
    ),
    ["tenant", "sender", "since"],
)


class Inbox:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def seen(self, update_id: str) -> Handled | None:
        """How this update ended when it came before; None: it never came, or could not be handled then."""
        row = SEEN.first(self._connection, {"tenant": self._tenant, "id": update_id})
        if row is None or row[0] is None:
            return None
        outcome, reason, reply, draft_id, ticket_id = row
        return Handled(outcome=Outcome(outcome), reason=reason, reply=reply, draft_id=draft_id, ticket_id=ticket_id)

    def remember(self, arrival: Arrival, handled: Handled) -> None:
        """`Conflict` where another delivery of the same update was handled in the meantime."""
        row = {
            **self._row(arrival),
            "failures": 0,
            "outcome": handled.outcome.value,
            "reason": handled.reason,
            "reply": handled.reply,
            "draft_id": handled.draft_id,
            "ticket_id": handled.ticket_id,
        }
        _REMEMBER.later(self._connection, row)

    def remember_failure(self, arrival: Arrival, why: str) -> None:
        """Nobody could handle it: it stays without an outcome until a redelivery or a person deals with it."""
        ending = {"outcome": None, "reason": why[:200], "reply": None, "draft_id": None, "ticket_id": None}
        row = {**self._row(arrival), **ending, "failures": 1}
        _REMEMBER_FAILURE.later(self._connection, row)

    def answered_so(self, sender: str, reason: str, *, since: datetime) -> bool:
        """Has this person got an answer of this kind since? The oldest is looked at first: who was ever welcomed was so
        at the beginning.
        """
        key = {"tenant": self._tenant, "sender": sender, "reason": reason, "since": since}
        return self._connection.execute(_ANSWERED_SO, key).first() is not None

    def heard_from(self, sender: str, *, since: datetime) -> bool:
        """Has this person done anything since?"""
        key = {"tenant": self._tenant, "sender": sender, "since": since}
        return self._connection.execute(_HEARD_FROM, key).first() is not None

    def heard_often(self, sender: str, times: int, *, since: datetime) -> bool:
        """At least so many times."""
        key = {"tenant": self._tenant, "sender": sender, "since": since, "before": times - 1}
        return self._connection.execute(_HEARD_OFTEN, key).first() is not None

    def last_subject(self, sender: str, *, since: datetime) -> Subject | None:
        """What this person's last update was about: a ticket, or a draft that was none yet."""
        row = LAST_SUBJECT.first(self._connection, {"tenant": self._tenant, "sender": sender, "since": since})
        if row is None:
            return None
        draft_id, ticket_id = row
        return Subject(SubjectKind.DRAFT, draft_id) if ticket_id is None else Subject(SubjectKind.TICKET, ticket_id)

    def last_reason(self, sender: str, *, since: datetime) -> str | None:
        """Of this person's last update; None: it had none."""
        row = _LAST_REASON.first(self._connection, {"tenant": self._tenant, "sender": sender, "since": since})
        return row[0] if row else None

    def _row(self, arrival: Arrival) -> dict[str, object]:
        return {
            "tenant": self._tenant,
            "id": arrival.id,
            "kind": arrival.kind,
            "sender": arrival.sender,
            "received_at": arrival.received_at,
            "raw": arrival.raw,
        }
