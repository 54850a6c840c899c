"""Pictures, voices, places and links: kept, and part of the matter."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_claimed_ticket, a_draft, a_ticket, claimed, submitted

OTHER_REPORT = "滨江花园5幢302马桶堵了，13700003333"


def a_photo(size: tuple[int, int] = (1200, 900)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "steelblue").save(out, "JPEG")
    return out.getvalue()


async def kept(desk: Desk, attachment_id: int = 1):
    """Our own copy of it."""
    await desk.settles()
    with desk.reading() as uow:
        attachment = uow.attachments.get(attachment_id)
    assert attachment is not None
    return attachment


async def test_a_picture_is_part_of_the_draft_and_copied_at_once_with_a_thumbnail(desk: Desk) -> None:
    photo = a_photo()
    await desk.li.says("钱江新城3幢2单元501厨房水管漏水，13800001111")
    await desk.li.sends_image(photo)
    await desk.passes(seconds=2)
    card = await desk.li.sees_card("厨房水管漏水", "图片 1 张")

    copy = await kept(desk)
    folder = Path(desk.works.settings.files.url)
    assert (folder / str(copy.file)).read_bytes() == photo
    with Image.open(folder / str(copy.thumbnail)) as small:
        assert small.size == (480, 360)

    cards = await submitted(desk, card)
    assert "图片 1 张" in cards.wang.text
    assert (await kept(desk)).ticket_id == 1


async def test_a_picture_that_is_none_is_kept_without_thumbnail(desk: Desk) -> None:
    await desk.li.says("钱江新城3幢2单元501厨房水管漏水，13800001111")
    await desk.li.sends_image(b"\xff\xd8\xff\xe0 broken", "photo.jpg")
    await desk.passes(seconds=2)
    await desk.li.sees_card("图片 1 张")
    copy = await kept(desk)
    assert copy.file is not None
    assert copy.thumbnail is None


async def test_while_files_cannot_be_kept_a_picture_waits_and_that_is_no_bug(desk: Desk) -> None:
    in_the_way = Path(desk.works.settings.files.url) / "demo"
    in_the_way.touch()
    await desk.li.says("钱江新城3幢2单元501厨房水管漏水，13800001111")
    await desk.li.sends_image(a_photo())
    await desk.passes(seconds=2)
    await desk.li.sees_card("图片 1 张")
    assert (await kept(desk)).file is None
    in_the_way.unlink()
    await desk.passes(minutes=2)
    assert (await kept(desk)).file is not None


async def test_pictures_first_and_words_later_are_one_draft(desk: Desk) -> None:
    for _ in range(3):
        await desk.li.sends_image(a_photo((60, 40)))
    await desk.passes(seconds=3)
    await desk.li.says("钱江新城3幢2单元501厨房水管漏水，13800001111")
    await desk.passes(seconds=2)
    await desk.li.sees_card("厨房水管漏水", "图片 3 张")


async def test_a_picture_that_comes_later_is_told_as_added(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.passes(minutes=2)
    await desk.li.sends_image(a_photo((60, 40)))
    await desk.li.hears("已记进草稿：图片 1 张。可以提交了。")
    await desk.passes(seconds=2)
    await desk.li.sees_card_change(card, "图片 1 张")


async def test_a_picture_without_a_word_is_asked_about_once(desk: Desk) -> None:
    await desk.li.sends_image(a_photo((60, 40)))
    await desk.passes(seconds=15)
    await desk.li.hears("收到，再说一下哪里、什么问题")
    await desk.passes(minutes=1)
    await desk.li.says("厨房水管漏水")
    await desk.li.hears("已记进草稿：故障 厨房水管漏水", "还差一项")
    await desk.li.sees_card("厨房水管漏水", "图片 1 张")


async def test_an_answer_in_any_words_is_the_fault(desk: Desk) -> None:
    await desk.li.sends_image(a_photo((60, 40)))
    await desk.passes(seconds=15)
    await desk.li.hears("收到，再说一下哪里、什么问题")
    await desk.li.says("跟上次一样")
    await desk.li.hears("故障 跟上次一样")
    await desk.li.sees_card("故障：跟上次一样")


async def test_a_voice_is_kept_and_asked_about(desk: Desk) -> None:
    await desk.li.sends_voice(b"#!AMR\n" + bytes(64))
    await desk.passes(seconds=15)
    await desk.li.hears("收到，再说一下哪里、什么问题")
    copy = await kept(desk)
    assert copy.file is not None
    assert copy.kind == "voice"


async def test_a_place_on_the_map_is_the_address_and_the_words_name_the_door(desk: Desk) -> None:
    await desk.li.sends_location(30.25, 120.21, "杭州市上城区钱江新城")
    await desk.li.says("3幢2单元501厨房水管漏水，13800001111")
    await desk.passes(seconds=2)
    await desk.li.sees_card("杭州市上城区钱江新城 3幢2单元501", "厨房水管漏水")
    with desk.reading() as uow:
        (place, _) = uow.messages.of_draft(1)
    assert place.data == {"latitude": 30.25, "longitude": 120.21}


async def test_a_place_without_a_name_is_kept_and_asked_about(desk: Desk) -> None:
    await desk.li.sends_location(30.25, 120.21, "")
    await desk.passes(seconds=15)
    await desk.li.hears("收到，再说一下哪里、什么问题")


async def test_a_link_is_read_like_a_message(desk: Desk) -> None:
    await desk.li.sends_link("报修：钱江新城3幢2单元501厨房水管漏水", "https://example.com/1", "电话 13800001111")
    await desk.passes(seconds=2)
    await desk.li.sees_card("厨房水管漏水", "13800001111")


async def test_a_picture_after_the_submission_belongs_to_the_ticket(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.passes(seconds=30)
    for _ in range(3):
        await desk.li.sends_image(a_photo((60, 40)))
    await desk.passes(seconds=2)
    await desk.li.hears("收到，已记到工单 1120-1")
    await desk.sun.hears("1120-1 李静 发来了图片")
    assert (await kept(desk, 3)).ticket_id == 1


async def test_pictures_after_the_number_belong_to_the_ticket(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(hours=1)
    await desk.li.says("1120-1 客户发来的照片")
    await desk.li.hears("已记到工单 1120-1")
    await desk.wang.hears("李静 补充：客户发来的照片")
    await desk.li.sends_image(a_photo((60, 40)))
    await desk.passes(seconds=2)
    await desk.li.hears("收到，已记到工单 1120-1")
    await desk.wang.hears("1120-1 李静 发来了图片")
    await desk.wang.hears("[image 1120-1-1.jpg]")


async def test_pictures_before_the_number_belong_to_the_ticket(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(hours=1)
    await desk.li.sends_image(a_photo((60, 40)))
    await desk.li.says("1120-1")
    await desk.li.hears("已记到工单 1120-1")
    await desk.passes(minutes=2)
    await desk.wang.hears("1120-1 李静 发来了图片")
    await desk.wang.hears("[image 1120-1-1.jpg]")
    assert (await kept(desk)).ticket_id == 1
    with desk.reading() as uow:
        assert uow.reports.open_drafts() == 0


async def test_a_technicians_pictures_belong_to_the_job_in_hand(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(hours=1)
    for _ in range(3):
        await desk.wang.sends_image(a_photo((60, 40)))
    await desk.passes(seconds=2)
    await desk.wang.hears("收到，已记到工单 1120-1")
    await desk.li.hears("1120-1 王工 发来了图片")


async def test_a_technician_with_two_jobs_is_asked_which_one_the_picture_shows(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await claimed(desk, await a_ticket(desk, OTHER_REPORT, "1120-2"), "1120-2")
    await desk.passes(hours=1)
    await desk.wang.sends_image(a_photo((60, 40)))
    await desk.passes(seconds=15)
    await desk.wang.hears("照片收到。是哪张工单的？", "1120-2、1120-1")
    await desk.wang.says("1120-1")
    await desk.wang.hears("已记到工单 1120-1")
    await desk.passes(seconds=2)
    await desk.li.hears("1120-1 王工 发来了图片")


async def test_a_picture_minutes_after_the_card_lands_in_the_draft(desk: Desk) -> None:
    card = await a_draft(desk)
    await desk.passes(minutes=5)
    await desk.li.sends_image(a_photo((60, 40)))
    await desk.li.hears("已记进草稿", "可以提交了")
    await desk.li.sees_card_change(card, "图片 1 张")
