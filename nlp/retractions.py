"""Values that the writer takes back: 不是A，是B leaves only B."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

from nlp.characters import STOPS
from nlp.patterns import HAN, Lazy


class Placed(Protocol):
    """Anything with a place in the normalised text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


AnyPlaced = TypeVar("AnyPlaced", bound=Placed)

_THE_THING = (
    r"(?:手机号?码?|电话号?码?|座机|固话|联系方式|联系电话|号码?|车牌号?|车架号|SN码?|序列号|编号|设备号|机身号)"
)

# Directly before the value.
_WHOSE = (
    rf"(?:[老小阿]{HAN}|{HAN}{{1,3}}(?:先生|女士|小姐|师傅|老师|经理|主任|阿姨|大[爷妈哥姐叔]|[店班队院厂组]长|管家|[总工姐哥叔姨嫂]))"
    r"[家那]?的?"
)
_DENIED = Lazy(
    r"(?<!是)(?:(?<!^[哦噢啊呃额诶])不是|并非|请?忽略|删除|删掉|去掉|划掉"
    r"|(?:不要|不用|不必|别|勿)再?(?:打|联系|拨打?|找|呼叫?)|(?:不要|别|勿)再?[往用记存加留写信]|非(?=电话|手机)|not "
    r"|[打写记拨看听输填错说念报抄印登]成了?|是空号(?=:))"
    r"(?:这个|那个|[报写说发贴]的|(?:贴纸|标签|盒子|箱子|单子|上面|外壳)上?的?|之前的?|原来的?|刚才的?|原先的?|旧的?|老的?"
    rf"|再|的|:| |(?<=[打系拨找])[我他她]的?(?=手机|电话|座机|号)|{_THE_THING}){{0,4}}$",
    re.IGNORECASE,
)
_ANOTHER_S = Lazy(rf"(?<![是要])(?:不是|并非|(?:不要|不用|别|勿)再?(?:打|联系|拨打?|找)){_WHOSE}{_THE_THING}?[: ]?$")
_WRONG = Lazy(
    r"(?:错误?|作废|误)的?(?:号码?|电话)? ?: ?$"
    r"|(?:作废|失效|历史)的?(?:号码?|电话|手机号?)$|无效(?:的?(?:号码?|电话))?[: ]?$"
    r"|\bwrong(?: number| phone)?(?: is)?[: ]{1,2}$",
    re.IGNORECASE,
)
_STRUCK = Lazy(r"(?:<(?:del|s|strike)>|[\[【](?:划掉|删除|作废)[\]】])$")
_CLOSES = frozenset(">]】")
_FORMER_IN_BRACKETS = Lazy(
    rf" ?\( ?(?:原来?|旧|曾用|以前|之前|原先|老)的?(?:{_THE_THING})?(?:写|留|登记|用|报|填)?(?:的|为|是|:| |了){{0,2}}"
)
_STILL_GOOD = Lazy(r"[^)\d]{0,6}(?:也|还|都)(?:能|可|在|行|通)")
_MAY_DENY = re.compile("[不非别勿成空tT错误废效略除掉gG]")  # one of these is in whatever is denied or called wrong
_QUESTION = Lazy(r"[ ]?(?:[吗么吧?]|打来|打过来|本人)|[ ,]{0,2}[^\n。;0-9]{0,10}(?:就是[他她它这]|没错|通了|是对的)")
_FORMER = Lazy(
    rf"(?:旧|老|原来?|以前|之前|原先|曾用|先前)的?(?:那个)?(?:{_THE_THING}(?:[:= ]|是|为){{0,3}}|[:是为])$"
    r"|(?:变更|修改|更改|更正|换号)前的?(?:号码?|电话|手机)?[: ]{0,2}$"
    r"|(?:以前|之前|原来|原先|曾用|先前)的?$|(?:^|[^\w])原$|\b(?:[oO]ld|[fF]ormer)(?: number| phone)?(?: is)?[: ]{1,2}$"
)
_FORMER_SAID = Lazy(r"[这那]个?是.{0,6}(?:以前|之前|旧|老|原来)的?(?:号码?|电话|手机)")
_FORMER_BEHIND = Lazy(r"[ (]?(?:这个|那个)?是?(?:[我他她]们?)?(?:以前|之前|旧|老|原来)的?(?:号码?|电话|手机)?")
_PRESENT = Lazy(
    rf"(?:新|现在?|目前|改|换|最新|如今|(?:变更|修改|更改|更正|换号)后)的?(?:成|为|用)?(?:那个)?{_THE_THING}?"
    r"(?:[:= ]|是|为|了|用|[打拨加存找]|联系){0,3}$"
    r"|\b[nN]ew(?: number| phone| one)?(?: is)?[: ]{1,2}$"
)
_PRESENT_BEHIND = Lazy(r"[ (]?(?:这个|那个)?是?(?:现在|目前|新)")

