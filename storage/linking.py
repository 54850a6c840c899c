"""Which tickets reports seemed to repeat, and what was made of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, bindparam, delete, exists, select, text, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import UNDER_WAY
from storage.schema import draft as d
from storage.schema import link_offer as o
from storage.schema import ticket as t
from storage.schema import ticket_key as k
from tickets.drafts import DraftStatus
from tickets.fields import FieldName
from tickets.linking import Decision, Offer
from tickets.signs import Reason, Sign

_UNFINDABLE = (
    select(t.c.id)
    .where(t.c.tenant == bindparam("tenant"), t.c.id > bindparam("after"), UNDER_WAY)
    .where(~exists(select(1).where(k.c.tenant == t.c.tenant, k.c.ticket_id == t.c.id)))
    .order_by(t.c.id)
    .limit(bindparam("most"))
)
_FOUND = Prepared(
    o,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[o.c.tenant, o.c.draft_id, o.c.ticket_id],
        set_={name: insert.excluded[name] for name in ("score", "agreements", "shown")},
    ).returning(o.c.id),
    ["tenant", "draft_id", "ticket_id", "score", "agreements", "shown", "found_at"],
)
_GET = select(o).where(o.c.tenant == bindparam("tenant"), o.c.id == bindparam("id"))
_OF_DRAFT = select(o).where(o.c.tenant == bindparam("tenant"), o.c.draft_id == bindparam("draft_id")).order_by(o.c.id)
_SINCE = select(o).where(o.c.tenant == bindparam("tenant"), o.c.found_at >= bindparam("since")).order_by(o.c.id)
_REPORTED_WITH = (
    select(o.c.ticket_id)
    .join_from(o, d, (d.c.tenant == o.c.tenant) & (d.c.id == o.c.draft_id))
    .where(o.c.tenant == bindparam("tenant"), o.c.decision == Decision.LINKED.value, o.c.found_at > bindparam("since"))
    .where(d.c.status == DraftStatus.LINKED.value, d.c.ticket_id == o.c.ticket_id)
    .where(d.c.fields[FieldName.PHONE.value][0].as_string() == bindparam("phone"))
    .order_by(o.c.ticket_id.desc())
)
_DECIDE = update(o).where(o.c.tenant == bindparam("b_tenant"), o.c.id == bindparam("b_id"))
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('paidan:matters:' || :tenant, 0))")
_WITHDRAW = delete(o).where(o.c.tenant == bindparam("b_tenant"), o.c.id == bindparam("b_id"), o.c.decision.is_(None))


class Linking:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def one_at_a_time(self) -> None:
        """Whoever opens a ticket where its matter has none looks and opens it before anybody else looks: neither could
        see what the other has not committed. They queue for the number of the ticket anyway.
        """
        if self._connection.travels:  # one writer at a time does that on SQLite
            self._connection.execute(_ONE_AT_A_TIME, {"tenant": self._tenant})

    def unfindable(self, after: int, most: int) -> list[int]:
        """Tickets under way that nothing would be found by, from before there was such a thing; by their ids."""
        key = {"tenant": self._tenant, "after": after, "most": most}
        return list(self._connection.execute(_UNFINDABLE, key).scalars())

    def add(self, offer: Offer) -> int:
        """Of a draft and a ticket there is one offer; found again, what was decided stands."""
        row = {
            "tenant": self._tenant,
            "draft_id": offer.draft_id,
            "ticket_id": offer.ticket_id,
            "score": round(offer.score * 100),
            "agreements": [[reason.sign.value, reason.value] for reason in offer.agreements],
            "shown": offer.shown,
            "found_at": offer.found_at,
        }
        return _FOUND.number(self._connection, row)

    def withdraw(self, offer_id: int) -> None:
        """By what is known by now it is no longer likely; nobody had said anything to it."""
        self._connection.execute(_WITHDRAW, {"b_tenant": self._tenant, "b_id": offer_id})

    def get(self, offer_id: int) -> Offer | None:
        row = self._connection.execute(_GET, {"tenant": self._tenant, "id": offer_id}).first()
        return _offer(row) if row else None

    def of_draft(self, draft_id: int) -> list[Offer]:
        """In the order in which they were found."""
        rows = self._connection.execute(_OF_DRAFT, {"tenant": self._tenant, "draft_id": draft_id})
        return [_offer(row) for row in rows]

    def since(self, since: datetime) -> list[Offer]:
        """All that was found, whether anybody saw it or not."""
        rows = self._connection.execute(_SINCE, {"tenant": self._tenant, "since": since})
        return [_offer(row) for row in rows]

    def reported_with(self, phone: str, since: datetime) -> list[int]:
        """Tickets to which a report with this number is linked, the latest first."""
        key = {"tenant": self._tenant, "phone": phone, "since": since}
        return list(self._connection.execute(_REPORTED_WITH, key).scalars())

    def decide(self, offer_id: int, decision: Decision, by: str, at: datetime) -> None:
        values = {"decision": decision.value, "decided_by": by, "decided_at": at}
        self._connection.execute(_DECIDE.values(**values), {"b_tenant": self._tenant, "b_id": offer_id})


def _offer(row: Row[tuple[object, ...]]) -> Offer:
    return Offer(
        id=row.id,
        draft_id=row.draft_id,
        ticket_id=row.ticket_id,
        score=row.score / 100,
        agreements=tuple(Reason(Sign(sign), value) for sign, value in row.agreements),
        shown=row.shown,
        found_at=row.found_at,
        decision=Decision(row.decision) if row.decision else None,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
