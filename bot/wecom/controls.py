"""The blocks of a card that are pressed and chosen: their keys and ids come back in events."""

from __future__ import annotations

from dataclasses import dataclass

from bot.wecom.blocks import every
from bot.wecom.limits import ID_BYTES, KEY_BYTES, Check, Wire, without_empty


@dataclass(frozen=True, slots=True)
class Button:
    """`style` is one of WeCom's four looks."""

    text: str
    key: str
    style: int = 1

    def wire(self, check: Check) -> Wire:
        return {
            "type": 0,
            "text": check.at("text").required(self.text, 10),
            "style": _style(self.style, check),
            "key": check.at("key").exact(self.key, KEY_BYTES),
        }


@dataclass(frozen=True, slots=True)
class LinkButton:
    text: str
    url: str
    style: int = 1

    def wire(self, check: Check) -> Wire:
        return {
            "type": 1,
            "text": check.at("text").required(self.text, 10),
            "style": _style(self.style, check),
            "url": check.at("url").url(self.url),
        }


@dataclass(frozen=True, slots=True)
class MenuEntry:
    text: str
    key: str

    def wire(self, check: Check) -> Wire:
        return {
            "text": check.at("text").required(self.text),
            "key": check.at("key").exact(self.key, KEY_BYTES),
        }


@dataclass(frozen=True, slots=True)
class ActionMenu:
    """Behind the dots in the card's corner. It makes a notice answerable, so that card needs a task id."""

    entries: tuple[MenuEntry, ...]
    desc: str = ""

    def wire(self, check: Check) -> Wire:
        check.at("action_list").unique(entry.key for entry in self.entries)
        entries = every(self.entries, "action_list", check, least=1, most=3)
        return without_empty({"desc": check.shown(self.desc), "action_list": entries})


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: str

    def wire(self, check: Check) -> Wire:
        return {
            "id": check.at("id").exact(self.id, ID_BYTES),
            "text": check.at("text").required(self.text, 16),
        }


@dataclass(frozen=True, slots=True)
class Selection:
    """A drop-down list. `disabled` is for updates only."""

    question_key: str
    options: tuple[Option, ...]
    title: str = ""
    selected: str | None = None
    disabled: bool = False

    def wire(self, check: Check) -> Wire:
        ids = [option.id for option in self.options]
        check.at("option_list").unique(ids)
        if self.selected is not None and self.selected not in ids:
            check.at("selected_id").refuse("is none of the options")
        return without_empty(
            {
                "question_key": check.at("question_key").exact(self.question_key, KEY_BYTES),
                "title": check.shown(self.title),
                "option_list": every(self.options, "option_list", check, least=1, most=10),
                "selected_id": self.selected,
                "disable": self.disabled or None,
            }
        )


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    text: str
    checked: bool = False

    def wire(self, check: Check) -> Wire:
        return {
            "id": check.at("id").exact(self.id, ID_BYTES),
            "text": check.at("text").required(self.text, 17),
            "is_checked": self.checked,
        }


@dataclass(frozen=True, slots=True)
class Checkbox:
    """Choices to tick, one or (`many`) several. `disabled` is for updates only."""

    question_key: str
    choices: tuple[Choice, ...]
    many: bool = False
    disabled: bool = False

    def wire(self, check: Check) -> Wire:
        check.at("option_list").unique(choice.id for choice in self.choices)
        if not self.many and sum(choice.checked for choice in self.choices) > 1:
            check.at("option_list").refuse("has several ticked where one can be")
        return without_empty(
            {
                "question_key": check.at("question_key").exact(self.question_key, KEY_BYTES),
                "mode": int(self.many),
                "option_list": every(self.choices, "option_list", check, least=1, most=20),
                "disable": self.disabled or None,
            }
        )


@dataclass(frozen=True, slots=True)
class Submit:
    key: str
    text: str = "提交"

    def wire(self, check: Check) -> Wire:
        return {
            "text": check.at("text").required(self.text, 10),
            "key": check.at("key").exact(self.key, KEY_BYTES),
        }


def _style(style: int, check: Check) -> int:
    if style not in (1, 2, 3, 4):
        check.at("style").refuse("must be 1 to 4")
    return style
