"""A conversation as text: for error messages, and to look for words in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from emulator import card_parts
from emulator.conversation import Card, Entry, Sender

Body = dict[str, Any]


def transcript(entries: Iterable[Entry]) -> str:
    lines = [f"  {'<' if entry.sender is Sender.APP else '>'} {described(entry)}" for entry in entries]
    return "\n".join(lines) or "  （空）"


def described(entry: Entry) -> str:
    """All that a person can read in it."""
    text = _card(entry.card) if entry.card else _plain(entry)
    return f"（已撤回）{text}" if entry.recalled else text


def _plain(entry: Entry) -> str:
    words = WORDS.get(entry.kind)
    return words(entry.body) if words else f"[{entry.kind} {entry.body.get('filename', '')}]"


def _page(body: Body) -> str:
    return f"{body['title']} {body['description']} {body['url']}"


def _articles(body: Body) -> str:
    return " | ".join(f"{each['title']} {each.get('description', '')}" for each in body["articles"])


def _menu(body: Body) -> str:
    rows = [f"[{each['content']}]" for each in body["list"]]
    return " / ".join(filter(None, [body["head_content"], *rows, body["tail_content"]]))


def _template(body: Body) -> str:
    rows = [f"{each['label']} {each['value']}" for each in body["fields"]]
    return " / ".join(filter(None, [body["title"], *rows, body["url"]]))


WORDS: dict[str, Callable[[Body], str]] = {
    "text": lambda body: str(body["content"]),
    "markdown": lambda body: str(body["content"]),
    "notice": lambda body: str(body["content"]),
    "textcard": _page,
    "link": _page,
    "news": _articles,
    "location": lambda body: f"[位置 {body['label']}]",
    "msgmenu": _menu,
    "template": _template,
    "sms": lambda body: f"【{body['sign']}】{body['text']}",
}


def _card(card: Card) -> str:
    lines = card_parts.texts(card.content)
    if card.greyed is not None:
        lines.append(f"（{card.greyed}）")
    else:
        lines += [f"[{button.text}]" for button in card_parts.buttons(card.content)]
    return " / ".join(lines)
