"""The whole story, as a newcomer plays it: the customer writes, the desk confirms, a technician drives and mends,
and the customer says on their phone that it is solved.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

from playwright.async_api import Page, expect

from emulator.wechat.demo import demo_customers
from tests.browser.test_demo import chat, demo, press, says
from tests.tooling.chromium import NewPage

SMALL_PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True}
LINK = re.compile(r"http://127\.0\.0\.1:\d+/t/\S+")


def phone(page: Page, name: str):
    return page.locator(".phone").filter(has=page.get_by_text(name, exact=True).first)


async def link_in(page: Page, name: str) -> str:
    await expect(phone(page, name)).to_contain_text("/t/")
    found = LINK.findall(await phone(page, name).inner_text())
    return found[-1]


async def opens_on_the_own_phone(page: Page) -> None:
    """WeChat says whose phone it is."""
    link = await link_in(page, "王女士")
    await phone(page, "王女士").get_by_role("link", name=link).last.click()
    await expect(phone(page, "王女士").frame_locator("iframe").get_by_role("heading", name="已收到")).to_be_visible()
    await phone(page, "王女士").get_by_role("button", name="关闭网页").click()


async def asks_on_a_friends_phone(page: Page, friend: Page) -> None:
    """To whom it was forwarded."""
    [chen] = [each.openid for each in demo_customers() if each.nickname == "陈先生"]
    opened = urlencode({"as": chen, "to": await link_in(page, "王女士")})
    await friend.goto(f"{page.url}page/open?{opened}")
    await expect(friend.get_by_label("电话后四位")).to_be_visible()
    await friend.close()


async def test_from_the_customers_first_word_to_the_last(tmp_path: Path, new_page: NewPage) -> None:
    async with demo(tmp_path) as (port, _):
        page = await new_page(viewport={"width": 1600, "height": 900})
        await page.goto(f"http://127.0.0.1:{port}/")
        box = phone(page, "王女士").get_by_role("textbox")
        await box.fill("钱江新城3幢2单元501厨房水管漏水，13800001111")
        await box.press("Enter")
        await expect(phone(page, "王女士")).to_contain_text("收到")
        await expect(chat(page, "李静")).to_contain_text("厨房水管漏水")
        await press(page, "李静", "提交")
        await expect(phone(page, "王女士")).to_contain_text("已受理")

        await opens_on_the_own_phone(page)
        await asks_on_a_friends_phone(page, await new_page(**SMALL_PHONE))
        customer = await new_page(**SMALL_PHONE)
        await customer.goto(await link_in(page, "王女士"))
        await customer.get_by_label("电话后四位").fill("1111")
        await customer.get_by_role("button", name="查看").click()
        await expect(customer.get_by_role("heading", name="已收到")).to_be_visible()

        await press(page, "王工", "接单")
        await expect(customer.get_by_role("heading", name="已派单")).to_be_visible()
        await press(page, "王工", "出发")
        await expect(customer.get_by_role("heading", name="技工出发中")).to_be_visible()
        await press(page, "王工", "到场")
        await expect(customer.get_by_role("heading", name="正在维修")).to_be_visible()
        await press(page, "王工", "完工")
        await says(page, "王工", "水管接头松了，已换接头")
        await expect(customer.get_by_role("heading", name="已完工待验收")).to_be_visible()

        await customer.locator("label[for=stars5]").click()
        await customer.get_by_role("button", name="已解决").click()
        await expect(customer.get_by_role("heading", name="已完成")).to_be_visible()
        await expect(customer.locator(".flash")).to_contain_text("谢谢")
        await expect(chat(page, "李静")).to_contain_text("客户")
        await customer.close()
        await page.close()
    log = (tmp_path / "bot.log").read_text(encoding="utf-8")
    assert '"level":"error"' not in log
    assert "/t/demo." not in log, "who has the address has the page"
