"""Serial numbers that blanks or slashes part, without a word for them: RP 0617 2204, TP-ASC/2311/00084."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.normalize import Text
from nlp.patterns import Lazy, matches
from nlp.serial_shapes import SLASHED, Likeness, digits_of, likeness
from nlp.spans import Candidate, Claims, Taken

_MAY_BE_GROUPED = re.compile(" [0-9](?<=[A-Z0-9]{2}..)")
_GROUPED = Lazy(
    r"(?:^|(?<=[,。;:\n(上是的着])|(?<=[,。;:] ))"
    r"(?!(?:NO|HP|KW|AC|DC|IP)[ 0-9])"
    r"(?!(?:1[3-9][0-9]|0[0-9]{2,3}|[48]00) )"
    r"(?:[A-Z0-9]{2,8}(?: (?=[A-Z]{0,6}[0-9])[A-Z0-9]{1,7}){2,6}|(?=[A-Z-]{0,8}[0-9])[A-Z0-9-]{3,12} [0-9]{4,6})"
    r"(?=[ ]?(?:[,。;:!?)\n]|$))"
)
_OF_A_PAPER = Lazy(r"(?:单|单号|快递|物流|合同|发票|卡号|税号|账号)[:是为 ]{0,2}$")
_MANY = 7  # digits
_MAY_BE_SLASHED = re.compile("[/·][A-Z]?[0-9]{2}")


def grouped_serials(text: Text, claims: Claims) -> list[Candidate]:
    """To be looked for behind telephone and card numbers."""
    free = [blank for blank in matches(_MAY_BE_GROUPED, text.plain) if claims.free(*blank.span())]
    found = list(_grouped(text.plain, claims)) if free else []
    if _MAY_BE_SLASHED.search(text.plain):
        found += _slashed(text.plain, claims)
    return found


def _slashed(plain: str, claims: Claims) -> Iterator[Candidate]:
    for match in SLASHED.finditer(plain):
        if claims.free(*match.span()) and not _OF_A_PAPER.search(plain, max(0, match.start() - 6), match.start()):
            claims.claim(Taken.SERIAL, *match.span())
            yield Candidate(match[0], *match.span(), "bare serial", 0.85)


def _grouped(plain: str, claims: Claims) -> Iterator[Candidate]:
    for match in _GROUPED.finditer(plain):
        value = match[0].replace(" ", "")
        looks, many = likeness(value), digits_of(value) >= _MANY and any(map(str.isalpha, value))
        fits = looks >= Likeness.FAIR or (looks is Likeness.FAINT and many)
        of_a_paper = _OF_A_PAPER.search(plain, max(0, match.start() - 6), match.start())
        if fits and not of_a_paper and claims.free(*match.span()):
            claims.claim(Taken.SERIAL, *match.span())
            yield Candidate(value, *match.span(), "bare serial", 0.85)