# Directly after the value.
_CALLED_OFF = Lazy(
    # It is dead or wrong.
    r"[ (\[【]?(?:这个?|那个?|[该此])?(?:号码?|电话|手机号?|[我他她](?:老婆|老公|爱人|[爸妈])?|人家"
    r"|现在|如今|目前|已经?|是|早就?|都){0,5}"
    r"(?:空号|停机|停用|弃用|注销|销号|销户|作废|失效|不用了|不再用|不在用|[没不]在?使?用了|已?[换改]号(?!码)"
    r"|(?:最?后|末尾?|中间|前)?(?:[一二两三四1-4]位)?的[0-9]{1,4}(?:应该?|要)?[改换][成为]?[0-9]"
    r"|错的|错了|错误(?!代?码|提示)|错(?=[,)。 \]】])|写错|打错|发错|留错|有误|不对(?![路劲着面门称])"
    r"|(?:请?忽略|删掉|去掉|删除|划掉)(?!空格|[横短斜下]|杠|点|星|符号|括号|逗号|中间)|(?<=[个号])(?:不要|别)打(?!扰)|(?<=号)[停换丢]了|(?<=号我)[停换丢]了)"
    r"(?!的(?!号|电话|手机|$|[,。;!?)]))"  # of something else: 停用的电梯
    # It is not mine.
    r"|[ ]?(?:这个|那个)?(?:号码?|电话)?(?:已经)?不是"
    r"(?!.{0,6}[吗么?]|本人|座机|空号|固话|微信|机主|最新|别的|其[他它]|(?:QQ|qq|微信|订单|单|编|序列|工|快递|账|卡)号?)"
)
_ASKED_BACK = Lazy("了?[吗么](?![.。…])")
_CROSSES = frozenset("❌❎✗✘✖×🚫👎")
_TICKS = frozenset("✅✓✔☑√⭕👍")
_MARKS = _CROSSES | _TICKS
_X = frozenset(("x", "X"))  # a cross where there are ticks
_MAY_BE_CROSSED_OUT = re.compile(f"[{re.escape(''.join(sorted(_MARKS | _CLOSES | _X)))}~]")

# Between a value and the one that replaces it.
_REPLACED = Lazy(
    rf"(?:改|换|变更?|更[正新改换]|修改|调整)(?:成|为|到|作|用)(?:了|新的?|这个|[: ,]|{_THE_THING}){{0,3}}$"
    r"|[→⇒➡⟶➜]|[-—=]>|sorry|oops|oh,? no|wrong number|typo|打不通,?(?:应该|其实)?是"
    r"|[多少漏错](?:[写打报说发给念读记抄按输敲看听]了?一?[位个]|了?一位)|[多少漏][写打说发念读记抄按输敲看听]了"
    r"|[多少漏]了?[个位](?:尾巴|数字?|号|零)|(?:[假真]的.{0,6}真的|^真的)(?:号码?|电话)?(?:是|:)$|(?:^|[,。;])换$"
    r"|(?:^|[,。;!? …—])[哎诶哦呃嗯啊]?(?:等等|等一?下|我看[看下]|让?我想想)[,。;! …—](?!.{0,4}[还另也备])"
    r"|不好意思[,。 ]?(?:应该)?是$|^[,。 …]{0,3}(?:抱歉|对不起|不好意思)[,。 !]{1,2}(?:应该)?是?$"
    r"|更正|纠正|订正|勘误|^[ ,]?(?:[改换变]|变更|更换|更改|替换)[: ]?$|换个新?号"
    r"|^[,。 ]?[哦噢啊呃额诶嗯哎]{1,2}[, ]?(?:不对|不是|错了?)[吧啊]?(?:应该)?是?[: ]?$"
    r"|位(?:数字?)?[写打说]?(?:反|颠倒|换)了"
    r"|^[ ,]?(?:这个)?(?:应为|应该是|应是|实际是|其实是)"
    r"|(?:号码?|电话|写|打|发|留|说|记|搞|弄|给|填|输|抄|看|念|读|按|听|敲)[错反岔串](?![楼层门路房地人时日栋])了?|错了一位|有误|[手口笔]误|手滑|嘴瓢|颠倒"
    r"|(?:^|[,。;! …])(?:呸|啧|重来|重[说报念发]|瞧我|看我)|[改换][成为作]?[0-9]{1,4}(?=$|[,。;:! )])"
    r"|(?:^|[,。;!?\s(:~…—])(?:哦|噢|啊|呃|额|诶|等等|等下)?[, ]?(?:不对|不是|错了?|不(?!是)){1,4}"
    r"[吧啊呀]?[,。;! 是~…—]{1,2}"
    r"|(?:号码?|电话|上面|刚才|这个|那个|刚刚|前面|第.个|SN|序列号|编号|车牌)(?:那个|的|发的|报的|说的|是){0,2}(?:不对|错了)"
    r"|(?:正确|准确)的?(?:号码?|电话|手机号?|SN|序列号|编号|应该)?(?:是|:|应)"
)
_ANOTHER_MATTER = Lazy(r"时间|日期|地址|地点|预约|上门|[明后今]天|周[一二三四五六日]")
_FALLS_BACK = Lazy(r"(?:打?不通|没人[接听]?|不接|占线|忙音?|联系不上)(?:就|再|的?话|时|请|→|->|可)|再[打拨]")
_REACH = 60  # characters between a wrong value and its correction
_NEAR = 18  # so near, the words of a correction need not say what they correct


