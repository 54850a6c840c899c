"""The numbers on doors, told apart by the word beside them, however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_N = "0-9零〇一二两三四五六七八九十百"
_SAID = "零〇一幺二三四五六七八九"
_KINDS = {
    "court": "院弄",
    "building": "幢栋座馆塔#",
    "zone": "区期团",
    "unit": "元门",
    "floor": "层楼F",
    "room": "室房位",
    "bed": "床",
    "workshop": "间",
}
"""The kinds of number on a door, by the last character of the word behind it."""
_BUILT = re.compile(f"[{_N}]号?[幢栋楼]$")
_ENDINGS = (
    "号楼|号院|单元|号车位|号床|车位|[号#]?车间|组团|门(?![诊口卡禁锁槛铃市店头前外板类])|[幢栋座馆层楼F室房床区期号弄]"
)
_NUMBERED = re.compile(
    r"(?P<below>负|地下|地库)?"
    rf"(?P<number>(?<![0-9])\d{{1,2}}[A-Z](?=[栋座幢])|[{_N}]+|(?<![A-Za-z])[A-Za-z]\d{{0,2}})[ -]?"
    rf"(?P<kind>{_ENDINGS}|(?<=[A-Z])塔)(?![a-z])"
)
_BASEMENT = re.compile(r"(?<![A-Za-z0-9])(?:B([1-5])(?![0-9])F?层?|负([一二三1-3])(?![层楼0-9]))")
_DASHED = re.compile(r"(?<![0-9A-Za-z])(?:(\d{1,3}|[A-Za-z]|\d{1,2}[A-Z])-)(?:(\d{1,2})-)?(\d{2,4})(?![0-9A-Za-z-])")
_PAIR = re.compile(r"(?<![0-9A-Za-z-])(\d{1,2}-\d{1,2})(?![0-9A-Za-z:-])")
_ON_A_FLOOR = re.compile(
    r"(?<![0-9A-Za-z])([A-Z]?)(\d{1,2})[层楼]?"
    r"(?:(?<=[层楼])(\d{2})(?![0-9])|([A-EGH])(?![A-Za-z0-9-]|[层楼栋座幢区馆厅口])室?)"
)
_ROOM_ON_A_FLOOR = re.compile(rf"(?<![0-9])([{_N}]{{1,3}})[层楼](\d{{1,2}})(?:[室房]|号(?=[房,， ]|$))")
_LETTERED_ROOM = re.compile(r"(?<![A-Za-z0-9-])([A-HJ-Z])(\d{3,4})(?![0-9A-Za-z.-])")
_LETTERED_ROOM_TOLD = re.compile(r"(?<=[楼馆栋座厦场])([A-HJ-Z])(\d{3,4})(?![0-9A-Za-z.-])")
_ROOM_IN_ENGLISH = re.compile(r"(?<![A-Za-z])(?:room|rm|unit|suite|apt)\.? ?#?([A-Z]?\d{2,4})(?![0-9])", re.IGNORECASE)
_ZONED = re.compile(r"(?<![A-Za-z0-9-])([A-HJ-SU-Z])(\d{1,2})(?:[栋幢座]|号楼)")
_EXIT = re.compile(r"(?<![A-Za-z0-9])([A-K][1-4]?)(?:出|进|入)?口(?![味径])")
_HASH_TOLD = re.compile(r"(?<![0-9A-Za-z])(\d{1,2})#(?:那个?|的)?(?:门|单元|大堂|楼|地[库下])")
_TOWER = re.compile(r"(?<![A-Za-z0-9])(?:T(?P<tower>[1-9])(?![0-9A-Za-z])|L(?P<level>[1-9])(?![0-9A-Za-z-]))")
_CLASS = re.compile(rf"(?P<grade>[{_N}小中大托])年?级?\(?(?P<number>[{_N}]{{1,2}})\)?班(?![组长])")
_GATE = re.compile(r"(?P<gate>[东南西北])(?:(?:大|侧|校|边大?)?门(?![子诊])|口(?![味径]))")
_ROOM_ALONE = re.compile(
    r"(?<![0-9A-Za-z+.])(\d{3,4}|[零〇一幺二三四五六七八九]{3,4})(?![0-9A-Za-z.]|[年月日度]"
    r"|[\u4e00-\u9fff]{2,12}[^0-9]{0,8} \d{3,4}(?!\d))"
)
_ROOM_TOLD = re.compile(
    rf"(?<![0-9A-Za-z.+-])(?<![0-9]:)(?<![{_SAID}])(?<![楼隔对][上下壁门])"
    r"(?:(?<=[幢栋座元号])|(?<=楼)"
    rf"|(?=[0-9{_SAID}]+(?:[户那的家]|业主|住户|客人|[\u4e00-\u9fff]{{1,2}}(?:女士|先生|小姐|老师|师傅|[姐哥叔姨家]))))"
    rf"(\d{{3,4}}|[{_SAID}]{{3,4}})(?![0-9A-Za-z.:-]|[年月日度{_SAID}])"
)
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "幺": 1}
_BESIDE = re.compile(rf"(?:楼[上下]|[上下]面|隔壁|对门)(?:的|那户|家)?(\d{{3,4}}|[{_SAID}]{{3,4}})(?![0-9{_SAID}])")
_NO_DOOR = re.compile(
    r"[0-9+]{7,}|0\d{2,3}[- ]?\d{3,4}[ -]?\d{4}|1\d{2}[- ]\d{4}[- ]\d{4}|400-\d{3,4}-\d{3,4}"
    r"|\d{1,4}[-/年]\d{1,2}[-/月]\d{1,2}(?!-?\d)|\d{1,2}:\d{2}|[A-Z]{2,}[0-9A-Z-]*\d"
    rf"|[到楼][{_N}]{{1,2}}[层楼]|[{_N}]{{1,2}}楼的?(?:业主|住户|邻居|老人|租户|租客|居民|老太|大爷|阿姨)"
)
"""Telephones, days, hours, serial numbers, and where the water went."""


class Written(NamedTuple):
    """A number on a door as it stands in an address; 3-2-502 is three at once."""

    start: int
    end: int
    numbers: Mapping[str, str]


def written_doors(address: str) -> list[Written]:
    """In the order in which they are written. Offsets are those of the address, half-width."""
    return sorted(_written(unicodedata.normalize("NFKC", address))[0], key=lambda door: door.start)


def doors_of(address: str) -> tuple[Mapping[str, str], str]:
    """The first number of each kind, and what is left of the words."""
    found, rest = _written(unicodedata.normalize("NFKC", address))
    doors: dict[str, str] = {}
    for door in found:
        for kind, number in door.numbers.items():
            doors.setdefault(kind, number)
    return doors, rest


def _written(rest: str) -> tuple[list[Written], str]:
    found: list[Written] = []
    for pattern, told in _IN_ADDRESSES:
        found += (Written(*match.span(), told(match)) for match in pattern.finditer(rest))
        rest = pattern.sub(_blank, rest)
    return found, rest


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def doors_told(text: str) -> Mapping[str, str]:
    """Of a whole text, only what is a door beyond doubt, and the only one of its kind."""
    rest = _NO_DOOR.sub(" ", unicodedata.normalize("NFKC", text))
    told: dict[str, set[str]] = defaultdict(set)
    for kind, number in _told(rest):
        told[kind].add(number)
    return {kind: min(numbers) for kind, numbers in told.items() if len(numbers) == 1}


def rooms_beside(text: str) -> frozenset[str]:
    """Of 楼上602漏水, 602: whoever reports it lives elsewhere."""
    return frozenset(as_number(room) for room in _BESIDE.findall(unicodedata.normalize("NFKC", text)))


def _told(rest: str) -> Iterator[tuple[str, str]]:
    for pattern, told in _IN_TEXTS:
        for match in pattern.finditer(rest):
            doors = told(match)
            yield from doors.items() if all(_is_sure(*door, match[0]) for door in doors.items()) else ()
        rest = pattern.sub(" ", rest)


def _is_sure(kind: str, number: str, words: str) -> bool:
    """No 7号 (a day), no 一床, 7座 and 3房 (how many), no 4# (of a lift)."""
    if kind in {"bed", "building"} and words[0] in "一两" and "号" not in words:
        return False
    if words[-1] == "#" or (words[-1] == "座" and number.isdecimal()):
        return False
    return kind != "number" and (kind != "room" or len(number) > 2)


