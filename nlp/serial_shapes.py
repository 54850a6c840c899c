"""How much a token looks like a serial number: what models, papers, faults and flats look like is none."""

from __future__ import annotations

import re
from enum import IntEnum

from nlp.order_codes import ORDER_CODE
from nlp.patterns import Lazy


class Likeness(IntEnum):
    """Where it may stand to be taken for one."""

    NONE = 0
    FAINT = 1  # behind a word for a number or for the place where it is written
    FAIR = 2  # where it is set apart: in its own clause or at its device
    SURE = 3  # anywhere


# Letters that something else begins with: orders and waybills, in front of a long number;
_PAPERS = (
    "PO|SO|WO|BX|GD|DD|HT|FP|CG|RK|CK|RMA|INV|QD|XM|DH|SF|YT|JT|JD|JDVA|ZTO|STO|YTO|YD|DPK|EMS|UPS|DHL|KB|TEL|ISO|GB|JB"
)
# household appliances, in front of any number;
_APPLIANCES = "CXW|KFR|JSQ|JZT|JZY|XQB|XQG|BCD"
# series of models, standards and ports, in front of a hyphen;
_SERIES = (
    "FR|MR|DS|DH|RG|ACS|DVP|ASD|LXM|CPM|SGD[A-Z]?|S7|VLT|PO|SO|WO|DD|BX|RMA|GB|JB|TSG|DN|PN|IP|EN|IEC|ISO|WIFI|RAL|SSID"
)
# faults and other codes, in front of a short number.
_CODES = "ALM?|E|ER{1,2}|ERROR|O[CLVH]|UV|S[CVP]|PS|SRVO|INTP|MOTN|SYST|FAULT|CH|OP|[AD]C|NO|TEL|PN|IP|D[BN]|[FHPBLU]"
_NO_SERIAL = Lazy(
    rf"(?:{_PAPERS})[-_]?[0-9]{{4}}[0-9-]{{3,60}}|(?:{_APPLIANCES})-?[0-9-]{{3,16}}"
    r"|[A-Z][0-9]{0,2}(?:-[0-9]{1,3}){0,2}-(?!00)[0-9]{1,4}"  # a flat: A-3-1203
)
_HARDLY_A_SERIAL = Lazy(
    rf"(?:{_SERIES})-(?!(?:[^0-9]{{0,9}}[0-9]){{6,20}}$)(?:.{{0,20}}[A-Z].{{0,36}}|[0-9]{{1,5}})"
    rf"|(?:{_APPLIANCES})[0-9-].{{0,36}}|(?:{_CODES})-?[0-9]{{1,4}}(?:-[0-9]{{1,2}})?"
    r"|.{0,8}20[12][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]).{0,8}"  # a date within
)

