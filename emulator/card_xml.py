"""A card in a passive reply is XML with names of its own; read into the shape of `message/send`."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element  # only the type; parsing is defusedxml's

LISTS = {
    "horizontal_content_list",
    "vertical_content_list",
    "jump_list",
    "button_list",
    "option_list",
    "select_list",
    "action_list",
}
NUMBERS = {"type", "style", "mode", "desc_color"}
TRUTHS = {"is_checked", "disable"}
WORD = re.compile(r"(?<!^)(?=[A-Z])")
IRREGULAR = {
    "AppId": "appid",
    "Appid": "appid",
    "PagePath": "pagepath",
    "KeyName": "keyname",
    "UserId": "userid",
    "CheckBox": "checkbox",
}


def card_of(element: Element) -> dict[str, Any]:
    """Repeated elements become lists, numbers become numbers."""
    found: dict[str, Any] = {}
    for child in element:
        name = IRREGULAR.get(child.tag) or WORD.sub("_", child.tag).lower()
        value = card_of(child) if len(child) else _value(name, (child.text or "").strip())
        if name in LISTS:
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    return found


def _value(name: str, text: str) -> Any:
    if name in NUMBERS and text.isdecimal():
        return int(text)
    if name in TRUTHS:
        return text.lower() in ("1", "true")
    return float(text) if name == "aspect_ratio" else text
