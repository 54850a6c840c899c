"""The parts of a template card that a person can read, press and choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Button:
    """`url` is set for a button that opens a page instead of raising an event."""

    text: str
    key: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`options`: id -> text. `selected`: ids chosen when the card arrives."""

    key: str
    title: str
    options: dict[str, str]
    selected: list[str]
    multiple: bool = False
    disabled: bool = False


def buttons(content: dict[str, Any]) -> list[Button]:
    if submit := content.get("submit_button"):
        return [Button(submit.get("text", "提交"), submit["key"])]
    return [
        Button(button["text"], button.get("key", ""), button.get("url", "") if button.get("type", 0) == 1 else "")
        for button in content.get("button_list", [])
    ]


def menu(content: dict[str, Any]) -> list[Button]:
    return [Button(action["text"], action["key"]) for action in content.get("action_menu", {}).get("action_list", [])]


def questions(content: dict[str, Any]) -> list[Question]:
    drop_downs = [content["button_selection"]] if "button_selection" in content else content.get("select_list", [])
    found = [_drop_down(question) for question in drop_downs]
    if checkbox := content.get("checkbox"):
        found.append(_checkbox(checkbox))
    return found


def preselected(content: dict[str, Any]) -> dict[str, list[str]]:
    """Key of a question -> ids of the options that are chosen when the card arrives."""
    return {question.key: question.selected for question in questions(content)}


def _drop_down(question: dict[str, Any]) -> Question:
    """Shows the first option when `selected_id` is absent or wrong."""
    options = {option["id"]: option["text"] for option in question["option_list"]}
    selected = question.get("selected_id", "")
    return Question(
        key=question["question_key"],
        title=question.get("title", ""),
        options=options,
        selected=[selected if selected in options else next(iter(options))],
        disabled=bool(question.get("disable")),
    )


def _checkbox(question: dict[str, Any]) -> Question:
    return Question(
        key=question["question_key"],
        title="",
        options={option["id"]: option["text"] for option in question["option_list"]},
        selected=[option["id"] for option in question["option_list"] if option.get("is_checked")],
        multiple=question.get("mode", 0) == 1,
        disabled=bool(question.get("disable")),
    )


def links(content: dict[str, Any]) -> dict[str, str]:
    """Label -> address of everything that opens a page; the card itself under an empty label."""
    found = {button.text: button.url for button in buttons(content) if button.url}
    found |= {row["keyname"]: row["url"] for row in content.get("horizontal_content_list", []) if row.get("url")}
    found |= {jump["title"]: jump["url"] for jump in content.get("jump_list", []) if jump.get("url")}
    if url := content.get("card_action", {}).get("url"):
        found[""] = url
    return found


def texts(content: dict[str, Any]) -> list[str]:
    """Every text a person reads on the card, top to bottom; a key and its value as "key: value"."""
    return [text for text in _texts(content) if text]


def _texts(content: dict[str, Any]) -> Iterator[str]:
    yield content.get("source", {}).get("desc", "")
    for block in ("main_title", "emphasis_content", "quote_area", "image_text_area"):
        yield from (content.get(block, {}).get(name, "") for name in ("title", "desc", "quote_text"))
    yield content.get("sub_title_text", "")
    for row in content.get("horizontal_content_list", []):
        yield f"{row['keyname']}: {row.get('value', '')}"
    for row in content.get("vertical_content_list", []):
        yield f"{row['title']}: {row.get('desc', '')}"
    for jump in content.get("jump_list", []):
        yield jump["title"]
