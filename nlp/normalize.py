"""The text as rules see it: one form for each character, with a way back to the original offsets.

`plain` has half-width letters, digits and punctuation ("，" is ","; "。" and "、" stay), no invisible
characters, simplified characters where the lexicons need them, and long runs of spoken digits
(幺三八零零…) as digits. Letters that stand for digits (138OO1l8000) stay as they are: only the phone
rules know whether they do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from nlp.characters import ALIKE, SPOKEN_DIGITS
from nlp.counted_digits import counted_digits
from nlp.latin_digits import latin_digits
from nlp.patterns import Lazy, matches
from nlp.said_anew import digits_said_anew
from nlp.traditional import simplified
from nlp.written_digits import spoken_as_digits

LIMIT = 20_000  # characters that are read; what follows is ignored


class Text(Struct, frozen=True):
    """`starts[i]` is where `plain[i]` stands in `original`; None when they have the same length."""

    original: str
    plain: str
    starts: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into `original` for the non-empty `plain[start:end]`."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1

    def written(self, start: int, end: int) -> str:
        """What stands in the original where `plain[start:end]` was read."""
        start, end = self.span(start, end)
        return self.original[start:end]


# Characters that keep their place: most messages have no others, and need no offset map.
_FAMILIAR = re.compile(
    "[\\t\\n -~\u00a0\u00b7\u2010-\u2015\u2018-\u201d\u2026\u3000-\u3011\u4e00-\u9fff"
    "\uff01-\uff5e\U0001f300-\U0001faff]*"
)
_ALIKE = re.compile(f"[{re.escape(''.join(ALIKE))}]")
_INVISIBLE = frozenset(("Cf", "Cc", "Cn"))
_KEYCAP = "\u20e3"

# One enclosed digit is a list mark (①漏水 ②…); several in a row, or one inside a number, are digits.
_ENCLOSED = "①②③④⑤⑥⑦⑧⑨⓪❶❷❸❹❺❻❼❽❾⓿➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒⓵⓶⓷⓸⓹⓺⓻⓼⓽🄋🄌⑴⑵⑶⑷⑸⑹⑺⑻⑼⒈⒉⒊⒋⒌⒍⒎⒏⒐"
_SAID = "".join(SPOKEN_DIGITS)
_ENCLOSED_RUN = Lazy(
    f"[{_ENCLOSED}](?:[ -]?[{_ENCLOSED}]){{1,40}}"
    # but behind a whole number it counts the next
    f"|(?<=[0-9])(?<!(?<![0-9])1[3-9][0-9]{{9}})(?<!(?<![0-9])[2-9][0-9]{{7}})"
    f"(?<!1[3-9][0-9][ .-][0-9]{{4}}[ .-][0-9]{{4}})(?<![0-9]{{4}}[ -][0-9]{{4}}[ -][0-9]{{4}})[{_ENCLOSED}]"
    "|①(?=(?![48]00)[3-9](?:[ -]?[0-9]){9}(?![0-9]))"
)
_ANY = f"[{_ENCLOSED}{_SAID}0-9]"
_MARKED_OR_SPOKEN = Lazy(
    f"(?<!{_ANY}){_ANY}(?=[^{_ENCLOSED}]{{0,12}}[{_ENCLOSED}])(?:[ -]?{_ANY}){{10}}(?!{_ANY})"
)  # 一⑤⑨-⑥⑧②⑦-④④零③
_CAPPED = f"[0-9]\ufe0f?{_KEYCAP}\ufe0f?"
_KEYCAP_RUN = Lazy(
    # 1️⃣3️⃣9️⃣9️⃣0120️⃣776️⃣, but one before a whole number counts it
    f"(?<![0-9{_KEYCAP}\ufe0f])(?!{_CAPPED}[0-9]{{10}}(?![0-9]))(?:{_CAPPED}|[0-9]){{11}}(?![0-9])"
    f"|(?:{_CAPPED} ?){{2,40}}"
)


# Many people set a number apart from the Chinese around it: 7 幢 2 单元 1103 室, 11 月 20 日 9 点.
_APART = Lazy(
    " (?:(?<=[0-9A-Za-z一二三四五六七八九十] )"
    "(?=[幢栋期舍]|座(?![机椅])|号(?!码)|单元(?!门)|层|楼(?![上下道梯顶])|室(?![内外])|房(?![间东屋])"
    "|门(?= ?[0-9一二三四五六七八九]|[,。 ])"
    "|[排组档床](?![长件主])|车道|口(?=[ ,。]|$)"
    "|[月日](?= ?[0-9]|[上下]?午|早|晚)|点(?![检火不]))"
    "|(?:(?<=[幢栋座层楼舍门月日点] )|(?<=[0-9]号 ))(?=[0-9A-Za-z]{1,5}(?![0-9A-Za-z]| [0-9]{3}))"
    "|(?<=单元 )(?=[0-9]{2,4}(?![0-9]| [0-9]{3})))"
)


@lru_cache(maxsize=16)  # each of those who look at a message begins here
def normalize(text: str) -> Text:
    text = text[:LIMIT]
    if _FAMILIAR.fullmatch(text):
        # Most messages hold only these of the full-width marks; a call for each mark found costs more.
        plain = text.replace("，", ",").replace("：", ":")
        plain = _ALIKE.sub(_alike, plain)
        return _drawn_together(_spoken(text, simplified(plain)))
    return _drawn_together(_reshaped(text))


def _spoken(original: str, plain: str, starts: list[int] | None = None) -> Text:
    """With digits for what was dictated."""
    if counted := counted_digits(plain):
        plain, starts = _with_digits(plain, starts, counted)
    if anew := digits_said_anew(plain):
        plain, starts = _with_digits(plain, starts, anew)
    if latin := latin_digits(plain):
        plain, starts = _with_digits(plain, starts, latin)
    return Text(original, spoken_as_digits(plain), starts)


def _with_digits(plain: str, old: list[int] | None, counted: Iterable[tuple[int, int, str]]) -> tuple[str, list[int]]:
    old = old or list(range(len(plain)))
    pieces, starts, at = list[str](), list[int](), 0
    for start, end, digits in counted:
        pieces += plain[at:start], digits
        starts += old[at:start]
        starts += [*[old[start]] * (len(digits) - 1), old[end - 1]]
        at = end
    return "".join(pieces) + plain[at:], [*starts, *old[at:]]


def _drawn_together(text: Text) -> Text:
    """Without the blanks that part a number from what it counts."""
    if " " not in text.plain:
        return text
    dropped = {match.start() for match in matches(_APART, text.plain)}
    if not dropped:
        return text
    kept = [at for at in range(len(text.plain)) if at not in dropped]
    starts = text.starts
    return Text(
        text.original, "".join([text.plain[at] for at in kept]), [starts[at] for at in kept] if starts else kept
    )


def _alike(match: re.Match[str]) -> str:
    return ALIKE[match[0]]


def _reshaped(text: str) -> Text:
    source = _KEYCAP_RUN.sub(_bare_keycaps, text)
    source = _MARKED_OR_SPOKEN.sub(_bare_enclosed, source)
    source = _ENCLOSED_RUN.sub(_bare_enclosed, source)
    characters: list[str] = []
    starts: list[int] = []
    for index, character in enumerate(source):
        for shape in _shapes(character):
            characters.append(shape)
            starts.append(index)
    return _spoken(text, simplified("".join(characters)), starts)


def _bare_keycaps(match: re.Match[str]) -> str:
    # A soft hyphen is as long as what it replaces and is dropped later.
    return match[0].replace("\ufe0f", "\u00ad").replace(_KEYCAP, "\u00ad")


def _bare_enclosed(match: re.Match[str]) -> str:
    return "".join(str(unicodedata.digit(c, c)) if c in _ENCLOSED else c for c in match[0])


def _shapes(character: str) -> str:
    """What one character is read as: usually one, none for an invisible one, "10" for ⑩."""
    known = ALIKE.get(character)
    if known:
        return known
    if _FAMILIAR.fullmatch(character) or character in _ENCLOSED:
        return character
    if character in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n" if character != "\r" else " "
    if unicodedata.category(character) in _INVISIBLE or "\ufe00" <= character <= "\ufe0f":
        return ""
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    return unicodedata.normalize("NFKC", character)
