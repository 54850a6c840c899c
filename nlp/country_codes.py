"""Whether a run of digits begins with the code of a country."""

from __future__ import annotations

import re

from nlp.digit_runs import Run, Runs
from nlp.patterns import Lazy

# Hong Kong, Macau and Taiwan are often written without plus, with a word for the place, or with a hyphen.
_NEAR_ABROAD = frozenset(("852", "853", "886"))
_ABROAD = Lazy(r"香港|澳门|台湾|港澳|HK|whatsapp|Hong ?Kong|Macau|Taiwan", re.IGNORECASE)
_CODE, _WITH_ITS_CODE = 3, (11, 12)  # digits
_ALONE = Lazy(r"(?:^|[\n:。;,]|[话机式打系](?:是|为)?)[ ]?$")  # what stands before a number that nothing is said of
_ABROAD_APART = Lazy(
    r"(?:85[23]-[2-9][0-9]{3}[ -]?[0-9]{4}|886-(?:[2-8]-?|9)[0-9]{2,4}[ -]?[0-9]{3,4}(?:[ -]?[0-9]{3})?)"
    r"(?![0-9A-Za-z-]| ?号)"
)
_ON_A_CLOCK = Lazy(r"[0-9]:$|\.$")  # before the 00 of 11:00
_BLANK = frozenset((" ", "  ", " (", "("))


_COUNTRIES = {
    "美国": "1", "加拿大": "1", "US": "1", "USA": "1", "英国": "44", "德国": "49", "法国": "33", "意大利": "39",
    "日本": "81", "韩国": "82", "新加坡": "65", "马来西亚": "60", "泰国": "66", "越南": "84", "印尼": "62",
    "菲律宾": "63", "印度": "91", "澳洲": "61", "澳大利亚": "61", "俄罗斯": "7", "迪拜": "971", "阿联酋": "971",
}  # fmt: skip
CODES = frozenset(_COUNTRIES.values())
_COUNTRY = Lazy(rf"(?P<name>{'|'.join(_COUNTRIES)})(?:[^\W0-9A-Za-z_]{{0,4}}|[: ])[: ]{{0,2}}$")


def has_country_code(runs: Runs, index: int, *, linked: bool) -> bool:
    """With plus; or 00 where a number begins, or 86 in one piece with it, before a mobile, before a hyphen, or where
    nothing stands in front. `linked`: whether digits hang on its left.
    """
    run, plain = runs.runs[index], runs.plain
    plus = run.start - (2 if plain[run.start - 1 : run.start] == "(" else 1)
    if plus >= 0 and plain[plus] == "+":
        return not plain[max(0, plus - 1) : plus].isdigit()  # two numbers: A+B
    if run.digits in CODES:
        return runs.gaps[index] is not None and _follows_its_country(plain, run)
    if run.digits[:3] in _NEAR_ABROAD and (len(run.digits) == _CODE or len(run.digits) in _WITH_ITS_CODE):
        return _is_near_abroad(plain, run)
    if run.digits.startswith("0086"):
        return True
    if run.digits.startswith("86"):
        return _is_code_of_china(runs, index, linked=linked)
    return run.digits.startswith("00") and not linked and not _is_on_a_clock(plain, run)


def _is_on_a_clock(plain: str, run: Run) -> bool:
    return _ON_A_CLOCK.search(plain, max(0, run.start - 2), run.start) is not None


def _follows_its_country(plain: str, run: Run) -> bool:
    country = _COUNTRY.search(plain, max(0, run.start - 12), run.start)
    return country is not None and _COUNTRIES[country["name"]] == run.digits


def _is_near_abroad(plain: str, run: Run) -> bool:
    if len(run.digits) in _WITH_ITS_CODE:
        return _ABROAD.search(plain, max(0, run.start - 10), run.start) is not None
    around = max(0, run.start - 10), run.end + 24
    return (
        _is_in_brackets(plain, run)
        or _ABROAD.search(plain, *around) is not None
        or (_ABROAD_APART.match(plain, run.start) is not None and _stands_alone(plain, run))
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
