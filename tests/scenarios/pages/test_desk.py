"""The phone rings at the front desk, and somebody writes down what is said."""

from __future__ import annotations

import asyncio
from datetime import datetime

import aiohttp
import pytest
from playwright.async_api import Browser, Page, Route, expect

from bot.pages.desk_form import ORDER
from handlers.updates import DeskAct, DeskForm
from storage.inbox import Outcome
from storage.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import logged_in_as
from tests.scenarios.stories import a_claimed_ticket, a_draft
from tests.tooling.chromium import NewPage
from tickets.customers import Contact, ContactKind, Proof
from tickets.fields import FieldName
from tickets.organisation import Member
from tickets.senders import at_form

CALL = "钱江新城3幢2单元501厨房水管漏水，王女士13800001111"


async def logged_in(desk: Desk, new_page: NewPage, name: str = "李静", **options: object) -> Page:
    page = await new_page(**options)
    await page.goto(f"{desk.url}/desk/demo")
    await page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()
    await expect(page.get_by_role("heading", name="登记报修")).to_be_visible()
    return page


async def test_what_is_pasted_fills_the_form_what_is_typed_is_kept_and_the_report_is_dispatched(
    desk: Desk, new_page: NewPage
) -> None:
    page = await logged_in(desk, new_page)
    await page.get_by_label("客户怎么说的").fill(CALL)
    await page.get_by_role("button", name="读出来").click()
    await expect(page.locator("input[name=phone]")).to_have_value("13800001111")
    await expect(page.get_by_label("客户", exact=False).last).not_to_be_empty()
    await expect(page.get_by_label("故障")).to_have_value("厨房水管漏水")

    await page.locator("input[name=phone]").fill("139 0000 2222")
    await expect(page.locator(".state")).to_have_text("已保存")
    await page.goto(f"{desk.url}/desk/demo")
    await page.get_by_role("link", name="厨房水管漏水").click()
    await expect(page.locator("input[name=phone]")).to_have_value("13900002222")

    await page.get_by_role("button", name="提交派单").click()
    await expect(page.locator(".flash")).to_contain_text("1120-1")
    await expect(page.get_by_text("1120-1").last).to_be_visible()
    await desk.wang.sees_card("1120-1", "厨房水管漏水", "等待接单")
    await desk.zhao.sees_card("1120-1")


@pytest.mark.parametrize(("typed", "kept"), [("明天下午三点", "11-21 15:00"), ("等她回电话", "等她回电话")])
async def test_a_time_is_written_down_with_its_date(desk: Desk, new_page: NewPage, typed: str, kept: str) -> None:
    page = await logged_in(desk, new_page)
    await page.get_by_label("故障").fill("水管漏水")
    await page.locator("input[name=appointment]").fill(typed)
    await expect(page.locator(".state")).to_contain_text("已保存")
    await page.goto(f"{desk.url}/desk/demo")
    await page.get_by_role("link", name="水管漏水").click()
    await expect(page.locator("input[name=appointment]")).to_have_value(kept)


async def test_what_was_typed_while_the_page_grew_too_old_stands_there_still(desk: Desk, new_page: NewPage) -> None:
    page = await logged_in(desk, new_page, java_script_enabled=False)
    await page.get_by_label("客户怎么说的").fill(CALL)
    await page.locator("input[name=phone]").fill("13900002222")
    await page.locator("input[name=urgent]").check()
    await page.locator("input[name=form]").evaluate("mark => mark.value = 'old'")
    await page.get_by_role("button", name="读出来").click()
    await expect(page.locator(".flash")).to_contain_text("页面过期了")
    await expect(page.get_by_label("客户怎么说的")).to_have_value(CALL)
    await expect(page.locator("input[name=phone]")).to_have_value("13900002222")
    await expect(page.locator("input[name=urgent]")).to_be_checked()
    await page.get_by_role("button", name="读出来").click()
    await expect(page.get_by_label("故障")).to_have_value("厨房水管漏水")


