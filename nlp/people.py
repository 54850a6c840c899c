"""Who is to be contacted: names with titles, names by themselves beside a number or a role, speakers.

Our own staff and technicians are nobody's customers; a role without a name (保安, 店长) is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.dictionary import Dictionary
from nlp.reading import Turn
from nlp.segment import Outline

_HAN = "[\u4e00-\u9fff]"
_LATIN = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:Mrs?|Ms|Miss|Dr)\.? ?[A-Z][a-z]{1,15}|[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14})?)(?![A-Za-z0-9-])"
)
_SURNAME_SAID = re.compile(rf"(?:免贵)?姓(?:是|:)?(?={_HAN})")

# Letters of the shape that may stand before and behind a name that has no title of its own.
_BOUNDARY = frozenset(", p@!sct-|")
_WORDS_BEFORE = frozenset("NTHZSOEXqDPRnYK")
_WORDS_AFTER = frozenset("OEXqNnvJDP")
_SAID_AFTER = frozenset("说家的反来让报打电住在问要称和这那她他")
_SAID_BEFORE = frozenset("的找是叫姓给和由跟:")

_LEAD = re.compile(r"(?:联系人?|请找|找|姓名|报修人|报障人|对接人?|接口人|称呼|致电|打给|回电|我是|我叫|本人|叫|contact)[: 是为]{0,3}$")
_OURS = re.compile(
    r"(?:派|转给|通知|安排|指派|交给|@|已派|咱|我们|我司|我方|咱们|你们的?|维修工|维修员|维修|技工|客服|售后|维保工?|接单|上次|之前)[: ]{0,2}$"
)
_WORKED = re.compile(r"(?:刚|已经|已|上次|昨天|前天|之前|早上|上午)?(?:来|修|看|换|弄|装|处理|检查|拆)(?:过|的|完|好)|说(?:要换|是|得换|没问题|需要)")
_ADDRESSED = re.compile(r"[ ]?(?:您好|你好|好[,!。 ]|早[,!。 ]|在吗|辛苦|麻烦你|收到|,?您看|,?帮)")
_TECHNICIAN = re.compile(r"(?:师傅|工|工程师|技师)$")


@dataclass(frozen=True, slots=True)
class Person:
    """`score` above zero: may be the customer."""

    start: int
    end: int
    method: str
    score: float


class People:
    """The patterns of names, made from the dictionary's surnames and titles."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._staff = dictionary.staff
        self._surnames = dictionary.surnames
        surname = f"(?:{'|'.join(sorted(dictionary.compound_surnames))}|[{''.join(sorted(dictionary.surnames))}])"
        self._short = re.compile(rf"(?:{surname}|[小老]{_HAN})[{dictionary.short_titles}]")
        self._nickname = re.compile(rf"[小老](?:{surname})|阿(?:{_HAN}|[a-zA-Z]{{2,8}})")
        self._full = re.compile(rf"{surname}{_HAN}{{1,2}}|({_HAN})\1|{_HAN}\.{_HAN}")
        self._before_title = re.compile(rf"(?:(?:{surname}){_HAN}{{0,2}}|[小老阿]{_HAN})$")
        self._surname = re.compile(surname)

    def find(self, outline: Outline, turns: Sequence[Turn] = ()) -> list[Person]:
        """Everybody who is named, the likeliest customer first; each is covered in the outline."""
        found: list[Person] = []
        for rule in (self._titled, self._surnames_said, self._shorts, self._nicknames, self._full_names, self._latin_names):
            for person in rule(outline):
                found.append(person)
                outline.cover(person.start, person.end, "c")
        found += self._speakers(outline, turns)
        return sorted(found, key=lambda person: (-person.score, person.start))

    def _titled(self, outline: Outline) -> Iterator[Person]:
        for match in re.finditer(r"T~*", outline.shape):
            title, end = match.span()
            start = self._name_start(outline, title)
            if start is not None:
                yield self._person(outline, start, end, "title", 3.0)

    def _name_start(self, outline: Outline, title: int) -> int | None:
        """A full name only where it stands free; else one surname, with 小 or 老."""
        plain, shape = outline.plain, outline.shape
        for start in range(max(0, title - 4), title):
            if self._before_title.match(plain[start:title]) and "~" not in shape[start:title].replace("T~", ""):
                whole = title - start <= 1 or plain[start] in "小老阿" or self._surname.fullmatch(plain[start:title])
                if (whole or _free_before(outline, start)) and not (title - start > 1 and plain[start] in "小老阿" and shape[start + 1] in "~c"):
                    return start
        match = self._surname.match(plain, max(0, title - 2), title)
        if match and match.end() == title and len(match[0]) == 2:
            return match.start()
        return title - 1 if title and plain[title - 1] in self._surnames and shape[title - 1] != "~" else None

    def _surnames_said(self, outline: Outline) -> Iterator[Person]:
        for match in _SURNAME_SAID.finditer(outline.plain):
            surname = self._surname.match(outline.plain, match.end())
            if surname and "c" not in outline.shape[match.start() : surname.end()] and outline.shape[match.start()] != "~":
                yield self._person(outline, *surname.span(), "surname", 2.5)

    def _shorts(self, outline: Outline) -> Iterator[Person]:
        for start, end in _free(outline, self._short):
            if _free_before(outline, start) and _free_after(outline, end):
                yield self._person(outline, start, end, "short title", 2.0)

    def _nicknames(self, outline: Outline) -> Iterator[Person]:
        for start, end in _free(outline, self._nickname, known=True):
            known_word = outline.shape[start + 1 : end].startswith("~")
            if _free_before(outline, start) and _free_after(outline, end) and (not known_word or _after_role(outline, start)):
                yield self._person(outline, start, end, "nickname", 2.0)

    def _full_names(self, outline: Outline) -> Iterator[Person]:
        """Only beside a number, a role or a cue: names look like any unknown words."""
        for start, end in _free(outline, self._full):
            if _free_before(outline, start) and _free_after(outline, end, strict=True):
                person = self._person(outline, start, end, "full name", 0.0)
                if person.score >= 1:
                    yield person

    def _latin_names(self, outline: Outline) -> Iterator[Person]:
        for match in _LATIN.finditer(outline.plain):
            start, end = match.span()
            if not set(outline.shape[start:end]) - set("a- "):
                polite = "." in match[0] or match[0].startswith(("Mr", "Ms", "Dr"))
                opens = start == 0 and outline.plain.startswith((" from ", " at ", " here"), end)
                person = self._person(outline, start, end, "latin name", 1.5 if polite or opens else 0.0)
                if person.score >= 1:
                    yield person

    def _speakers(self, outline: Outline, turns: Sequence[Turn]) -> Iterator[Person]:
        """Whoever reports in a conversation, where the name looks like one."""
        for turn in turns:
            if turn.staff or turn.speaker is None:
                continue
            start = outline.plain.rfind(turn.speaker, 0, turn.start)
            match = self._speaker_name(turn.speaker)
            if start >= 0 and match:
                yield Person(start + match.start(), start + match.end(), "speaker", 1.0)

    def _speaker_name(self, speaker: str) -> re.Match[str] | None:
        titled = re.search(rf"(?:{self._surname.pattern}){_HAN}{{0,2}}(?:先生|女士|小姐|经理|主任|主管|老师|师傅|阿姨|医生|护士长?|店长|太太|工|总|姐|哥)$", speaker)
        return titled or self._nickname.fullmatch(speaker) or self._full.fullmatch(speaker) or _LATIN.fullmatch(speaker)

    def _person(self, outline: Outline, start: int, end: int, method: str, score: float) -> Person:
        if outline.plain[start:end] in self._staff:
            return Person(start, end, "our staff", -9.0)
        return Person(start, end, method, score + _context(outline, start, end))


