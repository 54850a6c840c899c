from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wecom.blocks import (
    Attachment,
    Color,
    Emphasis,
    Jump,
    MiniProgram,
    Paragraph,
    Picture,
    PictureWithText,
    Profile,
    Quote,
    Row,
    Source,
    Web,
)
from bot.wecom.cards import (
    ButtonInteraction,
    Card,
    MultipleInteraction,
    NewsNotice,
    TextNotice,
    VoteInteraction,
)
from bot.wecom.controls import (
    ActionMenu,
    Button,
    Checkbox,
    Choice,
    LinkButton,
    MenuEntry,
    Option,
    Selection,
    Submit,
)
from bot.wecom.limits import CardError

HOME = Web("https://desk.example.com/t/1")
OPTIONS = (Option("lift", "电梯"), Option("water", "水电"))
CLAIM = Button("接单", "claim:42")

BUTTONS = ButtonInteraction(title="报修 #42", buttons=(CLAIM,))
TEXT = TextNotice(title="报修 #42", action=HOME)
NEWS = NewsNotice(title="报修 #42", action=HOME, picture=Picture("https://desk.example.com/1.jpg"))
VOTE = VoteInteraction(title="满意吗", checkbox=Checkbox("q", (Choice("1", "满意"),)), submit=Submit("s"))
MULTIPLE = MultipleInteraction(title="验收", selections=(Selection("q", OPTIONS),), submit=Submit("s"))
CARDS: dict[str, Card] = {"button": BUTTONS, "text": TEXT, "news": NEWS, "vote": VOTE, "multiple": MULTIPLE}


def problems_of(card: Card) -> tuple[str, ...]:
    with pytest.raises(CardError) as error:
        card.to_wire()
    return error.value.problems


def test_the_smallest_button_card():
    assert BUTTONS.to_wire() == {
        "card_type": "button_interaction",
        "main_title": {"title": "报修 #42"},
        "button_list": [{"type": 0, "text": "接单", "style": 1, "key": "claim:42"}],
    }


def test_the_fullest_button_card():
    card = ButtonInteraction(
        source=Source("派单", icon_url="https://e.cn/i.png", color=Color.RED),
        menu=ActionMenu((MenuEntry("转派", "transfer"),), desc="更多"),
        title="报修 #42",
        desc="3号楼 漏水",
        quote=Quote("三楼漏水，快来", title="张三", link=MiniProgram("wx1", "pages/1")),
        text="请尽快处理",
        rows=(
            Row("报修人", "张三"),
            Row("位置", "3号楼", Web("https://e.cn/map")),
            Row("合同", "合同.pdf", Attachment("m-1")),
            Row("班长", "李四", Profile("lisi")),
        ),
        selection=Selection("category", OPTIONS, title="类别", selected="water", disabled=True),
        buttons=(CLAIM, LinkButton("看图", "https://e.cn/p", style=2)),
        action=HOME,
        replace_text="已被 王五 接单",
    )
    assert card.to_wire() == {
        "card_type": "button_interaction",
        "source": {"desc": "派单", "icon_url": "https://e.cn/i.png", "desc_color": 2},
        "action_menu": {"desc": "更多", "action_list": [{"text": "转派", "key": "transfer"}]},
        "main_title": {"title": "报修 #42", "desc": "3号楼 漏水"},
        "quote_area": {
            "type": 2,
            "appid": "wx1",
            "pagepath": "pages/1",
            "title": "张三",
            "quote_text": "三楼漏水，快来",
        },
        "sub_title_text": "请尽快处理",
        "horizontal_content_list": [
            {"keyname": "报修人", "value": "张三"},
            {"keyname": "位置", "value": "3号楼", "type": 1, "url": "https://e.cn/map"},
            {"keyname": "合同", "value": "合同.pdf", "type": 2, "media_id": "m-1"},
            {"keyname": "班长", "value": "李四", "type": 3, "userid": "lisi"},
        ],
        "button_selection": {
            "question_key": "category",
            "title": "类别",
            "option_list": [{"id": "lift", "text": "电梯"}, {"id": "water", "text": "水电"}],
            "selected_id": "water",
            "disable": True,
        },
        "button_list": [
            {"type": 0, "text": "接单", "style": 1, "key": "claim:42"},
            {"type": 1, "text": "看图", "style": 2, "url": "https://e.cn/p"},
        ],
        "card_action": {"type": 1, "url": "https://desk.example.com/t/1"},
        "replace_text": "已被 王五 接单",
    }


