"""The five template cards. `to_wire()` checks every limit and gives the JSON of the card.

The same JSON serves to send a card and to update one. It has no `task_id`: each card that is sent is given its own,
an update names none. `replace_text` and `disabled` belong to updates: buttons become one grey label, lists are locked.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.wecom.blocks import (
    Emphasis,
    Jump,
    Link,
    Paragraph,
    Picture,
    PictureWithText,
    Quote,
    Row,
    Source,
    every,
    one,
)
from bot.wecom.controls import ActionMenu, Button, Checkbox, LinkButton, Selection, Submit
from bot.wecom.limits import Check, Wire, without_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNotice:
    """Needs a title or a text. A tap on the card leads to `action`."""

    action: Link
    title: str = ""
    desc: str = ""
    text: str = ""
    source: Source | None = None
    menu: ActionMenu | None = None
    quote: Quote | None = None
    emphasis: Emphasis | None = None
    rows: tuple[Row, ...] = ()
    jumps: tuple[Jump, ...] = ()

    def to_wire(self) -> Wire:
        check = Check()
        text = check.shown(self.text, 160)
        title = _main_title(self.title, self.desc, check, title_limit=36, desc_limit=44, required=not text)
        wire = {
            "card_type": "text_notice",
            "main_title": title,
            "emphasis_content": one(self.emphasis, "emphasis_content", check),
            "sub_title_text": text,
            "jump_list": every(self.jumps, "jump_list", check, most=3),
            "card_action": one(self.action, "card_action", check),
        }
        return _finished(wire | _around(self, check), check)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsNotice:
    """Needs a picture of either kind. A tap on the card leads to `action`."""

    action: Link
    title: str
    desc: str = ""
    picture: Picture | None = None
    picture_with_text: PictureWithText | None = None
    source: Source | None = None
    menu: ActionMenu | None = None
    quote: Quote | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    rows: tuple[Row, ...] = ()
    jumps: tuple[Jump, ...] = ()

    def to_wire(self) -> Wire:
        check = Check()
        if self.picture is None and self.picture_with_text is None:
            check.refuse("needs card_image or image_text_area")
        wire = {
            "card_type": "news_notice",
            "main_title": _main_title(self.title, self.desc, check, title_limit=36, desc_limit=44),
            "card_image": one(self.picture, "card_image", check),
            "image_text_area": one(self.picture_with_text, "image_text_area", check),
            "vertical_content_list": every(self.paragraphs, "vertical_content_list", check, most=4),
            "jump_list": every(self.jumps, "jump_list", check, most=3),
            "card_action": one(self.action, "card_action", check),
        }
        return _finished(wire | _around(self, check), check)


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonInteraction:
    title: str
    buttons: tuple[Button | LinkButton, ...]
    desc: str = ""
    text: str = ""
    source: Source | None = None
    menu: ActionMenu | None = None
    quote: Quote | None = None
    rows: tuple[Row, ...] = ()
    selection: Selection | None = None
    action: Link | None = None
    replace_text: str = ""

    def to_wire(self) -> Wire:
        check = Check()
        check.at("button_list").unique(button.key for button in self.buttons if isinstance(button, Button))
        wire = {
            "card_type": "button_interaction",
            "main_title": _main_title(self.title, self.desc, check, title_limit=36, desc_limit=44),
            "sub_title_text": check.shown(self.text, 160),
            "button_selection": one(self.selection, "button_selection", check),
            "button_list": every(self.buttons, "button_list", check, least=1, most=6),
            "card_action": one(self.action, "card_action", check),
            "replace_text": check.shown(self.replace_text),
        }
        return _finished(wire | _around(self, check), check)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteInteraction:
    title: str
    checkbox: Checkbox
    submit: Submit
    desc: str = ""
    source: Source | None = None
    replace_text: str = ""

    def to_wire(self) -> Wire:
        check = Check()
        wire = {
            "card_type": "vote_interaction",
            "source": one(self.source, "source", check),
            "main_title": _main_title(self.title, self.desc, check, title_limit=16, desc_limit=160),
            "checkbox": one(self.checkbox, "checkbox", check),
            "submit_button": one(self.submit, "submit_button", check),
            "replace_text": check.shown(self.replace_text),
        }
        return _finished(wire, check)


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleInteraction:
    title: str
    selections: tuple[Selection, ...]
    submit: Submit
    desc: str = ""
    source: Source | None = None
    replace_text: str = ""

    def to_wire(self) -> Wire:
        check = Check()
        check.at("select_list").unique(selection.question_key for selection in self.selections)
        wire = {
            "card_type": "multiple_interaction",
            "source": one(self.source, "source", check),
            "main_title": _main_title(self.title, self.desc, check, title_limit=36, desc_limit=160),
            "select_list": every(self.selections, "select_list", check, least=1, most=3),
            "submit_button": one(self.submit, "submit_button", check),
            "replace_text": check.shown(self.replace_text),
        }
        return _finished(wire, check)


Card = TextNotice | NewsNotice | ButtonInteraction | VoteInteraction | MultipleInteraction


def _main_title(
    title: str, desc: str, check: Check, *, title_limit: int, desc_limit: int, required: bool = True
) -> Wire:
    at = check.at("main_title.title")
    shown = at.required(title, title_limit) if required else at.shown(title, title_limit)
    return without_empty({"title": shown, "desc": check.shown(desc, desc_limit)})


def _around(card: TextNotice | NewsNotice | ButtonInteraction, check: Check) -> Wire:
    """What notices and button cards have in common."""
    return {
        "source": one(card.source, "source", check),
        "action_menu": one(card.menu, "action_menu", check),
        "quote_area": one(card.quote, "quote_area", check),
        "horizontal_content_list": every(card.rows, "horizontal_content_list", check, most=6),
    }


def _finished(wire: Wire, check: Check) -> Wire:
    check.done()
    return without_empty(wire)
