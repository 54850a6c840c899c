"""Who is to be contacted: names with titles, names by themselves beside a number or a role, speakers.

Our own staff and technicians are nobody's customers; a role without a name (保安, 店长) is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from nlp.dictionary import Dictionary
from nlp.patterns import Lazy
from nlp.reading import Turn
from nlp.segment import Outline

_HAN = r"[^\W\d_a-zA-Z]"
_TITLED = re.compile(r"T~*")
_ROLE = re.compile(r"[NT]~+ ?")
_NICKNAME = re.compile(rf"[小老]{_HAN}|阿(?:{_HAN}|[a-zA-Z]{{2,8}})")
_SURNAME_SAID = Lazy(rf"(?:姓[是:]?|本人(?={_HAN}{{1,2}}\())(?={_HAN})")
_LATIN = Lazy(r"(?<![A-Za-z0-9])(?:(?:Mrs?|Ms|Miss|Dr)\.? ?)?[A-Z][a-z]{1,15}(?![A-Za-z-])")
_LATIN_WORD = Lazy(r"[A-Z][a-z]{1,14}(?![A-Za-z-])")
_POLITE = ("Mr", "Ms", "Miss", "Dr")
# Two to four unknown characters between boundaries or behind a known word.
_BY_ITSELF = re.compile(
    r"(?:^|(?<=[, p@!st~-])|(?<=[NTHZSE]))((?:M~|[.xJPIhHOEbrvW]{1,2})[.xJPIhHOEbrvW]{0,2})(?=[, p@!stq-]|$)"
)
_NAMES = frozenset(".xXJPIhHOEbrvWlu")
_NICKNAMES = _NAMES | frozenset("~a")
_LATIN_LETTERS = frozenset("a- ")

# What may stand around a name that has no long title: letters of the shape, and characters.
_HARD = frozenset(", p@!st-")
_BEFORE = _HARD | frozenset("~cZHSNrbl")
_AFTER = frozenset("OEXqNnvJDP")
_SAID_BEFORE = frozenset("的找是叫姓给由跟:")
_SAID_AFTER = frozenset("说家的反来让报打电住在问要称和这那她他先刚今昨啊嘛吧呢(")

_FILLING = ": 是为"
_FIRST_PERSON = Lazy(r"(?:我|这里|这边|我们)是[^,。;!?\n]{1,20}的$")
_WORKED = Lazy(
    r"(?:刚才?|已经?|上次|昨天|前天|之前|早上|上午)?(?:来|修|看|换|弄|装|处理|检查|拆)(?:过|的|完|好)|说(?:要换|是|得换|没问题|需要)"
)
_TECHNICIAN = Lazy(r"(?:师傅|工|工程师|技师)$")
_ADDRESSED = re.compile(
    r"[ ]?(?:您好|你好|[好早][,!。 ]|在吗|辛苦|麻烦你|收到|,?您看|,?帮|啊[ ,]|,我|您|[ ,](?:咱|你|麻烦|帮))"
)
# 小魏138…, 小魏，电话138…
_PHONE_BEHIND = re.compile(r"[ ,-]{0,2}(?:[qEN]~*[ ,-]{0,2})?p")
_BESIDE = {"N": 1.0, "H": 0.5, "Z": 0.5}
_ENOUGH = 1.0  # for names that look like any unknown words


class Person(Struct, frozen=True):
    """`score` above zero: may be the customer."""

    start: int
    end: int
    method: str
    score: float


class People:
    """What names look like, by the dictionary's surnames, titles and words beside names."""

    def __init__(self, dictionary: Dictionary) -> None:
        lists = dictionary.lists
        self._staff = dictionary.staff
        self._surnames = frozenset("".join(lists["people.surname.common"]))
        self._compounds = dictionary.set_of("people.surname.compound")
        surname = f"(?:{'|'.join(sorted(self._compounds))}|[{''.join(sorted(self._surnames))}])"
        self._surname = re.compile(surname)
        titles = "".join(lists["people.title.short"])
        self._short_title = re.compile(f"[{titles}]")
        self._speaker = re.compile(rf"{surname}{_HAN}{{0,2}}(?:{'|'.join(lists['people.title.title'])}|[{titles}])$")
        self._lead = lists["people.beside.lead"]
        self._ours = lists["people.beside.ours"]
        self._thanked = lists["people.beside.thanked"]

    def find(self, outline: Outline, turns: Sequence[Turn] = ()) -> list[Person]:
        """Everybody who is named, the likeliest customer first; each is covered in the outline."""
        found: list[Person] = []
        for rule in (
            self._titled,
            self._said,
            self._nicknamed,
            self._short,
            self._full,
            self._behind_role,
            self._latin,
        ):
            for person in rule(outline):
                found.append(person)
                outline.cover(person.start, person.end, "c")
        if turns:
            found += self._speakers(outline, turns)
        return sorted(found, key=_likeliest)

    def _titled(self, outline: Outline) -> Iterator[Person]:
        for match in _TITLED.finditer(outline.shape):
            start = self._name_in_front(outline, match.start())
            if start is not None:
                yield self._person(outline, start, match.end(), "title", 3.0)

    def _name_in_front(self, outline: Outline, title: int) -> int | None:
        """Where the longest of 王建国, 欧阳, 小王, 王 in front of a title starts.

        Full names only where they stand quite free; one unknown character is taken for a surname though
        it is in no list.
        """
        plain, shape = outline.plain, outline.shape
        if plain[max(0, title - 2) : title] in self._compounds:
            return title - 2
        for start in range(max(0, title - 3), title):
            if not _NAMES.issuperset(shape[start:title]):
                continue
            length = title - start
            hard = start == 0 or shape[start - 1] in _HARD or plain[start - 1] in _SAID_BEFORE
            known = plain[start] in self._surnames
            if length == 1:
                return start if known or (shape[start] == "." and (hard or _after_desk(outline, start))) else None
            if (length == 2 and plain[start] in "小老阿") or (
                known and (hard or (length == 2 and _after_role(outline, start)))
            ):
                return start
        return None

    def _said(self, outline: Outline) -> Iterator[Person]:
        """我姓应."""
        if "姓" not in outline.plain and "本人" not in outline.plain:
            return
        for match in _SURNAME_SAID.finditer(outline.plain):
            surname = self._surname.match(outline.plain, match.end())
            if surname and "c" not in outline.shape[match.start() : surname.end()]:
                yield self._person(outline, *surname.span(), "surname", 2.5)

    def _short(self, outline: Outline) -> Iterator[Person]:
        """毋工, 谭队, 欧阳总: one character of title needs boundaries."""
        plain, shape = outline.plain, outline.shape
        for match in self._short_title.finditer(plain, 1):
            title = match.start()
            if shape[title] in "~c" or shape[title - 1] not in _NAMES or not _free_after(outline, title + 1):
                continue
            two = title > 1 and (plain[title - 2 : title] in self._compounds or plain[title - 2] in "小老")
            start = title - 2 if two else title - 1
            if not _NAMES.issuperset(shape[start:title]) or not _free_before(outline, start):
                continue
            if (
                two
                or plain[start] in self._surnames
                or _calls(outline, title + 1)
                or _at_a_desk(outline, start, title + 1)
            ):
                yield self._person(outline, start, title + 1, "short title", 2.0)

    def _nicknamed(self, outline: Outline) -> Iterator[Person]:
        """小魏, 老翟, 阿燕, 阿may; 小时 is one only behind a role."""
        shape = outline.shape
        for match in _NICKNAME.finditer(outline.plain):
            start, end = match.span()
            if shape[start] in "~c" or shape[end : end + 1] == "~" or not _NICKNAMES.issuperset(shape[start:end]):
                continue
            if shape[start + 1] == "~":
                free = _after_role(outline, start) and _free_after(outline, end)
            else:
                free = _calls(outline, end) or (_free_before(outline, start) and _free_after(outline, end))
            if free:
                yield self._person(outline, start, end, "nickname", 2.0)

    def _behind_role(self, outline: Outline) -> Iterator[Person]:
        """护士晏138…: a surname between a role and a number."""
        for match in _ROLE.finditer(outline.shape):
            at = match.end()
            surname = self._surname.match(outline.plain, at)
            if surname and _calls(outline, surname.end()) and _NAMES.issuperset(outline.shape[at : surname.end()]):
                yield self._person(outline, *surname.span(), "surname", 1.0)

    def _full(self, outline: Outline) -> Iterator[Person]:
        """王强, 周海燕: only beside a number, a role or a cue."""
        for match in _BY_ITSELF.finditer(outline.shape):
            start, end = match.span(1)
            if not self._is_full_name(outline.plain[start:end]):
                start = end - 2
                if start < match.start(1) or outline.plain[start - 1] not in _SAID_BEFORE:
                    continue
                if not self._is_full_name(outline.plain[start:end]):
                    continue
            person = self._person(outline, start, end, "full name", 0.0)
            if person.score >= _ENOUGH:
                yield person

    def _is_full_name(self, name: str) -> bool:
        """王强, 周海燕, 欧阳娜, 娜娜."""
        if name[:2] in self._compounds:
            return len(name) > 2
        return len(name) in (2, 3) and (name[0] in self._surnames or (len(name) == 2 and name[0] == name[1]))

    def _latin(self, outline: Outline) -> Iterator[Person]:
        plain, shape = outline.plain, outline.shape
        if "aa" not in shape:
            return
        at = 0
        while match := _LATIN.search(plain, at):
            start, at = match.span()
            if not _LATIN_LETTERS.issuperset(shape[start:at]) or shape[at : at + 1] == "0":
                continue
            second = _LATIN_WORD.match(plain, at + 1) if plain[at : at + 1] == " " else None
            if second and _LATIN_LETTERS.issuperset(shape[at : second.end()]):
                at = second.end()
            polite = match[0].startswith(_POLITE) and not match[0].isalpha()
            opens = start == 0 and plain.startswith((" from ", " at ", " here"), at)
            person = self._person(outline, start, at, "latin name", 1.5 if polite or opens else 0.0)
            if person.score >= _ENOUGH:
                yield person

    def _speakers(self, outline: Outline, turns: Sequence[Turn]) -> Iterator[Person]:
        """Whoever reports in a conversation, where the name looks like one."""
        for turn in turns:
            if turn.staff or turn.speaker is None:
                continue
            name = turn.speaker
            start = outline.plain.rfind(name, 0, turn.start)
            titled = self._speaker.search(name)
            like_a_name = titled or _NICKNAME.fullmatch(name) or self._is_full_name(name) or _LATIN.fullmatch(name)
            if start >= 0 and like_a_name:
                yield Person(start + (titled.start() if titled else 0), start + len(name), "speaker", 1.0)

    def _person(self, outline: Outline, start: int, end: int, method: str, score: float) -> Person:
        if outline.plain[start:end] in self._staff:
            return Person(start, end, "our staff", -9.0)
        return Person(start, end, method, score + self._context(outline, start, end))

    def _context(self, outline: Outline, start: int, end: int) -> float:
        """What stands around a name: a telephone or a role speaks for the customer, our own staff against."""
        shape, plain = outline.shape, outline.plain
        score = 2.0 if _PHONE_BEHIND.match(shape, end) or "p" in shape[max(0, start - 2) : start] else 0.0
        if start:
            score += self._before(plain[max(0, start - 24) : start])
            score += _BESIDE.get(shape[:start].rstrip("~ -")[-1:], 0.0)
        if _ADDRESSED.match(plain, end):
            score -= 3
        if _WORKED.match(plain, end) and _TECHNICIAN.search(plain, start, end):
            score -= 4
        return score

    def _before(self, words: str) -> float:
        close = words.rstrip(_FILLING)
        if words.endswith("的"):
            return 1.5 if _FIRST_PERSON.search(words) else 0.0
        if close.endswith(self._lead) or words.endswith(self._lead):
            return 1.5
        if close.endswith(self._ours):
            return -4.0
        return -6.0 if close.rstrip(",").endswith(self._thanked) else 0.0


