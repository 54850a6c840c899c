"""What customers and the front desk send along reaches whoever goes there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from emulator.directory import Member
from emulator.staff import demo_members
from emulator.stores.media import LIFETIME
from storage.schema import attachment
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import REPORT, Cards, a_claimed_ticket, a_ticket, claimed, submitted
from tests.scenarios.test_media import a_photo


@pytest.fixture
def members() -> list[Member]:
    return [*demo_members(), Member(userid="chenjie", name="陈姐", departments=[2])]


PHOTO = a_photo((60, 40))
VOICE = b"#!AMR\n" + bytes(64)


async def a_ticket_with_a_picture(desk: Desk) -> Cards:
    await desk.li.says(REPORT)
    await desk.li.sends_image(PHOTO)
    await desk.passes(seconds=2)
    return await submitted(desk, await desk.li.sees_card("图片 1 张"))


async def test_whoever_claims_gets_the_pictures(desk: Desk) -> None:
    cards = await a_ticket_with_a_picture(desk)
    await claimed(desk, cards)
    await desk.wang.hears("[image 1120-1-1.jpg]")
    assert "看照片" in cards.wang.buttons
    (sent,) = [entry for entry in desk.wecom.world.conversation("wanggong") if entry.kind == "image"]
    media = desk.wecom.world.media.find(sent.body["media_id"])
    assert media is not None
    assert media.data == PHOTO


async def test_before_claiming_a_press_shows_them(desk: Desk) -> None:
    cards = await a_ticket_with_a_picture(desk)
    assert cards.zhao.buttons == ["接单", "接不了…", "看照片", "为什么给我"]
    await cards.zhao.press("看照片")
    await desk.zhao.hears("1120-1 图片 1 张，马上发来。")
    await desk.zhao.hears("[image 1120-1-1.jpg]")


def never_fetched(desk: Desk) -> None:
    with desk.works.database.transaction() as connection:
        connection.execute(update(attachment).values(file=None))


def lost_again(desk: Desk) -> None:
    for file in Path(desk.works.settings.files.url).rglob("*.jpg"):
        file.unlink()


@pytest.mark.parametrize("happened", [never_fetched, lost_again])
async def test_at_night_too_whoever_waits_for_a_picture_hears_that_it_cannot_be_had(
    desk: Desk, happened: Callable[[Desk], None]
) -> None:
    await desk.wecom.travel_to(desk.clock.now().replace(hour=15))
    await desk.settles()
    cards = await a_ticket_with_a_picture(desk)
    happened(desk)
    await claimed(desk, cards)
    await desk.passes(seconds=2)
    await desk.wang.hears("1120-1 的图片没能取到", "请 李静 再发一次")
    await desk.passes(minutes=1)
    await desk.wang.says("照片")
    await desk.wang.hears("1120-1 图片 1 张，马上发来。")
    await desk.settles()
    await desk.passes(seconds=2)
    await desk.wang.hears("1120-1 的图片没能取到")


async def test_the_word_shows_them_again_days_later_when_wecom_has_forgotten_the_first(desk: Desk) -> None:
    cards = await claimed(desk, await a_ticket_with_a_picture(desk))
    await desk.wang.hears("[image 1120-1-1.jpg]")
    await desk.wang.says("等配件 4天后")
    await desk.wang.hears("1120-1 等配件")
    await desk.wang.sees_card_change(cards.wang, "等配件到")
    await desk.li.hears("王工 等配件")
    await desk.passes(seconds=(LIFETIME + timedelta(hours=1)).total_seconds())
    await desk.wang.says("照片")
    await desk.wang.hears("1120-1 图片 1 张")
    await desk.wang.hears("[image 1120-1-1.jpg]")


async def test_a_voice_comes_as_a_voice(desk: Desk) -> None:
    await desk.li.says(REPORT)
    await desk.li.sends_voice(VOICE)
    await desk.passes(seconds=2)
    cards = await submitted(desk, await desk.li.sees_card("报修草稿"))
    assert "语音 1 段" in cards.zhao.text
    assert "听语音" in cards.zhao.buttons
    await claimed(desk, cards)
    await desk.wang.hears("[voice 1120-1-1.amr]")


async def test_whoever_is_handed_the_job_gets_them_too_and_nobody_their_own(desk: Desk) -> None:
    cards = await claimed(desk, await a_ticket_with_a_picture(desk))
    await desk.wang.hears("[image 1120-1-1.jpg]")
    await desk.wang.sends_image(PHOTO)
    await desk.passes(seconds=2)
    await desk.wang.hears("收到，已记到工单 1120-1")
    await desk.li.hears("王工 发来了图片", "回复「1120-1 照片」，我发给您")
    await desk.wang.says("转给赵工")
    await desk.wang.hears("已转给 赵工")
    await desk.wang.sees_card_change(cards.wang, "已转给 赵工")
    await desk.zhao.hears("王工 转给您了")
    await desk.zhao.sees_card("1120-1 处理中", "图片 2 张")
    await desk.zhao.hears("[image 1120-1-1.jpg]")
    await desk.zhao.hears("[image 1120-1-2.jpg]")
    await desk.li.hears("改由 赵工 处理")
    await desk.li.sees_card("赵工 已接单")
    await desk.li.says("1120-1 照片")
    await desk.li.hears("1120-1 图片 1 张，马上发来。")
    await desk.li.hears("[image 1120-1-2.jpg]")


async def test_what_is_sent_later_is_shown_to_whoever_has_it(desk: Desk) -> None:
    await a_claimed_ticket(desk)
    await desk.passes(hours=1)
    await desk.li.says("1120-1")
    await desk.li.hears("王工 处理中")
    await desk.li.sends_image(PHOTO)
    await desk.passes(seconds=2)
    await desk.li.hears("收到，已记到工单 1120-1")
    await desk.wang.hears("1120-1 李静 发来了图片")
    await desk.wang.hears("[image 1120-1-1.jpg]")


async def test_where_there_is_none_that_is_said(desk: Desk) -> None:
    await a_ticket(desk)
    await desk.wang.says("1120-1 照片")
    await desk.wang.hears("1120-1 没有照片、语音。")


async def test_where_there_is_none_on_any_of_ones_tickets_the_word_alone_says_so_and_is_noted_nowhere(
    desk: Desk,
) -> None:
    await a_claimed_ticket(desk)
    await desk.wang.says("照片")
    await desk.wang.hears("没有照片、语音")


async def test_nobody_is_shown_what_is_none_of_theirs(desk: Desk) -> None:
    await a_ticket_with_a_picture(desk)
    chen = desk.wecom.person("chenjie")
    await chen.says("1120-1 照片")
    await chen.hears("1120-1 不归您管")


async def test_the_front_desk_sees_a_customers_picture_before_it_submits_and_the_technician_afterwards(
    desk: Desk,
) -> None:
    customer = desk.wecom.customer("王女士")
    await customer.says("3幢501厨房水管漏水，13800001111")
    await customer.sees_text("核对")
    await customer.sends_picture(PHOTO)
    await desk.passes(seconds=2)
    draft = await desk.li.sees_card("报修草稿", "客户来自微信", "图片 1 张")
    await draft.press("看照片")
    await desk.li.hears("图片 1 张，马上发来。")
    await desk.li.hears("[image draft-1.jpg]")
    cards = await submitted(desk, draft)
    await claimed(desk, cards)
    await desk.wang.hears("[image 1120-1-1.jpg]")
    await desk.passes(seconds=2)
    await customer.sees_text("1120-1")
