"""One walk through the words of a clause, in search of places.

A place begins where its clause begins (names of sites are in no list) and ends with the last word or number
that belongs to places: 花园, 3幢, 2-501, 大堂, 东侧. What cannot be in a place (a device, a fault, a person) ends it,
or starts it anew where there was no sign of a place yet. There is one rule for each kind of word.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp.patterns import Lazy
from nlp.place import Place
from nlp.place_names import (
    ROOM_OF_A_THING,
    electronic_thing_follows,
    end_of_name,
    end_of_shop,
    end_of_spot,
    goes_into_a_name,
    hall_follows,
    is_a_landmark,
    is_a_room,
    is_on_a_road,
    is_sold,
    names_a_hall,
    names_a_road,
    stands_there,
)
from nlp.place_numbers import KILOMETRE, number, spoken_number
from nlp.place_words import COUNT, NUMERALS, Token, Walk
from nlp.segment import Outline

_ROOM_TAIL = Lazy(r"(?:[^\W\d_a-zA-Z]{1,4}?|CT|DR|B超)[0-9]{0,2}[部室房间区厅库馆处站台层科组](?!.?[长员])")
_DEPARTMENTS = frozenset("部科处室")
_PARTICLES = frozenset("啊呀呢哦嘛嗯呃额")
_LEADS_THERE = frozenset("到往")
_STANDS_IN = ("在", "搁", "位于")
_CALLED = frozenset(("师傅", "老师", "领导", "阿姨", "老板", "大哥", "经理", "同志"))
_GENERIC = frozenset(
    "小区 社区 商场 超市 饭店 医院 学校 公司 酒店 银行 食堂 厂区 工厂 门店 餐厅 写字楼 商务楼 办公楼 教学楼 综合楼 宿舍楼 大楼 车间 仓库 基地 市场 停车场 宾馆 中心".split()  # noqa: SIM905, E501 - words read best in a row
)
_SEVERAL = Lazy("[几两三多]家$")
_SETS_OFF = frozenset("—“:")
_BUT = frozenset(("但", "但是", "不过"))
_PERCEIVED = frozenset(("看到", "看见", "发现"))  # 监控室看到…: the place is what follows
_FAR = 8  # unknown characters between two signs of one place
_MOTORWAY = 3  # characters of a road that needs no name in front: 京港澳


def places_in(outline: Outline, start: int, end: int) -> list[Place]:
    walk = Walk(outline, start, end)
    for index, token in enumerate(walk.tokens):
        if walk.end is not None and token.start < walk.end:
            continue
        if walk.end is not None and token.start - walk.end > _FAR:
            walk.close()
        _RULES.get(token.letter, _other)(walk, index, token)
    walk.close()
    return walk.found


def _site(walk: Walk, _index: int, token: Token) -> None:
    name = token.start - walk.start if walk.start is not None else 0
    single = len(token.words) == 1
    if single and not name:
        walk.name(token)
        return
    if token.words == "电子" and walk.end == token.start and electronic_thing_follows(walk, token):
        walk.close()  # 汽修厂|电子助力转向
        return
    if walk.end is not None and walk.plain[token.end : token.end + 1] == "的" and is_sold(walk, token):
        walk.close()  # 锦城国际|开火锅店的租户
        return
    common = single or token.words in _GENERIC
    if common and _SEVERAL.search(walk.plain, max(0, token.start - 3), token.start):
        walk.close()  # 大厦|好几家公司打来
        return
    if not name:
        weight = 0.6 if common or len(token.words) == 2 else 1.0  # 医院 says less than 注塑车间
    else:
        weight = 2.0 if not common else 1.7 if name > 1 else 1.2
    walk.sign(token.start, token.end, token.letter, weight)


def _road(walk: Walk, index: int, token: Token) -> None:
    """路 needs a name of two characters in front: neither 8路 nor 停路边."""
    before = walk.before(index)
    mouth = token.words[-1] == "路" and walk.plain[token.end : token.end + 1] == "口"  # 文三路学院路口
    if len(token.words) >= _MOTORWAY:
        walk.sign(token.start, token.end + mouth, "W", 1.5)
    elif walk.start is None or (len(token.words) == 1 and not names_a_road(walk, before, token)):
        walk.name(token)
    else:
        walk.sign(token.start, token.end, "W", 1.5)


_LEADS_TO_A_REGION = frozenset("放停讲说是")  # 巡逻车放淮安…, 她说的是西安…


def _region(walk: Walk, _index: int, token: Token) -> None:
    if walk.end is None and walk.start is not None and walk.plain[token.start - 1] in _LEADS_TO_A_REGION:
        walk.start = None
    walk.sign(token.start, token.end, "R", 0.4)


_CODE = re.compile(r".{0,2}a$|.?a0$")


def _public(walk: Walk, _index: int, token: Token) -> None:
    if token.letter == "L" and token.words.isascii() and _CODE.match(walk.shape, max(0, token.start - 3), token.start):
        walk.name(token)  # SVK9B2: part of a code
        return
    walk.sign(token.start, token.end, token.letter, 1.0)


def _home(walk: Walk, index: int, token: Token) -> None:
    """The kitchen of a restaurant is a place; that of a flat belongs to the fault."""
    if walk.end == token.start and walk.signs[-1] in "ZHLlv" and "S" not in walk.signs and "b" not in walk.signs:
        walk.sign(token.start, token.end, "H", 0.5)
    else:
        _other(walk, index, token)


_MACHINE = Lazy("[^\\W\\d_a-zA-Z]{2,4}机(?![房修加床])")  # 3#收卷机
_FLOOR = Lazy("[0-9]{1,2}|[A-Z0-9]+-[0-9]{1,2}")  # 12F, B24-7F; K20F is a model


def _counter(walk: Walk, index: int, token: Token) -> None:
    before, after = walk.before(index), walk.after(index)
    if token.words == "#" and after and (after.letter in "DPB" or _MACHINE.match(walk.plain, token.end)):
        walk.close()  # 1#压缩机
    elif token.words == "F" and before is not None and not _FLOOR.fullmatch(before.words):
        _unknown(walk, index, token)
    elif before is not None and (before.letter in "0aL" or before.words[-1] in NUMERALS):
        walk.sign(token.start, token.end, token.letter, 1.5)
    elif token.words == "楼" and before is not None and before.words == "#" and walk.end == token.start:
        walk.sign(token.start, token.end, "b", 0.5)
    elif token.words == "楼" and before is not None and before.words.endswith("号"):
        walk.sign(before.start, token.end, "b", 1.5)  # 九号 is a maker, too
    elif token.words == "楼" and before is not None and len(before.words) > 1 and names_a_hall(walk, before):
        walk.sign(token.start, token.end, "Z", 1.5)  # 化学楼
    else:
        _unknown(walk, index, token)


def _side(walk: Walk, _index: int, token: Token) -> None:
    if walk.end is None:
        if token.words not in _NEIGHBOURS:
            walk.name(token)
    elif walk.is_near(token) or (token.words in _BY_A_LANDMARK and is_a_landmark(walk, token.start)):
        walk.sign(token.start, token.end, "v", 0.2)


_NEIGHBOURS = frozenset(("隔壁", "楼上", "楼下"))
_BY_A_LANDMARK = frozenset(("出口", "入口", "门口", "旁", "旁边", "隔壁", "对面", "楼上", "边上"))
_ONE_OF_THEM = frozenset(("那户", "那间", "那家"))
_WHICH_SITE = frozenset(("那个", "这个", "那家", "那栋", "那幢", "那边的", "这边的"))


def _vague(walk: Walk, index: int, token: Token) -> None:
    """Between the pieces of a place: 文华新村那边18-3-201; but 书店楼上那个瑜伽馆, 最东头那间."""
    if walk.end == token.start and walk.signs[-1:] == "v" and token.words in _ONE_OF_THEM:
        walk.sign(token.start, token.end, "v", 0.1)
    elif not walk.ends_at(token.start) or token.words not in _WHICH_SITE or not _a_name_ahead(walk, index + 1):
        walk.cut()


def _a_name_ahead(walk: Walk, index: int) -> bool:
    following = walk.plain[walk.tokens[index].start] if index < len(walk.tokens) else ""
    return following not in COUNT and walk.site_ahead(index, ".RxP")


def _blank(walk: Walk, index: int, token: Token) -> None:
    before, after = walk.before(index), walk.after(index)
    if walk.end is not None:
        if not after or walk.person_ahead(index + 1) or not walk.goes_on_behind_blank(index + 1):
            walk.close()
        return
    if before and before.letter == "a" and after and after.words[0].isascii():
        return
    start = walk.name_in_front(token.start)
    if start is None and before and before.letter == "a" and walk.start is not None and walk.start < before.start:
        start = walk.start  # 西溪 COSMO 乐坊
    walk.start = start if after and start is not None and walk.goes_on_behind_blank(index + 1) else None


def _closing(walk: Walk, index: int, token: Token) -> None:
    after = walk.after(index)
    if token.words != "的":
        _other(walk, index, token)
    elif walk.end is not None and after and after.letter in "L0" and walk.signs[-1:] == "b":
        walk.cut()  # E5栋的B1机房
    elif walk.end is not None and not (
        after and ((after.letter in "SZLH" and len(after.words) > 1) or walk.site_ahead(index + 1))
    ):
        walk.close()


def _joint(walk: Walk, index: int, token: Token) -> None:
    if walk.is_near(token) and is_on_a_road(walk) and (along := KILOMETRE.match(walk.plain, token.start)):
        walk.sign(token.start, along.end(), "#", 1.5)  # 绍兴段往宁波方向K43+200应急车道
    elif token.words == "方向" and walk.end == token.start and walk.signs[-1:] == "R":
        walk.sign(token.start, token.end, "v", 0.1)  # 真武山隧道南岸方向
    elif hall_follows(walk, index):
        walk.name(token)  # 员工楼
    elif token.words in _BUT and walk.end is None:
        walk.start = None
    elif token.words in _PERCEIVED:
        walk.close()
    elif token.words in _LEADS_THERE and walk.end is None:
        walk.start = None  # 靠到南阳…, 送到东大街…
    elif len(token.words) == 1 or walk.leads_to_site(index):
        _unknown(walk, index, token)
    elif walk.end is None:
        walk.start = None
    elif not walk.site_ahead(index + 1):
        walk.close()


def _unknown(walk: Walk, index: int, token: Token) -> None:
    """Behind a sign it may be a room in words (五零二), 上 of a bridge, or a room that no list knows (康体部)."""
    if token.words in _SETS_OFF and walk.end is None:
        walk.start = None  # 厨房踩一脚湿——北京丰台…, 小张写的：“雅安…
        return
    walk.name(token)
    if not walk.is_near(token):
        return
    last = walk.signs[-1]
    tail = _ROOM_TAIL.match(walk.plain, token.start, walk.tokens[-1].end)
    if last == "W" and (along := KILOMETRE.match(walk.plain, token.start)):
        walk.sign(token.start, along.end(), "#", 1.5)  # 往江西方向K412应急车道
    elif number_end := spoken_number(walk, token, last):
        walk.sign(token.start, number_end, "#", 1.0)
    elif beside := end_of_spot(walk, token, last):
        walk.sign(token.start, beside, "v", 0.1)
    elif tail and is_a_room(walk, token, tail):
        walk.sign(token.start, tail.end(), "H", 0.3)
    elif token.letter == "." and last in "lLb#" and "Z" in walk.signs and (end := end_of_shop(walk, token)):
        walk.sign(token.start, end, "Z", 0.1)
    elif walk.plain[token.start - 1] == " " and (set_off := walk.name_set_off(token.start)):
        walk.sign(token.start, set_off, "Z" if last in "lL#" else last, 0.1)
    elif (
        (last in "SZWR" or walk.signs[-2:] == "W#")
        and token.letter == "."
        and not walk.site_ahead(index)
        and (end := end_of_name(walk, token))
    ):
        walk.sign(
            token.start, end, last if last in "SZ" else "S", 0.5 if last == "R" else 0.1
        )  # 碧桂园十里银滩, 力洋镇巧盛塑业


_LETTERED_STOREY = Lazy("(?:LG|UG)[0-9]{1,2}[层楼]")  # LG is a maker, too


def _brand(walk: Walk, index: int, token: Token) -> None:
    """The name of a maker may open that of a site: 理想国际大厦, 比亚迪4S店, 富士康A区; no car has one behind it."""
    if storey := _LETTERED_STOREY.match(walk.plain, token.start):
        walk.sign(token.start, storey.end(), "L", 1.5)
        return
    after = walk.after(index)
    between = ".RxBaJ " if token.words.isascii() else ".RxBaJ"  # OPPO 长安园区
    in_a_town = walk.signs in ("R", "RR") and walk.end == token.start  # 邵阳步步高生鲜区
    if walk.site_ahead(index + 1, between) or (after and (after.words == "楼" or (in_a_town and after.letter == "H"))):
        walk.name(token)
    else:
        walk.close()


def _other(walk: Walk, index: int, token: Token) -> None:
    if token.words in _PARTICLES and walk.site_ahead(index + 1, ".") and walk.part(token):
        return
    if token.words in _STANDS_IN:
        walk.close()  # 公司在科苑南路: the place is what follows
    elif token.words.startswith("物业") and walk.names_nothing_but_itself(token.start):
        assert walk.start is not None
        walk.sign(walk.start, token.start, "S", 1.9)  # 万科金域缇香物业
        walk.close()
    elif token.letter in "DPNTKIX" and token.words[-1] not in "在到了" and walk.leads_to_site(index):
        walk.name(token)  # 水泵厂
    elif (
        walk.end == token.start
        and (token.letter in "DPXK" or token.words[-1] == "工")
        and ROOM_OF_A_THING.match(walk.plain, token.end)
    ):
        walk.sign(token.start, token.end + 1, "H", 0.3)  # 电休克室
    elif token.letter == "N" and token.words[-1] in _DEPARTMENTS and walk.is_near(token) and stands_there(walk, index):
        walk.sign(token.start, token.end, "H", 0.3)  # 3楼财务部打印机
    elif token.words == "门" and walk.is_near(token) and walk.plain[token.start - 1] in COUNT:
        walk.sign(token.start, token.end, "u", 1.0)  # 8门
    elif goes_into_a_name(walk, index, token):
        if token.words not in _CALLED:
            walk.name(token)
    else:
        walk.close()


_RULES: dict[str, Callable[[Walk, int, Token], None]] = {
    **dict.fromkeys("SZ", _site),
    **dict.fromkeys("LH", _public),
    **dict.fromkeys("bulr", _counter),
    **dict.fromkeys("0a", number),
    **dict.fromkeys("xJI", _joint),
    **dict.fromkeys(".-", _unknown),
    **dict.fromkeys("BM", _brand),
    "W": _road,
    "R": _region,
    "h": _home,
    "v": _side,
    "V": _vague,
    "E": _closing,
    " ": _blank,
}
