"""What confirmed tickets taught about categories, in counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, select

from storage.connection import Connection
from storage.prepared import Prepared
from storage.schema import category_pair as p
from storage.schema import category_tally as t

IS_ANY = Prepared(t, lambda _insert: select(t.c.category).where(t.c.tenant == bindparam("tenant")).limit(1), ["tenant"])
_TALLIES = select(t).where(t.c.tenant == bindparam("tenant"))
_COUNTS = select(p).where(p.c.tenant == bindparam("tenant"), p.c.pair.in_(bindparam("pairs", expanding=True)))
_COUNT_PAIR = Prepared(
    p,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[p.c.tenant, p.c.pair, p.c.category], set_={"times": p.c.times + insert.excluded.times}
    ),
    row=("tenant", "pair", "category"),
)
_COUNT = Prepared(
    t,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[t.c.tenant, t.c.category],
        set_={name: t.c[name] + insert.excluded[name] for name in ("examples", "pairs", "won", "lost")},
    ),
)


class Learned:
    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def tallies(self) -> dict[str, tuple[int, int, int, int]]:
        """By category: examples, pairs, won, lost."""
        if IS_ANY.first(self._connection, {"tenant": self._tenant}) is None:
            return {}
        rows = self._connection.execute(_TALLIES, {"tenant": self._tenant})
        return {row.category: (row.examples, row.pairs, row.won, row.lost) for row in rows}

    def counts(self, pairs: Collection[str]) -> dict[str, dict[str, int]]:
        """How often each of these was seen, by category."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self._connection.execute(_COUNTS, {"tenant": self._tenant, "pairs": sorted(pairs)}):
            found[row.pair][row.category] = row.times
        return dict(found)

    def example(self, category: str, pairs: Mapping[str, int]) -> None:
        self._count(category, examples=1, pairs=sum(pairs.values()))
        for pair, times in sorted(pairs.items()):
            row = {"tenant": self._tenant, "pair": pair, "category": category, "times": times}
            _COUNT_PAIR.later(self._connection, row)

    def guessed(self, category: str, *, right: bool) -> None:
        """The guess of a category differed from the lexicon's, and one of them was right."""
        self._count(category, won=int(right), lost=int(not right))

    def _count(self, category: str, *, examples: int = 0, pairs: int = 0, won: int = 0, lost: int = 0) -> None:
        counted = {"examples": examples, "pairs": pairs, "won": won, "lost": lost}
        _COUNT.later(self._connection, {"tenant": self._tenant, "category": category, **counted})
