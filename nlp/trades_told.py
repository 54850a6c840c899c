"""What of a trade the words of one thing alone do not say: a lock is a joiner's until it reads fingers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nlp.patterns import Lazy
from nlp.phrases import Placed
from nlp.stranded import STRANDED

TOLD = {
    "lock": (
        "弱电安防",
        Lazy(
            r"锁[^。;\n]{0,14}(?:指纹|密码|刷脸|人脸|刷卡|蓝牙|没电)|(?:指纹|密码|小米|凯迪仕|德施曼|智能"
            r"|电子)[^,。;\n]{0,6}锁"
        ),
    ),
    "fence": (
        "弱电安防",
        Lazy(r"围栏[^,。;\n]{0,8}(?:叫|报警|误报|断线)"),
    ),
    "cold_cabinet": (
        "家电",
        Lazy(r"(?<![库电配机高低])柜[^,。;\n]{0,6}(?:不冷|不凉|不冻|结霜|化霜)"),
    ),
    "lift": (
        "电梯",
        Lazy(
            r"(?:开门|停)[^,。;\n]{0,6}(?:台阶|高差|差[^,。]{0,3}(?:公分|厘米|cm))|我[^,。;\n]{0,4}在电梯里面?(?:门|出)"
        ),
    ),
    "bed": (
        "医疗设备",
        Lazy(
            r"(?:[0-9一二三]床|病房|B超|超声|彩超|诊室|病区)[^。;\n]{0,16}(?:的?床(?:摇|升|降)|探头|呼叫)"
            r"|探头[^。;\n]{0,12}(?:B超|超声|彩超)|ICU|RICU|CCU"
        ),
    ),
    "car": (
        "车辆",
        Lazy(r"(?:20[0-2][0-9]|[0-2][0-9])款|跑网约车|[0-9一二三四五六七八九十]万?公里|4[sS]店.{0,4}车"),
    ),
    "wet_ceiling": (
        "给排水",
        Lazy(
            r"(?:卫生间|厕所|洗手间|厨房|浴室|公卫)的?(?:吊顶|天花板?|顶)[^,。;\n]{0,6}[漏滴渗]|楼上[^,。;\n]{0,8}漏到"
        ),
    ),
    "switch_room": (
        "强电照明",
        Lazy(r"配电[房室间][^,。;\n]{0,4}(?:[糊焦]|响|火花|冒烟)"),
    ),
    "pool": (
        "其他",
        Lazy(r"泳池水[^,。;\n]{0,3}[浑绿脏]"),
    ),
    "maker_code": (
        "工控电子",
        Lazy(r"SRVO|SV0[0-9]{3}"),
    ),
    "till": (
        "IT影音",
        Lazy(r"(?:店|收银|柜台)[^,。;\n]{0,6}(?:刷不了卡|扫不了码|扫码[^,。]{0,4}超时)"),
    ),
    "stranded": ("车辆", STRANDED),
}
"""Each is tried where `Phrases` finds one of its pairs of characters, from `lexicon/signs.toml`, in the text."""


def trades_told(plain: str, found: Mapping[str, Placed]) -> Iterator[str]:
    if found.keys().isdisjoint(TOLD):
        return
    for name, (trade, told) in TOLD.items():
        if name in found and told.search(plain) and (told is not STRANDED or "车" in plain):
            yield trade
