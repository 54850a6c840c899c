"""What two reports can be compared by beyond their numbers: meanings of words, numbers of things of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nlp.meanings import FAULT, ROOM, THING, akin_groups, groups, vocabulary
from nlp.normalize import normalize
from tickets.comparable import UNSAID
from tickets.doors import as_number

_N = "0-9一二三四五六七八九十"
_HEADS = (
    "梯|泵|炉|线|库|屏|床|桩|机组|机位|压缩机|机|闸|塔"
    "|罐|柜|车位|通道|教室|诊室|手术室|手术间|抢救室|包厢|包间|会议室|厅|号门|窗口"
)
_NUMBER_OF_A_THING = re.compile(rf"(?<![0-9A-Za-z.梯机泵炉桩柜-])(?P<number>[{_N}]{{1,3}})[号#]")
_LATIN_NUMBERED = re.compile(r"(?<![A-Za-z])(CT|DR|MRI|AGV|POS|pos|UPS|PLC)[- ]?([0-9]{1,2})(?![0-9A-Za-z.-])")
_NUMBER_OF_ANYTHING = re.compile(
    rf"(?<![0-9A-Za-z.-])(?<![{_N}])([{_N}]{{1,3}})[号#](?![楼层幢栋座元室院门路])(?P<what>(?![的那这也又趴坏停卡没不])[\u4e00-\u9fff]{{2}})"
)
_NUMBERED_ROOM = re.compile(
    rf"(?<![0-9A-Za-z.-])(?:(?P<number>[{_N}]{{1,3}})[号#]?(?P<what>诊|手术|抢救|教|彩超|超声|检查|治疗|放射|拍片|[Bb]超|CT|DR)室"
    r"|(?P<behind>彩超|超声|检查|治疗|放射|拍片|[Bb]超|CT|DR|诊|手术|教)(?P<last>[0-9]{1,2})[号]?室)"
)
"""3号彩超室 is B超3室; 二诊室 is the second one."""
_NTH = re.compile(
    "(?:(?<![0-9一二三四五六七八九十])(?P<number>[二三四五六七八九十]{1,2}|(?<=[\u4e00-\u9fff])一)(?P<head>线(?!城)|沉|病区|食堂|泵|炉|[仓槽塔库](?!门))"
    "|第(?P<nth>[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?P<of>组|排|级|段|条线|节|格|座位|工位)"
    "|(?P<first>初)(?=沉)|(?<![0-9A-Za-z.-])(?P<lane>[0-9]{1,2}|[二三四五六七八九十])号?车?道(?![路理具闸口]))"
)
"""装配三线, 二沉池, 第四组."""
_OF_WHAT_IS_UNSAID = re.compile(
    rf"(?:第(?P<nth>[{_N}]{{1,2}})[个台部盏扇道只](?![人月天次位])"
    r"|(?:[贴写标喷印]着?的?|编号是?)(?P<first>[0-9]{1,3})[号#]|(?<![0-9A-Za-z.月路街巷弄道村-])(?P<second>[0-9]{1,3})[号#](?=[的那这也又趴坏停卡没不]))"
)
"""贴4号的, 南区9号也趴了: whatever it is, it has that number."""
_LETTERED = re.compile(r"(?P<head>会议室|诊室|手术室|教室|包厢|厅|线)(?P<letter>[A-Z])(?![A-Za-z0-9座栋])")
_NUMBERED = re.compile(
    rf"(?<![0-9A-Za-z.-])(?:(?P<before>[{_N}]{{1,3}}|[A-Z])[号#](?![楼层幢栋座元室年月日点度]|分(?![切拣料装离体条]))[\u4e00-\u9fff]{{0,3}}?|第(?P<nth>[{_N}]{{1,3}})|(?P<close>[0-9]{{1,3}}|[A-Z]))"
    rf"(?P<head>{_HEADS})"
)
_BEFORE_A_NUMBER = re.compile(
    r"(?P<head>床|车位|机位|工位|桩|枪|柱|[客货]?梯|电梯|手术[室间]|窗口|炉|(?<![内专热外])线)"
    r"(?:第?(?P<number>[AC-Z]?[0-9]{1,4})(?=[号#])"
    r"|号[: ]?(?P<digits>[AC-Z]?[0-9]{1,4})|[: ]?(?P<close>[AC-Z]?[0-9]{1,4}))"
    r"(?![0-9年月日.:])"
)
_CODE_SHOWN = re.compile(
    r"(?:报|码|代码|显示|闪|跳|出现|提示|亮|故障)[:: 是了个着]{0,2}([A-Za-z]{1,3}-?[0-9]{1,4})(?![0-9A-Za-z度])"
)
_CODE = re.compile(r"(?<![0-9A-Za-z-])[A-Za-z]{1,3}\.?-?[0-9]{1,4}(?![0-9A-Za-z度-])")
_STOREYS = re.compile(
    rf"(?<![{_N}])(?P<from>[{_N}]{{1,2}})[层楼F]?(?:[上下到至往去-]|[上下]到)(?P<to>[{_N}]{{1,2}})(?:[层楼F]|(?![{_N}天点分号个次]))"
)


_COLD_WHEN_HEATING = re.compile("(?:制热|暖风|热风|暖气)[^，。,;；]{0,8}?(?:冷|冰|凉)(?!气)(?:的|风|气)?")
_WARM_WHEN_COOLING = re.compile("(?:制冷|冷气|冷风|开冷)[^，。,;；]{0,8}?热(?!水)(?:的|风|气)?")


def fault_kinds(words: str) -> frozenset[str]:
    """What is wrong, as meanings: 坐便器底座渗水 and 马桶底下漏水 have one in common. So have two that show U4."""
    words = _WARM_WHEN_COOLING.sub("不制冷", _COLD_WHEN_HEATING.sub("不制热", words))
    return vocabulary(FAULT).of(words) | {code.upper() for code in _CODE_SHOWN.findall(words)}


def codes_shown(words: str) -> frozenset[str]:
    """Whatever may be a code, be it that no word says so."""
    return frozenset(code.upper() for code in _CODE.findall(words))


def things(words: str) -> frozenset[str]:
    """What it is about, as meanings."""
    return vocabulary(THING).of(words)


def without_things(words: str) -> str:
    """What is left to say of them: 堵了, of 马桶堵了."""
    return vocabulary(THING).without(words)


def spots(told: str, text: str) -> Mapping[str, frozenset[str]]:
    """Where, by groups of which a matter is in one: 厨房 or 卫生间, 左 or 右. A room counts only where it is told of
    what is wrong.
    """
    found = {group: vocabulary(group).of(told if group == ROOM else text) for group in groups()}
    return {group: meanings for group, meanings in found.items() if meanings}


def units(words: str) -> Mapping[str, str]:
    """Which one of several: 2号客梯 is {"梯": "2", "电梯": "2"}, 12床 is {"床": "12"}, 会议室B {"室": "B"}."""
    plain = normalize(words).plain
    return dict(reversed([*_numbered(plain)])) | _storeys(plain)


def _storeys(plain: str) -> dict[str, str]:
    """The escalator from 1 to 2 is not the one from 2 to 3."""
    match = _STOREYS.search(plain) if "扶" in plain or "滚梯" in plain else None
    return {"扶": "-".join(sorted(map(as_number, (match["from"], match["to"]))))} if match else {}


def _numbered(plain: str) -> Iterator[tuple[str, str]]:
    for match in _NUMBERED.finditer(plain):
        yield match["head"][-1], as_number(match["before"] or match["nth"] or match["close"])
    for match in _BEFORE_A_NUMBER.finditer(plain):
        yield match["head"][-1], as_number(match["number"] or match["digits"] or match["close"])
    for match in _NUMBER_OF_ANYTHING.finditer(plain):
        yield match["what"], as_number(match[1])
    for match in _NUMBERED_ROOM.finditer(plain):
        yield "室", as_number(match["number"] or match["last"])
    for match in _NTH.finditer(plain):
        kind = match["head"] or match["of"] or ("道" if match["lane"] else "沉")
        yield kind, as_number(match["number"] or match["nth"] or match["lane"] or "一")
    for match in _OF_WHAT_IS_UNSAID.finditer(plain):
        yield UNSAID, as_number(match["nth"] or match["first"] or match["second"])
    for match in _LATIN_NUMBERED.finditer(plain):
        yield from ((thing, as_number(match[2])) for thing in vocabulary(THING).of(match[1]))
    for match in _LETTERED.finditer(plain):
        yield match["head"][-1], match["letter"]
    for match in _NUMBER_OF_A_THING.finditer(plain):
        yield from ((thing, as_number(match["number"])) for thing in vocabulary(THING).at(plain, match.end()))


def akin(faults: frozenset[str]) -> frozenset[str]:
    """What one matter may look like to another: it does not start, and its screen is black."""
    return faults.union(*(group for group in akin_groups(FAULT) if group & faults))


def kin(of: frozenset[str]) -> frozenset[str]:
    """What others may call it: 门禁 is 单元门 to whoever cannot get in."""
    return of.union(*(group for group in akin_groups(THING) if group & of))
