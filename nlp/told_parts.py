"""Numbers with hidden digits that are told beside them: 138****2203，星号是0571."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.numbering import Dialable, national
from nlp.patterns import Lazy

_HIDDEN = Lazy(
    r"(?<![0-9])(?P<head>1[3-9][0-9]{1,2})[ -]?(?P<hidden>[*•●_xX]{2,6})[ -]?(?P<end>[0-9]{2,5})(?![0-9])"
    r"[^\n0-9]{0,3}(?:星号|中间|打码|打星|隐藏|缺|横线|遮)[^\n0-9]{0,8}(?P<told>[0-9]{2,6})(?![0-9])"
)
_MAY_HIDE = re.compile("[*•●_xX][*•●_xX]")


def with_what_they_hide(plain: str) -> list[tuple[int, int, Dialable]]:
    """Each with where it stands."""
    return list(_told(plain)) if _MAY_HIDE.search(plain) else []


def _told(plain: str) -> Iterator[tuple[int, int, Dialable]]:
    for match in _HIDDEN.finditer(plain):
        dialable = national(match["head"] + match["told"] + match["end"])
        if dialable and len(match["told"]) == len(match["hidden"]):
            yield match.start(), match.end(), dialable
