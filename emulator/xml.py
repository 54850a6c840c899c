"""XML as WeCom writes it: text in CDATA, numbers bare, lists as repeated elements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Value: TypeAlias = "str | int | float | Fields"
Fields: TypeAlias = Sequence[tuple[str, Value]]


def document(fields: Fields) -> str:
    return f"<xml>{_inner(fields)}</xml>"


def _inner(fields: Fields) -> str:
    return "".join(f"<{name}>{_text(value)}</{name}>" for name, value in fields)


def _text(value: Value) -> str:
    match value:
        case str():
            return "<![CDATA[" + value.replace("]]>", "]]]]><![CDATA[>") + "]]>"
        case int() | float():
            return str(value)
        case _:
            return _inner(value)
