"""What names look like, by the dictionary's surnames and titles."""

from __future__ import annotations

import re

from nlp.dictionary import Dictionary
from nlp.name_context import NameContext
from nlp.patterns import Lazy, either
from nlp.person import Person
from nlp.segment import Outline

NOT_IN_NAMES = frozenset("报的了着过吗呢吧啊是在有都不没很太再又也还就才从被把给让到去来这那哪什怎么您你我他她它们")


class Names:
    """The dictionary's surnames, and how much what stands around a name speaks for it."""

    def __init__(self, dictionary: Dictionary) -> None:
        lists = dictionary.lists
        self.staff = dictionary.staff
        self.titles = dictionary.set_of("people.title.title")
        self.roles = dictionary.set_of("people.role.customer")
        self.surnames = frozenset("".join(lists["people.surname.common"]))
        self.rare = frozenset("".join(lists["people.surname.rare"]))
        self.compounds = dictionary.set_of("people.surname.compound")
        self.pattern = f"(?:[{''.join(sorted(self.surnames))}]|{'|'.join(sorted(self.compounds))})"
        self.latin = dictionary.set_of("people.latin.first")
        self.sound_signs = Lazy(either(lists["people.by_sound.signs"]))
        sounds = f"[{''.join(lists['people.by_sound.sounds'])}]"
        self.sounds = Lazy(f"{sounds}{{3,8}}(?:·{sounds}{{2,8}})?")
        self.short_title = re.compile(f"[{''.join(lists['people.title.short'])}]")
        self._context = NameContext(dictionary)

    def end_of_surname(self, plain: str, start: int) -> int | None:
        """Of the one that begins there, if any does."""
        if plain[start : start + 2] in self.compounds:
            return start + 2
        return start + 1 if plain[start : start + 1] in self.surnames else None

    def is_full(self, name: str) -> bool:
        """王强, 周海燕, 欧阳娜, 欧阳, 娜娜."""
        if name[:2] in self.compounds:
            return True
        if len(name) not in (2, 3) or not (name[0] in self.surnames or (len(name) == 2 and name[0] == name[1])):
            return False
        return NOT_IN_NAMES.isdisjoint(name)

    def person(self, outline: Outline, start: int, end: int, method: str, score: float) -> Person:
        if outline.plain[start:end] in self.staff:
            return Person(start, end, "our staff", -9.0)
        return Person(start, end, method, score + self._context.score(outline, start, end))
