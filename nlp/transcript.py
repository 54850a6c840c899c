"""Pasted conversations: who said what, and which of it is decoration of the chat program.

Phones and desktops paste differently: `张三 11-20 09:12` on a line of its own, `张三: text`, `[张三]`, quotes in
「」 or behind `>`, rulers, @mentions, [抱拳]. What belongs to the chat and not to the message is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from nlp.patterns import Lazy
from nlp.reading import Turn
from nlp.spans import Claims, Taken

_NAME = r"[^\s:,。;!?<>「」][^\n:,。;!?<>「」\t]{0,19}"
_DAY = (
    r"(?:20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}[-/.月][0-9]{1,2}日?"
    r"|昨天|今天|前天|(?:星期|周)[一二三四五六日天])"
)
_CLOCK = r"(?:(?:凌晨|早上|上午|中午|下午|晚上) ?)?[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?: ?[AaPp][Mm])?"
_STAMP = rf"(?:{_DAY}[ T]{{0,2}}(?:(?:星期|周)[一二三四五六日天] ?)?)?{_CLOCK}"
# A line of its own: a name with a time behind or in front of it.
_HEADER = Lazy(
    rf"[\[(【<]?{_STAMP}[\])】>]?[ ]{{1,3}}(?P<late_name>{_NAME})[ ]*:?[ ]*$"
    rf"|[\[【]?(?P<name>{_NAME}?)[\]】]?[ ]{{1,4}}[\[(【]?{_STAMP}[\])】]?[ ]*:?[ ]*$"
)
_HOLDS_A_NUMBER = Lazy(r"[0-9](?:[^0-9]{0,2}[0-9]){6}(?<![0-9]{11})")  # in groups; who has one for a name has it whole
_MAY_STAMP = re.compile("[0-9]:[0-5][0-9]")
_STROKES = re.compile("[-—=*_~·─]{2}")
_RECORD_OF_A_CHAT = "聊天记录"
_SAYS = Lazy(
    rf"(?:[\[(【]{_STAMP}[\])】][ ]?|{_STAMP}[ ]{{1,3}}|[0-9]{{1,2}}[.、) ] ?|@[^\s@,:]{{1,16}} )?"
    r"[\[【「>]?[ ]?(?P<name>[^\n:,。;!?<>「」\t\[\]【】]{1,12}?|[^\n:,。;!?<>()]{1,8}\([^\n:()]{1,12}\))"
    rf"(?:[ ]?[\[(]?{_STAMP}[\])]?)?[\]】]?[ ]{{0,2}}(?:(?<![0-9]):|:(?![0-5][0-9](?![0-9]))|>>)[ ]{{0,2}}(?=[^/\s]|$)"
)
# 小兰 08:21 又关人了: a name, the time and what was said in one line, in several lines.
_SAYS_AT = Lazy(
    rf"[\[【]?(?P<name>[^\s:,。;!?<>「」\[\]【】()0-9][^\n:,。;!?<>「」\t\[\]【】]{{0,11}}?)[\]】]?"
    rf"[ ]{{1,3}}{_STAMP}[ ]{{1,3}}(?=[^\s/])"
)
_IN_BRACKETS = Lazy(r"[\[【](?![0-9 -]+[\]】])(?P<name>[^\n\[\]【】]{1,12})[\]】][ ]*:?[ ]*(?P<rest>[^\n]*)")
# A line of strokes, or a stamp by itself.
_RULER = Lazy(
    r"[ ]*(?:(?:[-—=*_~·─]{2,}|(?:- ){3,}-?)"
    r"[ ]*(?:[^\n-]{0,20}(?:聊天记录|转发|消息|以下|以上)[^\n-]{0,12}[ ]*(?:[-—=*_~·─]{2,})?)?"
    rf"|[-—]*[ ]*{_STAMP}[ ]*[-—]*)[ ]*$"
)
_BEGINS_A_RULER = frozenset(" -—=*_~·─0123456789昨今前星周凌早上中下晚")
_RECORD = Lazy(r"[ ]*[\"“「『《]?[^\n:]{0,24}[\"”」』》]?[^\n:]{0,10}的?聊天记录[\"”」』》]?:?[ ]*$")
_EMOJI = Lazy(r"\[[^\W\d_]{1,6}\](?:[ ]?[0-9]{1,3}(?:\"|″|''|秒))?")
_MENTION = Lazy(
    r"@(?<![A-Za-z0-9._-]@)(?!(?:[0-9][ -]?){7,13}(?![0-9A-Za-z]))[^\s@,。:;!?]{1,16}(?:[ \u2005]|$|(?=[,。:;!?\n]))"
)
_OPENS = ("[", "【")
_NOBODY: tuple[bool, frozenset[str]] = (False, frozenset())
_SHORTEST_RULER = 3
_MANY = 200  # lines of a conversation whose names are counted

_DESK = Lazy("客服|售后|服务台|助手|机器人|小秘|派单|接单|坐席|座席|报修中心|400|管家部|我方|^我$|维保")
_STAFF = Lazy(f"{_DESK.source}|调度|维修|工程师|支持|支援|技工")
_ASKS = Lazy(
    r"[?吗呢]|请?描述|请[说讲]|(?P<verb>[^\W\d_])[不没](?P=verb)|有没有|是[^,。]{1,6}还是|您留|留个|请问|什么|哪|谁|方便提供|提供一?下|发我|发[一给]?下|麻烦提供|告知|多少|几点|收到|好的|安排|稍等|很高兴为您"
)
# Nothing but a question, whoever asks: 里面有人吗, 底子锈没锈, 几号车.
_QUESTION = Lazy(
    r"[^,。!\n]{0,14}(?:吗|[?]|(?P<verb>[^\W\d_])[不没](?P=verb)[^,。]{0,3}|是[^,。]{1,8}还是[^,。]{1,6}|没有)[?。!~ ]*"
    r"|(?:请问|那)?(?:您|你)?(?:哪|几|什么|啥|多少|贵姓|怎么称呼|谁)[^,。!\n]{0,10}[?。!~ ]*"
)
_LONGEST_QUESTION = 20
_FOR_OTHERS = frozenset("代替帮")
_LONGEST_BESIDE = 3  # characters behind the title of a speaker: 卢女士语音
# A name before a colon, and no label: 地址：… is none.
_SPEAKS = Lazy(
    r"^(?:业主|客户|住户|用户|租户|租客|车主|顾客|家长|学生|居民)[A-Za-z0-9甲乙丙丁一二三]?$|先生|女士|小姐|师傅|老师|经理|主任|阿姨|叔"
    r"|奶奶|爷爷|医生|护士|店长|主管|队长|管家|客服|物业|前台|保安|总$|工$|姐$|哥$|助手|调度|售后|^[A-Z][a-z]{2,10}$|^[小老阿].$|(?<=[员台岗长组班部科室处])[小老阿].$|^我$|.[-—·@_].{0,6}$|[妈爸]$|sir$"
)


# Somebody of somewhere, and the only line: 梦泽园1号岗小薛：…
_TELLS_WHERE = Lazy(r"(?!转自)[^\W\d_a-zA-Z][^\n:,。;!?<>「」\t\[\]【】@_·—-]{4,19}:[^\n]*\Z")


class _Head(NamedTuple):
    speaker: str
    start: int  # of the line
    end: int  # of what names the speaker


def split(plain: str, claims: Claims, *, labels: Collection[str], staff: Collection[str] = ()) -> tuple[Turn, ...]:
    """The turns of a conversation; none when the text is one person's message."""
    if not (":" in plain or "\n" in plain or "[" in plain or "@" in plain):
        return ()
    if "\n" not in plain and _TELLS_WHERE.match(plain):
        return ()
    heads = list(_heads(plain, claims, labels))
    _claim_decoration(plain, claims)
    if not heads:
        return ()
    alone = len(heads) == 1
    ours = {speaker: is_staff(speaker, staff, alone=alone) for speaker in {head.speaker for head in heads}}
    ends = [*(head.start for head in heads[1:]), len(plain)][: len(heads)]
    return tuple(
        Turn(head.speaker, head.end, end, ours[head.speaker])
        for head, end in zip(heads, ends, strict=True)
        if head.end < end
    )


