"""Models that are told apart from their device: behind 型号 or 铭牌, written somewhere, alone in a clause."""

from __future__ import annotations

import re

from nlp.device import Span, is_free
from nlp.patterns import HAN, Lazy, holds, matches, sought
from nlp.segment import Outline

CODE = re.compile(r"[EFUPHA][0-9]{1,3}(?:-[0-9]{1,3})?|(?:AL|ALM|E[Rr]{1,2}|OC|OL|OV|UV|SRVO|SV|ALARM)[-.]?[0-9]{1,4}")
MEASURE = Lazy(r"[0-9.]+(?:[kK]?[WwVvAa]|[Tt]|[Kk][Gg]|[Pp]|[Ll]|mm|MPa)")
# What stands behind a maker and is a kind of device.
KIND = re.compile(
    "LED|LCD|OLED|CNC|DC|AC|UPS|PLC|CT|DR|MRI|TV|PC|IP|USB|HDMI|GPS|POE|NB|W[Ii][Ff][Ii]|EPS|ATS|DTU|RTU|POS|CAN|ABS|IGBT"
    "|RFID|HMI|IO|BMS|SUV|MPV|EV|AGV|NVR|DVR|AP|APP|ECU|BA|KTV|ATM|PDA|SN|MCU|DCS|AHU|FCU|VAV|PLUS|Pro|SpO2|SPO2|NIBP|ECG|CO2|O2|PH|pH|PM2"
)
# 联想启天M450, 惠普战66
LINE = Lazy(
    r"((?:启天|开天|扬天|天逸|昭阳|拯救者|小新|成铭|擎云|灵越|游匣|成就|暗影精灵|光影精灵|战|锐龙|新东方|灵耀|天选|成就)"
    r"[ ]?(?:Pro|Air)?[ ]?[A-Za-z]{0,2}[0-9]{1,4}[A-Za-z]{0,2})"
)
_ONE_WORD = (
    r"(?:[α-ωA-Z]{2,4} (?:[A-Z]{1,3} )?(?=[0-9]))?[A-Za-z0-9α-ω][A-Za-z0-9./@+-]{1,30}"
    r"(?: [0-9][A-Za-z0-9]{0,5}(?![A-Za-z0-9]))?"
)
# G 5214 C SCi, Classe 7 USB, iR-ADV C3530 III: several words, to the end of the clause
_SEVERAL = r"[A-Z][A-Za-z0-9./@+-]{0,20}(?: (?!SN|S/N|sn)[A-Za-z0-9./+-]{1,8}){1,4}(?=[ ]?(?:[,。;()\n?!]|$))"
_LABEL = sought(
    "型机规款铭设贴标本侧背mM",
    r"(?:型号(?:贴纸|标签|牌|上?写?的?是|大概是|应该是|好像是?)?|机型|规格型号|规格|款式|"
    r"铭牌(?:上?写?着?的?是?)?|(?:机器|设备|机身)?(?:贴纸|标签|标牌)|本体(?! ?号)|(?:机身)?(?:侧面|背面)"
    r"|model|Model|MODEL)"
    rf"[: 是为◎→?\"“「]{{0,3}}(?P<model>{_SEVERAL}|{_ONE_WORD})",
)
# 型号我看不太清应该是TIMS280AXT, 型号一样都是TK8071iP, 型号贴在箱门SG24A65-J
_FAR_LABEL = Lazy(
    rf"(?:型号|机型)(?P<between>(?:{HAN}|[:? ,]){{1,12}}?)"
    r"(?P<model>(?=[A-Za-z-]{0,8}[0-9])[A-Za-z][A-Za-z0-9./@+-]{3,30})"
)
_UNKNOWN = re.compile("[没忘]|不(?!太清|是很|确定)|[码话址]")
# 型号RTHD, 型号: KLXF, 型号HeartStart XL
_LETTERS = Lazy(
    r"(?:型号|机型)[: 是为]{0,3}(?P<model>[A-Z][A-Za-z-]{1,14}(?: (?:plus|Plus|PLUS|pro|Pro|max|Max|XL|I{1,3}|IV|V))?"
    r"|[a-z]{2,6}[A-Z]{2,4}(?: plus)?)(?![A-Za-z0-9-])"
)
# 机身写FTXF335WC, 门上写WMC500, 盒子上K20-F, 说明书上是CXW-260-27A7
_WRITTEN = Lazy(
    r"(?:[写印贴刻标][着的]{0,2}是?|[子书签壳门盖][上里]是?)[: \"“]{0,2}"
    r"(?P<model>(?=[A-Za-z-]{0,8}[0-9])[A-Z][A-Za-z0-9/-]{2,30})(?![A-Za-z0-9])"
)
_NOT_ON_THE_DEVICE = Lazy("屏|显示|报|墙|单|门牌|票|面板|代码|故障")
_SAYS_A_MODEL = re.compile("[型oM铭本侧背规款贴标](?:(?<=型)|(?<=o)del|(?<=M)ODEL|[牌体面格式纸签])")
_SAYS_WHAT_IS_WRITTEN = ("写", "印", "贴", "刻", "标", "上", "里")
_NO_MODEL = Lazy(
    r"DN[0-9]{1,4}|M[0-9]{1,2}(?:[xX*][0-9]{1,4})?|[0-9]{1,5}(?:[xX*][0-9]{1,5}){1,3}"
    r"|[0-9.]{1,8}(?:[kK]?[WwVvAa]|[Tt]|[Kk][Gg]|[PpLl]|mm|MM|cm|MPa|MPA|Hz|HZ|rpm|GB|MB|TB)?"
)
_FEWEST_DIGITS = 2


