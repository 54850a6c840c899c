"""Pictures of members that customers may see: each by their own leave, kept and forgotten together with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import member as m
from storage.schema import portrait as t

_MINE = (t.c.tenant == bindparam("b_tenant"), t.c.userid == bindparam("b_userid"))
_GET = select(t.c.mark, t.c.agreed_at).where(*_MINE)
_PICTURE = select(t.c.picture).where(*_MINE, t.c.mark == bindparam("b_mark"))
_KEEP = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.userid],
        set_={name: insert.excluded[name] for name in ("picture", "mark", "agreed_at")},
    ),
)
_FORGET = delete(t).where(*_MINE)
_HAVE_LEFT = select(m.c.userid).where(m.c.tenant == bindparam("b_tenant"), m.c.left_at.is_not(None))
_FORGET_THOSE_WHO_LEFT = delete(t).where(t.c.tenant == bindparam("b_tenant"), t.c.userid.in_(_HAVE_LEFT))


@dataclass(frozen=True, slots=True)
class Portrait:
    """`mark`: another picture has another one, which no address can guess."""

    mark: str
    agreed_at: datetime


class Portraits:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def of(self, userid: str) -> Portrait | None:
        row = self._connection.execute(_GET, {"b_tenant": self._tenant, "b_userid": userid}).first()
        return Portrait(row.mark, row.agreed_at) if row else None

    def picture(self, userid: str, mark: str) -> bytes | None:
        """None: there is none, or another one by now."""
        key = {"b_tenant": self._tenant, "b_userid": userid, "b_mark": mark}
        row = self._connection.execute(_PICTURE, key).first()
        return bytes(row.picture) if row else None

    def keep(self, userid: str, picture: bytes, mark: str, at: datetime) -> None:
        row = {"tenant": self._tenant, "userid": userid, "picture": picture, "mark": mark, "agreed_at": at}
        _KEEP.later(self._connection, row)

    def forget(self, userid: str) -> None:
        self._connection.execute(_FORGET, {"b_tenant": self._tenant, "b_userid": userid})

    def forget_those_who_left(self) -> None:
        """Also whose picture was kept at the moment when they left."""
        self._connection.execute(_FORGET_THOSE_WHO_LEFT, {"b_tenant": self._tenant})
