"""The look-up, opened within WeChat, shows whoever wrote what they reported, without a code."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest

from bot.pages.keys import Keys, Purpose
from emulator.wechat.person import CustomerPerson
from tests.scenarios.conftest import Desk
from tests.scenarios.customer_stories import a_draft
from tests.scenarios.pages.conftest import Held
from tests.scenarios.pages.within_wechat import (
    OPEN,
    brings_back,
    is_the_customer,
    sent_to,
    times_asked,
)
from tests.scenarios.stories import submitted


async def test_at_the_look_up_whoever_wrote_sees_their_own_without_a_code(
    desk: Desk, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    """They only said the number there, so that a code for it would be none of theirs."""
    track = f"{desk.url}/track/demo"
    await submitted(desk, await a_draft(desk, wang), "1120-1")
    await desk.passes(seconds=2)
    link = (await wang.sees_text("已受理", "/t/demo.")).rpartition("进度：")[2]
    mine = await wang.opens(track)
    assert (mine.url, "1120-1" in mine.text, "按手机号查询" in mine.text) == (track, True, True)
    seen = await wang.opens(f"{track}/1120-1")
    assert (seen.url, OPEN in seen.text) == (link, True)
    assert times_asked(desk) == 1, "on the page of the ticket it is known who that is"
    assert "发送验证码" in (await wang.opens(f"{track}/another")).text
    assert "1120-1" not in (await wang.opens(track)).text
    for _ in range(2):
        stranger = await chen.opens(track)
        assert (stranger.url, "发送验证码" in stranger.text, "1120-1" in stranger.text) == (track, True, False)
    async with chen.browser.get(f"{track}/1120-1") as page:
        assert "收到您的报修" not in await page.text()
    assert times_asked(desk) == 2


async def test_who_wrote_and_reported_nothing_may_have_called(desk: Desk, wang: CustomerPerson) -> None:
    await wang.says("你好")
    await wang.sees_text("您好")
    assert "发送验证码" in (await wang.opens(f"{desk.url}/track/demo")).text


@pytest.mark.parametrize("without", [("sms",)])
async def test_where_no_codes_are_sent_whoever_wrote_finds_theirs_all_the_same(
    desk: Desk, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    await submitted(desk, await a_draft(desk, wang), "1120-1")
    await desk.passes(seconds=2)
    await wang.sees_text("已受理")
    mine = (await wang.opens(f"{desk.url}/track/demo")).text
    assert "1120-1" in mine
    assert "按手机号查询" not in mine
    assert "这里不能用手机号查询" in (await chen.opens(f"{desk.url}/track/demo")).text


async def test_at_the_look_up_a_state_or_a_cookie_of_somebody_elses_shows_nothing(
    held: Held, wang: CustomerPerson, chen: CustomerPerson
) -> None:
    await is_the_customer(held, wang)
    track = f"{held.desk.url}/track/demo"
    back = await brings_back(wang, track)
    await sent_to(chen, track)
    assert "1120-1" not in (await chen.opens(str(back))).text
    async with held.session.get(back, allow_redirects=False) as page:
        assert (page.status, "1120-1" in await page.text()) == (200, False)
    of_the_page = await brings_back(wang, held.link)
    assert "1120-1" not in (await wang.opens(str(back.with_query(of_the_page.query)))).text
    keys = Keys.of("other", "k" * 43)
    theirs = keys.sign(Purpose.CUSTOMER, held.customer_id, now=held.desk.clock.now(), valid=timedelta(hours=1))
    jar = {"customer_demo": theirs, "phone_demo": theirs}
    async with aiohttp.ClientSession(cookies=jar) as stranger, stranger.get(track) as page:
        assert "1120-1" not in await page.text()
    assert "1120-1" in (await wang.opens(str(back))).text
