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
_TITLED = re.compile(r"T~*")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:Mrs?|Ms|Miss|Dr)\.? ?[A-Z][a-z]{1,15}|[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14})?)(?![A-Za-z0-9-])"
)
_SURNAME_SAID = re.compile(rf"(?:姓[是:]?|本人(?={_HAN}{{1,2}}\())(?={_HAN})")

# Letters of the shape around a name: hard ones end any word, soft ones are words that people put beside names.
_HARD = frozenset(", p@!st-")
_SAID_AFTER = frozenset("说家的反来让报打电住在问要称和这那她他先刚今昨啊嘛吧呢(")
_SAID_BEFORE = frozenset("的找是叫姓给由跟:")

_LEAD = re.compile(
    r"(?:联系人?|请找|找|姓名|报修人|报障人|对接人?|接口人|称呼|致电|打给|回电|我是|我叫|本人|叫|[Cc]ontact|是)[: 是为]{0,3}$"
)
_FIRST_PERSON = re.compile(r"(?:我是|我们是|这里是|我这里是|这边是)[^,。;!?\n]{1,20}的$")
_OURS = re.compile(
    r"(?:派|转给|通知|安排|指派|交给|@|已派|咱|我们|我司|我方|咱们|你们的?|维修工|维修员|维修|技工|客服|售后|维保工?|接单|上次|之前)[: ]{0,2}$"
)
_WORKED = re.compile(
    r"(?:刚才?|已经|已|上次|昨天|前天|之前|早上|上午)?(?:来|修|看|换|弄|装|处理|检查|拆)(?:过|的|完|好)|说(?:要换|是|得换|没问题|需要)"
)
_ADDRESSED = re.compile(r"[ ]?(?:您好|你好|好[,!。 ]|早[,!。 ]|在吗|辛苦|麻烦你|收到|,?您看|,?帮|啊[ ,]|,我|您)")
_TECHNICIAN = re.compile(r"(?:师傅|工|工程师|技师)$")
_THANKED = re.compile(r"(?:谢谢|感谢|辛苦|恭喜|收到|好的)[ ,]?$")


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
        self._compounds = dictionary.compound_surnames
        compound = "|".join(sorted(dictionary.compound_surnames))
        surname = f"(?:{compound}|[{''.join(sorted(dictionary.surnames))}])"
        self._surname = re.compile(surname)
        self._short = re.compile(rf"(?=((?:{compound}|[小老]?{_HAN})[{dictionary.short_titles}]))")
        self._nickname = re.compile(rf"(?=([小老](?:{compound}|{_HAN})|阿(?:{_HAN}|[a-zA-Z]{{2,8}})))")
        self._full = re.compile(rf"(?=({surname}{_HAN}{{1,2}}|({_HAN})\2))")
        self._in_front = re.compile(rf"(?:{compound}|[小老阿]{_HAN}|{surname}{_HAN}{{1,2}}|{_HAN})$")
        self._spoken = re.compile(
            rf"{surname}{_HAN}{{0,2}}(?:先生|女士|小姐|经理|主任|主管|老师|师傅|阿姨|医生|护士长?|店长|太太|工|总|姐|哥)$"
        )

    def find(self, outline: Outline, turns: Sequence[Turn] = ()) -> list[Person]:
        """Everybody who is named, the likeliest customer first; each is covered in the outline."""
        found: list[Person] = []
        for rule in (
            self._titled,
            self._surnames_said,
            self._nicknames,
            self._shorts,
            self._full_names,
            self._latin_names,
        ):
            for person in rule(outline):
                found.append(person)
                outline.cover(person.start, person.end, "c")
        found += self._speakers(outline, turns)
        return sorted(found, key=lambda person: (-person.score, person.start))

    def _titled(self, outline: Outline) -> Iterator[Person]:
        for match in _TITLED.finditer(outline.shape):
            start = self._name_in_front(outline, match.start())
            if start is not None:
                yield self._person(outline, start, match.end(), "title", 3.0)

    def _name_in_front(self, outline: Outline, title: int) -> int | None:
        """The longest of 王建国, 欧阳, 小王, 王 in front of a title that cuts through no known word.

        Three characters only where they stand quite free; one unknown character is taken for a surname
        though it is in no list.
        """
        plain, shape = outline.plain, outline.shape
        for length in (3, 2, 1):
            start = title - length
            if start < 0 or not self._in_front.match(plain, start, title):
                continue
            inside = shape[start:title]
            if plain[start:title] in self._compounds:
                return start
            if "~" in inside or not _LETTERS_OF_NAMES.issuperset(inside):
                continue
            hard = start == 0 or shape[start - 1] in _HARD or plain[start - 1] in _SAID_BEFORE
            if length == 1:
                known = plain[start] in self._surnames
                return start if known or (inside == "." and (hard or _after_desk(outline, start))) else None
            if hard or (plain[start] in "小老阿" and length == 2) or (length == 2 and _after_role(outline, start)):
                return start
        return None

    def _surnames_said(self, outline: Outline) -> Iterator[Person]:
        for match in _SURNAME_SAID.finditer(outline.plain):
            surname = self._surname.match(outline.plain, match.end())
            if surname and "c" not in outline.shape[match.start() : surname.end()]:
                yield self._person(outline, *surname.span(), "surname", 2.5)

    def _shorts(self, outline: Outline) -> Iterator[Person]:
        for start, end in _whole(outline, self._short):
            known = outline.plain[start] in self._surnames or outline.plain[start] in "小老" or end - start > 2
            if known:
                free = _stands_free(outline, start, end)
            else:
                free = _free_before(outline, start) and (
                    _calls(outline, end) or (_after_desk(outline, start) and _ends(outline, end))
                )
            if free:
                yield self._person(outline, start, end, "short title", 2.0)

    def _nicknames(self, outline: Outline) -> Iterator[Person]:
        for start, end in _whole(outline, self._nickname, known=True):
            if outline.shape[start + 1] == "~":
                free = _after_role(outline, start) and _free_after(outline, end)
            else:
                free = _stands_free(outline, start, end) or _calls(outline, end)
            if free:
                yield self._person(outline, start, end, "nickname", 2.0)

    def _full_names(self, outline: Outline) -> Iterator[Person]:
        """Only beside a number, a role or a cue: names look like any unknown words."""
        for start, end in _whole(outline, self._full):
            if _free_before(outline, start) and (
                end == len(outline.shape) or outline.shape[end] in _HARD or outline.shape[end] in "sq"
            ):
                person = self._person(outline, start, end, "full name", 0.0)
                if person.score >= 1:
                    yield person

    def _latin_names(self, outline: Outline) -> Iterator[Person]:
        for match in _LATIN.finditer(outline.plain):
            start, end = match.span()
            if not set(outline.shape[start:end]) - set("a- "):
                polite = match[0].startswith(("Mr", "Ms", "Mi", "Dr")) and ("." in match[0] or " " in match[0])
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
            match = (
                self._spoken.search(turn.speaker)
                or _all_of(self._nickname, turn.speaker)
                or _all_of(self._full, turn.speaker)
                or _LATIN.fullmatch(turn.speaker)
            )
            if start >= 0 and match:
                yield Person(start + match.start(), start + len(turn.speaker), "speaker", 1.0)

    def _person(self, outline: Outline, start: int, end: int, method: str, score: float) -> Person:
        if outline.plain[start:end] in self._staff:
            return Person(start, end, "our staff", -9.0)
        return Person(start, end, method, score + _context(outline, start, end))


