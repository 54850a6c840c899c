"""What a person sends reaches the bot, and is seen in the chat."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect
from yarl import URL

from emulator.server import Emulator
from tests.emulator.api import Api
from tests.emulator.bot import Bot
from tests.emulator_page.people import bubbles, chat, received, says

MARKUP = '<img src=x onerror="alert(1)"><b>粗</b> & <script>alert(2)</script>'


async def test_what_is_typed_is_seen_and_reaches_the_bot(page: Page, wecom: Emulator, bot: Bot):
    await says(page, "李静", "3 号楼漏水")
    await expect(bubbles(page, "李静")).to_have_text("3 号楼漏水")
    await received(wecom, bot, 1)
    assert bot.contents == ["3 号楼漏水"]


async def test_shift_and_enter_begin_a_new_line_of_the_same_message(page: Page, wecom: Emulator, bot: Bot):
    box = chat(page, "李静").get_by_role("textbox")
    await box.press_sequentially("张三 11-20 09:12")
    await box.press("Shift+Enter")
    await box.press_sequentially("电梯坏了")
    await box.press("Enter")
    await received(wecom, bot, 1)
    assert bot.contents == ["张三 11-20 09:12\n电梯坏了"]
    await expect(box).to_have_value("")


async def test_an_answer_in_the_callback_and_a_pushed_message_look_alike(page: Page, bot: Bot, api: Api):
    async def answer(_: Element) -> str:
        return bot.reply("lijing", "text", "<Content>被动回复</Content>")

    bot.answer = answer
    await says(page, "李静", "在吗")
    await expect(bubbles(page, "李静")).to_have_text(["在吗", "被动回复"])
    await api.send(body={"content": "主动推送"})
    lines = chat(page, "李静").locator(".line.theirs.of-text")
    await expect(lines).to_have_text(["被动回复", "主动推送"])


async def test_markup_is_shown_as_the_text_it_is(page: Page, api: Api):
    await says(page, "李静", MARKUP)
    await api.send(body={"content": MARKUP})
    await expect(bubbles(page, "李静")).to_have_text([MARKUP, MARKUP])
    assert await bubbles(page, "李静").locator("img, b, script").count() == 0


async def test_only_the_apps_own_anchors_become_links(page: Page, api: Api):
    link = '看<a href="https://example.com/t/1">进度</a>，别点<a href="javascript:alert(1)">这里</a>'
    await says(page, "李静", link)
    await api.send(body={"content": link})
    await expect(bubbles(page, "李静")).to_have_text([link, "看进度，别点这里"])
    links = bubbles(page, "李静").get_by_role("link")
    await expect(links).to_have_text(["进度"])
    await expect(links).to_have_attribute("href", "https://example.com/t/1")


async def test_a_link_of_the_app_opens_within_wecom_which_knows_who_it_is(page: Page, wecom: Emulator, api: Api):
    async with TestServer(_who(wecom)) as site:
        wecom.world.app.trusted_domain = f"127.0.0.1:{site.port}"
        await api.send(body={"content": f"打开这里：\n{site.make_url('/')}"})
        await bubbles(page, "李静").get_by_role("link").click()
        opened = chat(page, "李静").get_by_role("dialog", name="手机里的网页")
        await expect(opened.frame_locator("iframe").locator("body")).to_have_text("lijing 在企业微信里")
        await expect(opened.locator(".phone-page-name")).to_contain_text("企业微信 · 127.0.0.1")
        await opened.get_by_role("button", name="关闭网页").click()
        await expect(opened).to_have_count(0)


def _who(wecom: Emulator) -> web.Application:
    async def answer(request: web.Request) -> web.Response:
        if "code" not in request.query:
            query = {"appid": wecom.world.corp.corp_id, "redirect_uri": str(request.url), "response_type": "code"}
            raise web.HTTPFound(URL(f"{wecom.url}/connect/oauth2/authorize").with_query(query))
        login = wecom.world.logins.find(request.query["code"])
        assert login is not None
        where = "在企业微信里" if "wxwork/" in request.headers["User-Agent"] else "在外面"
        return web.Response(text=f"<body>{login.userid} {where}</body>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", answer)
    return app


async def test_a_sample_goes_out_message_by_message_with_one_tap(page: Page, wecom: Emulator, bot: Bot):
    await chat(page, "李静").get_by_role("button", name="转发").click()
    await page.get_by_role("dialog", name="转发客户消息").get_by_role("button", name="连发三条 三条消息").click()
    await expect(bubbles(page, "李静")).to_have_count(3)
    await received(wecom, bot, 3)
    assert sorted(str(content) for content in bot.contents) == sorted(await bubbles(page, "李静").all_inner_texts())


async def test_a_sample_can_be_changed_before_it_is_sent(page: Page, wecom: Emulator, bot: Bot):
    await chat(page, "李静").get_by_role("button", name="转发").click()
    await page.get_by_role("button", name="把「没留电话」放进输入框").click()
    box = chat(page, "李静").get_by_role("textbox")
    await expect(box).to_be_focused()
    await box.press("End")
    await box.press_sequentially(" 电话 13800001111")
    await box.press("Enter")
    await received(wecom, bot, 1)
    assert str(bot.contents[0]).endswith("今天来？ 电话 13800001111")


async def test_a_sample_picture_arrives_as_a_picture(page: Page, wecom: Emulator, bot: Bot):
    await chat(page, "李静").get_by_role("button", name="图片", exact=True).click()
    await page.get_by_role("menuitem", name="设备铭牌").click()
    await received(wecom, bot, 1)
    media = wecom.world.media.find(str(bot.received[0].findtext("MediaId")))
    assert media is not None
    assert (media.content_type, media.data[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    shown = bubbles(page, "李静").locator("img")
    await expect(shown).to_have_js_property("naturalWidth", 960)


async def test_a_picture_of_ones_own_is_sent_made_smaller(page: Page, wecom: Emulator, bot: Bot, tmp_path: Path):
    from PIL import Image

    Image.new("RGB", (4000, 3000), "teal").save(tmp_path / "现场.png")
    await chat(page, "李静").get_by_label("选择图片").set_input_files(tmp_path / "现场.png")
    await expect(bubbles(page, "李静").locator("img")).to_have_js_property("naturalWidth", 1600)
    await received(wecom, bot, 1)
    assert bot.received[0].findtext("MsgType") == "image"


async def test_voice_place_and_link_reach_the_bot(page: Page, wecom: Emulator, bot: Bot):
    li = chat(page, "李静")
    await li.get_by_role("button", name="语音").click()
    await received(wecom, bot, 1)
    await li.get_by_role("button", name="位置").click()
    await page.get_by_role("menuitem", name="云栖广场").click()
    await received(wecom, bot, 2)
    await li.get_by_role("button", name="链接").click()
    await page.get_by_role("menuitem", name="EG-520").click()
    await received(wecom, bot, 3)
    assert [each.findtext("MsgType") for each in bot.received] == ["voice", "location", "link"]
    voice = wecom.world.media.find(str(bot.received[0].findtext("MediaId")))
    assert voice is not None
    assert voice.data.startswith(b"#!AMR\n")
    await expect(li.locator(".bubble.place")).to_contain_text("云栖广场 B 座")


async def test_what_the_bot_never_took_has_a_red_mark_with_the_reason(page: Page, bot: Bot):
    async def answer(_: Element) -> web.Response:
        return web.Response(status=500)

    bot.answer = answer
    await says(page, "李静", "有人吗")
    mark = chat(page, "李静").get_by_role("note", name="没有送达：HTTP 500")
    await expect(mark).to_be_visible()
    assert len(bot.received) == 3
    reason = mark.locator(".red-mark-reason")
    await expect(reason).to_be_hidden()
    await mark.hover()
    await expect(reason).to_be_visible()


async def test_a_message_over_the_rate_is_told_to_have_vanished(page: Page, api: Api):
    for number in range(31):
        await api.send(body={"content": str(number)})
    await expect(chat(page, "李静")).to_contain_text("一条消息被悄悄丢弃")
    await expect(bubbles(page, "李静")).to_have_count(30)


async def test_who_reads_further_up_is_told_of_new_messages_and_not_pulled_down(page: Page, api: Api):
    for number in range(20):
        await api.send(body={"content": f"第 {number} 条"})
    talk = page.get_by_role("log", name="李静的消息")
    await expect(bubbles(page, "李静").last).to_be_in_viewport()
    await talk.hover()
    await page.mouse.wheel(0, -600)
    await expect(bubbles(page, "李静").last).not_to_be_in_viewport()
    await api.send(body={"content": "最新"})
    await expect(bubbles(page, "李静").last).not_to_be_in_viewport()
    await chat(page, "李静").get_by_role("button", name="新消息").click()
    await expect(bubbles(page, "李静").last).to_be_in_viewport()
