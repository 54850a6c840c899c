"""What the words around a name say: a telephone or a role speaks for the customer, our own staff against."""

from __future__ import annotations

import re

from nlp.dictionary import Dictionary
from nlp.patterns import Lazy, either
from nlp.segment import Outline

_FILLING = ": 是为"
_FIRST_PERSON = Lazy(r"(?:我|这里|这边|我们)是[^,。;!?\n]{1,20}的$")
_WORKED = Lazy(
    r"(?:刚才?|已经?|上次|昨天|前天|之前|早上|上午|上周){0,2}(?:来|去|上门|过来)?(?:来|修|看|换|弄|装|处理|检查|拆)(?:过|的|完|好)"
    r"|说(?:要换|是|得换|没问题|需要)|(?:已经?|刚|马上)到(?!期)"
)
# 叫李工来看下, 让李师傅过来
_SENT = Lazy(r"(?:[叫让喊派请]|麻烦)[^,。\n]{0,2}$")
_TO_COME = Lazy(r"(?:再|快)?(?:来(?:看|修|弄|处理|一下|一趟|帮|检)|去(?:看|修|处理)|过来|上门)")
_OF_THEIRS = (
    *(
        "办公室",
        "的办公室",
        "的车",
        "房间",
        "儿子",
        "女儿",
        "老公",
        "老婆",
        "孙子",
        "孙女",
        "爱人",
        "先生",
        "太太",
        "妈妈",
        "爸爸",
    ),
    *("家属", "秘书", "助理", "的儿子", "的女儿", "的老公", "的老婆", "的秘书", "的助理"),
)
# 业主苏女士早上打过: it was another who reported before.
# 我是廖阿姨隔壁的, 童女士正楼下那户
_NEIGHBOURS = Lazy(r"正?(?:隔壁|对门|楼上|楼下)(?:的(?=[,。 !]|$)|那户|那家|邻居|住户|[,。])|的邻居|介绍|推荐")
_BEGINS_NEIGHBOURS = frozenset("正隔对楼的介推")
_KIN_TELLS = Lazy(
    r"(?:家里?)?的?[^\W\d_]{2}(?:又|刚才?|替她?他?)?(?:打[来了电]|来电|发来?|报|说|讲|反映|留言)"
)  # 龚姐老公又打来了
_REPORTED_BEFORE = Lazy(
    r"[^,。\n]{0,4}(?:打|报|反映|投诉|来)过|出差|不在|离职|休(?:病|年|产)?假|病假|休息|请假|下班(?!前)|换人|调走|退休|(?:已经?)?(?:改|换|变更?)(?:成|为|了(?!个?(?:新?号|手机|电话)))"
)
_WAS_THE_ONE = "(?:都|一直)?(?:是|找)"
_CAME = r"[^,。\n]{0,6}(?:来|修|看|联系)[^,。\n]{0,3}"
_OR_ELSE = r"[^,。\n]{0,4}[找打]"
_NOT_THIS_ONE = Lazy(
    either(
        (
            *(f"打不通(?:{_OR_ELSE})?", f"找不到(?:{_OR_ELSE})?", f"不接{_OR_ELSE}", f"没人接{_OR_ELSE}"),
            *(f"以前{_WAS_THE_ONE}", f"原[来先]{_WAS_THE_ONE}", f"之前{_WAS_THE_ONE}"),
            *("不[要用][打找]", "别[打找]", "勿[打找]", "不是"),
            *(f"上[次回]{_CAME}", f"之前{_CAME}", f"昨天{_CAME}", f"前天{_CAME}", f"原来?{_CAME}"),
        )
    )
    + "$"
)
_OR_ANOTHER = Lazy(r"(?:或者?|和|跟|、|/)[^\d,。\n]{1,5}?(?:都行|都可以|均可)?[ ,:]{0,2}1[3-9]")
_JOINS = frozenset("或和跟、/")
_TECHNICIAN = ("师傅", "工", "工程师", "技师")
_ADDRESSED = Lazy(
    r"[ ]?(?:您好|你好|[好早][,!。 ]|在吗|辛苦|麻烦你|收到|,?您看|,?帮|啊[ ,]|,我|您"
    r"|[ ,](?:咱|你(?!们?[打联找拨加问])|麻烦|帮))"
)
_BEGINS_TO_ADDRESS = frozenset(" 您你好早在辛麻收,帮啊")
# 小魏138…, 小魏，电话138…
_PHONE_BEHIND = re.compile(r"[ ,-]{0,2}(?:[qEN]~*[ ,-]{0,2}|(?:[NTHZ]~*[ ,]{0,2}){1,2}|(?<=,)[.JHZP][.JHZP~]{0,4},)?p")
# 电话记录（前台小叶）, 接线员：小戚
_KEEPS_THE_RECORD = Lazy(
    r"[记接录](?:(?<=[话电修待班诉]记)录[单表]?\((?:前台|总台|客服|值班|中控|监控|消控|接待|门卫|门岗|保安|文员|管家|物业)[^,()\n:]{0,4}"
    r"|(?:(?<=记)录|(?<=接)(?:线|听|电话)|(?<=录)入)[人员][:( ]{0,2})$"
)
_INTRODUCED = Lazy(r"(?:^|[,。;!\n ])(?:我|这里|这边|本人)是[^,。;!\n ]{0,14}$")  # 我是翡翠湾门岗张彪
_BOUNDARY = frozenset(("", ",", "。", ";", "!", "\n", " ", ":", "@", "我", "您", "你", "多", "非", "常", "啦", "了"))
_FORWARDED = Lazy(r"(?:转|报|发|请|呼叫)(?:给|下|一下)?(?:维修|售后|客服)$")  # 麻烦转维修：…
_NO_LEAD = ("都是", "全是", "还是", "就是", "不是", "可是", "但是")  # 路上都是汤水
_CLIENTS_DESKS = ("物业客服", "商场客服", "商管客服")
_PASSED_ON = ("转来", "转的", "转:", "转发", "代报")  # of two people the other one
_TOLD_ME = ("让我", "叫我", "要我")
_BESIDE = {"N": 1.0, "T": 1.0, "H": 0.5, "Z": 0.5}


