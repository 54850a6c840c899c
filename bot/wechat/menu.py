"""What stands under the chat with the official account."""

from __future__ import annotations

from collections.abc import Mapping

MENU: Mapping[str, str] = {"report": "报修", "mine": "我的报修", "somebody": "人工"}
"""What each key is called; what it does: `handlers.customers.arriving.MENU`."""


def wire() -> list[dict[str, str]]:
    return [{"type": "click", "name": name, "key": key} for key, name in MENU.items()]