def is_staff(speaker: str, staff: Collection[str] = (), *, alone: bool = False) -> bool:
    """Whoever speaks alone may be the client's own: 线路调度阿岚：车门打不开."""
    return speaker in staff or (_DESK if alone else _STAFF).search(speaker) is not None


def asks(words: str) -> bool:
    """Does a member of staff ask or acknowledge here, rather than tell?"""
    return _ASKS.search(words) is not None


def only_asks(words: str) -> bool:
    words = words.strip()
    return len(words) <= _LONGEST_QUESTION and _QUESTION.fullmatch(words) is not None


def _lines(plain: str) -> list[tuple[int, int]]:
    lines = []
    at = 0
    while (end := plain.find("\n", at)) >= 0:
        lines.append((at, end))
        at = end + 1
    lines.append((at, len(plain)))
    return lines


def _claim_decoration(plain: str, claims: Claims) -> None:
    """[抱拳], [语音] 12", @张三"""
    for mark, pattern, kind in (("[", _EMOJI, Taken.STAMP), ("@", _MENTION, Taken.SPEAKER)):
        if mark in plain:
            for match in pattern.finditer(plain):
                if claims.free(*match.span()):
                    claims.claim(kind, *match.span())


def _heads(plain: str, claims: Claims, labels: Collection[str]) -> Iterator[_Head]:
    """Every line that begins a turn. Among lines with stamps, `Name: text` is content."""
    stamped = _MAY_STAMP.search(plain) is not None
    ruled = stamped or _RECORD_OF_A_CHAT in plain or _STROKES.search(plain) is not None
    if not (ruled or ":" in plain or ">>" in plain or "[" in plain or "【" in plain):
        return
    lines = _lines(plain)
    headers = _stamped(plain, lines) if stamped else {}
    said = {} if headers else _says(plain, lines) or (_says_at(plain, lines) if stamped else {})
    named, repeated = _customers_speak([match["name"].strip() for match in said.values()]) if said else _NOBODY
    for start, end in lines:
        if ruled and _is_ruler(plain, start, end):
            claims.claim(Taken.STAMP, start, end)
        elif match := headers.get(start):
            claims.claim(Taken.SPEAKER, start, end)
            yield _Head((match["name"] or match["late_name"]).strip("[]【】 "), start, end)
        elif not headers and (head := _speaker(plain, start, end, said.get(start), () if named else labels, repeated)):
            claims.claim(Taken.SPEAKER, start, head.end)
            yield head


