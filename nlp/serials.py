"""Serial numbers: identifiers of the thing to be repaired, after a word for them or by their shape alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlp.cues import FILLER, Cue, Says
from nlp.normalize import Text
from nlp.parted_serials import parted_serial
from nlp.patterns import HAN, Lazy
from nlp.reading import Serial, Turn
from nlp.retractions import without_taken_back
from nlp.spans import Candidate, Claims, Taken
from nlp.vehicles import PROVINCES

_CONFUSED = str.maketrans("OIL", "011", "-_/.· #")

# A part may be set off with blanks around its hyphen, but a mobile number or a word is no part.
_PART = r"(?: ?- ?|[/_.·])(?!1[3-9][0-9]{9}(?![0-9])|(?<=[/.])[a-z]{3})(?=[A-Za-z0-9])"
_TOKEN = rf"[A-Za-z0-9](?:[A-Za-z0-9]|{_PART}){{0,39}}"
# What may stand between a word for a serial number and the number, beside what stands behind any such word.
_LEAD = (
    rf"(?:{FILLER}|\([^()0-9\n]{{1,12}}\)|[\n◎→※◆/|*`]|还是|没变,?|好像|大概|可能|贴纸|数字|一[串排行]|手写|[打印刻喷写贴标][着的]|[后下][面边]"
    r"|下的|我念|念|:)"
)
_AFTER_CUE = Lazy(rf"{_LEAD}{{0,8}}(?P<token>{_TOKEN})")
# Further groups of a short first one: DRX 0091 7744, 0 3 3 1 - 7 7 2 - K. No telephone number, no count of something.
_GROUP = Lazy(
    r"(?: {1,2}| ?[-·/] ?)"
    r"(?!1[3-9][0-9]{9}(?![0-9])|1[3-9][0-9][ -][0-9]{4}[ -][0-9]{4}(?![0-9])|0(?:10|2[0-9]|[3-9][0-9]{2})[ -]"
    r"(?:[0-9]{7,8}(?![0-9])|[0-9]{3,4}[ -]?[0-9]{4}(?! ?[0-9])))"
    r"(?=[A-Z]{0,4}[0-9]|[A-Z]{1,3} ?[0-9]{3}|(?<=-)[A-Z](?![A-Za-z])|(?<=- )[A-Z](?![A-Za-z])"
    r"|(?<=[0-9] )[A-Z](?=[,。;)\n]|$))"
    r"[A-Z0-9]{1,12}(?![A-Za-z0-9_]|\.[A-Za-z0-9]|-[0-9]{1,4}-"
    r"|[楼号室台点个年月日层幢栋单元区路次只套块人天小分秒度]| [楼号室层幢栋])"
)
_AFTER_LETTERS = Lazy(
    r" (?!1[3-9][0-9]{9}|0[0-9]{2,3}-)(?=[A-Z-]{0,8}[0-9])[A-Z0-9]{1,16}(?:-[A-Z0-9]{1,8}){1,3}(?![A-Za-z0-9-])"
)
_MOST_GROUPS = 16
_LONGEST_FIRST = 9  # letters and digits of a first group that others may follow
# With words between the cue and the number: 编号我念你听啊 一个是SYB-041, SN在门框上KD-TF-2405.
_FAR_AFTER_CUE = Lazy(
    rf"(?P<between>(?:{HAN}|[:, (\n]){{0,14}}?)(?P<token>(?=[A-Z0-9-]{{0,12}}[0-9]{{3}})(?=[0-9-]{{0,12}}[A-Z])"
    r"[A-Z0-9]{1,16}(?:-[A-Z0-9]{1,16}){1,4}|[0-9]{3,6}·[0-9]{2,6}"
    r"|(?=[0-9]{0,12}[A-Z])[A-Z0-9]{6,24}"
    # Digits only: 出厂编号字很小写的是98-2417, 二维码下面那排数字是0330217.
    r"|(?:(?<=[是:为的着])|(?<= )(?=[0-9]{2,6}-[0-9]{2,8}-[0-9]{2,8}-))(?!1[3-9][0-9]{9}|0[0-9]{2,3}-|20[0-9]{2}-)"
    r"(?:[0-9]{5,20}|[0-9]{2,6}-(?=[0-9-]{0,8}[0-9]{3})[0-9]{2,8}(?:-[0-9]{2,8}){0,4})"
    r"|[a-z]{1,4}(?:-[0-9]{2,6}){1,4}|(?=[0-9]{0,12}[a-z])(?=[a-z]{0,12}[0-9])(?=[a-z0-9]{0,20}[0-9]{3})[a-z0-9]{6,24})(?![A-Za-z0-9]|-?开头|-?打头|结尾|[年月日点元块])"
)
_OF_ANOTHER_THING = Lazy("[单型料版图信话机打拨找室楼座票时]|合同|[没未]|不(?!是)")
# 资产编号：设备科-2021-0087, 编号：空压-03
_WITH_WORDS = Lazy(
    rf"(?:{_LEAD}){{0,4}}+(?P<token>(?:{HAN}{{1,4}}(?:-{HAN}{{1,4}})?-|{HAN}(?=[0-9]{{1,2}}-))"
    r"(?=[A-Z0-9-]{0,12}[0-9]{2})[A-Z0-9]{1,12}(?:-[A-Z0-9]{1,8}){0,3}"
    rf"|[{PROVINCES}医设固资产电教实校网总护检放影梯特叉塔吊水冷热场厂仪]{{1,3}}[A-Z]{{0,3}}[0-9]{{4,12}}"
    r"|[A-Z]{1,4}\(20[0-9]{2}\)-?[0-9]{2,5})(?![A-Za-z0-9])"
)
_BROKEN = Lazy(
    r"-\n(?=[A-Z0-9-]{0,8}[0-9])[A-Z0-9]{2,12}(?:-[A-Z0-9]{1,8}){0,2}(?![A-Za-z0-9])"
)  # at the end of a line
# 序列号是 A B 1 2 3 4 5 6: said one by one.
_ONE_BY_ONE = Lazy(rf"(?:{FILLER}){{0,4}}(?P<token>[A-Z0-9](?: [A-Z0-9]){{5,24}})(?![A-Za-z0-9])")
_BAR_CODE = Lazy(
    r"条(?:形码|码)号?[ :]{0,2}(?!69[0-9]{11})(?=[A-Z0-9 -]{0,34}[A-Z])[A-Z0-9-][A-Z0-9 -]{7,36}(?![A-Za-z0-9])"
)
# 3110 3301 0820 1406 0008: written in fours throughout.
_IN_FOURS = Lazy(r"(?: [0-9]{4}){3,5}(?![0-9])")
# 编号 BX20260919-0031, of a report, an order, a service.
_OF_A_REPORT = re.compile(r"(?:BX|GD|WX|PD|FW|BS|TS|WO|SO|DD|RW|SL)-?20[12][0-9](?:0[1-9]|1[0-2])[0-9-]{3,12}")
# 编号幺二零三七八, 序列号A二三杠零一四, dictated.
_SAID = "[零〇一二三四五六七八九幺]"
_SPOKEN = Lazy(
    rf"(?:{FILLER}){{0,4}}(?P<token>{_SAID}{{5,20}}|(?=[A-Z杠零〇一二三四五六七八九幺-]{{6}})(?:[A-Z]{{1,4}}|{_SAID}{{1,8}}[A-Z杠-])"
    rf"(?:[A-Z杠-]{{0,3}}{_SAID}{{1,8}}){{1,5}}[A-Z]{{0,2}})(?![十百千层楼号个台A-Za-z])"
)
_DIGITS_SPOKEN = str.maketrans("零〇一二三四五六七八九幺杠", "001234567891-")
_ANSWER = Lazy(rf"\s{{0,2}}(?:{HAN}{{1,8}}[: ]{{0,2}})?(?P<token>{_TOKEN})")
_ANSWERED_WITH_DIGITS = Lazy(r"\s{0,2}(?!1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7})(?P<token>[0-9]{6,20})[ 。\n]{0,2}(?=$)")
_QUESTION = Lazy(r"[^\n]{0,6}(?:多少|呢|[?]|拍|发|报|在哪|给)")
_COUNTS = Lazy(r"[楼室栋幢元层]|号[楼房]")
_ANOTHER = Lazy(
    r"(?:[ \n]{0,3}(?:[、,;/&+]|和|及|与|跟|还有|以及|[, ]?(?:应该|一个|另一个)?是)[ \n]{0,3}|[ \n]{1,3}(?:一个)?)"
    rf"(?P<token>{_TOKEN})"
)
_FINE = Lazy(
    r"[ ,(]?(?:[那这][台部个只])?(?:已经|今天|昨天|现在|都|倒是?|早就?){0,3}"
    r"(?:修?好了|好(?=[、,。;\n]|$)|(?:是|很|一切)?正常|没问题|没事|是好的|恢复|不用[管修看]|能用|可以用|没坏|是隔壁|是旁边|是箱号|是外箱|是盒子)"
)
_NOT_TO_MIND = Lazy(r"[ ,(]{0,2}(?:这个|那个|这串|那串)?(?:不用|不必|别|无需|甭|不要)(?:再|去)?[管记抄理看填录]")
_A_STAKE = Lazy(r"K[0-9]{1,4}(?:\+[0-9]{1,3})?")  # 桩号K864: of a motorway
_A_PRIZE = Lazy(r"抽中|中奖|奖品|盲盒|抽奖|领奖")
_AN_EXAMPLE = Lazy(r"(?:例|例如|比如|譬如|格式|形如|样例)[:是为 ]?$")
_HASH = Lazy("#(?![0-9A-Za-z楼机梯泵线炉桩号])")
_SHORTEST_ANSWER = 5
_LONG = 6  # characters of a serial number that is surely whole
_DIGIT = re.compile("[0-9]")


def key_of(serial: str) -> str:
    """The same for all writings of one serial number: O is 0, I and L are 1, separators are dropped."""
    return serial.upper().translate(_CONFUSED)


def cued_serials(text: Text, claims: Claims, cues: Iterable[Cue], turns: Sequence[Turn] = ()) -> list[Candidate]:
    """After 设备号, SN and the like; to be looked for before telephone numbers, which some of them look like.

    In a conversation one asks 编号多少 and the other answers with nothing else.
    """
    return [
        found
        for cue in cues
        if cue.says is Says.SERIAL or _is_bar_code(text.plain, cue)
        for found in (_after_cue(text.plain, claims, cue) or _answer(text.plain, claims, cue, turns))
    ]


def _is_bar_code(plain: str, cue: Cue) -> bool:
    """条码 BA0ZS00: on a device, with letters; that of goods has none."""
    return cue.says is Says.PART and _BAR_CODE.match(plain, cue.start) is not None


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
            end = _with_groups(plain, start, end)
            if (
                _is_serial(plain, start, end, glued=False)
                and claims.free(start, end)
                and end - start >= _SHORTEST_ANSWER
            ):
                claims.claim(Taken.SERIAL, start, end)
                return [Candidate(_value(plain, start, end), start, end, "serial in answer", 0.85)]
    return []


def _has_letters_and_digits(token: str) -> bool:
    return any(map(str.isalpha, token)) and not token.islower()


def standing_serials(text: Text, candidates: Sequence[Candidate]) -> tuple[Serial, ...]:
    """In the order of the text, each once, without those that the writer takes back."""
    if not candidates:
        return ()
    serials: dict[str, Serial] = {}
    standing = [found for found in without_taken_back(text.plain, candidates) if not _is_to_be_left(text.plain, found)]
    for found in [found for found in standing if not _is_of_no_interest(text.plain, found)] or standing:
        key = key_of(found.value)
        start, end = text.span(found.start, found.end)
        serials.setdefault(key, Serial(found.value, start, end, found.method, found.certainty, key=key))
    return tuple(serials.values())


def _is_of_no_interest(plain: str, found: Candidate) -> bool:
    """A12-0031 正常，A12-0032 不制冷: it is the other one that matters."""
    return _FINE.match(plain, found.end) is not None


def _is_to_be_left(plain: str, found: Candidate) -> bool:
    """An example (例:ICU-2026-0001), or what the writer says not to mind."""
    return (
        _NOT_TO_MIND.match(plain, found.end) is not None
        or _AN_EXAMPLE.search(plain, max(0, found.start - 4), found.start) is not None
        or _A_STAKE.fullmatch(found.value) is not None
        or _A_PRIZE.search(plain, max(0, found.start - 14), found.start) is not None
    )


def _after_cue(plain: str, claims: Claims, cue: Cue) -> list[Candidate]:
    return list(_told_after_cue(plain, claims, cue))


def _told_after_cue(plain: str, claims: Claims, cue: Cue) -> Iterator[Candidate]:
    if (spoken := _SPOKEN.match(plain, cue.end)) and claims.free(*spoken.span("token")):
        claims.claim(Taken.SERIAL, *spoken.span("token"))
        yield Candidate(spoken["token"].translate(_DIGITS_SPOKEN), *spoken.span("token"), "serial after cue", 0.85)
        return
    apart = _ONE_BY_ONE.match(plain, cue.end) or _WITH_WORDS.match(plain, cue.end)
    if apart and claims.free(*apart.span("token")):
        claims.claim(Taken.SERIAL, *apart.span("token"))
        yield Candidate(_value(plain, *apart.span("token")), *apart.span("token"), "serial after cue", 0.85)
        return
    parted = parted_serial(plain, cue.end)
    if parted and claims.free(*parted[:2]):
        claims.claim(Taken.SERIAL, *parted[:2])
        yield Candidate(parted[2], *parted[:2], "serial after cue", 0.85)
        return
    match = _AFTER_CUE.match(plain, cue.end) or _far_after(plain, cue.end)
    if match is None:
        return
    start, end = match.span("token")
    end = _with_groups(plain, start, _first_of_alike(match["token"], start))
    glued = start == cue.end and plain[start - 1].isascii()
    while _is_serial(plain, start, end, glued=glued) and claims.free(start, end):
        claims.claim(Taken.SERIAL, start, end)
        first = _value(plain, start, end)
        if first.isdigit() and _HASH.match(plain, end):
            first, end = first + "#", end + 1  # 0421#
        whole = len(first) >= _LONG and " " not in plain[start:end]
        yield Candidate(first, start, end, "serial after cue", 0.96 if whole else 0.85)
        match = _ANOTHER.match(plain, end)
        if match is None or not _are_alike(first, _value(plain, *match.span("token"))):
            return
        start, end = match.span("token")


def _far_after(plain: str, at: int) -> re.Match[str] | None:
    match = _FAR_AFTER_CUE.match(plain, at)
    return None if match is None or _OF_ANOTHER_THING.search(match["between"]) else match


def _first_of_alike(token: str, start: int) -> int:
    """Where the first ends of HR-2209/HR-2210; a slash may also be part of one serial number."""
    if "/" not in token:
        return start + len(token)
    first, _, other = token.partition("/")
    if token.replace("/", "").isdigit() and first[:-2] != other[:-2]:
        return start + len(token)  # 20632/00147
    return start + len(first if len(first) >= 4 and _are_alike(first, other) else token)


def _with_groups(plain: str, start: int, end: int) -> int:
    if sum(map(str.isalnum, plain[start:end])) > _LONGEST_FIRST:
        return end
    if plain[start:end].replace("/", "").isalpha() and (match := _AFTER_LETTERS.match(plain, end)):
        end = match.end()
    if broken := _BROKEN.match(plain, end):
        return broken.end()
    if end - start == len("0000") and (match := _IN_FOURS.match(plain, end)):
        return match.end()
    for _ in range(_MOST_GROUPS):
        match = _GROUP.match(plain, end)
        if match is None or (end - start > 4 and _are_alike(plain[start:end], match[0].strip(" /-·"))):
            return end
        end = match.end()
    return end


def _is_serial(plain: str, start: int, end: int, *, glued: bool) -> bool:
    """`glued`: a cue in Latin letters without a separator, SNACU-24110093, must not be a word of its own (SNMP)."""
    value = _value(plain, start, end)
    if not _DIGIT.search(value) or _OF_A_REPORT.fullmatch(value) or (glued and sum(map(str.isdigit, value)) < 4):
        return False
    long_enough = len(key_of(value)) >= 3 or (len(value) == 2 and value[0].isalpha())
    return long_enough and not (value.isdigit() and _COUNTS.match(plain, end))


def _value(plain: str, start: int, end: int) -> str:
    return plain[start:end].replace(" ", "").replace("\n", "").upper()


def _are_alike(one: str, other: str) -> bool:
    """Whether two could be of one series: the same letters and digits at the same places, or the same beginning."""
    if len(one) != len(other):
        return len(other) > 5 and abs(len(one) - len(other)) <= 2 and not one[:2].isdigit() and one[:3] == other[:3]
    return all(a.isdigit() == b.isdigit() for a, b in zip(one, other, strict=True))
