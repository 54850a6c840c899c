"""How many messages each member was sent: more than WeCom lets through it drops without a word."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import delivery as t

MINUTE_BUDGET = 30
HOUR_BUDGET = 1000
"""To one member, from one application (wire protocol, frequency limits)."""
KEPT_BACK = 10
"""When no more than so many of a minute are left, what there is to say goes together."""
ON_THE_WAY = timedelta(seconds=15)
"""The longest call: a message is counted before it leaves, and WeCom counts it when it arrives."""

_OF_MEMBER = (t.c.tenant == bindparam("tenant"), t.c.member == bindparam("member"))
_ADD = Prepared(t, lambda insert: insert)
_ONE_OF_THEM = select(func.min(t.c.id)).where(*_OF_MEMBER, t.c.at == bindparam("at"))
_TAKE_BACK = delete(t).where(t.c.id == _ONE_OF_THEM.scalar_subquery())
_NTH_LAST = (
    select(t.c.at)
    # A clock that was set back leaves counts in the future; they must not silence anybody until then.
    .where(*_OF_MEMBER, t.c.at > bindparam("since"), t.c.at <= bindparam("until"))
    .order_by(t.c.at.desc())
    .offset(bindparam("skip"))
    .limit(1)
)


class Deliveries:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, member: str, at: datetime) -> None:
        """Counted before it is sent: a message too many is lost, a wait is not."""
        _ADD.later(self._connection, {"tenant": self._tenant, "member": member, "at": at})

    def take_back(self, member: str, at: datetime) -> None:
        """What was counted for then certainly did not arrive: WeCom has not counted it either."""
        self._connection.execute(_TAKE_BACK, {"tenant": self._tenant, "member": member, "at": at})

    def free_at(self, member: str, now: datetime) -> datetime:
        """When the next message to this member is within WeCom's limits; `now` if it is so already."""
        limits = ((MINUTE_BUDGET, timedelta(minutes=1)), (HOUR_BUDGET, timedelta(hours=1)))
        return max(self._free_at(member, now, budget, per + ON_THE_WAY) for budget, per in limits)

    def is_short(self, member: str, now: datetime) -> bool:
        """Little is left of what WeCom lets through to this member in a minute."""
        return self._free_at(member, now, MINUTE_BUDGET - KEPT_BACK, timedelta(minutes=1) + ON_THE_WAY) > now

    def prune(self, *, before: datetime, most: int) -> int:
        """Forget counts that no limit looks back to, at most so many at once; gives how many."""
        ids = select(t.c.id).where(t.c.tenant == self._tenant, t.c.at < before).limit(most)
        return self._connection.execute(delete(t).where(t.c.id.in_(ids))).rowcount

    def _free_at(self, member: str, now: datetime, budget: int, per: timedelta) -> datetime:
        key = {"tenant": self._tenant, "member": member, "since": now - per, "until": now + ON_THE_WAY}
        nth_last = self._connection.execute(_NTH_LAST, {**key, "skip": budget - 1}).scalar()
        return max(nth_last + per, now) if nth_last is not None else now
