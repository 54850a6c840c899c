"""Places as they are written, told apart: the name of the site and the numbers on the doors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from tickets.doors import doors_of

_GENERIC = re.compile(
    "小区|花园|公寓|广场|大厦|大楼|中心|医院|学校|公司|工厂|门口|门店|4s店|分店|酒店|超市|银行|仓库|宿舍|食堂|库房|前厅|前台|大厅|厨房|卫生间|厕所|机房|会议室|办公室"
    "|国际|冷链|物流园|物流|服务区|服务台|商铺|金街|步行街|商业街|别墅|手术室|手术间|抢救室|急诊|护士站|ct室|血透室|透析室|血透|检验[科室]"
    "|放射科|影像科|超声科|口腔科|骨科|内科|外科|诊室|泵房|水泵房|写字楼|开发区|工业[园区]|科技园|产业园|园区|创业园|软件园|实验[楼室]|教学楼|行政楼"
    "|卫生[站院所室]|[np]?icu|综合楼|办公楼|宿舍楼|[东南西北]门|卫生服务|社区|街道|商厦|商场|商城|购物"
    "|幼儿园|小学|中学|大学|学院|饭店|宾馆|餐厅|茶水间|电梯厅|大厅|露台|屋顶|顶楼|楼顶|[一二三四五六七八九十]院|市[一二三四五六]"
    "|充电[站桩]|停车|[一二三四五六七八九十两几]个|[一二三四五六七八九]上[一二三四五六七八九]|上铺|下铺|管委会|居委会|业委会|村委会|物业|商管|视频|照片|微信|短信"
    "|路口|高速|出口|匝道|方向|应急车道|tower|room|building|floor|suite"
    "|大门|小门|正门|后门|侧门|维修站|住院部|门诊|病区|病房|车间|车库|地库|地下|停车场|车位|入口|出口|进口|楼道|走廊|大堂|单元|旁边|边上|[东南西北外内里]侧|绿化带|路面|外面|里面|附近|这里|那边"
    "|菜场|菜市场|农贸市场|市场|[男女]厕所?|[男女]卫生?间?|后厨|围墙|墙[根角]|[东南西北前后左右]面|[东南西北]头|[的在住靠进那这边旁我们店]|(?<=[房间室楼库厅场区园])里"
)

_WITHIN = re.compile(
    "[男女](?:生?宿舍楼?|生?寝室?|生楼|厕所?|卫生?间?|更衣室)|大门|小门|正门|后门|侧门|门口|岗亭|门岗|保安亭|出入口|楼下|楼上|门厅|门洞|放射科|影像科|超声科|检验科|急诊科?|口腔科|门诊|病区|住院部|教室|阅览室|洗手间|储[藏物]间|储[藏物]室|地下室|杂物间|楼梯间?|步梯|天台|过道|电梯间|中庭|前室|烘焙间?|面包[房店]|生鲜区?|收银[台区]?|自助区"
    "|下口|上口|道口|匝口|mall|门诊[部楼]|检验科|护士台|分诊台|导诊台|吧台|月台|站台|值班室|监控室|配电[室房间]|弱电[间井]|管道井|水井|设备[层间]"
)
"""Parts of a site: they may say where something is, and tell no site from another."""
_ROAD = re.compile("[\u4e00-\u9fff]{1,3}(?:大道|[路街巷])")
_SITE_KIND = re.compile("国际|广场|花园|公寓|大厦|家园|酒店")
_SHORT_NAME = 3  # pairs of characters
_REMEMBERED = 4096  # each report is compared with many others
_ENDINGS = frozenset("城都汇里府庭湾台郡轩阁居庄村坊天街港谷岸")
"""万象汇 is not 万象城. (园 and 苑 sound alike: they are taken for one another.)"""
_TELLING = frozenset("东西南北中大小上下新老")
"""One such character is enough to tell 育华小学 from 育华中学."""


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is what is no number; `doors` the numbers by their kind: building, unit, floor, room, bed …"""

    name: str
    doors: Mapping[str, str]


@lru_cache(_REMEMBERED)
def place_of(words: str) -> Place:
    """钱江新城3幢2单元501: 钱江新城, building 3, unit 2, room 501. Numbers are told apart however they are written."""
    doors, rest = doors_of(words)
    return Place("".join(character for character in rest if character.isalnum()).lower(), doors)


