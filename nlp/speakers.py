"""Who reports in a conversation, by the names that a chat shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from nlp.patterns import Lazy
from nlp.person import Person
from nlp.reading import Turn
from nlp.segment import Outline
from nlp.transcript import only_asks

_HAN = r"[^\W\d_a-zA-Z]"
NICKNAME = re.compile(rf"[小老阿](?:(?P<twice>{_HAN})(?P=twice)|{_HAN}|(?<=阿)[a-zA-Z]{{2,8}})")
_LATIN = Lazy(r"(?<![A-Za-z0-9])(?:(?:Mrs?|Ms|Miss|Dr)\.? ?)?[A-Z][a-z]{1,15}(?:[A-Z][a-z]{1,7})?(?![A-Za-z-])")
_PARENT = re.compile(rf"{_HAN}{{1,3}}(?:妈|爸|妈妈|爸爸|奶奶|爷爷)")
_POLITE = re.compile(rf"{_HAN}{{1,2}}(?:先生|女士|小姐)")  # 过女士, whatever the surname
_PARTS_OF_A_SPEAKER = re.compile(r"[-—_@·()/|\s]+")
_BESIDES = re.compile(
    rf"^(?:A{{1,4}}(?={_HAN})|[0-9#]+(?:号楼|[栋幢座室]|单元)?)+"
    r"|(?=[微语电企原说1再又补来报更追反刚打交接写发讲记留转汇])(?:(?:微信|语音|电话|企业微信|原话|说|1[0-9]{10})+"
    r"|(?:再|又|补|来)?(?:补?报|补充|补发|更正|追加|反映|反馈)(?:位置|地址|情况|一下|一次|一遍)?"
    r"|(?:又|刚刚?|再)?(?:来电话?|打来|交班|接班|[写发报说讲记]的|留言|转述|汇报))$"
)
_TITLES = "先生|女士|小姐|阿姨|大爷|大妈|奶奶|爷爷|叔叔|大叔|大姐|大哥|老师|师傅"
# 畅阿姨 of 5栋2单元畅阿姨
_AT_A_DOOR = Lazy(rf"(?:^|(?<=[0-9室栋幢座楼层元号]))(?![的老小大女男某机岗线桥床门楼下上层]){_HAN}(?:{_TITLES})$")
_WHOEVER_IS_THERE = Lazy(rf"(?:楼[上下]|[0-9]床)(?:{_TITLES})$")
_TWO_LATIN = re.compile(r"[A-Z][a-z]{1,14} [A-Z][a-z]{1,14}")
_LATIN_AT_END = re.compile(rf"(?<={_HAN})[A-Z][a-z]{{2,14}}$")
_NO_SURNAME = frozenset("丁管师母我问答客甲乙丙")
_ACKNOWLEDGES = Lazy(
    r"[ \n]*(?:收到|好的?|好滴|OK|ok|嗯+|马上(?:安排|处理|来|到|去)?|安排|稍等|在的?|知道了|明白|了解)"
    r"[^,。\n]{0,6}[ ,。!~\n]*"
)  # reports nothing
_AREA = re.compile("[小园厂校社院片库景]区(?:管家|主管|经理|主任|保安)")  # 小区管家 is nobody called 区
_LONGEST_NICKNAME = 3
_SHIFTS = frozenset(("白班", "夜班", "早班", "晚班", "中班"))
_IN_NO_NAME = frozenset("一二三四五六七八九十的")


class Speakers:
    """`titled` finds a name with a title at the end of a speaker."""

    def __init__(
        self,
        titled: Lazy,
        surnames: AbstractSet[str],
        is_full_name: Callable[[str], bool],
        roles: AbstractSet[str],
    ) -> None:
        self._titled = titled
        self._roles = tuple(roles)
        self._surnames = surnames
        self._is_full_name = is_full_name

    def find(self, outline: Outline, turns: Sequence[Turn]) -> Iterator[Person]:
        """Whoever reports in a conversation, where the name looks like one."""
        names: dict[str, str | None] = {}
        for turn in turns:
            if turn.staff or turn.speaker is None or _ACKNOWLEDGES.fullmatch(outline.plain, turn.start, turn.end):
                continue
            if len(turns) > 1 and only_asks(outline.plain[turn.start : turn.end]):
                continue
            start = outline.plain.rfind(turn.speaker, 0, turn.start)
            if turn.speaker not in names:
                names[turn.speaker] = self._name_of_speaker(turn.speaker)
            name = names[turn.speaker]
            if start >= 0 and name:
                start += turn.speaker.rindex(name)
                yield Person(start, start + len(name), "speaker", 1.0)

    def _name_of_speaker(self, speaker: str) -> str | None:
        """泽 of 影院-阿泽, 刘阿姨 of 刘阿姨@微信, 傅国良 of 傅国良(Leo): the last part that looks like a name."""
        if " " in speaker and (two := _TWO_LATIN.search(speaker)):
            return two[0]
        if _WHOEVER_IS_THERE.search(speaker):
            return None
        outside, _, inside = speaker.partition("(")
        written = [
            part for each in (outside, inside) if each for part in reversed(_PARTS_OF_A_SPEAKER.split(each)) if part
        ]
        names = [name for part in written if (name := self._name_in(_BESIDES.sub("", part), speaker))]
        spoken = [name for name in names if not name.isascii()]
        return next((name for name in spoken if len(name) > 1), max(names, key=len, default=None))

    def _behind_role(self, part: str, at: int) -> int:
        """任工 of 消防主管任工, though 管 is a surname, too."""
        later = range(at + 1, len(part) - 1)
        if not _IN_NO_NAME.isdisjoint(part[at:-2]):  # 高三苗主任, 9楼的潘小姐
            free = (start for start in later if self._titled.match(part, start))
            return next((start for start in free if _IN_NO_NAME.isdisjoint(part[start:-2])), at)
        return next(
            (start for start in later if part.endswith(self._roles, 0, start) and self._titled.match(part, start)), at
        )

    def _name_in(self, part: str, speaker: str) -> str | None:
        at_door = _AT_A_DOOR.search(part)
        if part in _SHIFTS or at_door:
            return at_door[0] if at_door else None
        titled = self._titled.search(part)
        if titled and not _AREA.search(part, max(0, titled.start() - 1)):
            return part[self._behind_role(part, titled.start()) :]
        if (
            NICKNAME.fullmatch(part)
            or self._is_full_name(part)
            or _LATIN.fullmatch(part)
            or _PARENT.fullmatch(part)
            or _POLITE.fullmatch(part)
        ):
            return part
        if part in self._surnames and (part != speaker or part not in _NO_SURNAME):
            return part
        if len(part) > _LONGEST_NICKNAME and part[-2] in "小老阿":
            return part[-2:]  # 监控室小纪
        latin = _LATIN_AT_END.search(part)
        return latin[0] if latin else None
