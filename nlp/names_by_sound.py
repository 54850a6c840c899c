"""Uyghur, Kazakh and Mongolian names as they are written by their sound: 帕提古丽, 买买提, 阿迪力江, 其其格."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.name_edges import ends, free_after
from nlp.names import Names
from nlp.person import Person
from nlp.segment import Outline
from nlp.whole_names import IN_NAMES

_SHORTEST = 3
_LETTERS = IN_NAMES | {"J", "-"}  # 阿不都, 艾合买提·买买提
_LEADS = frozenset("找系是接叫给打")


def by_sound(names: Names, outline: Outline) -> Iterator[Person]:
    """Set apart, behind a door or a role, or in front of what somebody does."""
    plain, shape = outline.plain, outline.shape
    if not names.sound_signs.search(plain):
        return
    for match in names.sounds.finditer(plain):
        start, end = match.span()
        start += plain[start] in _LEADS
        end -= plain[end - 1] == "来"  # 帕提古丽来电
        if not names.sound_signs.search(plain, start, end) or not _LETTERS.issuperset(shape[start:end]):
            continue
        led = start == 0 or shape[start - 1] in ",-p ~0NTHZ" or plain[start - 1] in _LEADS
        if led and end - start >= _SHORTEST and (ends(outline, end) or free_after(outline, end)):
            yield names.person(outline, start, end, "told name", 1.5)
