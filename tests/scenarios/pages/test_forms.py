"""What a customer does on the page reaches the people who work for them, once, and only while it makes sense."""

from __future__ import annotations

import asyncio
import html
import io
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import aiohttp
from PIL import Image

from handlers.pages import UPLOADED
from storage.unit_of_work import UnitOfWork
from tests.scenarios.pages.conftest import Held, give_link
from tickets.customers import Joined


async def test_the_customer_urges_and_whoever_presses_again_is_not_passed_on_again(held: Held) -> None:
    await held.open()
    await held.claimed()
    assert "已经催了" in await (await held.post("urge")).text()
    await held.desk.wang.hears("1120-1", "客户在催")
    await held.desk.li.hears("1120-1", "客户在催")

    assert "已经催了" in await (await held.post("urge")).text()
    await held.desk.settles()


async def test_a_form_that_is_sent_twice_counts_once(held: Held) -> None:
    await held.open()
    await held.claimed()
    mark = await held.mark()
    for _ in range(2):
        await held.post("add_words", mark=mark, words="门口有狗，\0来之前打电话")
    await held.desk.wang.hears("门口有狗，来之前打电话")
    await held.desk.li.hears("门口有狗")
    await held.desk.settles()


async def test_another_time_is_put_down_and_told_and_a_time_that_is_past_is_not(held: Held) -> None:
    await held.open()
    await held.claimed()
    assert "将来的时间" in await (await held.post("change_time", time="2026-11-19T10:00")).text()
    assert "将来的时间" in await (await held.post("change_time", time="whenever")).text()

    changed = await (await held.post("change_time", time="2026-11-21T10:00")).text()
    assert "11-21 10:00" in changed
    await held.desk.wang.hears("11-21 10:00")
    await held.desk.li.hears("11-21 10:00")
    await held.desk.wang.sees_card_change(held.cards.wang, "11-21 10:00")
    await held.desk.li.sees_card("1120-1 王工 已接单", "11-21 10:00")


async def test_a_photo_is_kept_without_the_place_where_it_was_taken(held: Held) -> None:
    await held.open()
    await held.claimed()
    answer = await _send_picture(held, _photo(with_place=True))
    assert "<img" in await answer.text()
    await held.desk.settles()
    await held.desk.passes(seconds=5)
    await held.desk.wang.hears("1120-1", "图片")
    await held.desk.wang.hears("[image 1120-1-1.jpg]")
    await held.desk.li.hears("1120-1", "图片")

    address = (await held.text()).split('<img src="', 1)[1].split('"', 1)[0]
    async with held.session.get(held.desk.url + address) as picture:
        assert picture.content_type == "image/jpeg"
        assert not Image.open(io.BytesIO(await picture.read())).getexif()


async def test_while_files_cannot_be_kept_the_customer_is_asked_to_try_again(
    held: Held, allow_errors: Callable[..., None]
) -> None:
    allow_errors("page failed: the database or a file cannot be used")
    await held.open()
    (Path(held.desk.works.settings.files.url) / "demo").touch()
    answer = await _send_picture(held, _photo(with_place=False))
    assert answer.status == 503
    assert "系统忙" in await answer.text()


async def test_what_is_no_picture_is_refused_with_a_word(held: Held) -> None:
    await held.open()
    assert "打不开" in await (await _send_picture(held, b"<script>alert(1)</script>")).text()
    assert "打不开" in await (await _send_picture(held, _bomb())).text()
    assert "太大" in await (await _send_picture(held, b"\xff\xd8" + bytes(11 * 2**20))).text()


async def test_of_one_link_one_picture_is_taken_at_a_time(held: Held) -> None:
    await held.open()
    mark, begun, goes_on = await held.mark(), asyncio.Event(), asyncio.Event()

    async def slowly():
        yield b"--x\r\n"
        begun.set()
        await goes_on.wait()
        yield b"--x--\r\n"

    kind = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": "12"}
    first = asyncio.create_task(held.session.post(held.link + "/add_picture", data=slowly(), headers=kind))
    await begun.wait()
    await asyncio.sleep(0.5)  # until it has arrived
    assert "太频繁" in await (await _send_picture(held, b"no picture", mark)).text()
    goes_on.set()
    assert "页面过期了" in await (await first).text()
    assert "打不开" in await (await _send_picture(held, b"no picture", mark)).text()


