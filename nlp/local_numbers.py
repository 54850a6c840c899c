"""Landlines without their area code, or without its zero: what says that so few digits are a telephone number."""

from __future__ import annotations

from nlp.digit_runs import Runs, Window
from nlp.numbering import Dialable, national
from nlp.patterns import HAN, Lazy
from nlp.surroundings import says_phone

_IN_HALVES = [4, 4]
# 总务处 8206 7315: where people sit, a number written so is the telephone on the desk.
_AT_AN_OFFICE = Lazy(
    rf"(?:{HAN}[处科部院所馆店厅校]|食堂|宿舍|小区|宾馆|中心|公司|单位|物业|后勤|总务|财务|人事|行政|保安|门卫"
    r"|(?:手术|抢救|诊|治疗|观察|供应|透析|办公|会议|教研|实验|财务|阅览|活动|休息|化验|培训|接待)室|[药产病]房|病区|急诊"
    r"|客户|业主|住户|用户|租[户客]|房东|商户|家属|本人|家里)[: ,]{0,2}$"
)
_SAID_BEHIND = Lazy(
    r"[ ,]?\([^\W0-9A-Za-z]{0,4}(?:本地|座机|固话|市话)|[ ,]?\(?(?:请?转接?|分机)[ :号]{0,2}[0-9]"
    r"|[ ,(]{0,2}(?:这?个?是)?(?:[^\W0-9A-Za-z]{0,3})(?:电话|座机|固话)(?=打|[),。;]|$)"
)
COUNTS = Lazy(r" ?[楼号室幢栋单层弄院座房床]")
_CODE_APART = Lazy(r"区号(?:[:= (]|是|为){0,3}(?P<code>0[0-9]{2,3})(?![0-9])")
_CODE_WITHOUT_ZERO = 3


def certainty_of_local(runs: Runs, window: Window) -> float | None:
    """None when nothing says that it is one."""
    plain, start, end = runs.plain, runs.runs[window.first].start, runs.runs[window.last].end
    reason = says_phone(plain, start)
    if reason == "said":
        return 0.95
    if reason == "likely" and len(window.digits) == 8:
        return 0.8
    if plain.find("区号", max(0, start - 10), start) >= 0:
        return 0.85
    if runs.lengths(window) == _IN_HALVES and _AT_AN_OFFICE.search(plain, max(0, start - 8), start):
        return None if COUNTS.match(plain, end) else 0.8
    return 0.85 if _SAID_BEHIND.match(plain, end) else None


def with_code_apart(plain: str, dialable: Dialable) -> Dialable:
    """区号0571，电话88886666"""
    match = _CODE_APART.search(plain) if "区号" in plain else None
    return (match and national(match["code"] + dialable.value)) or dialable


def without_its_zero(runs: Runs, window: Window) -> Dialable | None:
    """(571)88886666, 电话571-88886666"""
    first = runs.runs[window.first]
    if len(first.digits) != _CODE_WITHOUT_ZERO or not (dialable := national("0" + window.digits)):
        return None
    said = runs.plain[first.start - 1 : first.start] == "(" or says_phone(runs.plain, first.start)
    return dialable if said else None
