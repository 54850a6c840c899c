"""A report as what it can be compared by with others (`tickets.duplicates`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from nlp.dictionary import packaged
from nlp.likeness import (
    akin,
    codes_shown,
    fault_kinds,
    kin,
    spots,
    things,
    units,
    without_things,
)
from nlp.outlines import outline_of
from nlp.retelling import is_done, names_another, says_again, was_mended, without_asides
from nlp.short_names import shortened
from nlp.traditional import simplified
from nlp.troubles import direction
from tickets.comparable import Matter
from tickets.doors import doors_told, rooms_beside
from tickets.fields import Facts
from tickets.places import name_pairs, place_of

_LONGEST_AREA = 5
_OF_A_NAME = frozenset("里城苑路街府湾园庄桥巷弄道大花")
"""泰安里 is no place in 泰安."""
_CODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z-]{0,15}[0-9])(?=[0-9-]{0,15}[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]{3,30}")
_BRANCH = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:店|支行|校区|院区|分院)(?![长员里的])")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2,3}[区县](?=[\u4e00-\u9fff]{2})")
_LANDMARK = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:斜?对面|对过|隔壁)的?(?=[\u4e00-\u9fff]{2})")
"""卤菜铺对面 says where a shop is, and is none."""
_TOLD_BY = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:说|反映|反馈|投诉|来电|报修|转告)(?=[\u4e00-\u9fff]{2})")
"""体育老师说 in front is whoever says it."""
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
        shortened(simplified(words or "")) for words in (text, facts.fault, facts.device, facts.address)
    )
    told = f"{device} {fault}" if fault else text
    own = without_asides(text)
    areas, place = _parted(_with_branch(_told_last(address), text))
    faults = fault_kinds(told)
    complaint = without_things(fault)
    about = things(told)
    return Matter(
        at=at,
        text=text or f"{address} {told}",
        phones=frozenset(phone.partition("-")[0] for phone in (*phones, facts.phone) if phone),
        serials=frozenset(_folded(serial) for serial in (*serials, facts.serial) if serial),
        codes=frozenset(map(_folded, _CODE.findall(text))),
        plates=frozenset(plate for plate in (*plates, facts.plate) if plate),
        customer=facts.customer,
        address=place or None,
        areas=areas,
        category=facts.category,
        device=device,
        complaint=complaint,
        sense=direction(complaint, faults) if complaint else (),
        outline=outline_of(text, facts.customer),
        told=doors_told(own),
        beside=rooms_beside(own),
        units=units(own or told),
        faults=faults,
        akin=akin(faults),
        things=about,
        kin=kin(about),
        mentioned=things(f"{told} {own}") | fault_kinds(f"{told} {own}") | codes_shown(text),
        spots=spots(f"{address} {_before(device, text)} {told}", _LANDMARK.sub(" ", own or told)),
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


def _told_last(address: str) -> str:
    """Of 视频：3栋801 only what follows: what comes before says how it was told."""
    address = _TOLD_BY.sub("", address)
    before, _, behind = address.replace("：", ":").rpartition(":")
    return behind if before and name_pairs(place_of(behind).name) | place_of(behind).doors.keys() else address


def _parted(address: str) -> tuple[tuple[str, ...], str]:
    """杭州滨江区 in front says little: half the town shares it. But 渭南中心医院 has no other name."""
    areas: list[str] = []
    while length := _area_at(address) or (_district_at(address) if areas else 0):
        rest = address[length:].lstrip(" ,，省市区县")
        begins_a_name = rest[:1] in _OF_A_NAME and not _area_at(rest)
        if begins_a_name or not name_pairs(place_of(rest).name):
            break
        areas.append(address[:length])
        address = rest
    return tuple(areas), address


def _area_at(words: str) -> int:
    """How long the area's name is that stands in front; 0: none does."""
    known = packaged().areas
    return next((length for length in range(_LONGEST_AREA, 1, -1) if words[:length] in known), 0)


def _district_at(words: str) -> int:
    """Behind a town, one that no list knows."""
    match = _DISTRICT.match(words)
    return match.end() if match else 0
