"""Serial numbers: which of those found are meant, and when two writings are one."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.normalize import Text
from nlp.patterns import Lazy
from nlp.reading import Serial
from nlp.retractions import without_taken_back
from nlp.spans import Candidate

_CONFUSED = str.maketrans("OIL", "011", "-_/.· #")
_FINE = Lazy(
    r"[ ,(]?(?:[那这][台部个只])?(?:已经|今天|昨天|现在|都|倒是?|早就?){0,3}"
    r"(?:修?好了|好(?=[、,。;\n]|$)|(?:是|很|一切)?正常|没问题|没事|是好的|恢复|不用[管修看]|能用|可以用|没坏|是隔壁|是旁边|是箱号|是外箱|是盒子)"
)
_NOT_TO_MIND = Lazy(r"[ ,(]{0,2}(?:这个|那个|这串|那串)?(?:不用|不必|别|无需|甭|不要)(?:再|去)?[管记抄理看填录]")
_A_STAKE = Lazy(r"K[0-9]{1,4}(?:\+[0-9]{1,3})?")  # 桩号K864: of a motorway
_A_PRIZE = Lazy(r"抽中|中奖|奖品|盲盒|抽奖|领奖")
_AN_EXAMPLE = Lazy(r"(?:例|例如|比如|譬如|格式|形如|样例)[:是为 ]?$")


def key_of(serial: str) -> str:
    """The same for all writings of one serial number: O is 0, I and L are 1, separators are dropped."""
    return serial.upper().translate(_CONFUSED)


def standing_serials(text: Text, candidates: Sequence[Candidate]) -> tuple[Serial, ...]:
    """In the order of the text, each once, without those that the writer takes back."""
    if not candidates:
        return ()
    serials: dict[str, Serial] = {}
    standing = [found for found in without_taken_back(text.plain, candidates) if not _is_to_be_left(text.plain, found)]
    for found in [found for found in standing if not _is_of_no_interest(text.plain, found)] or standing:
        key = key_of(found.value)
        start, end = text.span(found.start, found.end)
        serials.setdefault(key, Serial(found.value, start, end, found.method, found.certainty, key=key))
    return tuple(serials.values())


def _is_of_no_interest(plain: str, found: Candidate) -> bool:
    """A12-0031 正常，A12-0032 不制冷: it is the other one that matters."""
    return _FINE.match(plain, found.end) is not None


def _is_to_be_left(plain: str, found: Candidate) -> bool:
    """An example (例:ICU-2026-0001), or what the writer says not to mind."""
    return (
        _NOT_TO_MIND.match(plain, found.end) is not None
        or _AN_EXAMPLE.search(plain, max(0, found.start - 4), found.start) is not None
        or _A_STAKE.fullmatch(found.value) is not None
        or _A_PRIZE.search(plain, max(0, found.start - 14), found.start) is not None
    )
