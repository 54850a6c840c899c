"""The last resort where nothing tells a place: names in no list that stand where places stand.

A guess says nothing of whether somebody is to be sent for, so that its score is 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from nlp.clauses import Clause
from nlp.patterns import Lazy
from nlp.place import Place
from nlp.place_hints import SIGN
from nlp.place_walk import places_in
from nlp.segment import Outline

_SCORE = 0.0
_SHORTEST, _SURE = 2, 3  # characters of a name that a device follows, and of any other
_NOT_IN_A_NAME = Lazy(
    "[们话来去到是有她他我你您它让被把给从都也又还就才再没不很太说看找叫要想能该的了着过一两几这那哪谁怎什么啥个在和跟与因为所以于第位姓]|[姐妹]夫"
)


def guessed(outline: Outline, clauses: Sequence[Clause]) -> Place | None:
    return (
        _numbered(outline)
        or _named_room(outline)
        or _set_off(outline)
        or _common_site(outline, clauses)
        or _before_colon(outline)
        or _before_what_is_wrong(outline, clauses)
    )


_NAMED_ROOM = Lazy(
    r"(?:^|(?<=[,。\n ;!?@在住是:]))(?P<name>[^\W\d_a-zA-Z]{2,6})"
    r"(?:-?[A-HL]?[0-9]{3,4}|[0-9]{1,2}[A-EGH])(?![0-9A-Za-z.+-]|[元块度年个台次])"
)


def _named_room(outline: Outline) -> Place | None:
    """梅溪鹭洲1703主卧…, 致远B306大屏…"""
    for match in _NAMED_ROOM.finditer(outline.plain):
        name = outline.shape[match.start() : match.end("name")]
        free = _ROOM_SHAPE.fullmatch(outline.shape, match.end("name"), match.end())
        if free and name.count(".") >= len(name) - 1 and not _NOT_IN_A_NAME.search(match["name"]):
            return _guess(*match.span(), "#")
    return None


def _guess(start: int, end: int, signs: str = "") -> Place:
    return Place(((start, end),), _SCORE, signs)


_ROOM_SHAPE = re.compile("-?a?0{3,4}|00?a")
_MACHINE = r"[^\W\d_]{0,2}[梯机泵炉塔柜屏枪桩灯阀线楼]"
_NUMBERED = Lazy(
    r"(?:^|(?<=[,。\n ;!?@在住是:]))(?P<name>[^\W\d_a-zA-Z]{0,6})(?: ?[0-9]{1,4}|[一二三四五六七八九十]{1,3})(?:号|组)"
    rf"(?![0-9A-Za-z码上下])(?P<machine>{_MACHINE})?"
)


def _numbered(outline: Outline) -> Place | None:
    """朗诗8号漏水了, 临江6组没水, 66号门锁坏了; of 朗诗2号客梯 only the name."""
    for match in _NUMBERED.finditer(outline.plain):
        name = outline.shape[match.start() : match.end("name")]
        if _NOT_IN_A_NAME.search(match["name"]):
            continue
        named = len(name) >= _SHORTEST and name.count(".") + 2 * name.count("R") >= len(name) - 1
        if match["machine"] is None and (named or not name):
            return _guess(*match.span(), "#")
        if match["machine"] and named:
            return _guess(*match.span("name"))
    return None


_SET_OFF = re.compile(r"(?:^|(?<=[,@])) ?([.RxJMWSZPOHD~]{3,9}?)(?= )")
_NO_NAME = re.compile("[XEONTI]~|^[DPH]|J~~")


def _set_off(outline: Outline) -> Place | None:
    """巷尾豆花庄 冰柜压缩机不转: a blank parts it from what is wrong."""
    for match in _SET_OFF.finditer(outline.shape):
        if _is_unknown(match[1]) and not _NO_NAME.search(match[1]):
            return _guess(*match.span(1))
    return None


_OPENING = re.compile("(?:O~* ?)*")
_ANYWHERE = frozenset(
    "小区 社区 公司 集团 学校 医院 酒店 银行 宾馆 饭店 门店 店里 物业 中心 大学 小学 中学 幼儿园 院子 民房 平房 出租屋 出租房 自建房 别墅 公寓 花园 家园 庭院 大院 基地 市场 商场 超市 广场 学院 政府 门诊 办事处 管理处 服务中心 售后中心 维修站 维修中心 电子 科技 机械 4S店 4S 修理厂 新能源 平台 网点 老区 新区 便利 电气 建材 国际 生物 家居 奶茶 五金 药房 网吧 诊所 首府 湖畔 都市".split()  # noqa: SIM905, E501 - words read best in a row
)


def _common_site(outline: Outline, clauses: Iterable[Clause]) -> Place | None:
    """食堂漏水了, 工地没电: the only one that those who talk of it have."""
    for clause in clauses:
        if clause.label is None and SIGN.search(outline.shape, clause.start, clause.end):
            opening = _OPENING.match(outline.shape, clause.start, clause.end)
            for place in places_in(outline, opening.end() if opening else clause.start, clause.end)[:1]:
                told = outline.plain[place.start : place.end]
                if opening and place.start == opening.end() and place.names_a_site and told not in _ANYWHERE:
                    return replace(place, score=_SCORE)
    return None


_BEFORE_COLON = re.compile(r"(?:^|(?<=[,@])) ?([^,@pst!]{2,12}?) ?-(?![pst@!-])")
_ANNOUNCES = Lazy("(?:[知告示醒录划须养检访群班结表]|[日周月快]报)$")  # 食堂通知：…
_IN_NAMES = frozenset(".RxJvI~")


def _before_colon(outline: Outline) -> Place | None:
    """骨科：空调不制冷, 天成包装：…, where no label and no speaker is."""
    for match in _BEFORE_COLON.finditer(outline.shape):
        start, end = match.span(1)
        if outline.plain[match.end() - 1] != ":":
            continue
        if SIGN.search(outline.shape, start, end):
            places = places_in(outline, start, end)
            if places and not _ANNOUNCES.search(outline.plain, places[0].end, end):
                return replace(places[0], score=_SCORE)
        if len(match[1]) >= _SURE and _is_unknown(match[1]) and _IN_NAMES.issuperset(match[1]):
            return _guess(start, end)
    return None


_BEFORE_WHAT_IS_WRONG = Lazy(
    r"(?:O~* ?)*(?P<name>(?:[.xJvWSZIRb](?!~)|R~){2,10}?(?P<room>D~+(?=0\.|[DPBE]))?(?:P~+(?=[cTNEBDO]))?)"
    r"(?= ?(?:[DBVOh]|P~|E?[DcTN]))"
)
_ROOMS_OF_DEVICES = frozenset("库站房厂")


def _before_what_is_wrong(outline: Outline, clauses: Iterable[Clause]) -> Place | None:
    """恒隆客梯停了, 我是锦云里的, 天成包装水管爆了."""
    for clause in clauses:
        match = _BEFORE_WHAT_IS_WRONG.match(outline.shape, clause.start, clause.end) if clause.label is None else None
        if match is None:
            continue
        start, end = match.span("name")
        if match["room"] and outline.plain[end - 1] not in _ROOMS_OF_DEVICES:
            end = match.start("room")
        name = outline.shape[start:end].partition("D")[0].partition("P")[0]
        long = len(name) >= _SURE or outline.shape[end : end + 2].lstrip("E")[:1] in ("D", "B", "c", "T", "N")
        if long and _is_unknown(name) and not _NOT_IN_A_NAME.search(outline.plain, start, end):
            return _guess(start, end)
    return None


def _is_unknown(shape: str) -> bool:
    return shape.count(".") * 2 >= len(shape)
