"""On a walk through the words of a clause: what may be part of a name, and what is a room or a spot behind one."""

from __future__ import annotations

import re

from nlp.patterns import Lazy
from nlp.place_words import NUMERALS, ONLY_REGIONS, SHORTEST_NAME, Token, Walk

ROOM_OF_A_THING = Lazy("室(?![内外温])|间(?![隔断])|房(?![间屋东])")
_STILL_A_NAME = (*ONLY_REGIONS, "W", "RW")
_BESIDE = frozenset("下前后边旁")
_ENDS_THERE = frozenset("E, ")
_COUNTS_ONE = frozenset("一两几那这另每哪")
_OF_A_ROOM = frozenset(".JxPrIH~")
_UNKNOWN = frozenset(".J")
_LONGEST_REST = 6
_SHORTEST_BEFORE_BLANK = 3
_REST = frozenset(".JxPB~MSZ")


def stands_there(walk: Walk, index: int) -> bool:
    """3楼财务部打印机; but not where somebody works: 酒店工程部 路工."""
    end = walk.tokens[index].end
    if walk.shape[end : end + 1] == " " and walk.plain[end - 1] != "室":
        return walk.shape[end + 1 : end + 2] not in ("c", "N", "T")
    return walk.shape[end : end + 1] not in ("c", "N", "T", "E")


def _is_part_of_a_name(walk: Walk, index: int, token: Token) -> bool:
    """One more character and a site are behind it: 龙头寺花园, 泥巴山隧道, 招商局大厦."""
    if token.letter not in "DPNKX" or walk.signs not in _STILL_A_NAME or index + 2 >= len(walk.tokens):
        return False
    one, site = walk.tokens[index + 1 : index + 3]
    return one.letter in ".ZSJ" and len(one.words) == 1 and site.letter in "SZWH" and len(site.words) > 1


def _may_be_in_a_name(walk: Walk, index: int, token: Token) -> bool:
    """Before the first sign but a region: 望江门外婆家, 金地自在城, 海宁卡森皮革; behind it 永辉转塘店."""
    if token.letter in "PX" and len(token.words) == 1 and walk.start is not None and walk.site_ahead(index + 1, ".RxJ"):
        return True  # 望江橡树林二期, 荷花池店, 坑根村
    if walk.signs not in ONLY_REGIONS:
        return token.letter in "OE" and len(token.words) == 1 and walk.site_ahead(index + 1)
    if len(token.words) == 1 and token.letter == "O":
        after = walk.after(index)
        named = after is not None and after.letter in "SZ"  # 求是小学
        return walk.start is not None and (token.start - walk.start > 1 or named)
    if token.letter == "P" and walk.start is not None and walk.site_ahead(index + 1, ".Rx"):
        return True  # 望江橡树林二期, 荷花池店
    return token.letter == "T" or (len(token.words) == 1 and token.letter in "PX")


_STRETCH = Lazy(r"[往向][^\W\d_a-zA-Z]{1,4}?方向|[^\W\d_a-zA-Z]{2,4}?(?:方向|段)(?![时间])")


def end_of_spot(walk: Walk, token: Token, last: str) -> int | None:
    """立交桥上, 杭甬高速宁波段, 隧道往西昌方向, 9号楼前的井盖."""
    if token.words[0] in "上段":
        return token.start + 1 if last in ("WZ" if token.words[0] == "上" else "WR") else None
    if last in "WZv" and ("W" in walk.signs or last == "Z"):
        stretch = _STRETCH.match(walk.plain, token.start)
        if stretch and (last == "W" or stretch[0].endswith("方向")):
            return stretch.end()
    ends = walk.shape[token.end : token.end + 1]
    beside = token.words in _BESIDE and last in "bWZH" and _ENDS_THERE.issuperset(ends)
    return token.start + 1 if beside else None


def hall_follows(walk: Walk, index: int) -> bool:
    """What the hall is for, behind a place: 酒店员工楼."""
    token, after = walk.tokens[index], walk.after(index)
    hall = after is not None and after.words == "楼" and after.start == token.end
    return hall and len(token.words) > 1 and walk.end == token.start


def is_a_room(walk: Walk, token: Token, tail: re.Match[str]) -> bool:
    """康体部, 准备室; but neither 另一台 nor a village that ends like a room: 明山区牛心台."""
    last, end = walk.signs[-1], tail[0][-1]
    if (
        last == "R"
        or (last == "W" and end in "台站")
        or (end == "台" and tail[0][-2] in NUMERALS and "第" not in tail[0])
        or (end in "台位部" and not _COUNTS_ONE.isdisjoint((tail[0][0], tail[0][-2:-1])))
    ):
        return False
    return _OF_A_ROOM.issuperset(walk.shape[token.start : tail.end()])


