"""`python -m bot check-config`"""

from __future__ import annotations

from bot.config import Settings


def run(settings: Settings, *, online: bool) -> int:
    print("ok")
    return 0
