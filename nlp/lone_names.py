"""Names without a title: beside a number, a role or a cue, or where nobody else is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from nlp.name_edges import SAID_BEFORE, after_role, calls, ends, near_number
from nlp.names import NOT_IN_NAMES, Names
from nlp.patterns import Lazy, matches
from nlp.person import Person
from nlp.segment import Outline

_HAN = r"[^\W\d_a-zA-Z]"
_TITLED = re.compile(r"T~*")
_LONE = Lazy(r"[.JPxIHEObrvWX](?<![^ ,p-].)(?:(?=[ ,]{0,2}p|[ ,]*$)|(?<=p,[.JPx])(?=,))")
_NO_LONE_NAME = frozenset("时从后那全支门水花都元居户利到来要有在好和但是非常去开关上下中家人店总工电机车路号点卡先急")
_LONE_AT_THE_END = frozenset("时水花路车门支全利元居")  # 13800138000路
_PARENT_OF = Lazy(rf"(?:^|(?<=[,。\n 的(.]))(?P<child>{_HAN})(?P=child)?(?:妈|爸)(?=[,。\n )说]|1[3-9]|0[1-9])")
_BESIDE_NUMBER = re.compile(
    r"([.JxP](?:(?<![^,! ].)|(?<=[HZSNT]~.)|(?<=[HZSN]~~.))[.JxP]{1,4})(?:,[.J~]{1,4},)?[ ,:-]{0,2}p"
)
_LATIN = Lazy(
    r"[A-Z](?<![A-Za-z0-9].)(?:(?:(?<=M)(?:rs?|s|iss)|(?<=D)r)\.? ?[A-Z])?[a-z]{1,15}(?:[A-Z][a-z]{1,7})?(?![A-Za-z-])"
)
_LATIN_SOUGHT = Lazy(rf"{_LATIN.source}|(?<=找)[a-z]{{3,12}}(?![A-Za-z-])")  # 找lily
_LATIN_WORD = Lazy(r"[A-Z][a-z]{1,14}(?![A-Za-z-])")
_WITH_A_SURNAME = Lazy(rf" ?\((?:{_HAN}{{1,3}}\)|英文|[^,()\n]{{1,6}}人[,)])")  # Grace(顾)
_LATIN_TELLS = frozenset("问说讲报发反来(")
_CLOSES = frozenset(("", ",", "。", ")", "\n"))
_POLITE = ("Mr", "Ms", "Miss", "Dr")
# Two to four unknown characters between boundaries or behind a known word.
_BY_ITSELF = re.compile(
    r"[M.xXJPIhHOEbrvWSR](?<![^, p@!st~NTHZSE-].)"
    r"(?:(?<=M)~[.xXJPIhHOEbrvWSR]{0,2}|(?<!M)(?:[.x]?R~|[.xXJPIhHOEbrvWSR]{0,3}))"
    r"(?=[, p@!stq-]|$)"
)
_TITLES_OF_LATIN = frozenset("姐哥总工妈爸叔姨嫂")
_LATIN_LETTERS = frozenset("a- ")
_NO_LATIN_NAME = frozenset(
    (
        "Pls",
        "Please",
        "Tel",
        "Mob",
        "Fax",
        "Phone",
        "Mobile",
        "Model",
        "Email",
        "Mail",
        "Wechat",
        "Wifi",
        "Name",
        "Add",
        "Room",
        "Tower",
        "Block",
        "Error",
        "Alarm",
        "Urgent",
        "Help",
        "Hello",
        "Hi",
        "Hey",
        "Dear",
        "Morning",
        "Sorry",
        "Thanks",
        "Notice",
        "Today",
    )
)
_NOT_IN_UNKNOWN_NAMES = NOT_IN_NAMES | frozenset(
    "一二三四五六七八九十几个人号码拨换成打修找问用叫请回电话机快点急速谢看弄好坏停水火"
)
_ENDS_OF_PLACES = frozenset(
    "城府园苑庭湾里区楼店库科院场厂铺吧馆室厅部处所站村镇街路巷弄坊轩阁居邸寓校行社司队组班线台座期栋幢门口广心"
)
_SHORTEST_UNKNOWN = 2
_LONGEST_FULL = 3
_PLACED = re.compile("[SZWHb]|0-0")  # the place is told already: 扎西 138… is no other
_SHORTEST_LATIN = 3
_TITLES_FIRST = 0.1  # of two people that are told alike the one with a title counts
_ENOUGH = 1.0  # for names that look like any unknown words
_CLAUSE_OF_A_NAME = re.compile(r"\.(?<![^, -].)[.xJ]{1,2}(?=[, -]|$)")
_NO_ENDS_OF_NAMES = frozenset("家上收约启敬")
_SAID_OF_ONESELF = SAID_BEFORE | {"我", "俺"}


def full(names: Names, outline: Outline) -> Iterator[Person]:
    """王强, 周海燕: only beside a number, a role or a cue."""
    for match in matches(_BY_ITSELF, outline.shape):
        first, behind = match.span()
        end = behind
        if outline.plain[end - 1] in _NO_ENDS_OF_NAMES and end - first >= _LONGEST_FULL:
            end -= 1  # 易燕家, 邵敏上
        start = _where_it_starts(names, outline, first, end)
        if start is None:
            continue
        if end - start == _LONGEST_FULL and outline.plain[end - 1] in _ENDS_OF_PLACES:
            continue  # 武林门138…
        person = names.person(outline, start, behind, "full name", _of_oneself(outline, start, end) - _TITLES_FIRST)
        if person.score >= _ENOUGH - _TITLES_FIRST:
            yield replace(person, end=end)


def _where_it_starts(names: Names, outline: Outline, first: int, end: int) -> int | None:
    """The whole, or what stands behind 找 and the like: 找吴淑芬."""
    if names.is_full(outline.plain[first:end]):
        return first
    for start in (end - _LONGEST_FULL, end - 2):
        said = start > first and outline.plain[start - 1] in _SAID_OF_ONESELF
        said = said and not (end - start == _LONGEST_FULL and names.short_title.match(outline.plain, start + 1))
        if said and names.is_full(outline.plain[start:end]):
            return start
    return None


def _of_oneself(outline: Outline, start: int, end: int) -> float:
    """我庄晓峰, 5栋…: who begins so says who he is."""
    said = outline.plain[start - 1 : start] in ("我", "俺") and outline.shape[max(0, start - 2) : start - 1] in (
        "",
        ",",
    )
    unknown = outline.shape[start:end].count(".") >= end - start - (end - start == _LONGEST_FULL)
    return 1.5 if said and unknown and _NOT_IN_UNKNOWN_NAMES.isdisjoint(outline.plain[start:end]) else 0.0


_GREETS = Lazy(
    r"(?i:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)),?(?: (?:team|all|there|sir|guys))?[,!.]? )?$"
)
_FROM = (" from ", " at ", " here", " @ ")


def _is_a_label(plain: str, start: int, end: int) -> bool:
    """…thanks. Cell: 138…"""
    apart = start > 0 and plain[start - 1] in " ," and plain[end : end + 1] == ":"
    return apart or plain[start:end] in _NO_LATIN_NAME


def _tells_who_writes(plain: str, start: int, end: int) -> bool:
    """Lucas from Ningbo, Anna @ Foshan plant, Hi team, Mia here; Sophie, Block 5…, where all is in English."""
    if plain.startswith(_FROM, end):
        return start == 0 or _GREETS.match(plain, 0, start) is not None
    return start == 0 and plain.startswith(", ", end) and plain.isascii()


def _is_apart(plain: str, start: int, end: int) -> bool:
    """…6号楼2304, Summer, …"""
    return start > 0 and plain[start - 1] in ",:(\n" and plain[end : end + 1] in _CLOSES


def _end_of_latin(names: Names, outline: Outline, end: int) -> int:
    """Behind the second word of David Wong, and the surname of Kevin 陆."""
    if outline.plain[end : end + 1] != " ":
        return end
    known = outline.shape[end + 1 : end + 2] == "." and outline.plain[end + 1] in names.surnames
    if known and ends(outline, end + 2):
        return end + 2
    second = _LATIN_WORD.match(outline.plain, end + 1)
    return second.end() if second and _LATIN_LETTERS.issuperset(outline.shape[end : second.end()]) else end


def latin(names: Names, outline: Outline) -> Iterator[Person]:
    plain, shape = outline.plain, outline.shape
    if "aa" not in shape:
        return
    at = 0
    pattern = _LATIN_SOUGHT if "找" in plain else _LATIN
    while match := pattern.search(plain, at):
        start, at = match.span()
        if not _LATIN_LETTERS.issuperset(shape[start:at]) or shape[at : at + 1] == "0" or _is_a_label(plain, start, at):
            continue
        if plain[at : at + 1] in names.surnames and shape[at] == "." and ends(outline, at + 1):
            at += 1  # Lucky林
        elif (
            start
            and shape[start - 1] == "."
            and plain[start - 1] in names.surnames
            and shape[max(0, start - 2)] in ", "
        ):
            start -= 1  # 张Kevin
        if plain[at : at + 1] in _TITLES_OF_LATIN and shape[at] == "." and ends(outline, at + 1):
            yield names.person(outline, start, at + 1, "title", 2.0)  # Lily姐
            continue
        title = _TITLED.match(shape, at)
        if title:
            yield names.person(outline, start, title.end(), "title", 2.0)  # Tony老师
            continue
        at = _end_of_latin(names, outline, at)
        last = at == len(plain) and start > 1 and plain[start - 1] in ", \n" and (at - start) > _SHORTEST_LATIN
        polite = match[0].startswith(_POLITE) and not match[0].isalpha()
        opens = _tells_who_writes(plain, start, at)
        opens = opens or (start == 0 and plain[at : at + 1] in _LATIN_TELLS)
        opens = opens or _WITH_A_SURNAME.match(plain, at) is not None
        opens = opens or (match[0] in names.latin and _is_apart(plain, start, at))
        person = names.person(outline, start, at, "latin name", 1.5 if polite or opens else float(last))
        if person.score >= _ENOUGH:
            yield person


def parents(names: Names, outline: Outline) -> Iterator[Person]:
    """汪汪妈 or 冬冬爸, set apart."""
    if "妈" not in outline.plain and "爸" not in outline.plain:
        return
    for match in matches(_PARENT_OF, outline.plain):
        if "c" not in outline.shape[match.start() : match.end()] and match["child"] not in "我你他她俺":
            yield names.person(outline, *match.span(), "nickname", 1.5)


def alone(names: Names, outline: Outline) -> Iterator[Person]:
    """宓 138…: nothing but a surname beside the number."""
    if "p" not in outline.shape:
        return
    for match in matches(_LONE, outline.shape):
        start, end = match.span()
        name = outline.plain[start]
        beside = "p" in outline.shape[max(0, start - 2) : start] or calls(outline, end)
        last = start and outline.shape[start - 1] == "p" and end == len(outline.shape) and name in _LONE_AT_THE_END
        if beside and name in names.surnames and (last or name not in _NO_LONE_NAME):
            yield names.person(outline, start, end, "surname", 0.5)


def beside_number(names: Names, outline: Outline) -> Iterator[Person]:
    """阿依古丽，151…: where nobody is named, unknown characters in front of the number are a name."""
    for match in matches(_BESIDE_NUMBER, outline.shape, near_number(outline)):
        name = outline.plain[match.start(1) : match.end(1)]
        glued = match.end(1) + 1 == match.end()
        unknown = match[1].count(".") >= len(name) - 1 and _NOT_IN_UNKNOWN_NAMES.isdisjoint(name)
        placed = glued or len(name) > _SHORTEST_UNKNOWN or after_role(outline, match.start(1))
        placed = placed or _PLACED.search(outline.shape, 0, match.start(1)) is not None
        if unknown and placed and name[-1] not in _ENDS_OF_PLACES:
            cut = names.is_full(name[:-1]) and name[-1] in _NO_ENDS_OF_NAMES
            person = names.person(outline, *match.span(1), "beside number", -1.5)
            yield replace(person, end=person.end - 1) if cut else person
            return


def by_itself(names: Names, outline: Outline) -> Iterator[Person]:
    """翟志远，翡翠苑3-2-501，水管漏水: where nobody is named, a clause of nothing but a full name."""
    if "X" not in outline.shape:
        return
    for match in matches(_CLAUSE_OF_A_NAME, outline.shape):
        start, end = match.span()
        end -= outline.plain[end - 1] in _NO_ENDS_OF_NAMES
        name = outline.plain[start:end]
        if names.is_full(name) and _NOT_IN_UNKNOWN_NAMES.isdisjoint(name) and name[-1] not in _ENDS_OF_PLACES:
            yield Person(start, end, "name by itself", 0.5)
            return
