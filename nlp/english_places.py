"""Rooms, floors and towers in English: Suite 1205, Tower B, 16/F, meeting room."""

from __future__ import annotations

from nlp.patterns import Lazy
from nlp.segment import Outline

_PLACE = Lazy(
    r"(?<![A-Za-z0-9])(?:(?:[Rr]oom|[Rr]m\.?|[Ss]uite|[Uu]nit|[Tt]ower|[Bb]uilding|[Bb]ldg\.?|[Bb]lock|[Ff]loor|[Ll]evel|[Ff]lat"
    r"|[Gg]ate|[Ll]ine|[Ss]hop|[Zz]one) ?#?(?:[A-Z]?-?[0-9]{1,4}[A-Z]?|[A-Z])"
    r"|[0-9]{1,2}/F|[0-9]{1,2}(?:st|nd|rd|th) (?:[Ff]loor|[Ff]l)"
    r"|(?:[Mm]eeting|[Cc]onference|[Ss]erver|[Tt]raining|[Pp]rint|[Mm]ail) ?room(?: [A-Z0-9]{1,3}(?![a-z]))?"
    r"|[Bb]oardroom|[Bb]reakroom|[Ll]obby|[Pp]antry|[Cc]anteen|[Ww]orkshop)(?![A-Za-z0-9])"
)
_TALK = frozenset("a0-~ bulrLZSH,.OJ")


def mark_english_places(outline: Outline) -> None:
    for match in _PLACE.finditer(outline.plain):
        start, end = match.span()
        if _TALK.issuperset(outline.shape[start:end]):
            outline.cover(start, start + 1, "L")
            outline.cover(start + 1, end, "~")
