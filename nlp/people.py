"""Who is to be contacted: names with titles, names by themselves beside a number or a role, speakers.

Our own staff and technicians are nobody's customers; a role without a name (保安, 店长) is no name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from nlp.dictionary import Dictionary
from nlp.lone_names import alone, beside_number, by_itself, full, latin, parents
from nlp.misters import mister
from nlp.names import Names
from nlp.names_by_sound import by_sound
from nlp.own_names import own
from nlp.patterns import Lazy
from nlp.person import Person
from nlp.placed_names import behind_door, behind_room, behind_title, led, of_a_department
from nlp.reading import Turn
from nlp.said_names import alias, answered, called, explained, said
from nlp.segment import Outline
from nlp.speakers import Speakers
from nlp.titled_names import behind_role, cut_amiss, nicknamed, short_titled, titled
from nlp.told_names import labelled, reported, tells_more

_HAN = r"[^\W\d_a-zA-Z]"
_Rule: TypeAlias = Callable[[Names, Outline], Iterator[Person]]
# In this order: each covers what it finds.
_RULES: Sequence[_Rule] = (
    explained,
    titled,
    cut_amiss,
    called,
    alias,
    said,
    by_sound,
    nicknamed,
    short_titled,
    mister,
    labelled,
    own,
    full,
    reported,
    tells_more,
    behind_title,
    behind_role,
    latin,
    parents,
    of_a_department,
)
_WHERE_NOBODY_IS_NAMED: Sequence[_Rule] = (alone, beside_number, by_itself, behind_room, behind_door, led)


class People:
    def __init__(self, dictionary: Dictionary) -> None:
        self._names = Names(dictionary)
        lists = dictionary.lists
        titles = "".join(lists["people.title.short"])
        spoken = rf"{self._names.pattern}{_HAN}{{0,2}}(?:{'|'.join(lists['people.title.title'])}|[{titles}])$"
        self._speakers = Speakers(Lazy(spoken), self._names.surnames, self._names.is_full, self._names.roles)

    def find(self, outline: Outline, turns: Sequence[Turn] = ()) -> list[Person]:
        """Everybody who is named, the likeliest customer first; each is covered in the outline."""
        found = self._named_by(_RULES, outline)
        for rule in _WHERE_NOBODY_IS_NAMED:
            found = found or self._named_by((rule,), outline)
        if turns:
            found = [_greeted(outline, person, turns) for person in found]
            found += answered(self._names, outline, turns)
            found += self._speakers.find(outline, turns)
        return sorted(_told_alike(outline, found), key=_likeliest)

    def _named_by(self, rules: Iterable[_Rule], outline: Outline) -> list[Person]:
        found = []
        for rule in rules:
            for person in rule(self._names, outline):
                found.append(person)
                outline.cover(person.start, person.end, "c")
        return found


_GREETED = Lazy(r"[ ]?(?:您好|你好|[好,][,。! ]?|您|的?地址|的?电话)")


def _greeted(outline: Outline, person: Person, turns: Sequence[Turn]) -> Person:
    """Whom our own staff greets is the customer: 客服：傅姐您好，什么问题？"""
    ours = any(turn.staff and turn.start <= person.start < turn.end for turn in turns)
    if ours and person.score < 0 and _GREETED.match(outline.plain, person.end):
        return replace(person, score=1.5)
    return person


def _told_alike(outline: Outline, people: list[Person]) -> list[Person]:
    """Who is somebody else where he is named once is so everywhere: 张师傅让我报一遍…, 别打卢小姐的"""
    others = {outline.plain[person.start : person.end] for person in people if person.score < 0}
    if not others:
        return people
    else_named = any(person.score > 0 and outline.plain[person.start : person.end] not in others for person in people)
    others = {name for name in others if else_named or name.endswith(_TECHNICIANS)}
    return [
        replace(person, score=-1.0) if outline.plain[person.start : person.end] in others else person
        for person in people
    ]


_TECHNICIANS = ("师傅", "工")
_WELL = 4.0  # with a title and a number, or the like: of several such people the first counts


def _likeliest(person: Person) -> tuple[float, int]:
    return -min(person.score, _WELL), person.start
