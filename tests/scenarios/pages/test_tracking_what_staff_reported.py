"""Somebody called, and the company tells nobody by SMS unasked: whoever shows that the number is theirs finds it, and
hears from then on how it goes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.scenarios.conftest import Desk
from tests.scenarios.customer_stories import drives, takes
from tests.scenarios.pages.conftest import Held
from tests.scenarios.pages.test_tracking import asks, code_on_the_phone, enters
from tests.scenarios.stories import a_ticket


@pytest.fixture
async def called(desk: Desk) -> AsyncIterator[Held]:
    cards = await a_ticket(desk)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Held(desk, cards, session, link="", ticket_id=1, customer_id=0)


async def test_they_find_it_and_hear_of_what_follows(called: Held) -> None:
    desk, wang = called.desk, called.desk.wecom.customer("王女士")
    await desk.passes(minutes=1)
    await asks(called, "13800001111")
    assert "1120-1" in await enters(called, "13800001111", await code_on_the_phone(called))
    async with called.session.get(f"{desk.url}/track/demo/1120-1") as page:
        assert "收到您的报修" in await page.text()
    await takes(desk, called.cards)
    await drives(desk, called.cards)
    await wang.sees_sms("1120-1", "已出发", "/t/demo.")


async def test_whoever_binds_the_number_in_wechat_hears_of_it_there(called: Held) -> None:
    desk, wang = called.desk, called.desk.wecom.customer("王女士")
    await desk.passes(minutes=1)
    await wang.says("绑定 13800001111")
    await wang.sees_text("验证码已发到")
    await wang.says(await code_on_the_phone(called))
    await wang.sees_text("绑定好了")
    await takes(desk, called.cards)
    await wang.sees_text("1120-1", "已接单")


async def test_nobody_else_finds_it(called: Held) -> None:
    chen = called.desk.wecom.customer("陈先生")
    await chen.says("绑定 13900002222")
    await chen.sees_text("验证码已发到")
    await chen.says(await code_on_the_phone(called, "陈先生"))
    await chen.sees_text("绑定好了")
    await chen.says("我的报修")
    await chen.sees_text("没有进行中的报修")
