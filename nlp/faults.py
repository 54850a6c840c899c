"""What is wrong, in the customer's words: pieces of clauses, without place, person, thing and courtesies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import repeat
from math import exp, prod

from msgspec import Struct

from nlp.clauses import Clause, parted_at_blanks, parted_where_dictated
from nlp.dictionary import Dictionary
from nlp.fault_choice import all_odds
from nlp.fault_marks import mark
from nlp.patterns import Lazy, matches
from nlp.segment import Outline

Span = tuple[int, int]

# How much each kind of word speaks for a fault.
_EVIDENCE = {"X": 2.0, "K": 1.6, "Y": 1.6, "P": 0.8, "I": 0.8, "x": 0.5, "h": 0.2, "D": 0.7}
_BEHIND_DEVICE = 1.5
_STATES = 1.3
_LABELLED = 2.0
# How often most of it was right (measured): of what stands behind a label, and of what alone may tell a fault.
_BEHIND_A_LABEL, _ALONE = 0.85, 0.95
_EXPLAINED = re.compile(r"[Acdpst!@E](?:(?<!E)|~{2,})(?:[Acdpst!@]+|E~{2,})*")
# Once a fault is told, a short name is that of a part: 化霜不干净，风机冻成冰疙瘩.
_EXPLAINED_LATER = re.compile(r"[dAcpst!@E](?:(?<![dE])|(?<=d)dd+|(?<=E)~{2,})(?:[Acpst!@]+|E~{2,}|ddd+)*")
# The device that something is switched on, between that and what follows: 一开浴霸就跳闸.
_ONCE_ON = Lazy("一[开启用推合按插拧转上起通]$")
_THE_DEVICE = re.compile("[ -]*d{5,}(?=[^,])")  # with its maker: 问题：威纶通触摸屏花屏
_NOT_IN_FAULT = re.compile(r"[ps!@]")
_DROPPED = frozenset("OEVNnvqRT")
_DROPPED_BEHIND_DEVICE = frozenset("EVv")
# Behind a time: 早晨6点开始整栋没水, 两点前不来他就走.
_OF_THE_TIME = re.compile("(?:多|左右|前后|之前|以前|前|之后|以后|后|开始|起|就|钟)*")
# In a conversation the customer is asked what exactly is wrong.
_SAYS_LITTLE = Lazy(
    "[又都就]?(?:坏了(?:一[^,])?|坏掉了|停了|有问题|有点问题|有点?毛病|(?:有[^,]{1,3})?有?[点些]?不(?:太|大)?(?:对劲|正常)|出问题了|故障了|罢工了|有故障)"
)
_BEGINS_TO_SAY_LITTLE = frozenset("又都就坏停有出故罢点些不")
_LITTLE = 5  # characters
_SAYS_NOTHING = frozenset(("故障", "问题", "报修", "叫", "毛病", "异常", "现象", "坏", "叫人", "报", "请求"))
_NOT = frozenset("不没未无")
_TELEPHONES = ("电话", "手机", "号码", "座机", "手机号")
_DAYS = r"(?:上?个?(?:周|星期|礼拜)[一二三四五六日天]?|[昨前][天晚日]|今[早天晨]|刚才|刚刚|最近|这[几两]天)"
# Since when: 从上周五晚上就, 今天早上开始.
_SINCE = Lazy(
    rf"(?:自从|从|自)?(?:{_DAYS}(?:一?[早晚]上?|上午|中午|下午|夜里)?|(?:早上|上午|中午|下午|晚上|半夜|夜里|凌晨)(?=开始|起|就))"
    r"(?:[0-9一二三四五六七八九十]{1,2}点多?)?(?:开始|起)?就?"
)


_IN_FACT = re.compile("(?:其实|实际上?|具体|原来|反正|据说)(?:就?是)?|就是(?!说)|(?:形容|说)是")
_BEGINS_IN_FACT = frozenset("其实具原反据就形说是")
_BEGINS_SINCE = frozenset("自从上周星礼昨前今刚最这早中下晚半夜凌个")


class Fault(Struct, frozen=True):
    """`pieces` are spans of the normalised text; `weight` says how clearly they state something wrong.

    `certainty`: that most of it is told, and little else (characters in common at least 0.6).
    """

    pieces: tuple[Span, ...] = ()
    weight: float = 0.0
    labelled: bool = False
    certainty: float = _ALONE


_NO_FAULT = Fault()


class Faults:
    def __init__(self, dictionary: Dictionary) -> None:
        self._leading = dictionary.set_of("phenomena.edges.leading")
        self._leading_behind_device = dictionary.set_of("phenomena.edges.after_device")
        self._trailing = dictionary.set_of("phenomena.edges.trailing")
        self._to_a_number = dictionary.set_of("phenomena.edges.to_a_number")
        self._kept = dictionary.set_of("phenomena.edges.kept")

    def find(self, outline: Outline, clauses: Sequence[Clause]) -> Fault:
        mark(outline)
        labelled = [clause for clause in clauses if clause.label == "fault"]
        pieces = tuple(self._labelled(outline, labelled)) if labelled else ()
        if not pieces or all(outline.plain[slice(*piece)] in _SAYS_NOTHING for piece in pieces):
            return self._told(outline, clauses)
        weights = [_weight(outline, piece) for piece in pieces]
        return Fault(pieces, _LABELLED + max(weights, default=0.0), labelled=True, certainty=_BEHIND_A_LABEL)

    def _labelled(self, outline: Outline, clauses: Sequence[Clause]) -> Iterator[Span]:
        for clause in clauses:
            stop = _NOT_IN_FAULT.search(outline.shape, clause.start, clause.end)
            device = _THE_DEVICE.match(outline.shape, clause.start, clause.end)
            piece = self._trimmed(
                outline, device.end() if device else clause.start, stop.start() if stop else clause.end
            )
            if piece:
                yield piece

    def _told(self, outline: Outline, clauses: Sequence[Clause]) -> Fault:
        pieces, weights = self.candidates(outline, clauses)
        if not any(weights):
            return _NO_FAULT
        if len(pieces) == 1:
            return Fault((pieces[0],), weights[0])
        return likely_fault(outline, pieces, weights, all_odds(outline, pieces))

    def candidates(self, outline: Outline, clauses: Sequence[Clause]) -> tuple[list[Span], list[float]]:
        """Whatever may tell a fault, in the order of the text, and its weight."""
        pieces: list[Span] = []
        weights: list[float] = []
        explained = _EXPLAINED
        for clause in parted_where_dictated(outline, parted_at_blanks(outline, clauses)):
            for device, piece in self._pieces(outline, clause, explained):
                if device:
                    pieces.append(device)
                    weights.append(0.0)
                pieces.append(piece)
                weights.append(weight := _weight(outline, piece))
                if weight >= _STATES:
                    explained = _EXPLAINED_LATER
        return pieces, weights

    def _pieces(
        self, outline: Outline, clause: Clause, explained: re.Pattern[str]
    ) -> Iterator[tuple[Span | None, Span]]:
        """What lies between the explained parts of one clause, trimmed, and the device in front of it."""
        shape, at, device = outline.shape, clause.start, None
        for match in matches(explained, shape, clause.start, clause.end):
            start, end = match.span()
            if shape[end - 1] == "d" and _ONCE_ON.search(outline.plain, at, start):
                continue
            if start > at and (piece := self._trimmed(outline, at, start)):
                yield device, piece
            device = _device_before(shape, start, end) if shape[end - 1] == "d" else None
            at = end
        if at < clause.end and (piece := self._trimmed(outline, at, clause.end)):
            yield device, piece

    def _trimmed(self, outline: Outline, start: int, end: int) -> Span | None:
        since = _SINCE.match(outline.plain, start, end) if outline.plain[start] in _BEGINS_SINCE else None
        if since and outline.shape[since.end() : since.end() + 1] != "~":
            start = since.end()
        if outline.shape[start - 1 : start] == "t" and (behind := _OF_THE_TIME.match(outline.plain, start, end)):
            start = behind.end()
        if outline.plain[start : start + 1] in _BEGINS_IN_FACT and (talk := _IN_FACT.match(outline.plain, start, end)):
            start = talk.end() if outline.shape[talk.end() : talk.end() + 1] not in ("", "~") else start
        start = self._past_leading(outline, start, end)
        shape = outline.shape
        while start < end:
            first = end - 1
            while first > start and shape[first] == "~":
                first -= 1
            word = outline.plain[first:end]
            calls = word in self._to_a_number and shape[end:].lstrip(" -").startswith("p")
            if not calls and (not self._trails(shape[first], word) or _is_what_fails(outline, start, first, end)):
                break
            end = first
        return (start, end) if start < end else None

    def _past_leading(self, outline: Outline, start: int, end: int) -> int:
        shape, plain = outline.shape, outline.plain
        behind_device = start > 0 and shape[start - 1] == "d"
        leading = self._leading_behind_device if behind_device else self._leading
        dropped = _DROPPED_BEHIND_DEVICE if behind_device else _DROPPED
        while start < end:
            stop = start + 1
            while stop < end and shape[stop] == "~":
                stop += 1
            word = plain[start:stop]
            if word == "又" and "又" in plain[stop : stop + 3]:
                break  # 又抖又响
            filling = shape[start] in " -" and word not in "-+"
            if not (filling or word in leading or (shape[start] in dropped and stop - start > 1)):
                break
            start = stop
        return start

    def _trails(self, letter: str, word: str) -> bool:
        if letter == "-":
            return word not in "%℃°"
        if letter in " OqNn" or word in self._trailing:
            return True
        return letter == "E" and len(word) > 1 and word not in self._kept


def _is_what_fails(outline: Outline, start: int, at: int, end: int) -> bool:
    """存不住位置, 不报楼层, 三天没上报: what a label or a role may say, too, where nothing parts it from that."""
    shape, plain = outline.shape, outline.plain
    if at > start and plain[at - 1] in _NOT and shape[at] in "qNnO":
        return True
    behind = shape[at] == "q" and shape[start:at].rstrip("~")[-1:] in ("X", "x") and shape[end : end + 1] in ("", ",")
    return behind and plain[at:end] not in _TELEPHONES


def likely_fault(outline: Outline, pieces: Sequence[Span], weights: Sequence[float], odds: Sequence[int]) -> Fault:
    """The pieces that are likely to tell it; where none with a word of a fault is, the one with most of them."""
    chosen = [at for at, likely in enumerate(odds) if likely > 0]
    weight = max([weights[at] for at in chosen], default=0.0)
    if not weight:
        most = max(range(len(pieces)), key=lambda at: (weights[at], odds[at]))
        chosen, weight = [most], weights[most]
    told = _joined(outline.shape, [pieces[at] for at in chosen])
    told = [piece for piece in told if not _says_little(outline.plain, *piece)] or told
    return Fault(tuple(told), weight, certainty=_certainty(odds))


def _certainty(odds: Sequence[int]) -> float:
    """Of every second text in which a piece is taken wrongly most is right all the same (measured, docs/reading.md)."""
    all_right = prod([1 / (1 + exp(-abs(each) / 100)) for each in odds])
    return (1 + all_right) / 2


def _joined(shape: str, pieces: Sequence[Span]) -> list[Span]:
    """A device and what is said of it at once are one piece."""
    joined: list[Span] = []
    for start, end in pieces:
        if joined and joined[-1][1] == start and "d" in (shape[start - 1], shape[start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _says_little(plain: str, start: int, end: int) -> bool:
    little = end - start <= _LITTLE and plain[start] in _BEGINS_TO_SAY_LITTLE
    return little and _SAYS_LITTLE.fullmatch(plain, start, end) is not None


def _device_before(shape: str, start: int, end: int) -> Span:
    return start + len(shape[start:end].rstrip("d")), end


def _weight(outline: Outline, piece: Span) -> float:
    start, end = piece
    letters = outline.shape[start:end]
    weight = sum(map(_EVIDENCE.get, letters, repeat(0.0)))
    if end - start > 1 and outline.shape[:start].rstrip(" -~OE").endswith("d"):
        weight += _BEHIND_DEVICE
    return weight
