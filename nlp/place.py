"""A candidate for the place to go to."""

from __future__ import annotations

from msgspec import Struct

SITES = frozenset("SZW")
_EXACT = frozenset("#bulr")


class Place(Struct):
    """A candidate. `pieces` are spans of the normalised text; `signs` the letters of its signs, `#` a number."""

    pieces: tuple[tuple[int, int], ...]
    score: float
    signs: str
    labelled: bool = False
    alone: bool = False  # nothing else in the message looks like a place, and what follows tells where it ends

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    @property
    def names_a_site(self) -> bool:
        return not SITES.isdisjoint(self.signs)

    @property
    def is_exact(self) -> bool:
        return not _EXACT.isdisjoint(self.signs)

    @property
    def is_dwelling(self) -> bool:
        """People live there, as far as can be told."""
        return "S" in self.signs or not ("Z" in self.signs or "H" in self.signs)
