"""Vehicle identification numbers (GB 16735, ISO 3779) and licence plates (GA 36)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.cues import FILLER, Cue, Says
from nlp.normalize import Text
from nlp.patterns import Lazy
from nlp.reading import Found
from nlp.retractions import without_taken_back
from nlp.spans import Candidate, Claims, Taken

# I and O never occur in either number, nor Q in a VIN: whoever writes them means 1, 0 and 0.
_UNCONFUSED = str.maketrans("IOQ", "100")
_UNCONFUSED_PLATE = str.maketrans("IO", "10")

_MAY_VIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9]{16}")
_BARE_VIN = Lazy(r"(?<![A-Za-z0-9_-])[A-HJ-NPR-Za-hj-npr-z0-9]{17}(?![A-Za-z0-9_-])")
_CUED_VIN = Lazy(FILLER + r"{0,8}(?P<vin>[A-Za-z0-9](?:[ -]?[A-Za-z0-9]){16})(?![A-Za-z0-9])")
_NO_VIN = Lazy(FILLER + r"{0,8}(?P<vin>(?=[A-Za-z]{0,9}[0-9])[A-Za-z0-9]{8,40})")
_SERIAL_CUE = Lazy(r"(?:序列号|编号|设备号|机身号|S/?N码?|s/?n码?)[: 是]{0,3}$")

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = Lazy(
    rf"(?P<place>[{PROVINCES}])[ ·•・]?(?P<office>[A-HJ-Za-hj-z])[ ·•・.-]?"
    r"(?P<number>[0-9A-Za-z]{4}[挂学警港澳领试超]|[0-9A-Za-z]{5,6})"
    r"(?:(?![0-9A-Za-z])|(?=1[3-9][0-9]{9}(?![0-9])))"
)
# Five characters; six with the D or F of a new-energy vehicle in front (cars) or behind (lorries).
_NUMBER = Lazy(
    r"[0-9A-HJ-NP-Z]{4}(?:[0-9A-HJ-NP-Z]|[挂学警港澳领试超])|[DFABCEGHJK][0-9A-HJ-NP-Z][0-9]{4}|[0-9]{5}[DFABCEGHJK]|[DF](?=[A-Z]?[0-9A-Z]?[0-9])[0-9A-HJ-NP-Z]{5}"
)
_MAY_PLATE = re.compile(rf"[{PROVINCES}][ ·•・]?[A-Za-z]")


def find_vins(text: Text, claims: Claims, cues: Iterable[Cue], *, bare: bool = True) -> tuple[Found[str], ...]:
    """VINs after 车架号 and the like, and bare ones that prove themselves, where there may be any."""
    candidates = [candidate for cue in cues if cue.says is Says.VIN for candidate in _cued_vin(text.plain, claims, cue)]
    if bare and _MAY_VIN.search(text.plain):
        candidates.extend(_bare_vins(text.plain, claims))
    return _standing(text, candidates)


def _standing(text: Text, candidates: list[Candidate]) -> tuple[Found[str], ...]:
    if not candidates:
        return ()
    return tuple(
        Found(found.value, *text.span(found.start, found.end), found.method, found.certainty)
        for found in without_taken_back(text.plain, candidates)
    )


def _cued_vin(plain: str, claims: Claims, cue: Cue) -> Iterator[Candidate]:
    if match := _CUED_VIN.match(plain, cue.end):
        start, end = match.span("vin")
        claims.claim(Taken.VIN, start, end)
        value = re.sub("[ -]", "", match["vin"]).upper().translate(_UNCONFUSED)
        value = value[:13] + value[13:].replace("L", "1")  # the running number is of digits
        yield Candidate(value, start, end, "vin after cue", 0.98)
    elif match := _NO_VIN.match(plain, cue.end):
        claims.claim(Taken.PARTIAL, *match.span("vin"))  # a character missing or too many


def _bare_vins(plain: str, claims: Claims) -> Iterator[Candidate]:
    for match in _BARE_VIN.finditer(plain):
        start, end = match.span()
        vin = match[0].upper()
        if not claims.free(start, end) or _SERIAL_CUE.search(plain, max(0, start - 8), start):
            continue
        proven = check_digit(vin) == vin[8]
        if _looks_made_in_series(vin) and (proven or vin[0] in "LVSWJKZYT12345"):
            claims.claim(Taken.VIN, start, end)
            yield Candidate(vin, start, end, "bare vin", 0.98 if proven else 0.9)


def check_digit(vin: str) -> str:
    """The ninth character that the other sixteen ask for (ISO 3779: weighted sum modulo 11, X for 10)."""
    rest = sum(_value(character) * weight for character, weight in zip(vin, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_LETTER_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))


def _value(character: str) -> int:
    return int(character) if character.isdigit() else _LETTER_VALUES[character]


def _looks_made_in_series(vin: str) -> bool:
    """Letters in the maker's part, a running number at the end."""
    return vin[13:].isdigit() and sum(map(str.isalpha, vin)) >= 3


def find_plates(text: Text, claims: Claims) -> tuple[Found[str], ...]:
    """Licence plates in upper case without the dot."""
    if not _MAY_PLATE.search(text.plain):
        return ()
    return _standing(text, list(_plates(text.plain, claims)))


def _plates(plain: str, claims: Claims) -> Iterator[Candidate]:
    for match in _PLATE.finditer(plain):
        start, end = match.span()
        number = match["number"].upper().translate(_UNCONFUSED_PLATE)
        if _NUMBER.fullmatch(number) and sum(map(str.isdigit, number)) >= 2 and claims.free(start, end):
            claims.claim(Taken.PLATE, start, end)
            plate = match["place"] + match["office"].upper() + number
            yield Candidate(plate, start, end, "plate", 0.96)
