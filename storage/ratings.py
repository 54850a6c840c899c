"""What people think of the work, and whom it was asked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, select, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import rating as t
from tickets.ratings import Aspect, RatedBecause, Rater, Rating

_KEY = ("tenant", "ticket_id", "rater", "by", "rework")
_GET = select(t).where(t.c.tenant == bindparam("tenant"), t.c.id == bindparam("id"))
_OF_TICKET = (
    select(t).where(t.c.tenant == bindparam("tenant"), t.c.ticket_id == bindparam("ticket_id")).order_by(t.c.id)
)
_ASK = Prepared(t, lambda insert: insert.on_conflict_do_nothing(index_elements=[t.c[name] for name in _KEY]))
_ASKED = select(t).where(*(t.c[name] == bindparam(name) for name in _KEY))
_ANSWER = update(t).where(t.c.tenant == bindparam("b_tenant"), t.c.id == bindparam("b_id"))


class Ratings:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, rating: Rating) -> Rating:
        """Each once for the same work: whoever was asked before has the rating that they have."""
        key = {
            "tenant": self._tenant,
            "ticket_id": rating.ticket_id,
            "rater": rating.rater.value,
            "by": rating.by,
            "rework": rating.rework,
        }
        row = {**key, "because": rating.because.value, "asked_at": rating.asked_at, **_answer(rating)}
        _ASK.later(self._connection, row)
        return _rating(self._connection.execute(_ASKED, key).one())

    def answer(self, rating: Rating) -> None:
        """Said again, the later word counts."""
        self._connection.execute(_ANSWER.values(**_answer(rating)), {"b_tenant": self._tenant, "b_id": rating.id})

    def get(self, rating_id: int) -> Rating | None:
        row = self._connection.execute(_GET, {"tenant": self._tenant, "id": rating_id}).first()
        return _rating(row) if row else None

    def of_ticket(self, ticket_id: int) -> list[Rating]:
        """In the order in which they were asked for, answered or not."""
        rows = self._connection.execute(_OF_TICKET, {"tenant": self._tenant, "ticket_id": ticket_id})
        return [_rating(row) for row in rows]


def _answer(rating: Rating) -> dict[str, Any]:
    return {
        "stars": rating.stars,
        "aspects": {aspect.value: stars for aspect, stars in rating.aspects.items()},
        "words": rating.words,
        "at": rating.at,
    }


def _rating(row: Row[Any]) -> Rating:
    return Rating(
        id=row.id,
        ticket_id=row.ticket_id,
        by=row.by,
        rater=Rater(row.rater),
        because=RatedBecause(row.because),
        rework=row.rework,
        asked_at=row.asked_at,
        stars=row.stars,
        aspects={Aspect(name): stars for name, stars in row.aspects.items()},
        words=row.words,
        at=row.at,
    )
