"""What belongs to a fault though no list knows it (codes, degrees), and what does not though it sounds like one."""

from __future__ import annotations

import re

from nlp.patterns import Lazy, matches
from nlp.segment import Outline

_TALK = frozenset(".~xXOEJKqIV0NY")
_LOOSE = frozenset(".~xJ0-IKWb")
_FREE = frozenset("0a-l.~xXJ")
_STARTS = _FREE | {"~"}  # 报P is a word
# 报Er.13, 显示E1, 屏上E-37, 读出来P0300
_CODE = Lazy(
    r"(?:报|显示|提示|跳|屏上|出来|代码|故障码)[了是:]? ?"
    r"(?P<code>[A-Z][A-Za-z]{0,4}[.-]?[0-9][A-F0-9]{0,5}(?:-[0-9]{1,3})?)(?![A-Za-z0-9])"
)
_CODE_AHEAD = Lazy(r"[EFUPHA](?<![A-Za-z0-9].)[0-9]{1,3}(?:-[0-9]{1,3})?(?=报[警故错代])")  # E3-06报故障
_DEGREES = Lazy(r"[0-9零一二三四五六七八九十](?:多)?(?:度(?!电)|℃)")

# Of telephones that nobody answers: 她手机快没电打不通就打她老公.
_NO_ANSWER = Lazy(
    r"(?:(?:手机|电话|号码?)[^,。 ]{0,6}|打)(?:打不通|没人接|没接|不接|不常开|关机|没电)[^,。 ]{0,4}"
    r"(?:就打|再打|打|找|联系)?"
    r"|(?:打不通|没人接|没电)(?=[^,。 ]{0,3}(?:就打|请打|再打|改打|可以?打))"
)


# 摇不高, 认不出, 呼不到, 启不来: whatever cannot be done; but 亮不亮 asks, and 来不及 tells of people.
_DONE = (
    r"(?:[上下进出回过起]?[来去]"
    r"|[了动开到出进住起通着掉清准稳紧严牢高热冷凉亮响转走满透平齐全干灵见合拢回成启抬直够均匀正死断透实熟化灭停])"
)
_CANNOT = re.compile(
    rf"不(?<=(?P<verb>[^\W\d_a-zA-Z说管来要肯对差是会能也都就还又才可受舍顾想知信])不)(?!(?P=verb)){_DONE}"
)
# 从-18跑到-6, 一插就跳, 只剩39度
_CHANGES = Lazy(
    r"[从一只上下前后左右里外](?:(?<=从)[^,。]{1,6}[跑升降掉跌涨]到|(?<=一)[^\W\d_a-zA-Z]{1,3}就[^\W\d_a-zA-Z]|(?<=只)剩"
    r"|(?<=[上下前后左右里外])[面边头]?不?[热冷凉亮响转红][上下前后左右里外][面边头]?不?[热冷凉亮响转红]"
    r"|(?<=一)(?P<part>[边头半会]儿?)[^,。]{1,4}一(?P=part)[^,。]{1,2})"
)
# 太暗, 有点歪, 越来越慢, 慢得要死
_TOO_MUCH = Lazy(
    r"[太很有特非越变偏贼巨弱低慢差暗吵烫闷响热冷凉歪黄黑脏臭潮湿滑卡抖晃重小大]"
    r"(?:(?:(?<=[太很偏贼巨])|(?<=有)(?:点儿?|些)|(?<=特)别|(?<=非)常|(?<=越)来越|(?<=变)得?)(?:[弱低慢差暗淡窄吵烫闷响热冷凉松歪斜浑黄脏臭潮湿滑卡堵糊抖重轻紧]|[小大](?![心区学孩时姐哥伙王李概堂厅门楼家型]))"
    r"|(?<=[弱低慢差暗吵烫闷响热冷凉歪黄黑脏臭潮湿滑卡抖晃重小大])(?:得|的)(?:要死|要命|厉害|不行|不得了|离谱|夸张|吓人|慌|很|跟|像))"
)


_MAY_TELL_A_CODE = re.compile("[A-Z](?:(?<=[报示跳上来码].)|(?<=[报示跳上来码][了是: ].)|(?<=[报示跳上来码][了是:] .))")
_MAY_BE_TOO_MUCH = re.compile("[太很特非越变偏贼巨得有的](?:(?<![有的])|(?<=有)[点些]|(?<=的)[要厉不离夸跟像])")
_MAY_CHANGE = re.compile(
    "[就从只一热冷凉亮响转红](?:(?<=[就从])|(?<=只)剩|(?<=一)[边头半会]|(?<=[热冷凉亮响转红])[上下前后左右里外])"
)
_MAY_NOT_ANSWER = re.compile("不通|人接|没接|不接|常开|关机|没电")


def mark_codes(outline: Outline) -> None:
    """Codes that are reported: 报P0A1F is neither a room nor a model."""
    plain = outline.plain
    told = [match.span("code") for match in matches(_CODE, plain)] if _MAY_TELL_A_CODE.search(plain) else []
    if "报" in plain:
        told += [match.span() for match in matches(_CODE_AHEAD, plain)]
    for start, end in told:
        if _FREE.issuperset(outline.shape[start + 1 : end]) and outline.shape[start] in _STARTS:
            outline.cover(start, start + 1, "X")
            outline.cover(start + 1, end, "~")


def mark(outline: Outline) -> None:
    """Covers telephones, which are no part of a fault; marks what says that something cannot be done."""
    plain = outline.plain
    if "度" in plain or "℃" in plain:
        _mark_degrees(outline)
    for match in matches(_CANNOT, plain):
        _mark_free(outline, match.start("verb"), match.end(), "X")
    if _MAY_CHANGE.search(plain):
        for match in matches(_CHANGES, plain):
            _mark_free(outline, *match.span(), "x")
    if _MAY_BE_TOO_MUCH.search(plain):
        for match in matches(_TOO_MUCH, plain):
            _mark_free(outline, *match.span(), "X")
    if _MAY_NOT_ANSWER.search(plain):
        _cover(outline, _NO_ANSWER)


def _mark_degrees(outline: Outline) -> None:
    for match in matches(_DEGREES, outline.plain):
        if outline.shape[match.end() - 1] in ".J-":
            outline.cover(match.end() - 1, match.end(), "x")


def _mark_free(outline: Outline, start: int, end: int, letter: str) -> None:
    """Where no word but talk stands."""
    shape = outline.shape[start:end]
    if _LOOSE.issuperset(shape) and outline.shape[end : end + 1] != "~" and shape[0] != "~":
        outline.cover(start, start + 1, letter)
        outline.cover(start + 1, end, "~")


def _cover(outline: Outline, pattern: Lazy) -> None:
    """Unless anything but talk stands there."""
    for match in matches(pattern, outline.plain):
        start, end = match.span()
        shape = outline.shape[start:end]
        if shape and outline.shape[end : end + 1] != "~" and _TALK.issuperset(shape):
            outline.cover(start, end, "!")
