"""Serial numbers and house tags by their shape, where they are set apart: in their own clause or at their device."""

from __future__ import annotations

from nlp.order_codes import ORDER_CODE
from nlp.patterns import HAN, Lazy
from nlp.serial_shapes import SET_APART

# 前一句，US19C0388，后一句: nothing else is said in its clause.
_IN_A_CLAUSE_OF_ITS_OWN = Lazy(r"(?:^|(?<=[,。;:(\n、 ]))[ ]?$")
_BEGINS_A_CLAUSE = Lazy(r"(?:^|(?<=[,。;:(\n、]))[ ]?$")
_ENDS_ITS_CLAUSE = Lazy(r"[ ,。;()\n]|$")
# KD-TF-2405, AH-0551-23: a house's own tag; no room (CBD-2-1803), and none of the series that makers name so.
_TAG = Lazy(
    r"(?!(?:FR|MR|DS|DH|RG|KFR|CXW|PO|SO|WO|HT|DD|BX|ERR|SRVO|ALM)-)"
    r"[A-Z]{2,4}-(?:(?:[A-Z][A-Z0-9]{0,4}|[0-9]{1,3}[A-Z][A-Z0-9]{0,3})-[0-9]{3,4}|[0-9]{3,5}-[0-9]{2,4}|[0-9]{2,4}-[0-9]{2,4}-[0-9]{2,4})"
    r"|[A-Z][0-9]-[0-9]{4}-[A-Z]"
    # GD5-0517-02, KY37-1906-22, A-3F-021, TR-LX0883-2
    r"|[A-Z]{2,4}[0-9]{1,3}-[0-9]{4}-[0-9]{2}|[A-Z]-[0-9]{1,2}[A-Z]-0[0-9]{2,3}|[A-Z]{2,3}-[A-Z]{1,3}0[0-9]{2,4}-[0-9]{1,2}"
)
# 牙椅YC-0207, 血透机4VCH-88126: behind its device at once, with a running number that no model has.
_RUNS_ON = Lazy(
    r"(?!(?:FR|MR|ACS|DVP|ASD|LXM|SGD[A-Z]?|CPM|ALM?|ERR?|ERROR|SRVO|DN|PN|NO|GB|JB|CH|OP)-)"
    r"(?:[A-Z]{2,5}-0[0-9]{3,5}|[0-9][A-Z]{2,4}-[0-9]{5,6}|[A-Z]{2,4}[0-9]{1,3}-[0-9]{4}-[0-9]{2}|[A-Z]{2,3}-[A-Z]{1,3}0[0-9]{2,4}-[0-9]{1,2})"
)
# FT0617扶梯, (LD-0231): no model counts from nought.
_RUNNING_NUMBER = Lazy(r"(?!AL|ALM|E[Rr]R?|O[CLV]|UV|SV|SC|SRVO|NO|TEL|PN|IP)[A-Z]{2,4}-?0[0-9]{3,5}")
# A tag of which the last part counts from nought: AGV-N2-031, QC-B2-0117, BH0316. No fault code, no room.
_FROM_NOUGHT = Lazy(
    r"(?!(?:FR|MR|ACS|DVP|ASD|LXM|SGD[A-Z]?)-)(?!(?:ALM?|E[Rr]{1,2}|ERROR|O[CLVH]|UV|SV|SC|SP|PS|SRVO|INTP|MOTN|SYST|NO|TEL|PN|IP|DB|GB|JB|DN|PO|SO|WO|HT|DD|BX|ERR|FAULT|CH)-?0)"
    r"(?:[A-Z]{2,5}(?:-[A-Z][A-Z0-9]{0,4})?(?:-0[0-9]{2,4}|(?<![0-9])0[0-9]{2,4})[A-Z]?|[A-Z]{2,3}0[0-9]{1,2}-[0-9]{1,2})"
)
_OF_THREE_PARTS = 2  # hyphens
# LT-1102, PSV-2103B: what instruments and valves of a plant are called (ISA 5.1)
_INSTRUMENT = Lazy(r"(?:[PTLF][TEIGS][A-Z]?|[PLTFHXZ]V|PSV|ESDV|MOV)-?[0-9]{3,5}[A-Z]?")
_BEHIND_AN_INSTRUMENT = Lazy(r"[计变阀仪表][ (]?$")
_BEHIND_ITS_DEVICE = Lazy(
    r"(?:[机器仪柜泵箱炉屏锁桩灯杆盖梯表阀车床门闸塔变扇管秤镜板块组头源关调椅台架罐枪缸库窗棚端脑统线轮钟铃刀]"
    r"|设备|[0-9]#|[那这][台部个只])[(: ]{0,2}$"
)
_SAYS_WHAT_IS_WRONG = Lazy(rf"号?[ ]?(?![楼室层单座幢栋户铺元店]|号楼){HAN}")
# YD18-06112, CQD16-0822A, 28-A1177: digits in both parts; a room's number ends otherwise.
_IN_PARTS = Lazy(
    r"(?!(?:CXW|KFR|JSQ|JZT|JZY|XQB|XQG|BCD)[0-9-]|S7-)(?![A-Z]?[0-9]{1,2}-[A-Z]?[0-9]{1,2}(?:0[1-9]|[12][0-9]|3[0-6])$)(?=[^0-9]*[0-9])"
    r"(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{2,10}(?:-[A-Z0-9]{2,6})?(?<=[0-9])-[0-9]{0,2}[A-Z]?(?!00)[0-9]{2}(?!00)[0-9]{2,4}[A-Z]?"
)
ITS_DEVICE = Lazy(r" ?[那这][台部个只]")  # RC-DS-0219 那台屏
_SENT_BACK = Lazy(r" ?(?:退回|返修|返厂|寄回|换回|拆下|装回)")
A_DEVICE = Lazy(
    rf"(?!{HAN}{{0,3}}[停关开死跳待]机){HAN}{{0,3}}?(?:机|器|仪|柜|泵|箱|炉|电视|空调|道闸|扶梯|灯|屏|锁|模块|电源|桩)"
)
# FM-S-03号西奥多风幕机
_NUMBERED = Lazy("[A-Z]{2,4}-[A-Z]{1,3}-[0-9]{2,4}")
_WITH_ITS_DEVICE = Lazy(rf"号{HAN}{{0,6}}?(?:机|器|梯|柜|泵|灯|屏|闸|桩|炉|锁)")
OF_A_PAPER = Lazy(
    r"(?:PO|SO|WO|BX|GD|DD|HT|FP|CG|RK|CK|RMA|INV|QD|XM|DH|SF|YT|JT|JD|JDVA|ZTO|STO|YD|DPK|EMS|UPS|KB)[-_]?[0-9-]{7,64}"
    r"|(?:CXW|KFR|JSQ|JZT|JZY|XQB|XQG|BCD)-?[0-9-]{3,16}"  # what household appliances are called
    r"|.{0,8}20[12][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]).{0,8}"
)
OF_A_FLAT = Lazy(r"[A-Z][0-9]{0,2}(?:-[0-9]{1,4}){1,3}")
_MANY = 6  # digits


