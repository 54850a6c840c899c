"""What two reports can be compared by beyond their numbers: meanings of words, numbers of things of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nlp.meanings import FAULT, ROOM, THING, akin_groups, groups, vocabulary
from nlp.normalize import normalize
from tickets.doors import as_number

_N = "0-9一二三四五六七八九十"
_HEADS = (
    "梯|泵|炉|线|库|屏|床|桩|机组|机位|压缩机|机|闸|塔"
    "|罐|柜|车位|通道|教室|诊室|手术室|手术间|抢救室|包厢|包间|会议室|厅|号门|窗口"
)
_NUMBER_OF_A_THING = re.compile(rf"(?<![0-9A-Za-z.梯机泵炉桩柜-])(?P<number>[{_N}]{{1,3}})[号#]")
_LATIN_NUMBERED = re.compile(r"(?<![A-Za-z])(CT|DR|MRI|AGV|POS|pos|UPS|PLC)[- ]?([0-9]{1,2})(?![0-9A-Za-z.-])")
_NUMBER_OF_ANYTHING = re.compile(
    r"(?<![0-9A-Za-z.-])([0-9]{1,3})[号#](?![楼层幢栋座元室院门路])(?P<what>[\u4e00-\u9fff]{2})"
)
_LETTERED = re.compile(r"(?P<head>会议室|诊室|手术室|教室|包厢|厅|线)(?P<letter>[A-Z])(?![A-Za-z0-9座栋])")
_NUMBERED = re.compile(
    rf"(?<![0-9A-Za-z.-])(?:(?P<before>[{_N}]{{1,3}}|[A-Z])[号#](?![楼层幢栋座元室年月日点度]|分(?![切拣料装离体条]))[\u4e00-\u9fff]{{0,3}}?|(?P<close>[0-9]{{1,3}}|[A-Z]))"
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
_STOREYS = re.compile(rf"([{_N}]{{1,2}})[层楼F]?[上下到至往-]([{_N}]{{1,2}})[层楼F]")
_CLAUSE = re.compile(r"[，。,;；!！？?\n()（）]")
_ASIDE = re.compile(
    r"(?<!是)不是|刚才[报说]的|(?:上午|早上|昨天|刚才|之前|上次|上回)(?:那|报的)|[门间台部]那个(?:是|已)"
)
"""In a clause about another matter: 刚才报的是东门哈, 6栋不是5栋."""
_ANOTHER = re.compile(
    r"(?:另外?[一那]?|还有[一那]|别的[一那]?|(?<![床门梯台口厅室房])旁边那|隔壁那)[台部盏只扇户套辆组间]"
    r"|也[^，。,;；\n]{1,14}[，,]?(?:一起|一并|一块儿?)[查看修弄换处]|(?<!还是)顺[便带着](?:再|帮忙|给我)?[报说提看修查弄把]"
    r"|(?<!是)不是(?:同?一|[^，。,;；电话]{1,10}?那?)[个台部家户间套辆](?!人)|[栋幢层楼号梯门]哦?，?(?<!是)不是"
    r"[^，。,;；电话]{1,6}[栋幢层楼号元室床门梯]"
    r"|刚才[报说]的是|那个是另外|另外[^。;；\n]{2,20}?(?:一块|一起|顺便|顺带)"
)
_REPAIRED = (
    "修好|修过|换过|换[了完]|加了|来过|来修|清洗过|清[了完]|调过|紧过|拆过|焊[了过]|补[了过]"
    "|处理过|处理好|弄好|弄过|修完|维修过|修了|搞好|通过"
)
_MENDED_SINCE = re.compile(
    rf"(?:{_REPAIRED})[^。!！;；\n]{{0,14}}?又(?!没|催|打电|来电|报|说|问|不来)|又[^，。,;；\n]{{0,6}}(?:刚修好|才修好)"
)
_OVER = re.compile(
    r"(?:已|都|给|刚)?(?:修好|弄好|搞好|搞定|换好|通好|恢复正常|恢复了|处理好|处理完|解决了|完工|修完|自己好了)|不用(?:再)?来"
)
_DONE = re.compile(
    r"(?:[修装弄换搞通]|处理)好了(?!吗|没)|不[响漏]了|已经?(?:修好|修复|更换|处理好|处理完|解决|救出|恢复|完工|换(?=[，。,;；!！]|$))|(?:更换|维修|修复|处理|检修)完[成毕]|恢复(?:正常|运行|供)|完工"
    r"|现?已正常|(?:试运行|运行|温度|测试|试机|一切)[^，。,不没]{0,6}正常|验收|签字|人已?[经被]?[救放解]?出|[救放]出来了|自己好了|配件[^，。]{0,6}到"
)
_NOT_DONE = re.compile(r"又|还是|仍|没[修恢解]|未[修恢解]|但|时好时坏|不正常")
_AGAIN = re.compile(
    r"又(?:打|来)(?:了?个?电话|问)|[又再]催|催[了我一]|还是我|报过|再报|补报|再说一|来问|还没(?:人|来|修|弄|处理|派|见)|没人(?:来|修|联系|管)|[没未]见人"
    r"|等了[一半两]|派没派|派人了|(?:昨[天日]|上午|早上|刚才?|前天)(?:就|已经?)?(?:[报说提](?!的是)|打(?:过|了?电话))|[说提]过|转告|[代帮]报|说一声|什么时候来|到底(?:派|来|什么|修|有|还)"
)


def fault_kinds(words: str) -> frozenset[str]:
    """What is wrong, as meanings: 坐便器底座渗水 and 马桶底下漏水 have one in common. So have two that show U4."""
    return vocabulary(FAULT).of(words) | {code.upper() for code in _CODE_SHOWN.findall(words)}


def things(words: str) -> frozenset[str]:
    """What it is about, as meanings."""
    return vocabulary(THING).of(words)


def without_things(words: str) -> str:
    """What is left to say of them: 堵了, of 马桶堵了."""
    return vocabulary(THING).without(words)


def without_asides(text: str) -> str:
    """What it says of another matter, so that nobody takes it for this one, is left out."""
    return ",".join(clause for clause in _CLAUSE.split(text) if not _ASIDE.search(clause))


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
    return {"扶": "-".join(sorted(as_number(storey) for storey in match.groups()))} if match else {}


def _numbered(plain: str) -> Iterator[tuple[str, str]]:
    for match in _NUMBERED.finditer(plain):
        yield match["head"][-1], as_number(match["before"] or match["close"])
    for match in _BEFORE_A_NUMBER.finditer(plain):
        yield match["head"][-1], as_number(match["number"] or match["digits"] or match["close"])
    for match in _NUMBER_OF_ANYTHING.finditer(plain):
        yield match["what"], as_number(match[1])
    for match in _LATIN_NUMBERED.finditer(plain):
        yield from ((thing, as_number(match[2])) for thing in vocabulary(THING).of(match[1]))
    for match in _LETTERED.finditer(plain):
        yield match["head"][-1], match["letter"]
    for match in _NUMBER_OF_A_THING.finditer(plain):
        yield from ((thing, as_number(match["number"])) for thing in vocabulary(THING).at(plain, match.end()))


def names_another(words: str) -> bool:
    """另一台也坏了, 不是刚才那台: says itself that it is not the one that was reported."""
    return _ANOTHER.search(words) is not None


def says_again(words: str) -> bool:
    """又打电话来, 昨天报过: says itself that it was reported before."""
    return _AGAIN.search(words) is not None


def is_over(words: str) -> bool:
    """Of a follow-up: the matter needs nobody any more."""
    return _OVER.search(words) is not None


def is_done(words: str) -> bool:
    """Of what was taken for a report: it tells that somebody has been there, and all is well."""
    return _DONE.search(words) is not None and _NOT_DONE.search(words) is None


def was_mended(words: str) -> bool:
    """上周修好又漏了: what was reported then is over."""
    return _MENDED_SINCE.search(words) is not None


def akin(faults: frozenset[str]) -> frozenset[str]:
    """What one matter may look like to another: it does not start, and its screen is black."""
    return faults.union(*(group for group in akin_groups(FAULT) if group & faults))


def kin(of: frozenset[str]) -> frozenset[str]:
    """What others may call it: 门禁 is 单元门 to whoever cannot get in."""
    return of.union(*(group for group in akin_groups(THING) if group & of))
