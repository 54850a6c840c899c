"""The category is picked on the card."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft, submitted


async def test_the_category_that_was_read_is_chosen_already(desk: Desk) -> None:
    card = await a_draft(desk)
    assert card.selected("category:电梯") == ["电梯"]


async def test_picking_another_category_and_submitting_keeps_the_choice(desk: Desk) -> None:
    card = await a_draft(desk)
    await card.press("提交", **{"category:电梯": "土建门窗"})
    await desk.li.hears("已提交", "1120-1")
    await desk.li.sees_card_change(card, "1120-1", "土建门窗")
    await desk.wang.sees_card("1120-1", "土建门窗")
    await desk.zhao.sees_card("1120-1", "土建门窗")


async def test_a_category_picked_before_another_button_is_pressed_is_kept_too(desk: Desk) -> None:
    card = await a_draft(desk)
    await card.press("看出处", **{"category:电梯": "土建门窗"})
    await desk.li.hears("类别：土建门窗 ← 您选的")
    await desk.li.sees_card_change(card, "报修草稿")
    assert card.selected("category:土建门窗") == ["土建门窗"]
    await submitted(desk, card)


async def test_an_old_cards_selection_does_not_undo_a_later_correction(desk: Desk) -> None:
    old = await a_draft(desk)
    for words in ("电话 13900002222", "类别 土建门窗"):
        await desk.li.says(words)
        await desk.li.hears("已改")
        await desk.settles()
    await desk.li.sees_card_change(old, "13900002222")
    fresh = await desk.li.sees_card("报修草稿", "13900002222")
    await old.press("提交")
    await desk.li.hears("已提交", "1120-1")
    await desk.li.sees_card_change(fresh, "1120-1 已提交")
    await desk.li.sees_card_change(old, "请看新的卡片")
    await desk.wang.sees_card("1120-1", "土建门窗")
    await desk.zhao.sees_card("1120-1", "土建门窗")
