"""Serial numbers behind their word that blanks, lines or words part: 注册代码 30106 10113 20170 90226."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.cues import FILLER
from nlp.patterns import HAN, Lazy

_LEAD = rf"(?:{FILLER}|[\n—]|是|大概|可能|应该|好像)"
# The registration of a lift, a crane or a boiler has twenty digits, however they are set.
_OF_TWENTY = Lazy(rf"{_LEAD}{{0,6}}(?P<token>[1-57](?:[ -]?[0-9]){{19}})(?![0-9A-Za-z])")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
# 2205A-77130 at the end of a line and 6-019 in the next (换行了): the writer says that it is one.
_OVER_LINES = Lazy(
    rf"{_LEAD}{{0,6}}(?P<token>[A-Z0-9][A-Z0-9./-]{{1,20}}(?: ?\n[A-Z0-9][A-Z0-9-]{{1,16}}){{1,3}})"
    r"(?=[ (,。]{0,3}[^\n]{0,6}(?:换行|换了行|连[着起在]|拼起?来|拼在|接[着起上]|[两三]行|折行|断行|断开|合起来))"
)
# 机器编号我爬上去拍了 0AH2 7180 3356, 编号可能13位 2 118 0406 7705 2: three groups or more, with words in between.
_TELEPHONE = r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])|0[0-9]{2,3}[ -][0-9]{3,8}|[48]00[ -][0-9]{3,4}[ -]"
_FAR_GROUPS = Lazy(
    rf"(?P<between>(?:{HAN}|[:, (—]|[0-9]{{1,2}}位){{0,14}}?)(?<![A-Z0-9])(?!{_TELEPHONE})"
    r"(?P<token>(?=(?:[A-Z ]{0,6}[0-9]){7})[A-Z0-9]{1,6}(?: [A-Z0-9]{1,6}){2,6})"
    r"(?![A-Za-z0-9-]|[年月日点号楼层室元块个位])"
)
_OF_ANOTHER_THING = Lazy("[单型料版图信话机号打找室楼座票时]|合同|[没未不]")
# 编号他念的是“MD五七T十五G三三零二”: letters and numbers as they are said.
_SAID = "零〇一二两三四五六七八九幺十"
_AS_SAID = Lazy(
    rf"(?:{_LEAD}|[他她我你您]|[念说报读]的?|给|听){{0,8}}(?P<token>(?=[A-Z0-9{_SAID}杠]{{0,12}}[{_SAID}]{{2}})"
    rf"[A-Z](?:[A-Z0-9{_SAID}]|杠){{4,20}})(?![A-Za-z0-9号楼层点])"
)
_TENS = Lazy(f"(?P<tens>[{_SAID}]?)十(?P<ones>[{_SAID}]?)")
_DIGITS = str.maketrans("零〇一二两三四五六七八九幺杠", "0012234567891-")


def parted_serial(plain: str, at: int) -> tuple[int, int, str] | None:
    """Where the number behind a word for one stands, and its value."""
    return next(_parted(plain, at), None)


def _parted(plain: str, at: int) -> Iterator[tuple[int, int, str]]:
    if (registered := _OF_TWENTY.match(plain, at)) and _YEAR.search(registered["token"].replace(" ", "")):
        yield *registered.span("token"), re.sub("[ -]", "", registered["token"])
    if lines := _OVER_LINES.match(plain, at):
        yield *lines.span("token"), re.sub("[ \n]", "", lines["token"])
    groups = _FAR_GROUPS.match(plain, at)
    if groups and groups["between"].strip(" :,(") and not _OF_ANOTHER_THING.search(groups["between"]):
        yield *groups.span("token"), groups["token"].replace(" ", "")
    if said := _AS_SAID.match(plain, at):
        yield *said.span("token"), _TENS.sub(_number, said["token"]).translate(_DIGITS)


def _number(said: re.Match[str]) -> str:
    """十五 is 15, 二十 is 20, 二十五 is 25."""
    return (said["tens"] or "1") + (said["ones"] or "0")
