"""Which of the times in a message is the visit that the customer wants.

A time is the visit when it stands alone in its clause, beside words like 来, 上门, 有空, 在家, or lies ahead. It is not
when it says since when, by when, how long, when a shop is open, or when nobody can come in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from nlp.dictionary import Dictionary
from nlp.normalize import Text
from nlp.patterns import Lazy
from nlp.reading import Appointment
from nlp.spans import Claims, Taken
from nlp.times import Moment, moments

_NEAR = 24  # characters around a time that are looked at
_BREAK = re.compile(r"[,。;!?\n()]")
_OR = re.compile(r" ?(?:或者?|到|至|-|~|、|/|和|及) ?")
_JUST_NOW = timedelta(minutes=5)
_BEFORE_THEN = Lazy(r"[^,。;!?\n]{0,8},(?:之前|前 )")  # 周五下午闭幕，之前弄好
_NAMED = r"[^\W\da-zA-Z_]{1,3}(?:先生|女士|小姐|阿姨|老师|师傅|大爷|叔|姐|哥)"
_ARRIVES = r"到(?=[ ,。]|$|场|现场|店|厂|家|就)"
_BACK_AGAIN = r"[^,。]{0,6}(?:回来|再来|再弄|再修|之后来|以后来)"  # 三天后我出差回来再弄
_LEAVE = Lazy(r"[^ ,]{0,4}(?:后|走)")  # 客人下午2点退房后可进
_TOLD = re.compile(r"(?<!过)了(?!再|就来|来)")  # 凌晨三点响了一次
_SAME_BREATH = 12  # characters between a day and the hour that is said after it
# At what hour it happens: 晚上10点以后特别响, 早上7点到8点水压小.
_HAPPENS = Lazy(
    r"[^,]{0,8}(?:响|吵|晒|水压|水小|跳闸|停[水电机]|闪|臭|味|漏|不(?!过|在|用|急|忙|上班|营业|影响)[^,]|没[水电气网声信反])"
)
# Of today: 上午夹到人; but 下午听到电话再上来.
_BEFELL = Lazy(
    "(?:[夹撞碰摔砸踩磕绊挤遇烫擦蹭][到着过]|[看听闻]到)(?![^,]*(?:(?<![下出起进原本])来(?![电了])|上门|安排))"
)
_CALL_NOTED = Lazy("(?:来电|电话|通话)记录")
_BARE_CLOCK = re.compile("[0-2]?[0-9]:[0-5][0-9]")
_MEASURED = Lazy(" ?-?[0-9.]{1,5}(?:℃|°|度|%)")
_WAS = Lazy("[^,来去]{1,5}过(?:一?[次回阵]|[电水了两几])")  # 周末停过电
_OPEN = re.compile("都?开(?:着|门|的)?")  # 早八点到晚十点都开
_FREE_THEN = Lazy("[^,]{0,6}(?:没人|空着|没课|歇业|停机|不营业|人少)[^,]{0,4}(?:可以|能|方便)")
_COME_THEN = Lazy("[^。;!?\n]{0,14},(?:那时|到时|那会儿?|这时|趁)[^,]{0,4}(?:来|修|弄|方便|有空)")
_FROM_THEN_ON = Lazy("(?:之后|以后|过后)(?:吧|都行|都可以|可以)?")
# Of a day: 周四才换的, 周五就报了的.
_OVER = Lazy("[才就刚][^,来]{1,4}(?:的|了)")
# Today, without an hour: by when it must be done, or what was done.
_BY_TONIGHT = Lazy("[^,]{0,2}(?:(?:必须|务必|一定)(?!到)|要(?!求)|处理|来人[没吗]|换了|接着|还)")
_A_LITTLE = ("早一点", "晚一点", "快一点", "慢一点")
_BARE_HOUR = 3  # characters: 九点, 两点半
_NOTHING = (0, False, False)
_ASKED = 2
_FILLING_BEFORE = ":是在约等那就"
_FILLING_AFTER = "最好左右前后以后之吧都行的。可以钟期间"


class Visits:
    def __init__(self, dictionary: Dictionary) -> None:
        lists = {name: _any_of(words) for name, words in _lists(dictionary)}
        self._after = Lazy(
            rf"(?:[ ,]?(?:{lists['between']}|{_NAMED})){{0,4}}[ ,]?(?:{lists['after']}|{_ARRIVES})(?!的?那)"
        )
        self._before = Lazy(rf"(?:{lists['before']})(?:{lists['joined']}| ){{0,3}}$")
        self._since = Lazy(rf"[ 多许左右]{{0,2}}(?:{lists['since']})(?!来)")
        self._since_before = Lazy(rf"(?:{lists['since_before']})$")
        self._deadline = Lazy(rf" ?(?!{lists['not_deadline']})(?:{lists['deadline']})")
        self._hours = Lazy(
            rf"(?<![人不来非给])(?:{lists['hours']})(?![之以]?[前后]|的话|[吗不没]|时间[都均内来可随过]|到家|回家|回来|才)"
        )
        self._past = Lazy(lists["past"])
        self._guests = Lazy(rf"(?:{lists['guests']})[们]?$")
        self._busy = Lazy(rf"[^ 前]{{0,4}}(?:{lists['busy']})(?!{_BACK_AGAIN})")

    def find(self, text: Text, plain: str, claims: Claims, now: datetime) -> Appointment | None:
        """The visit; every other day and hour is claimed, too, so that nobody reads 15:30 as a room.

        `plain` is as much of the text as is to be read. Of two visits the one that says more counts.
        """
        plain = claims.blank(plain)[: len(plain)]
        chosen: Moment | None = None
        best = _NOTHING
        day: Moment | None = None
        for found in _with_alternatives(plain, moments(plain, now)):
            moment = _on_the_day(plain, day, found)
            said = self._asked_for(plain, moment, now)
            if moment.says_day:
                day = moment if said or moment.day > now.date() else None
            if chosen is not None and said and moment.day == chosen.day and not any(best[1:]):
                said = max(said, best[0])  # 明天来嘛明早九点
            if said and (rank := (said, *_detail(moment))) > best:
                chosen, best = moment, rank
            if not said and not moment.says_day and moment.at is None:
                continue  # 晚上不亮: the part of the day belongs to the fault
            claims.claim(Taken.TIME, moment.start, moment.end)
        return _appointment(text, chosen, asked_for=best[0] == _ASKED) if chosen else None

    def _asked_for(self, plain: str, moment: Moment, now: datetime) -> int:
        """How clearly: 2 by the words around it, 1 because it lies ahead, 0 not at all."""
        before, after = _clause_around(plain, moment)
        over = moment.at is not None and moment.at < now - _JUST_NOW
        befell = moment.day == now.date() and _BEFELL.match(after) is not None
        if over or befell or self._is_other(plain, moment, before, after):
            return 0
        if self._before.search(before):
            return _ASKED
        since = self._since.match(after) is not None
        if moment.at is not None and _FROM_THEN_ON.fullmatch(after):
            return _ASKED
        if self._after.match(after) or _FREE_THEN.match(after) or _COME_THEN.match(plain, moment.end):
            return 0 if since else _ASKED
        if _stands_alone(before, after) and (moment.says_day or moment.at is not None):
            return _ASKED
        told = _TOLD.search(after) is not None and (not moment.says_day or moment.day == now.date())
        told = told or (not moment.says_day and _HAPPENS.match(after) is not None)
        return int(not since and not told and not self._busy.match(after) and _lies_ahead(plain, moment, now))

    def _is_other(self, plain: str, moment: Moment, before: str, after: str) -> bool:
        """Since when, by when, how often, when a shop is open, or when somebody else comes."""
        if (
            (self._guests.search(before) and not _LEAVE.match(after))
            or self._past.search(before.rsplit(" ", 1)[-1])
            or self._since_before.search(before)
            or self._deadline.match(after)
        ):
            return True
        if (
            (moment.at is not None and after.startswith("休息"))
            or _WAS.match(after)
            or _OPEN.fullmatch(after)
            or (not moment.says_day and _is_a_little(plain, moment))
            or (moment.says_day and _OVER.match(after))
            or (_is_bare_today(plain, moment) and _BY_TONIGHT.match(after))
            or (_is_a_stamp(plain, moment) and not self._after.match(after))
        ):
            return True
        off = before.removesuffix("下班")  # 我下班下午5点到门口
        return bool(self._hours.search(after) or self._hours.search(off) or _BEFORE_THEN.match(plain, moment.end))


def _is_a_little(plain: str, moment: Moment) -> bool:
    return plain.startswith(_A_LITTLE, max(0, moment.end - 3))


def _is_bare_today(plain: str, moment: Moment) -> bool:
    return plain[moment.start : moment.end] in ("今天", "今日")


def _is_a_stamp(plain: str, moment: Moment) -> bool:
    """02:40 南昌… in a line of a log, 来电记录10:20, 时间：10:20 of a call that was noted, 8:00 4℃."""
    if not _BARE_CLOCK.fullmatch(plain, moment.start, moment.end):
        return False
    if plain.endswith("\n时间:", 0, moment.start) and _CALL_NOTED.search(plain, 0, moment.start):
        return True
    begins = moment.start == 0 or plain[moment.start - 1] == "\n" or plain.endswith("记录", 0, moment.start)
    return (begins and plain[moment.end : moment.end + 1] == " ") or _MEASURED.match(plain, moment.end) is not None


def _lies_ahead(plain: str, moment: Moment, now: datetime) -> bool:
    """Another day, or a part or hour of this one that is said in full: a fault is seldom told with one.

    一点 may be a little: 一点都不热.
    """
    if moment.says_day and moment.day > now.date():
        return True
    if moment.part == "早上":
        return False  # 今早开机就这样
    words = plain[moment.start : moment.end]
    return (moment.at is not None and (len(words) > _BARE_HOUR or moment.says_day)) or (
        moment.says_day and moment.part is not None
    )


def _lists(dictionary: Dictionary) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, words in dictionary.lists.items():
        file, _, name = key.split(".")
        if file == "times":
            yield name, words


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _with_alternatives(plain: str, found: Iterable[Moment]) -> Iterator[Moment]:
    """周二或者周三下午 is one expression that starts on Tuesday."""
    held: Moment | None = None
    for moment in found:
        if held is not None and _OR.fullmatch(plain, held.end, moment.start):
            held = _joined(held, moment)
            continue
        if held is not None:
            yield held
        held = moment
    if held is not None:
        yield held


def _joined(first: Moment, other: Moment) -> Moment:
    """周四或周五下午: the afternoon is meant of both."""
    if first.at is None and first.part is None:
        first = replace(first, at=_at_that_hour(first, other), part=other.part)
    return replace(first, end=other.end)


def _on_the_day(plain: str, day: Moment | None, moment: Moment) -> Moment:
    """明天来，下午两点以后: the hour is of the day that was just said."""
    if (
        day is None
        or moment.says_day
        or _is_a_little(plain, moment)
        or (day.at and moment.at)
        or moment.start - day.end > _SAME_BREATH
    ):
        return moment
    if len(_BREAK.findall(plain, day.end, moment.start)) > 1:
        return moment
    return replace(moment, day=day.day, at=_at_that_hour(day, moment), says_day=True)


def _at_that_hour(day: Moment, hour: Moment) -> datetime | None:
    return datetime.combine(day.day, hour.at.timetz()) if hour.at else None


def _detail(moment: Moment) -> tuple[bool, bool]:
    """家里周末才有人，周六早上9点来: the second is the visit."""
    return moment.at is not None, moment.part is not None


def _clause_around(plain: str, moment: Moment) -> tuple[str, str]:
    head = plain[max(0, moment.start - _NEAR) : moment.start]
    tail = plain[moment.end : moment.end + _NEAR]
    breaks = [match.end() for match in _BREAK.finditer(head)]
    stop = _BREAK.search(tail)
    return head[breaks[-1] if breaks else 0 :], tail[: stop.start() if stop else _NEAR]


def _stands_alone(before: str, after: str) -> bool:
    """Nothing but filling up to the next blank or claimed span on either side."""
    left = re.split(r"[ \0]", before)[-1]
    right = re.split(r"[ \0]", after)[0]
    return _NOTHING_BEFORE.issuperset(left) and _NOTHING_AFTER.issuperset(right)


_NOTHING_BEFORE = frozenset(_FILLING_BEFORE)
_NOTHING_AFTER = frozenset(_FILLING_AFTER)


def _appointment(text: Text, moment: Moment, *, asked_for: bool) -> Appointment:
    start, end = text.span(moment.start, moment.end)
    return Appointment(
        value=text.original[start:end],
        start=start,
        end=end,
        method="time",
        certainty=0.91 if asked_for and moment.says_day and (moment.at or moment.part) else 0.8,
        day=moment.day,
        at=moment.at,
        part=moment.part,
    )
