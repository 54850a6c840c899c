"""The playbooks that were ever in force, by version; tickets keep the one they were opened under."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import playbook as t

NEWEST = Prepared(
    t,
    lambda _: select(func.coalesce(func.max(t.c.version), 0)).where(t.c.tenant == bindparam("tenant")),
    ["tenant"],
)
_GET = select(t.c.version, t.c.text, t.c.applied_at, t.c.applied_by).where(
    t.c.tenant == bindparam("tenant"), t.c.version == bindparam("version")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    version: int
    text: str
    applied_at: datetime
    applied_by: str

    @property
    def digest(self) -> str:
        return digest(self.text)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Playbooks:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def newest_version(self) -> int:
        """0: none was ever applied."""
        return NEWEST.number(self._connection, {"tenant": self._tenant})

    def get(self, version: int) -> Applied | None:
        row = self._connection.execute(_GET, {"tenant": self._tenant, "version": version}).first()
        if row is None:
            return None
        return Applied(version=row.version, text=row.text, applied_at=row.applied_at, applied_by=row.applied_by)

    def newest(self) -> Applied | None:
        return self.get(self.newest_version())

    def apply(self, text: str, *, by: str, now: datetime) -> int:
        """Gives its version. Raises `Conflict` where somebody else applies one at the same time."""
        version = self.newest_version() + 1
        row = {"tenant": self._tenant, "version": version, "text": text, "digest": digest(text)}
        self._connection.execute(insert(t), {**row, "applied_at": now, "applied_by": by})
        return version