def without_taken_back(plain: str, values: Sequence[AnyPlaced]) -> list[AnyPlaced]:
    """The values that stand, in the order of the text."""
    if not values:
        return []
    if len(values) == 1:
        return [] if _denied(plain, values, 0) else list(values)
    ordered = sorted(values, key=attrgetter("start"))
    return [
        value
        for index, value in enumerate(ordered)
        if not _denied(plain, ordered, index) and not _superseded(plain, ordered, index)
    ]


def _denied(plain: str, values: Sequence[Placed], index: int) -> bool:
    start, end = values[index].start, values[index].end
    earliest = _end_of_previous(values, index, start - 16)
    if _MAY_DENY.search(plain, earliest, start):
        before = plain[earliest:start]
        denied = _DENIED.search(before) or (len(values) > 1 and _ANOTHER_S.search(before))
        if denied and not _QUESTION.match(plain, end):
            return True
        if _WRONG.search(before):
            return True
    if _is_crossed_out(plain, values, index) or (index and _is_former(plain, earliest, values[index])):
        return True
    if plain[end : end + 1] in STOPS or not (called_off := _CALLED_OFF.match(plain, end)):
        return False
    if _ASKED_BACK.match(plain, called_off.end()) or (plain[start - 1 : start] == "是" and called_off[0] == "不是"):
        return False  # 是A不是B
    return not (_replaces(plain, values, index) or _denies_the_next(plain, values, index))


def _is_former(plain: str, earliest: int, value: Placed) -> bool:
    """In brackets behind the one that stands: 138…(原来写139…)"""
    return (
        plain.find("(", earliest, value.start) >= 0
        and _FORMER_IN_BRACKETS.fullmatch(plain, earliest, value.start) is not None
        and not _STILL_GOOD.match(plain, value.end)
    )


def _is_crossed_out(plain: str, values: Sequence[Placed], index: int) -> bool:
    """A ❌ B ✅, or ❌A ✅B: where a mark stands before the first of them, marks stand before all."""
    start, end = values[index].start, values[index].end
    if not _MAY_BE_CROSSED_OUT.search(plain, max(0, start - 3), end + 3):
        return False
    mark = _mark_before(plain, start) if start else ""
    if mark and (_mark_before(plain, values[0].start) if index else mark) in _MARKS:
        return mark in _CROSSES
    if mark in _CLOSES and _STRUCK.search(plain, max(0, start - 8), start):
        return True
    behind = plain[end : end + 3].lstrip(" ([")
    if behind[:1] in _X and not behind[1:2].isalnum() and not _TICKS.isdisjoint(plain):
        return True
    return behind[:1] in _CROSSES or (behind[:2] == "~~" and mark == "~")


def _mark_before(plain: str, start: int) -> str:
    return plain[max(0, start - 3) : start].rstrip(" :")[-1:]


def _denies_the_next(plain: str, values: Sequence[Placed], index: int) -> bool:
    """A不是B: what is wrong is B."""
    if index + 1 == len(values):
        return False
    between = plain[values[index].end : values[index + 1].start]
    return len(between) <= _NEAR and _DENIED.search(between) is not None


def _replaces(plain: str, values: Sequence[Placed], index: int) -> bool:
    """不是A是B打错了: what was wrong is A."""
    if index == 0 or not plain.endswith("是", 0, values[index].start):
        return False
    before = plain[max(0, values[index - 1].start - 16) : values[index - 1].start]
    return _DENIED.search(before) is not None


def _superseded(plain: str, values: Sequence[Placed], index: int) -> bool:
    if index + 1 == len(values):
        return False
    value, following = values[index], values[index + 1]
    between = plain[value.end : following.start]
    if len(between) > _REACH or _denied(plain, values, index + 1):
        return False
    before = plain[_end_of_previous(values, index, value.start - 16) : value.start]
    if _PRESENT.search(between) and (
        _FORMER.search(before) or _FORMER_BEHIND.match(between) or _FORMER_SAID.search(between)
    ):
        return True
    if _FORMER_BEHIND.match(between) and _PRESENT_BEHIND.match(plain, following.end):
        return True
    ends = [match.end() for match in _REPLACED.finditer(between)]
    if not ends or _ANOTHER_MATTER.search(between) or _FALLS_BACK.search(between):
        return False
    return len(between) <= _NEAR or len(between) - ends[-1] <= 1 or re.search(_THE_THING, between) is not None


def _end_of_previous(values: Sequence[Placed], index: int, floor: int) -> int:
    return max(0, floor, values[index - 1].end if index else 0)
