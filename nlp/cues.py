"""Words that say what the number after them is: 订单号, 设备号, 内线 …, found in one pass over the text."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from msgspec import Struct

from nlp.phrases import Phrases, Placed

_FILE = Path(__file__).with_name("lexicon") / "numbers.toml"

# What may stand between such a word and its value: 订单号是：…
FILLER = (
    r"(?:[:=#(\"'“‘「【\[】\]\t .]|是|为|就|号码?|编码|码|写着?|显示|这个?|应该?|第|报一下|改|换|成|如下|叫|牌|上|的"
    r"|分别|依次|各|No|NO|no|ID|id|[Nn]umber)"
)


class Says(StrEnum):
    """The tables of the lexicon that a cue word can come from."""

    ORDER = "order"
    PAPER = "paper"
    PART = "part"
    SIM = "sim"
    CODE = "code"
    METER = "meter"
    BANK_CARD = "bank_card"
    ID_CARD = "id_card"
    ACCOUNT = "account"
    CHAT = "chat"
    CONTACT = "contact"
    MODEL = "model"
    PARTIAL = "partial"
    LABEL = "label"
    SERIAL = "serial"
    VIN = "vin"
    EXTENSION = "extension"


class Cue(Struct, frozen=True):
    says: Says
    start: int
    end: int


def find_cues(plain: str) -> list[Cue]:
    """Cue words in the order of the text, the longest at each place."""
    return cues_of(plain, _phrases().find(plain).get("cues", ()))


def cues_of(plain: str, found: Placed) -> list[Cue]:
    """The same, where the words were found already."""
    meaning = cue_words()
    return [Cue(meaning[word], start, start + len(word)) for start, word in found if not _ends_a_word(plain, start)]


def _ends_a_word(plain: str, start: int) -> bool:
    """Whether a cue in Latin letters is only the end of something longer: BISN."""
    return start > 0 and _is_latin(plain[start]) and _is_latin(plain[start - 1])


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, branching on the first character."""
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=len, reverse=True):
        rests[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


def phone_words(table: str) -> list[str]:
    """The words of one list about telephones: words, desks, titles."""
    return _lexicon()["phone"][table].split()


def other_words(table: str) -> list[str]:
    """The words of one list about numbers that are none of telephones: papers, senders, counts, devices."""
    return _lexicon()["other"][table].split()


@cache
def _lexicon() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def cue_words() -> Mapping[str, Says]:
    return {word: says for says in Says for word in _words_of(says)}


@cache
def _phrases() -> Phrases:
    return Phrases({"cues": cue_words()})


def _words_of(says: Says) -> Iterator[str]:
    table = _lexicon()[says]
    yield from (word.replace("_", " ") for word in table.get("words", "").split())
    yield from table.get("spots", "").split()
    for paper in table.get("papers", "").split():
        yield from (paper + suffix for suffix in ("号", "编号", "号码", "编码", "ID", "id"))
    for person in table.get("people", "").split():
        yield from (person + suffix for suffix in ("编号", "编码", "ID", "id", "单号"))
