"""Whoever has lost the link finds their tickets by telephone number, and nobody else's."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

import aiohttp
import pytest
from sqlalchemy import select

from bot.channels.facts import Fact
from bot.chores import upkeep
from bot.pages.links import look_up_page
from bot.sms.tencent import without_addresses
from handlers import tracking
from storage.schema import phone_code
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import Held
from tests.tickets.samples import a_ticket
from tickets.customers import Contact, ContactKind, Joined, Proof, Subscription
from tickets.ticket import Number


async def mark_of(session: aiohttp.ClientSession, address: str) -> str:
    async with session.get(address) as page:
        return (await page.text()).split('name="form" value="', 1)[1].split('"', 1)[0]


async def asks(held: Held, phone: str) -> str:
    address = f"{held.desk.url}/track/demo"
    fields = {"form": await mark_of(held.session, address), "phone": phone}
    async with held.session.post(address, data=fields) as page:
        return await page.text()


async def enters(held: Held, phone: str, code: str) -> str:
    address = f"{held.desk.url}/track/demo"
    fields = {"form": await mark_of(held.session, address), "phone": phone, "code": code}
    async with held.session.post(f"{address}/code", data=fields) as page:
        return await page.text()


async def code_on_the_phone(held: Held, of: str = "王女士") -> str:
    await held.desk.passes(seconds=2)
    said = await held.desk.wecom.customer(of).sees_sms("验证码")
    found = re.search(r"\d{6}", said)
    assert found is not None
    return found[0]


async def test_a_code_that_was_sent_there_shows_what_was_reported_with_the_number(held: Held) -> None:
    assert "验证码已经发出" in await asks(held, "+86 138 0000 1111")
    code = await code_on_the_phone(held)
    mine = await enters(held, "13800001111", code)
    assert "1120-1" in mine
    async with held.session.get(f"{held.desk.url}/track/demo/1120-1") as page:
        assert str(page.url) == held.link
        assert "收到您的报修" in await page.text()
    async with held.session.get(f"{held.desk.url}/track/demo/1120-2") as page:
        assert page.status == 404

    assert "不对或已过期" in await _again(held, code)


async def test_whoever_has_proved_the_number_is_not_asked_for_its_last_digits(held: Held) -> None:
    await asks(held, "13800001111")
    assert "电话后四位" in await held.text()
    await enters(held, "13800001111", await code_on_the_phone(held))
    await held.session.get(f"{held.desk.url}/track/demo/1120-1")
    assert "收到您的报修" in await held.text()


async def test_a_number_that_was_typed_while_the_page_grew_too_old_stands_there_still(held: Held) -> None:
    for path in ("", "/code"):
        fields = {"form": "old", "phone": "13800001111", "code": "123456"}
        async with held.session.post(f"{held.desk.url}/track/demo{path}", data=fields) as page:
            text = await page.text()
        assert "页面过期了" in text
        assert 'value="13800001111"' in text


async def test_whoever_has_shown_nothing_is_asked_for_the_number_first(held: Held) -> None:
    async with held.session.get(f"{held.desk.url}/track/demo/1120-1") as page:
        assert str(page.url) == f"{held.desk.url}/track/demo"


async def test_however_much_was_reported_with_a_number_the_answer_fits_through_a_proxy(held: Held) -> None:
    def many(uow: UnitOfWork) -> None:
        for number in range(2, 60):
            ticket = uow.tickets.add(a_ticket(number=Number(date(2026, 11, 20), number), playbook_version=1))
            joined = Subscription(
                ticket_id=ticket, customer_id=held.customer_id, since=held.desk.clock.now(), how=Joined.REPORTED
            )
            uow.customers.subscribe(joined)

    await held.desk.works.writer.run("demo", many)
    await asks(held, "13800001111")
    await enters(held, "13800001111", await code_on_the_phone(held))
    async with held.session.get(f"{held.desk.url}/track/demo") as page:
        assert "1120-59" in await page.text()
        assert sum(len(name) + len(value) for name, value in page.raw_headers) < 4096


async def test_whoever_has_another_number_may_ask_for_that(held: Held) -> None:
    await asks(held, "13800001111")
    mine = await enters(held, "13800001111", await code_on_the_phone(held))
    assert "138****1111" in mine
    address = re.search(r'href="([^"]+/another)"', mine)
    assert address is not None
    async with held.session.get(held.desk.url + address[1]) as page:
        assert "发送验证码" in await page.text()
    async with held.session.get(f"{held.desk.url}/track/demo") as page:
        assert "1120-1" not in await page.text()


async def test_no_number_is_sent_codes_all_day_long(held: Held) -> None:
    now = held.desk.clock.now()

    def asked(uow: UnitOfWork) -> None:
        for hours in range(8):
            at = now - timedelta(hours=2 * (hours + 1))
            uow.attempts.add(tracking.OF_PHONE, "13800001111", at)

    await held.desk.works.writer.run("demo", asked)
    assert "太频繁" in await asks(held, "13800001111")


async def _again(held: Held, code: str) -> str:
    """With a browser that was not there before."""
    held.session.cookie_jar.clear()
    return await enters(held, "13800001111", code)


async def test_what_stands_behind_the_address_in_a_providers_text_leads_to_the_look_up_too(held: Held) -> None:
    """Tencent has `https://…/t/{3}` in the approved text, and gets the end of the link alone."""
    end = without_addresses({Fact.LINK: look_up_page(held.desk.url, "demo")})[Fact.LINK]
    async with held.session.get(f"{held.desk.url}/t/{end}") as page:
        assert (page.status, page.url.path) == (200, "/track/demo")
    async with held.session.get(f"{held.desk.url}/t/nobody") as page:
        assert page.status == 404


async def test_it_is_not_said_whether_a_number_is_known(held: Held) -> None:
    known, unknown = await asks(held, "13800001111"), await asks(held, "13700009999")
    assert re.sub(r'value="[^"]*"', "", known) == re.sub(r'value="[^"]*"', "", unknown)
    await code_on_the_phone(held)
    assert "不对或已过期" in await enters(held, "13700009999", "123456")


async def test_however_many_ask_codes_are_limited_for_all_of_them(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tracking.MOST_OF_ALL, tracking.LOOKING_UP, 2)
    known = ("13700009991", "13700009992", "13700009993")

    def write_down(uow: UnitOfWork) -> None:
        for each in known:
            said = Contact(kind=ContactKind.PHONE, value=each, how=Proof.STAFF)
            uow.customers.tie(uow.customers.add(), said)

    await held.desk.works.writer.run("demo", write_down)
    for number in known:
        assert "验证码已经发出" in await asks(held, number), "the third too: those before it have not left yet"
    await held.desk.passes(seconds=2)
    assert [each.phone for each in held.desk.wecom.sms.sent] == ["13700009991", "13700009992"]
    assert "太频繁" in await asks(held, "13800001111")


async def test_whoever_asks_for_numbers_that_nobody_has_takes_nobodys_place(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tracking.MOST_OF_ALL, tracking.LOOKING_UP, 2)
    for number in ("13700009991", "13700009992", "13700009993"):
        assert "验证码已经发出" in await asks(held, number)
    await held.desk.passes(seconds=2)
    assert "验证码已经发出" in await asks(held, "13800001111")
    await code_on_the_phone(held)


async def test_whether_a_number_is_known_is_not_found_out_before_the_answer(held: Held) -> None:
    """So that both take as long: the same rows are written."""
    for number in ("13800001111", "13700009999"):
        await asks(held, number)
    with held.desk.reading() as uow:
        rows = uow.connection.execute(select(phone_code.c.phone)).scalars().all()
    assert sorted(rows) == ["13700009999", "13800001111"]
    await code_on_the_phone(held)


async def test_five_wrong_codes_spoil_the_right_one(held: Held) -> None:
    await asks(held, "13800001111")
    code = await code_on_the_phone(held)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert "不对或已过期" in await enters(held, "13800001111", wrong)
    assert "不对或已过期" in await enters(held, "13800001111", code)


async def test_a_number_is_sent_three_codes_an_hour_and_no_more(held: Held) -> None:
    for _ in range(3):
        await asks(held, "13800001111")
        await code_on_the_phone(held)
    assert "太频繁" in await asks(held, "13800001111")
    await held.desk.settles()


async def test_a_code_is_good_for_ten_minutes(held: Held) -> None:
    await asks(held, "13800001111")
    code = await code_on_the_phone(held)
    await held.desk.passes(minutes=11)
    assert "不对或已过期" in await enters(held, "13800001111", code)


async def test_whoever_has_the_number_now_sees_nothing_of_whoever_had_it_before(held: Held) -> None:
    await held.desk.works.writer.run("demo", partial(wrote_in_wechat, held, proven=timedelta(days=91)))
    await forget_proofs(held)
    await asks(held, "13800001111")
    mine = await enters(held, "13800001111", await code_on_the_phone(held))
    assert "没有进行中的报修" in mine
    with held.desk.reading() as uow:
        before, now = uow.customers.get(held.customer_id), uow.customers.whose(ContactKind.PHONE, "13800001111")
        assert [each.ticket_id for each in uow.customers.subscriptions(held.customer_id)] == [held.ticket_id]
    assert before is not None
    assert now is not None
    assert (before.phone, now.phone) == (None, "13800001111")


async def test_a_code_which_may_have_come_to_the_official_account_proves_nothing_anew(held: Held) -> None:
    await held.desk.works.writer.run("demo", partial(wrote_in_wechat, held, proven=timedelta(days=89)))
    await asks(held, "13800001111")
    assert "1120-1" in await enters(held, "13800001111", await code_on_the_phone(held))
    with held.desk.reading() as uow:
        customer = uow.customers.get(held.customer_id)
    assert customer is not None
    [shown] = [each.proven_at for each in customer.contacts if each.kind is ContactKind.PHONE]
    assert shown is not None
    assert held.desk.clock.now() - shown > timedelta(days=88)


async def test_to_which_number_nothing_could_be_sent_for_a_while_is_still_whose_it_was(held: Held) -> None:
    def lost(uow: UnitOfWork) -> None:
        wrote_in_wechat(held, uow, proven=timedelta(days=1))
        uow.customers.lost(ContactKind.PHONE, "13800001111", held.desk.clock.now())

    await held.desk.works.writer.run("demo", lost)
    await asks(held, "13800001111")
    assert "1120-1" in await enters(held, "13800001111", await code_on_the_phone(held))
    with held.desk.reading() as uow:
        customer = uow.customers.whose(ContactKind.PHONE, "13800001111")
    assert customer is not None
    assert (customer.id, customer.phone) == (held.customer_id, "13800001111"), "a message has arrived there since"


async def test_a_code_that_is_under_way_when_the_proof_ends_is_none_any_more(held: Held) -> None:
    await held.desk.works.writer.run("demo", partial(wrote_in_wechat, held, proven=timedelta(days=91)))
    await asks(held, "13800001111")
    code = await code_on_the_phone(held)
    await forget_proofs(held)
    assert "不对或已过期" in await enters(held, "13800001111", code)


async def test_what_was_reported_before_the_number_can_have_changed_hands_is_not_shown(held: Held) -> None:
    def long_ago(uow: UnitOfWork) -> None:
        since = held.desk.clock.now() - timedelta(days=91)
        joined = Subscription(ticket_id=held.ticket_id, customer_id=held.customer_id, since=since, how=Joined.REPORTED)
        uow.customers.subscribe(joined)

    await held.desk.works.writer.run("demo", long_ago)
    await asks(held, "13800001111")
    assert "没有进行中的报修" in await enters(held, "13800001111", await code_on_the_phone(held))


def wrote_in_wechat(held: Held, uow: UnitOfWork, *, proven: timedelta) -> None:
    """And proved then that the number was theirs."""
    now = held.desk.clock.now()
    wrote = Contact(kind=ContactKind.OPENID, value="oBefore", how=Proof.WROTE, proven_at=now - proven)
    number = Contact(kind=ContactKind.PHONE, value="13800001111", how=Proof.CODE, proven_at=now - proven)
    for contact in (wrote, number):
        uow.customers.tie(held.customer_id, contact)


async def forget_proofs(held: Held) -> None:
    works = held.desk.works
    await upkeep.forget_proofs(["demo"], works.writer, works.clock, timedelta(days=90))


async def test_what_is_no_number_is_refused(desk: Desk) -> None:
    async with aiohttp.ClientSession() as session:
        address = f"{desk.url}/track/demo"
        fields = {"form": await mark_of(session, address), "phone": "110"}
        async with session.post(address, data=fields) as page:
            text = await page.text()
            assert "11 位手机号" in text
            assert 'value="110"' in text, "nobody types it again"
        async with session.get(f"{desk.url}/track/nobody") as page:
            assert page.status == 404
