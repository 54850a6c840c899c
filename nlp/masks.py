"""What certainly is no telephone number and no serial number, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.columns import cells_under
from nlp.cues import FILLER, Cue, Says
from nlp.normalize import Text
from nlp.patterns import Lazy
from nlp.spans import Claims, Taken

_LINK = Lazy(
    r"(?:https?://|ftp://|www\.)[!-~]{1,2000}"
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{1,63}"
    r"|[A-Za-z0-9_()-]{1,80}\.(?:pdf|jpe?g|png|gif|heic|docx?|xlsx?|pptx?|csv|txt|zip|rar|7z|mp4|mp3|amr|apk|dwg)\b",
    re.IGNORECASE | re.ASCII,
)
_FILE_OR_HOST = re.compile(r"\.[A-Za-z]")

# Groups of a short first one, but a mobile number of its own is none: 工号 1023 138 0013 8000.
_GROUPS = (
    r"[0-9](?: [0-9]){4,19}(?![ ]?[0-9A-Za-z])"
    r"|[0-9]{1,5}(?: (?!1[3-9][0-9][ -][0-9]{4}[ -][0-9]{4}(?![0-9]))[0-9]{2,6}(?![0-9A-Za-z-])){1,6}"
)
_VALUE = Lazy(FILLER + rf"{{0,8}}(?P<value>{_GROUPS}|(?=[A-Za-z_/-]{{0,12}}[0-9])[A-Za-z0-9][A-Za-z0-9_/-]{{0,63}})")
_ON_PAPER = Lazy(
    FILLER + r"{0,3}(?!1[3-9][0-9]{9}(?![0-9])|0[0-9]{2,3}-|1[3-9][0-9][ -])"
    r"(?P<value>[A-Za-z]{0,6}-?[0-9][A-Za-z0-9_/-]{5,63})"
)
# 前三位138，中间0571，后四位2401: the parts of a whole number follow each other.
_GOES_ON = r"[ ,、;。]{0,3}(?:中[间段]|再?后面?|然后|接着|最后|[末尾剩])[^\n0-9A-Za-z]{0,6}[0-9]{4}"
_PART_OF_ONE = Lazy(
    rf"(?:数字|号码?|是|为|[: *]){{0,8}}(?!1[3-9][0-9](?:[0-9]{{4}})?{_GOES_ON})"
    r"(?P<value>[A-Za-z0-9]{2,8})(?![A-Za-z0-9])"
)
_WENT_BEFORE = Lazy(r"(?<![0-9])1[3-9][0-9](?:[^\n0-9A-Za-z]{1,9})?[0-9]{4}[ ,、;。]{0,3}最?$")
_CHAT_NAME = Lazy(
    FILLER + r"{0,4}(?![OoIl0-9]{11}(?![A-Za-z0-9]))(?P<value>[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9])"
)
_DIGITS_OF_MODEL = Lazy(
    FILLER + r"{0,4}(?P<value>[0-9]{7,20}|[0-9]{3,5}-[0-9]{6,8}|[0-9]{1,5}(?:[.-][0-9]{1,5}){2,12})(?![A-Za-z0-9])"
)
_AFTER = {Says.CHAT: _CHAT_NAME, Says.MODEL: _DIGITS_OF_MODEL, Says.PAPER: _ON_PAPER, Says.PARTIAL: _PART_OF_ONE}
_KINDS = {
    Says.ORDER: Taken.ORDER,
    Says.PART: Taken.PART,
    Says.SIM: Taken.SIM,
    Says.CODE: Taken.CODE,
    Says.METER: Taken.METER,
    Says.BANK_CARD: Taken.BANK_CARD,
    Says.ID_CARD: Taken.ID_CARD,
    Says.ACCOUNT: Taken.ACCOUNT,
    Says.CHAT: Taken.ACCOUNT,
    Says.MODEL: Taken.PART,
    Says.PAPER: Taken.ORDER,
    Says.PARTIAL: Taken.PARTIAL,
}


_ALONE = r"(?<![0-9A-Za-z])"
_SUM = r"[0-9]{1,12}(?:\.[0-9]{1,2}(?![0-9]))?"
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_COORDINATE = r"[0-9]{1,3}\.(?!1[3-9][0-9]{9}(?![0-9]))[0-9]{4,12}"
_SHAPES = (
    (Taken.IP, Lazy(rf"(?<![0-9.])(?:{_OCTET}\.){{3}}{_OCTET}(?![0-9]|\.[0-9])")),
    (Taken.METER, Lazy(rf"(?<![0-9.]){_COORDINATE}[, /]{{1,3}}{_COORDINATE}(?![0-9.])")),
    (Taken.SIM, Lazy(rf"{_ALONE}(?:[0-9A-Fa-f]{{2}}:){{5}}[0-9A-Fa-f]{{2}}(?![0-9A-Za-z])")),
    (Taken.SIM, Lazy(rf"{_ALONE}(?:[0-9A-Fa-f]{{2}}-){{5}}[0-9A-Fa-f]{{2}}(?![0-9A-Za-z])")),
    # a UUID
    (Taken.SIM, Lazy(rf"{_ALONE}[0-9A-Fa-f]{{8}}(?:-[0-9A-Fa-f]{{4}}){{3}}-[0-9A-Fa-f]{{12}}(?![0-9A-Za-z])")),
    # a published standard
    (Taken.PART, Lazy(r"(?:GB|GA|JGJ?|CJJ|DB|TSG|ISO|IEC|EN)(?:/?[TZ])? ?[0-9]{2,6}-(?:19|20)[0-9]{2}(?![0-9])")),
    (Taken.AMOUNT, Lazy(rf"{_ALONE}[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,5}}(?!,?[0-9])")),
    (Taken.AMOUNT, Lazy(rf"¥ ?{_SUM}")),
    (Taken.AMOUNT, Lazy(rf"\$ ?{_SUM}")),
)
# What each of these holds: where it is missing, none of them needs to be tried. Every branch begins with one
# certain character, so that the search can run from one of those to the next.
_MAY_SHAPE = re.compile(
    r"\.[0-9]{1,3}\.[0-9]|\.[0-9]{4}|:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){4}|-[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){4}"
    r"|-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-|-(?:19|20)[0-9]{2}|,[0-9]{3},[0-9]{3}|¥|\$"
)
_LONG = (
    (
        Taken.ID_CARD,
        Lazy(
            r"(?<![0-9A-Za-z])[1-9][0-9]{5}[ -]?(?:19|20)[0-9]{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12][0-9]|3[01])"
            r"[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
        ),
    ),
    (
        Taken.BANK_CARD,
        Lazy(
            r"(?<![0-9A-Za-z])[3-9][0-9]{3}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{1,4})?(?![0-9])"
            r"|(?<![0-9A-Za-z])[3-69][0-9]{15,18}(?![0-9A-Za-z])"
        ),
    ),
)
_MAY_BE_LONG = re.compile("[0-9][0-9 -]{14}")


def claim_links(text: Text, claims: Claims) -> None:
    """URLs, mail addresses and file names."""
    plain = text.plain
    if "@" in plain or "://" in plain or ("." in plain and _FILE_OR_HOST.search(plain)):
        _claim_all(Taken.LINK, _LINK, plain, claims)


def claim_look_alikes(text: Text, claims: Claims, cues: Sequence[Cue], *, long: bool = True) -> None:
    """Numbers of papers, cards, parts and accounts after their cue words, and what shows its kind by its shape.

    `long`: the text may hold numbers as long as those of cards.
    """
    plain = text.plain
    _claim_cued(plain, claims, cues)
    if _MAY_SHAPE.search(plain):
        for kind, pattern in _SHAPES:
            _claim_all(kind, pattern, plain, claims)
    if long and _MAY_BE_LONG.search(plain):
        for kind, pattern in _LONG:
            _claim_all(kind, pattern, plain, claims)


def _claim_cued(plain: str, claims: Claims, cues: Sequence[Cue]) -> None:
    """What stands behind a cue word or under it."""
    for cue in cues:
        kind = _KINDS.get(cue.says)
        if kind is None or (kind is Taken.PARTIAL and _WENT_BEFORE.search(plain, max(0, cue.start - 24), cue.start)):
            continue
        match = _AFTER.get(cue.says, _VALUE).match(plain, cue.end)
        if match:
            _claim(kind, *match.span("value"), claims)
    if "\n" in plain and ("\t" in plain or "|" in plain):
        for cue, start, end in cells_under(plain, cues):
            if kind := _KINDS.get(cue.says):
                _claim(kind, start, end, claims)


def _claim_all(kind: Taken, pattern: Lazy, plain: str, claims: Claims) -> None:
    for match in pattern.finditer(plain):
        _claim(kind, *match.span(), claims)


def _claim(kind: Taken, start: int, end: int, claims: Claims) -> None:
    if claims.free(start, end):
        claims.claim(kind, start, end)
