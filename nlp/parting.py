"""How people part one number into groups, and how they do not."""

from __future__ import annotations

from nlp.digit_runs import Runs, Window
from nlp.numbering import is_date, national
from nlp.patterns import Lazy
from nlp.reading import PhoneKind
from nlp.surroundings import says_phone

_BUILDING = frozenset("幢栋座楼层元")
_RARE = frozenset("./\\。·•・‧_~…|*")
_COMMON = [3, 4, 4]
_USUAL = (_COMMON, [4, 4, 3], [4, 3, 4], [3, 8], [7, 4], [5, 6], [5, 3, 3], [2, 3, 3, 3])
_PLAIN_GAPS = frozenset(("", "-", "\n"))
_OF_CELLS = frozenset("|,、/")
_MANY_GROUPS, _VERY_MANY_GROUPS = 4, 5  # with blanks between them, with other marks, too
_LOCAL_GAPS = frozenset(("", "-", "—", ".", "·", "/", "_", "~", ")"))
_LOCAL_GROUPS = ([4, 4], [3, 4], [3, 2, 2])
_OF_AN_AREA = (3, 4)  # digits of its code
_HALVES = [5, 5]
_ONE_APART = ([1, 10], [1, 3, 3, 4])
_FLAT = Lazy(r"[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4}(?![0-9-])")
_DATE = Lazy(r"20[0-4][0-9][-./年][01]?[0-9][-./月][0-9]")
_STARTS_A_NUMBER = Lazy(r"(?:^|\n|[:)话机式打系是到]|[tT][eE][lL])[ ]?$")
_ENDS_A_LINE = Lazy(r"[ ]{0,3}(?:$|[\n,。;!()])| (?=[^\W0-9A-Za-z_])")


def is_well_parted(runs: Runs, window: Window) -> bool:
    """Whether people part one number so: not 18-2-1203 5030, which is a flat and something else."""
    lengths, gaps = runs.lengths(window), runs.inner_gaps(window)
    if runs_into_a_date(runs, window) or _ends_in_a_date(runs, window) or _is_broken_elsewhere(runs, window):
        return False
    if max(lengths) == 1:
        return True
    if window.digits[:2] == "01" and lengths[0] == 1:
        lengths = lengths[1:]
    return _has_usual_groups(runs, window, lengths, gaps)


def _has_usual_groups(runs: Runs, window: Window, lengths: list[int], gaps: list[str]) -> bool:
    if window.digits[0] == "0" and lengths[0] < len(_COMMON):  # 0-571-88886666, 05 71 8888 6666
        return sum(lengths[:2]) in _OF_AN_AREA and len(lengths) > 2 and min(lengths[2:]) > 2
    if window.digits[0] == "4" and lengths == _HALVES:  # 40001-40088
        return says_phone(runs.plain, runs.runs[window.first].start) is not None
    if window.digits[0] == "1" and _is_doubtful(runs, window):
        return lengths in _USUAL and (len(lengths) > 2 or "." not in gaps)
    if lengths[0] >= 3:
        return min(lengths) >= 2
    return lengths[0] == 2 and len(set(gaps)) == 1 and min(lengths[1:]) >= 3


def is_best_parted(runs: Runs, window: Window) -> bool:
    """Whether no other reading of a mobile and of what hangs on it is better."""
    return not (_is_cut_out(runs, window) or _has_a_room_in_front(runs, window))


def _is_cut_out(runs: Runs, window: Window) -> bool:
    """1886 7103 399 of 4320 1886 7103 399: groups as long as the one before belong to a longer number."""
    *equal, last = runs.lengths(window)
    if window.first == 0 or len(equal) < len(_COMMON) - 1 or set(equal) != {equal[0]} or last > equal[0]:
        return False
    before = runs.runs[window.first - 1]
    return (
        runs.gaps[window.first - 1] == runs.gaps[window.first]
        and len(before.digits) == equal[0]
        and runs.plain[before.start - 1 : before.start] not in _BUILDING
    )


def _has_a_room_in_front(runs: Runs, window: Window) -> bool:
    """1501 158 5812 7760: what begins with the second group is a number too, and leaves nothing behind it."""
    gap = runs.gaps[window.first]
    if window.first == window.last or runs.lengths(window) == _COMMON or runs.gaps[window.last] != gap:
        return False
    later = next((each for each in runs.windows(window.first + 1) if len(each.digits) == len(window.digits)), None)
    if later is None or set(runs.inner_gaps(later)) != {gap} or runs.gaps[later.last] == gap:
        return False
    return national(later.digits) is not None and is_well_parted(runs, later)


def is_within_a_mobile(runs: Runs, index: int) -> bool:
    """0571 of 139 0571 2203 11.20"""
    gap = runs.gaps[index]
    if index == 0 or runs.gaps[index - 1] != gap or gap is None or runs.runs[index - 1].digits[0] != "1":
        return False
    window = Window(index - 1, index + 1, "".join(run.digits for run in runs.runs[index - 1 : index + 2]))
    return runs.lengths(window) == _COMMON and national(window.digits) is not None


