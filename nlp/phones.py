"""Telephone numbers: runs of digits, joined where people part them, judged by the numbering plan and by what
stands around them.

The order of the rules decides who gets digits that two could have: numbers with a country code, numbers
written in one piece, landlines, mobiles in groups, 400 numbers, and at last local numbers, which need a word
that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec import Struct

from nlp.call_back import choose
from nlp.corrected_digits import tells_of_digits, with_corrected_digits
from nlp.country_codes import CODES, has_country_code
from nlp.dead_numbers import is_dead
from nlp.digit_runs import Runs, Window, find_runs
from nlp.extensions import extension_after, extension_before
from nlp.local_numbers import COUNTS, certainty_of_local, with_code_apart, without_its_zero
from nlp.normalize import Text
from nlp.number_pairs import goes_with, with_code_of
from nlp.number_tails import extensions_behind, may_go_on, tails_behind
from nlp.numbering import LONGEST, Dialable, as_set_apart, international, local, may_begin, national
from nlp.parting import (
    crosses_a_cell,
    is_best_parted,
    is_oddly_parted,
    is_spelt,
    is_well_parted,
    is_well_parted_locally,
    is_within_a_mobile,
    runs_into_a_date,
    with_brackets,
)
from nlp.patterns import HAN, Lazy
from nlp.reading import Phone, PhoneKind, Turn
from nlp.retractions import without_taken_back
from nlp.spans import Claims, Taken
from nlp.surroundings import is_a_contact
from nlp.told_parts import with_what_they_hide
from nlp.which_of_them import without_the_others


def find_phones(text: Text, claims: Claims, turns: Sequence[Turn] = ()) -> tuple[Phone, ...]:
    """Every number that can be dialled, in the order of the text, each once."""
    runs = find_runs(text.plain, claims, turns)
    numbers = [
        _Number(start, end, dialable, None, "told in parts", 0.85)
        for start, end, dialable in with_what_they_hide(text.plain)
    ]
    if runs.runs:
        numbers += _Search(runs).all()
    if not numbers:
        return ()
    for number in numbers:
        claims.claim(Taken.PHONE, number.start, number.end)
    standing = [number for number in without_taken_back(text.plain, numbers) if not is_dead(text.plain, number.end)]
    kept = _each_once(numbers, without_the_others(text.plain, standing))
    chosen = choose(text.plain, kept, turns)
    return tuple([number.as_phone(text, call_back=index == chosen) for index, number in enumerate(kept)])


def _each_once(numbers: Sequence[_Number], standing: Sequence[_Number]) -> Sequence[_Number]:
    """Where a number stands first; none of those that were taken back anywhere."""
    if len(numbers) == 1:
        return standing
    stand = {number.start for number in standing}
    given_up = {number.value for number in numbers if number.start not in stand}
    first: dict[str, _Number] = {}
    for number in standing:
        if number.value not in given_up:
            first.setdefault(number.value, number)
    return list(first.values())


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


_WITH_ANOTHER = 24  # characters between a number and one much like it
# With their first digits. In this order: a landline's groups may look like the beginning of a mobile.
_PARTED = ((PhoneKind.LANDLINE, "0", 0.98), (PhoneKind.MOBILE, "10", 0.97), (PhoneKind.SERVICE, "48", 0.97))


_SHORTEST = 9  # digits of a number with an area code, which may lack its zero
_ENDS_A_CLAUSE = frozenset(",、|")
_WORD = Lazy(HAN)
_ENDS_A_SENTENCE = "。"
_START = attrgetter("start")


class _Search:
    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._used = [False] * len(runs.runs)
        self._found: list[_Number] = []
        self._ends: dict[int, Dialable] = {}
        self._corrects = tells_of_digits(runs.plain)

    def all(self) -> list[_Number]:
        parted = [index for index, gap in enumerate(self._runs.gaps) if gap is not None and self._may_begin(index)]
        self._in_one_piece()
        if parted:
            self._in_parts(parted)
        self._without_area_code(parted)
        return sorted(self._found, key=_START) if len(self._found) > 1 else self._found

    def _in_parts(self, parted: Sequence[int]) -> None:
        digits = self._runs.digits_that_hang_together(self._used)
        long = [index for index in parted if digits[index] >= _SHORTEST]
        for kind, first_digits, certainty in _PARTED if long else ():
            beginnings = [index for index in long if self._runs.runs[index].digits[0] in first_digits]
            if beginnings:
                self._in_groups(beginnings, kind, certainty)
        odd = [index for index in parted if digits[index] >= _SHORTEST or len(self._runs.runs[index].digits) == 1]
        self._in_odd_groups(odd)

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
        return gap is not None and _ENDS_A_SENTENCE not in gap and not _WORD.search(gap)

    def _with_country_code(self, first: int) -> None:
        windows = [
            window
            for window in reversed(list(self._windows(first, LONGEST + 2)))
            if not (runs_into_a_date(self._runs, window) or crosses_a_cell(self._runs, window))
        ]
        for window in windows:
            dialable = international(window.digits.removeprefix("00"))
            if dialable and self._take(window, dialable, "international", 0.95):
                return
        code = self._runs.runs[first].digits.removeprefix("00")
        for window in windows:
            dialable = as_set_apart(code, window.digits.removeprefix("00"))
            if dialable and self._take(window, dialable, "country code apart", 0.85):
                return

    def _in_one_piece(self) -> None:
        runs, plain = self._runs, self._runs.plain
        for index, run in enumerate(runs.runs):
            if (run.digits[0] in "08" or run.digits in CODES or "+" in plain) and has_country_code(
                runs, index, linked=self._is_linked(index)
            ):
                self._with_country_code(index)
        for index, run in enumerate(runs.runs):
            if 10 <= len(run.digits) <= 12 and not self._used[index] and (dialable := national(run.digits)):
                self._take(Window(index, index, run.digits), dialable, dialable.kind, 0.99)

    def _in_groups(self, parted: Sequence[int], kind: PhoneKind, certainty: float) -> None:
        for index in parted:
            if self._used[index] or not may_begin(kind, self._runs.runs[index].digits):
                continue
            if kind is PhoneKind.LANDLINE and is_within_a_mobile(self._runs, index):
                continue
            for window in self._windows(index, 12):
                dialable = national(window.digits) if len(window.digits) >= 10 else None
                if dialable and dialable.kind is kind and is_well_parted(self._runs, window):
                    if kind is not PhoneKind.MOBILE or is_best_parted(self._runs, window):
                        self._take(window, dialable, f"{kind} in groups", certainty)
                    break

    def _in_odd_groups(self, parted: Sequence[int]) -> None:
        """1587 0 0 3 9 9 4 6, 0530-4 613 887, 8 5 6 3 1 1 7 0: all digits that hang together, if they make a number."""
        for index in parted:
            windows = [] if self._used[index] or self._is_linked(index) else list(self._windows(index))
            if not windows:
                continue
            window = self._all_that_hangs_together(windows)
            if window is None:
                continue
            spelt = is_spelt(self._runs, window)
            dialable = national(window.digits) or (local(window.digits) if spelt else None)
            zeroless = None if dialable else without_its_zero(self._runs, window)
            dialable = dialable or zeroless
            if dialable is None or COUNTS.match(self._runs.plain, self._runs.runs[window.last].end):
                continue
            if spelt or zeroless or is_oddly_parted(self._runs, window, dialable.kind):
                self._take(window, dialable, "odd groups", 0.88)

    def _all_that_hangs_together(self, windows: Sequence[Window]) -> Window | None:
        """Up to the end, or up to the first comma where other marks part the digits."""
        gaps = self._runs.gaps
        for window in windows:
            gap = gaps[window.last]
            if gap is None or self._used[window.last + 1]:
                return window
            if (
                gap.strip() in _ENDS_A_CLAUSE
                and window.last > window.first
                and gap not in self._runs.inner_gaps(window)
            ):
                return window
        return None

    def _without_area_code(self, parted: Sequence[int]) -> None:
        whole = [index for index, run in enumerate(self._runs.runs) if 7 <= len(run.digits) <= 8]
        for index in (*whole, *parted):
            if self._used[index] or self._runs.runs[index].digits[0] in "01":
                continue
            before = self._before(index)
            if before is None and self._is_linked(index):
                continue
            for window in self._windows(index, 8):
                dialable = local(window.digits) if len(window.digits) >= 7 else None
                if dialable is None or not is_well_parted_locally(self._runs, window):
                    continue
                certainty = 0.9 if before else certainty_of_local(self._runs, window)
                complete = self._with_code_apart(window, with_code_of(before, dialable))
                if certainty and self._take(window, complete, "local", certainty):
                    break

    def _with_code_apart(self, window: Window, dialable: Dialable) -> Dialable:
        if dialable.kind is PhoneKind.LANDLINE:
            return dialable
        runs = self._runs.runs
        return with_code_apart(self._runs.plain, runs[window.first].start, runs[window.last].end, dialable)

    def _before(self, first: int) -> Dialable | None:
        """0571-88886666/88887777: the second shares the area code. 不是88886666是88887777: it corrects the first.
        138…/88886666: one of two to call. 原来88886666，现在88886667: it is much like the first.
        """
        run = self._runs.runs[first]
        end = max([end for end in self._ends if run.start - _WITH_ANOTHER < end < run.start], default=0)
        return self._ends[end] if end and goes_with(self._runs.plain, self._ends[end], end, run) else None

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
        if self._corrects:
            corrected, end = with_corrected_digits(plain, end, dialable.value)
            dialable = Dialable(dialable.kind, corrected)
        start = with_brackets(plain, self._runs.runs[window.first].start)
        number = _Number(start, end, dialable, inner, method, certainty)
        self._found.append(number)
        self._ends[end] = dialable
        if may_go_on(plain, end):
            end = self._with_its_like(number)
        for index in range(window.first, len(self._runs.runs)):
            if self._runs.runs[index].start >= end:
                break
            self._used[index] = True
        return True

    def _with_its_like(self, number: _Number) -> int:
        """Whatever shares digits with a number and stands behind it, and where the last of it ends."""
        behind = extensions_behind if number.extension else tails_behind
        end = number.end
        for tail in behind(self._runs.plain, end, number.value):
            value, _, extension = tail.value.partition("-")
            dialable = Dialable(number.kind, value)
            self._found.append(_Number(tail.start, tail.end, dialable, extension or None, "end of another", 0.9))
            end = tail.end
        return end
