"""Serial numbers that stand without a cue word: by their shape, by a word for any number, or like another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlp.cues import FILLER
from nlp.normalize import Text
from nlp.order_codes import ORDER_CODE
from nlp.patterns import HAN, Lazy, holds
from nlp.set_apart_serials import A_DEVICE, ITS_DEVICE, OF_A_FLAT, OF_A_PAPER, digits_of, has_its_clause, is_set_apart
from nlp.spans import Candidate, Claims, Taken

_ANY_DIGIT = str.maketrans("123456789", "000000000")
# HZ0117号道闸, JS-FT-0617号扶梯
_NUMBERED_DEVICE = Lazy(
    r"(?<![A-Za-z0-9-])(?:[A-Z]{2,4}-[A-Z]{2,4}-[0-9]{2}|(?:[A-Z]{1,4}-)?[A-Z]{1,4}(?:[0-9]{1,3}-)?-?[0-9]{3,8})(?="
    r"号?(?:道闸|电梯|客梯|货梯|充电桩|路灯|灯杆|机床|空压机|叉车|摄像头|井盖)"
    r"|号(?:闸机|[扶直消]梯|梯|桩|灯箱|车床|冲床|注塑机|压铸机|冷干机|堆高车|行车|天车|摄像机|球机|枪机|门禁|锅炉|冷机|冷水机|主机"
    r"|外机|风机|水泵|泵|变压器|配电柜|配电箱|开关柜|箱变|打印机|复印机|服务器|交换机|收银机|自助机|售货机|取款机|机器人))"
)
# 8731-04411: no telephone number is parted so.
_DIGITS_IN_PARTS = Lazy(r"[1-9][0-9]{3,5}-[0-9]{5,6}|[1-9][0-9]{4,5}-[0-9]{4}")
_POINTS_AT = frozenset(("那台", "这台", "那部", "这部", "那套", "那根", "那块"))
_MANY = 6  # digits
_DIGITS_OF_A_SERIES = 5
_GLUED = Lazy(HAN)
# PR0091/PR0092/PR0095; no models (MD330, MD380), no codes, no rooms.
_COUNTED = Lazy(r"(?P<stem>[A-Z]{2,5}(?:-[A-Z0-9]{1,4})??-?)(?P<number>0[0-9]{1,4}|[0-9]{3,6})")
_NEVER_COUNTED = Lazy(r"ALM?|E[Rr]|O[CLV]|UV|SV|SC|SRVO|NO|TEL")
_NEAREST = 20
_LAST_OF_A_SERIES = 2  # digits that differ where no hyphen sets them off: A2201B33, A2201B40
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{4,80}")
# The registration of a lift, a crane or a boiler: kind, district, year and running number.
_REGISTERED_DIGITS = 20
_REGISTERED = Lazy(r"[1-57][0-9]{9}(?:19|20)[0-9]{8}|[1-57][0-9]{8,11}(?:19|20)[0-9]{6,9}(?<=[0-9]{20})")
_NAMES_A_MODEL = Lazy(
    r"(?:型号(?:贴纸|标签)?|规格|机型|款式|系列|版本|版|软件|固件|程序|[Mm]odel|MODEL|代码|报警|报错|错误|显示|故障码?|提示|驱动|图纸|标准|会议|航班|密码|主机名|电脑名|计算机名|用户名|证书?编?号)"
    r"[:是为 ]{0,3}$"
)


# A word for a number in front of one that nobody claimed: 锁号 2F0098A1, 设备台账 YB-0912; but no door, place or model.
_AFTER_NUMBER_WORD = Lazy(
    rf"(?:资产|固资)$|(?:[^\W_]|^)(?<!程序)(?<![型版图房门楼室铺位柱班信牌工座床层栋幢区库线频单料批密])"
    rf"(?:(?<![0-9])号码?|编号|编码|码|ID|id|标签|台账|贴纸|卡片)(?:{FILLER}){{0,4}}$"
)
_SHORTEST_OF_A_NUMBER_WORD = 4  # digits
# Where a number stands on a device: 铭牌P2203187, 机身上 P2203187, No. P2203187.
_STANDS_THERE = Lazy(
    r"(?:铭牌|机身|标牌|(?:资产|设备|固资)[牌卡]?|牌子|背[板面后]|后盖|底[座部盘](?:标签|贴纸)?|尾部|侧面|标签|贴纸|[刻写贴印喷][着的]"
    r"|扫码显示|扫出来|出厂|档案号|№|#|(?<![A-Za-z])(?:N[Oo]\.?|no\.|ID|[Bb]arcode|[Aa]sset))"
    r"(?:[上里面是为写着的]|[:.#→ ]){0,5}$"
)


# 购机单JD3117, 零件L8X4-C2200: of a paper or a part.
_IS_ANOTHER_THING = Lazy(
    r"(?:[^报]单|单据|凭证|零件|配件|备件|部件|物料|图纸|图号|确认号|预订号|货架|标准|型号|版本|固件|软件|规格|尺寸|坐标|色号|颜色"
    r"|[车仓库货铺床]位|房间|包[间厢]|楼栋|门牌|商铺|泳道|桌|教室|会议室|轴承|密封圈|油封|皮带|三角带|螺[栓丝母]|灯管|滤[芯网]|电容"
    r"|保险丝|员工|病历|患者|病人|学生|会员|高铁|动车|航班|列车|车次)[号码: ]{0,2}$"
)
_LISTS_OF_PARTS = ("备件清单", "配件清单", "采购清单", "物料清单", "领料清单", "报价清单", "备货清单", "盘点表")
_GOES_ON = Lazy("/[0-9]{0,3}[A-Z]")  # GD200A-022G/030P-4
_SMALL_AMONG_DIGITS = Lazy("(?<=[0-9])[lo](?=[0-9])")


def bare_serials(
    text: Text, claims: Claims, cued: Sequence[Candidate], shapes: Sequence[re.Pattern[str]] = ()
) -> list[Candidate]:
    """Tokens that only a serial number looks like, or that look like one found after a cue.

    `shapes` are those of a tenant's own devices.
    """
    tokens = list(_tokens(text.plain, claims))
    if not tokens or holds(text.plain, _LISTS_OF_PARTS):
        return []
    families = frozenset(_family(candidate.value) for candidate in cued if len(candidate.value) >= 5)
    families |= _of_a_series([written.upper() for written, _, _ in tokens])
    return list(_bare(tokens, text.plain, claims, families, shapes))


def _family(serial: str) -> str:
    """The letters, and where digits stand."""
    return serial.translate(_ANY_DIGIT)


def _tokens(plain: str, claims: Claims) -> Iterator[tuple[str, int, int]]:
    """Words of both letters and digits that nobody claimed, with their places."""
    for match in _BARE.finditer(plain):
        token = match[0]
        if token.isdigit() and not _says_which(plain, match):
            continue  # most are telephone numbers
        written, start = token.rstrip("._-"), match.start()
        if (written.isdigit() and written != token) or written.isalpha() or "." in written:
            continue
        end = start + len(written)
        if written.startswith("C-") and plain[start - 2 : start] == "S ":
            written, start = "S" + written, start - 2  # S C-X4U421302009, as Siemens sets it
        if claims.free(start, end):
            yield written, start, end


def _says_which(plain: str, digits: re.Match[str]) -> bool:
    """The registration of a lift, or what is pointed at: 还是那台00021874."""
    if len(digits[0]) == _REGISTERED_DIGITS:
        return _REGISTERED.fullmatch(digits[0]) is not None
    start, end = digits.span()
    pointed_at = plain[start - 2 : start] in _POINTS_AT or plain[end : end + 2] in _POINTS_AT
    return pointed_at and (digits[0][0] == "0" or len(digits[0]) >= _MANY)


def _bare(
    tokens: Iterable[tuple[str, int, int]],
    plain: str,
    claims: Claims,
    families: frozenset[str],
    shapes: Sequence[re.Pattern[str]],
) -> Iterator[Candidate]:
    for as_written, start, end in tokens:
        written = _with_digits(as_written)
        token = written.upper()
        if _IS_ANOTHER_THING.search(plain, max(0, start - 8), start):
            continue
        own = token.isdigit() or _family(token) in families or any(shape.fullmatch(token) for shape in shapes)
        own = own or (_counts(token) and bool(ITS_DEVICE.match(plain, end)))
        own = own or (_DIGITS_IN_PARTS.fullmatch(token) is not None and has_its_clause(plain, start, end))
        own = own or is_set_apart(written, plain, start, end)
        if not own and token == token.lower():
            continue  # without letters it is a flat, a date or a telephone number: 3-1-402
        own = own or _NUMBERED_DEVICE.match(plain, start) is not None
        said = _AFTER_NUMBER_WORD.search(plain, max(0, start - 12), start) or (
            _is_long(token) and _STANDS_THERE.search(plain, max(0, start - 12), start)
        )
        if not (
            own or (said and _may_be_a_serial(written)) or _only_a_serial_looks_so(written) or _alone(plain, start, end)
        ):
            continue
        if not (own or said) and _GLUED.match(plain, max(0, start - 1)) and A_DEVICE.match(plain, end):
            continue  # 索尼KD-65X9000电视
        if not own and _GOES_ON.match(plain, end):
            continue
        if own or not _NAMES_A_MODEL.search(plain, max(0, start - 8), start):
            claims.claim(Taken.SERIAL, start, end)
            yield Candidate(token, start, end, "bare serial", 0.97 if own else 0.85)


def _with_digits(written: str) -> str:
    """BMS-P3-77l04: a small l or o among capitals is a digit."""
    if written.islower():
        return written
    return _SMALL_AMONG_DIGITS.sub(lambda small: "0" if small[0] == "o" else "1", written)


def _counts(token: str) -> bool:
    return token[-3:].isdigit() and (token.count("-") > 1 or digits_of(token) >= _MANY)


def _is_long(token: str) -> bool:
    return token[-3:].isdigit() and digits_of(token) >= _DIGITS_OF_A_SERIES and not OF_A_FLAT.fullmatch(token)


def _of_a_series(tokens: Sequence[str]) -> frozenset[str]:
    """The families of which the message names several that differ in their last part only: GW-8F2C-03, GW-8F2C-09."""
    stems: dict[str, str] = {}
    last_of: dict[str, int] = {}
    series = set()
    for token in tokens:
        stem, hyphen, last = token.rpartition("-")
        apart = bool(hyphen)
        if not apart:
            stem, last = token[:-_LAST_OF_A_SERIES], token[-_LAST_OF_A_SERIES:]
            apart = any(map(str.isalpha, stem)) and len(stem) >= _DIGITS_OF_A_SERIES
        numbered = apart and last.isdigit() and sum(map(str.isdigit, token)) >= _DIGITS_OF_A_SERIES
        if numbered and not stem.replace("-", "").isdigit() and stems.setdefault(stem, last) != last:
            series.add(_family(token))
        counted = _COUNTED.fullmatch(token)
        if counted and not _NEVER_COUNTED.match(token):
            stem, number = counted["stem"], int(counted["number"])
            if 0 < abs(number - last_of.setdefault(stem, number)) <= _NEAREST:
                series.add(_family(token))
    return frozenset(series)


def _alone(plain: str, start: int, end: int) -> bool:
    """A clause of its own, in which an O among digits is a zero: no model is so long a number."""
    if not has_its_clause(plain, start, end):
        return False
    token = plain[start:end]
    digits = sum(each.isdigit() or each == "O" for each in token)
    return (
        token.isupper()
        and digits >= 6
        and token[-3:].isdigit()
        and not (OF_A_PAPER.fullmatch(token) or OF_A_FLAT.fullmatch(token) or ORDER_CODE.fullmatch(token))
    )


def _may_be_a_serial(token: str) -> bool:
    enough = any(map(str.isalpha, token)) and sum(map(str.isdigit, token)) >= _SHORTEST_OF_A_NUMBER_WORD
    return enough and not OF_A_PAPER.fullmatch(token.upper())


def _only_a_serial_looks_so(token: str) -> bool:
    """Letters, six digits or more, and a running number of four at the end; no order, no flat, no account."""
    if not token[-4:].isdigit():
        return False
    upper = token.upper()
    letters = sum(map(str.isalpha, upper))
    digits = sum(map(str.isdigit, upper))
    return (
        digits >= (8 if token[0].isdigit() else 6)
        and (2 <= letters <= 10 or (letters == 1 and digits >= 7))
        and not re.search("[a-z]{3}", token)
        and not (token.islower() and token.isalnum())
        and not OF_A_PAPER.fullmatch(upper)
        and not OF_A_FLAT.fullmatch(upper)
    )
