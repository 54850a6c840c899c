"""Who is away and who is at work, as they said: 请假, 上班, 下班."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, or_, select, update

from storage.connection import Connection
from storage.schema import availability as t
from tickets.staffing import Availability

_MINE = t.c.tenant == bindparam("b_tenant")
_HOLDS = (t.c.since <= bindparam("b_now")) & or_(t.c.until.is_(None), t.c.until > bindparam("b_now"))
_OF = select(t).where(_MINE, t.c.userid.in_(bindparam("b_userids", expanding=True)), _HOLDS).order_by(t.c.id)
_GET = select(t).where(_MINE, t.c.id == bindparam("b_id"))
_GET_LOCKED = _GET.with_for_update()
_SAY = insert(t).returning(t.c.id)
_END = update(t).where(_MINE, t.c.userid == bindparam("b_userid"), _HOLDS)
_PLANNED = (
    select(t)
    .where(_MINE, t.c.userid == bindparam("b_userid"), t.c.away, t.c.since > bindparam("b_now"))
    .where(or_(t.c.until.is_(None), t.c.until > t.c.since))
    .order_by(t.c.since)
    .limit(1)
)
_CALL_OFF = (
    update(t).where(_MINE, t.c.userid == bindparam("b_userid"), t.c.since > bindparam("b_now")).values(until=t.c.since)
)
_PRUNE = delete(t).where(_MINE, t.c.until < bindparam("b_before"))


class Availabilities:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def of(self, userids: Collection[str], now: datetime) -> dict[str, Availability]:
        """What holds now; of several things what was said last."""
        key = {"b_tenant": self._tenant, "b_userids": list(userids), "b_now": now}
        return {row.userid: _availability(row) for row in self._connection.execute(_OF, key)}

    def get(self, said_id: int, *, lock: bool = False) -> tuple[str, Availability] | None:
        """Of whom it was said, and what."""
        key = {"b_tenant": self._tenant, "b_id": said_id}
        row = self._connection.execute(_GET_LOCKED if lock else _GET, key).first()
        return (row.userid, _availability(row)) if row is not None else None

    def say(self, userid: str, availability: Availability, *, said_by: str) -> int:
        """It takes the place of what holds when it begins; what is planned for later stays. Gives its id."""
        self.end(userid, availability.since)
        row = {
            "tenant": self._tenant,
            "userid": userid,
            "away": availability.away,
            "since": availability.since,
            "until": availability.until,
            "why": availability.why,
            "said_by": said_by,
        }
        said_id: int = self._connection.execute(_SAY, row).scalar_one()
        return said_id

    def end(self, userid: str, now: datetime) -> bool:
        """False: nothing held."""
        return self._connection.execute(_END, {"until": now, **self._key(userid, now)}).rowcount > 0

    def planned(self, userid: str, now: datetime) -> Availability | None:
        """The next leave that has not begun."""
        row = self._connection.execute(_PLANNED, self._key(userid, now)).first()
        return _availability(row) if row is not None else None

    def call_off(self, userid: str, now: datetime) -> None:
        """What is planned for later will not be."""
        self._connection.execute(_CALL_OFF, self._key(userid, now))

    def _key(self, userid: str, now: datetime) -> dict[str, Any]:
        return {"b_tenant": self._tenant, "b_userid": userid, "b_now": now}

    def prune(self, *, before: datetime) -> int:
        """Forget what was over before then; gives how many."""
        key = {"b_tenant": self._tenant, "b_before": before}
        return self._connection.execute(_PRUNE, key).rowcount


def _availability(row: Row[Any]) -> Availability:
    return Availability(away=row.away, since=row.since, until=row.until, why=row.why)