class NameContext:
    def __init__(self, dictionary: Dictionary) -> None:
        lists = dictionary.lists
        self._lead = lists["people.beside.lead"]
        self._ours = lists["people.beside.ours"]
        self._thanked = lists["people.beside.thanked"]
        self._last = frozenset(word[-1] for word in (*self._lead, *self._ours, *_CLIENTS_DESKS))
        self._roles = dictionary.set_of("people.role.customer")

    def score(self, outline: Outline, start: int, end: int) -> float:
        shape, plain = outline.shape, outline.plain
        behind = plain[end : end + 1]
        calls = _PHONE_BEHIND.match(shape, end) is not None or (behind in _JOINS and _OR_ANOTHER.match(plain, end))
        score = 2.0 if calls or "p" in shape[max(0, start - 2) : start] else 0.0
        if start:
            score += self._before(plain[max(0, start - 24) : start], calls=bool(calls))
            score += self._beside(outline, start)
        addressed = behind in _BEGINS_TO_ADDRESS and plain[start - 1 : start] != "我"
        if addressed and _ADDRESSED.match(plain, end):
            score -= 3
        technician = plain.endswith(_TECHNICIAN, start, end)
        if plain.startswith(_TOLD_ME, end):
            score -= 4 if technician else 1.5
        if plain.startswith(("的同事", "的徒弟", "的助理"), end):
            score -= 2
        if (plain.startswith(_OF_THEIRS, end) and not _KIN_TELLS.match(plain, end)) or _REPORTED_BEFORE.match(
            plain, end
        ):
            score -= 2
        if behind in _BEGINS_NEIGHBOURS and _NEIGHBOURS.match(plain, end):
            score -= 6
        if plain.startswith(_PASSED_ON, end):
            score -= 1.5
        score += 0.5 * _writes(plain, end)
        before = max(0, start - 14)
        if _NOT_THIS_ONE.search(plain, before, start) or _KEEPS_THE_RECORD.search(plain, before, start):
            score -= 6
        if technician:
            score -= self._is_ours(plain, start, end)
        return score

    @staticmethod
    def _is_ours(plain: str, start: int, end: int) -> float:
        sent = _TO_COME.match(plain, end) and _SENT.search(plain, max(0, start - 6), start)
        return 4.0 if sent or _WORKED.match(plain, end) else 0.0

    def _beside(self, outline: Outline, start: int) -> float:
        """A role says more than the desk that it may be, too."""
        words = outline.plain[max(0, start - 7) : start].rstrip(" :-")
        if words[-2:] in self._roles or words[-3:] in self._roles or words[-4:] in self._roles:
            return 1.0
        return _BESIDE.get(outline.shape[:start].rstrip("~ -")[-1:], 0.0)

    def _before(self, words: str, *, calls: bool) -> float:
        if words.endswith("的"):
            return 1.5 if _FIRST_PERSON.search(words) else 0.0
        close = words.rstrip(_FILLING)
        if words[-1:] in self._last or close[-1:] in self._last:
            if (close.endswith(self._lead) or words.endswith(self._lead)) and not words.endswith(_NO_LEAD):
                return 1.5
            if close.endswith(_CLIENTS_DESKS):
                return 0.5
            if close.endswith("客服") and calls:
                return -1.0  # the client's own service desk, if nobody else is named
            if close.endswith(self._ours):
                return 0.0 if words.endswith(":") and _FORWARDED.search(close) else -4.0
        introduced = 2.5 if "是" in words and _INTRODUCED.search(words) else 0.0
        return -6.0 if _thanks(close.rstrip(","), self._thanked) else introduced


def _writes(plain: str, end: int) -> bool:
    """郁主任那边文员小阮：…"""
    return plain[end : end + 1] == ":" and "," not in plain[:end]


def _thanks(words: str, thanked: tuple[str, ...]) -> bool:
    """谢谢王工, 好的王工; but not 纸都是好的，亓老师."""
    if not words.endswith(thanked):
        return False
    said = next(word for word in thanked if words.endswith(word))
    return words[: -len(said)][-1:] in _BOUNDARY
