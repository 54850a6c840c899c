"""A page that is opened within WeChat asks WeChat who opens it: the customer need not say the digits of their phone."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from yarl import URL

from bot.pages import recognition
from bot.pages.keys import Keys, Purpose
from emulator.switches import Outage
from emulator.wechat.person import CustomerPerson
from tests.scenarios.conftest import Desk
from tests.scenarios.customer_stories import a_draft
from tests.scenarios.pages.conftest import Held
from tests.scenarios.pages.within_wechat import (
    ASKED,
    DIGITS,
    OPEN,
    brings_back,
    is_the_customer,
    sent_to,
    times_asked,
)
from tests.scenarios.stories import submitted
from tickets.customers import ContactKind


async def test_the_link_of_a_push_opens_for_who_wrote_and_asks_a_friend_for_digits(
    desk: Desk, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    await submitted(desk, await a_draft(desk, wang), "1120-1")
    await desk.passes(seconds=2)
    link = (await wang.sees_text("已受理", "/t/demo.")).rpartition("进度：")[2]
    seen = await wang.opens(link)
    assert (seen.url, OPEN in seen.text) == (link, True)
    assert OPEN in (await wang.opens(link)).text
    assert times_asked(desk) == 1, "the device is remembered"
    forwarded = await chen.opens(link)
    assert (forwarded.url, DIGITS in forwarded.text) == (link, True)
    assert DIGITS in (await chen.opens(link)).text
    assert times_asked(desk) == 2, "nor is it tried at each look"


async def test_digits_that_were_typed_in_wechat_open_this_device_and_prove_nothing(
    held: Held, chen: CustomerPerson
) -> None:
    asks = (await chen.opens(held.link)).text
    mark = asks.split('name="form" value="', 1)[1].split('"', 1)[0]
    async with chen.browser.post(f"{held.link}/open", data={"form": mark, "digits": "1111"}) as page:
        assert OPEN in await page.text()
    with held.desk.reading() as uow:
        customer = uow.customers.get(held.customer_id)
        assert uow.customers.whose(ContactKind.OPENID, chen.openid) is None
    assert customer is not None
    assert [each.kind for each in customer.contacts] == [ContactKind.PHONE]
    chen.browser.cookie_jar.clear(lambda cookie: cookie.key != "phone")
    assert DIGITS in (await chen.opens(held.link)).text, "on another phone of theirs"


async def test_another_customer_of_ours_is_asked_as_a_stranger_is(
    held: Held, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    await is_the_customer(held, wang)
    await chen.says("你好")
    await chen.sees_text("您好")
    answers = []
    for person in (chen, held.desk.wecom.customer("林女士")):
        back = await brings_back(person, held.link)
        async with person.browser.get(back, allow_redirects=False) as page:
            answers.append((page.status, page.headers["Location"], page.headers.get("Set-Cookie")))
        assert DIGITS in (await person.opens(held.link)).text
    assert answers[0] == answers[1]


async def test_who_was_not_recognised_is_tried_again_later(
    held: Held, wang: CustomerPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "ASK_AGAIN", timedelta(minutes=5))
    assert DIGITS in (await wang.opens(held.link)).text
    await is_the_customer(held, wang)
    assert DIGITS in (await wang.opens(held.link)).text
    await held.desk.passes(minutes=6)
    assert OPEN in (await wang.opens(held.link)).text


async def test_only_wechats_own_browser_is_sent_there(held: Held, wang: CustomerPerson) -> None:
    await is_the_customer(held, wang)
    in_wechat = wang.browser.headers["User-Agent"]
    for browser in ("Mozilla/5.0 (iPhone)", f"{in_wechat} wxwork/4.1.28", ""):
        async with held.session.get(held.link, headers={"User-Agent": browser}, allow_redirects=False) as page:
            assert page.status == 200
            assert DIGITS in await page.text()
    assert ASKED in await sent_to(wang, held.link)


@pytest.mark.parametrize("without", [("wechat",)])
async def test_without_an_account_nobody_is_sent_anywhere(held: Held, wang: CustomerPerson) -> None:
    assert DIGITS in (await wang.opens(held.link)).text
    async with wang.browser.get(f"{held.link}/wechat?code=x&state=y") as page:
        assert DIGITS in await page.text()


async def test_a_link_that_leads_nowhere_is_no_way_to_wechat(held: Held, wang: CustomerPerson) -> None:
    link_id = held.link.rpartition(".")[2]
    await held.desk.works.writer.run("demo", lambda uow: uow.page_links.revoke(held.ticket_id, held.desk.clock.now()))
    for link in (held.link, held.link.replace(link_id, link_id[::-1]), held.link.replace("/demo.", "/other.")):
        for path in ("", "/wechat?code=x&state=y"):
            async with wang.browser.get(link + path, allow_redirects=False) as page:
                assert page.status == 404


async def test_what_is_asked_of_wechat_is_what_it_wants_and_leads_back_to_us(held: Held, wang: CustomerPerson) -> None:
    elsewhere = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    query = "?redirect_uri=http://evil.example&to=http://evil.example"
    async with wang.browser.get(held.link + query, headers=elsewhere, allow_redirects=False) as page:
        away = page.headers["Location"]
        cookie = page.headers["Set-Cookie"]
    asked = parse_qs(urlsplit(away).query)
    assert list(asked) == ["appid", "redirect_uri", "response_type", "scope", "state"]
    assert asked["redirect_uri"] == [f"{held.link}/wechat"]
    assert (asked["scope"], asked["response_type"]) == (["snsapi_base"], ["code"])
    assert asked["state"][0].isalnum()
    assert len(asked["state"][0]) == 32
    assert away.endswith("#wechat_redirect")
    path = urlsplit(held.link).path
    assert all(each in cookie for each in ("HttpOnly", "SameSite=Lax", f"Path={path}"))
    async with wang.browser.get(f"{held.link}/wechat?to=http://evil.example", allow_redirects=False) as page:
        assert page.headers["Location"] == path


async def test_a_state_that_is_not_this_browsers_opens_nothing_and_asks_nobody(
    held: Held, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    await is_the_customer(held, wang)
    back = await brings_back(wang, held.link)
    await sent_to(chen, held.link)
    for address in (
        back,
        back.update_query(state="a" * 32),
        back.update_query(state=""),
        back.update_query(state="é"),
        back.with_query("code=x&state=%ED%A0%80"),
    ):
        assert DIGITS in (await chen.opens(str(address))).text, "they have not seen it: somebody else has"
    async with held.session.get(back, allow_redirects=False) as page:
        assert page.status == 200, "a browser without cookies is not sent round"
        assert DIGITS in await page.text()
    assert times_asked(held.desk) == 0
    assert OPEN in (await wang.opens(str(back))).text


async def test_a_state_is_of_one_page_of_one_company_for_half_an_hour(held: Held, wang: CustomerPerson) -> None:
    await is_the_customer(held, wang)
    back = await brings_back(wang, held.link)
    [tenant] = held.desk.works.settings.tenants
    path, now = urlsplit(held.link).path, held.desk.clock.now()
    ours = Keys.of("demo", tenant.wecom.encoding_aes_key.reveal())
    wrong = (
        ours.sign(Purpose.WECHAT, [f"{path}x", back.query["state"]], now=now, valid=timedelta(hours=1)),
        ours.sign(Purpose.STATE, [path, back.query["state"]], now=now, valid=timedelta(hours=1)),
        ours.sign(Purpose.WECHAT, [path, back.query["state"]], now=now, valid=timedelta(0)),
        Keys.of("other", "k" * 43).sign(Purpose.WECHAT, [path, back.query["state"]], now=now, valid=timedelta(hours=1)),
    )
    for cookie in wrong:
        async with aiohttp.ClientSession(cookies={"wechat": cookie}) as session, session.get(back) as page:
            assert DIGITS in await page.text()
    assert times_asked(held.desk) == 0


async def test_the_same_code_twice_is_one_question_for_this_browser_and_none_for_others(
    held: Held, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    """WeChat's browser may ask twice, and hear only the second answer."""
    await is_the_customer(held, wang)
    back = await brings_back(wang, held.link)
    for _ in range(2):
        async with wang.browser.get(back, allow_redirects=False) as page:
            assert page.cookies[f"t_{held.link.rpartition('.')[2][:8]}"].value
    assert DIGITS in (await chen.opens(str(back))).text
    assert times_asked(held.desk) == 1


