"""Telephones, devices and vehicles of confirmed tickets, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select, union_all

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import acquaintance as t
from tickets.acquaintances import TOLD_BY, Profile
from tickets.fields import FieldName

_OF = select(t.c.profile).where(
    t.c.tenant == bindparam("tenant"), t.c.kind == bindparam("kind"), t.c.number == bindparam("number")
)
# With OR, SQLite goes through all that are known.
_KNOWN = union_all(
    *(
        select(t.c.kind).where(
            t.c.tenant == bindparam("tenant"), t.c.kind == kind.value, t.c.number == bindparam(kind.value)
        )
        for kind in TOLD_BY
    )
)
ARE_ANY_KNOWN = Prepared(
    t,
    lambda _insert: select(_KNOWN.subquery().c.kind).limit(1),
    ["tenant", *(kind.value for kind in TOLD_BY)],
)
_KEEP = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.kind, t.c.number],
        set_={"profile": insert.excluded.profile, "seen_at": insert.excluded.seen_at},
    ),
)


class Acquaintances:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def of(self, numbers: Mapping[FieldName, str]) -> dict[FieldName, Profile]:
        """What is known of these numbers, by their kind."""
        if ARE_ANY_KNOWN.first(self._connection, {"tenant": self._tenant, **keys_of(numbers)}) is None:
            return {}
        found = {kind: self._profile(kind, number) for kind, number in numbers.items()}
        return {kind: profile for kind, profile in found.items() if profile is not None}

    def _profile(self, kind: FieldName, number: str) -> Profile | None:
        key = {"tenant": self._tenant, "kind": kind.value, "number": number}
        profile: Profile | None = self._connection.execute(_OF, key).scalar()
        return profile

    def keep(self, field: FieldName, number: str, profile: Profile, *, at: datetime) -> None:
        row = {
            "tenant": self._tenant,
            "kind": field.value,
            "number": number,
            "profile": dict(profile),
            "seen_at": at,
        }
        _KEEP.later(self._connection, row)


def keys_of(numbers: Mapping[FieldName, str]) -> dict[str, str | None]:
    return {kind.value: numbers.get(kind) for kind in TOLD_BY}
