"""Numbers on a walk through the words of a clause: of houses, streets, rooms and kilometres, and what only counts."""

from __future__ import annotations

from nlp.patterns import Lazy
from nlp.place_words import Token, Walk

_HOUSE = Lazy(
    r"(?:[0-9]{1,3}[A-Za-z]?|[A-Za-z甲乙丙][0-9]{0,2})(?:-(?:[0-9]{1,4}[A-Za-z]?|[A-Za-z甲乙丙][0-9]{0,4})){1,3}"
    r"|[0-9]{1,3}/[0-9]{1,2}/[0-9]{3,4}"
)
_NUMBER = Lazy(r"[A-Za-z甲乙丙]{0,2}[0-9]{1,5}[A-Za-z]?")
_CAPACITY = Lazy(r"[0-9]+[A-Za-z]{1,3}")
_NUMBERED_PREMISES = ("别墅", "商铺", "店铺", "门面", "门市", "铺位", "摊位", "车位", "档口", "底商")
_HAVE_STALLS = ("市场", "菜场", "园", "城", "区", "仓", "库")
_SPOT = Lazy(r"(?:ETC)?[^\W\d_]{0,2}[道区棚屋间库室厅门口窗位排层院篷块]")  # 收费站5号车道, 营地3号帐篷
_STREETS = ("老街", "新街", "横街", "东街", "西街", "南街", "北街")
_LONGEST_COUNT = 2
_LETTER_OF_A_DOOR = Lazy("[A-H]室?")
_ROOM_BEHIND = Lazy(r"[0-9]{3,4}(?![0-9])")
_COUNTED_THINGS = frozenset("路个台吨度次天米盏只位年月日分秒人件条根块扇户家名点时本套项")
_COUNTED_ROWS = frozenset("路台只块盏片回批")  # 1-16路都录不上
_ROOMS_OF_MACHINES = frozenset("库间房站")
_MACHINES = frozenset("梯机泵炉塔柜屏枪桩灯阀罐炮闸")
KILOMETRE = Lazy(
    r"(?:[往向][^\W\da-zA-Z_]{1,4}?(?:方向)? ?|(?:过去?|再?[往向]前(?:开|走)?) ?)?"
    r"(?:[Kk][0-9]{1,4}(?:\+[0-9]{1,3})?|(?:[0-9]{1,4}|[一两二三四五六七八九十]{1,3})公里(?:[0-9]{1,3}米)?)"
    r"(?:[上下]行)?(?: ?[往向]?[^\W\da-zA-Z_]{2,4}方向)?"
    r"(?: ?(?:应急车?道|服务区|收费站|匝道|出口))?(?: ?[里处](?![理置]))?"
)


_SPOKEN_ROOM = Lazy(
    r"(?:[零〇一二三四五六七八九]{3,4}|[二三四五]?十[一二三四五六七八九]?[零〇][一二三四五六七八九])(?![十百千幢栋楼层])"
)
_SPOKEN_NUMBER = Lazy(r"[零一二三四五六七八九十百千]{1,7}号(?![楼线])")


def spoken_number(walk: Walk, token: Token, last: str) -> int | None:
    """Where the number of a house or room ends that is written in words: 三栋五零二, 村二组十八号."""
    match = None
    if last in "bW#" or walk.plain[token.start - 1] == "组":
        match = _SPOKEN_NUMBER.match(walk.plain, token.start)
    if match is None and last in "bulL#":
        match = _SPOKEN_ROOM.match(walk.plain, token.start)
    return match.end() if match else None


def number(walk: Walk, index: int, token: Token) -> None:
    before, after = walk.before(index), walk.after(index)
    thing = after.words[0] if after else ""
    counted = after is not None and after.words in _COUNTED_THINGS
    if walk.signs[-1:] in ("W", "v") and "W" in walk.signs and (along := KILOMETRE.match(walk.plain, token.start)):
        walk.sign(token.start, along.end(), "#", 1.5)
    elif after and (after.letter in "bulr" or after.words.startswith("号院")):
        walk.name(token)
    elif after and after.letter in "BD" and _CAPACITY.fullmatch(token.words):
        walk.close()  # 200T冲床
    elif before and before.letter in "BM" and token.words[0].isalpha():
        walk.name(token)  # 西门子S7-1200
    elif after and thing == "号":
        _street_number(walk, index, token)
    elif behind := _counted_part(walk, token, thing):
        walk.sign(token.start, *behind, 1.0)
    elif _HOUSE.fullmatch(token.words) and not token.words.replace("-", "").isalpha() and thing not in _COUNTED_ROWS:
        walk.sign(token.start, token.end, "#", 2.0)
    elif walk.is_near(token) and _NUMBER.fullmatch(token.words) and not counted:
        walk.sign(token.start, token.end, "#", 1.0)
    else:
        walk.name(token)


