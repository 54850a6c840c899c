"""What two reports can be compared by beyond their numbers: meanings of words, numbers of things of one kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from nlp.normalize import normalize
from tickets.places import as_number

_LEXICON = Path(__file__).parent / "lexicon" / "likeness.toml"
_N = "0-9一二三四五六七八九十"
_NUMBERED = re.compile(
    rf"(?<![0-9A-Za-z.-])(?P<before>[{_N}]{{1,3}}|[A-Z])(?:号|#)?(?![楼层幢栋座元室年月日点度分])(?:[\u4e00-\u9fff]{{0,3}}?)"
    r"(?P<head>梯|泵|炉|线|库|屏|床|桩|机组|机位|压缩机|机|闸|塔|罐|柜|车位|通道|教室|诊室|手术室|包厢|包间|会议室|号门)"
)
_BEFORE_A_NUMBER = re.compile(r"(?P<head>床|车位|机位|工位|桩|枪|柱)号?[: ]?(?P<number>[0-9]{1,4})(?![0-9])")
_ANOTHER = re.compile(r"(?:另外?[一那]?|还有[一那]|别的[一那]?|旁边那|隔壁那)[台部盏只扇户套辆组间]")
_MENDED_SINCE = re.compile(
    r"(?:修好|修过|换过|处理过|弄好|修完|维修过)[^，。,;；\n]{0,8}?又|又[^，。,;；\n]{0,6}(?:刚修好|才修好)"
)
_OVER = re.compile(
    r"(?:已|都|给|刚)?(?:修好|弄好|搞好|搞定|换好|通好|恢复正常|恢复了|处理好|处理完|解决了|完工|修完|自己好了)|不用(?:再)?来"
)


def fault_kinds(words: str) -> frozenset[str]:
    """What is wrong, as meanings: 坐便器底座渗水 and 马桶底下漏水 have one in common."""
    return _meanings("fault", words)


def things(words: str) -> frozenset[str]:
    """What it is about, as meanings."""
    return _meanings("thing", words)


def without_things(words: str) -> str:
    """What is left to say of them: 堵了, of 马桶堵了."""
    return _vocabulary()["thing"][0].sub(" ", words)


def spots(words: str) -> frozenset[str]:
    return _meanings("spot", words)


def units(words: str) -> Mapping[str, str]:
    """Which one of several: 2号客梯 is {"梯": "2"}, 12床 is {"床": "12"}."""
    found: dict[str, str] = {}
    plain = normalize(words).plain
    for match in _NUMBERED.finditer(plain):
        found.setdefault(match["head"][-1], as_number(match["before"]))
    for match in _BEFORE_A_NUMBER.finditer(plain):
        found.setdefault(match["head"][-1], as_number(match["number"]))
    return found


def names_another(words: str) -> bool:
    """另一台也坏了: says itself that it is not the one that was reported."""
    return _ANOTHER.search(words) is not None


def is_over(words: str) -> bool:
    """Of a follow-up: the matter needs nobody any more."""
    return _OVER.search(words) is not None


def was_mended(words: str) -> bool:
    """上周修好又漏了: what was reported then is over."""
    return _MENDED_SINCE.search(words) is not None


# No door, no gate: 西门子, 门诊, 小区南门.
_NO_DOORS = re.compile(
    "西门子|[东南西北]门|部门|门诊|门店|专门|厦门|澳门|江门|荆门|海门|门市|门牌|门岗|门卫|上门|热门|阀门"
)


def _meanings(kind: str, words: str) -> frozenset[str]:
    pattern, meanings = _vocabulary()[kind]
    return frozenset(meaning for word in pattern.findall(_NO_DOORS.sub(" ", words)) for meaning in meanings[word])


@cache
def _vocabulary() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]]:
    lists = tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    nothing = [word for line in lists.pop("no_fault") for word in line.split()]
    return {kind: _compiled(lines, nothing if kind == "fault" else ()) for kind, lines in lists.items()}


def _compiled(lines: list[str], nothing: Sequence[str]) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """A meaning is called by the first word of its line; `nothing` are words that mean none."""
    meanings: dict[str, list[str]] = {word: [] for word in nothing}
    for name, word in _words_of(lines):
        meanings.setdefault(word, []).append(name)
    longest_first = sorted(meanings, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(map(_alone, longest_first)))
    return pattern, {word: tuple(names) for word, names in meanings.items()}


def _alone(word: str) -> str:
    """A Latin word is none inside another: CT in projector."""
    return rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word)


def _words_of(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        words = [word.replace("_", " ") for word in line.split()]
        yield from ((words[0], word) for word in words)
