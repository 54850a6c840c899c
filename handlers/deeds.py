"""Words for what can be done with a ticket: 接, 到了, 等配件 明天, 完工 换了阀门, 转给李工."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from handlers.customers.words import SOLVED
from handlers.keys import Button
from handlers.spoken import bare

_REST = r"(?:[ ,:(]+(?P<rest>.+))?"
_THANKS = r"[ ,]+(?:谢谢|多谢|感谢|辛苦)[^ ,]{0,6}"
"""Which is nothing that was done."""
_WAITED_FOR = "配件|零件|备件|材料|货|客户|业主|住户|用户|进场|进门|开门|钥匙|许可|停电|停水|停机|审批"
_WHOM = r"(?P<rest>[^ ,:]{1,12}?)(?:吧|处理|去|了)?(?:[ ,:]+.*)?"
_PATTERNS: tuple[tuple[Button, str], ...] = (
    (Button.CLAIM, r"(?:我来?)?接(?:单|下|这单|这个)?(?:了|吧)?|我来|抢单"),
    (Button.DECLINE, r"(?:我)?(?:接不了|不接|干不了|去不了|拒单|拒接|退单|退回)(?P<rest>.*)"),
    (Button.DEPART, r"(?:我)?(?:已经?|现在)?(?:出发|上路)了?|在路上了?"),
    (Button.ARRIVE, r"(?:我)?已?到了|(?:我)?(?:已经?)?(?:到场|到达|到现场|到达现场)了?|已到"),
    (
        Button.WAIT,
        rf"(?:先|要|需要?)?等待?(?P<rest>(?:一?下)?(?:{_WAITED_FOR}).*)|等待?",
    ),
    (Button.RESUME, r"继续(?:干|处理|维修|干活)?了?|不等了|恢复|(?:配件|零件|备件)到了"),
    (Button.FINISH, rf"(?:已经?)?(?:完工|修好|弄好|搞定|处理好|处理完|修完)(?:了|啦)?(?:{_THANKS}|{_REST})"),
    (Button.TRANSFER, rf"(?:改派|转派|转|派|指派|交)给 ?{_WHOM}|转派|转单"),
    (Button.ESCALATE, rf"(?:升级|上报){_REST}"),
    (Button.CANCEL, r"(?:取消|撤销|撤回|作废)(?:工单|报修|这单)?(?:[,:]+(?P<rest>.+))?"),
    (Button.PRIORITIZE, r"提级|(?:提高|调高)优先级"),
    (Button.REWORK, rf"(?:返工|返修|重修){_REST}"),
    (Button.WHY, r"为什么(?:派?给|问|找)我|凭什么给我"),
    (
        Button.LOOK,
        r"(?:我?要|发|看)?(?:看看|看一?下|看|我)?(?:现场|客户)?的?(?:照片|相片|图片|图|附件|语音|录音)(?:看看|发我|呢)?",
    ),
    (Button.CLOSE, r"关闭|关单|结单|验收通过|确认完成"),
)
_BEHIND_A_NUMBER: tuple[tuple[Button, str], ...] = (
    (Button.CANCEL, rf"(?:取消|撤销|撤回|作废)(?:工单|报修|这单)?了?{_REST}"),
    (Button.WAIT, r"(?:先|要|需要?)?等待?[ ,:]+(?P<rest>.+)"),
    (Button.TRANSFER, rf"(?:改派|转派|转单|转|指派)[ ,:]+{_WHOM}"),
    (Button.PRIORITIZE, r"(?:提级|(?:提高|调高)优先级)[ ,:]+.+"),
)
"""What would be too little to go by without one: 取消 明天的预约 may be about anything."""
_COMPILED, _NAMED = (
    tuple((button, re.compile(rf"(?:{pattern})", re.IGNORECASE)) for button, pattern in patterns)
    for patterns in (_PATTERNS, _PATTERNS + _BEHIND_A_NUMBER)
)
_AROUND = " ,.;:!~、-#()"
_THE_CUSTOMER = re.compile(r"(?:客户|业主|住户|用户)们?[也都]?")
_TOLD = re.compile(r"(?:说|讲|反馈|确认|回复|表示)?了?(?:都|是)?")
_AND_CLOSE = re.compile(r"(?:可以)?(?:关单|结单|关闭|关了)吧?$")

_POINTS = re.compile(r"(?:那|这)(?:个|张|单|家|边)(?:单子?|工单)?|的(?:单子?|工单)")
_LONGEST_NAME = 12
_SHORTEST_NAME = 2


def pointed(text: str) -> Iterator[tuple[Button, str, str]]:
    """接单 漏水那个, 完工 5栋那个 换了锁芯: the action, what is said with it, and what the ticket may be called."""
    match = _POINTS.search(text)
    if match is None:
        return
    for start in range(max(0, match.start() - _LONGEST_NAME), match.start() - _SHORTEST_NAME + 1):
        said = deed(f"{text[:start].rstrip(_AROUND)} {text[match.end() :].lstrip(_AROUND)}")
        if said is not None:
            yield *said, text[start : match.end()]


def deed(text: str, *, named: bool = False) -> tuple[Button, str] | None:
    """The action, and what is said with it; None: the text says something else. `named`: behind a number."""
    words = unicodedata.normalize("NFKC", text).replace("。", ".").strip(_AROUND)
    for button, pattern in _NAMED if named else _COMPILED:
        if (match := pattern.fullmatch(words)) is not None:
            return button, (match.groupdict().get("rest") or "").strip(_AROUND)
    return None


def is_content(text: str, *, named: bool = False) -> bool:
    """The customer is, as somebody tells: 客户说好了，关单. `named`: behind a number 修好了 is enough."""
    words = bare(text)
    customer = _THE_CUSTOMER.match(words)
    if customer is None:
        return named and _is_solved(words)
    said = words[customer.end() :]
    return _is_solved(said) or _is_solved(_TOLD.sub("", said, count=1))


def _is_solved(said: str) -> bool:
    return SOLVED.fullmatch(_AND_CLOSE.sub("", said)) is not None