# FT0617, YC-0207, TR-LX0883-2, A-3F-021, K17-0026: no model counts from nought.
_FROM_NOUGHT = Lazy(
    "(?:[A-Z]{2,5}(?:[0-9]{1,3}-|(?:-[A-Z]{1,4})?-?)|[A-Z]{1,5}-[0-9]{1,2}[A-Z]-|[A-Z][0-9]{2,3}-(?=00))"
    "0[0-9](?:[0-9]|-[0-9])[0-9]{0,3}(?![0-9A-Z]{3})"
)
_IN_A_GROUP_FROM_NOUGHT = Lazy("(?!AL)[A-Z]{2,5}-[A-Z][A-Z0-9]{0,4}-0[0-9]{2,4}[A-Z]?")  # AGV-N2-031
_FAIR = (
    # JY-XQ-03; UDS-N3-4402, M7130-2208-15; a single digit within is a house's: CBD-2-1803
    "[A-Z]{2,4}(?:-[A-Z]{2,4}){1,2}-[0-9]{2,4}",
    (
        "(?=(?:[^0-9]{0,9}[0-9]){4})(?=[^A-Z]{0,39}[A-Z])"
        "(?:[A-Z]{2}|[A-Z0-9]{3})[A-Z0-9]{0,6}(?:-(?![0-9]-)[A-Z0-9]{1,6}){1,3}-[0-9]{2,5}"
    ),
    # AE70-4411-D: four digits by themselves within
    "(?=[^A-Z]{0,39}[A-Z])[A-Z0-9]{1,12}(?:-[A-Z0-9]{1,8}){0,2}-[A-Z]?[0-9]{4,8}(?:-[A-Z0-9]{1,8}){1,2}",
    # EL-40377, AXC23060712K, TLD61100217-4, 28-A1177; WAN282081W is a washing machine
    (
        "(?![A-Z]{3}[0-9]{6}[A-Z]$)(?=[^A-Z]{0,39}[A-Z])"
        "(?:[A-Z0-9-]{0,12}[0-9]{6}[A-Z0-9-]{0,20}|[A-Z0-9-]{1,20}-[A-Z]?[0-9O]{5})"
    ),
    "[0-9]{2}-[A-Z][0-9]{4}",
    # PF2K9XQ1, 7XK2LN2: letters and digits by turns
    "(?=[A-Z0-9]{7,14}$)(?:(?:[A-Z]{1,3}[0-9]{1,4}){3,5}|[0-9](?:[A-Z]{1,3}[0-9]{1,4}){2,4})[A-Z]{0,2}",
    # LT-1102, PSV-2103B: what instruments and valves of a plant are called (ISA 5.1)
    "(?:[PTLF][TEIGS][A-Z]?|[PLTFHXZ]V|PSV|ESDV|MOV)-[0-9]{3,5}[A-Z]?",
    "(?=[0-9]{0,19}[A-F])(?=[0-9A-F]{0,16}[0-9]{4})[0-9A-F]{14,20}",
    # 440305-1027-06, 24-60077, 8731-04411, 43281-R, 000487213; no telephone number, no date
    "(?!1[3-9][0-9]-[0-9]{4}-|0[0-9]{2,3}-|400-|20[0-9]{2}-)(?=[0-9]{6}|[0-9-]{4,13}-0)[0-9]{3,6}-[0-9]{3,6}-[0-9]{2,6}",
    "[1-9][0-9]{3,5}-[0-9]{5,6}|[1-9][0-9]{4,5}-[0-9]{4}|[1-9][0-9]-[0-9]{5}|[0-9]{5,6}(?:-[0-9])?-[A-Z]|00(?!86)[0-9]{5,18}",
)
_IS_FAIR = Lazy("|".join(_FAIR))
_LAST_NUMBER = Lazy("(?<![0-9])[0-9O]{3,40}$|-[0-9O]{4,20}[A-Z]$")
_MANY = 6  # digits
_LONGEST = 40


def likeness(written: str) -> Likeness:
    token = written.upper()
    if len(token) > _LONGEST or _NO_SERIAL.fullmatch(token):
        return Likeness.NONE
    if _is_sure(written, token):
        return Likeness.SURE
    if is_something_else(token):
        return Likeness.FAINT
    return Likeness.FAIR if _is_fair(written, token) else Likeness.FAINT


def is_something_else(token: str) -> bool:
    """A model of a series, a fault code, a date: but for a word for a number in front of it."""
    return bool(ORDER_CODE.fullmatch(token) or _HARDLY_A_SERIAL.fullmatch(token))


def _is_sure(written: str, token: str) -> bool:
    """Letters, six digits or more, and a running number of four at the end; no account."""
    if _IN_A_GROUP_FROM_NOUGHT.fullmatch(written):
        return True
    if not token[-4:].isdigit() or (written.islower() and written.isalnum()) or re.search("[a-z]{3}", written):
        return False
    letters, digits = sum(map(str.isalpha, token)), sum(map(str.isdigit, token))
    return digits >= (8 if token[0].isdigit() else 6) and (2 <= letters <= 10 or (letters == 1 and digits >= 7))


def _is_fair(written: str, token: str) -> bool:
    if token.endswith("00") or not (written == token or (written.islower() and "-" in written)):
        return False
    many = digits_of(token) >= _MANY + token[0].isdigit() and any(map(str.isalpha, token))
    return bool((many and _LAST_NUMBER.search(token)) or _FROM_NOUGHT.match(token) or _IS_FAIR.fullmatch(token))


def digits_of(token: str) -> int:
    """An O among digits is a zero."""
    return sum(each in "0123456789O" for each in token)


# TP-ASC/2311/00084, HT-ZB/19/03377, GST-200/061-4417: a slash within, digits behind it.
SLASHED = Lazy(
    r"(?<![A-Za-z0-9/.-])(?!GB/|JB/)[A-Z]{2,5}(?:-[A-Z0-9]{1,5})?(?:/[A-Z0-9]{1,6}){0,2}/[A-Z]?[0-9]{3,6}"
    r"(?:-[0-9]{2,5})?(?![A-Za-z0-9/.-])"
    # AU1·8802·19, CNC/P18-0447
    r"|(?<![A-Za-z0-9])[A-Z]{2,4}[0-9]?·[0-9]{3,4}·[0-9]{2,4}(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9-])[A-Z]{2,4}/[A-Z][0-9]{2}-[0-9]{4}(?![A-Za-z0-9-])"
)
