"""Rules for JSON bodies, as values: tables of them say what WeCom accepts.

Empty values count as absent, as they do for WeCom. Text that the documentation advises to keep short is refused when
it is too long: the real client would cut it, and a cut serial number helps nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from emulator.api.errors import ApiError


class Rule(Protocol):
    def check(self, path: str, value: Any) -> None:
        """Raises ApiError. `value` is absent when it is None or empty."""


def absent(value: Any) -> bool:
    return value is None or value in ("", [], {})


def byte_length(text: str) -> int:
    return len(text.encode())


@dataclass(frozen=True, kw_only=True)
class Text:
    """`code` is reported when it is missing, `wrong` when it is too long (in characters, or bytes of UTF-8)."""

    chars: int | None = None
    bytes: int | None = None
    required: bool = False
    code: int = 40063
    wrong: int = 40058

    def check(self, path: str, value: Any) -> None:
        if absent(value):
            if self.required:
                raise ApiError(self.code, path)
            return
        if not isinstance(value, str):
            raise ApiError(40058, f"{path} should be a string")
        if self.chars is not None and len(value) > self.chars:
            raise ApiError(self.wrong, f"{path} exceeds {self.chars} characters")
        if self.bytes is not None and byte_length(value) > self.bytes:
            raise ApiError(self.wrong, f"{path} exceeds {self.bytes} bytes")


@dataclass(frozen=True, kw_only=True)
class Url:
    required: bool = False
    bytes: int = 2048
    code: int = 42028

    def check(self, path: str, value: Any) -> None:
        Text(required=self.required, bytes=self.bytes, code=self.code).check(path, value)
        if not absent(value) and not value.startswith(("http://", "https://")):
            raise ApiError(45034, path)


@dataclass(frozen=True)
class Number:
    """One of these, when present. The first is the default."""

    choices: tuple[int, ...]

    def check(self, path: str, value: Any) -> None:
        if value is not None and value not in self.choices:
            raise ApiError(40058, f"{path} should be one of {self.choices}")


@dataclass(frozen=True)
class Between:
    low: float
    high: float

    def check(self, path: str, value: Any) -> None:
        if value is not None and not (isinstance(value, (int, float)) and self.low < value < self.high):
            raise ApiError(40058, f"{path} should be between {self.low} and {self.high}")


@dataclass(frozen=True, kw_only=True)
class Block:
    """An object. `also` checks what no single field can tell."""

    fields: Mapping[str, Rule]
    required: bool = False
    code: int = 40063
    also: Callable[[str, Mapping[str, Any]], None] = lambda path, value: None  # noqa: ARG005  the rule that asks nothing

    def check(self, path: str, value: Any) -> None:
        if absent(value):
            if self.required:
                raise ApiError(self.code, path)
            return
        if not isinstance(value, dict):
            raise ApiError(40058, f"{path} should be an object")
        for name, rule in self.fields.items():
            rule.check(f"{path}.{name}", value.get(name))
        self.also(path, value)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A list of `item`s. `unique` names a field whose values must differ, and what is reported when they do not."""

    item: Block
    most: int
    required: bool = False
    code: int = 40058
    unique: tuple[str, int] | None = None

    def check(self, path: str, value: Any) -> None:
        if absent(value):
            if self.required:
                raise ApiError(self.code, path)
            return
        if not isinstance(value, list):
            raise ApiError(40058, f"{path} should be a list")
        if len(value) > self.most:
            raise ApiError(self.code, f"{path} exceeds {self.most}")
        for index, row in enumerate(value):
            self.item.check(f"{path}[{index}]", row or {"": None})
        if self.unique:
            self._check_unique(path, value, *self.unique)

    def _check_unique(self, path: str, rows: list[dict[str, Any]], name: str, code: int) -> None:
        values = [row.get(name) for row in rows if not absent(row.get(name))]
        if len(values) != len(set(values)):
            raise ApiError(code, f"{path}.{name} is not unique")