def _stamped(plain: str, lines: list[tuple[int, int]]) -> dict[int, re.Match[str]]:
    """`张三 11-20 09:12`, by where the line begins."""
    return {
        start: match
        for start, end in lines
        if _MAY_STAMP.search(plain, start, end)
        and (match := _HEADER.match(plain, start, end))
        and not _HOLDS_A_NUMBER.search(match["late_name"] or match["name"])
    }


def _says(plain: str, lines: list[tuple[int, int]]) -> dict[int, re.Match[str]]:
    """`张三：text`, by where the line begins."""
    return {
        start: match
        for start, end in lines
        if (plain.find(":", start, end) >= 0 or plain.find(">>", start, end) >= 0)
        and (match := _SAYS.match(plain, start, end))
    }


def _says_at(plain: str, lines: list[tuple[int, int]]) -> dict[int, re.Match[str]]:
    said = {start: match for start, end in lines if (match := _SAYS_AT.match(plain, start, end))}
    return said if len(said) > 1 else {}


def _customers_speak(names: Sequence[str]) -> tuple[bool, frozenset[str]]:
    """客户：… is a label, unless it comes again or our staff speaks beside it; and the names that come again."""
    repeated = frozenset(name for name in names if names.count(name) > 1) if len(names) < _MANY else frozenset()
    return bool(repeated) or any(_STAFF.search(name) for name in names), repeated


def _is_ruler(plain: str, start: int, end: int) -> bool:
    if end - start < _SHORTEST_RULER:
        return False
    if plain[start] in _BEGINS_A_RULER and _RULER.match(plain, start, end):
        return True
    return plain.find(_RECORD_OF_A_CHAT, start, end) >= 0 and _RECORD.match(plain, start, end) is not None


def _speaker(
    plain: str, start: int, end: int, says: re.Match[str] | None, labels: Collection[str], repeated: Collection[str]
) -> _Head | None:
    """`张三：text` and `[客户] text`, where the name is one; [图片] is none."""
    match = _IN_BRACKETS.match(plain, start, end) if plain.startswith(_OPENS, start, end) else None
    if match and match["rest"] and _SPEAKS.search(match["name"]):
        return _Head(match["name"].strip(), start, match.start("rest"))
    if says is None:
        return None
    name = says["name"].strip()
    if (name in labels and not plain.startswith((">", "「"), start)) or not (name in repeated or _is_a_name(name)):
        return None
    return _Head(name, start, says.end())


def _is_a_name(words: str) -> bool:
    """滑经理 or 卢女士(微信), but not 滑经理公司两台大通 or 何敏代王主任报修, of which a name is only a part."""
    if not _FOR_OTHERS.isdisjoint(words):
        return False
    ends = [match.end() for match in _SPEAKS.finditer(words)]
    return bool(ends) and (len(words) - ends[-1] <= _LONGEST_BESIDE or "(" in words)
