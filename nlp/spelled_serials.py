"""Serial numbers behind their word that are dictated, or that blanks, lines or Chinese words part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.cues import FILLER
from nlp.patterns import HAN, Lazy
from nlp.vehicles import PROVINCES

LEAD = (
    rf"(?:{FILLER}|\([^()0-9\n]{{1,12}}\)|[\n◎→※◆/|*`—]|还是|没变,?|好像|大概|可能|贴纸|数字|一[串排行]|手写|[打印刻喷写贴标][着的]|[后下][面边]"
    r"|下的|我念|念|:)"
)
# 编号幺二零三七八, 序列号A二三杠零一四, 编号他念的是“MD五七T十五G三三零二”: as they are said.
_SAID = "零〇一二两三四五六七八九幺十"
_SPOKEN = Lazy(
    rf"(?:{LEAD}|[他她我你您]|[念说报读]的?|给|听){{0,8}}(?P<token>(?=[A-Z0-9杠{_SAID}-]{{0,12}}[{_SAID}][{_SAID}杠-])"
    rf"[A-Z{_SAID}](?:[A-Z0-9{_SAID}-]|杠){{4,24}})(?![A-Za-z0-9号楼层点个台十百千])"
)
_TENS = Lazy(f"(?P<tens>[{_SAID}]?)十(?P<ones>[{_SAID}]?)")
_DIGITS = str.maketrans("零〇一二两三四五六七八九幺杠", "0012234567891-")
# 序列号是 A B 1 2 3 4 5 6: said one by one.
_ONE_BY_ONE = Lazy(rf"(?:{FILLER}){{0,4}}(?P<token>[A-Z0-9](?: [A-Z0-9]){{5,24}})(?![A-Za-z0-9])")
# 资产编号：设备科-2021-0087, 编号：空压-03
_WITH_WORDS = Lazy(
    rf"(?:{LEAD}){{0,4}}+(?P<token>(?:{HAN}{{1,4}}(?:-{HAN}{{1,4}})?-|{HAN}(?=[0-9]{{1,2}}-))"
    r"(?=[A-Z0-9-]{0,12}[0-9]{2})[A-Z0-9]{1,12}(?:-[A-Z0-9]{1,8}){0,3}"
    rf"|[{PROVINCES}医设固资产电教实校网总护检放影梯特叉塔吊水冷热场厂仪]{{1,3}}[A-Z]{{0,3}}[0-9]{{4,12}}"
    r"|[A-Z]{1,4}\(20[0-9]{2}\)-?[0-9]{2,5})(?![A-Za-z0-9])"
)
# The registration of a lift, a crane or a boiler has twenty digits, however they are set.
_OF_TWENTY = Lazy(
    rf"{LEAD}{{0,6}}(?P<token>(?=[0-9 -]{{0,24}}(?:19|20)[ -]?[0-9])[1-57](?:[ -]?[0-9]){{19}})(?![0-9A-Za-z])"
)
# 2205A-77130 at the end of a line and 6-019 in the next (换行了): the writer says that it is one.
_OVER_LINES = Lazy(
    rf"{LEAD}{{0,6}}(?P<token>[A-Z0-9][A-Z0-9./-]{{1,20}}(?: ?\n[A-Z0-9][A-Z0-9-]{{1,16}}){{1,3}})"
    r"(?=[ (,。]{0,3}[^\n]{0,6}(?:换行|换了行|连[着起在]|拼起?来|拼在|接[着起上]|[两三]行|折行|断行|断开|合起来))"
)


def spelled_serial(plain: str, at: int) -> tuple[int, int, str] | None:
    """Where the number behind a word for one stands, and its value."""
    return next(_spelled(plain, at), None)


def _spelled(plain: str, at: int) -> Iterator[tuple[int, int, str]]:
    if said := _SPOKEN.match(plain, at):
        yield *said.span("token"), _TENS.sub(_number, said["token"]).translate(_DIGITS)
    for pattern in (_ONE_BY_ONE, _WITH_WORDS, _OF_TWENTY, _OVER_LINES):
        if match := pattern.match(plain, at):
            yield *match.span("token"), re.sub("[ \n]", "", match["token"])


def _number(said: re.Match[str]) -> str:
    """十五 is 15, 二十 is 20, 二十五 is 25."""
    return (said["tens"] or "1") + (said["ones"] or "0")
