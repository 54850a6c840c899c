"""What is wrong, in the customer's words: clauses that state a defect, without place, person, device and courtesies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from nlp.asides import Asides
from nlp.clauses import Clause, parted_at_blanks, parted_where_dictated
from nlp.dictionary import Dictionary
from nlp.fault_marks import mark
from nlp.patterns import Lazy
from nlp.segment import Outline

Span = tuple[int, int]

# How much each kind of word speaks for a fault.
_EVIDENCE = (("X", 2.0), ("K", 1.6), ("Y", 1.6), ("P", 0.8), ("I", 0.8), ("x", 0.5), ("h", 0.2), ("D", 0.7))
_EVIDENT = re.compile(r"[XKYPIxhDd](?:(?<!d)|[^,])")
_BEHIND_DEVICE = 1.5
_STATES = 1.3
_CONTINUES = 0.5
_LABELLED = 2.0
_PATIENCE = 2  # clauses without a defect, behind which no other belongs to the fault
_USUALLY = 2  # clauses that tell a fault; more only where each of them states a defect
_LONGEST_TELLING = 12
# 四台都这样, 手一推会动, 抽都抽不出来, 机房温度已经31℃: says more of what was told.
_TELLS_MORE = re.compile(
    r"[要得](?:等|按|用力|使劲|好几|拍|敲|重启)|像|实际|都|全|也|还|就|才|会|一直|只有|[0-9零一二三四五六七八九十]+多?(?:度|℃|%)|°"
)
_SHORTEST = 4  # characters of a clause that continues a fault without stating one

_NAMES = re.compile(r"[Acdpst!@]")
_EXPLAINED = re.compile(r"[Acdpst!@E](?:(?<!E)|~{2,})(?:[Acdpst!@]|E~{2,})*")
# Once a fault is told, a short name is that of a part: 化霜不干净，风机冻成冰疙瘩.
_EXPLAINED_LATER = re.compile(r"(?:ddd+|[Acpst!@E])(?:(?<!E)|~{2,})(?:[Acpst!@]|E~{2,}|ddd+)*")
_THE_DEVICE = re.compile("[ -]*d{5,}(?=[^,])")  # with its maker: 问题：威纶通触摸屏花屏
_NOT_IN_FAULT = re.compile(r"[ps!@]")
_DROPPED = frozenset("OEVNnvqRT")
_DROPPED_BEHIND_DEVICE = frozenset("EVv")
_NOTHING_BUT_THINGS = re.compile(r"[a0-]*[.]?(?:[DPhBZ]~*|[a0E -])+")
_OF_A_MODEL = frozenset(" a0BM~-")
# Behind a time: 早晨6点开始整栋没水, 两点前不来他就走.
_OF_THE_TIME = re.compile("(?:多|左右|前后|之前|以前|前|之后|以后|后|开始|起|就|钟)*")
# In a conversation the customer is asked what exactly is wrong.
_SAYS_LITTLE = Lazy(
    "[又都就]?(?:坏了(?:一[^,])?|坏掉了|停了|有问题|有点问题|有点?毛病|(?:有[^,]{1,3})?有?[点些]?不(?:太|大)?(?:对劲|正常)|出问题了|故障了|罢工了|有故障)"
)
_LITTLE = 5  # characters
_COUNTS = re.compile("[一两二三四五六七八九十几0-9]{1,3}[台个只块部套]")  # behind a device
_SAYS_NOTHING = frozenset(("故障", "问题", "报修", "叫", "毛病", "异常", "现象", "坏", "叫人", "报", "请求"))
_DAYS = r"(?:上?个?(?:周|星期|礼拜)[一二三四五六日天]?|[昨前][天晚日]|今[早天晨]|刚才|刚刚|最近|这[几两]天)"
# Since when: 从上周五晚上就, 今天早上开始.
_SINCE = Lazy(
    rf"(?:自从|从|自)?(?:{_DAYS}(?:一?[早晚]上?|上午|中午|下午|夜里)?|(?:早上|上午|中午|下午|晚上|半夜|夜里|凌晨)(?=开始|起|就))"
    r"(?:[0-9一二三四五六七八九十]{1,2}点多?)?(?:开始|起)?就?"
)


_IN_FACT = re.compile("(?:其实|实际上?|具体|原来|反正|据说)(?:就?是)?|就是(?!说)|(?:形容|说)是")
_BEGINS_SINCE = frozenset("自从上周星礼昨前今刚最这早中下晚半夜凌个")


class Fault(Struct, frozen=True):
    """`pieces` are spans of the normalised text; `weight` says how clearly they state something wrong."""

    pieces: tuple[Span, ...] = ()
    weight: float = 0.0
    labelled: bool = False


_NO_FAULT = Fault()


class Faults:
    def __init__(self, dictionary: Dictionary) -> None:
        self._asides = Asides(dictionary)
        self._leading = dictionary.set_of("phenomena.edges.leading")
        self._leading_behind_device = dictionary.set_of("phenomena.edges.after_device")
        self._trailing = dictionary.set_of("phenomena.edges.trailing")
        self._to_a_number = dictionary.set_of("phenomena.edges.to_a_number")
        self._kept = dictionary.set_of("phenomena.edges.kept")

    def find(self, outline: Outline, clauses: Sequence[Clause]) -> Fault:
        mark(outline)
        labelled = [clause for clause in clauses if clause.label == "fault"]
        pieces = tuple(self._labelled(outline, labelled)) if labelled else ()
        if all(outline.plain[slice(*piece)] in _SAYS_NOTHING for piece in pieces):
            return self._told(outline, clauses)
        weights = [_weight(outline, piece) for piece in pieces]
        return Fault(pieces, _LABELLED + max(weights, default=0.0), labelled=True)

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
        """The first clauses that state a defect, and what directly continues them; else the likeliest words."""
        found: list[Span] = []
        heaviest = 0.0
        likeliest = _NO_FAULT
        running = False
        since = 0  # clauses since the last piece
        for clause in parted_where_dictated(outline, parted_at_blanks(outline, clauses)):
            if found and since > _PATIENCE and "Y" not in outline.shape[clause.start : clause.end]:
                break
            if not _EVIDENT.search(outline.shape, clause.start, clause.end):
                if not found:
                    continue
                blank = _only_names_a_model(outline.shape, clause)
                if running and not blank and self._tells_more(outline, clause):
                    found += list(self._pieces(outline, clause, _EXPLAINED_LATER if found else _EXPLAINED))
                    continue
                running = running and blank
                since += not blank
                continue
            pieces = list(self._pieces(outline, clause, _EXPLAINED_LATER if found else _EXPLAINED))
            weights = [_weight(outline, piece) for piece in pieces]
            aside = self._is_aside(outline, clause, found, running=running)
            since += 1
            if weights and max(weights) >= _STATES and not aside:
                found += [piece for piece, weight in zip(pieces, weights, strict=True) if weight >= _STATES]
                heaviest = max(heaviest, *weights)
                running, since = True, 0
            elif (
                running
                and not aside
                and (_continues(outline, clause, pieces, weights) or self._tells_more(outline, clause))
            ):
                found += pieces
                since = 0
            else:
                running = running and not _NAMES.search(outline.shape, clause.start, clause.end)
            if not found and weights and weights[0] > likeliest.weight and clause.label is None:
                likeliest = Fault((pieces[0],), weights[0])
        told = [(start, end) for start, end in found if outline.plain[start:end] not in _SAYS_NOTHING] or found
        if len(told) > 1:
            told = [piece for piece in told if not _says_little(outline.plain, *piece)] or told
            told = [piece for piece in told if not _COUNTS.fullmatch(outline.plain, *piece)] or told
        return Fault(tuple(told), heaviest) if found else likeliest

    def _is_aside(self, outline: Outline, clause: Clause, found: Sequence[Span], *, running: bool) -> bool:
        if not found:
            return self._asides.leads_in(outline, clause)
        shape = outline.shape[clause.start : clause.end]
        enough = len(found) >= _USUALLY and not (running and ("X" in shape or "Y" in shape))
        return enough or self._asides.holds(outline, clause)

    def _tells_more(self, outline: Outline, clause: Clause) -> bool:
        """A short clause right behind the fault, without a name, a place or a device."""
        shape = outline.shape[clause.start : clause.end]
        if not _SHORTEST <= len(shape) <= _LONGEST_TELLING or _NAMES.search(shape) or "D" in shape:
            return False
        more = _TELLS_MORE.search(outline.plain, clause.start, clause.end)
        return more is not None and not self._asides.holds(outline, clause)

    def _pieces(self, outline: Outline, clause: Clause, explained: re.Pattern[str]) -> Iterator[Span]:
        """What lies between the explained parts of one clause, trimmed."""
        at = clause.start
        for match in explained.finditer(outline.shape, clause.start, clause.end):
            if match.start() > at and (piece := self._trimmed(outline, at, match.start())):
                yield piece
            at = match.end()
        if at < clause.end and (piece := self._trimmed(outline, at, clause.end)):
            yield piece

    def _trimmed(self, outline: Outline, start: int, end: int) -> Span | None:
        since = _SINCE.match(outline.plain, start, end) if outline.plain[start] in _BEGINS_SINCE else None
        if since and outline.shape[since.end() : since.end() + 1] != "~":
            start = since.end()
        if outline.shape[start - 1 : start] == "t" and (behind := _OF_THE_TIME.match(outline.plain, start, end)):
            start = behind.end()
        talk = _IN_FACT.match(outline.plain, start, end)
        if talk and outline.shape[talk.end() : talk.end() + 1] not in ("", "~"):
            start = talk.end()
        start = self._past_leading(outline, start, end)
        shape = outline.shape
        while start < end:
            first = end - 1
            while first > start and shape[first] == "~":
                first -= 1
            word = outline.plain[first:end]
            calls = word in self._to_a_number and shape[end:].lstrip(" -").startswith("p")
            if not calls and not self._trails(shape[first], word):
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


def _says_little(plain: str, start: int, end: int) -> bool:
    return end - start <= _LITTLE and _SAYS_LITTLE.fullmatch(plain, start, end) is not None


def _only_names_a_model(shape: str, clause: Clause) -> bool:
    """高压报警停机 (艾默生 PEX1045) 机房温度已经31℃"""
    return shape[clause.start] in _OF_A_MODEL and _OF_A_MODEL.issuperset(shape[clause.start : clause.end])


def _weight(outline: Outline, piece: Span) -> float:
    start, end = piece
    letters = outline.shape[start:end]
    weight = sum([worth * letters.count(letter) for letter, worth in _EVIDENCE if letter in letters])
    if end - start > 1 and outline.shape[:start].rstrip(" -~OE").endswith("d"):
        weight += _BEHIND_DEVICE
    return weight


def _continues(outline: Outline, clause: Clause, pieces: Sequence[Span], weights: Sequence[float]) -> bool:
    if len(pieces) != 1 or _NAMES.search(outline.shape, clause.start, clause.end):
        return False
    if _NOTHING_BUT_THINGS.fullmatch(outline.shape, *pieces[0]):
        return False  # 主卧的挂机
    return weights[0] >= _CONTINUES and pieces[0][1] - pieces[0][0] >= _SHORTEST