def labelled_model(outline: Outline) -> Span | None:
    """型号：XDZ80, 铭牌 LA100; what is a serial number is taken already."""
    plain = outline.plain
    if _SAYS_A_MODEL.search(plain):
        for match in _LABEL.finditer(plain):
            if model := _unclaimed(outline, match):
                return model
        for match in _FAR_LABEL.finditer(plain):
            told = not _UNKNOWN.search(match["between"]) and "B" not in outline.shape[slice(*match.span("between"))]
            if told and (model := _unclaimed(outline, match)):
                return model
        for match in _LETTERS.finditer(plain):
            named = not KIND.fullmatch(match["model"]) and not _is_a_maker(outline, *match.span("model"))
            if named and is_free(outline, *match.span("model")):
                return match.span("model")
    return None


def written_model(outline: Outline) -> Span | None:
    """机身写FTXF335WC: letters and digits that are said to be written somewhere, but on no screen."""
    plain = outline.plain
    if not holds(plain, _SAYS_WHAT_IS_WRITTEN):
        return None
    for match in _WRITTEN.finditer(plain):
        on_a_screen = _NOT_ON_THE_DEVICE.search(plain, max(0, match.start() - 5), match.start("model"))
        enough = sum(map(str.isdigit, match["model"])) >= _FEWEST_DIGITS
        if enough and not on_a_screen and (model := _unclaimed(outline, match)):
            return model
    return None


def _unclaimed(outline: Outline, match: re.Match[str]) -> Span | None:
    start, end = match.span("model")
    end -= outline.plain[start:end].endswith((".", "-", "/"))
    words = outline.plain[start:end]
    if " " in words and outline.shape[start] == "B":
        start += words.index(" ") + 1  # 型号: AMADA HG1003
        words = outline.plain[start:end]
    if " " in words and not is_free(outline, start, end):
        end = start + words.index(" ")
        words = outline.plain[start:end]
    if "/" in words and not is_free(outline, start, end):
        end = start + words.index("/")  # 贴纸CX-TFT7/07B12-00937
        words = outline.plain[start:end]
    named = any(map(str.isdigit, words)) and not CODE.fullmatch(words) and not _NO_MODEL.fullmatch(words)
    return (start, end) if named and is_free(outline, start, end) else None


# 7床那台4008S一接水就报警
_POINTED_AT = Lazy(
    r"[台部床架][ ]?(?P<model>[0-9]{3,5}(?![GKPUFHNCMTAVLWB](?![A-Za-z]))[A-Z]{1,2}|[A-Z]{2,5}-?[0-9]{3,4}[A-Z]{0,3})"
    rf"(?=[ ]?{HAN})(?![ ]?[床号室楼房层栋单])"
)


def model_pointed_at(outline: Outline) -> Span | None:
    """Letters and digits behind the word that counts machines."""
    for match in matches(_POINTED_AT, outline.plain):
        if model := _unclaimed(outline, match):
            return model
    return None


