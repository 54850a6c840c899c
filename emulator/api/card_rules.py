"""What a template card may hold: the tables of the page "发送应用消息 / 模板卡片消息".

A table names each block that a card type shows; a block that is not in it is never shown to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from emulator.api.errors import ApiError
from emulator.api.schema import Between, Block, Number, Rows, Rule, Text, Url, absent
from emulator.conversation import calls_back

TASK_ID = re.compile(r"[0-9a-zA-Z_\-@]{1,128}")


def _link(path: str, value: Mapping[str, Any]) -> None:
    """Type 1 opens a page, type 2 a mini-program."""
    if value.get("type") == 1:
        Url(required=True).check(f"{path}.url", value.get("url"))
    if value.get("type") == 2:
        Text(required=True, code=42030).check(f"{path}.appid", value.get("appid"))


def _row_value(path: str, value: Mapping[str, Any]) -> None:
    """A row shows text, a link, an attachment or a member."""
    match value.get("type", 0):
        case 1:
            Url(required=True).check(f"{path}.url", value.get("url"))
        case 2:
            Text(required=True, code=42029).check(f"{path}.media_id", value.get("media_id"))
        case 3:
            Text(required=True, code=42050).check(f"{path}.userid", value.get("userid"))


def _button(path: str, value: Mapping[str, Any]) -> None:
    if value.get("type", 0) == 1:
        Url(required=True).check(f"{path}.url", value.get("url"))
    else:
        Text(required=True, code=42039).check(f"{path}.key", value.get("key"))


def _title(chars: int, desc: int, *, required: bool = True) -> Block:
    fields = {"title": Text(chars=chars, required=required), "desc": Text(chars=desc)}
    return Block(fields=fields, required=required)


def _options(most: int, chars: int) -> Rows:
    option = Block(
        fields={
            "id": Text(bytes=128, required=True, code=42040, wrong=42040),
            "text": Text(chars=chars, required=True, code=42041, wrong=42041),
        }
    )
    return Rows(item=option, most=most, required=True, code=42037, unique=("id", 42040))


def _question(most: int, chars: int, *, required: bool = False) -> Block:
    key = Text(bytes=1024, required=True, code=42043, wrong=42043)
    return Block(
        fields={"question_key": key, "mode": Number((0, 1)), "option_list": _options(most, chars)}, required=required
    )


def _card_action(kinds: tuple[int, ...], *, required: bool) -> Block:
    return Block(fields={"type": Number(kinds)}, required=required, code=42045, also=_link)


SOURCE = Block(fields={"icon_url": Url(), "desc": Text(chars=20), "desc_color": Number((0, 1, 2, 3))})
ACTION_MENU = Block(
    fields={
        "action_list": Rows(
            item=Block(fields={"text": Text(required=True), "key": Text(bytes=1024, required=True)}),
            most=3,
            required=True,
            unique=("key", 42051),
        )
    }
)
QUOTE = Block(fields={"type": Number((0, 1, 2))}, also=_link)
ROWS = Rows(
    item=Block(
        fields={
            "type": Number((0, 1, 2, 3)),
            "keyname": Text(chars=5, required=True, code=42027),
            "value": Text(chars=30),
        },
        also=_row_value,
    ),
    most=6,
    code=42035,
)
JUMPS = Rows(
    item=Block(
        fields={"type": Number((0, 1, 2)), "title": Text(chars=18, required=True, code=42033)},
        also=_link,
    ),
    most=3,
    code=42042,
)
VERTICAL = Rows(
    item=Block(fields={"title": Text(chars=38, required=True, code=42033), "desc": Text(chars=160)}),
    most=4,
    code=42036,
)
BUTTONS = Rows(
    item=Block(
        fields={
            "type": Number((0, 1)),
            "text": Text(chars=10, required=True, code=42038, wrong=42038),
            "style": Number((1, 2, 3, 4)),
            "key": Text(bytes=1024, wrong=42039),
        },
        also=_button,
    ),
    most=6,
    required=True,
    unique=("key", 42039),
)
SUBMIT = Block(
    fields={
        "text": Text(chars=10, wrong=42049),
        "key": Text(bytes=1024, required=True, code=42046, wrong=42046),
    },
    required=True,
    code=42046,
)
EMPHASIS = Block(fields={"title": Text(chars=14), "desc": Text(chars=22)})
IMAGE_TEXT = Block(
    fields={"type": Number((0, 1, 2)), "image_url": Url(required=True, code=40063)},
    also=_link,
)
IMAGE = Block(fields={"url": Url(required=True, code=42044), "aspect_ratio": Between(1.3 - 1e-9, 2.25)})
CHECKBOX = _question(20, 17, required=True)
DROP_DOWN = _question(10, 16)
DROP_DOWNS = Rows(item=DROP_DOWN, most=3, required=True, code=42047, unique=("question_key", 42043))
SUB_TITLE = Text(chars=160)

_NOTICE: dict[str, Rule] = {
    "source": SOURCE,
    "action_menu": ACTION_MENU,
    "quote_area": QUOTE,
    "horizontal_content_list": ROWS,
    "jump_list": JUMPS,
    "card_action": _card_action((1, 2), required=True),
}

CARDS: dict[str, dict[str, Rule]] = {
    "text_notice": {
        **_NOTICE,
        "main_title": _title(36, 44, required=False),
        "emphasis_content": EMPHASIS,
        "sub_title_text": SUB_TITLE,
    },
    "news_notice": {
        **_NOTICE,
        "main_title": _title(36, 44),
        "image_text_area": IMAGE_TEXT,
        "card_image": IMAGE,
        "vertical_content_list": VERTICAL,
    },
    "button_interaction": {
        "source": SOURCE,
        "action_menu": ACTION_MENU,
        "main_title": _title(36, 44),
        "quote_area": QUOTE,
        "sub_title_text": SUB_TITLE,
        "horizontal_content_list": ROWS,
        "card_action": _card_action((0, 1, 2), required=False),
        "button_selection": DROP_DOWN,
        "button_list": BUTTONS,
    },
    "vote_interaction": {
        "source": SOURCE,
        "main_title": _title(16, 160),
        "checkbox": CHECKBOX,
        "submit_button": SUBMIT,
    },
    "multiple_interaction": {
        "source": SOURCE,
        "main_title": _title(36, 160),
        "select_list": DROP_DOWNS,
        "submit_button": SUBMIT,
    },
}
NOT_SHOWN = {"card_type", "task_id", "replace_text"}


def check_card(card: Any) -> None:
    """Raises ApiError with the first thing that is wrong; `task_id` apart."""
    if not isinstance(card, dict) or absent(card):
        raise ApiError(40063, "template_card")
    table = CARDS.get(card.get("card_type", ""))
    if table is None:
        raise ApiError(42031)
    for name, rule in table.items():
        rule.check(f"template_card.{name}", card.get(name))
    _check_together(card)


def _check_together(card: dict[str, Any]) -> None:
    title = (card.get("main_title") or {}).get("title")
    if card["card_type"] == "text_notice" and absent(title) and absent(card.get("sub_title_text")):
        raise ApiError(40063, "template_card.main_title.title or sub_title_text")
    if card["card_type"] == "news_notice" and absent(card.get("image_text_area")) and absent(card.get("card_image")):
        raise ApiError(40063, "template_card.image_text_area or card_image")


def check_task_id(card: dict[str, Any]) -> None:
    task_id = card.get("task_id")
    if absent(task_id) and not calls_back(card):
        return
    if not isinstance(task_id, str) or not TASK_ID.fullmatch(task_id):
        raise ApiError(42014)


def shown(card: dict[str, Any]) -> dict[str, Any]:
    """The card without what is absent, and without the blocks that its type does not show."""
    known = CARDS[card["card_type"]].keys() | NOT_SHOWN
    return {name: value for name, value in card.items() if name in known and not absent(value)}