def test_a_text_notice():
    card = TextNotice(
        text="今天到期 3 张",
        action=MiniProgram("wx1"),
        emphasis=Emphasis("3", "张"),
        jumps=(Jump("看板", HOME), Jump("说明")),
    )
    assert card.to_wire() == {
        "card_type": "text_notice",
        "sub_title_text": "今天到期 3 张",
        "emphasis_content": {"title": "3", "desc": "张"},
        "jump_list": [
            {"type": 1, "url": "https://desk.example.com/t/1", "title": "看板"},
            {"title": "说明"},
        ],
        "card_action": {"type": 2, "appid": "wx1"},
    }


def test_a_news_notice():
    card = NewsNotice(
        title="完工",
        action=HOME,
        picture=Picture("https://e.cn/1.jpg", aspect_ratio=2),
        picture_with_text=PictureWithText("https://e.cn/2.jpg", title="铭牌", link=HOME),
        paragraphs=(Paragraph("故障", "轴承磨损"),),
    )
    assert card.to_wire() == {
        "card_type": "news_notice",
        "main_title": {"title": "完工"},
        "card_image": {"url": "https://e.cn/1.jpg", "aspect_ratio": 2},
        "image_text_area": {
            "type": 1,
            "url": "https://desk.example.com/t/1",
            "title": "铭牌",
            "image_url": "https://e.cn/2.jpg",
        },
        "vertical_content_list": [{"title": "故障", "desc": "轴承磨损"}],
        "card_action": {"type": 1, "url": "https://desk.example.com/t/1"},
    }


def test_a_vote():
    checkbox = Checkbox("q", (Choice("1", "满意", checked=True), Choice("2", "不满意")), many=True, disabled=True)
    assert replace(VOTE, checkbox=checkbox, replace_text="已评").to_wire() == {
        "card_type": "vote_interaction",
        "main_title": {"title": "满意吗"},
        "checkbox": {
            "question_key": "q",
            "mode": 1,
            "disable": True,
            "option_list": [
                {"id": "1", "text": "满意", "is_checked": True},
                {"id": "2", "text": "不满意", "is_checked": False},
            ],
        },
        "submit_button": {"text": "提交", "key": "s"},
        "replace_text": "已评",
    }


def test_several_selections():
    assert MULTIPLE.to_wire() == {
        "card_type": "multiple_interaction",
        "main_title": {"title": "验收"},
        "select_list": [
            {
                "question_key": "q",
                "option_list": [{"id": "lift", "text": "电梯"}, {"id": "water", "text": "水电"}],
            }
        ],
        "submit_button": {"text": "提交", "key": "s"},
    }


LONG = "长" * 3000
SHORTENED: dict[str, tuple[Card, list[str | int], int]] = {
    "source": (replace(BUTTONS, source=Source(LONG)), ["source", "desc"], 20),
    "title": (replace(BUTTONS, title=LONG), ["main_title", "title"], 36),
    "desc": (replace(BUTTONS, desc=LONG), ["main_title", "desc"], 44),
    "a vote's title": (replace(VOTE, title=LONG), ["main_title", "title"], 16),
    "a vote's desc": (replace(VOTE, desc=LONG), ["main_title", "desc"], 160),
    "the title over several selections": (replace(MULTIPLE, title=LONG), ["main_title", "title"], 36),
    "the desc over several selections": (replace(MULTIPLE, desc=LONG), ["main_title", "desc"], 160),
    "text": (replace(BUTTONS, text=LONG), ["sub_title_text"], 160),
    "emphasis": (replace(TEXT, emphasis=Emphasis(LONG)), ["emphasis_content", "title"], 14),
    "emphasis desc": (replace(TEXT, emphasis=Emphasis("1", LONG)), ["emphasis_content", "desc"], 22),
    "row name": (replace(BUTTONS, rows=(Row(LONG, "a"),)), ["horizontal_content_list", 0, "keyname"], 5),
    "row value": (replace(BUTTONS, rows=(Row("a", LONG),)), ["horizontal_content_list", 0, "value"], 30),
    "jump": (replace(TEXT, jumps=(Jump(LONG),)), ["jump_list", 0, "title"], 18),
    "paragraph": (replace(NEWS, paragraphs=(Paragraph(LONG),)), ["vertical_content_list", 0, "title"], 38),
    "paragraph desc": (
        replace(NEWS, paragraphs=(Paragraph("a", LONG),)),
        ["vertical_content_list", 0, "desc"],
        160,
    ),
    "button": (replace(BUTTONS, buttons=(Button(LONG, "k"),)), ["button_list", 0, "text"], 10),
    "option": (
        replace(BUTTONS, selection=Selection("q", (Option("1", LONG),))),
        ["button_selection", "option_list", 0, "text"],
        16,
    ),
    "choice": (
        replace(VOTE, checkbox=Checkbox("q", (Choice("1", LONG),))),
        ["checkbox", "option_list", 0, "text"],
        17,
    ),
    "submit": (replace(VOTE, submit=Submit("s", LONG)), ["submit_button", "text"], 10),
}


