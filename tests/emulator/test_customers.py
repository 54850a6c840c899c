"""The language of customers, told on a repair: what they do, what they expect, what nobody expected."""

from __future__ import annotations

from collections.abc import AsyncIterator
from xml.etree.ElementTree import Element

import pytest
from aiohttp import web

from emulator.actions import NotPossible
from emulator.conversation import Sender
from emulator.server import Emulator
from tests.emulator.wechat import WeChat, WeChatBot

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


async def test_a_repair_is_reported_followed_and_accepted(wecom: Emulator, account_bot: WeChatBot, wechat: WeChat):
    async def answer(message: Element) -> str:
        if message.findtext("MsgType") != "text":
            return ""
        return account_bot.says(wechat.openid, f"收到：{message.findtext('Content')}")

    account_bot.answer = answer
    wecom.switches.wechat_template_reports_after = 0
    wang = wecom.customer("王女士")
    await wang.scans("site:jinxiu-3-1204")
    await wang.says("厨房漏水")
    assert await wang.sees_text("厨房") == "收到：厨房漏水"
    await wang.sends_picture(PNG)
    await wechat.template(url="https://example.com/t/1")
    template = await wang.sees_template("维修进度", "正在维修")
    assert (template.fields["报修内容"], template.url) == ("厨房水管漏水", "https://example.com/t/1")
    rows = [{"id": "1", "content": "已解决"}, {"id": "2", "content": "需返工"}]
    await wechat.send("msgmenu", {"head_content": "修好了吗？", "list": rows, "tail_content": ""})
    await wang.sees_text("修好了吗")
    await wang.chooses("已解决")
    await wang.sees_text("已解决")
    wang.hears_nothing_more()
    wecom.assert_nothing_unexpected()


async def test_a_message_no_customer_expected_fails_the_scenario(wecom: Emulator, wechat: WeChat):
    wecom.customer_actions.says("王女士", "在吗")
    await wechat.says("多余的话")
    with pytest.raises(AssertionError, match="王女士 收到：多余的话"):
        wecom.assert_nothing_unexpected()
    with pytest.raises(AssertionError, match="多余的话"):
        wecom.customer("王女士").hears_nothing_more()
    await wecom.customer("13800001111").sees_text("多余")
    wecom.assert_nothing_unexpected()


async def test_a_text_message_is_no_message_of_the_account(wecom: Emulator):
    wang = wecom.customer("王女士")
    wecom.world.wechat.shows(wang.openid, "sms", {"sign": "安居物业", "text": "验证码 4711"})
    wecom.people.patience = wang._eyes._patience = 0.05
    with pytest.raises(AssertionError, match=r"王女士 没有听到 验证码。对话是：\n  < 【安居物业】验证码 4711"):
        await wang.sees_text("验证码")
    assert await wang.sees_sms("4711") == "【安居物业】验证码 4711"


async def test_what_cannot_be_done(wecom: Emulator):
    lin = wecom.customer("林女士")
    with pytest.raises(NotPossible, match="没有关注"):
        await lin.says("在吗")
    with pytest.raises(NotPossible, match="没有 nowhere"):
        await lin.scans("nowhere")
    await lin.follows()
    with pytest.raises(NotPossible, match="已经关注"):
        await lin.follows()
    with pytest.raises(KeyError):
        wecom.customer("谁")


@pytest.fixture
async def site(wecom: Emulator, wechat: WeChat) -> AsyncIterator[str]:
    """A page that logs people in through WeChat, silently, and greets them by their openid."""

    async def page(request: web.Request) -> web.Response:
        query = {"appid": wechat.account.appid, "secret": wechat.account.secret, "grant_type": "authorization_code"}
        if "code" in request.query:
            query["code"] = request.query["code"]
            answer = await wechat.call("GET", "/sns/oauth2/access_token", params=query)
            response = web.Response(text=f"您好 {answer['openid']}")
            response.set_cookie("visited", "1")
            return response
        if "visited" in request.cookies:
            return web.Response(text="又见面了")
        login = f"{wecom.url}/connect/oauth2/authorize?appid={wechat.account.appid}"
        raise web.HTTPFound(f"{login}&redirect_uri={request.url}&response_type=code&scope=snsapi_base")

    application = web.Application()
    application.router.add_get("/t/1", page)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host = f"127.0.0.1:{runner.addresses[0][1]}"
    wechat.account.trusted_domain = host
    yield f"http://{host}/t/1"
    await runner.cleanup()


async def test_a_link_is_opened_on_the_customers_own_phone(wecom: Emulator, site: str):
    wang, chen = wecom.customer("王女士"), wecom.customer("陈先生")
    assert (await wang.opens(site)).text == f"您好 {wang.openid}"
    assert (await wang.opens(site)).text == "又见面了"
    assert (await chen.opens(site)).text == f"您好 {chen.openid}"


async def test_the_account_out_of_order_is_news_too(wecom: Emulator, account_bot: WeChatBot):
    async def broken(_: Element) -> web.Response:
        return web.Response(text="oops")

    account_bot.answer = broken
    wang = wecom.customer("王女士")
    await wang.says("在吗")
    await wang.sees_notice("暂时无法提供服务")
    wecom.people.expect_problem("被动回复无效")
    wecom.assert_nothing_unexpected()
    entries = wecom.world.wechat.conversation(wang.openid)
    assert [entry.sender for entry in entries] == [Sender.MEMBER, Sender.APP]
