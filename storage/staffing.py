"""What dispatching has to know of people at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, func, select

from storage.availability import Availabilities
from storage.connection import Connection
from storage.schema import UNDER_WAY
from storage.schema import member as m
from storage.schema import ticket as t
from storage.tickets import Tickets
from tickets.playbook.policies import FairShare
from tickets.staffing import Claimed, Leave, Staffing

_USERIDS: BindParameter[list[str]] = bindparam("userids", expanding=True)
_GONE = select(m.c.userid).where(m.c.tenant == bindparam("tenant"), m.c.left_at.is_not(None), m.c.userid.in_(_USERIDS))
_LOADS = (
    select(t.c.assignee, func.count().label("load"))
    .where(t.c.tenant == bindparam("tenant"), UNDER_WAY, t.c.assignee.in_(_USERIDS))
    .group_by(t.c.assignee)
)
_PLACE = func.row_number().over(partition_by=t.c.group, order_by=t.c.claimed_at.desc())
_LATEST = (
    select(t.c.group, t.c.assignee, t.c.claimed_at, _PLACE.label("place"))
    .where(t.c.tenant == bindparam("tenant"), t.c.group.in_(bindparam("groups", expanding=True)))
    .where(t.c.claimed_at > bindparam("since"))
    .subquery()
)
_CLAIMS = (
    select(_LATEST)
    .where(_LATEST.c.place <= bindparam("in_a_row"))
    .order_by(_LATEST.c.group, _LATEST.c.claimed_at.desc())
)


class Staff:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant
        self._availability = Availabilities(connection, tenant)
        self._tickets = Tickets(connection, tenant)

    def leave(self, said_id: int, *, lock: bool = False) -> Leave | None:
        said = self._availability.get(said_id, lock=lock)
        if said is None:
            return None
        userid, availability = said
        return Leave(userid=userid, said=availability, jobs=tuple(self._tickets.in_hand(userid)))

    def at(
        self, now: datetime, userids: Collection[str], groups: Collection[str], fair_share: FairShare | None
    ) -> Staffing:
        """Of these people and groups alone."""
        key = {"tenant": self._tenant, "userids": list(userids)}
        return Staffing(
            said=self._availability.of(userids, now),
            gone=frozenset(self._connection.execute(_GONE, key).scalars()),
            open_tickets={row.assignee: row.load for row in self._connection.execute(_LOADS, key)},
            claims=self._claims(groups, fair_share, now) if fair_share else {},
        )

    def _claims(self, groups: Collection[str], share: FairShare, now: datetime) -> dict[str, tuple[Claimed, ...]]:
        """As many as may be a row; what lies further back is broken off from it by a pause."""
        key = {
            "tenant": self._tenant,
            "groups": list(groups),
            "since": now - share.in_a_row * share.rest,
            "in_a_row": share.in_a_row,
        }
        found: defaultdict[str, list[Claimed]] = defaultdict(list)
        for row in self._connection.execute(_CLAIMS, key):
            found[row.group].append(Claimed(row.assignee, row.claimed_at))
        return {group: tuple(claims) for group, claims in found.items()}
