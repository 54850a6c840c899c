"""Why two reports are taken for one matter, or not, in words: 同一设备 HR2025Q100481、同一故障（漏水）."""

from __future__ import annotations

from collections.abc import Sequence

from tickets.duplicates import Likeness
from tickets.signs import Reason, Sign

WHAT = {
    Sign.SERIAL: "设备",
    Sign.PLATE: "车辆",
    Sign.PHONE: "电话",
    Sign.DOOR: "门牌",
    Sign.BUILDING: "楼",
    Sign.SITE: "地点",
    Sign.CUSTOMER: "客户",
    Sign.UNIT: "编号",
    Sign.FAULT: "故障",
    Sign.AKIN: "类故障",
    Sign.THING: "东西",
    Sign.SPOT: "位置",
    Sign.WORDS: "说法",
    Sign.TRADE: "类别",
}
BY_ITSELF = {
    Sign.AGAIN: "自己说报过",
    Sign.ANOTHER: "自己说是另一个",
    Sign.MENDED: "说修好了，或修好后又坏了",
}


def why(likeness: Likeness) -> str:
    """What tells against it where anything does, otherwise what they have in common."""
    same = not likeness.conflicts
    return "、".join(_reason(reason, same=same) for reason in (likeness.conflicts or likeness.agreements))


TELLING = (Sign.SERIAL, Sign.PLATE, Sign.PHONE, Sign.DOOR, Sign.BUILDING, Sign.SITE, Sign.CUSTOMER, Sign.UNIT)
SAID = (Sign.WORDS, Sign.FAULT, Sign.THING, Sign.AKIN, Sign.AGAIN, Sign.TRADE)


def in_short(agreements: Sequence[Reason]) -> str:
    """The one that says most of who or where, and the one that says most of what."""
    by_sign = {reason.sign: reason for reason in agreements}
    found = (next((by_sign[sign] for sign in signs if sign in by_sign), None) for signs in (TELLING, SAID))
    return "、".join(_reason(reason, same=True) for reason in found if reason is not None)


def _reason(reason: Reason, *, same: bool) -> str:
    if reason.sign in BY_ITSELF:
        return BY_ITSELF[reason.sign]
    one, other = ("相近的", "不同的") if reason.sign is Sign.WORDS else ("同一", "另一")
    return f"{one if same else other}{WHAT[reason.sign]} {reason.value}".strip()
