"""Words that mean the same when two reports are compared (`lexicon/likeness.toml`), found in texts."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

_LEXICON = Path(__file__).parent / "lexicon" / "likeness.toml"
_NOT_MEANT = re.compile(
    "西门子|[东南西北]门|部门|门店|专门|厦门|澳门|江门|荆门|海门|门市|门牌|门岗|门卫|(?<!不)上门|热门|阀门|[应敲]门|一?出门|家门|门面"
    "|门口(?!机|主机)|左右|开关门(?=异)|(?:打|来|接|回)[过了个]{0,3}电话|座机|报[修过名一备告]|[代帮补再]报|[上下]报"
    "|汇报|还是|可是|断断续续|掉头|倒掉|坏掉|打火机|出来看|火速|偏[大小高低]|指示灯|运行灯|电源灯|灯是红|反渗|闭门器|玻璃[厂店]|(?:CT|DR|B超|彩超|核磁|胃镜|心电图?)室"
    "|(?:没有?|无|未见?|不是|并未)(?:着火|起火|明火|冒烟|火苗|漏水|渗水|异响|异味|困人|人员?受伤)"
    "|(?:涧西|[河城][东西南北中]|桥[东西]|[路江港][南北])区"
)
"""No door, no gate; nothing that is wrong, nothing that it is about."""
_LATIN = re.compile(r"[A-Za-z]")
THING, FAULT, ROOM = "thing", "fault", "room"
AKIN = {FAULT: "akin", THING: "akin_thing"}


class Vocabulary:
    """A meaning is called by the first word of its line; `nothing` are words that mean none. The longest word at a
    place counts.
    """

    def __init__(self, lines: Iterable[str], nothing: Iterable[str] = ()) -> None:
        meanings: dict[str, list[str]] = defaultdict(list, {word.replace("_", " "): [] for word in nothing})
        for line in lines:
            words = [word.replace("_", " ") for word in line.split()]
            for word in words:
                meanings[word].append(words[0])
        self._meanings = {word: tuple(names) for word, names in meanings.items()}
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in self._meanings:
            lengths[word[0]].add(len(word))
        self._lengths = {first: sorted(of, reverse=True) for first, of in lengths.items()}

    def of(self, words: str) -> frozenset[str]:
        return frozenset(name for _, word in self._found(_meant(words)) for name in self._meanings[word])

    def at(self, words: str, at: int) -> tuple[str, ...]:
        """Of the word that begins there, if any does."""
        word = self._word(words, at)
        return self._meanings[word] if word else ()

    def without(self, words: str) -> str:
        """What is left to say of them: 堵了, of 马桶堵了."""
        kept, end = [], 0
        for at, word in self._found(words):
            if self._meanings[word]:
                kept.append(words[end:at])
                end = at + len(word)
        return " ".join((*kept, words[end:]))

    def _found(self, words: str) -> Iterator[tuple[int, str]]:
        end = 0
        for at, first in enumerate(words):
            if at >= end and first in self._lengths and (word := self._word(words, at)):
                yield at, word
                end = at + len(word)

    def _word(self, words: str, at: int) -> str | None:
        if at >= len(words):
            return None
        for length in self._lengths.get(words[at], ()):
            word = words[at : at + length]
            if word in self._meanings and _stands_at(word, words, at):
                return word
        return None


def _stands_at(word: str, words: str, at: int) -> bool:
    """A Latin word is none inside another: CT in projector."""
    if not word.isascii():
        return True
    around = words[at - 1 : at] + words[at + len(word) : at + len(word) + 1]
    return not _LATIN.search(around)


@lru_cache(64)
def _meant(words: str) -> str:
    """One text is looked up in many vocabularies."""
    return _NOT_MEANT.sub(" ", words)


def vocabulary(kind: str) -> Vocabulary:
    return vocabularies()[kind]


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    lists = dict(_lists())
    nothing = {
        FAULT: " ".join((*lists.pop("no_fault"), *lists[THING])).split(),
        THING: " ".join(lists.pop("no_thing")).split(),
    }
    return {
        kind: Vocabulary(lines, nothing.get(kind, ())) for kind, lines in lists.items() if kind not in AKIN.values()
    }


def groups() -> Iterable[str]:
    """Of spots: a matter is in one of each."""
    return vocabularies().keys() - {FAULT, THING}


@cache
def akin_groups(kind: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in _lists()[AKIN[kind]])


@cache
def _lists() -> Mapping[str, list[str]]:
    return tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