def is_well_parted_locally(runs: Runs, window: Window) -> bool:
    """A number without area code: in one piece, in two, or in equal groups; where it is said to be one, by other marks
    or in more pieces, too.
    """
    lengths, gaps = runs.lengths(window), {gap.strip() for gap in runs.inner_gaps(window)}
    if len(gaps) > 1:
        return False
    if gaps <= {"", "-"} and (len(set(lengths)) == 1 or (len(lengths) == 2 and min(lengths) >= 3)):
        return True
    if not (gaps <= _LOCAL_GAPS and lengths in _LOCAL_GROUPS):
        return False
    return says_phone(runs.plain, runs.runs[window.first].start) == "said"


def is_spelt(runs: Runs, window: Window) -> bool:
    """Digit by digit, with the same mark between them."""
    return max(runs.lengths(window)) == 1 and len({gap.strip(" \t") for gap in runs.inner_gaps(window)}) == 1


def is_oddly_parted(runs: Runs, window: Window, kind: PhoneKind) -> bool:
    """Whether all digits that hang together are one number, however they are parted: said to be one, or a mobile in
    so many groups that they are nothing else, or with its first digit apart.
    """
    said = says_phone(runs.plain, runs.runs[window.first].start) is not None
    lengths, gaps = runs.lengths(window), {gap.strip(" \t") for gap in runs.inner_gaps(window)}
    if kind is PhoneKind.LANDLINE and len(gaps) == 1 and _is_even(lengths):
        return True
    if not gaps <= _PLAIN_GAPS:
        return said and len(gaps) == 1 and not runs_into_a_date(runs, window)
    if said or kind is not PhoneKind.MOBILE:
        return said
    if len(lengths) > 2 and lengths[0] > 2 and lengths[-1] == 1 and gaps == {""}:  # a blank too many: 13800 13800 0
        return _ENDS_A_LINE.match(runs.plain, runs.runs[window.last].end) is not None
    if lengths in _ONE_APART:
        return not _is_listed(runs, window)
    return _is_in_many_groups(runs, window, lengths, gaps)


def _is_in_many_groups(runs: Runs, window: Window, lengths: list[int], gaps: set[str]) -> bool:
    if gaps == {"-"}:  # 15-88-81-20-03-3
        return len(lengths) > _VERY_MANY_GROUPS and max(lengths) < len(_COMMON)
    many = _MANY_GROUPS if gaps == {""} else _VERY_MANY_GROUPS
    return len(lengths) >= many and not _FLAT.match(runs.plain, runs.runs[window.first].start)


def _is_even(lengths: list[int]) -> bool:
    """05 71 88 88 66 66, 0571 8 8 8 8 6 6 6 6"""
    return set(lengths) == {2} or (len(lengths) > _MANY_GROUPS and set(lengths[1:]) == {1})


def _is_listed(runs: Runs, window: Window) -> bool:
    """1 3957208146 above 2 3957208147: lines that are counted."""
    start = runs.runs[window.first].start
    return runs.plain[start - 1 : start] in ("", "\n") and "\n2" in runs.plain


def _is_doubtful(runs: Runs, window: Window) -> bool:
    """Behind a building the first group may be a room; points, strokes and stars may part something else."""
    start = runs.runs[window.first].start
    behind_a_building = start > 0 and runs.plain[start - 1] in _BUILDING
    return behind_a_building or any(not _RARE.isdisjoint(gap) for gap in runs.inner_gaps(window))


def crosses_a_cell(runs: Runs, window: Window) -> bool:
    """|+49 89 54012276|5-301: a bar or a comma between groups that are parted by other marks."""
    gaps = {gap.strip() for gap in runs.inner_gaps(window)}
    return len(gaps) > 1 and not gaps.isdisjoint(_OF_CELLS)


def runs_into_a_date(runs: Runs, window: Window) -> bool:
    inner = runs.runs[window.first + 1 : window.last + 1]
    return any(_DATE.match(runs.plain, run.start) for run in inner)


def _ends_in_a_date(runs: Runs, window: Window) -> bool:
    """0571-20260118, which nobody calls a telephone."""
    last = runs.runs[window.last]
    return is_date(last.digits) and says_phone(runs.plain, runs.runs[window.first].start) is None


def _is_broken_elsewhere(runs: Runs, window: Window) -> bool:
    """Over lines, but not so that it begins a line or follows a word for it and ends its last line."""
    if not any("\n" in gap for gap in runs.inner_gaps(window)):
        return False
    if runs.lengths(window) == _COMMON and all("\n" in gap for gap in runs.inner_gaps(window)):
        return False
    first, last = runs.runs[window.first], runs.runs[window.last]
    return not (
        _STARTS_A_NUMBER.search(runs.plain, max(0, first.start - 4), first.start)
        and _ENDS_A_LINE.match(runs.plain, last.end)
    )


def with_brackets(plain: str, start: int) -> int:
    """Where a number begins with the plus and the bracket in front of it."""
    for _ in range(2):
        sign = plain[start - 1 : start]
        if sign != "+" and (sign != "(" or ")" not in plain[start : start + 8]):
            break
        start -= 1
    return start
