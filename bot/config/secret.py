"""A text that does not show itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self, final

from bot.written import Unreadable, text_of


@final
class Secret:
    """Printing, formatting or logging it shows `***`; only `reveal()` gives the text."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @classmethod
    def resolve(cls, given: str, environ: Mapping[str, str]) -> Self:
        """From plain text, `env:NAME` or `file:PATH`. Raises ValueError with what to do about it."""
        kind, _, place = given.partition(":")
        if kind == "env":
            return cls(_from_environment(place, environ))
        if kind == "file":
            return cls(_from_file(Path(place)))
        if not given:
            raise ValueError("是空的。请写上内容本身，或者 env:NAME、file:PATH")
        return cls(given)

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)


def _from_environment(name: str, environ: Mapping[str, str]) -> str:
    text = environ.get(name, "")
    if not text:
        raise ValueError(f"要从环境变量 {name} 取值，可是没有设这个变量")
    return text


def _from_file(path: Path) -> str:
    try:
        text = text_of(path).strip()  # editors and `echo` end a file with a line break
    except Unreadable as error:
        raise ValueError(f"要从文件 {path} 取值：{error}") from None
    if not text:
        raise ValueError(f"要从文件 {path} 取值，可是它是空的")
    return text
