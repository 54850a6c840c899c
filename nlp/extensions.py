"""Extensions: behind a number, and alone; and numbers that are partly hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.characters import SPOKEN_DIGITS, STOPS
from nlp.cues import Cue, Says
from nlp.normalize import Text
from nlp.patterns import HAN, Lazy
from nlp.reading import Found, PhoneKind
from nlp.spans import Claims, Taken

_SPOKEN = "".join(SPOKEN_DIGITS)
_TO_DIGITS = str.maketrans(SPOKEN_DIGITS)

# A mobile has an extension only when it is a go-between number (18412345678转1234).
_OF_MOBILE = re.compile(
    r" ?\(?(?:转 ?接?|分机|,? ?ext\.?)[ :号]{0,2}(?P<digits>[0-9]{1,6})(?![0-9]|[ -][0-9]{4})"
    r"|-(?P<after>[0-9]{3,4})(?![0-9号室楼栋幢单]|[-.,/][0-9])| ?#(?P<hash>[0-9]{2,6})(?![0-9号])",
    re.IGNORECASE,
)
_BEGINS_AN_EXTENSION = frozenset(" (转分,eE-#")
_OF_LANDLINE = Lazy(
    r"(?: ?\(?总[机台]\)?)?(?:"
    r"[ ,]{0,2}[(\[【]?[ ]?(?:(?:请|再|后|拨|[-—]{1,2})?转 ?[接到至]?(?: ?分机号?|内线)?[)\]】]?[-—]?"
    r"|分机(?:号码?)?\)?|,(?=,)"
    r"|(?<!,)内线|;?ext(?:ension|n)?[.=]?|[xpw](?=[ 0-9])|#|\*"
    r"|接(?=[ 0-9]{3,7}(?![0-9号楼层台]))|(?:加?拨|按|输入?)(?=[ 0-9]{3,6}(?![0-9号楼层]))"
    r"|→(?=[ 0-9]{3,5}(?![0-9]|[- ][0-9]{4})))"
    rf"[ :号是#,(]{{0,3}}(?P<digits>[0-9]{{1,6}}(?![0-9楼层栋幢]|号[楼线机柜梯])|[{_SPOKEN}]{{2,6}}"
    rf"|[{_SPOKEN}](?=$|[,。;!? )]))"
    r"| ?[-—]{1,2} ?(?P<after>[0-9]{1,5})(?![0-9]|[-.][0-9])|(?: |[ ]?\()(?P<before>[0-9]{2,5}) ?分机"
    # ，听到提示音后转2013
    rf"|[ ,]{{0,2}}\(?(?:听到?|等|接通|打?通了|语音|提示|再){HAN}{{0,8}}?,?(?:[请再]?[转拨按]接?|输入)(?:分机号?)?"
    r"[ :号是#]{0,2}(?P<told>[0-9]{1,6})(?![0-9楼号层]))",
    re.IGNORECASE,
)
_ALONE = Lazy(
    rf"(?:电话|号码?|拨打?|打|[:= (]|是|为|转){{0,4}}"
    rf"(?P<digits>[0-9]{{1,2}}-[0-9]{{3,4}}(?![0-9-])|[0-9]{{2,6}}|[{_SPOKEN}]{{3,6}})(?![0-9*-]|[.][0-9])"
)
_ANOTHER = Lazy(
    r" ?(?:[/、,]|或者?|和|,?(?:找不到|打不通|没人接?|不在)[就再]?[打拨找]?) ?"
    r"(?P<digits>[0-9]{3,6})(?![0-9-]|[号室楼栋幢单年月日])"
)

_HIDES = "*●•○某·?_■□✱"
_MASKED = Lazy(
    rf"(?<![0-9A-Za-z{_HIDES}])(?:\+?86[ -]?)?(?P<shown>1[3-9][0-9]{{1,6}}|0[0-9]{{2,3}}[ -]?[0-9]{{0,5}})"
    rf"[ -]?(?P<hidden>[{_HIDES}]{{2,8}}|[xX]{{3,8}})[ -]?(?P<end>[0-9]{{0,6}})(?![0-9A-Za-z*])"
    rf"(?![{_HIDES}]{{2,3}}[0-9]{{3}})"  # 138__0571__2401
    # *******2298
    r"|(?<![0-9A-Za-z*/])(?P<head>\*{7} ?[0-9]{4})(?![0-9A-Za-z*/])"
    # 15X-0571-2298
    r"|(?<![0-9A-Za-z])(?P<one>1[3-9](?=[0-9 -]{0,10}[xX?])[0-9xX?](?:[ -]?[0-9xX?]{4}){2})(?![0-9A-Za-z])"
)
_MAY_HIDE = re.compile(rf"[{_HIDES}xX](?:(?<=[{_HIDES}])[{_HIDES}]|(?<=[xX])[xX]{{2}}|(?<=1[3-9][xX?])[ -]?[0-9]{{4}})")


_MAY_CALL = re.compile("[士站长生师夫机话台转打拨][ :,]{0,2}[2-8][0-9]{3,4}(?![0-9])")
_SAID_BEHIND = Lazy(
    r"(?<![0-9A-Za-z-])(?P<digits>[2-9][0-9]{2,4})(?:[这那]?个?是|\()?(?:我们?|[他她您你])?的?"
    r"(?:分机|内线|短号)(?!号|机|[: 是]{0,2}[0-9])"
)
_MAIN_NUMBER = Lazy("总机|总台|主机号|(?<![0-9])0[0-9]{2,3}[- ]?[0-9]{7}")
_ON_A_DESK = Lazy(
    r"(?:(?:护士[长站]?|医生|医师|大夫|老师|主任|科长|处长|干事|秘书)[ :,]{0,2}"
    r"|(?:座机|科室电话|办公电话|办公室电话|值班电话|前台|请?转|打|拨)[: ]{0,2})"
    r"(?P<digits>[2-8][0-9]{3,4})(?=[ ,。;!?)\n]|$)(?! ?[号室楼床年元块个次])"
)
_BEFORE = Lazy(
    rf"(?:转|分机号?)[ :]{{0,2}}(?P<digits>[0-9]{{2,5}}|[{_SPOKEN}]{{2,5}})"
    r"[ ,]{0,2}(?:总机|总台|前台|主机)[ :]{0,2}$"
)
_CORRECTED = Lazy(r"[ ,]{0,2}(?:不对|错了|不是|哦不)[ ,]{0,2}(?:应该)?是? ?(?P<digits>[0-9]{2,6})(?![0-9])")


_SAID_ANEW = Lazy(
    r"[ ,]{0,2}[哦噢啊]?(?:不对|不是|错了|[打说写]错了?|不|应该)[, ]{0,2}(?:应该)?[是转]{0,2} ?"
    r"(?P<digits>[0-9]{1,6})(?![0-9])"
)  # 转802，哦不803


def extension_before(plain: str, start: int, kind: PhoneKind) -> str | None:
    """转3115 总机 0898-36661200."""
    if kind not in (PhoneKind.LANDLINE, PhoneKind.SERVICE, PhoneKind.LOCAL):
        return None
    match = _BEFORE.search(plain, max(0, start - 16), start)
    return match["digits"].translate(_TO_DIGITS) if match else None


def extension_after(plain: str, end: int, kind: PhoneKind) -> tuple[str, int] | None:
    """The extension that follows a number that ends here, and where it ends."""
    if plain[end : end + 1] in STOPS:
        return None
    mobile = kind in (PhoneKind.MOBILE, PhoneKind.FOREIGN)
    if mobile and plain[end : end + 1] not in _BEGINS_AN_EXTENSION:
        return None
    match = (_OF_MOBILE if mobile else _OF_LANDLINE).match(plain, end)
    if match is None:
        return None
    digits = next(digits for digits in match.groups() if digits)
    corrected = _SAID_ANEW.match(plain, match.end())
    if corrected and len(corrected["digits"]) == len(digits):
        return corrected["digits"], corrected.end()
    return digits.translate(_TO_DIGITS), match.end()


def find_extensions(text: Text, claims: Claims, cues: Iterable[Cue]) -> tuple[Found[str], ...]:
    """Internal numbers without a main number: 内线7712, 短号61207."""
    found = [found for cue in cues if cue.says is Says.EXTENSION for found in _after_cue(text, claims, cue)]
    if "内线" in text.plain or "分机" in text.plain or "短号" in text.plain:
        found += _said_behind(text, claims)
    if _MAY_CALL.search(text.plain) and not _MAIN_NUMBER.search(text.plain):
        found += _on_a_desk(text, claims)
    return tuple(found)


def _said_behind(text: Text, claims: Claims) -> Iterator[Found[str]]:
    """605是他分机, 8899内线也行."""
    for match in _SAID_BEHIND.finditer(text.plain):
        if claims.free(*match.span("digits")):
            claims.claim(Taken.EXTENSION, *match.span("digits"))
            yield Found(match["digits"], *text.span(*match.span("digits")), "extension said behind", 0.9)


def _on_a_desk(text: Text, claims: Claims) -> Iterator[Found[str]]:
    """卫护士 7719, 座机8021, Miss Qiu 转 8016."""
    for match in _ON_A_DESK.finditer(text.plain):
        if claims.free(*match.span("digits")):
            claims.claim(Taken.EXTENSION, *match.span("digits"))
            yield Found(match["digits"], *text.span(*match.span("digits")), "extension on a desk", 0.8)


def _after_cue(text: Text, claims: Claims, cue: Cue) -> Iterator[Found[str]]:
    match = _ALONE.match(text.plain, cue.end)
    if match and (corrected := _CORRECTED.match(text.plain, match.end())):
        claims.claim(Taken.RETRACTED, *match.span("digits"))
        match = corrected
    while match and claims.free(*match.span("digits")):
        start, end = match.span("digits")
        claims.claim(Taken.EXTENSION, start, end)
        digits = match["digits"].translate(_TO_DIGITS).replace("-", "")
        yield Found(digits, *text.span(start, end), "extension", 0.97)
        match = _ANOTHER.match(text.plain, end)


def find_masked(text: Text, claims: Claims) -> tuple[Found[str], ...]:
    """Numbers with hidden digits, without blanks and hyphens: 138****1234."""
    if not _MAY_HIDE.search(text.plain):
        return ()
    return tuple(_masked(text, claims))


def _masked(text: Text, claims: Claims) -> Iterator[Found[str]]:
    for match in _MASKED.finditer(text.plain):
        value = re.sub("[ -]", "", match[0]).removeprefix("+").removeprefix("86")
        if match["one"] and match["one"].replace(" ", "").replace("-", "").isdigit():
            continue  # 13800138000??
        if _is_as_long(value) and claims.free(*match.span()):
            claims.claim(Taken.PHONE_MASKED, *match.span())
            yield Found(value, *text.span(*match.span()), "masked", 0.98)


def _is_as_long(masked: str) -> bool:
    """As a telephone number; one with its end hidden tells less and must be as long as one."""
    return 9 <= len(masked) <= 13 and (masked[-1].isdigit() or (len(masked) in (11, 12) and masked[-1] not in "xX"))