def _free(outline: Outline, pattern: re.Pattern[str], *, known: bool = False) -> Iterator[tuple[int, int]]:
    """Matches that cut through no known word and no earlier find."""
    shape = outline.shape
    for match in pattern.finditer(outline.plain):
        start, end = match.span()
        inside = shape[start:end]
        if "c" in inside or shape[start] == "~" or shape[end : end + 1] == "~" or ("~" in inside and not known):
            continue
        if not set(inside) & frozenset("p@!st,"):
            yield start, end


def _free_before(outline: Outline, start: int) -> bool:
    if start == 0:
        return True
    shape = outline.shape
    letter = shape[start - 1]
    if letter == "~":
        return True
    return letter in _BOUNDARY or outline.plain[start - 1] in _SAID_BEFORE or letter in _WORDS_BEFORE


def _free_after(outline: Outline, end: int, *, strict: bool = False) -> bool:
    if end == len(outline.shape):
        return True
    letter = outline.shape[end]
    if letter in _BOUNDARY:
        return True
    many = outline.shape[end + 1 : end + 2] == "~"
    return not strict and ((many and letter in _WORDS_AFTER) or outline.plain[end] in _SAID_AFTER)


def _after_role(outline: Outline, start: int) -> bool:
    head = outline.shape[:start].rstrip(" ").rstrip("~")
    return head.endswith(("N", "T"))


def _context(outline: Outline, start: int, end: int) -> float:
    """What stands around a name: a telephone or a role speaks for the customer, our own staff against."""
    shape, plain = outline.shape, outline.plain
    before = plain[max(0, start - 8) : start]
    score = 0.0
    if "p" in shape[end : end + 3] or "p" in shape[max(0, start - 2) : start]:
        score += 2
    if _LEAD.search(before):
        score += 1.5
    elif _OURS.search(before):
        score -= 4
    if start and shape[:start].rstrip("~ -")[-1:] in ("N", "H", "Z"):
        score += 1
    if _ADDRESSED.match(plain, end):
        score -= 3
    if _WORKED.match(plain, end) and _TECHNICIAN.search(plain[start:end]):
        score -= 4
    return score