async def test_what_is_no_picture_is_looked_at_forty_times_an_hour_and_no_more(held: Held) -> None:
    await held.open()

    def sent(uow: UnitOfWork) -> None:
        for _ in range(40):
            uow.attempts.add(UPLOADED, held.link.rpartition(".")[2], held.desk.clock.now())

    await held.desk.works.writer.run("demo", sent)
    assert "太频繁" in await (await _send_picture(held, _bomb())).text()


async def test_what_was_typed_in_a_form_that_is_refused_stands_there_still(held: Held) -> None:
    await held.open()
    await held.claimed()
    text = await (await held.post("add_words", mark="forged", words="门禁<密码>8888")).text()
    assert "页面过期了" in text
    assert "required>门禁&lt;密码&gt;8888</textarea>" in text
    assert 'value="自己好了"' in await (await held.post("cancel", mark="forged", words="自己好了")).text()
    assert 'value="2026-11-19T10:00"' in await (await held.post("change_time", time="2026-11-19T10:00")).text()
    await held.pressed("到场", "到场")
    stale = await held.mark()
    await held.pressed("完工", "完工")
    await held.desk.wang.hears("已完工，辛苦了")
    await held.desk.li.sees_card("1120-1 王工 已完工")
    text = await (await held.post("accept", mark="forged", stars="4", words="师傅很好")).text()
    assert 'value="4" checked' in text
    assert ">师傅很好</textarea>" in text
    text = await (await held.post("add_words", mark=stale, words="顺便看看窗户")).text()
    assert "现在做不了这一步" in text
    assert '<q class="typed">顺便看看窗户</q>' in text


async def test_what_was_typed_while_a_phone_became_known_is_carried_along_until_it_can_be_sent(held: Held) -> None:
    await held.claimed()
    mark = await held.mark()
    words = "门禁<坏了>\n请从后门进来"
    asked = await (await held.post("add_words", mark=mark, words=words)).text()
    assert "还没有发出" in asked
    assert '<q class="typed">门禁&lt;坏了&gt;' in asked
    carried = {name: value for name, value in hidden_in(asked).items() if name != "form"}
    assert carried == {"act": "add_words", "words": words}
    wrong = await (await held.post("open", digits="0000", **carried)).text()
    assert "对不上" in wrong
    assert hidden_in(wrong)["words"] == words
    opened = await (await held.post("open", digits="1111", **carried)).text()
    assert "还没有发出" in opened
    assert "required>门禁&lt;坏了&gt;\n请从后门进来</textarea>" in opened
    assert "已经转给师傅" in await (await held.post("add_words", words=words)).text()
    await held.desk.wang.hears("请从后门进来")
    await held.desk.li.hears("请从后门进来")


