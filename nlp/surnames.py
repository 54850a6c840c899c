"""All that strangers learn of a name."""

from __future__ import annotations

from functools import cache

from nlp.dictionary import load


@cache
def _compounds() -> frozenset[str]:
    return load().set_of("people.surname.compound")


def surname_of(name: str) -> str:
    """王 of 王工, 欧阳 of 欧阳娜."""
    return name[:2] if name[:2] in _compounds() else name[:1]
