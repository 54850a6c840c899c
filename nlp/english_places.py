"""Places in English: Suite 1205, Tower B, 16/F, meeting room; Raffles City Chongqing, Wanghai Rd 19 #301."""

from __future__ import annotations

from nlp.patterns import Lazy
from nlp.segment import Outline

_PART = (
    r"(?:[Rr]oom|[Rr]m\.?|[Ss]uite|[Uu]nit|[Tt]ower|[Bb]uilding|[Bb]ldg\.?|[Bb]lock|[Ff]loor|[Ll]evel|[Ff]lat"
    r"|[Gg]ate|[Ll]ine|[Ss]hop|[Zz]one) ?#?(?:[A-Z]?-?[0-9]{1,4}[A-Z]?|[A-Z])"
    r"|[0-9]{1,2}/F|[0-9]{1,2}(?:st|nd|rd|th) (?:[Ff]loor|[Ff]l)"
    r"|(?:[Mm]eeting|[Cc]onference|[Ss]erver|[Tt]raining|[Pp]rint|[Mm]ail) ?room(?: [A-Z0-9]{1,3}(?![a-z]))?"
    r"|[Bb]oardroom|[Bb]reakroom|[Ll]obby|[Pp]antry|[Cc]anteen|[Ww]orkshop"
)
_WORD = r"(?:[A-Z][a-z'&]{1,14}|[A-Z]{2,6}|[A-Z][0-9]{1,2})"
_SITE = (
    r"(?:Road|Rd\.?|Street|St\.|Avenue|Ave\.?|Lane|Plaza|Place|Towers?|Mall|Gardens?|Cent(?:re|er)|Park|Hotel|Hospital"
    r"|School|University|College|Mansion|Court|Square|Bay|City|Village|Residences?|Apartments?|Campus|Factory|Building|Hall)"
)
_BEHIND = rf"(?: (?:No\.? ?)?#?[0-9]{{1,4}}| [A-Z](?![A-Za-z])| {_WORD}(?=[,.)]|$))?(?: #?[0-9]{{2,4}})?"
_NAMED = rf"(?:{_WORD} ){{1,4}}{_SITE}{_BEHIND}"
_DATES = "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Yesterday|Last|This|Next|Your|Our"
_TOWN = (
    rf"(?:(?<=from )|(?<=based in ))(?!{_DATES})[A-Z][a-z]{{2,14}}(?: [A-Z][a-z]{{2,14}}){{0,2}}"  # Lucas from Ningbo
)
_PLACE = Lazy(rf"(?<![A-Za-z0-9])(?:{_PART}|{_NAMED}|{_TOWN})(?: (?:of |in |at )?(?:{_PART}|{_NAMED}))*(?![A-Za-z0-9])")
_TALK = frozenset("a0-~ bulrLZSH,.OJDP")


def mark_english_places(outline: Outline) -> None:
    for match in _PLACE.finditer(outline.plain):
        start, end = match.span()
        if _TALK.issuperset(outline.shape[start:end]):
            outline.cover(start, start + 1, "L")
            outline.cover(start + 1, end, "~")
