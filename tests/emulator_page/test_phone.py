"""A customer's phone on the page: the official account's chat, text messages, codes, pages behind links."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from aiohttp import ClientSession, web
from playwright.async_api import Locator, Page, expect

from emulator.server import Emulator
from tests.emulator.bot import Bot
from tests.emulator.wechat import WeChat, WeChatBot
from tests.emulator_page.conftest import DESKTOP, PHONE, Window
from tests.emulator_page.people import chat, received, until
from tests.emulator_page.test_page import SHOWN, nothing_sticks_out


def phone_of(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=f"{name}的手机")


async def says(page: Page, text: str) -> None:
    box = phone_of(page, "王女士").get_by_role("textbox")
    await box.fill(text)
    await box.press("Enter")


@pytest_asyncio.fixture(loop_scope="session")
async def customers(window: Window, wecom: Emulator, account_bot: WeChatBot) -> AsyncIterator[Page]:
    """A wide window; the account answers already."""
    assert account_bot.url
    async with window.showing(wecom.url, DESKTOP) as page:
        yield page


async def test_without_an_account_that_answers_there_are_no_customers(page: Page, wecom: Emulator):
    await expect(page.locator(SHOWN)).to_have_text(["李静", "王工", "赵工"])
    async with WeChatBot(wecom) as bot:
        await wecom.set_wechat_callback_url(bot.url)
        await expect(page.locator(SHOWN)).to_have_text(["王女士", "李静", "王工"])


async def test_a_customer_writes_is_answered_and_sees_what_the_account_may_still_send(
    customers: Page, account_bot: WeChatBot, wechat: WeChat, wecom: Emulator
):
    wang = phone_of(customers, "王女士")
    await expect(wang.locator(".allowance")).to_have_text("窗口已关")
    await says(customers, "厨房漏水")
    await until(wecom, lambda: bool(account_bot.received))
    await expect(wang.locator(".allowance")).to_have_text("48 小时内剩 5 条")
    await wechat.says("收到，进度看 https://example.com/t/1 。")
    await expect(wang.locator(".bubble")).to_have_text(["厨房漏水", "收到，进度看 https://example.com/t/1 。"])
    await expect(wang.locator(".bubble a")).to_have_attribute("href", "https://example.com/t/1")
    await expect(wang.locator(".allowance")).to_have_text("48 小时内剩 4 条")
    await wecom.advance(timedelta(hours=47, minutes=30))
    await expect(wang.locator(".allowance")).to_have_text("30 分钟内剩 4 条")
    await wecom.advance(timedelta(hours=1))
    await expect(wang.locator(".allowance")).to_have_text("窗口已关")


@pytest_asyncio.fixture(loop_scope="session")
async def site(wecom: Emulator, wechat: WeChat) -> AsyncIterator[str]:
    """That asks WeChat, where there is one, and greets whoever it is once more when it knows them."""
    application = web.Application()
    runner = web.AppRunner(application)
    application.router.add_get("/t/1", _greeting(wecom, wechat))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    wechat.account.trusted_domain = f"127.0.0.1:{runner.addresses[0][1]}"
    yield f"http://{wechat.account.trusted_domain}/t/1"
    await runner.cleanup()


async def test_a_template_message_opens_its_page_on_the_phone_and_the_page_knows_whose_it_is(
    customers: Page, wechat: WeChat, site: str
):
    await wechat.template(url=site)
    wang = phone_of(customers, "王女士")
    card = wang.get_by_role("article", name="维修进度通知")
    await expect(card.locator("dd")).to_have_text(
        ["WX-20261127-001", "厨房水管漏水", "正在维修", "2026年11月27日 14:30", "王工已到场"]
    )
    await card.click()
    opened = wang.get_by_role("dialog", name="手机里的网页")
    await expect(opened.frame_locator("iframe").locator("body")).to_have_text(f"您好 {wechat.openid}")
    await opened.get_by_role("button", name="关闭网页").click()
    await expect(opened).to_have_count(0)
    await card.click()
    await expect(opened.frame_locator("iframe").locator("body")).to_have_text("又见面了")


async def test_a_link_that_was_forwarded_is_opened_by_whose_phone_it_is_then(
    customers: Page, wecom: Emulator, wechat: WeChat, site: str
):
    """Each phone has cookies of its own, and in a text message nobody asks WeChat."""
    chen = wecom.world.wechat.customer("陈先生").openid
    for openid, kind, body in (
        (wechat.openid, "text", {"content": site}),
        (chen, "text", {"content": site}),
        (chen, "sms", {"sign": "安居物业", "text": site}),
    ):
        wecom.world.wechat.shows(openid, kind, body)
    await customers.get_by_role("navigation", name="扮演谁").get_by_role("button", name="陈先生").click()
    for name, greeting in (("王女士", f"您好 {wechat.openid}"), ("陈先生", f"您好 {chen}")):
        phone = phone_of(customers, name)
        await phone.locator(".bubble:visible a").click()
        await expect(phone.frame_locator("iframe").locator("body")).to_have_text(greeting)
        await expect(phone.locator(".phone-page-name")).to_contain_text("微信 · 127.0.0.1")
        await phone.get_by_role("button", name="关闭网页").click()
    phone = phone_of(customers, "陈先生")
    await phone.get_by_role("tab", name="短信").click()
    await phone.locator(".bubble:visible a").click()
    await expect(phone.locator(".phone-page-name")).to_contain_text("浏览器 · 127.0.0.1")
    await expect(phone.frame_locator("iframe").locator("body")).to_have_text("请问您是哪位")


def _greeting(wecom: Emulator, wechat: WeChat):
    async def page(request: web.Request) -> web.Response:
        account = wechat.account
        if "known" in request.cookies:
            return _said("又见面了")
        if "MicroMessenger" not in request.headers["User-Agent"]:
            return _said("请问您是哪位")
        if "code" not in request.query:
            login = f"{wecom.url}/connect/oauth2/authorize?appid={account.appid}"
            raise web.HTTPFound(f"{login}&redirect_uri={request.url}&response_type=code&scope=snsapi_base")
        query = {"appid": account.appid, "secret": account.secret, "grant_type": "authorization_code"}
        async with ClientSession() as session:
            asked = query | {"code": request.query["code"]}
            async with session.get(f"{wecom.url}/sns/oauth2/access_token", params=asked) as answer:
                openid = (await answer.json())["openid"]
        response = _said(f"您好 {openid}")
        response.set_cookie("known", "1")
        return response

    return page


def _said(words: str) -> web.Response:
    return web.Response(text=f"<body>{words}</body>", content_type="text/html")


async def test_a_template_without_a_page_cannot_be_opened(customers: Page, wechat: WeChat):
    await wechat.template()
    card = phone_of(customers, "王女士").get_by_role("article", name="维修进度通知")
    await expect(card).not_to_contain_text("查看详情")


async def test_a_text_message_is_a_thread_of_its_own(customers: Page, wecom: Emulator, wechat: WeChat):
    wecom.world.wechat.shows(wechat.openid, "sms", {"sign": "安居物业", "text": "验证码 4711"})
    wang = phone_of(customers, "王女士")
    await expect(wang.locator(".bubble:visible")).to_have_count(0)
    tab = wang.get_by_role("tab", name="短信")
    await expect(tab.locator(".badge")).to_have_text("1")
    await tab.click()
    await expect(wang.locator(".bubble:visible")).to_have_text("【安居物业】验证码 4711")
    await expect(tab.locator(".badge")).to_have_count(0)
    await expect(wang.get_by_role("textbox")).to_be_hidden()


async def test_whoever_does_not_follow_scans_a_code_and_does(customers: Page, account_bot: WeChatBot):
    await customers.get_by_role("navigation", name="扮演谁").get_by_role("button", name="林女士").click()
    lin = phone_of(customers, "林女士")
    await expect(lin.get_by_role("textbox")).to_be_hidden()
    await lin.get_by_role("button", name="扫一扫").click()
    await customers.get_by_role("menuitem", name="12 楼西侧空调机").click()
    await expect(lin.get_by_role("textbox")).to_be_visible()
    await expect(lin.locator(".allowance")).to_contain_text("内剩 3 条")
    assert account_bot.received[0].findtext("EventKey") == "qrscene_device:AC-12-0604"
    await lin.get_by_role("button", name="公众号设置").click()
    await customers.get_by_role("menuitem", name="取消关注").click()
    await expect(lin.locator(".allowance")).to_have_text("未关注")


async def test_the_accounts_menu_and_a_menu_message_are_pressed(
    customers: Page, wecom: Emulator, account_bot: WeChatBot, wechat: WeChat
):
    more = {"name": "更多", "sub_button": [{"type": "click", "name": "联系物业", "key": "call"}]}
    await wechat.post("menu/create", {"button": [{"type": "click", "name": "我要报修", "key": "report"}, more]})
    menu = phone_of(customers, "王女士").get_by_role("navigation", name="公众号菜单")
    await menu.get_by_role("button", name="我要报修").click()
    await menu.get_by_role("button", name="更多").click()
    await customers.get_by_role("menuitem", name="联系物业").click()
    await until(wecom, lambda: len(account_bot.received) == 2)
    assert {each.findtext("EventKey") for each in account_bot.received} == {"report", "call"}
    rows = [{"id": "1", "content": "已解决"}, {"id": "2", "content": "需返工"}]
    await wechat.send("msgmenu", {"head_content": "修好了吗？", "list": rows, "tail_content": ""})
    await phone_of(customers, "王女士").get_by_role("button", name="需返工").click()
    await until(wecom, lambda: len(account_bot.received) == 3)
    assert account_bot.received[2].findtext("bizmsgmenuid") == "2"


async def test_a_picture_a_place_and_spoken_words_are_sent(customers: Page, wecom: Emulator, account_bot: WeChatBot):
    wang = phone_of(customers, "王女士")
    choices = [("图片", "示例：漏水的水管"), ("位置", "栖霞雅苑 7 幢"), ("语音", "“还没好，又开始漏了”")]
    for sent, (tool, choice) in enumerate(choices):
        await wang.get_by_role("button", name=tool, exact=True).click()
        await customers.get_by_role("menuitem", name=choice).click()
        await until(wecom, lambda sent=sent: len(account_bot.received) > sent)
    kinds = [each.findtext("MsgType") for each in account_bot.received]
    assert kinds == ["image", "location", "voice"]
    assert account_bot.received[2].findtext("Recognition") == "还没好，又开始漏了"
    await expect(wang.locator(".photo-image")).to_be_visible()


async def test_on_a_phone_a_customer_fits(window: Window, wecom: Emulator, account_bot: WeChatBot, wechat: WeChat):
    await wechat.template({"thing2": "很长" * 10}, url="https://example.com/" + "very-long/" * 20)
    assert account_bot.url
    async with window.showing(wecom.url, PHONE) as page:
        await expect(page.locator("section.chat")).to_have_count(1)
        await expect(phone_of(page, "王女士").get_by_role("article")).to_be_visible()
        await nothing_sticks_out(page)


async def test_the_log_says_who_spoke_and_why_it_was_refused(customers: Page, wechat: WeChat):
    await wechat.says("在吗")
    line = customers.get_by_role("complementary", name="通信日志").locator("details").last
    await expect(line).to_contain_text("机器人微信")
    await expect(line).to_contain_text("发客服消息，给王女士")
    await expect(line.locator(".pill")).to_have_attribute("title", "窗口已关：客户 48 小时内没有互动，改用模板消息")


async def test_a_member_adds_a_customer_and_either_can_delete_the_other(customers: Page, bot: Bot, wecom: Emulator):
    wang, li = phone_of(customers, "王女士"), chat(customers, "李静")
    about = wang.locator(".chat-who span")
    await expect(about).to_have_text("13800001111 · 锦绣花园业主")
    for deletes in ("李静", "王女士"):
        await li.get_by_role("button", name="客户", exact=True).click()
        await customers.get_by_role("menuitem", name="加王女士为联系人").click()
        await expect(about).to_have_text("13800001111 · 李静加了企业微信 · 锦绣花园业主")
        if deletes == "李静":
            await li.get_by_role("button", name="客户", exact=True).click()
            await customers.get_by_role("menuitem", name="删除王女士").click()
        else:
            await wang.get_by_role("button", name="公众号设置").click()
            await customers.get_by_role("menuitem", name="删除企业微信联系人：李静").click()
        await expect(about).to_have_text("13800001111 · 锦绣花园业主")
    await received(wecom, bot, 4)
    told = [each.findtext("ChangeType") for each in bot.received]
    assert told == ["add_external_contact", "del_external_contact", "add_external_contact", "del_follow_user"]
