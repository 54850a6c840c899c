"""What the second reader was asked and cost, a day: the budget holds across restarts and processes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import llm_usage as t

_USED = select(t).where(t.c.tenant == bindparam("tenant"), t.c.day == bindparam("day")).with_for_update()
_COUNT = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.day],
        set_={"calls": t.c.calls + insert.excluded.calls, "tokens": t.c.tokens + insert.excluded.tokens},
    ),
)


class LlmUsage:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def may_call(self, day: date, *, calls: int, tokens: int) -> bool:
        """Counts the call before it is made, if the day's budget has room for one more."""
        row = self._connection.execute(_USED, {"tenant": self._tenant, "day": day}).first()
        if row is not None and (row.calls >= calls or row.tokens >= tokens):
            return False
        self._count(day, calls=1, tokens=0)
        return True

    def cost(self, day: date, tokens: int) -> None:
        self._count(day, calls=0, tokens=tokens)

    def _count(self, day: date, *, calls: int, tokens: int) -> None:
        row = {"tenant": self._tenant, "day": day, "calls": calls, "tokens": tokens}
        _COUNT.later(self._connection, row)
