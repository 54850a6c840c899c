"""QR codes with a scene: the stickers on devices and sites, and whatever the bot has made."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from emulator.wechat.qr_code import picture

ADDRESS = "http://weixin.qq.com/q/"


@dataclass(frozen=True, kw_only=True)
class Sticker:
    """Stands somewhere already when the emulator starts. `label`: what is written beside the code."""

    scene: str
    label: str


@dataclass(frozen=True, kw_only=True)
class QrCode:
    """`expires_at` is None for a permanent one. `label` is empty for one that the bot made."""

    ticket: str
    url: str
    scene: str
    numeric: bool = False
    label: str = ""
    expires_at: datetime | None = None

    def dead_at(self, now: datetime) -> bool:
        return self.expires_at is not None and now >= self.expires_at

    def png(self) -> bytes:
        return picture(self.url)


class QrCodes:
    def __init__(self) -> None:
        self._codes: dict[str, QrCode] = {}

    def add(self, scene: str, *, numeric: bool = False, label: str = "", expires_at: datetime | None = None) -> QrCode:
        code = QrCode(
            ticket="gQ" + secrets.token_urlsafe(60),
            url=ADDRESS + secrets.token_urlsafe(24),
            scene=scene,
            numeric=numeric,
            label=label,
            expires_at=expires_at,
        )
        self._codes[code.ticket] = code
        return code

    def all(self) -> list[QrCode]:
        return list(self._codes.values())

    def find(self, ticket: str) -> QrCode | None:
        return self._codes.get(ticket)

    def of_scene(self, scene: str) -> QrCode | None:
        """The newest one."""
        return next((code for code in reversed(self._codes.values()) if code.scene == scene), None)

    def permanent(self) -> int:
        return sum(code.expires_at is None and not code.label for code in self._codes.values())
