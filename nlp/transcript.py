"""Pasted conversations: who said what, and which of it is decoration of the chat program.

Phones and desktops paste differently: `张三 11-20 09:12` on a line of its own, `张三: text`, `[张三]`, quotes in
「」 or behind `>`, rulers, @mentions, [抱拳]. What belongs to the chat and not to the message is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from nlp.reading import Turn
from nlp.spans import Claims, Taken

_NAME = r"[^\n:,。;!?<>「」\t ][^\n:,。;!?<>「」\t]{0,19}"
_DAY = r"(?:20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}[-/.月][0-9]{1,2}日?|昨天|今天|前天|(?:星期|周)[一二三四五六日天])"
_CLOCK = r"(?:(?:凌晨|早上|上午|中午|下午|晚上) ?)?[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?: ?[AaPp][Mm])?"
_STAMP = rf"(?:{_DAY}[ T]{{0,2}}(?:(?:星期|周)[一二三四五六日天] ?)?)?{_CLOCK}"
_HEADER = re.compile(
    rf"(?:[\[(【<]?(?P<stamp_first>{_STAMP})[\])】>]?[ ]{{1,3}}(?P<late_name>{_NAME})"
    rf"|[\[【]?(?P<name>{_NAME}?)[\]】]?[ ]{{1,4}}[\[(【]?(?P<stamp>{_STAMP})[\])】]?)[ ]*:?[ ]*$"
)
_STAMP_LINE = re.compile(rf"[ ]*[-—]*[ ]*{_STAMP}[ ]*[-—]*[ ]*$")
_SAYS = re.compile(
    rf"(?:[0-9]{{1,2}}[.、) ] ?)?[\[【「>]?[ ]?(?P<name>[^\n:,。;!?<>「」\t\[\]【】]{{1,12}}?)(?:[ ]?[\[(]?{_STAMP}[\])]?)?[\]】]?[ ]{{0,2}}:[ ]{{0,2}}(?=[^/\s0-9]|[0-9]|$)"
)
_BRACKET_NAME = re.compile(r"[\[【](?P<name>[^\n\[\]【】]{1,12})[\]】][ ]*:?[ ]*$")
_RULER = re.compile(
    r"[ ]*(?:[-—=*_~·─]{2,}|(?:- ){3,}-?)[ ]*(?:[^\n-]{0,20}(?:聊天记录|转发|消息|以下|以上)[^\n-]{0,12}[ ]*(?:[-—=*_~·─]{2,})?|$)[ ]*$"
)
_RECORD = re.compile(r"[ ]*[\"“「『《]?[^\n:]{0,24}[\"”」』》]?[^\n:]{0,10}的?聊天记录[\"”」』》]?:?[ ]*$")
_EMOJI = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,6}\](?:[ ]?[0-9]{1,3}(?:\"|″|''|秒)?)?")
_MENTION = re.compile(r"@[^\s@,。:;!?]{1,16}(?:[ \u2005]|$|(?=[,。:;!?\n]))")
_DECORATION = re.compile(r"撤回了一条消息|以上是打招呼的内容|拍了拍")
STAFF = re.compile(
    r"客服|售后|服务台|助手|机器人|小秘|派单|调度|接单|坐席|座席|维修部|工程师|技术支持|报修中心|400|管家部|我方|^我$|维保|技工"
)
_ASKS = re.compile(
    r"[?吗呢]|您留|留个|请问|什么|哪|方便提供|提供一下|发一下|麻烦提供|告知|多少|几点|收到|好的|安排|稍等"
)


class _Head(NamedTuple):
    speaker: str | None
    start: int  # of the line
    end: int  # of what names the speaker


def split(plain: str, claims: Claims, *, labels: Collection[str], staff: Collection[str] = ()) -> tuple[Turn, ...]:
    """The turns of a conversation; none when the text is one person's message."""
    _claim_decoration(plain, claims)
    heads = [head for head in _heads(plain, claims, labels) if head is not None]
    if not any(head.speaker for head in heads):
        return ()
    turns: list[Turn] = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        end = following.start if following else len(plain)
        if head.speaker is not None and head.end < end:
            turns.append(Turn(head.speaker, head.end, end, is_staff(head.speaker, staff)))
    return tuple(turns)


def is_staff(speaker: str, staff: Collection[str] = ()) -> bool:
    return speaker in staff or bool(STAFF.search(speaker))


def asks(words: str) -> bool:
    """Does a member of staff ask or acknowledge here, rather than tell?"""
    return bool(_ASKS.search(words))


def _claim_decoration(plain: str, claims: Claims) -> None:
    if "[" in plain:
        for match in _EMOJI.finditer(plain):
            claims.claim(Taken.STAMP, *match.span())
    if "@" in plain:
        for match in _MENTION.finditer(plain):
            if claims.free(*match.span()):
                claims.claim(Taken.SPEAKER, *match.span())


def _heads(plain: str, claims: Claims, labels: Collection[str]) -> Iterator[_Head | None]:
    """Every line that begins a turn. In a conversation with stamps, `Name: text` lines are content."""
    lines = list(_lines(plain))
    stamped = [match for start, end in lines if (match := _HEADER.match(plain, start, end))]
    for start, end in lines:
        if _claims_ruler(plain, start, end, claims):
            continue
        if match := _HEADER.match(plain, start, end):
            name = match["name"] or match["late_name"]
            claims.claim(Taken.SPEAKER, start, end)
            yield _Head(name.strip("[]【】 "), start, end)
        elif not stamped and (head := _says(plain, start, end, labels)):
            claims.claim(Taken.SPEAKER, start, head.end)
            yield head


def _claims_ruler(plain: str, start: int, end: int, claims: Claims) -> bool:
    for pattern in (_RULER, _RECORD, _STAMP_LINE):
        if end - start >= 3 and pattern.match(plain, start, end):
            claims.claim(Taken.STAMP, start, end)
            return True
    return False


def _says(plain: str, start: int, end: int, labels: Collection[str]) -> _Head | None:
    match = _BRACKET_NAME.match(plain, start, end) or _SAYS.match(plain, start, end)
    if match is None:
        return None
    name = match["name"].strip()
    if not name or name in labels or name.isdigit() or not _may_speak(name):
        return None
    return _Head(name, start, match.end())


_SPEAKERS = re.compile(
    r"^(?:业主|客户|住户|用户|租户|租客|车主|顾客|家长|学生|居民)[A-Za-z0-9甲乙丙丁一二三]?$|先生|女士|小姐|师傅|老师|经理|主任|阿姨|叔|奶奶|爷爷|医生|护士|店长|主管|队长|管家|客服|物业|前台|保安|总$|工$|姐$|哥$|助手|调度|售后|^[A-Z][a-z]{2,10}$|^[小老阿][\u4e00-\u9fff]$"
)


def _may_speak(name: str) -> bool:
    return bool(_SPEAKERS.search(name))


def _lines(plain: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in plain.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1
