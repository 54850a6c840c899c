"""What may stand around a name that has no long title."""

from __future__ import annotations

import re

from nlp.segment import Outline

# Letters of the shape, and characters.
HARD = frozenset(", p@!st-")
_BEFORE = HARD | frozenset("~cZHSNrbl")
_NUMBERED = frozenset("0123456789号室栋幢座楼层排")  # 702项姐, 解放路216号边工
_AFTER = frozenset("OEXqNnvJDP")
SAID_BEFORE = frozenset("打问的找是系叫姓给由跟换写替:")
_TOLD_BEHIND = (
    "换了号",
    "换号",
    "换了个号",
    "换了手机",
    "换了电话",
    "新号",
    "的新号",
    "改号",
    "发了",
    "发来",
    "发的",
    "发图",
    "发消息",
    "发微信",
    "发语音",
    "拍了",
    "拍的",
    "传了",
    "来电",
    "来消息",
    "喊我",
    "还说",
    "又说",
    "也说",
    "再问",
    "再报",
    "再催",
    "又问",
    "又报",
    "又想起",
    "追问",
    "想起",
    "上传",
    "托我",
    "托您",
    "托你",
    "托人",
    "交班",
    "接班",
    "自己发",
    "登记",
    "拍来",
    "传来",
    "反映",
    "反馈",
    "报的",
    "写的",
    "补一单",
    "补报",
    "补充",
    "汇报",
    "留言",
    "语音",
    "吐槽",
    "投诉",
    "下班前",
    "上班前",
    "催",
)
_DEPARTMENTS = frozenset("部科室处班组队课股岗厅口区站长员师")
_SAID_AFTER = frozenset("说讲喊拿取家的反来让报打电住在问要称和这那她他先刚今昨啊嘛吧呢又也已正留接(")


_CALLS = re.compile(r".?(?:q~*[ ,-]{0,2})?p")
_IN_FRONT = 24  # characters of whatever name or title stands before a number


def free_before(outline: Outline, start: int) -> bool:
    """A boundary, the end of a known word, or a word like 找 in front."""
    if start == 0 or outline.shape[start - 1] in _BEFORE or outline.plain[start - 1] in SAID_BEFORE:
        return True
    return outline.plain[start - 1] in _NUMBERED and outline.plain[start - 2 : start - 1].isdigit()


def free_after(outline: Outline, end: int) -> bool:
    if ends(outline, end) or outline.plain[end] in _SAID_AFTER or outline.plain.startswith(_TOLD_BEHIND, end):
        return True
    behind = outline.shape[end + 1 : end + 2]
    if outline.plain[end] == "约" and behind == "t":
        return True
    return outline.shape[end] in _AFTER and (behind == "~" or (behind == "p" and outline.shape[end] == "q"))


def ends(outline: Outline, end: int) -> bool:
    return end == len(outline.shape) or outline.shape[end] in HARD


def near_number(outline: Outline) -> int:
    """Where the words in front of the first telephone number begin; the end of the text where there is none."""
    number = outline.shape.find("p")
    return max(0, number - _IN_FRONT) if number >= 0 else len(outline.shape)


def calls(outline: Outline, end: int) -> bool:
    """A telephone number follows at once, or a word for it."""
    return _CALLS.match(outline.shape, end) is not None


def after_role(outline: Outline, start: int) -> bool:
    return outline.shape[:start].rstrip(" :-").rstrip("~").endswith(("N", "T"))


def after_desk(outline: Outline, start: int) -> bool:
    """A place or a department directly in front: 消控室洛工."""
    before = outline.shape[max(0, start - 1) : start]
    return before in ("~", "Z") and outline.shape[:start].rstrip("~")[-1:] in ("N", "H", "Z", "T")


def at_a_desk(outline: Outline, start: int, end: int) -> bool:
    return after_desk(outline, start) and ends(outline, end)


def after_department(outline: Outline, start: int, end: int) -> bool:
    """机电组小段, 岗亭小路, SMT房工: what ends like a department or a desk, and nothing behind."""
    if not (ends(outline, end) or calls(outline, end)):
        return False
    return (
        outline.plain[start - 1 : start] in _DEPARTMENTS
        or after_desk(outline, start)
        or (outline.shape[max(0, start - 2) : start] == "aa" and outline.plain[start - 2 : start].isupper())
    )


def is_a_particle(outline: Outline, start: int, title: int) -> bool:
    """把师傅电话发我: 把 is a surname only where nothing but a number follows."""
    end = len(outline.shape) - len(outline.shape[title:].lstrip("T~"))
    return outline.plain[start] == "把" and not ends(outline, end) and outline.shape[end] != "p"