def digits_of(token: str) -> int:
    """An O among digits is a zero."""
    return sum(each in "0123456789O" for each in token)


def is_set_apart(written: str, plain: str, start: int, end: int) -> bool:
    """A short number, with its device at once beside it or in a clause of its own."""
    tag = bool(_TAG.fullmatch(written) or _RUNNING_NUMBER.fullmatch(written))
    return (
        (tag and any(pattern.match(plain, end) for pattern in (A_DEVICE, ITS_DEVICE, _SENT_BACK)))
        or _is_an_instrument(written, plain, start, end)
        or (_NUMBERED.fullmatch(written) is not None and _WITH_ITS_DEVICE.match(plain, end) is not None)
        or (_RUNS_ON.fullmatch(written) is not None and _is_behind_its_device(plain, start))
        or (_FROM_NOUGHT.fullmatch(written) is not None and _belongs_to_a_device(plain, start, end))
        or (_is_no_flat(written) and SET_APART.fullmatch(written) is not None and _stands_apart(plain, start, end))
        or ((tag or _IN_PARTS.fullmatch(written) is not None) and has_its_clause(plain, start, end))
    )


def _is_an_instrument(written: str, plain: str, start: int, end: int) -> bool:
    if not _INSTRUMENT.fullmatch(written):
        return False
    behind = _BEHIND_AN_INSTRUMENT.search(plain, max(0, start - 3), start)
    return bool(behind or ("-" in written and has_its_clause(plain, start, end)))


def _is_behind_its_device(plain: str, start: int) -> bool:
    return _BEHIND_ITS_DEVICE.search(plain, max(0, start - 4), start) is not None


def _belongs_to_a_device(plain: str, start: int, end: int) -> bool:
    """灯杆 BH0316, or at the beginning of a clause that goes on: AGV-N2-031对不上充电桩."""
    if plain.count("-", start, end) == _OF_THREE_PARTS or _is_behind_its_device(plain, start):
        return True
    begins = _BEGINS_A_CLAUSE.search(plain, max(0, start - 2), start)
    return bool(begins and (_SAYS_WHAT_IS_WRONG.match(plain, end) or _ENDS_ITS_CLAUSE.match(plain, end)))


def _is_no_flat(written: str) -> bool:
    return not (OF_A_FLAT.fullmatch(written) or OF_A_PAPER.fullmatch(written) or ORDER_CODE.fullmatch(written))


def _stands_apart(plain: str, start: int, end: int) -> bool:
    """In a clause of its own, behind a device, or where a clause begins that tells what is wrong."""
    if has_its_clause(plain, start, end) or _is_behind_its_device(plain, start):
        return True
    begins = _IN_A_CLAUSE_OF_ITS_OWN.search(plain, max(0, start - 2), start)
    return bool(begins and _SAYS_WHAT_IS_WRONG.match(plain, end))


def has_its_clause(plain: str, start: int, end: int) -> bool:
    if plain[start - 1 : start] == "(" and plain[start:end].count("-") == 1:
        return False  # 冷水机组(19XR-5050)
    if " " in (plain[start - 1 : start], plain[end : end + 1]) and _is_short(plain[start:end]):
        return False  # 背面刻着 DTMAX CN0826
    return bool(_ENDS_ITS_CLAUSE.match(plain, end) and _IN_A_CLAUSE_OF_ITS_OWN.search(plain, max(0, start - 2), start))


def _is_short(token: str) -> bool:
    return "-" not in token and digits_of(token) < _MANY
