from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.tickets.samples import NOW
from tickets.customers import Contact, ContactKind, Customer, Proof, is_mobile, mobile_in

PHONE, OTHER = "13800001111", "13900002222"
WROTE = Contact(kind=ContactKind.OPENID, value="o1", how=Proof.WROTE, proven_at=NOW)
SHOWN = Contact(kind=ContactKind.PHONE, value=PHONE, how=Proof.CODE, proven_at=NOW)
LOST = Contact(kind=ContactKind.PHONE, value=PHONE, how=Proof.CODE, proven_at=NOW, lost_at=NOW)
SAID = Contact(kind=ContactKind.PHONE, value=PHONE, how=Proof.STAFF)


@pytest.mark.parametrize(
    ("contacts", "proven", "lost"),
    [
        ((WROTE, SHOWN), True, False),
        ((WROTE, LOST), True, False),
        ((WROTE, SAID), False, True),
        ((SAID,), False, False),
        ((SHOWN,), True, False),
    ],
)
def test_whoever_is_known_otherwise_may_have_lost_a_number_that_nobody_has_shown_lately(
    contacts: tuple[Contact, ...], proven: bool, lost: bool
) -> None:
    customer = Customer(contacts=contacts)
    assert customer.has_proven(PHONE) is proven
    assert customer.may_have_lost(PHONE) is lost


@pytest.mark.parametrize(
    "number", ["１３８００００１１１１", "1380000111١", "138 0000 1111", "13800001111\n", "12800001111"]
)
def test_only_what_can_be_dialled_is_a_mobile_number(number: str) -> None:
    """The same number in other digits would have limits of its own."""
    assert not is_mobile(number)


@pytest.mark.parametrize(
    "typed",
    [
        "13800001111",
        "138 0000 1111",
        "138-0000-1111",
        "+86 138 0000 1111",
        "+8613800001111",
        "0086-13800001111",
        "１３８００００１１１１",
        "(+86) 13800001111",
        " 13800001111 ",
    ],
)
def test_a_mobile_number_is_one_however_it_is_typed_or_filled_in(typed: str) -> None:
    assert mobile_in(typed) == "13800001111"


@pytest.mark.parametrize(
    "typed", ["", "1380000111", "057188886666", "+85251234567", "8613800001111x", "138000011112", "八六"]
)
def test_what_is_no_mobile_number_is_none(typed: str) -> None:
    assert mobile_in(typed) is None


def test_of_several_numbers_the_one_that_was_shown_last_is_called() -> None:
    later = Contact(kind=ContactKind.PHONE, value=OTHER, how=Proof.CODE, proven_at=NOW + timedelta(days=1))
    assert Customer(contacts=(later, SHOWN)).phone == OTHER
    assert Customer(contacts=(SHOWN, later)).phone == OTHER
    assert Customer(contacts=(SAID,)).phone is None


def test_to_a_number_that_gets_nothing_nothing_is_sent_though_it_is_theirs() -> None:
    customer = Customer(contacts=(LOST,))
    assert customer.phones == (PHONE,)
    assert customer.phone is None


@pytest.mark.parametrize(
    ("contacts", "said"),
    [((SAID,), PHONE), ((WROTE, SAID), None), ((SHOWN,), PHONE), ((LOST,), PHONE)],
)
def test_a_number_that_nobody_has_shown_is_used_for_whoever_is_known_by_nothing_else(
    contacts: tuple[Contact, ...], said: str | None
) -> None:
    assert Customer(contacts=contacts).said_phone == said


def test_whoever_wrote_is_known_by_their_openid_also_when_nothing_can_be_sent_there() -> None:
    assert Customer(contacts=(SHOWN, WROTE)).has_written_from("o1")
    assert Customer(contacts=(replace(WROTE, lost_at=NOW),)).has_written_from("o1")
    assert not Customer(contacts=(replace(WROTE, proven_at=None),)).has_written_from("o1")
    assert not Customer(contacts=(WROTE,)).has_written_from("o2")
    assert not Customer(contacts=(SHOWN,)).has_written_from(PHONE)