async def test_what_was_typed_while_the_session_ended_goes_on_after_the_login(desk: Desk, browser: Browser) -> None:
    page = await logged_in(desk, browser.new_page, java_script_enabled=False)
    await page.get_by_label("客户怎么说的").fill(CALL)
    await page.locator("input[name=phone]").fill("13900002222")
    await page.context.clear_cookies()
    await page.get_by_role("button", name="读出来").click()
    await expect(page.locator("q.typed")).to_have_text(CALL)
    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="登录").click()
    login = await opened.value
    await login.get_by_role("button", name="李静").or_(login.get_by_role("link", name="李静")).first.click()
    await expect(login.get_by_role("heading", name="登记报修")).to_be_visible()
    await page.get_by_role("button", name="继续").click()
    await expect(page.get_by_label("客户怎么说的")).to_have_value(CALL)
    await expect(page.locator("input[name=phone]")).to_have_value("13900002222")
    await page.get_by_role("button", name="读出来").click()
    await expect(page.get_by_label("故障")).to_have_value("厨房水管漏水")


async def test_what_cannot_be_kept_while_it_is_typed_is_to_be_copied_first(desk: Desk, new_page: NewPage) -> None:
    page = await logged_in(desk, new_page)
    await page.locator("input[name=form]").evaluate("mark => mark.value = 'old'")
    await page.get_by_label("故障").fill("灯不亮")
    await expect(page.locator(".state")).to_have_text("没有保存，请先复制写好的内容，再刷新页面")


async def test_a_number_that_nobody_could_call_is_not_sent_on(desk: Desk, new_page: NewPage) -> None:
    page = await logged_in(desk, new_page)
    await page.get_by_label("客户怎么说的").fill(CALL)
    await page.get_by_role("button", name="读出来").click()
    await page.locator("input[name=phone]").fill("138")
    await page.get_by_role("button", name="提交派单").click()
    await expect(page.locator(".flash.bad")).to_have_text("电话「138」不完整，打不通，请核对。")
    await page.locator("input[name=phone]").fill("内线 8021")
    await page.get_by_role("button", name="提交派单").click()
    await expect(page.locator(".flash")).to_contain_text("1120-1")
    await desk.wang.sees_card("1120-1", "厨房水管漏水", "等待接单")
    await desk.zhao.sees_card("1120-1")


async def test_what_has_a_ticket_already_is_offered_and_linked_to_it(desk: Desk, new_page: NewPage) -> None:
    await a_claimed_ticket(desk, CALL)
    page = await logged_in(desk, new_page)
    await page.get_by_label("客户怎么说的").fill(CALL.replace("王女士13800001111", "张先生13900002222"))
    await page.get_by_role("button", name="读出来").click()
    await expect(page.locator(".same")).to_contain_text("像是 1120-1")
    await page.get_by_role("button", name="并入 1120-1").click()
    await expect(page.locator(".flash")).to_contain_text("已并入 1120-1（王工 处理中）")
    await desk.wang.hears("1120-1 又有人报修同一件事")
    await desk.li.says("拆开 1120-1")
    await desk.li.hears("已和 1120-1 拆开")
    await desk.wang.hears("不是一回事")
    await page.goto(f"{desk.url}/desk/demo")
    await page.get_by_role("link", name="厨房水管漏水").click()
    await expect(page.locator("input[name=phone]")).to_have_value("13900002222")
    await expect(page.locator(".same")).to_have_count(0)


async def written(desk: Desk, **values: str) -> int:
    form = DeskForm(id=f"desk:{values}", sender="lijing", at=desk.clock.now(), act=DeskAct.SAVE, values=values)
    handled = await desk.works.inbox.handle("demo", form)
    assert handled.draft_id is not None
    return handled.draft_id


async def shown(desk: Desk, draft_id: int) -> str:
    async with (
        aiohttp.ClientSession(cookies=logged_in_as(desk, "lijing")) as session,
        session.get(f"{desk.url}/desk/demo?draft={draft_id}") as page,
    ):
        return await page.text()


async def test_what_tells_the_same_as_a_draft_says_so_on_the_form_and_on_the_card(desk: Desk) -> None:
    await a_draft(desk, CALL)
    matter = {"fault": "厨房水管漏水", "address": "钱江新城3幢2单元501", "phone": "13800001111"}
    draft_id = await written(desk, **matter)
    assert "像是您 09:00 的另一份草稿（还没提交）" in await shown(desk, draft_id)
    await desk.sun.says(CALL)
    await desk.passes(seconds=2)
    await desk.sun.sees_card("报修草稿", "像是 李静 09:00 的草稿")


