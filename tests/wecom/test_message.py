from __future__ import annotations

import pytest

from bot.wecom import message
from bot.wecom.limits import CardError
from tests.wecom.test_cards import BUTTONS, TEXT


def test_a_text():
    assert message.text("zhangsan", "收到") == {"touser": "zhangsan", "msgtype": "text", "text": {"content": "收到"}}


def test_a_text_to_two():
    assert message.text("a|b", "急")["touser"] == "a|b"


def test_long_texts_are_shortened_by_bytes():
    content = message.text("a", "漏" * 1000)["text"]["content"]
    assert content == "漏" * 681 + "…"


def test_a_card_with_its_task_id():
    wire = BUTTONS.to_wire() | {"task_id": "t-42@a_B"}
    assert message.card("zhangsan", wire) == {
        "touser": "zhangsan",
        "msgtype": "template_card",
        "template_card": wire,
    }


def test_a_card_that_nobody_can_answer_needs_no_task_id():
    assert "task_id" not in message.card("a", TEXT.to_wire())["template_card"]


@pytest.mark.parametrize("task_id", ["", "a b", "工单", "a" * 129, "a\n", "a/b"])
def test_a_task_id_that_wecom_does_not_take_is_refused(task_id: str):
    for card in (BUTTONS, TEXT):
        with pytest.raises(CardError, match=r"card\.task_id: must be 1 to 128 of"):
            message.card("a", card.to_wire() | {"task_id": task_id})


def test_an_answerable_card_without_task_id_is_refused():
    with pytest.raises(CardError, match="task_id"):
        message.card("a", BUTTONS.to_wire())
    with pytest.raises(CardError, match="task_id"):
        message.card("a", TEXT.to_wire() | {"action_menu": {}})


def test_a_grey_button_is_for_updates_only():
    with pytest.raises(CardError, match=r"card\.replace_text: is for updates only"):
        message.card("a", BUTTONS.to_wire() | {"task_id": "t", "replace_text": "已接单"})


def test_nobody_and_too_many_are_refused():
    with pytest.raises(CardError, match=r"message\.touser: has 0 entries, not 1 to 1000"):
        message.text("", "hello")
    with pytest.raises(CardError, match=r"message\.touser: has 1001 entries"):
        message.text("|".join(["a"] * 1001), "hello")


def test_an_empty_text_is_refused():
    with pytest.raises(CardError, match=r"message\.content: is empty"):
        message.text("a", " \n")


@pytest.mark.parametrize("link", ['<a href="https://evil.example">看工单</a>', "<A\nhref=x>", "< a href=x>"])
def test_a_strangers_words_become_no_link_of_ours(link: str):
    said = message.text("a", f"1120-1 客户 补充：{link}")["text"]["content"]
    assert "<a" not in said.lower().replace(" ", "")
    assert message.text("a", "a<b, <abc>")["text"]["content"] == "a<b, <abc>"
