"""Who is to be contacted: names with titles, names by themselves beside a number or a role.

Our own staff and technicians are nobody's customers; a role without a name (保安, 店长) is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.dictionary import Dictionary
from nlp.segment import Outline

# What may stand around a name that has no more than one character of title: 谭队138…, 设备部明工，
_OPEN = ", p@!sctNHZSETOJvLrqndI-"
_CLOSED = ", p@!sctOEqx-N"
_LEADS = re.compile(
    r"(?:联系人|联系|请找|找|姓名|报修人|报障人|对接人?|接口人|称呼|致电|打给|回电|我是|我叫|本人|叫)[: 是为]{0,3}$"
)
_STAFF_LEADS = re.compile(
    r"(?:派|转给|通知|安排|指派|交给|@|已派|让|叫|请|咱|我们|我司|我方|咱们|维修工|维修员|技工|电工|客服|售后|维保工?|接单|工程师|师傅)[: ]{0,2}$"
)
_ADDRESSED = re.compile(r"[ ]?(?:您好|你好|好[,!。 ]|早[,!。 ]|在吗|辛苦|麻烦你|收到|,?您看)")
_LATIN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:Mrs?|Ms|Miss|Dr)\.? ?[A-Z][a-z]{1,15}|[A-Z][a-z]{2,14}|[A-Z]{2,8}(?= ?\ue001))(?![A-Za-z0-9-])"
)
_SURNAME_SAID = re.compile(r"(?<!贵)(?:免贵)?姓(?:是|:)?(?=[\u4e00-\u9fff])")
_DOUBLED = re.compile(r"([\u4e00-\u9fff])\1(?![\u4e00-\u9fff])")
_NICKNAME = re.compile(r"[小老阿大][\u4e00-\u9fff]")
_PHONE_NEAR = 3


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    start: int
    end: int
    method: str
    score: float


def find_people(outline: Outline, dictionary: Dictionary) -> list[Person]:
    """All people that are named, the likeliest customer first; each is covered in the outline."""
    found: list[Person] = []
    for finder in (_titled, _surnames_said, _nicknames, _full_names, _latin_names):
        for person in finder(outline, dictionary):
            found.append(person)
            outline.cover(person.start, person.end, "c")
    return sorted(found, key=lambda person: (-person.score, person.start))


def _person(outline: Outline, start: int, end: int, method: str, score: float) -> Person:
    return Person(outline.plain[start:end].strip(), start, end, method, score + _context(outline, start, end))


def _context(outline: Outline, start: int, end: int) -> float:
    """What stands around a name: a telephone or a role speaks for the customer, our own staff against."""
    before, after = outline.plain[max(0, start - 8) : start], outline.plain[end : end + 8]
    score = 0.0
    if "p" in outline.shape[end : end + _PHONE_NEAR] or "p" in outline.shape[max(0, start - 2) : start]:
        score += 2
    if _LEADS.search(before):
        score += 1.5
    if start and outline.shape[start - 1] in "N~" and outline.shape[:start].rstrip("~")[-1:] in ("N", "H", "Z"):
        score += 1
    if _STAFF_LEADS.search(before) and not before.endswith("联系"):
        score -= 4
    if _ADDRESSED.match(after):
        score -= 3
    return score


def _titled(outline: Outline, dictionary: Dictionary) -> Iterator[Person]:
    shape = outline.shape
    for match in re.finditer(r"T~*", shape):
        start = _name_before(outline, dictionary, match.start())
        if start is None:
            continue
        if match.end() - match.start() == 1 and not _stands_free(shape, start, match.end()):
            continue
        yield _person(outline, start, match.end(), "title", 3.0 if match.end() - match.start() > 1 else 2.0)


def _stands_free(shape: str, start: int, end: int) -> bool:
    before = shape[:start].rstrip("~")[-1:] if start and shape[start - 1] == "~" else shape[start - 1 : start]
    return (not before or before in _OPEN) and (end == len(shape) or shape[end] in _CLOSED)


def _name_before(outline: Outline, dictionary: Dictionary, title: int) -> int | None:
    """Where the name before a title starts: a surname, 小/老 and a surname, or a full name."""
    plain = outline.plain
    if plain[max(0, title - 2) : title] in dictionary.compound_surnames:
        return title - 2
    if title >= 2 and plain[title - 2] in "小老阿" and outline.shape[title - 1] != "~":
        return title - 2
    for length in (3, 2):
        start = title - length
        if (
            start >= 0
            and plain[start] in dictionary.surnames
            and _stands_free(outline.shape, start, title + 0) is False
            and _full_name(outline, dictionary, start, title)
        ):
            return start
    if title >= 1 and plain[title - 1] in dictionary.surnames and outline.shape[title - 1] != "~":
        return title - 1
    return None


def _full_name(outline: Outline, dictionary: Dictionary, start: int, end: int) -> bool:
    """Two or three unknown characters between a boundary and a title, the first a surname."""
    shape = outline.shape
    before = shape[:start].rstrip("~")[-1:] if start and shape[start - 1] == "~" else shape[start - 1 : start]
    return (not before or before in ", p@!sctNHq-O") and all(letter in ".xJ" for letter in shape[start:end])


def _surnames_said(outline: Outline, dictionary: Dictionary) -> Iterator[Person]:
    for match in _SURNAME_SAID.finditer(outline.plain):
        at = match.end()
        length = 2 if outline.plain[at : at + 2] in dictionary.compound_surnames else 1
        if length == 2 or (outline.plain[at] in dictionary.surnames and outline.shape[at] != "c"):
            if (
                "c" not in outline.shape[at : at + length]
                and "~" not in outline.shape[match.start() : match.start() + 1]
            ):
                yield _person(outline, at, at + length, "surname said", 2.5)


def _nicknames(outline: Outline, dictionary: Dictionary) -> Iterator[Person]:
    shape = outline.shape
    for match in _NICKNAME.finditer(outline.plain):
        start, end = match.span()
        if "~" in shape[start:end] or shape[start] in "cp" or (end < len(shape) and shape[end] == "~"):
            continue
        known = match[0][1] in dictionary.surnames or match[0][0] == "阿"
        if known and match[0][0] != "大" and _stands_free(shape, start, end):
            yield _person(outline, start, end, "nickname", 2.0)


def _full_names(outline: Outline, dictionary: Dictionary) -> Iterator[Person]:
    """A clause of nothing but a name, beside a number, a role or a cue."""
    for match in re.finditer(
        r"(?:(?<=[, p@!sNTEqt-])|(?<=[NTHZqOE]~)|(?<=[NTHZqOE]~~)|(?<=[NTHZqOE]~~~)|^)[.xJP]{2,4}(?=[, p@!sqE]|$)",
        outline.shape,
    ):
        start, end = match.span()
        name = outline.plain[start:end]
        compound = name[:2] in dictionary.compound_surnames
        if not all("\u4e00" <= character <= "\u9fff" for character in name):
            continue
        if (
            (compound and 2 <= len(name) <= 4)
            or (name[0] in dictionary.surnames and len(name) <= 3)
            or _DOUBLED.fullmatch(name)
        ):
            person = _person(outline, start, end, "full name", 0.0)
            if person.score >= 1:
                yield person


def _latin_names(outline: Outline, dictionary: Dictionary) -> Iterator[Person]:
    del dictionary
    for match in _LATIN_NAME.finditer(outline.plain):
        start, end = match.span()
        if set(outline.shape[start:end]) - set("a- "):
            continue
        person = _person(outline, start, end, "latin name", 1.5 if "." in match[0] or " " in match[0] else 0.0)
        if person.score >= 1 or (start == 0 and outline.plain[end : end + 6] == " from "):
            yield person