def _dashed(match: re.Match[str]) -> dict[str, str]:
    first, unit, room = match.groups()
    if unit is None and match.start() and match.string[match.start() - 1] in "幢栋座楼":
        return {"unit": _plain(first), "room": _plain(room)}
    return {"building": first.upper()} | ({"unit": _plain(unit)} if unit else {}) | {"room": _plain(room)}


def _basement(match: re.Match[str]) -> dict[str, str]:
    return {"floor": f"-{as_number(match[1] or match[2])}"}


def _on_a_floor(match: re.Match[str]) -> dict[str, str]:
    """15楼07 is 1507; B座15楼C and B15C are 15C."""
    building, floor, number, letter = match.groups()
    return {"floor": floor, "room": f"{floor}{number or letter}"} | ({"building": building} if building else {})


def _numbered(match: re.Match[str]) -> dict[str, str]:
    """A座 of 5幢A座 is a part of it."""
    kind = match["kind"]
    number = as_number(match["number"])
    if kind == "号楼":
        return {"building": number}
    if kind == "号":
        return {"number": number}
    found = next(name for name, endings in _KINDS.items() if kind[-1] in endings)
    if found == "building" and number.isalpha() and _BUILT.search(match.string, 0, match.start()):
        return {"tower": number}
    return {found: f"-{number}" if match["below"] and found == "floor" else number}


