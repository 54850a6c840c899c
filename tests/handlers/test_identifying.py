"""Who is one and the same person, on WeChat's word."""

from __future__ import annotations

import pytest

from handlers.context import Context
from handlers.identifying import ASKED_AGAIN_AFTER, ask_who_customers_are, told_who
from storage.errands import ErrandKind
from tests.handlers.conftest import Office
from tests.handlers.customers import OTHER, WANG, Phone, errands_of
from tickets.customers import Contact, ContactKind, Customer, Proof
from tickets.senders import openid_of

WANGS, OTHERS = openid_of(WANG), openid_of(OTHER)
WM = "wm1"


def told(office: Office, kind: ContactKind, value: str, unionid: str | None) -> None:
    with office.database.unit_of_work("demo") as uow:
        told_who(Context(uow, office.desk, office.now), kind, value, unionid)


def customer_of(office: Office, openid: str) -> Customer:
    return office.look(lambda uow: uow.customers.whose(ContactKind.OPENID, openid))


@pytest.fixture
def phone(office: Office) -> Phone:
    Phone(office, OTHER).says("灯不亮")
    phone = Phone(office)
    phone.says("厨房漏水")
    return phone


@pytest.mark.usefixtures("phone")
@pytest.mark.parametrize("first", [ContactKind.OPENID, ContactKind.EXTERNAL])
def test_whichever_is_known_first_both_are_one_person(office: Office, first: ContactKind) -> None:
    ids = {ContactKind.OPENID: WANGS, ContactKind.EXTERNAL: WM}
    told(office, ContactKind.OPENID, OTHERS, "u-other")
    for kind in sorted(ids, key=lambda each: each is not first):
        told(office, kind, ids[kind], "u-wang")
    [contact] = [each for each in customer_of(office, WANGS).contacts if each.kind is ContactKind.EXTERNAL]
    assert contact == Contact(kind=ContactKind.EXTERNAL, value=WM, how=Proof.UNIONID, proven_at=office.now)
    assert customer_of(office, OTHERS).external_ids == ()


@pytest.mark.usefixtures("phone")
def test_what_wechat_does_not_say_ties_nothing(office: Office) -> None:
    told(office, ContactKind.OPENID, WANGS, None)
    told(office, ContactKind.EXTERNAL, WM, None)
    told(office, ContactKind.EXTERNAL, "wm2", "u-nobody")
    assert customer_of(office, WANGS).external_ids == ()


@pytest.mark.usefixtures("phone")
def test_a_person_may_have_several_and_told_again_they_are_as_they_were(office: Office) -> None:
    told(office, ContactKind.OPENID, WANGS, "u-wang")
    told(office, ContactKind.EXTERNAL, WM, "u-wang")
    then = office.now
    office.passes(days=1)
    told(office, ContactKind.EXTERNAL, WM, "u-wang")
    told(office, ContactKind.EXTERNAL, "wm2", "u-wang")
    customer = customer_of(office, WANGS)
    assert customer.external_ids == (WM, "wm2")
    assert [each.proven_at for each in customer.contacts if each.value == WM] == [then]


@pytest.mark.usefixtures("phone")
def test_at_another_account_they_are_the_customer_who_was_met_last(office: Office) -> None:
    told(office, ContactKind.OPENID, WANGS, "u-wang")
    told(office, ContactKind.EXTERNAL, WM, "u-wang")
    office.passes(days=1)
    told(office, ContactKind.OPENID, OTHERS, "u-wang")
    assert customer_of(office, OTHERS).external_ids == (WM,)
    assert customer_of(office, WANGS).external_ids == ()


@pytest.mark.usefixtures("phone")
def test_a_number_that_they_prove_to_be_theirs_brings_no_contact_and_takes_none(office: Office) -> None:
    told(office, ContactKind.OPENID, WANGS, "u-wang")
    told(office, ContactKind.EXTERNAL, WM, "u-wang")
    with office.database.unit_of_work("demo") as uow:
        called = uow.customers.add("王女士")
        number = Contact(kind=ContactKind.PHONE, value="13800001111", how=Proof.STAFF)
        uow.customers.tie(called, number)
        wang = uow.customers.whose(ContactKind.OPENID, WANGS)
        uow.customers.follow(called, wang.id, since=office.now)
        shown = Contact(kind=ContactKind.PHONE, value="13800001111", how=Proof.CODE, proven_at=office.now)
        uow.customers.tie(wang.id, shown)
    customer = customer_of(office, WANGS)
    assert (customer.external_ids, customer.phone) == ((WM,), "13800001111")


def test_each_customer_is_asked_after_once_and_again_a_month_later_where_wechat_did_not_say(
    office: Office, phone: Phone
) -> None:
    assert asked(office) == [OTHERS, WANGS]
    told(office, ContactKind.OPENID, WANGS, "u-wang")
    told(office, ContactKind.OPENID, OTHERS, None)
    phone.says("还在漏")
    ask_all(office)
    assert asked(office) == [OTHERS, WANGS]
    with office.database.unit_of_work("demo") as uow:
        for leased in uow.outbox.lease(office.now, until=office.now, most=9):
            uow.outbox.done(leased, office.now)
    office.passes(days=ASKED_AGAIN_AFTER.days + 1)
    ask_all(office)
    assert asked(office) == [OTHERS, WANGS, OTHERS]


def ask_all(office: Office) -> None:
    with office.database.unit_of_work("demo") as uow:
        ask_who_customers_are(Context(uow, office.desk, office.now), most=9)


def asked(office: Office) -> list[str]:
    return [each.data["value"] for each in errands_of(office, ErrandKind.WHO)]