# What fills a clause: 4008S, CB-X50, LOGIQ E9, Fabius plus, uDR 596i, 5100F+
_WHOLE = Lazy(
    r"[ ]?([α-ω]?-?(?:[a-z]{1,6}(?=[A-Z]))?[A-Z0-9][A-Za-z0-9]{0,11}(?:[-/.@](?!SN)[A-Za-z0-9]{1,12}){0,4}\+?"
    r"(?: (?:[A-Z0-9][A-Za-z0-9/-]{0,9}\+?|[a-z]-?[0-9]{2,4}|[a-z]{2,3}[0-9]{2,4}|plus|max|pro)){0,3})"
    r"(?=[ ]?(?:[,。;:()\n!?]|$|/?S/?N[: ]))"
)
NO_WHOLE = Lazy(
    # floors, rooms, versions, codes, sizes and words
    r"[0-9]{1,2}F|(?!S7-)[A-Z][0-9]{0,2}(?:-[0-9]{1,4}){1,3}|[Vv][0-9.]+|(?:ERR|Err|ERROR|Error|AL|ALM|CH)[-.]?[0-9]{1,4}"
    r"|[0-9]+(?:[xX*/.-][0-9]+)*|[0-9.]{1,5}(?:[kKvVaAtTpPlLmMgGwWhH]|mm|cm|kw|KW|kW|kg|KG|GB|MB|HZ|Hz|hz|MPa|mpa|rpm)"
    r"|(?:Hello|Thanks|Thank|Dear|Please|Hi|Room|Building|Unit|Floor|Tower)(?: .*)?"
    r"|(?:WiFi|Wifi|WIFI|App|Excel|Word|Windows)(?: [0-9.]+)?|(?:WI-FI|ON-OFF|UP-DOWN|CHECK-IN|VIP-[A-Z])"
    r"|[GKD][0-9]{3,4}|[A-Z]\.[0-9A-Z]{2,4}"
    r"|(?:WIN|Win|HDMI|USB|VGA|DP|COM|LAN|WAN|LINE|PORT|IPTV|HP|LP|LED|OUT|IN|OUTPUT|INPUT|STEP|MODE|TYPE)-?[A-Z]{0,3}-?[0-9]{0,3}"
)
# X8, K9: no floor (B1), no gate (T1, A3), no code
_SHORT = Lazy("[GKMQVXYZ][0-9]{1,2}")
_NAMED_SO = Lazy(
    r"[A-Z][a-z]{2,12}[A-Z]?[a-z]{1,9}(?: (?:[A-Z][a-z]{1,10}|IV|I{1,3}|V|plus|Plus|Pro|PRO|max|Max|pro|XL))?"
)
_MAY_BE_A_WORD = Lazy("[A-Za-z]{1,15}")
# turboTEC plus, PT-M, XY-K-JLJD-G
_OF_LETTERS = Lazy(
    r"(?!ASAP|WIFI|HELP|ERROR|ALARM|FAULT|RESET|START|STOP|POWER|OPEN|CLOSE|HELLO|DEAR|ROOM|NULL|LOGO|VLAN|DHCP|SSID|BIOS|ABCD|IPTV|NVR)"
    r"[A-Z]{4,7}|[a-z]{2,6}[A-Z]{2,4}(?: (?:plus|pro|max))?|(?=[A-Z-]{4})[A-Z]{1,6}(?:-[A-Z]{1,6}){1,4}"
)
_CLAUSES_BEHIND = 3
_MOST_CLAUSES = 24
_SHORTEST_MODEL = 3


def model_in_clause(outline: Outline, at: int, *, maker: bool) -> Span | None:
    """…麻醉机自检泄漏，Fabius plus，…: it fills one of the next clauses, or any where the maker is known."""
    for count in range(_MOST_CLAUSES if maker else _CLAUSES_BEHIND):
        at = outline.shape.find(",", at)
        if at < 0:
            return None
        at += 1
        model = model_fills_clause(outline, at, maker=maker)
        if model and (count < _CLAUSES_BEHIND or not _MAY_BE_A_WORD.fullmatch(outline.plain, *model)):
            return model
    return None


def model_fills_clause(outline: Outline, at: int, *, maker: bool) -> Span | None:
    """The clause that begins here is nothing but a model."""
    match = LINE.match(outline.plain, at) if maker else None
    if match and is_free(outline, *match.span(1)):
        return match.span(1)
    match = _WHOLE.match(outline.plain, at)
    if match is None or not is_free(outline, *match.span(1)) or _is_a_maker(outline, *match.span(1)):
        return None
    if match[1].isalpha() and outline.shape.startswith("p", match.end() + 1):
        return None  # Kevin, 13800138000
    return match.span(1) if _may_be_whole(match[1], maker=maker) else None


def _is_a_maker(outline: Outline, start: int, end: int) -> bool:
    """空调(Daikin)不冷; but GE2-52C is a model."""
    return outline.shape[start] == "B" and not any(map(str.isdigit, outline.plain[start:end]))


def _may_be_whole(written: str, *, maker: bool) -> bool:
    if maker and _SHORT.fullmatch(written):
        return True
    if NO_WHOLE.fullmatch(written) or KIND.fullmatch(written) or CODE.fullmatch(written) or MEASURE.fullmatch(written):
        return False
    digits, letters = any(map(str.isdigit, written)), sum(map(str.isalpha, written))
    if not maker:
        return digits and letters > 1 and "-" in written and written[:2].isupper()
    if digits:
        return letters > 0 and len(written) >= _SHORTEST_MODEL
    return bool(_NAMED_SO.fullmatch(written) or _OF_LETTERS.fullmatch(written))
