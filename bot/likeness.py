"""Why two reports are taken for one matter, or not, in words: 同一设备 HR2025Q100481、同一故障（漏水）."""

from __future__ import annotations

from tickets.duplicates import Likeness, Reason, Sign

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
    Sign.THING: "东西",
    Sign.SPOT: "位置",
    Sign.WORDS: "说法",
    Sign.TRADE: "类别",
}
BY_ITSELF = {Sign.ANOTHER: "自己说是另一个", Sign.MENDED: "说修好后又坏了"}


def why(likeness: Likeness) -> str:
    """What tells against it where anything does, otherwise what they have in common."""
    same = not likeness.conflicts
    return "、".join(_reason(reason, same=same) for reason in (likeness.conflicts or likeness.agreements))


def _reason(reason: Reason, *, same: bool) -> str:
    if reason.sign in BY_ITSELF:
        return BY_ITSELF[reason.sign]
    return f"{'同一' if same else '另一'}{WHAT[reason.sign]} {reason.value}".strip()