def hidden_in(text: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', text)
    return {name: html.unescape(value) for name, value in fields}


async def test_the_customer_calls_it_off_before_anybody_works_on_it(held: Held) -> None:
    await held.open()
    await held.claimed()
    stale = await held.mark()
    assert "<h1>已取消</h1>" in await (await held.post("cancel", words="自己好了")).text()
    await held.desk.wang.hears("1120-1", "取消", "自己好了")
    await held.desk.wang.sees_card_change(held.cards.wang, "取消")
    await held.desk.li.hears("1120-1", "取消")
    assert "现在做不了这一步" in await (await held.post("cancel", mark=stale)).text()


async def test_once_whoever_mends_it_is_there_the_page_offers_neither_to_call_it_off_nor_to_move_it(held: Held) -> None:
    await held.open()
    await held.claimed()
    mark = await held.mark()
    await held.pressed("到场", "到场")
    text = await held.text()
    assert "催一下" in text
    assert "不用修了" not in text
    assert "改时间" not in text
    assert "现在做不了这一步" in await (await held.post("cancel", mark=mark)).text()
    await held.desk.wang.says("1120-1 等配件 11-23 上午")
    await held.desk.wang.hears("1120-1")
    await held.desk.wang.sees_card_change(held.cards.wang, "等配件")
    await held.desk.li.hears("等配件")
    waiting = await held.text()
    assert "不用修了" in waiting
    assert "改时间" in waiting


async def test_as_long_as_nobody_has_it_nothing_is_said_to_have_gone_to_a_technician(held: Held) -> None:
    await held.open()
    assert "已经转告负责的同事" in await (await held.post("add_words", words="门口有狗")).text()
    await held.desk.li.hears("门口有狗")
    await held.desk.sun.hears("门口有狗")
    await held.claimed()
    assert "已经转给师傅" in await (await held.post("add_words", words="门禁坏了")).text()
    await held.desk.wang.hears("门禁坏了")
    await held.desk.li.hears("门禁坏了")


async def test_nothing_is_done_for_another_site_for_an_old_form_or_for_who_does_not_know_the_phone(held: Held) -> None:
    mark = await held.mark()
    assert "电话后四位" in await (await held.post("cancel", mark=mark)).text()
    await held.open()
    assert "页面过期了" in await (await held.post("cancel", mark="forged")).text()

    old = await held.mark()
    await held.desk.wecom.pass_through(held.desk.clock.now() + timedelta(minutes=20))
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    async with held.session.post(held.link + "/cancel", data={"form": old}, headers=elsewhere) as refused:
        assert refused.status == 403
    async with held.session.post(
        held.link + "/cancel", data={"form": old}, headers={"Origin": "https://evil.example"}
    ) as refused:
        assert refused.status == 403
    assert "正在为您安排师傅" in await held.text()


async def test_a_link_that_was_taken_back_shows_nothing(held: Held) -> None:
    await held.open()
    await held.desk.works.writer.run("demo", lambda uow: uow.page_links.revoke(held.ticket_id, held.desk.clock.now()))
    gone = await held.get()
    assert gone.status == 404
    text = await gone.text()
    assert "已经失效" in text
    assert "钱江新城" not in text
    assert (await held.post("cancel", mark="x")).status == 404
    assert (await held.get("/live")).status == 403


async def test_whoever_reported_the_same_matter_later_neither_calls_it_off_nor_puts_it_off(held: Held) -> None:
    give = partial(give_link, held.desk, held.ticket_id, phone="13900002222", how=Joined.LINKED)
    held.link, neighbour = await held.desk.works.writer.run("demo", give)
    await held.post("open", digits="2222")
    text = await held.text()
    assert "收到您的报修" in text
    assert "催一下" in text
    assert "不用修了" not in text
    assert "改时间" not in text
    assert "现在做不了这一步" in await (await held.post("cancel")).text()

    mark = await held.mark()
    now = held.desk.clock.now()
    await held.desk.works.writer.run("demo", lambda uow: uow.customers.unsubscribe(held.ticket_id, neighbour, now))
    assert (await held.get()).status == 404
    assert (await held.post("urge", mark=mark)).status == 404
    assert (await held.get("/live")).status == 403


async def test_whoever_reported_the_same_matter_later_may_say_that_it_is_not_solved_and_not_that_it_is(
    held: Held,
) -> None:
    await held.claimed()
    await held.pressed("到场", "到场")
    await held.pressed("完工", "完工")
    await held.desk.wang.hears("1120-1 已完工")
    await held.desk.li.sees_card("1120-1", "已完工", "客户说好了")
    await held.open()
    assert "已解决" in await held.text()

    give = partial(give_link, held.desk, held.ticket_id, phone="13900002222", how=Joined.LINKED)
    held.link, _ = await held.desk.works.writer.run("demo", give)
    await held.post("open", digits="2222")
    text = await held.text()
    assert "还没好" in text
    assert "已解决" not in text


async def test_twenty_words_an_hour_are_passed_on_and_no_more(held: Held) -> None:
    await held.open()
    await held.claimed()
    for number in range(20):
        await held.post("add_words", words=f"第{number}句")
        await held.desk.wang.hears(f"第{number}句")
        await held.desk.li.hears(f"第{number}句")
    assert "太频繁" in await (await held.post("add_words", words="再来一句")).text()
    assert "太频繁" in await (await held.post("urge")).text()
    await held.desk.settles()


async def test_a_forms_address_that_is_loaded_again_leads_back_to_the_page(held: Held) -> None:
    await held.open()
    again = await held.get("/add_words")
    assert str(again.url) == held.link


async def _send_picture(held: Held, content: bytes, mark: str | None = None) -> aiohttp.ClientResponse:
    form = aiohttp.FormData()
    form.add_field("form", mark or await held.mark())
    form.add_field("picture", io.BytesIO(content), filename="a.jpg", content_type="image/jpeg")
    return await held.session.post(held.link + "/add_picture", data=form)


def _photo(*, with_place: bool) -> bytes:
    image = Image.new("RGB", (800, 600), "green")
    exif = image.getexif()
    if with_place:
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x010F] = "a camera"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()
