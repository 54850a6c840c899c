"""Whether a run of digits begins with the code of a country."""

from __future__ import annotations

import re

from nlp.digit_runs import Run, Runs
from nlp.patterns import Lazy

# Hong Kong, Macau and Taiwan are often written without plus, with a word for the place, or with a hyphen.
_NEAR_ABROAD = frozenset(("852", "853", "886"))
_ABROAD = Lazy(r"香港|澳门|台湾|港澳|HK|Hong ?Kong|Macau|Taiwan", re.IGNORECASE)
_ALONE = Lazy(r"(?:^|[\n:。;,]|[话机式打系](?:是|为)?)[ ]?$")  # what stands before a number that nothing is said of
_ABROAD_APART = Lazy(
    r"(?:85[23]-[2-9][0-9]{3}[ -]?[0-9]{4}|886-(?:[2-8]-?|9)[0-9]{2,4}[ -]?[0-9]{3,4}(?:[ -]?[0-9]{3})?)"
    r"(?![0-9A-Za-z-]| ?号)"
)
_ON_A_CLOCK = Lazy(r"[0-9]:$|\.$")  # before the 00 of 11:00
_BLANK = frozenset((" ", "  ", " (", "("))


def has_country_code(runs: Runs, index: int, *, linked: bool) -> bool:
    """With plus; or 00 where a number begins, or 86 in one piece with it, before a mobile, before a hyphen, or where
    nothing stands in front. `linked`: whether digits hang on its left.
    """
    run, plain = runs.runs[index], runs.plain
    plus = run.start - (2 if plain[run.start - 1 : run.start] == "(" else 1)
    if plus >= 0 and plain[plus] == "+":
        return not plain[max(0, plus - 1) : plus].isdigit()  # two numbers: A+B
    if run.digits[0] not in "08":
        return False
    if run.digits in _NEAR_ABROAD:
        around = max(0, run.start - 10), run.end + 24
        return (
            _is_in_brackets(plain, run)
            or _ABROAD.search(plain, *around) is not None
            or (_ABROAD_APART.match(plain, run.start) is not None and _stands_alone(plain, run))
        )
    if run.digits.startswith("0086"):
        return True
    if run.digits.startswith("86"):
        return _is_code_of_china(runs, index, linked=linked)
    return (
        run.digits.startswith("00") and not linked and not _ON_A_CLOCK.search(plain, max(0, run.start - 2), run.start)
    )


def _is_in_brackets(plain: str, run: Run) -> bool:
    return plain[run.start - 1 : run.start] == "(" and plain[run.end : run.end + 1] == ")"


def _stands_alone(plain: str, run: Run) -> bool:
    return _ALONE.search(plain, max(0, run.start - 4), run.start) is not None


def _is_code_of_china(runs: Runs, index: int, *, linked: bool) -> bool:
    run, gap = runs.runs[index], runs.gaps[index]
    if len(run.digits) >= 12 or gap is None:
        return len(run.digits) >= 12
    if run.digits == "86":
        if gap.strip(" (") == "-" or runs.runs[index + 1].digits[0] == "1":
            return True
        return gap in _BLANK and not linked and _stands_alone(runs.plain, run)
    return run.digits.startswith("861") and not linked
