"""Who is to be contacted: names with titles, names by themselves beside a number or a role, speakers.

Our own staff and technicians are nobody's customers; a role without a name (保安, 店长) is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.dictionary import Dictionary
from nlp.name_context import NameContext
from nlp.name_edges import (
    HARD,
    SAID_BEFORE,
    after_desk,
    after_role,
    at_a_desk,
    calls,
    ends,
    free_after,
    free_before,
)
from nlp.patterns import Lazy
from nlp.person import Person
from nlp.reading import Turn
from nlp.segment import Outline
from nlp.speakers import NICKNAME, Speakers

_HAN = r"[^\W\d_a-zA-Z]"
_TITLED = re.compile(r"T~*")
_ROLE = re.compile(r"[NT]~+ ?")
_SURNAME_SAID = Lazy(rf"(?:(?:姓|[我敝她他]性)[是:]?|本人(?={_HAN}{{1,2}}\())(?={_HAN})")
# 我叫尉迟国强打我老伴, 叫我廉姐, 喊我幺妹就行, 花名叫 大白兔
_CALLED = Lazy(
    rf"(?:(?:[我俺他她]|本人|客户|业主|学生|花名|名字|姓名|^|(?<=[,。 ]))叫做?|(?:叫|喊|称呼)[我他她])"
    rf" ?(?P<name>(?![我你您他她]){_HAN}{{2,4}}?)"
    r"(?=[,。;!?()\n 0-9]|电话|手机|号码|微信|就[行好]|即可|打|联系|住|在|的|是|说|,|$)"
)
_MISTER = Lazy(rf"{_HAN}(?:[Ss]ir|SIR|生(?![^, \n0-9+:：话說说]))")
_LONE = Lazy(r"(?:(?<=p[ ,])|(?<=p)|(?<=p, )|^|(?<=[ ,]))[.JPxIHEObrvWX](?=[ ,]{0,2}p|[ ,]*$)")
_NO_LONE_NAME = frozenset("时从后那全支门水花都元居户利到来要有在好和但是非常去开关上下中家人店总工电机车路号点卡先急")
_PARENT_OF = Lazy(rf"(?:^|(?<=[,。\n 的(.]))(?P<child>{_HAN})(?P=child)?(?:妈|爸)(?=[,。\n )说]|1[3-9]|0[1-9])")
_BESIDE_NUMBER = re.compile(r"(?:^|(?<=[,! ])|(?<=[HZSN]~)|(?<=[HZSN]~~))([.JxP]{2,5})(?:,[.J~]{1,4},)?[ ,:-]{0,2}p")
_LATIN = Lazy(r"(?<![A-Za-z0-9])(?:(?:Mrs?|Ms|Miss|Dr)\.? ?)?[A-Z][a-z]{1,15}(?![A-Za-z-])")
_LATIN_WORD = Lazy(r"[A-Z][a-z]{1,14}(?![A-Za-z-])")
_POLITE = ("Mr", "Ms", "Miss", "Dr")
# Two to four unknown characters between boundaries or behind a known word.
_BY_ITSELF = re.compile(
    r"(?:^|(?<=[, p@!st~-])|(?<=[NTHZSE]))((?:M~|[.xXJPIhHOEbrvWSR]{1,2})[.xXJPIhHOEbrvWSR]{0,2})(?=[, p@!stq-]|$)"
)
_NAMES = frozenset(".xXJPIhHOEbrvWlu")
_NICKNAMES = _NAMES | frozenset("~a")
_NICKNAMES_OF_STAFF = _NICKNAMES | frozenset("SZRLBD")  # 店员小苑
_ENDS_OF_SITES = frozenset("SZRr")  # 邸大爷
_LATIN_LETTERS = frozenset("a- ")


_NOT_IN_NAMES = frozenset("的了着过吗呢吧啊是在有都不没很太再又也还就才从被把给让到去来这那哪什怎么您你我他她它们")
_NOT_IN_UNKNOWN_NAMES = _NOT_IN_NAMES | frozenset(
    "一二三四五六七八九十几个人号码拨换成打修找问用叫请回电话机快点急速谢看弄好坏停水火"
)
_ENDS_OF_PLACES = frozenset(
    "城府园苑庭湾里区楼店库科院场厂铺吧馆室厅部处所站村镇街路巷弄坊轩阁居邸寓校行社司队组班线台座期栋幢门口广心"
)
_SHORTEST_UNKNOWN = 2
_LIKENED = ("一样", "似的")
_ENOUGH = 1.0  # for names that look like any unknown words


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
        titled = rf"{surname}{_HAN}{{0,2}}(?:{'|'.join(lists['people.title.title'])}|[{titles}])$"
        self._speakers = Speakers(re.compile(titled), self._surnames, self._is_full_name)
        self._context = NameContext(dictionary)

    def find(self, outline: Outline, turns: Sequence[Turn] = ()) -> list[Person]:
        """Everybody who is named, the likeliest customer first; each is covered in the outline."""
        found: list[Person] = []
        for rule in (
            self._titled,
            self._called,
            self._said,
            self._nicknamed,
            self._short,
            self._mister,
            self._full,
            self._behind_role,
            self._latin,
            self._parents,
            self._alone,
            self._beside_number,
        ):
            for person in rule(outline):
                found.append(person)
                outline.cover(person.start, person.end, "c")
        if turns:
            found += self._speakers.find(outline, turns)
        return sorted(found, key=_likeliest)

    def _titled(self, outline: Outline) -> Iterator[Person]:
        for match in _TITLED.finditer(outline.shape):
            title = match.start()
            apart = title > 1 and outline.shape[title - 1] == " "  # 澹台 小姐
            start = self._name_in_front(outline, title - apart)
            if apart and start is not None and not (start == 0 or outline.shape[start - 1] in ", p"):
                continue
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
            alone = title - start == 1 and plain[start] in self._surnames and (start == 0 or shape[start - 1] in HARD)
            if not (_NAMES.issuperset(shape[start:title]) or (alone and shape[start] in _ENDS_OF_SITES)):
                continue
            length = title - start
            hard = start == 0 or shape[start - 1] in HARD or plain[start - 1] in SAID_BEFORE
            known = plain[start] in self._surnames
            if length == 1:
                return start if known or (shape[start] == "." and (hard or after_desk(outline, start))) else None
            if (length == 2 and plain[start] in "小老阿") or (
                known and (hard or (length == 2 and after_role(outline, start)))
            ):
                return start
        return None

    def _called(self, outline: Outline) -> Iterator[Person]:
        """我叫尉迟国强."""
        if "叫" not in outline.plain and "称呼" not in outline.plain and "喊" not in outline.plain:
            return
        for match in _CALLED.finditer(outline.plain):
            said = match.start("name") - match.start() > 1 or self._is_full_name(match["name"])
            if (
                said
                and "c" not in outline.shape[match.start() : match.end()]
                and _NOT_IN_NAMES.isdisjoint(match["name"])
            ):
                said_at = outline.plain.find("叫", match.start(), match.start("name"))
                if said_at >= 0:
                    outline.cover(said_at, said_at + 1, "q")  # no sound that something makes
                yield self._person(outline, *match.span("name"), "said name", 2.5)

    def _said(self, outline: Outline) -> Iterator[Person]:
        """我姓应."""
        if "姓" not in outline.plain and "本人" not in outline.plain and "性" not in outline.plain:
            return
        for match in _SURNAME_SAID.finditer(outline.plain):
            at = match.end()
            surname = self._surname.match(outline.plain, at)
            end = surname.end() if surname else at + 1
            before = outline.plain[match.start() - 1 : match.start()]
            if not surname and (before not in _SAYS_A_NAME or outline.plain[end : end + 1] not in _ENDS_A_NAME):
                continue
            if "c" not in outline.shape[match.start() : end]:
                yield self._person(outline, at, end, "surname", 2.5)

    def _mister(self, outline: Outline) -> Iterator[Person]:
        """陈sir, 练生: as in Hong Kong, beside a number or where a clause begins."""
        if "ir" not in outline.plain and "生" not in outline.plain:
            return
        for match in _MISTER.finditer(outline.plain):
            start, end = match.span()
            free = start == 0 or outline.shape[start - 1] in HARD
            if free and outline.plain[start] in self._surnames and _NICKNAMES.issuperset(outline.shape[start:end]):
                sir = match[0][-1] != "生"
                if sir or calls(outline, end):
                    yield self._person(outline, start, end, "title", 2.0)

    def _alone(self, outline: Outline) -> Iterator[Person]:
        """宓 138…: nothing but a surname beside the number."""
        if "p" not in outline.shape or "c" in outline.shape:
            return
        for match in _LONE.finditer(outline.shape):
            start, end = match.span()
            name = outline.plain[start]
            beside = "p" in outline.shape[max(0, start - 2) : start] or calls(outline, end)
            if beside and name in self._surnames and name not in _NO_LONE_NAME:
                yield self._person(outline, start, end, "surname", 0.5)

    def _short(self, outline: Outline) -> Iterator[Person]:
        """毋工, 谭队, 欧阳总: one character of title needs boundaries."""
        plain, shape = outline.plain, outline.shape
        for match in self._short_title.finditer(plain, 1):
            title = match.start()
            if shape[title] in "~c" or shape[title - 1] not in _NAMES or not free_after(outline, title + 1):
                continue
            two = title > 1 and (plain[title - 2 : title] in self._compounds or plain[title - 2] in "小老")
            start = title - 2 if two else title - 1
            if not _NAMES.issuperset(shape[start:title]) or not free_before(outline, start):
                continue
            if (
                two
                or plain[start] in self._surnames
                or calls(outline, title + 1)
                or at_a_desk(outline, start, title + 1)
            ):
                yield self._person(outline, start, title + 1, "short title", 2.0)

    def _nicknamed(self, outline: Outline) -> Iterator[Person]:
        """小魏, 老翟, 阿燕, 阿may; 小时 is one only behind a role."""
        shape = outline.shape
        for match in NICKNAME.finditer(outline.plain):
            start, end = match.span()
            if outline.plain.startswith(_LIKENED, end):
                continue
            if shape[start] in "~c" or shape[end : end + 1] == "~":
                continue
            if not _NICKNAMES.issuperset(shape[start:end]) and not (
                _NICKNAMES_OF_STAFF.issuperset(shape[start:end])
                and (after_role(outline, start) or after_desk(outline, start))
            ):
                continue
            if shape[start + 1] == "~":
                free = after_role(outline, start) and free_after(outline, end)
            else:
                free = calls(outline, end) or (free_before(outline, start) and free_after(outline, end))
                free = free or (after_role(outline, start) and outline.plain[start + 1] in self._surnames)
            if free and self._has_a_surname(outline, start):
                yield self._person(outline, start - 1, end, "full name", 1.0)  # 凌小芳
            elif free:
                yield self._person(outline, start, end, "nickname", 2.0)

    def _has_a_surname(self, outline: Outline, start: int) -> bool:
        if start == 0 or outline.plain[start - 1] not in self._surnames or outline.plain[start - 1] in _NO_LONE_NAME:
            return False
        return outline.shape[start - 1] in _NAMES and (start == 1 or outline.shape[start - 2] in HARD)

    def _behind_role(self, outline: Outline) -> Iterator[Person]:
        """护士晏138…: a surname between a role and a number."""
        for match in _ROLE.finditer(outline.shape):
            at = match.end()
            surname = self._surname.match(outline.plain, at)
            said = (
                surname and outline.plain.endswith(("我是", "我系"), 0, match.start()) and ends(outline, surname.end())
            )
            if (
                surname
                and (said or calls(outline, surname.end()))
                and _NAMES.issuperset(outline.shape[at : surname.end()])
            ):
                yield self._person(outline, *surname.span(), "surname", 1.0)

    def _full(self, outline: Outline) -> Iterator[Person]:
        """王强, 周海燕: only beside a number, a role or a cue."""
        for match in _BY_ITSELF.finditer(outline.shape):
            start, end = match.span(1)
            if not self._is_full_name(outline.plain[start:end]):
                start = end - 2
                if start < match.start(1) or outline.plain[start - 1] not in _SAID_OF_ONESELF:
                    continue
                if not self._is_full_name(outline.plain[start:end]):
                    continue
            person = self._person(outline, start, end, "full name", 0.0)
            if person.score >= _ENOUGH:
                yield person

    def _is_full_name(self, name: str) -> bool:
        """王强, 周海燕, 欧阳娜, 欧阳, 娜娜."""
        if name[:2] in self._compounds:
            return True
        if not _NOT_IN_NAMES.isdisjoint(name):
            return False
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
            title = _TITLED.match(shape, at)
            if title:
                yield self._person(outline, start, title.end(), "title", 2.0)  # Tony老师
                continue
            second = _LATIN_WORD.match(plain, at + 1) if plain[at : at + 1] == " " else None
            if second and _LATIN_LETTERS.issuperset(shape[at : second.end()]):
                at = second.end()
            polite = match[0].startswith(_POLITE) and not match[0].isalpha()
            opens = start == 0 and plain.startswith((" from ", " at ", " here"), at)
            person = self._person(outline, start, at, "latin name", 1.5 if polite or opens else 0.0)
            if person.score >= _ENOUGH:
                yield person

    def _parents(self, outline: Outline) -> Iterator[Person]:
        """汪汪妈 or 冬冬爸, set apart."""
        if "妈" not in outline.plain and "爸" not in outline.plain:
            return
        for match in _PARENT_OF.finditer(outline.plain):
            if "c" not in outline.shape[match.start() : match.end()]:
                yield self._person(outline, *match.span(), "nickname", 1.5)

    def _beside_number(self, outline: Outline) -> Iterator[Person]:
        """阿依古丽，151…: where nobody is named, unknown characters in front of the number are a name."""
        if "c" in outline.shape:
            return
        for match in _BESIDE_NUMBER.finditer(outline.shape):
            name = outline.plain[match.start(1) : match.end(1)]
            glued = match.end(1) + 1 == match.end()
            unknown = match[1].count(".") >= len(name) - 1 and _NOT_IN_UNKNOWN_NAMES.isdisjoint(name)
            if unknown and (glued or len(name) > _SHORTEST_UNKNOWN) and name[-1] not in _ENDS_OF_PLACES:
                yield self._person(outline, *match.span(1), "beside number", -1.5)
                return

    def _person(self, outline: Outline, start: int, end: int, method: str, score: float) -> Person:
        if outline.plain[start:end] in self._staff:
            return Person(start, end, "our staff", -9.0)
        return Person(start, end, method, score + self._context.score(outline, start, end))


_SAID_OF_ONESELF = SAID_BEFORE | {"我", "俺"}
_SAYS_A_NAME = frozenset(("", "我", "敝", "免", "她", "他", ",", "。", " ", "\n"))
_ENDS_A_NAME = frozenset(("", ",", "。", ";", "!", "(", " ", "\n", "的"))


def _likeliest(person: Person) -> tuple[float, int]:
    return -person.score, person.start
