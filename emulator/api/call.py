"""One call of the API, with its token already checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from emulator.api.errors import ApiError
from emulator.corp import App
from emulator.world import World


@dataclass(frozen=True, kw_only=True)
class Upload:
    """The part named `media` of a multipart body."""

    filename: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Call:
    """`body` is the JSON object of a POST, empty for a GET."""

    world: World
    app: App
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    upload: Upload | None = None
    range: str = ""

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def required(self, name: str, errcode: int = 40063) -> str:
        """A parameter of the query. Raises ApiError."""
        if not self.query.get(name):
            raise ApiError(errcode, name)
        return self.query[name]

    def department(self, name: str) -> int:
        """Raises ApiError 60123 for what is no number."""
        text = self.required(name)
        if not text.isdecimal():
            raise ApiError(60123, name)
        return int(text)
