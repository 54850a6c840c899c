"""How much may still be written to whom in WeChat, as far as we know."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import wechat_window as t
from tickets.windows import ALLOWED, Opened, Window

_OF = select(t).where(t.c.tenant == bindparam("b_tenant"), t.c.openid == bindparam("b_openid")).order_by(t.c.by)
_OPEN = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.openid, t.c.by], set_={"at": insert.excluded.at, "sent": insert.excluded.sent}
    ),
)
_MINE = (t.c.tenant == bindparam("b_tenant"), t.c.openid == bindparam("b_openid"))
_SENT = update(t).where(*_MINE)
_CLOSE = delete(t).where(*_MINE)


class Windows:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def opened(self, openid: str, opened: Opened, at: datetime) -> None:
        row = {"tenant": self._tenant, "openid": openid, "by": opened.value, "at": at, "sent": 0}
        _OPEN.later(self._connection, row)

    def of(self, openid: str) -> tuple[Window, ...]:
        rows = self._connection.execute(_OF, self._key(openid))
        return tuple(Window(by=Opened(row.by), at=row.at, sent=row.sent) for row in rows)

    def sent(self, openid: str) -> None:
        """One message, counted in every window: WeChat does not say in which."""
        self._connection.execute(_SENT.values(sent=t.c.sent + 1), self._key(openid))

    def not_sent(self, openid: str) -> None:
        """It certainly did not arrive."""
        self._connection.execute(_SENT.where(t.c.sent > 0).values(sent=t.c.sent - 1), self._key(openid))

    def used_up(self, openid: str) -> None:
        """WeChat says so, whatever we counted."""
        most = max(most for most, _ in ALLOWED.values())
        self._connection.execute(_SENT.values(sent=most), self._key(openid))

    def closed(self, openid: str) -> None:
        """Likewise: none is open."""
        self._connection.execute(_CLOSE, self._key(openid))

    def _key(self, openid: str) -> dict[str, str]:
        return {"b_tenant": self._tenant, "b_openid": openid}
