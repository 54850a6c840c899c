"""What people say who have not read anything: that there is no phone, two phones, a picture and not a word."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft, submitted
from tests.scenarios.test_media import a_photo

NO_PHONE = "钱江新城3幢2单元电梯门关不上"


async def test_who_says_that_there_is_no_phone_hears_how_to_go_on(desk: Desk) -> None:
    draft = await a_draft(desk, NO_PHONE)
    await draft.press("提交")
    await desk.li.hears("联系电话是多少")
    for words in ("没有电话", "客户没留电话", "不知道"):
        await desk.li.says(words)
        await desk.li.hears("电话不能空着。客户没有电话，就留您自己的号码，师傅好联系。")
    await desk.li.says("13800001111")
    await desk.li.hears("已记进草稿：电话 13800001111", "可以提交了")
    await desk.li.sees_card_change(draft, "13800001111")


async def test_the_same_is_said_of_what_the_card_says_is_missing(desk: Desk) -> None:
    draft = await a_draft(desk, NO_PHONE)
    assert "还差电话" in draft.text
    await desk.passes(minutes=2)
    await desk.li.says("没有电话")
    await desk.li.hears("电话不能空着")


async def test_a_second_phone_is_kept_and_seen_by_whoever_goes_there(desk: Desk) -> None:
    draft = await a_draft(desk, "钱江新城3幢2单元电梯门关不上，王女士13800001111，打不通就打13900002222")
    assert "13800001111 备用 13900002222" in draft.text
    cards = await submitted(desk, draft)
    assert "138****1111 备用 139****2222" in cards.wang.text
    await cards.wang.press("接单")
    await desk.wang.hears("电话：13800001111", "备用电话：13900002222")
    await desk.wang.sees_card_change(cards.wang, "13800001111 备用 13900002222")
    await desk.zhao.sees_card_change(cards.zhao, "已被 王工 接单")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "王工 已接单")


async def test_the_second_phone_can_be_told_by_its_name(desk: Desk) -> None:
    draft = await a_draft(desk)
    await desk.passes(minutes=2)
    await desk.li.says("备用电话 13900002222")
    await desk.li.hears("已改：备用电话 → 13900002222")
    await desk.li.sees_card_change(draft, "13800001111 备用 13900002222")


async def test_a_phone_in_the_next_message_does_not_push_the_first_one_out(desk: Desk) -> None:
    await desk.li.says("钱江新城3幢2单元电梯门关不上，13800001111")
    await desk.li.says("打不通就打13900002222")
    await desk.passes(seconds=2)
    await desk.li.sees_card("13800001111 备用 13900002222")


async def test_two_whole_addresses_are_kept_apart_and_in_doubt(desk: Desk) -> None:
    await desk.li.sends_location(30.25, 120.21, "杭州市上城区钱江新城")
    await desk.li.sends_link("报修：滨江花园5幢302马桶堵了", "https://example.com/1", "电话 13800001111")
    await desk.passes(seconds=2)
    await desk.li.sees_card("杭州市上城区钱江新城，滨江花园5幢302（？）", "带（？）的请核对")


async def test_a_lone_picture_is_answered_at_once(desk: Desk) -> None:
    await desk.li.sends_image(a_photo((60, 40)))
    await desk.passes(seconds=4)
    await desk.li.hears("照片收到，再说一下哪里、什么问题。")
    await desk.li.says("钱江新城3幢2单元501厨房水管漏水，13800001111")
    await desk.li.hears("已记进草稿", "可以提交了")
    await desk.li.sees_card("厨房水管漏水", "图片 1 张")


async def test_words_that_stand_in_brackets_stand_in_one_pair(desk: Desk) -> None:
    draft = await a_draft(desk)
    cards = await submitted(desk, draft)
    await cards.wang.press("接单")
    await desk.wang.hears("归您了")
    await desk.wang.sees_card_change(cards.wang, "处理中")
    await desk.zhao.sees_card_change(cards.zhao, "已被 王工 接单")
    await desk.li.hears("王工 已接单")
    await desk.li.sees_card_change(cards.li, "王工 已接单")
    await desk.wang.says("完工 调了门机")
    await desk.wang.hears("已完工")
    await desk.wang.sees_card_change(cards.wang, "已完工")
    await desk.li.hears("已完工")
    done = await desk.li.sees_card("已完工")
    await desk.li.says("1120-1 返工（还在响）")
    await desk.li.hears("返工")
    await desk.wang.hears("1120-1 还没修好（还在响），请再去一次")
    await desk.wang.sees_card("【返工 1】")
    await desk.sun.hears("1120-1 要返工：还在响。还是 王工 处理（钱江新城3幢2单元 电梯门关不上）。")
    await desk.li.sees_card_change(done, "王工 已接单")
