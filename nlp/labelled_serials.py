"""Serial numbers behind the place on a thing where they stand: 铭牌, 背面, 底下贴的, 标签."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.cues import Cue, Says
from nlp.normalize import Text
from nlp.order_codes import ORDER_CODE
from nlp.patterns import HAN, Lazy
from nlp.serial_groups import value_of, with_groups
from nlp.serial_places import is_behind_a_device
from nlp.spans import Candidate, Claims, Taken

_LEAD = (
    r"(?:[: .#→是为写着有的号字白]|[上里下][面边]?|[打印刻喷贴标写][着的]?|一[串排行]|一?[张条个块]|小字|数字|编|条码"
    r"|显示|那[串行]|N[Oo]\.?|no\.?)"
)
_COUNTS = r" ?(?:[楼号室栋幢座层单元块点年月日度台个只人次分秒米吨匹升岁天周期区路寸页]|k[Ww]|KW|kg|[VAW])"
_PARTS = r"(?=[A-Z0-9-]{0,12}[0-9]{2})[A-Z0-9]{1,8}(?:-[A-Z0-9]{1,8}){2}"
_LONG_ENOUGH = r"(?=[A-Za-z]{1,6}-?[A-Za-z0-9]{0,4}-?0|[A-Za-z0-9-]{0,12}[0-9]{4}|[A-Za-z]{1,4}-[0-9]{2,4}-)"
_TOKENS = (
    # BJ-SJS 08 0137, 260157-M14 803570029
    r"(?:[A-Za-z]{1,4}-)?[A-Za-z]{0,4}[0-9]{0,6}(?: [0-9]{2,6}){1,4}",
    # JZ/2023/118, FY-BJ-003/2
    r"[A-Z]{1,4}(?:[/-][A-Z0-9]{1,6}){1,3}/[0-9]{1,5}",
    # 1000-5531-02, 05-12-0734, 97061-4-B
    r"[0-9]{1,6}(?:-[0-9]{2,8}){1,3}",
    r"[0-9]{3,6}-[0-9]{1,2}-[A-Z]",
    r"[0-9]{4,24}",
    # 6814025/2319/00172
    r"[0-9]{3,9}(?:/[0-9]{3,9}){1,3}",
    # CA3-N26-B, where it is said to be written
    rf"(?:(?<=[着的写] )|(?<=[着的写])){_PARTS}",
    # U净-10B4-02, 冰-06
    rf"(?<=[着的 ])(?:[A-Z]{{1,2}})?{HAN}{{1,3}}-(?=[A-Z0-9-]{{0,8}}[0-9]{{2}})[A-Z0-9]{{1,6}}(?:-[0-9]{{2,4}})?",
    r"(?<=机台)[A-Z]{1,3}-[0-9]{2,4}",
    # WS-2203-15, ctrl-07b
    rf"{_LONG_ENOUGH}[A-Za-z0-9]{{1,12}}(?:-[A-Za-z0-9]{{1,12}}){{0,3}}",
)
_NUMBER = Lazy(rf"{_LEAD}{{0,8}}+(?P<token>{'|'.join(_TOKENS)})(?![A-Za-z0-9_-]|[./][A-Za-z0-9]|{_COUNTS})")
# 铭牌HS-66A 编0188, 铭牌 科大立安 LA100 / 05-12-0734: behind the model.
_BEHIND_THE_MODEL = Lazy(
    rf"(?:{HAN}|[: ]){{0,8}}[A-Z][A-Za-z0-9-]{{1,14}}[ ,]?(?:[/编和]|编号)[ ]?"
    r"(?P<token>0[0-9]{3,8}|[0-9]{2,6}(?:-[0-9]{2,8}){1,3})(?![A-Za-z0-9-])"
    # 贴 K9 00004903620519937710
    rf"|(?:{HAN}|[: ]){{0,8}}[A-Z][A-Za-z0-9-]{{1,14}} (?P<long>(?!1[3-9][0-9]{{9}}(?![0-9]))[0-9]{{9,24}})"
    r"(?![A-Za-z0-9-])"
)
# 发票上那串, 包装箱上那串: of something else.
_ON_ANOTHER_THING = Lazy(
    r"(?:发票|小票|票据|收据|快递单?|物流单?|运单|面单|合同|单子|订单|包装箱?|外箱|箱子|纸箱|盒子|外盒|名片|短信|说明书|保修卡)[上里面]?[的]?[那这]?$"
)
_NAMED_NEXT = Lazy(r"[ ,/]{0,3}(?:S/?N|序列号|编号|出厂)")  # it was the model
_NO_NUMBER = Lazy(
    # telephones, dates, rooms, fault codes
    r"1[3-9][0-9]{9}|1[3-9][0-9] [0-9]{4} [0-9]{4}|0[0-9]{2,3}-?[0-9]{7,8}|400[ -]?[0-9]{3}[ -]?[0-9]{4}"
    r"|[48]00[0-9-]{7,9}|(?:19|20)[0-9]{2}(?:-[01]?[0-9]){0,2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,4}|[A-Z][0-9]{0,2}(?:-(?!00)[0-9]{1,4}){1,3}"
    r"|(?:ERR?|AL|ALM|SRVO|OC|E)-?[0-9]{1,4}|[A-Z0-9-]{0,30}[A-Z0-9]{3}-[A-Z]{2,3}"
)
_FEWEST_DIGITS = 3
_FEWEST_OF_DIGITS_ONLY = 4
_DIGITS_OF_A_NUMBER = 6
_A_MODEL = re.compile(r"型号?$|规格$|机型$|系列$")


def labelled_serials(text: Text, claims: Claims, cues: Iterable[Cue]) -> list[Candidate]:
    """To be looked for behind telephone numbers: 牌子背面写着 0731-8432."""
    return [found for cue in cues if cue.says is Says.LABEL for found in _behind(text.plain, claims, cue)]


def _behind(plain: str, claims: Claims, cue: Cue) -> Iterator[Candidate]:
    match = _NUMBER.match(plain, cue.end) or _BEHIND_THE_MODEL.match(plain, cue.end)
    if match is None or _NAMED_NEXT.match(plain, match.end()) or _is_of_another_thing(plain, cue):
        return
    kind = "token" if match["token"] else "long"
    token = match[kind].upper()
    digits = sum(map(str.isdigit, token))
    enough = digits >= (_FEWEST_DIGITS if any(map(str.isalpha, token)) else _FEWEST_OF_DIGITS_ONLY)
    enough = digits >= _DIGITS_OF_A_NUMBER if plain[cue.start] in "NnI" else enough  # Room No 305
    enough = enough or (plain.endswith("机台", 0, cue.end) and digits > 1)
    of_a_model = (
        _NO_NUMBER.fullmatch(token)
        or ORDER_CODE.fullmatch(token)
        or _A_MODEL.search(plain, max(0, cue.start - 3), cue.start)
    )
    start, end = match.span(kind)
    if enough and not of_a_model and claims.free(start, end):
        whole = with_groups(plain, start, end)
        end = whole if claims.free(start, whole) else end
        claims.claim(Taken.SERIAL, start, end)
        yield Candidate(value_of(plain, start, end), start, end, "serial on a label", 0.85)


def _is_of_another_thing(plain: str, cue: Cue) -> bool:
    """发票上那串, 游戏ID; but 控制器ID."""
    if plain[cue.start] == "I" and plain[cue.start - 1 : cue.start].isalpha():
        return not is_behind_a_device(plain, cue.start)
    return _ON_ANOTHER_THING.search(plain, max(0, cue.start - 6), cue.start) is not None