def same_doors(one: Place, other: Place) -> frozenset[str]:
    """The kinds of number that both have, and agree in."""
    return frozenset(kind for kind in one.doors.keys() & other.doors.keys() if one.doors[kind] == other.doors[kind])


def other_doors(one: Place, other: Place) -> frozenset[str]:
    """The kinds of number that both have, and differ in."""
    return frozenset(one.doors.keys() & other.doors.keys()) - same_doors(one, other)


def named_in(name: str, words: str) -> float:
    """How much of a site's name occurs in other words, 0 to 1. Words such as 小区 do not count."""
    pairs = name_pairs(name)
    return len(pairs & pairs_of(words)) / len(pairs) if pairs else 0.0


def is_own(name: str) -> bool:
    """Is there more in it than 小区门口?"""
    return bool(_GENERIC.sub("", name))


def is_short(name: str) -> bool:
    return len(name_pairs(name)) <= _SHORT_NAME


def sites_differ(one: str, one_words: str, other: str, other_words: str) -> bool:
    """Each name has something of its own, and in the same position: 领SHOW天地 of 丰泽 may be 领SHOW天地瑜伽馆.
    Of a name in another script nothing can be said.
    """
    if one.isascii() != other.isascii():
        return False
    mine, theirs = own_part(one, other, other_words), own_part(other, one, one_words)
    if mine and theirs:
        return not _at_both_ends(one, mine, other, theirs)
    return _ends_otherwise(one, other) and not (one in other_words or other in one_words)


def _at_both_ends(one: str, mine: str, other: str, theirs: str) -> bool:
    """The one goes on before what they share, the other behind it."""
    before, behind = one.split(mine, 1), other.split(theirs, 1)
    return _overlap(before[1], behind[0]) or _overlap(behind[1], before[0])


def _overlap(rest: str, begin: str) -> bool:
    """What follows in the one is what comes first in the other, and tells a site."""
    pairs = name_pairs(_ROAD.sub(" ", begin))
    return bool(pairs) and len(pairs & pairs_of(rest)) * 2 > len(pairs)


def kinds_differ(one: str, other: str) -> bool:
    """汇通财富中心 is not 汇通国际."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    rests = one[shared:], other[shared:]
    return shared > 1 and any(
        (kind := _SITE_KIND.match(rest)) is not None and bool(name_pairs(longer)) and kind[0] not in longer
        for rest, longer in (rests, rests[::-1])
    )


def _ends_otherwise(one: str, other: str) -> bool:
    return any(
        one[at] != other[there + 2] and {one[at], other[there + 2]} <= _ENDINGS
        for at in range(2, len(one))
        if 0 <= (there := other.find(one[at - 2 : at])) < len(other) - 2
    )


def own_part(name: str, other_name: str, other_words: str) -> str:
    """What tells this site from the other one: of 永辉古墩店 and 永辉文三店, 古墩. Empty where the two may be one."""
    told = pairs_of(other_words)
    known = set(other_name)
    plain = _WITHIN.sub(lambda match: " " * len(match[0]), name)
    kept = [
        at
        for at, character in enumerate(plain)
        if character not in known and not {name[max(at - 1, 0) : at + 1], name[at : at + 2]} & told
    ]
    words = _GENERIC.sub(" ", "".join(plain[at] if at in kept else " " for at in range(len(name))))
    mine = name_pairs(name)
    shortest = 1 if name_pairs(other_name) and mine and not mine & told else 2
    return max((run for run in words.split() if len(run) >= shortest or run in _TELLING), key=len, default="")


@lru_cache(_REMEMBERED)
def name_pairs(name: str) -> frozenset[str]:
    """The characters of a site's name in pairs; none where there is no more in it than 小区门口."""
    return frozenset(pair for pair in pairs_of(_GENERIC.sub(" ", name)) if not pair.isdigit())


@lru_cache(_REMEMBERED)
def pairs_of(words: str) -> frozenset[str]:
    words = words.lower()
    return frozenset(pair for at in range(len(words) - 1) if (pair := words[at : at + 2]).isalnum())
