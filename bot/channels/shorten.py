"""Texts cut to WeCom's limits so that what is left can still be trusted.

Half a phone number is worse than none: a run of digits, letters and hyphens is kept whole or left out whole.
Code points that people see as one character (an emoji and its skin tone, a letter and its accent) stay together.
"""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
LOOSE_ENDS = " \t\r\n,;:+、，；：（(【[《<“‘"
"""What looks forgotten right before an ellipsis."""

_RUN = re.compile(r"[0-9A-Za-z-]+")
_JOINED_RUNS = re.compile(r"[0-9A-Za-z-]+(?:(?:[_./+@#:]|(?<=[0-9]) (?=[0-9]))[0-9A-Za-z-]+)*")
"""`138 0000 1111`, `09:12`, `a.li@example.com`: kept whole too, where there is room."""


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, the last one an ellipsis where something was left out.

    A run is split only where the text begins with it and it alone is longer than the limit.
    """
    return text if len(text) <= limit else _cut(text, limit - 1, limit)


def shorten_bytes(text: str, limit: int) -> str:
    """The same for a limit in bytes of UTF-8."""
    encoded = text.encode()
    if len(encoded) <= limit:
        return text
    room = limit - len(ELLIPSIS.encode())
    return _cut(text, len(encoded[:room].decode(errors="ignore")), limit) if room >= 0 else ""


def _cut(text: str, room: int, limit: int) -> str:
    """The first `room` characters or fewer, and an ellipsis."""
    if room < 0:
        return ""
    for run in (_JOINED_RUNS, _RUN):
        if kept := text[: _good_place(text, room, run)].rstrip(LOOSE_ENDS):
            return kept + ELLIPSIS
    first = _RUN.match(text)
    if first and first.end() > limit:
        return text[:room] + ELLIPSIS
    if first and _before_cluster(text, first.end()) == first.end():
        return first[0]  # says more than the ellipsis alone
    return ELLIPSIS


def _good_place(text: str, at: int, run: re.Pattern[str]) -> int:
    at = _before_cluster(text, at)
    for found in reversed(list(run.finditer(text, 0, at + 2))):  # far enough to see whether a run goes on
        if found.start() < at < found.end():
            at = _before_cluster(text, found.start())
    return at


def _before_cluster(text: str, at: int) -> int:
    while 0 < at < len(text) and _belong_together(text, at):
        at -= 1
    return at


def _belong_together(text: str, at: int) -> bool:
    """Whether a cut before `text[at]` would split what is seen as one character (most of Unicode's rules)."""
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M") or "\u200d" in (before, after):  # marks; zero-width joiner
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":  # skin tones; tags
        return True
    return _is_flag_half(after) and _flag_halves_before(text, at) % 2 == 1


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_flag_half(text[start - 1]):
        start -= 1
    return at - start
