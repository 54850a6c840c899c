"""Serial numbers that blanks or slashes part, without a word for them: RP 0617 2204, TP-ASC/2311/00084."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.normalize import Text
from nlp.patterns import Lazy
from nlp.serial_shapes import SLASHED
from nlp.spans import Candidate, Claims, Taken

_MAY_BE_GROUPED = re.compile("[A-Z0-9][A-Z0-9] [0-9][A-Z0-9]{0,7} [A-Z0-9]")
_GROUPED = Lazy(
    r"(?:^|(?<=[,。;:\n(上是的着])|(?<=[,。;:] ))"
    r"(?!(?:SF|JD|JDV|YT|ZTO|STO|YTO|EMS|DHL|DPK|GB|JB|ISO|TEL|PO|NO|HP|KW|AC|DC|IP)[ 0-9])"
    r"[A-Z0-9]{2,8}(?: [A-Z0-9]{1,7}){2,6}(?=[ ]?(?:[,。;:!?)\n]|$))"
)
_OF_A_PAPER = Lazy(r"(?:单|单号|快递|物流|合同|发票|卡号|税号|账号)[:是为 ]{0,2}$")
_MAY_BE_SLASHED = re.compile("[/·][A-Z]?[0-9]{2}")
_FEWEST_DIGITS = 7
_NO_SERIAL = re.compile("(?:1[3-9][0-9]|0[0-9]{2,3}|[48]00) ")


def grouped_serials(text: Text, claims: Claims) -> list[Candidate]:
    """To be looked for behind telephone and card numbers."""
    found = list(_grouped(text.plain, claims)) if _MAY_BE_GROUPED.search(text.plain) else []
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
        groups = match[0].split(" ")
        mixed = any(map(str.isalpha, match[0])) and all(any(map(str.isdigit, group)) for group in groups[1:])
        if not mixed or sum(map(str.isdigit, match[0])) < _FEWEST_DIGITS or _NO_SERIAL.match(match[0]):
            continue
        if claims.free(*match.span()) and not _OF_A_PAPER.search(plain, max(0, match.start() - 6), match.start()):
            claims.claim(Taken.SERIAL, *match.span())
            yield Candidate("".join(groups), *match.span(), "bare serial", 0.85)
