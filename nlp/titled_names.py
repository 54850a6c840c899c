"""Names with a title, a role or a small word that makes a nickname: 王建国先生, 毋工, 陈sir, 小魏."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.name_edges import (
    HARD,
    SAID_BEFORE,
    after_department,
    after_desk,
    after_role,
    at_a_desk,
    calls,
    ends,
    free_after,
    free_before,
    is_a_particle,
    near_number,
)
from nlp.names import NOT_IN_NAMES, Names
from nlp.patterns import holds, matches
from nlp.person import Person
from nlp.segment import Outline
from nlp.speakers import NICKNAME

_HAN = r"[^\W\d_a-zA-Z]"
_TITLED = re.compile(r"T~*")
_ROLE = re.compile(r"[NT]~+ ?")
_NO_LONE_NAME = frozenset("时从后那全支门水花都元居户利到来要有在好和但是非常去开关上下中家人店总工电机车路号点卡先急")
_NAMES = frozenset(".xXJPIhHOEbrvWlu")
_NICKNAMES = _NAMES | frozenset("~a")
_NICKNAMES_OF_STAFF = _NICKNAMES | frozenset("SZRLBD")  # 店员小苑
_ENDS_OF_SITES = frozenset("SZRr")  # 邸大爷
_UNKNOWN_NAME = re.compile(r"(?:^|(?<=[, p]))\.{3,4}$")  # 阿依古丽护士
_UNKNOWN_CHILD = re.compile(r"(?:^|(?<=[, p]))\.{2,3}$")  # 子轩妈妈
_PARENTS = frozenset("妈爸奶爷")
_GOES_ON = re.compile(r"[.J][^,p @!]{3}")  # 阿桂上货时看到的
_NO_UNKNOWN_SURNAME = frozenset(
    "等候盼催替帮代跟和与由让请叫找转问给托另各总副某贵男女新这那老小大胖瘦矮聋盲哑几每本好两三仨俩独孤像因照屋姓"
)
_ENDS_OF_DEPARTMENTS = frozenset("组班队部科室处")  # 打包组组长
# 景园 is a site and 胡同 an alley, but 景园长138… is somebody.
_CUT_AMISS = re.compile(r"[SZWRHDB](?<![^, p@].)~\.(?=[ ,:-]{0,2}p)")
_GRADES = ("高一", "高二", "高三", "初一", "初二", "初三")
_OFFICES = frozenset("科处局")
_OF_A_WARD = ("医生", "护士", "老师", "医师")  # 内科昝华医生
_DOORS = frozenset("bulrS0")
_ENDS_OF_ROLES = frozenset("员师长主匠")  # 值机员剧师傅
_AND = ("和", "跟", "与")  # 和店长昝华联系
_ENDS_OF_ROADS = frozenset("路街桥镇村城区门站场")
_TITLES_OF_NICKNAMES = frozenset("伯叔姐哥嫂婶姨婆公爷头")
_YOUNG = frozenset("弟妹哥姐")  # 保安阿弟
_UNMISTAKABLE = frozenset("姐哥嫂叔婶姨爷总工爹")
_KIN = frozenset("姐哥嫂叔婶姨爷总爹")
_NUMBERED = frozenset("大二三四五六七八九")  # 马三哥
_POLITE = ("先生", "女士", "小姐")
_LIKENED = ("一样", "似的")


def titled(names: Names, outline: Outline) -> Iterator[Person]:
    if "T" not in outline.shape:
        return
    for match in matches(_TITLED, outline.shape):
        title = match.start()
        if _is_a_role(names, outline, title, match.end()):
            continue
        apart = title > 1 and outline.shape[title - 1] == " "  # 澹台 小姐
        start = _name_in_front(names, outline, title - apart)
        pattern = _UNKNOWN_CHILD if outline.plain[title] in _PARENTS else _UNKNOWN_NAME
        unnamed = start is None and outline.shape[title - 2 : title] == ".."
        if unnamed and (unknown := pattern.search(outline.shape, max(0, title - 6), title)):
            behind = outline.shape[match.end() : match.end() + 1]
            if behind in ",p " and NOT_IN_NAMES.isdisjoint(outline.plain[unknown.start() : title]):
                one = pattern is _UNKNOWN_NAME and outline.plain[title - 1] in names.surnames  # 安监龚经理
                begin = title - 1 if one else unknown.start()
                yield names.person(outline, begin, match.end(), "unknown name", 1.5)
            continue
        if apart and start is not None and not (start == 0 or outline.shape[start - 1] in ", p"):
            continue
        if start == title - 1 and not apart and _is_foreign(outline, start, match.end()):
            start -= 1  # 山田先生
        joined = (
            start is not None
            and outline.plain[start:title] in _AND
            and outline.shape[match.end() : match.end() + 1] == "."
        )
        if start is not None and not joined:
            yield names.person(outline, start, match.end(), "title", 3.0)


def _is_a_role(names: Names, outline: Outline, start: int, end: int) -> bool:
    """盘古采购小匡: what stands in front of a nickname is where he works."""
    if outline.plain[end : end + 1] not in ("小", "老", "阿") or outline.plain[start:end] not in names.roles:
        return False
    behind = NICKNAME.match(outline.plain, end)
    return behind is not None and _NAMES.issuperset(outline.shape[end + 1 : behind.end()])


def _is_foreign(outline: Outline, start: int, end: int) -> bool:
    """Two unknown characters that stand quite free in front of a title: 山田先生, 德吉老师."""
    plain, shape = outline.plain, outline.shape
    if shape[max(0, start - 1) : start + 1] != ".." or plain[start - 1] in "小老阿":
        return False
    free = start == 1 or shape[start - 2] in ",p"
    return free and plain[start - 1] not in SAID_BEFORE and shape[end : end + 1] in ("", ",", "p", " ")


def _name_in_front(names: Names, outline: Outline, title: int) -> int | None:
    """Where the longest of 王建国, 欧阳, 小王, 王 in front of a title starts.

    Full names only where they stand quite free; one unknown character is taken for a surname though
    it is in no list.
    """
    plain, shape = outline.plain, outline.shape
    if plain[max(0, title - 2) : title] in names.compounds:
        return title - 2
    for start in range(max(0, title - 3), title):
        if not _NAMES.issuperset(shape[start:title]) and not _is_alone(names, outline, start, title):
            continue
        length = title - start
        if length > 1 and (not NOT_IN_NAMES.isdisjoint(plain[start:title]) or plain[title - 1] in _ENDS_OF_DEPARTMENTS):
            continue  # 孟董的秘书
        if length > 1 and plain[start : start + 2] in _GRADES and plain[title - 1] in names.surnames:
            continue  # 高三苗主任
        if length > 1 and plain[start] in "师长员生" and shape[max(0, start - 1) : start] == "~":
            continue  # 药剂师伊老师
        hard = start == 0 or shape[start - 1] in HARD or plain[start - 1] in SAID_BEFORE or plain[start - 1] == "班"
        known = plain[start] in names.surnames
        if length == 1:
            known = known or _is_unknown_surname(outline, start, title, hard=hard)
            found = known or _is_rare_surname(names, outline, start, title)
            return start if found and not is_a_particle(outline, start, title) else None
        at_work = after_role(outline, start) or (plain.startswith(_OF_A_WARD, title) and after_desk(outline, start))
        if (length == 2 and (plain[start] in "小老阿" or plain[start] == plain[start + 1])) or (
            known and (hard or (length == 2 and at_work and plain[start] not in _ENDS_OF_DEPARTMENTS))
        ):
            return start
    return None


def _is_alone(names: Names, outline: Outline, start: int, title: int) -> bool:
    """邸大爷, though 邸 ends many a site."""
    if title - start > 1 or outline.shape[start] not in _ENDS_OF_SITES or outline.plain[start] not in names.surnames:
        return False
    return start == 0 or outline.shape[start - 1] in HARD or after_desk(outline, start)


def _is_unknown_surname(outline: Outline, start: int, title: int, *, hard: bool) -> bool:
    """What is in no list; 能经理 and 红先生 where nothing else stands beside them."""
    if outline.plain[start] in _NO_UNKNOWN_SURNAME or not outline.plain[start].isalpha():
        return False
    if outline.shape[start] == "." and (hard or after_desk(outline, start)):
        return True
    behind = outline.shape[title:].lstrip("T~")[:1]
    if (hard or after_role(outline, start)) and behind in ",p " and outline.plain.startswith(_POLITE, title):
        return True  # 过女士, 把先生
    free = hard or (after_role(outline, start) and outline.shape[start] in ".x")
    return free and outline.plain[start] not in NOT_IN_NAMES and behind in ",p "


def _is_rare_surname(names: Names, outline: Outline, start: int, title: int) -> bool:
    """畅阿姨 of 5栋2单元 and 把主任 of 总务: an ordinary word, or one in no list behind a door."""
    shape, plain = outline.shape, outline.plain
    if plain[start] in _NO_UNKNOWN_SURNAME or not plain[start].isalpha():
        return False
    end = len(shape) - len(shape[title:].lstrip("T~"))
    if not (ends(outline, end) or free_after(outline, end)):
        return False
    door = shape[:start].rstrip("~")[-1:] in _DOORS
    if plain[start] in names.rare:
        return (
            door or start == 0 or shape[start - 1] in HARD or after_role(outline, start) or after_desk(outline, start)
        )
    return door and shape[start] == "." and plain[start] not in NOT_IN_NAMES


def cut_amiss(names: Names, outline: Outline) -> Iterator[Person]:
    """景园长138…, though 景园 is a word, too."""
    for match in matches(_CUT_AMISS, outline.shape, near_number(outline)):
        start, end = match.span()
        if outline.plain[start] in names.surnames and outline.plain[start + 1 : end] in names.titles:
            yield names.person(outline, start, end, "title", 2.0)


def short_titled(names: Names, outline: Outline) -> Iterator[Person]:
    """毋工, 谭队, 欧阳总: one character of title needs boundaries."""
    plain, shape = outline.plain, outline.shape
    for match in matches(names.short_title, plain, 1):
        title = match.start()
        if shape[title] in "~c":
            continue
        two = title > 1 and (
            plain[title - 2 : title] in names.compounds
            or plain[title - 2] in "小老"
            or (plain[title - 1] in _NUMBERED and plain[title - 2] in names.surnames and plain[title] in _KIN)
        )
        start = title - 2 if two else title - 1
        loose = _stands_loose(names, outline, start, title + 1)
        if not loose and (shape[title - 1] not in _NAMES or not free_after(outline, title + 1)):
            continue
        at_work = after_department(outline, start, title + 1)
        free = at_work or free_before(outline, start) or _of_a_company(names, outline, start, title + 1)
        if not loose and (not _NAMES.issuperset(shape[start:title]) or not free):
            continue
        if plain[title] in _OFFICES and not (ends(outline, title + 1) or calls(outline, title + 1)):
            continue  # 万科大家
        if plain[start] in _ENDS_OF_ROADS and shape[start - 1 : start] == "~":
            continue  # 马鞍山路店
        if (
            two
            or plain[start] in names.surnames
            or calls(outline, title + 1)
            or at_a_desk(outline, start, title + 1)
            or (ends(outline, title + 1) and "p" in shape[max(0, start - 2) : start])
        ):
            yield names.person(outline, start, title + 1, "short title", 2.0)


_COMPANY = re.compile(r"(?:^|,|R~{1,3})[.x]{1,4}$")
_TELLS = ("反馈", "反映", "来电", "打来", "报修", "报障", "报,", "说", "讲", "称", "发来", "留言", "投诉")


def _of_a_company(names: Names, outline: Outline, start: int, end: int) -> bool:
    """苏州信维茅工反馈: a name in no list in front of somebody who tells something."""
    if outline.shape[start - 1 : start] not in (".", "x") or outline.plain[start] in _NO_LONE_NAME:
        return False
    told = outline.plain[start] in names.surnames and outline.plain.startswith(_TELLS, end)
    return told and _COMPANY.search(outline.shape, 0, start) is not None


def _stands_loose(names: Names, outline: Outline, start: int, end: int) -> bool:
    """化验室武姐自己发烧, 祝哥火气大得很: an unmistakable title behind a role or where the text begins."""
    plain, shape = outline.plain, outline.shape
    if plain[end - 1] not in _UNMISTAKABLE or plain[start] not in names.surnames or shape[end : end + 1] == "~":
        return False
    if shape[start] not in ".xSZR" or "~" in shape[start:end]:
        return False
    if start == 0:
        return shape[start] != "R" and (plain[end - 1] in _KIN or free_after(outline, end))
    return (after_role(outline, start) or after_desk(outline, start)) and plain[end - 1] in _KIN


def nicknamed(names: Names, outline: Outline) -> Iterator[Person]:
    """小魏, 老翟, 阿燕, 阿may; 小时 is one only behind a role."""
    shape = outline.shape
    for match in NICKNAME.finditer(outline.plain) if holds(outline.plain, "小老阿") else ():
        start, end = match.span()
        if outline.plain.startswith(_LIKENED, end):
            continue
        if outline.plain[end : end + 1] in _TITLES_OF_NICKNAMES and shape[end : end + 1] in _NAMES:
            end += 1  # 阿德伯, 老于头
        end += outline.plain[end - 1 : end + 1] in names.compounds and ends(outline, end + 1)  # 小夏侯
        if shape[start] in "~c" or shape[end : end + 1] == "~":
            continue
        if shape[start:end] == "T~" and outline.plain[start + 1] in _YOUNG and after_role(outline, start):
            yield names.person(outline, start, end, "nickname", 1.0)
            continue
        if not _NICKNAMES.issuperset(shape[start:end]) and not (
            _NICKNAMES_OF_STAFF.issuperset(shape[start:end])
            and (after_role(outline, start) or after_desk(outline, start))
        ):
            continue
        at_work = after_department(outline, start, end)
        if shape[start + 1] == "~":
            free = at_work or (after_role(outline, start) and free_after(outline, end))
            free = free or (
                (start == 0 or shape[start - 1] in HARD)
                and calls(outline, end)
                and outline.plain[start + 1] in names.surnames
            )
        else:
            before = free_before(outline, start) or outline.plain[start - 1] == "我"
            free = at_work or calls(outline, end) or (before and free_after(outline, end))
            free = free or (after_role(outline, start) and shape[end : end + 4] == "0000")
            free = free or (shape[start - 1] == "0" and outline.plain[end : end + 1] == "我")
            free = free or (after_role(outline, start) and outline.plain[start + 1] in names.surnames)
            begins = outline.plain[start] == "阿" and (start == 0 or shape[start - 1] == ",")
            free = free or (begins and _GOES_ON.match(shape, end) is not None)
        if free and _has_a_surname(names, outline, start):
            yield names.person(outline, start - 1, end, "full name", 1.0)  # 凌小芳
        elif free:
            yield names.person(outline, start, end, "nickname", 2.0)


def _has_a_surname(names: Names, outline: Outline, start: int) -> bool:
    if start == 0 or outline.plain[start - 1] not in names.surnames or outline.plain[start - 1] in _NO_LONE_NAME:
        return False
    return outline.shape[start - 1] in _NAMES and (start == 1 or outline.shape[start - 2] in HARD)


def behind_role(names: Names, outline: Outline) -> Iterator[Person]:
    """护士晏138…: a surname between a role and a number."""
    if "N" not in outline.shape and "T" not in outline.shape:
        return
    for match in matches(_ROLE, outline.shape):
        at = match.end()
        end = names.end_of_surname(outline.plain, at)
        if end is None or outline.plain[at:end] in _NO_LONE_NAME:
            continue  # 请换个师傅来
        said = outline.plain.endswith(("我是", "我系"), 0, match.start()) and ends(outline, end)
        if (said or calls(outline, end)) and _NAMES.issuperset(outline.shape[at:end]):
            yield names.person(outline, at, end, "surname", 1.0)
