"""Serial numbers behind a word for one: 设备号, SN; also with words between, or as the answer to a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlp.cues import Cue, Says
from nlp.normalize import Text
from nlp.patterns import HAN, Lazy
from nlp.reading import Turn
from nlp.serial_groups import TELEPHONE, TOKEN, are_alike, end_of_first, value_of, with_groups
from nlp.serials import key_of
from nlp.spans import Candidate, Claims, Taken
from nlp.spelled_serials import LEAD, spelled_serial

_AT_ONCE = Lazy(rf"{LEAD}{{0,8}}(?P<token>{TOKEN})(?![A-Za-z0-9]|位)")
# With words between the cue and the number: 编号我念你听啊 一个是SYB-041, 编号可能13位 2 118 0406 7705 2.
_FAR = Lazy(
    rf"(?P<between>(?:{HAN}|[:, (\n—]|[0-9]{{1,2}}位){{0,14}}?)(?<![A-Za-z0-9])"
    rf"(?!{TELEPHONE}|[48]00[ -]|0[0-9]{{2,3}}-)(?P<token>[A-Z0-9·-]{{1,40}}|[a-z0-9-]{{4,40}})"
    r"(?![A-Za-z0-9]|-?[开打]头|结尾|[年月日点元块楼层室号位])"
)
_OF_ANOTHER_THING = Lazy("[单型料版图信话机打拨找室楼座票时]|合同|[没未]|不(?!是)|[前后末尾][0-9一二三四五六七八几]位")
_SAYS_SO = ("是", ":", "为", "的", "着")
# 编号 BX20260919-0031, of a report, an order, a service.
_OF_A_REPORT = Lazy(r"(?:BX|GD|WX|PD|FW|BS|TS|WO|SO|DD|RW|SL)-?20[12][0-9](?:0[1-9]|1[0-2])[0-9-]{3,12}")
_ANSWER = Lazy(rf"\s{{0,2}}(?:{HAN}{{1,8}}[: ]{{0,2}})?(?P<token>{TOKEN})")
_ANSWERED_WITH_DIGITS = Lazy(r"\s{0,2}(?!1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7})(?P<token>[0-9]{6,20})[ 。\n]{0,2}(?=$)")
_QUESTION = Lazy(r"[^\n]{0,6}(?:多少|呢|[?]|拍|发|报|在哪|给)")
_COUNTS = Lazy(r"[楼室栋幢元层]|号[楼房]")
_ANOTHER = Lazy(
    r"(?:[ \n]{0,3}(?:[、,;/&+]|和|及|与|跟|还有|以及|[, ]?(?:应该|一个|另一个)?是)[ \n]{0,3}|[ \n]{1,3}(?:一个)?)"
    rf"(?P<token>{TOKEN})"
)
_HASH = Lazy("#(?![0-9A-Za-z楼机梯泵线炉桩号])")
# 条码 BA0ZS00: on a device, with letters; that of goods has none.
_BAR_CODE = Lazy(
    r"条(?:形码|码)号?[ :]{0,2}(?!69[0-9]{11})(?=[A-Z0-9 -]{0,34}[A-Z])[A-Z0-9-][A-Z0-9 -]{7,36}(?![A-Za-z0-9])"
)
_SHORTEST_ANSWER = 5
_LONG = 6  # characters of a serial number that is surely whole
_DIGIT = re.compile("[0-9]")
_THREE_DIGITS = Lazy("[0-9]{3}")


def cued_serials(text: Text, claims: Claims, cues: Iterable[Cue], turns: Sequence[Turn] = ()) -> list[Candidate]:
    """To be looked for before telephone numbers, which some of them look like.

    In a conversation one asks 编号多少 and the other answers with nothing else.
    """
    return [
        found
        for cue in cues
        if cue.says is Says.SERIAL or (cue.says is Says.PART and _BAR_CODE.match(text.plain, cue.start))
        for found in (list(_after_cue(text.plain, claims, cue)) or _answer(text.plain, claims, cue, turns))
    ]


def _after_cue(plain: str, claims: Claims, cue: Cue) -> Iterator[Candidate]:
    spelled = spelled_serial(plain, cue.end)
    if spelled and claims.free(*spelled[:2]):
        start, end, value = spelled
        claims.claim(Taken.SERIAL, start, end)
        yield Candidate(value, start, end, "serial after cue", 0.85)
        return
    match = _AT_ONCE.match(plain, cue.end) or _far_after(plain, cue.end)
    if match is None:
        return
    start = match.start("token")
    end = with_groups(plain, start, start + end_of_first(match["token"]))
    glued = start == cue.end and plain[start - 1].isascii()
    while _is_serial(plain, start, end, glued=glued) and claims.free(start, end):
        claims.claim(Taken.SERIAL, start, end)
        first = value_of(plain, start, end)
        if first.isdigit() and _HASH.match(plain, end):
            first, end = first + "#", end + 1  # 0421#
        whole = len(first) >= _LONG and " " not in plain[start:end]
        yield Candidate(first, start, end, "serial after cue", 0.96 if whole else 0.85)
        another = _ANOTHER.match(plain, end)
        if another is None or not are_alike(first, value_of(plain, *another.span("token"))):
            return
        start, end = another.span("token")


def _far_after(plain: str, at: int) -> re.Match[str] | None:
    match = _FAR.match(plain, at)
    if match is None or _OF_ANOTHER_THING.search(match["between"]):
        return None
    token, start = match["token"], match.start("token")
    groups = plain[start : with_groups(plain, start, match.end("token"))]
    if groups.count(" ") > 1 and sum(map(str.isdigit, groups)) > _LONG:
        return match
    if any(map(str.isalpha, token)):
        whole = len(token) >= _LONG if token.isalnum() else _THREE_DIGITS.search(token)
        return match if whole and _DIGIT.search(token) else None
    return match if len(token) >= _SHORTEST_ANSWER and match["between"].rstrip(" ").endswith(_SAYS_SO) else None


def _answer(plain: str, claims: Claims, cue: Cue, turns: Sequence[Turn]) -> list[Candidate]:
    if not turns or not _QUESTION.match(plain, cue.end):
        return []
    following = next((turn for turn in turns if turn.start > cue.end), None)
    for turn in turns[turns.index(following) :][:3] if following else ():
        match = _ANSWER.match(plain, turn.start, turn.end)
        if match and not _has_letters_and_digits(match["token"]):
            match = _ANSWERED_WITH_DIGITS.match(plain, turn.start, turn.end)
        if match:
            start, end = match.span("token")
            end = with_groups(plain, start, end)
            whole = end - start >= _SHORTEST_ANSWER and _is_serial(plain, start, end, glued=False)
            if whole and claims.free(start, end):
                claims.claim(Taken.SERIAL, start, end)
                return [Candidate(value_of(plain, start, end), start, end, "serial in answer", 0.85)]
    return []


def _has_letters_and_digits(token: str) -> bool:
    return any(map(str.isalpha, token)) and not token.islower()


def _is_serial(plain: str, start: int, end: int, *, glued: bool) -> bool:
    """`glued`: a cue in Latin letters without a separator, SNACU-24110093, must not be a word of its own (SNMP)."""
    value = value_of(plain, start, end)
    if not _DIGIT.search(value) or _OF_A_REPORT.fullmatch(value) or (glued and sum(map(str.isdigit, value)) < 4):
        return False
    long_enough = len(key_of(value)) >= 3 or (len(value) == 2 and value[0].isalpha())
    return long_enough and not (value.isdigit() and _COUNTS.match(plain, end))
