"""Template cards: what each of the five kinds must hold and may not exceed."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from emulator.server import Emulator
from tests.emulator.api import CARD, Api

URL = "https://example.com/t/42"
TITLE = {"title": "报修 #42", "desc": "3号楼 漏水"}
OPTIONS = [{"id": "a", "text": "是"}, {"id": "b", "text": "否"}]
MENU = {"desc": "更多", "action_list": [{"text": "转派", "key": "transfer"}]}
CARDS: dict[str, dict[str, Any]] = {
    "text_notice": {"card_type": "text_notice", "main_title": TITLE, "card_action": {"type": 1, "url": URL}},
    "news_notice": {
        "card_type": "news_notice",
        "main_title": TITLE,
        "card_image": {"url": URL, "aspect_ratio": 2.0},
        "card_action": {"type": 1, "url": URL},
    },
    "button_interaction": CARD,
    "vote_interaction": {
        "card_type": "vote_interaction",
        "main_title": TITLE,
        "checkbox": {"question_key": "q", "mode": 1, "option_list": OPTIONS},
        "submit_button": {"text": "提交", "key": "submit"},
        "task_id": "t-1",
    },
    "multiple_interaction": {
        "card_type": "multiple_interaction",
        "main_title": TITLE,
        "select_list": [{"question_key": "q", "title": "原因", "selected_id": "b", "option_list": OPTIONS}],
        "submit_button": {"text": "提交", "key": "submit"},
        "task_id": "t-1",
    },
}
REMOVED = object()


def changed(kind: str, path: str, value: Any) -> dict[str, Any]:
    """The card of this kind with one thing changed. `path`: names and indexes, with dots between."""
    card = copy.deepcopy(CARDS[kind])
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    target: Any = card
    for step in way:
        target = target[step] if isinstance(step, int) else target.setdefault(step, {})
    if value is REMOVED:
        del target[last]
    else:
        target[last] = value
    return card


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("kind", CARDS)
async def test_each_of_the_five_kinds_arrives_as_it_was_sent(wecom: Emulator, api: Api, kind: str):
    answer = await api.send("template_card", CARDS[kind])
    assert answer["errcode"] == 0
    card = wecom.world.conversation("lijing")[0].card
    assert card is not None
    assert card.content == CARDS[kind]
    assert card.live is ("interaction" in kind)
    assert ("response_code" in answer) is card.live


def rows(count: int, row: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {name: f"{value}{n}" if name in ("key", "id") else value for name, value in row.items()} for n in range(count)
    ]


WRONG: list[tuple[str, str, Any, int]] = [
    ("text_notice", "card_type", "poster", 42031),
    ("text_notice", "card_type", REMOVED, 42031),
    ("text_notice", "main_title", REMOVED, 40063),
    ("text_notice", "main_title.title", "长" * 37, 40058),
    ("text_notice", "main_title.desc", "长" * 45, 40058),
    ("text_notice", "main_title", "报修", 40058),
    ("text_notice", "emphasis_content.title", "长" * 15, 40058),
    ("text_notice", "emphasis_content.desc", "长" * 23, 40058),
    ("text_notice", "sub_title_text", "长" * 161, 40058),
    ("text_notice", "card_action", REMOVED, 42045),
    ("text_notice", "card_action.type", 0, 40058),
    ("text_notice", "card_action.url", REMOVED, 42028),
    ("text_notice", "card_action.url", "example.com", 45034),
    ("text_notice", "card_action.type", 2, 42030),
    ("text_notice", "source.desc", "长" * 21, 40058),
    ("text_notice", "source.desc_color", 4, 40058),
    ("text_notice", "quote_area.type", 1, 42028),
    ("text_notice", "jump_list", rows(4, {"title": "看", "type": 0}), 42042),
    ("text_notice", "jump_list", [{"type": 0}], 42033),
    ("text_notice", "jump_list", [{"type": 1, "title": "看"}], 42028),
    ("text_notice", "jump_list", [{"type": 2, "title": "看"}], 42030),
    ("text_notice", "jump_list", [{"type": 0, "title": "长" * 19}], 40058),
    ("text_notice", "horizontal_content_list", rows(7, {"keyname": "人"}), 42035),
    ("text_notice", "horizontal_content_list", [{"value": "张三"}], 42027),
    ("text_notice", "horizontal_content_list", [{"keyname": "报修人姓名"}, {"keyname": "报修人的姓名"}], 40058),
    ("text_notice", "horizontal_content_list", [{"keyname": "人", "value": "长" * 31}], 40058),
    ("text_notice", "horizontal_content_list", [{"keyname": "人", "type": 1}], 42028),
    ("text_notice", "horizontal_content_list", [{"keyname": "人", "type": 2}], 42029),
    ("text_notice", "horizontal_content_list", [{"keyname": "人", "type": 3}], 42050),
    ("text_notice", "horizontal_content_list", {"keyname": "人"}, 40058),
    ("text_notice", "action_menu", MENU, 42014),  # calls back, so it needs a task id
    ("text_notice", "action_menu.action_list", rows(4, {"text": "转", "key": "k"}), 40058),
    ("text_notice", "action_menu.action_list", [{"text": "转", "key": "k"}, {"text": "派", "key": "k"}], 42051),
    ("news_notice", "main_title.title", REMOVED, 40063),
    ("news_notice", "card_image", REMOVED, 40063),
    ("news_notice", "card_image.url", REMOVED, 42044),
    ("news_notice", "card_image.aspect_ratio", 2.25, 40058),
    ("news_notice", "card_image.aspect_ratio", 1.2, 40058),
    ("news_notice", "image_text_area", {"title": "图"}, 40063),
    ("news_notice", "vertical_content_list", rows(5, {"title": "行"}), 42036),
    ("news_notice", "vertical_content_list", [{"desc": "行"}], 42033),
    ("button_interaction", "main_title", REMOVED, 40063),
    ("button_interaction", "button_list", REMOVED, 40058),
    ("button_interaction", "button_list", rows(7, {"text": "接", "key": "k"}), 40058),
    ("button_interaction", "button_list.0.text", REMOVED, 42038),
    ("button_interaction", "button_list.0.text", "长" * 11, 42038),
    ("button_interaction", "button_list.0.key", REMOVED, 42039),
    ("button_interaction", "button_list.0.key", "k" * 1025, 42039),
    ("button_interaction", "button_list.0.key", "escalate:42", 42039),
    ("button_interaction", "button_list.0.style", 5, 40058),
    ("button_interaction", "button_list.0.type", 1, 42028),
    ("button_interaction", "button_selection.question_key", REMOVED, 42043),
    ("button_interaction", "button_selection.option_list", [], 42037),
    ("button_interaction", "button_selection.option_list", rows(11, {"id": "o", "text": "项"}), 42037),
    ("button_interaction", "button_selection.option_list.0.id", "water", 42040),
    ("button_interaction", "button_selection.option_list.0.id", "长" * 43, 42040),
    ("button_interaction", "button_selection.option_list.0.text", "长" * 17, 42041),
    ("button_interaction", "task_id", REMOVED, 42014),
    ("button_interaction", "task_id", "工单42", 42014),
    ("button_interaction", "task_id", "t" * 129, 42014),
    ("vote_interaction", "main_title.title", "长" * 17, 40058),
    ("vote_interaction", "checkbox", REMOVED, 40063),
    ("vote_interaction", "checkbox.option_list", rows(21, {"id": "o", "text": "项"}), 42037),
    ("vote_interaction", "checkbox.option_list.0.text", "长" * 18, 42041),
    ("vote_interaction", "checkbox.mode", 2, 40058),
    ("vote_interaction", "submit_button.key", REMOVED, 42046),
    ("vote_interaction", "submit_button.text", "长" * 11, 42049),
    ("multiple_interaction", "select_list", REMOVED, 42047),
    (
        "multiple_interaction",
        "select_list",
        [{"question_key": str(n), "option_list": OPTIONS} for n in range(4)],
        42047,
    ),
    ("multiple_interaction", "select_list", [{"question_key": "q", "option_list": OPTIONS}] * 2, 42043),
]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(("kind", "path", "value", "errcode"), WRONG)
async def test_one_thing_wrong_and_the_card_is_refused(
    wecom: Emulator, api: Api, kind: str, path: str, value: Any, errcode: int
):
    answer = await api.send("template_card", changed(kind, path, value))
    assert answer["errcode"] == errcode
    assert wecom.world.conversation("lijing") == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("text_notice", "main_title.title", "长" * 36),
        ("text_notice", "horizontal_content_list", rows(6, {"keyname": "报修人姓名", "value": "长" * 30})),
        ("text_notice", "jump_list", rows(3, {"title": "长" * 18, "type": 1, "url": URL})),
        ("news_notice", "vertical_content_list", rows(4, {"title": "长" * 38, "desc": "长" * 160})),
        ("news_notice", "card_image.aspect_ratio", 1.3),
        ("button_interaction", "button_list", rows(6, {"text": "十个字的按钮文字就是", "key": "k"})),
        ("button_interaction", "button_list.0", {"type": 1, "text": "看", "url": URL}),
        ("button_interaction", "button_list.0.key", "k" * 1024),
        ("button_interaction", "button_selection.option_list", rows(10, {"id": "o", "text": "长" * 16})),
        ("button_interaction", "task_id", "a-Z_0@" + "t" * 122),
        ("vote_interaction", "checkbox.option_list", rows(20, {"id": "o", "text": "长" * 17})),
        ("vote_interaction", "main_title.desc", "长" * 160),
        ("multiple_interaction", "submit_button", {"key": "k"}),
        ("text_notice", "source", {}),
    ],
)
async def test_the_limits_themselves_are_allowed(api: Api, kind: str, path: str, value: Any):
    assert (await api.send("template_card", changed(kind, path, value)))["errcode"] == 0


async def test_without_a_callback_url_no_card_that_calls_back_can_be_sent(api: Api):
    assert (await api.send_card())["errcode"] == 43012
    assert (await api.send("template_card", CARDS["text_notice"]))["errcode"] == 0
    with_menu = CARDS["text_notice"] | {"action_menu": MENU, "task_id": "t-2"}
    assert (await api.send("template_card", with_menu))["errcode"] == 43012


@pytest.mark.usefixtures("bot")
async def test_a_task_id_is_used_once(api: Api):
    assert (await api.send_card())["errcode"] == 0
    assert (await api.send_card())["errcode"] == 42014
    assert (await api.send_card(task_id="t-43"))["errcode"] == 0


@pytest.mark.usefixtures("bot")
async def test_what_a_card_of_this_kind_never_shows_is_left_out_and_remembered(wecom: Emulator, api: Api):
    await api.send("template_card", CARDS["vote_interaction"] | {"sub_title_text": "谁也看不见", "jump_list": []})
    card = wecom.world.conversation("lijing")[0].card
    assert card is not None
    assert card.content == CARDS["vote_interaction"]
    assert [problem.text for problem in wecom.world.problems] == ["vote_interaction 卡片不显示 sub_title_text"]


@pytest.mark.usefixtures("bot")
async def test_a_person_reads_every_text_and_finds_every_link(wecom: Emulator, api: Api):
    card = CARDS["text_notice"] | {
        "source": {"desc": "派单"},
        "emphasis_content": {"title": "2 小时", "desc": "剩余"},
        "sub_title_text": "请尽快处理",
        "horizontal_content_list": [
            {"keyname": "电话", "value": "13800001111", "type": 1, "url": "https://example.com/call"}
        ],
        "jump_list": [{"title": "看地图", "type": 1, "url": "https://map.example.com"}],
    }
    await api.send("template_card", card)
    seen = await wecom.person("lijing").sees_card("派单", "13800001111")
    assert seen.texts == [
        "派单",
        "报修 #42",
        "3号楼 漏水",
        "2 小时",
        "剩余",
        "请尽快处理",
        "电话: 13800001111",
        "看地图",
    ]
    assert seen.links == {"": URL, "电话": "https://example.com/call", "看地图": "https://map.example.com"}