async def test_a_code_that_is_none_or_was_used_asks_for_digits(
    held: Held, wang: CustomerPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "ONCE_MORE_SECONDS", 0)
    await is_the_customer(held, wang)
    back = await brings_back(wang, held.link)
    for code in ("invented", "", "'; --", "x" * 600):
        async with wang.browser.get(back.update_query(code=code)) as page:
            assert (URL(held.link), DIGITS in await page.text()) == (page.url, True)
    assert times_asked(held.desk) == 1, "what cannot be a code is none"
    await sent_to(wang, str(back))
    wang.browser.cookie_jar.clear(lambda cookie: cookie.key.startswith("t_"))
    async with wang.browser.get(back) as page:
        assert DIGITS in await page.text()
    assert times_asked(held.desk) == 3


@pytest.mark.parametrize("outage", [Outage.UNAVAILABLE, Outage.CLOSED, Outage.BUSY])
async def test_while_wechat_is_down_digits_are_asked(held: Held, wang: CustomerPerson, outage: Outage) -> None:
    await is_the_customer(held, wang)
    held.desk.wecom.switches.wechat_outage = outage
    assert DIGITS in (await wang.opens(held.link)).text


async def test_wechat_is_not_waited_for(held: Held, wang: CustomerPerson) -> None:
    await is_the_customer(held, wang)
    back = await brings_back(wang, held.link)
    held.desk.wecom.switches.slow_answers = 3.0
    begun = time.monotonic()
    assert DIGITS in (await wang.opens(str(back))).text
    assert time.monotonic() - begun < 2.5


async def test_a_stand_in_that_wechat_made_up_for_a_snapshot_is_nobody(held: Held, wang: CustomerPerson) -> None:
    await is_the_customer(held, wang)
    held.desk.wecom.switches.wechat_snapshots = True
    assert DIGITS in (await wang.opens(held.link)).text


async def test_who_invents_codes_is_soon_not_asked_after(
    held: Held, wang: CustomerPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "LOGINS", replace(recognition.LOGINS, most=2))
    back = await brings_back(wang, held.link)
    for number in range(4):
        address, somewhere = back.update_query(code=f"x{number}"), {"X-Forwarded-For": "203.0.113.5"}
        async with wang.browser.get(address, headers=somewhere) as page:
            assert DIGITS in await page.text()
    assert times_asked(held.desk) == 2


async def test_the_file_by_which_wechat_knows_our_host_is_shown(desk: Desk) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{desk.url}/MP_verify_0123456789abcdef.txt") as page:
            assert (page.status, page.content_type) == (200, "text/plain")
            assert await page.read() == b"0123456789abcdef"
        async with session.get(f"{desk.url}/MP_verify_x.txt") as page:
            assert page.status == 404