def _room_on_a_floor(match: re.Match[str]) -> dict[str, str]:
    """五楼15室 is 515."""
    floor = as_number(match[1])
    return {"floor": floor, "room": f"{floor}{match[2]:0>2}"}


def _lettered_room(match: re.Match[str]) -> dict[str, str]:
    return {"building": match[1], "room": _plain(match[2])}


def _zoned(match: re.Match[str]) -> dict[str, str]:
    """B9栋 is 9栋 of B区."""
    return {"zone": match[1], "building": _plain(match[2])}


def _hash(match: re.Match[str]) -> dict[str, str]:
    return {"building": _plain(match[1])}


def _tower(match: re.Match[str]) -> dict[str, str]:
    """国金T2 is a building, L3 a storey of it."""
    return {"building": f"T{match['tower']}"} if match["tower"] else {"floor": match["level"]}


def _pair(match: re.Match[str]) -> dict[str, str]:
    return {"room": match[1]}


def _class(match: re.Match[str]) -> dict[str, str]:
    """三(2)班; 小一班 is one of a kindergarten."""
    return {"grade": as_number(match["grade"]), "class": as_number(match["number"])}


def _exit(match: re.Match[str]) -> dict[str, str]:
    return {"gate": match[1]}


def _gate(match: re.Match[str]) -> dict[str, str]:
    return {"gate": match["gate"]}


def _room(match: re.Match[str]) -> dict[str, str]:
    return {"room": as_number(match[1])}


_IN_ADDRESSES = (
    (_ROOM_IN_ENGLISH, _room),
    (_BASEMENT, _basement),
    (_CLASS, _class),
    (_ZONED, _zoned),
    (_EXIT, _exit),
    (_TOWER, _tower),
    (_DASHED, _dashed),
    (_PAIR, _pair),
    (_ROOM_ON_A_FLOOR, _room_on_a_floor),
    (_ON_A_FLOOR, _on_a_floor),
    (_NUMBERED, _numbered),
    (_GATE, _gate),
    (_LETTERED_ROOM, _lettered_room),
    (_ROOM_ALONE, _room),
)
_IN_TEXTS = (
    *((_LETTERED_ROOM_TOLD, _lettered_room), (_ROOM_TOLD, _room), (_BASEMENT, _basement), (_HASH_TOLD, _hash)),
    *_IN_ADDRESSES[:1],
    *_IN_ADDRESSES[2:-2],
)


def as_number(written: str) -> str:
    """二十七 is 27, 三零一 is 301, a is A."""
    if not re.fullmatch("[零〇一幺二两三四五六七八九十百]+", written):
        return _plain(written.upper())
    if not set(written) & set("十百"):
        return _plain("".join(str(_DIGITS[character]) for character in written))
    hundreds, _, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = _digit(hundreds) * 100 + (_digit(tens or "一") * 10 if ten else 0) + _digit(ones.lstrip("零〇"))
    return str(value)


def _digit(character: str) -> int:
    return _DIGITS.get(character, 0)


def _plain(number: str) -> str:
    return number.lstrip("0") or number