# 芦茨村6组, 市场6排12号, 总装车间B线, 手术室3间, 12座2梯201: behind which signs the word counts, and its own sign.
_COUNTING = {
    "组": ("W", "#"),
    "排": ("ZS", "b"),
    "线": ("ZHb", "r"),
    "间": ("H", "r"),
    "梯": ("bSW", "u"),
    "区": ("ZSH", "b"),
}


def _counted_part(walk: Walk, token: Token, thing: str) -> tuple[int, str] | None:
    """Where a number ends that a word counts which says little by itself, and its sign."""
    last = walk.signs[-1:]
    if thing in _COUNTING:
        behind, sign = _COUNTING[thing]
        told = bool(last) and last in behind and (thing == "组" or walk.is_near(token))
        if thing == "梯":
            told = told and _ROOM_BEHIND.match(walk.plain, token.end + 1) is not None
        return (token.end + 1, sign) if told and len(token.words) <= _LONGEST_COUNT else None
    lettered = last == "l" and walk.end == token.start and not thing and _LETTER_OF_A_DOOR.fullmatch(token.words)
    return (token.end, "#") if lettered else None  # 15楼C


def _street_number(walk: Walk, index: int, token: Token) -> None:
    """香樟路27号, but not 2号客梯."""
    mark = walk.tokens[index + 1]
    beyond = walk.tokens[index + 2] if len(mark.words) == 1 and index + 2 < len(walk.tokens) else None
    machine = walk.plain[mark.start + 1 : mark.start + 2] in _MACHINES and not (beyond and beyond.letter in "ZH")
    machine = machine or (beyond is not None and beyond.letter in "DB") or _counts_something(walk, index + 1)
    if machine and walk.end == token.start and walk.plain.endswith(_NUMBERED_PREMISES, 0, token.start):
        machine = False  # 商铺12号空调
    if machine and walk.end is not None and beyond and _holds_a_machine(walk, index + 2):
        walk.sign(token.start, beyond.end, "r", 1.0)
    elif machine and not _is_of_a_street(walk, token):
        walk.close()
    elif walk.start is not None:
        walk.sign(token.start, mark.start + 1, "#", 1.0)
    else:
        walk.name(token)


def _is_of_a_street(walk: Walk, token: Token) -> bool:
    """8弄3号电梯, 老街13号电梯; but 3号电梯."""
    last = walk.signs[-1:]
    lane = last == "b" and walk.plain[walk.end - 1 if walk.end else 0] == "弄"
    return last == "W" or lane or (walk.start is not None and walk.plain[walk.start : token.start].endswith(_STREETS))


def _counts_something(walk: Walk, index: int) -> bool:
    """仁爱口腔2号诊椅, 支行2号 ATM: premises have no number but that of a thing in them; a market has."""
    mark, beyond = walk.tokens[index], walk.after(index)
    thing = len(mark.words) > 1 or (beyond is not None and beyond.letter in ".aPJ")
    latin = beyond is not None and beyond.letter == " " and walk.shape[beyond.end : beyond.end + 2] == "aa"
    stalls = walk.plain.endswith(_HAVE_STALLS, 0, walk.end or 0) or _SPOT.match(walk.plain, mark.start + 1)
    return (thing or latin) and walk.signs[-1:] == "Z" and not stalls


def _holds_a_machine(walk: Walk, index: int) -> bool:
    """盒马仓2号冷藏间压缩机: the room of the machine that is named next."""
    following = walk.after(index)
    if walk.tokens[index].words[-1] == "库":
        return True  # 批发市场C区19号冷库
    if following is not None and following.letter == " ":
        following = walk.after(index + 1)
    return walk.tokens[index].words[-1] in _ROOMS_OF_MACHINES and following is not None and following.letter in "DB"
