from __future__ import annotations

import pytest

from handlers.keys import Button
from handlers.spoken import asks_how_it_stands, button, is_pleasantry, is_thanks, without_numbers


@pytest.mark.parametrize(
    "text",
    [
        "好的",
        "好的好的~",
        "谢谢师傅！",
        "在吗？",
        "👍👍",
        "[微笑]",
        "收到，辛苦了",
        "OK",
        "ok的",
        "您好，在吗",
        "你们在吗？",
        "有人在吗",
        "请问有没有人在",
        "你们还在吗",
        "客服在不在",
        "喂，在线吗",
        "打扰一下",
        "…",
        "嗯嗯，知道了",
    ],
)
def test_pleasantries_say_nothing(text: str) -> None:
    assert is_pleasantry(text)


@pytest.mark.parametrize(
    "text",
    [
        "好了",
        "不好用",
        "没水了",
        "谢谢，还有水管也漏",
        "在家",
        "好像坏了",
        "3",
        "1120-1",
        "你好，空调坏了",
        "不行",
        "亲，门坏了",
        "师傅还在吗",
        "王工在吗",
        "前台",
        "在不动了",
    ],
)
def test_what_says_something_is_no_pleasantry(text: str) -> None:
    assert not is_pleasantry(text)


@pytest.mark.parametrize(
    "text",
    [
        "怎么样了？",
        "处理得怎么样了",
        "进度怎么样了",
        "到哪了",
        "修好了没",
        "帮我查一下",
        "现在什么情况",
        "有人接了吗",
        "师傅到了吗",
    ],
)
def test_a_mere_question_asks_how_it_stands(text: str) -> None:
    assert asks_how_it_stands(text)


@pytest.mark.parametrize(
    "text", ["好了", "修好了", "客户又催了", "怎么还没来", "看一下", "客户问怎么收费", "到了", "查一下水管", ""]
)
def test_what_says_something_does_not(text: str) -> None:
    assert not asks_how_it_stands(text)


def test_thanks_are_told_from_greetings() -> None:
    assert is_thanks("辛苦了")
    assert not is_thanks("在吗")


@pytest.mark.parametrize(
    ("text", "pressed"),
    [
        ("提交", Button.SUBMIT),
        ("提交！", Button.SUBMIT),
        ("提交了", None),
        ("请提交发票", None),
    ],
)
def test_a_buttons_word_alone_is_a_press(text: str, pressed: Button | None) -> None:
    assert button(text) is pressed


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1120-1 客户又催了", "客户又催了"),
        ("1120-1那个客户又催了", "那个客户又催了"),
        ("1120－12，完工", "完工"),
        ("#1120-1", ""),
        ("1120-1、1120-2 都催了", "都催了"),
        ("电话 0571-88886666", "电话 0571-88886666"),
        ("3-1120-1 号", "3-1120-1 号"),
    ],
)
def test_what_is_said_beside_the_numbers(text: str, rest: str) -> None:
    assert without_numbers(text) == rest
