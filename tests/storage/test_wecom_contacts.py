"""Who has whom as a contact of WeCom, and who is who, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.tickets.samples import NOW
from tickets.customers import Contact, ContactKind, Proof

T = "acme"
MINUTE = timedelta(minutes=1)
WM = "wm1"


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work(T) as uow:
        yield uow


def test_whoever_added_them_first_comes_first(uow: UnitOfWork) -> None:
    uow.wecom_contacts.added(WM, "wanggong", NOW)
    uow.wecom_contacts.added(WM, "sunban", NOW - MINUTE)
    uow.wecom_contacts.added("wm2", "sunban", NOW)
    assert uow.wecom_contacts.members(WM) == ["sunban", "wanggong"]
    assert sorted(uow.wecom_contacts.of_member("sunban")) == [WM, "wm2"]


def test_what_was_ended_is_so_until_they_are_added_again(uow: UnitOfWork) -> None:
    uow.wecom_contacts.added(WM, "sunban", NOW)
    uow.wecom_contacts.ended(WM, "sunban", NOW + MINUTE)
    uow.wecom_contacts.listed(WM, ["sunban", "wanggong"], NOW + 2 * MINUTE)
    assert uow.wecom_contacts.members(WM) == ["wanggong"]
    uow.wecom_contacts.added(WM, "sunban", NOW + 3 * MINUTE)
    assert uow.wecom_contacts.members(WM) == ["wanggong", "sunban"]


def test_what_happened_last_holds_in_whichever_order_it_is_heard_of(uow: UnitOfWork) -> None:
    uow.wecom_contacts.ended(WM, "sunban", NOW + MINUTE)
    uow.wecom_contacts.added(WM, "sunban", NOW)
    assert uow.wecom_contacts.members(WM) == []
    uow.wecom_contacts.added(WM, "sunban", NOW + 2 * MINUTE)
    uow.wecom_contacts.ended(WM, "sunban", NOW + MINUTE)
    assert uow.wecom_contacts.members(WM) == ["sunban"]


def test_who_somebody_is_is_not_forgotten_where_wechat_does_not_say_it_again(uow: UnitOfWork) -> None:
    uow.unionids.told(ContactKind.OPENID, "o1", "u1", NOW)
    uow.unionids.told(ContactKind.OPENID, "o1", None, NOW + MINUTE)
    uow.unionids.told(ContactKind.OPENID, "o2", "u1", NOW + 2 * MINUTE)
    uow.unionids.told(ContactKind.EXTERNAL, WM, "u1", NOW)
    uow.unionids.told(ContactKind.EXTERNAL, "wm2", None, NOW)
    assert uow.unionids.sharing(ContactKind.OPENID, "u1") == ["o2", "o1"]
    assert uow.unionids.sharing(ContactKind.EXTERNAL, "u1") == [WM]
    assert uow.unionids.answered(ContactKind.EXTERNAL, since=NOW + MINUTE) == {WM}
    assert uow.unionids.answered(ContactKind.EXTERNAL, since=NOW) == {WM, "wm2"}


def test_customers_of_whom_it_is_not_known_are_found_and_those_who_have_gone_are_not(uow: UnitOfWork) -> None:
    for openid in ("never_asked", "did_not_say", "asked_long_ago", "known", "gone"):
        contact = Contact(kind=ContactKind.OPENID, value=openid, how=Proof.WROTE, proven_at=NOW)
        uow.customers.tie(uow.customers.add(), contact)
    uow.customers.lost(ContactKind.OPENID, "gone", NOW)
    uow.unionids.told(ContactKind.OPENID, "known", "u1", NOW - 9 * MINUTE)
    uow.unionids.told(ContactKind.OPENID, "asked_long_ago", None, NOW - 9 * MINUTE)
    uow.unionids.told(ContactKind.OPENID, "did_not_say", None, NOW)
    found = uow.unionids.unanswered(ContactKind.OPENID, before=NOW - MINUTE, most=9)
    assert found == ["asked_long_ago", "never_asked"]
    assert uow.unionids.unanswered(ContactKind.OPENID, before=NOW - MINUTE, most=1) == ["asked_long_ago"]
