"""The same in a real browser, as wide as a small phone, that calls itself WeChat's."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from emulator.browsers import PHONE_COOKIE, USER_AGENTS, Browser
from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import Held
from tests.scenarios.pages.test_within_wechat import is_the_customer
from tests.tooling.chromium import NewPage

REDIRECTED = "#wechat_redirect"
"""Browsers keep what stood behind the address that sent them on."""
SMALL_PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True, "is_mobile": True}


async def phone_of(desk: Desk, name: str, new_page: NewPage, *, scripts: bool = True) -> Page:
    page = await new_page(**SMALL_PHONE, user_agent=USER_AGENTS[Browser.WECHAT], java_script_enabled=scripts)
    openid = desk.wecom.customer(name).openid
    await page.context.add_cookies([{"name": PHONE_COOKIE, "value": openid, "url": f"{desk.wecom.url}/connect"}])
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_the_customers_page_opens_at_once_and_a_friends_asks(
    held: Held, new_page: NewPage, *, scripts: bool
) -> None:
    await is_the_customer(held, held.desk.wecom.customer("王女士"))
    wang = await phone_of(held.desk, "王女士", new_page, scripts=scripts)
    await wang.goto(held.link)
    await expect(wang).to_have_url(held.link + REDIRECTED)
    await expect(wang.get_by_role("heading", name="已收到")).to_be_visible()
    assert await wang.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await wang.goto("about:blank")
    await wang.go_back()
    await expect(wang.get_by_role("heading", name="已收到")).to_be_visible()

    chen = await phone_of(held.desk, "陈先生", new_page, scripts=scripts)
    await chen.goto(held.link)
    await expect(chen).to_have_url(held.link + REDIRECTED)
    await chen.get_by_label("电话后四位").fill("1111")
    await chen.get_by_role("button", name="查看").click()
    await expect(chen.get_by_role("heading", name="已收到")).to_be_visible()


async def test_the_look_up_opens_the_page_of_a_ticket_in_two_taps(held: Held, new_page: NewPage) -> None:
    await is_the_customer(held, held.desk.wecom.customer("王女士"))
    wang = await phone_of(held.desk, "王女士", new_page)
    await wang.goto(f"{held.desk.url}/track/demo")
    await wang.get_by_role("link", name="1120-1").click()
    await expect(wang).to_have_url(held.link)
    await expect(wang.get_by_role("heading", name="已收到")).to_be_visible()
