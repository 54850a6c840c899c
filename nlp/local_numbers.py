"""Landlines without their area code, or without its zero: what says that so few digits are a telephone number."""

from __future__ import annotations

import re

from nlp.characters import SPOKEN_DIGITS
from nlp.digit_runs import Runs, Window
from nlp.numbering import Dialable, national
from nlp.patterns import HAN, Lazy, holds
from nlp.surroundings import says_phone

_SPOKEN = "".join(SPOKEN_DIGITS)
_TO_DIGITS = str.maketrans(SPOKEN_DIGITS)
_SHORTER = [3, 4]  # parted as seven digits are
_IN_HALVES = [4, 4]
# 总务处 8206 7315: where people sit, a number written so is the telephone on the desk.
_AT_AN_OFFICE = Lazy(
    rf"(?:{HAN}[处科部院所馆店厅校]|食堂|宿舍|小区|宾馆|中心|公司|单位|物业|后勤|总务|财务|人事|行政|保安|门卫"
    r"|(?:手术|抢救|诊|治疗|观察|供应|透析|办公|会议|教研|实验|财务|阅览|活动|休息|化验|培训|接待)室|[药产病]房|病区|急诊"
    r"|客户|业主|住户|用户|租[户客]|房东|商户|家属|本人|家里)[: ,]{0,2}$"
)
_LANDLINE = "(?:座机|固话|固定电话|市话|本地号码?)"
_DESK = rf"{HAN}{{1,6}}[室科部处台办岗厨]"
_SAID_BEHIND = Lazy(
    r"[ ,]?\([^\W0-9A-Za-z]{0,4}(?:本地|座机|固话|市话)|[ ,]?\(?(?:请?转接?|分机)[ :号]{0,2}[0-9]"
    r"|[ ,(]{0,2}(?:这?个?是)?(?:[^\W0-9A-Za-z]{0,3})(?:电话|座机|固话)(?=打|[),。;]|$)"
    r"|[ ,]?\((?:办公?|宅|家里?|固|座|单位)\)|,(?:这?是)?(?:我们?|他|她)?[^\W0-9A-Za-z]{0,4}的(?:电话|座机|固话|号码)"
    r"|[ ,(]{0,2}(?:前面|外地|异地)[^\n0-9]{0,6}0[0-9]{2,3}(?![0-9])"
    # 88886666-802门卫室, 88886666-802 前台分机
    rf"|[-—转][0-9]{{2,5}}(?![0-9-]) ?(?:{HAN}{{0,8}}?(?:分机|内线)"
    rf"|(?:[这那]个?)?[是找]?{_DESK}(?![^\W0-9_])|是{_DESK}的?(?=[,。 ]|$))"
    # 是座机不是QQ
    rf"|[ ,(—-]{{0,2}}(?:不是{HAN}{{0,4}}[A-Za-z]{{0,6}}[, ]?)?"
    r"(?:(?:(?:这个?|那个?|它|号码?)?[就才也]?是|属于|走|用|打)?(?:本地|老式|单位|家里|办公室?|家用)?的?)"
    rf"{_LANDLINE}(?=不是|来的|[,。;!?)的哈哦啊]|$)"
    # 是前台
    r"|[ ,]?(?:这个?)?是(?:我们?)?(?:[前总]台|值班室?|门[卫岗房]|办公室|服务台|家里|店里|物业|护士站|传达室)"
    r"(?=[,。;!?的) ]|$)"
    # 本地直拨, behind an extension, too
    r"|(?:[-—转][0-9]{2,5}(?![0-9-]))?[ ,(]{1,2}(?:本地|市内)(?:的|直拨|直接[打拨]|可?以?直?拨)(?=[,。;!?) ]|$)"
    # 不用加区号
    r"|[ ,(—-]{0,2}(?:(?:拨打?|打|外地打?)(?:的?时候?)?)?"
    r"(?:不用|不要|不必|不需要?|无需|免|没有?|没|别|要|需要?|记得|请|先|前面|省略?){0,3}(?:再|自己)?"
    r"(?:加拨?|带|拨|打|写)?区号"
)
COUNTS = Lazy(r" ?[楼号室幢栋单层弄院座房床]")
_CODE = rf"(?P<code>0[0-9]{{2,3}}|[零〇洞][{_SPOKEN}]{{2,3}})(?![0-9{_SPOKEN}])"
_CODE_APART = Lazy(
    r"(?:[打拨] ?(?=0[0-9]{2,3} ?(?:再|然后)拨)|区号"
    r"|(?:前面?|外地打?|异地打?|(?:外地|异地)拨打?)?(?:要|得|需要?|记得|请|再|先|自己){0,3}(?:加拨?|拨|打|带|添)上?个?(?:区号)?)"
    rf"(?:[:= (]|是|为){{0,3}}{_CODE}"
)
_CODE_IN_FRONT = Lazy(
    rf"(?<![0-9]){_CODE}(?:的|打头|开头|区号|这边|那边|地区|[之以]?后面?|以后)的?"
    r"(?:座机|电话|号码?|固话)?(?:是|跟|[,: ]){0,2}$"
)
_CODE_BEHIND = Lazy(
    rf"[ ,]{{0,2}}(?:{HAN}{{2,3}}{_CODE}(?=[区,。) ]|$)"
    rf"|\({HAN}{{0,3}}(?P<inside>0[0-9]{{2,3}})\)|(?P<named>0[0-9]{{2,3}})区号)"
)
_NEAR = 60  # characters between a number and its code
_MAY_BE_APART = ("区号", "加", "先", "带", "拨")
_CODE_WITHOUT_ZERO = 3


def certainty_of_local(runs: Runs, window: Window) -> float | None:
    """None when nothing says that it is one."""
    plain, start, end = runs.plain, runs.runs[window.first].start, runs.runs[window.last].end
    reason = says_phone(plain, start)
    if reason == "said":
        return 0.95
    if reason == "likely" and (len(window.digits) == 8 or runs.lengths(window) == _SHORTER):
        return 0.8
    if plain.find("区号", max(0, start - 10), start) >= 0 or _code_beside(plain, start, end):
        return 0.85
    if runs.lengths(window) == _IN_HALVES and _AT_AN_OFFICE.search(plain, max(0, start - 8), start):
        return None if COUNTS.match(plain, end) else 0.8
    return 0.85 if _SAID_BEHIND.match(plain, end) else None


def with_code_apart(plain: str, start: int, end: int, dialable: Dialable) -> Dialable:
    """区号0571，电话88886666; 0571的，88886666; 88886666前面加0571"""
    match = _code_beside(plain, start, end) or (
        _CODE_APART.search(plain, max(0, start - _NEAR), start + _NEAR) if holds(plain, _MAY_BE_APART) else None
    )
    code = match and match[match.lastgroup or 0].translate(_TO_DIGITS)
    return (code and national(code + dialable.value)) or dialable


def _code_beside(plain: str, start: int, end: int) -> re.Match[str] | None:
    return _CODE_IN_FRONT.search(plain, max(0, start - 14), start) or _CODE_BEHIND.match(plain, end)


def without_its_zero(runs: Runs, window: Window) -> Dialable | None:
    """(571)88886666, 电话571-88886666"""
    first = runs.runs[window.first]
    if len(first.digits) != _CODE_WITHOUT_ZERO or not (dialable := national("0" + window.digits)):
        return None
    said = runs.plain[first.start - 1 : first.start] == "(" or says_phone(runs.plain, first.start)
    return dialable if said else None
