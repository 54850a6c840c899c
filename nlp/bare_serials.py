"""Serial numbers without a word for one: by how they look and where they stand, or like another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp import serial_places as places
from nlp.normalize import Text
from nlp.patterns import Lazy, holds
from nlp.serial_shapes import Likeness, digits_of, is_something_else, likeness
from nlp.spans import Candidate, Claims, Taken

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{4,80}")
_FLAT = re.compile("[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,4}")  # is a serial number only where another is like it
_ANY_DIGIT = str.maketrans("123456789", "000000000")
_SMALL_AMONG_DIGITS = Lazy("(?<=[0-9])[lo](?=[0-9])")
_GOES_ON = Lazy("/[0-9]{0,3}[A-Z]")  # GD200A-022G/030P-4
_LISTS_OF_PARTS = ("备件清单", "配件清单", "采购清单", "物料清单", "领料清单", "报价清单", "备货清单", "盘点表")
# The registration of a lift, a crane or a boiler: kind, district, year and running number.
_REGISTERED = Lazy(r"[1-57][0-9]{9}(?:19|20)[0-9]{8}|[1-57][0-9]{8,11}(?:19|20)[0-9]{6,9}(?<=[0-9]{20})")
_REGISTERED_DIGITS = 20
_POINTS_AT = frozenset(("那台", "这台", "那部", "这部", "那套", "那根", "那块"))
_MANY, _VERY_MANY = 6, 9  # digits
_DIGITS_OF_A_SERIES = 5
_FEWEST_DIGITS = 4
# PR0091/PR0092/PR0095; no models (MD330, MD380), no codes, no rooms.
_COUNTED = Lazy(r"(?P<stem>[A-Z]{2,5}(?:-[A-Z0-9]{1,4})??-?)(?P<number>0[0-9]{1,4}|[0-9]{3,6})")
_NEAREST = 20
_LAST_OF_A_SERIES = 2  # digits that differ where no hyphen sets them off: A2201B33, A2201B40

Token = tuple[str, int, int]


def bare_serials(
    text: Text, claims: Claims, cued: Sequence[Candidate], shapes: Sequence[re.Pattern[str]] = ()
) -> list[Candidate]:
    """`shapes` are those of a tenant's own devices."""
    tokens = list(_tokens(text.plain, claims))
    if tokens and not (cued or shapes):
        tokens = [token for token in tokens if not _FLAT.fullmatch(token[0])]
    if not tokens or holds(text.plain, _LISTS_OF_PARTS):
        return []
    families = {_family(candidate.value) for candidate in cued if len(candidate.value) >= 5}
    families |= _of_a_series([written.upper() for written, _, _ in tokens])
    found = []
    for written, start, end in tokens:
        token = written.upper()
        known = token.isdigit() or _family(token) in families or any(shape.fullmatch(token) for shape in shapes)
        if places.is_of_another_thing(text.plain, start) or not (known or _is_one(written, text.plain, start, end)):
            continue
        claims.claim(Taken.SERIAL, start, end)
        found.append(Candidate(token, start, end, "bare serial", 0.97 if known else 0.85))
    return found


def _is_one(written: str, plain: str, start: int, end: int) -> bool:
    looks, digits, runs_on = likeness(written), digits_of(written), written[-3:].isdigit()
    mixed = any(map(str.isalpha, written))
    if mixed and (digits >= _FEWEST_DIGITS or written.count("-") > 1) and places.numbers_a_device(plain, end):
        return True
    if looks is Likeness.NONE or _GOES_ON.match(plain, end) or places.is_called_a_model(plain, start):
        return False
    fits = looks is Likeness.SURE or (looks is Likeness.FAIR and places.is_set_apart(plain, start, end))
    if fits and not places.is_glued(plain, start, end):
        return True
    if runs_on and digits >= (_MANY if mixed else _VERY_MANY) and places.is_pointed_at(plain, end):
        return True
    return mixed and digits >= _FEWEST_DIGITS and places.is_said(plain, start)


def _tokens(plain: str, claims: Claims) -> Iterator[Token]:
    """Words that nobody claimed, with digits."""
    for match in _TOKEN.finditer(plain):
        token = match[0]
        if token.isdigit() and not _says_which(plain, match):
            continue  # most are telephone numbers
        written, start = token.rstrip("._-"), match.start()
        if (written.isdigit() and written != token) or written.isalpha() or "." in written:
            continue
        end = start + len(written)
        if written.startswith("C-") and plain[start - 2 : start] == "S ":
            written, start = "S" + written, start - 2  # S C-X4U421302009, as Siemens sets it
        if claims.free(start, end):
            yield _with_digits(written), start, end


def _with_digits(written: str) -> str:
    """BMS-P3-77l04: a small l or o among capitals is a digit."""
    if written.islower():
        return written
    return _SMALL_AMONG_DIGITS.sub(lambda small: "0" if small[0] == "o" else "1", written)


def _says_which(plain: str, digits: re.Match[str]) -> bool:
    """The registration of a lift, or what is pointed at: 还是那台00021874."""
    if len(digits[0]) == _REGISTERED_DIGITS:
        return _REGISTERED.fullmatch(digits[0]) is not None
    start, end = digits.span()
    pointed_at = plain[start - 2 : start] in _POINTS_AT or plain[end : end + 2] in _POINTS_AT
    return pointed_at and (digits[0][0] == "0" or len(digits[0]) >= _MANY)


def _family(serial: str) -> str:
    """The letters, and where digits stand."""
    return serial.translate(_ANY_DIGIT)


def _of_a_series(tokens: Sequence[str]) -> set[str]:
    """The families of which the message names several that differ in their last part only: GW-8F2C-03, GW-8F2C-09."""
    stems: dict[str, str] = {}
    last_of: dict[str, int] = {}
    series = set()
    for token in tokens:
        stem, hyphen, last = token.rpartition("-")
        apart = bool(hyphen)
        if not apart:
            stem, last = token[:-_LAST_OF_A_SERIES], token[-_LAST_OF_A_SERIES:]
            apart = any(map(str.isalpha, stem)) and len(stem) >= _DIGITS_OF_A_SERIES
        numbered = apart and last.isdigit() and sum(map(str.isdigit, token)) >= _DIGITS_OF_A_SERIES
        if numbered and not stem.replace("-", "").isdigit() and stems.setdefault(stem, last) != last:
            series.add(_family(token))
        counted = _COUNTED.fullmatch(token)
        if counted and not is_something_else(token):
            stem, number = counted["stem"], int(counted["number"])
            if 0 < abs(number - last_of.setdefault(stem, number)) <= _NEAREST:
                series.add(_family(token))
    return series
