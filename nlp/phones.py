"""Telephone numbers: runs of digits, joined where people part them, judged by the numbering plan and by what
stands around them.

The order of the rules decides who gets digits that two could have: numbers with a country code, numbers
written in one piece, landlines, mobiles in groups, 400 numbers, and at last local numbers, which need a word
that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec import Struct

from nlp.call_back import choose
from nlp.digit_runs import Run, Runs, Window, find_runs
from nlp.extensions import extension_after, extension_before
from nlp.normalize import Text
from nlp.numbering import LONGEST, Dialable, international, local, may_begin, national
from nlp.parting import is_well_parted, is_well_parted_locally, runs_into_a_date
from nlp.patterns import Lazy
from nlp.reading import Phone, PhoneKind, Turn
from nlp.retractions import without_taken_back
from nlp.spans import Claims, Taken
from nlp.surroundings import is_a_contact, says_phone


def find_phones(text: Text, claims: Claims, turns: Sequence[Turn] = ()) -> tuple[Phone, ...]:
    """Every number that can be dialled, in the order of the text, each once."""
    runs = find_runs(text.plain, claims, turns)
    if not runs.runs:
        return ()
    numbers = _Search(runs).all()
    for number in numbers:
        claims.claim(Taken.PHONE, number.start, number.end)
    kept = _each_once(numbers, without_taken_back(text.plain, numbers))
    chosen = choose(text.plain, kept, turns)
    return tuple([number.as_phone(text, call_back=index == chosen) for index, number in enumerate(kept)])


def _each_once(numbers: Sequence[_Number], standing: Sequence[_Number]) -> Sequence[_Number]:
    """Where a number stands first; none of those that were taken back anywhere."""
    if len(numbers) == 1:
        return standing
    stand = {number.start for number in standing}
    given_up = {number.value for number in numbers if number.start not in stand}
    first = {number.value: number for number in reversed(standing) if number.value not in given_up}
    return sorted(first.values(), key=attrgetter("start"))


class _Number(Struct, frozen=True):
    """A number with offsets into the normalised text."""

    start: int
    end: int
    dialable: Dialable
    extension: str | None
    method: str
    certainty: float

    @property
    def value(self) -> str:
        return f"{self.dialable.value}-{self.extension}" if self.extension else self.dialable.value

    @property
    def kind(self) -> PhoneKind:
        return self.dialable.kind

    def as_phone(self, text: Text, *, call_back: bool) -> Phone:
        return Phone(
            self.value,
            *text.span(self.start, self.end),
            self.method,
            self.certainty,
            kind=self.kind,
            extension=self.extension,
            call_back=call_back,
        )


_BETWEEN_TWO = frozenset(("", "/", "、", ",", "或", "或者", "和"))
_WITH_ANOTHER = 16  # characters between two numbers that share an area code
# Hong Kong, Macau and Taiwan are often written without plus, with a word for the place.
_NEAR_ABROAD = frozenset(("852", "853", "886"))
_ABROAD = Lazy(r"香港|澳门|台湾|港澳|HK|Hong ?Kong|Macau|Taiwan", re.IGNORECASE)

# With their first digits. In this order: a landline's groups may look like the beginning of a mobile.
_PARTED = ((PhoneKind.LANDLINE, "0", 0.98), (PhoneKind.MOBILE, "10", 0.97), (PhoneKind.SERVICE, "48", 0.97))


_MANY_GROUPS = 4
_COUNTS = Lazy(r" ?[楼号室幢栋单层弄院座房床]")
_PLAIN_GAPS = frozenset(("", "-", "\n"))
_CLOCK = (":", ".")  # before the 00 of 11:00
_ENDS_A_SENTENCE = "。"
_CODE_APART = Lazy(r"区号(?:[:= (]|是|为){0,3}(?P<code>0[0-9]{2,3})(?![0-9])")
_SAID_BEHIND = Lazy(
    r"[ ,]?\(?(?:请?转接?|分机)[ :号]{0,2}[0-9]"
    r"|[ ,(]{0,2}(?:这?个?是)?(?:[^\W0-9A-Za-z]{0,3})(?:电话|座机|固话)(?=打|[),。;]|$)"
)
_CORRECTED = Lazy(
    r"(?:[ ,。;!:、()]|这个|那个|号码?|电话|座机|不对|不是|[打写说报发留弄搞]?错了?|有误|[改换变]|更正|成|为|了"
    r"|应该?|而?是|才对|→|->|=>|哦|啊|呃|的|一位|正确){1,14}"
)


class _Search:
    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._used = [False] * len(runs.runs)
        self._found: list[_Number] = []
        self._landline_ends: set[int] = set()

    def all(self) -> list[_Number]:
        gaps = self._runs.gaps
        parted = [index for index, gap in enumerate(gaps) if gap is not None and self._may_begin(index)]
        self._in_one_piece()
        if parted:
            self._in_parts(parted)
        self._without_area_code(parted)
        return sorted(self._found, key=attrgetter("start"))

    def _in_parts(self, parted: Sequence[int]) -> None:
        for kind, first_digits, certainty in _PARTED:
            beginnings = [index for index in parted if self._runs.runs[index].digits[0] in first_digits]
            if beginnings:
                self._in_groups(beginnings, kind, certainty)
        self._in_odd_groups(parted)

    def _may_begin(self, index: int) -> bool:
        """A digit alone between others of its kind does not begin a number."""
        if index == 0 or len(self._runs.runs[index].digits) > 1:
            return True
        return self._runs.gaps[index - 1] != self._runs.gaps[index] or len(self._runs.runs[index - 1].digits) > 1

    def _windows(self, first: int, longest: int = LONGEST) -> Iterator[Window]:
        for window in self._runs.windows(first, longest):
            if self._used[window.last]:
                return
            yield window

    def _is_linked(self, index: int) -> bool:
        """Whether unexplained digits hang on the left of a run."""
        if index == 0 or self._used[index - 1]:
            return False
        gap = self._runs.gaps[index - 1]
        return gap is not None and _ENDS_A_SENTENCE not in gap

    def _has_country_code(self, index: int, run: Run) -> bool:
        """With plus; or 00 where a number begins, or 86 in one piece with it, before a mobile, or before a hyphen."""
        if run.start > 0 and self._runs.plain[run.start - 1] == "+":
            return not self._runs.plain[max(0, run.start - 2) : run.start - 1].isdigit()  # two numbers: A+B
        if run.digits[0] not in "08":
            return False
        if run.digits in _NEAR_ABROAD:
            around = max(0, run.start - 10), run.end + 24
            return self._is_in_brackets(run) or _ABROAD.search(self._runs.plain, *around) is not None
        if run.digits.startswith("0086"):
            return True
        linked = self._is_linked(index)
        if run.digits.startswith("86"):
            return self._is_code_of_china(index, run, linked=linked)
        return run.digits.startswith("00") and not linked and self._runs.plain[run.start - 1 : run.start] not in _CLOCK

    def _is_in_brackets(self, run: Run) -> bool:
        return self._runs.plain[run.start - 1 : run.start] == "(" and self._runs.plain[run.end : run.end + 1] == ")"

    def _is_code_of_china(self, index: int, run: Run, *, linked: bool) -> bool:
        gap = self._runs.gaps[index]
        if len(run.digits) >= 12 or gap is None:
            return len(run.digits) >= 12
        if run.digits == "86":
            return gap == "-" or self._runs.runs[index + 1].digits[0] == "1"
        return run.digits.startswith("861") and not linked

    def _with_country_code(self, first: int) -> None:
        for window in reversed(list(self._windows(first, LONGEST + 2))):
            dialable = international(window.digits.removeprefix("00"))
            if dialable is None or runs_into_a_date(self._runs, window):
                continue
            if self._take(window, dialable, "international", 0.95):
                return

    def _in_one_piece(self) -> None:
        runs, plain = self._runs.runs, self._runs.plain
        for index, run in enumerate(runs):
            if (run.digits[0] in "08" or "+" in plain) and self._has_country_code(index, run):
                self._with_country_code(index)
        for index, run in enumerate(runs):
            if 10 <= len(run.digits) <= 12 and not self._used[index] and (dialable := national(run.digits)):
                self._take(Window(index, index, run.digits), dialable, dialable.kind, 0.99)

    def _in_groups(self, parted: Sequence[int], kind: PhoneKind, certainty: float) -> None:
        for index in parted:
            if self._used[index] or not may_begin(kind, self._runs.runs[index].digits):
                continue
            for window in self._windows(index, 12):
                dialable = national(window.digits) if len(window.digits) >= 10 else None
                if dialable and dialable.kind is kind and is_well_parted(self._runs, window):
                    self._take(window, dialable, f"{kind} in groups", certainty)
                    break

    def _in_odd_groups(self, parted: Sequence[int]) -> None:
        """1587 0 0 3 9 9 4 6, 0530-4 613 887, 8 5 6 3 1 1 7 0: all digits that hang together, if they make a number."""
        for index in parted:
            windows = [] if self._used[index] or self._is_linked(index) else list(self._windows(index))
            if not windows:
                continue
            window = windows[-1]
            gap = self._runs.gaps[window.last]
            if gap is not None and not self._used[min(window.last + 1, len(self._used) - 1)]:
                continue
            gaps = {gap.strip(" \t") for gap in self._runs.inner_gaps(window)}
            spelt = max(self._runs.lengths(window)) == 1
            dialable = national(window.digits) or (local(window.digits) if spelt else None)
            if dialable is None or not (gaps <= _PLAIN_GAPS or (spelt and len(gaps) == 1)):
                continue
            many = window.last - window.first >= _MANY_GROUPS - 1 and gaps == {""} and dialable.kind is PhoneKind.MOBILE
            said = says_phone(self._runs.plain, self._runs.runs[index].start)
            if (spelt or many or said) and not _COUNTS.match(self._runs.plain, self._runs.runs[window.last].end):
                self._take(window, dialable, "odd groups", 0.88)

    def _without_area_code(self, parted: Sequence[int]) -> None:
        whole = [index for index, run in enumerate(self._runs.runs) if 7 <= len(run.digits) <= 8]
        for index in (*whole, *parted):
            if self._used[index] or self._runs.runs[index].digits[0] in "01":
                continue
            shares = self._follows_a_landline(index)
            if not shares and self._is_linked(index):
                continue
            for window in self._windows(index, 8):
                dialable = local(window.digits) if len(window.digits) >= 7 else None
                if dialable is None or not is_well_parted_locally(self._runs, window):
                    continue
                certainty = 0.9 if shares else self._certainty_of_local(window)
                if certainty and self._take(window, self._with_code_apart(dialable), "local", certainty):
                    break

    def _with_code_apart(self, dialable: Dialable) -> Dialable:
        """区号0571，电话88886666"""
        match = _CODE_APART.search(self._runs.plain) if "区号" in self._runs.plain else None
        return (match and national(match["code"] + dialable.value)) or dialable

    def _certainty_of_local(self, window: Window) -> float | None:
        reason = says_phone(self._runs.plain, self._runs.runs[window.first].start)
        if reason == "said":
            return 0.95
        if reason == "likely" and len(window.digits) == 8:
            return 0.8
        start = self._runs.runs[window.first].start
        if self._runs.plain.find("区号", max(0, start - 10), start) >= 0:
            return 0.85
        return 0.85 if _SAID_BEHIND.match(self._runs.plain, self._runs.runs[window.last].end) else None

    def _follows_a_landline(self, first: int) -> bool:
        """0571-88886666/88887777: the second shares the area code. 不是88886666是88887777: it corrects the first."""
        if not self._landline_ends:
            return False
        start = self._runs.runs[first].start
        for end in range(start - 1, max(0, start - _WITH_ANOTHER), -1):
            if end in self._landline_ends:
                between = self._runs.plain[end:start]
                return between.strip() in _BETWEEN_TWO or _CORRECTED.fullmatch(between) is not None
        return False

    def _take(self, window: Window, dialable: Dialable, method: str, certainty: float) -> bool:
        plain = self._runs.plain
        end = self._runs.runs[window.last].end
        extension = extension_after(plain, end, dialable.kind)
        if extension:
            end = extension[1]
        if not is_a_contact(self._runs, window, end):
            return False
        inner = (
            extension[0] if extension else extension_before(plain, self._runs.runs[window.first].start, dialable.kind)
        )
        for index in range(window.first, len(self._runs.runs)):
            if self._runs.runs[index].start >= end:
                break
            self._used[index] = True
        if dialable.kind in (PhoneKind.LANDLINE, PhoneKind.LOCAL):
            self._landline_ends.add(end)
        start = _with_brackets(plain, self._runs.runs[window.first].start)
        self._found.append(_Number(start, end, dialable, inner, method, certainty))
        return True


def _with_brackets(plain: str, start: int) -> int:
    if plain[start - 1 : start] == "+":
        start -= 1
    if plain[start - 1 : start] == "(" and ")" in plain[start : start + 8]:
        start -= 1
    return start