@pytest.mark.parametrize(("card", "path", "limit"), SHORTENED.values(), ids=SHORTENED)
def test_long_texts_are_shortened_to_what_wecom_shows(card: Card, path: list[str | int], limit: int):
    shown: Any = card.to_wire()
    for step in path:
        shown = shown[step]
    assert shown == "长" * (limit - 1) + "…"


def test_a_shortened_text_keeps_no_half_phone_number():
    said = "三号楼地下车库入口处的道闸坏了抬不起来，进出的车都堵着，请联系物业张三师傅"
    assert replace(BUTTONS, desc=f"{said} 13800001111").to_wire()["main_title"]["desc"] == f"{said}…"


def test_a_shortened_file_name_keeps_its_suffix():
    [row] = replace(BUTTONS, rows=(Row("附件", f"{LONG}.pdf", Attachment("m-1")),)).to_wire()["horizontal_content_list"]
    assert row["value"] == "长" * 25 + "….pdf"


def test_control_characters_and_half_surrogates_are_not_shown():
    assert replace(BUTTONS, title=" 报\x00修\ud83d\x1b ").to_wire()["main_title"]["title"] == "报修"


MANY_KEYS = tuple(Button("a", f"k{n}") for n in range(7))
REFUSED: dict[str, tuple[Card, str]] = {
    "no title": (replace(BUTTONS, title=" "), "card.main_title.title: is empty"),
    "neither title nor text": (replace(TEXT, title=""), "card.main_title.title: is empty"),
    "no buttons": (replace(BUTTONS, buttons=()), "card.button_list: has 0 entries, not 1 to 6"),
    "seven buttons": (replace(BUTTONS, buttons=MANY_KEYS), "card.button_list: has 7 entries, not 1 to 6"),
    "a button without text": (
        replace(BUTTONS, buttons=(Button("", "k"),)),
        "card.button_list[0].text: is empty",
    ),
    "a button without key": (replace(BUTTONS, buttons=(Button("a", ""),)), "card.button_list[0].key: is empty"),
    "two buttons with one key": (
        replace(BUTTONS, buttons=(CLAIM, replace(CLAIM, text="b"))),
        "card.button_list: has 'claim:42' twice",
    ),
    "a long key": (
        replace(BUTTONS, buttons=(Button("a", "长" * 342),)),
        "card.button_list[0].key: has more than 1024 bytes",
    ),
    "a key with a control character": (
        replace(BUTTONS, buttons=(Button("a", "k\x00"),)),
        "card.button_list[0].key: has control characters",
    ),
    "a fifth style": (replace(BUTTONS, buttons=(Button("a", "k", 5),)), "card.button_list[0].style: must be 1 to 4"),
    "a button to nowhere": (
        replace(BUTTONS, buttons=(LinkButton("a", "ftp://e.cn"),)),
        "card.button_list[0].url: must be a URL that begins with http:// or https://",
    ),
    "seven rows": (
        replace(BUTTONS, rows=(Row("a", "b"),) * 7),
        "card.horizontal_content_list: has 7 entries, not 0 to 6",
    ),
    "a row without name": (
        replace(BUTTONS, rows=(Row("", "b"),)),
        "card.horizontal_content_list[0].keyname: is empty",
    ),
    "a row to nobody": (
        replace(BUTTONS, rows=(Row("a", "b", Profile("")),)),
        "card.horizontal_content_list[0].userid: is empty",
    ),
    "a row with no file": (
        replace(BUTTONS, rows=(Row("a", "b", Attachment("")),)),
        "card.horizontal_content_list[0].media_id: is empty",
    ),
    "four jumps": (replace(TEXT, jumps=(Jump("a"),) * 4), "card.jump_list: has 4 entries, not 0 to 3"),
    "an action to nowhere": (
        replace(TEXT, action=Web("desk.example.com")),
        "card.card_action.url: must be a URL that begins with http:// or https://",
    ),
    "an action to no app": (replace(TEXT, action=MiniProgram("")), "card.card_action.appid: is empty"),
    "no picture": (replace(NEWS, picture=None), "card: needs card_image or image_text_area"),
    "a flat picture": (
        replace(NEWS, picture=Picture("https://e.cn/1.jpg", 2.25)),
        "card.card_image.aspect_ratio: must be at least 1.3 and less than 2.25",
    ),
    "five paragraphs": (
        replace(NEWS, paragraphs=(Paragraph("a"),) * 5),
        "card.vertical_content_list: has 5 entries, not 0 to 4",
    ),
    "an empty menu": (replace(TEXT, menu=ActionMenu(())), "card.action_menu.action_list: has 0 entries, not 1 to 3"),
    "a menu with one key twice": (
        replace(TEXT, menu=ActionMenu((MenuEntry("a", "k"), MenuEntry("b", "k")))),
        "card.action_menu.action_list: has 'k' twice",
    ),
    "eleven options": (
        replace(BUTTONS, selection=Selection("q", tuple(Option(str(n), "a") for n in range(11)))),
        "card.button_selection.option_list: has 11 entries, not 1 to 10",
    ),
    "one option twice": (
        replace(BUTTONS, selection=Selection("q", OPTIONS[:1] * 2)),
        "card.button_selection.option_list: has 'lift' twice",
    ),
    "a long option id": (
        replace(BUTTONS, selection=Selection("q", (Option("a" * 129, "a"),))),
        "card.button_selection.option_list[0].id: has more than 128 bytes",
    ),
    "a selected option that is none": (
        replace(BUTTONS, selection=Selection("q", OPTIONS, selected="gas")),
        "card.button_selection.selected_id: is none of the options",
    ),
    "a selection without question": (
        replace(BUTTONS, selection=Selection("", OPTIONS)),
        "card.button_selection.question_key: is empty",
    ),
    "twenty-one choices": (
        replace(VOTE, checkbox=Checkbox("q", tuple(Choice(str(n), "a") for n in range(21)))),
        "card.checkbox.option_list: has 21 entries, not 1 to 20",
    ),
    "two ticks where one can be": (
        replace(VOTE, checkbox=Checkbox("q", (Choice("1", "a", checked=True), Choice("2", "b", checked=True)))),
        "card.checkbox.option_list: has several ticked where one can be",
    ),
    "a submit button without key": (replace(VOTE, submit=Submit("")), "card.submit_button.key: is empty"),
    "no selections": (replace(MULTIPLE, selections=()), "card.select_list: has 0 entries, not 1 to 3"),
    "four selections": (
        replace(MULTIPLE, selections=tuple(Selection(str(n), OPTIONS) for n in range(4))),
        "card.select_list: has 4 entries, not 1 to 3",
    ),
    "two questions with one key": (
        replace(MULTIPLE, selections=(Selection("q", OPTIONS),) * 2),
        "card.select_list: has 'q' twice",
    ),
}


@pytest.mark.parametrize(("card", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_wecom_would_refuse_is_told_with_its_path(card: Card, problem: str):
    assert problems_of(card) == (problem,)


def test_all_problems_are_told_at_once():
    card = ButtonInteraction(title="", buttons=(Button("", ""),), rows=(Row("", ""),), action=Web("x"))
    assert len(problems_of(card)) == 5


@given(st.text(), st.sampled_from(sorted(CARDS)))
def test_whatever_is_written_a_card_stays_within_its_limits(text: str, kind: str):
    card = replace(CARDS[kind], title=f"#{text}", desc=text)
    title = card.to_wire()["main_title"]
    assert 1 <= len(title["title"]) <= (16 if kind == "vote" else 36)
    assert len(title.get("desc", "")) <= (160 if kind in ("vote", "multiple") else 44)
    title["title"].encode()
