"""The same in two phones' browsers: the technician's, in WeCom, and the customer's."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from emulator.browsers import MEMBER_COOKIE, USER_AGENTS, Browser
from tests.scenarios.pages.conftest import Held
from tests.scenarios.pages.weighing import weighed
from tests.tooling.chromium import NewPage

SMALL_PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True}


async def agrees(held: Held, new_page: NewPage) -> Page:
    """From the link in the chat to WeCom's question, and back."""
    phone = await new_page(**SMALL_PHONE, user_agent=USER_AGENTS[Browser.WECOM])
    await phone.context.add_cookies([{"name": MEMBER_COOKIE, "value": "wanggong", "url": held.desk.wecom.url}])
    await held.desk.wang.says("我的照片")
    said = await held.desk.wang.hears("客户现在看不到您的照片")
    await phone.goto(said.split("\n")[1])
    await phone.get_by_role("link", name="让客户看到我的照片").click()
    await expect(phone.get_by_text("王工的以下信息")).to_be_visible()
    await phone.get_by_role("button", name="同意").click()
    await expect(phone.get_by_text("好了，客户看得到您的照片了。")).to_be_visible()
    await expect(phone.get_by_alt_text("您的照片，客户看到的就是这样")).to_be_visible()
    return phone


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_the_customer_sees_a_round_face_of_few_bytes(held: Held, new_page: NewPage, *, scripts: bool) -> None:
    await agrees(held, new_page)
    await held.claimed()
    page = await new_page(**SMALL_PHONE, java_script_enabled=scripts)
    await page.goto(held.link)
    await page.get_by_label("电话后四位").fill("1111")
    weights = weighed(page)
    await page.get_by_role("button", name="查看").click()
    face = page.get_by_alt_text("王师傅的照片")
    await expect(face).to_be_visible()
    assert await face.evaluate("each => each.complete && each.naturalWidth") == 192
    assert await face.bounding_box() == {"x": 28, "y": pytest.approx(228, abs=30), "width": 56, "height": 56}
    assert 0 < sum(weights) < 100_000


async def test_when_it_is_taken_back_an_open_page_shows_the_initial_again(held: Held, new_page: NewPage) -> None:
    phone = await agrees(held, new_page)
    await held.claimed()
    page = await new_page(**SMALL_PHONE)
    await page.goto(held.link)
    await page.get_by_label("电话后四位").fill("1111")
    await page.get_by_role("button", name="查看").click()
    await expect(page.get_by_alt_text("王师傅的照片")).to_be_visible()
    await phone.get_by_role("button", name="不再让客户看到").click()
    await expect(phone.get_by_text("已经删除，客户看不到您的照片了。")).to_be_visible()
    await expect(page.locator("span.face")).to_have_text("王")
    await expect(page.get_by_alt_text("王师傅的照片")).to_have_count(0)
