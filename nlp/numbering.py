"""Which digits are a telephone number: the Chinese plan, and other countries' through phonenumbers."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from nlp.reading import PhoneKind

_MOBILE = re.compile(r"1(?:[38][0-9]|4[5-9]|5[0-35-9]|6[25-7]|7[0-8]|9[0-35-9])[0-9]{8}")
_SERVICE = re.compile(r"[48]00[0-9]{7}")
_LANDLINE = re.compile(r"(?:0[12][0-9]|0[3-9][0-9]{2})[2-9][0-9]{6,7}")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_DATE = re.compile(r"20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
LONGEST = 15  # digits of the longest number of the world, country code included


class Dialable(Struct, frozen=True):
    """`value` is the normal form: national digits, or `+` and all digits when foreign."""

    kind: PhoneKind
    value: str


def national(digits: str) -> Dialable | None:
    """A complete number of mainland China, as dialled from another city."""
    length = len(digits)
    if length == 11 and digits[0] == "1":
        return Dialable(PhoneKind.MOBILE, digits) if _MOBILE.fullmatch(digits) else None
    if length == 12 and digits[:2] == "01":  # dialled from another town as it was long ago
        return Dialable(PhoneKind.MOBILE, digits[1:]) if _MOBILE.fullmatch(digits, 1) else None
    if length == 10 and digits[0] in "48" and _SERVICE.fullmatch(digits):
        return Dialable(PhoneKind.SERVICE, digits)
    if digits[:1] == "0" and 10 <= length <= 12 and _LANDLINE.fullmatch(digits) and _valid_landline(digits):
        return Dialable(PhoneKind.LANDLINE, digits)
    return None


def may_begin(kind: PhoneKind, digits: str) -> bool:
    """Whether these can be the first digits of a national number of that kind."""
    if kind is PhoneKind.SERVICE:
        return "400".startswith(digits[:3]) or "800".startswith(digits[:3])
    if kind is PhoneKind.LANDLINE:
        return digits[0] == "0" and digits[1:2] != "0"
    digits = digits.removeprefix("0")
    return digits[:1] in ("", "1") and digits[1:2] not in ("0", "1", "2")


def international(digits: str) -> Dialable | None:
    """A number written with its country code, without `+` or `00`. Area codes may keep their zero: 86 0571 …"""
    if not digits.startswith("86"):
        return _foreign(digits)
    rest = digits[2:]
    if not 9 <= len(rest) <= 12:  # the shortest is a landline without its zero
        return None
    return national(rest) or national("0" + rest)


def is_date(digits: str) -> bool:
    return _DATE.fullmatch(digits) is not None


def local(digits: str) -> Dialable | None:
    """A landline without its area code: only a guess, so something else must say that it is a number."""
    if _LOCAL.fullmatch(digits) and not is_date(digits):
        return Dialable(PhoneKind.LOCAL, digits)
    return None


@lru_cache(maxsize=1024)  # the same desks are named again and again
def _valid_landline(digits: str) -> bool:
    # The first landline or foreign number pays for the import (40 ms); most messages have only mobiles.
    from phonenumbers import PhoneNumber, is_valid_number

    return is_valid_number(PhoneNumber(country_code=86, national_number=int(digits)))


def as_set_apart(code: str, digits: str) -> Dialable | None:
    """+44 7700 902618: whoever sets the code apart means a number, though nobody has it as far as is known."""
    if not (len(digits) > len(code) + 6 and len(digits) <= LONGEST and code[:1] not in ("", "0", "8")):
        return None
    from phonenumbers import PhoneNumber, is_possible_number, region_code_for_country_code

    if len(code) > 3 or region_code_for_country_code(int(code)) in ("CN", "ZZ"):
        return None
    number = PhoneNumber(country_code=int(code), national_number=int(digits[len(code) :]))
    return Dialable(PhoneKind.FOREIGN, f"+{digits}") if is_possible_number(number) else None


def _foreign(digits: str) -> Dialable | None:
    if not 8 <= len(digits) <= LONGEST:
        return None
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number, parse

    try:
        number = parse("+" + digits)
    except NumberParseException:
        return None
    if not is_valid_number(number):
        return None
    return Dialable(PhoneKind.FOREIGN, format_number(number, PhoneNumberFormat.E164))  # without the zero of +44 (0)20