def end_of_shop(walk: Walk, token: Token) -> int | None:
    """Where the clause ends, if only an unknown name is left of it behind a number of premises: 万达2F-2056鲜果时光."""
    end = walk.tokens[-1].end
    rest = walk.shape[token.start : end]
    named = SHORTEST_NAME <= len(rest) <= _LONGEST_REST and rest.count(".") * 3 >= len(rest) * 2
    return end if named and _UNKNOWN.issuperset(rest) and walk.shape[end : end + 1] in ("", ",") else None


def end_of_name(walk: Walk, token: Token) -> int | None:
    """Where the clause ends, if nothing but an unknown name is left of it."""
    end = walk.tokens[-1].end
    rest = walk.shape[token.start : end]
    named = SHORTEST_NAME <= len(rest) <= _LONGEST_REST and rest.count(".") * 3 >= len(rest) * 2
    if not named:
        blank = walk.shape.find(" ", token.start, end)  # 天一广场阿吉烧烤 冰柜不冷
        end = blank if blank > 0 else end
        rest = walk.shape[token.start : end]
        named = blank > 0 and _SHORTEST_BEFORE_BLANK <= len(rest) <= _LONGEST_REST and rest.count(".") == len(rest)
    return end if named and _REST.issuperset(rest) and walk.shape[end : end + 1] in ("", ",", " ") else None


def goes_into_a_name(walk: Walk, index: int, token: Token) -> bool:
    return (
        _is_part_of_a_name(walk, index, token)
        or _may_be_in_a_name(walk, index, token)
        or (token.start == walk.end and hall_follows(walk, index))  # 中控楼
        or (token.letter == "P" and _ends_a_maker(walk, token))
    )


_BEHIND_A_MAKER = ("E", "B", "D", "c", "T", "N", ",", " ", "-", "")


def _ends_a_maker(walk: Walk, token: Token) -> bool:
    """无锡惠山恒屹轴承: what a factory makes ends its name, where nothing is wrong with it."""
    named = walk.signs in ONLY_REGIONS and walk.start is not None and walk.shape[token.start - 2 : token.start] == ".."
    return named and walk.shape[token.end : token.end + 1] in _BEHIND_A_MAKER


_LONGEST_LANDMARK = 7
_OF_A_LANDMARK = frozenset(".JxRSZ~")
_NO_LANDMARK = Lazy("[的了在是有就都也还又要会被把给从到向往对一进出开关门靠说报我你他]")


def is_a_landmark(walk: Walk, end: int) -> bool:
    """Mostly unknown words between the last sign and 门口, 旁 or 隔壁: 商城一楼周大福门口."""
    start = walk.end or 0
    shape = walk.shape[start:end]
    named = SHORTEST_NAME <= len(shape) <= _LONGEST_LANDMARK and shape.count(".") * 2 >= len(shape) - 1
    return named and _OF_A_LANDMARK.issuperset(shape) and not _NO_LANDMARK.search(walk.plain, start, end)


_SOLD_THERE = frozenset("开做卖")
_OF_GOODS = 3  # characters: 开酒|馆
_GOES_ON = frozenset("PDBJ.X")


def is_sold(walk: Walk, token: Token) -> bool:
    return walk.end is not None and token.start - walk.end <= _OF_GOODS and walk.plain[walk.end] in _SOLD_THERE


def electronic_thing_follows(walk: Walk, token: Token) -> bool:
    """汽修厂|电子助力转向; but 宏达电子."""
    return walk.signs[-1] in "ZSH" and walk.shape[token.end : token.end + 1] in _GOES_ON


_DAYS = ("五一", "七一", "八一", "三八")  # roads are named after


def names_a_road(walk: Walk, before: Token | None, token: Token) -> bool:
    if before is None or walk.start is None or before.letter == "0":
        return False
    counted = before.words[-1] in NUMERALS and (len(before.words) == 1 or before.words[-2] in NUMERALS)
    if counted and token.words == "路" and before.words[-2:] not in _DAYS:
        return False  # 八路; but 文二路
    return token.start - walk.start > 1


_ON_A_ROAD = ("服务区", "收费站", "大桥", "隧道", "枢纽")


def is_on_a_road(walk: Walk) -> bool:
    return "W" in walk.signs or walk.plain.endswith(_ON_A_ROAD, 0, walk.end or 0)


def names_a_hall(walk: Walk, before: Token) -> bool:
    return before.letter in ".B" or (before.letter in "JPN" and walk.end == before.start)  # 化学楼, 酒店员工楼
