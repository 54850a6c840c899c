"""A conversation as text: for error messages, and to look for words in."""

from __future__ import annotations

from collections.abc import Iterable

from emulator import card_parts
from emulator.conversation import Card, Entry, Sender


def transcript(entries: Iterable[Entry]) -> str:
    lines = [f"  {'<' if entry.sender is Sender.APP else '>'} {described(entry)}" for entry in entries]
    return "\n".join(lines) or "  （空）"


def described(entry: Entry) -> str:
    """All that a person can read in it."""
    text = _card(entry.card) if entry.card else _plain(entry)
    return f"（已撤回）{text}" if entry.recalled else text


def _plain(entry: Entry) -> str:
    body = entry.body
    match entry.kind:
        case "text" | "markdown":
            return str(body["content"])
        case "textcard" | "link":
            return f"{body['title']} {body['description']} {body['url']}"
        case "news":
            return " | ".join(f"{each['title']} {each.get('description', '')}" for each in body["articles"])
        case "location":
            return f"[位置 {body['label']}]"
        case _:
            return f"[{entry.kind} {body.get('filename', '')}]"


def _card(card: Card) -> str:
    lines = card_parts.texts(card.content)
    if card.greyed is not None:
        lines.append(f"（{card.greyed}）")
    else:
        lines += [f"[{button.text}]" for button in card_parts.buttons(card.content)]
    return " / ".join(lines)