async def test_what_is_said_in_the_chat_meanwhile_is_another_matter(desk: Desk) -> None:
    draft_id = await written(desk, fault="水管漏水", address="3幢501")
    await desk.passes(minutes=3)
    await desk.li.says("客户姓王 13900002222")
    await desk.passes(seconds=2)
    draft = await desk.li.sees_card("报修草稿", "13900002222")
    await draft.press("作废")
    await desk.li.hears("已作废")
    await desk.li.sees_card_change(draft, "已作废")
    with desk.reading() as uow:
        found = uow.drafts.get(draft_id)
    assert found is not None
    assert FieldName.PHONE not in found.fields


async def test_what_is_left_on_the_form_is_recalled_and_what_is_empty_is_not(desk: Desk) -> None:
    await written(desk, urgent="")
    await written(desk, fault="水管漏水", address="3幢501")
    await desk.passes(minutes=30)
    await desk.li.hears("登记页面上还有一份没提交（3幢501 水管漏水）", "提交派单")
    await desk.passes(hours=24)
    await desk.li.hears("登记页面上有一份一直没提交，已经收起（3幢501 水管漏水）")


async def test_a_scanner_ends_a_serial_with_enter_and_nothing_is_handed_in_by_that(
    desk: Desk, new_page: NewPage
) -> None:
    page = await logged_in(desk, new_page)
    await page.get_by_label("序列号").press_sequentially("HR20250001")
    await page.keyboard.press("Enter")
    await expect(page.locator("input[name=phone]")).to_be_focused()
    await expect(page.locator(".state")).to_contain_text("还缺：故障")

    await page.get_by_role("button", name="提交派单").click()
    await expect(page.locator(".flash")).to_contain_text("出了什么问题")
    await expect(page.get_by_label("序列号")).to_have_value("HR20250001")


async def test_handed_in_while_it_is_kept_for_the_first_time_it_is_one_report_on_old_phones_too(
    desk: Desk, new_page: NewPage
) -> None:
    page = await logged_in(desk, new_page)
    await page.evaluate("delete HTMLFormElement.prototype.requestSubmit")
    kept = asyncio.Event()

    async def slowly(route: Route) -> None:
        await kept.wait()
        await route.continue_()

    await page.route("**/desk/demo/save", slowly)
    async with page.expect_request("**/desk/demo/save"):
        await page.get_by_label("故障").fill("厨房水管漏水")
        await page.locator("input[name=phone]").fill("13900002222")
    await page.get_by_role("button", name="提交派单").click()
    kept.set()
    await expect(page.locator(".flash")).to_contain_text("1120-1")
    for technician in (desk.wang, desk.zhao):
        await technician.sees_card("1120-1", "厨房水管漏水")
    with desk.reading() as uow:
        assert uow.reports.open_drafts() == 0


async def test_nobody_sees_or_changes_what_a_colleague_writes(desk: Desk, new_page: NewPage) -> None:
    li = await logged_in(desk, new_page)
    await li.get_by_label("故障").fill("灯不亮")
    await expect(li.locator(".state")).to_contain_text("已保存")
    draft = await li.locator("input[name=draft]").input_value()

    sun = await logged_in(desk, new_page, name="孙班长")
    await sun.goto(f"{desk.url}/desk/demo?draft={draft}")
    await expect(sun.get_by_label("故障")).to_have_value("")
    await sun.evaluate(f"document.querySelector('input[name=draft]').value = '{draft}'")
    await sun.get_by_role("button", name="作废").or_(sun.get_by_role("button", name="保存")).first.click()
    await expect(sun.get_by_label("故障")).to_have_value("")
    with desk.reading() as uow:
        found = uow.drafts.get(int(draft))
    assert found is not None
    assert found.fields["fault"].value == "灯不亮"


async def test_the_form_is_the_front_desks_and_leaders_and_others_are_told_what_to_do_instead(desk: Desk) -> None:
    async with aiohttp.ClientSession(cookies=logged_in_as(desk, "wanggong")) as wang:
        async with wang.get(f"{desk.url}/desk/demo") as page:
            assert page.status == 403
            said = await page.text()
        assert "这个页面给前台和负责人用" in said
        assert "转发给企业微信里的派单应用" in said
        for act in ("save", "submit", "read"):
            async with wang.post(f"{desk.url}/desk/demo/{act}", data={"fault": "灯不亮"}) as refused:
                assert refused.status == 403
    for leader in ("sunban", "zhouzong"):
        async with (
            aiohttp.ClientSession(cookies=logged_in_as(desk, leader)) as session,
            session.get(f"{desk.url}/desk/demo") as page,
        ):
            assert page.status == 200