def _likeliest(person: Person) -> tuple[float, int]:
    return -person.score, person.start


def _free_before(outline: Outline, start: int) -> bool:
    """A boundary, the end of a known word, or a word like 找 in front."""
    return start == 0 or outline.shape[start - 1] in _BEFORE or outline.plain[start - 1] in _SAID_BEFORE


def _free_after(outline: Outline, end: int) -> bool:
    if _ends(outline, end) or outline.plain[end] in _SAID_AFTER:
        return True
    return outline.shape[end] in _AFTER and outline.shape[end + 1 : end + 2] == "~"


def _ends(outline: Outline, end: int) -> bool:
    return end == len(outline.shape) or outline.shape[end] in _HARD


def _calls(outline: Outline, end: int) -> bool:
    """A telephone number follows at once."""
    return "p" in outline.shape[end : end + 2]


def _after_role(outline: Outline, start: int) -> bool:
    return outline.shape[:start].rstrip(" :-").rstrip("~").endswith(("N", "T"))


def _after_desk(outline: Outline, start: int) -> bool:
    """A place or a department directly in front: 消控室洛工."""
    before = outline.shape[max(0, start - 1) : start]
    return before in ("~", "Z") and outline.shape[:start].rstrip("~")[-1:] in ("N", "H", "Z", "T")


def _at_a_desk(outline: Outline, start: int, end: int) -> bool:
    return _after_desk(outline, start) and _ends(outline, end)