def _all_of(pattern: re.Pattern[str], name: str) -> re.Match[str] | None:
    match = pattern.match(name)
    return match if match and match.end(1) == len(name) else None


_LETTERS_OF_NAMES = frozenset(".xJPIhHOEbrv")


def _whole(outline: Outline, pattern: re.Pattern[str], *, known: bool = False) -> Iterator[tuple[int, int]]:
    """Matches that cut through no known word and no earlier find."""
    shape = outline.shape
    for match in pattern.finditer(outline.plain):
        start, end = match.span(1)
        inside = shape[start:end]
        if (
            shape[start] != "~"
            and shape[end : end + 1] != "~"
            and (known or "~" not in inside)
            and _NO_NAME.isdisjoint(inside)
        ):
            yield start, end


_NO_NAME = frozenset("cp@!st, -0")


def _stands_free(outline: Outline, start: int, end: int) -> bool:
    return _free_before(outline, start) and _free_after(outline, end)


def _free_before(outline: Outline, start: int) -> bool:
    """A boundary, the end of a known word, or a word like 找 in front."""
    if start == 0:
        return True
    before = outline.shape[start - 1]
    return before in _HARD or before in "~cZHSNrbl" or outline.plain[start - 1] in _SAID_BEFORE


def _free_after(outline: Outline, end: int) -> bool:
    if end == len(outline.shape):
        return True
    after = outline.shape[end]
    known_word = outline.shape[end + 1 : end + 2] == "~" and after in "OEXqNnvJDP"
    return after in _HARD or known_word or outline.plain[end] in _SAID_AFTER


def _calls(outline: Outline, end: int) -> bool:
    """A telephone number follows at once."""
    return "p" in outline.shape[end : end + 2]


def _after_desk(outline: Outline, start: int) -> bool:
    """A place or a department directly in front: 消控室洛工."""
    return (
        bool(start) and outline.shape[start - 1] in "~Z" and outline.shape[:start].rstrip("~")[-1:] in ("N", "H", "Z")
    )


def _ends(outline: Outline, end: int) -> bool:
    return end == len(outline.shape) or outline.shape[end] in _HARD


def _after_role(outline: Outline, start: int) -> bool:
    return outline.shape[:start].rstrip(" :-").rstrip("~").endswith(("N", "T"))


def _context(outline: Outline, start: int, end: int) -> float:
    """What stands around a name: a telephone or a role speaks for the customer, our own staff against."""
    shape, plain = outline.shape, outline.plain
    before = plain[max(0, start - 24) : start]
    score = 0.0
    if "p" in shape[end : end + 3] or "p" in shape[max(0, start - 2) : start]:
        score += 2
    if _LEAD.search(before) or _FIRST_PERSON.search(before):
        score += 1.5
    elif _OURS.search(before):
        score -= 4
    elif _THANKED.search(before):
        score -= 6
    if start and shape[:start].rstrip("~ -")[-1:] in ("N", "H", "Z"):
        score += 1 if shape[:start].rstrip("~ -")[-1:] == "N" else 0.5
    if _ADDRESSED.match(plain, end):
        score -= 3
    if _WORKED.match(plain, end) and _TECHNICIAN.search(plain[start:end]):
        score -= 4
    return score
