"""A report as what it can be compared by with others (`tickets.duplicates`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from nlp.dictionary import packaged
from nlp.likeness import (
    akin,
    fault_kinds,
    is_done,
    kin,
    names_another,
    says_again,
    spots,
    things,
    units,
    was_mended,
    without_asides,
    without_things,
)
from nlp.traditional import simplified
from tickets.comparable import Matter
from tickets.doors import doors_told
from tickets.fields import Facts
from tickets.places import name_pairs, place_of

_LONGEST_AREA = 5
_OF_A_NAME = frozenset("里城苑路街府湾园庄桥巷弄道大花")
"""泰安里 is no place in 泰安."""
_CODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z-]{0,15}[0-9])(?=[0-9-]{0,15}[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]{3,30}")
_BRANCH = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:店|支行|校区|院区|分院)(?![长员里的])")
_LAST_WORDS = re.compile(r"[\u4e00-\u9fff]*\Z")
_CONFUSED = str.maketrans("OIL", "011", "-_/. ")


def matter_of(
    text: str,
    at: datetime,
    facts: Facts,
    *,
    phones: Iterable[str] = (),
    serials: Iterable[str] = (),
    plates: Iterable[str] = (),
) -> Matter:
    """From whatever was read, a moment ago or on a ticket, and the numbers that a text holds beside those of its facts.

    Extensions and the writing of serials do not count.
    """
    text, fault, device, address = (
        simplified(words or "") for words in (text, facts.fault, facts.device, facts.address)
    )
    told = f"{device} {fault}" if fault else text
    own = without_asides(text)
    faults = fault_kinds(told)
    about = things(told)
    return Matter(
        at=at,
        text=text or f"{address} {told}",
        phones=frozenset(phone.partition("-")[0] for phone in (*phones, facts.phone) if phone),
        serials=frozenset(_folded(serial) for serial in (*serials, facts.serial) if serial),
        codes=frozenset(map(_folded, _CODE.findall(text))),
        plates=frozenset(plate for plate in (*plates, facts.plate) if plate),
        customer=facts.customer,
        address=_without_areas(_with_branch(address, text)) or None,
        category=facts.category,
        device=device,
        complaint=without_things(fault),
        told=doors_told(own),
        units=units(own or told),
        faults=faults,
        akin=akin(faults),
        things=about,
        kin=kin(about),
        mentioned=things(f"{told} {text}") | fault_kinds(f"{told} {text}"),
        spots=spots(f"{address} {_before(device, text)} {told}", own or told),
        again=says_again(text),
        another=names_another(text),
        mended=was_mended(text) or is_done(text),
    )


def _folded(code: str) -> str:
    return code.upper().translate(_CONFUSED)


def _before(device: str, text: str) -> str:
    """主卧 of 主卧空调: the words in front of a thing."""
    at = text.find(device) if device else -1
    return _LAST_WORDS.findall(text[max(0, at - 5) : at])[0] if at > 0 else ""


def _with_branch(address: str, text: str) -> str:
    """Which of a chain's shops: it follows, also where it was not read as part of the place."""
    end = text.find(address) + len(address)
    branch = _BRANCH.match(text, end) if address and end >= len(address) else None
    return address + branch[0] if branch else address


def _without_areas(address: str) -> str:
    """杭州滨江区 in front says little: half the town shares it. But 渭南中心医院 has no other name."""
    areas = packaged().areas
    while length := next((length for length in range(_LONGEST_AREA, 1, -1) if address[:length] in areas), 0):
        rest = address[length:].lstrip(" ,，省市区县")
        if rest[:1] in _OF_A_NAME or not name_pairs(place_of(rest).name):
            break
        address = rest
    return address
