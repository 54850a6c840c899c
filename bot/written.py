"""Files that people have written: text in UTF-8."""

from __future__ import annotations

from pathlib import Path


class Unreadable(Exception):
    """Says why, and what can be done about it."""


def text_of(path: Path) -> str:
    """Raises `Unreadable`."""
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows editors begin a file with a mark
    except FileNotFoundError:
        raise Unreadable("there is no such file") from None
    except UnicodeDecodeError:
        raise Unreadable("is not UTF-8 text. Save it again as UTF-8") from None
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from None