async def test_whoever_takes_reports_no_more_does_not_hand_in_what_is_still_open(desk: Desk) -> None:
    form = DeskForm(
        id="desk:save:1", sender="wanggong", at=desk.clock.now(), act=DeskAct.SAVE, values={"fault": "灯不亮"}
    )
    handled = await desk.works.inbox.handle("demo", form)
    assert handled.outcome is Outcome.REFUSED
    assert "请找 李静" in (handled.reply or "")
    with desk.reading() as uow:
        assert uow.drafts.open_of(at_form("wanggong")) == []


async def test_staff_read_chinese_whatever_their_browser_prefers(desk: Desk) -> None:
    await a_claimed_ticket(desk, CALL)
    await desk.passes(hours=30)
    english = {"Accept-Language": "en-US"}
    cookies = logged_in_as(desk, "lijing")
    async with (
        aiohttp.ClientSession(cookies=cookies) as session,
        session.get(desk.url + "/desk/demo", headers=english) as page,
    ):
        text = await page.text()
    assert '<html lang="zh-CN">' in text
    assert "11月20日" in text


async def test_whoever_is_not_logged_in_is_sent_to_the_login_and_nothing_is_done_for_them(desk: Desk) -> None:
    async with aiohttp.ClientSession() as stranger:
        async with stranger.get(f"{desk.url}/desk/demo", allow_redirects=False) as sent:
            assert sent.status == 302
            assert sent.headers["Location"].startswith("/login/demo?to=")
        async with stranger.post(f"{desk.url}/desk/demo/submit", data={"fault": "x"}) as refused:
            assert refused.status == 401


async def test_whoever_leaves_the_company_is_logged_out_by_that(desk: Desk, new_page: NewPage) -> None:
    li = await logged_in(desk, new_page)
    now = desk.clock.now()

    def leaves(uow: UnitOfWork) -> None:
        uow.people.save(Member(userid="lijing", name="李静", departments=(1,), status=1))
        uow.people.left("lijing", now)

    await desk.works.writer.run("demo", leaves)
    answer = await li.request.get(f"{desk.url}/desk/demo", max_redirects=0)
    assert answer.headers["location"].startswith("/login/demo")
    assert (await li.request.post(f"{desk.url}/desk/demo/save")).status == 401


async def test_a_login_that_this_browser_did_not_begin_fails(desk: Desk) -> None:
    back = f"{desk.url}/login/demo/back?code=abc&state=abc"
    async with aiohttp.ClientSession() as stranger, stranger.get(back) as refused:
        assert refused.status == 403


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/desk/x%0d%0aSet-Cookie:a=b", "/w/\t/evil.example"],
)
async def test_the_login_leads_back_to_pages_of_ours_alone(desk: Desk, new_page: NewPage, elsewhere: str) -> None:
    page = await new_page()
    await page.goto(f"{desk.url}/login/demo?to={elsewhere}")
    await page.get_by_role("button", name="李静").or_(page.get_by_role("link", name="李静")).first.click()
    await expect(page.get_by_role("heading", name="登记报修")).to_be_visible()
    assert page.url == f"{desk.url}/desk/demo"


def test_the_form_has_a_place_for_everything_that_can_be_known() -> None:
    assert set(ORDER) == set(FieldName)


async def test_whose_contact_of_wecom_a_customer_is_is_said_beside_the_number_that_they_have_proven(
    desk: Desk, new_page: NewPage
) -> None:
    wang = desk.wecom.customer("王女士")
    await wang.says("在吗")
    await wang.sees_text()
    await desk.sun.adds_contact("王女士")
    await desk.settles()
    page = await logged_in(desk, new_page)
    await page.get_by_label("客户怎么说的").fill(CALL)
    await page.get_by_role("button", name="读出来").click()
    await expect(page.get_by_label("故障")).to_have_value("厨房水管漏水")
    where = page.get_by_text("孙班长 加了客户的企业微信，可以在那里找。")
    await expect(where).to_have_count(0)
    await desk.works.writer.run("demo", lambda uow: proves(uow, wang.openid, desk.clock.now()))
    await page.reload()
    await expect(where).to_be_visible()


def proves(uow: UnitOfWork, openid: str, at: datetime) -> None:
    customer = uow.customers.whose(ContactKind.OPENID, openid)
    assert customer is not None
    shown = Contact(kind=ContactKind.PHONE, value="13800001111", how=Proof.CODE, proven_at=at)
    uow.customers.tie(customer.id, shown)
