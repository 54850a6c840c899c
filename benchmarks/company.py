"""A company of any size, and the playbook that it would have."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

PLACES = ("钱江", "滨江", "西溪", "望江", "金沙", "良渚", "闲林", "丁桥", "三墩", "城北")
PLACES += ("城东", "湖墅", "拱宸", "九堡", "下沙", "萧然", "湘湖", "云栖", "梅家", "彭埠")
KINDS = ("花园", "华庭", "公寓", "家园", "名邸", "新苑", "雅居", "广场", "山庄", "公馆")
MOST_AREAS = len(PLACES) * len(KINDS)

HEAD = """\
name = "安居物业"
[defaults]
group = "g0"
required = ["fault", "phone"]
claim = "30m"
arrive = "4h"
[roles]
director = "director"
desk = {desk}
[[people]]
userid = "director"
name = "周总"
"""
PERSON = '[[people]]\nuserid = "{userid}"\nname = "{name}"\n'
GROUP = '[[groups]]\nkey = "g{number}"\nname = "{name}维修班"\nmembers = {members}\nleader = "{leader}"\n'
AREA = '[[areas]]\nkey = "a{number}"\nname = "{name}"\ngroups = ["g{number}"]\n'
TYPES = """\
[[types]]
key = "water"
name = "给排水"
categories = ["给排水"]
causes = ["管道老化", "堵塞", "人为损坏"]
remedies = ["更换", "疏通", "紧固"]
[[types]]
key = "general"
name = "报修"
"""
LADDER = """\
[[ladders]]
name = "没人接单"
steps = [
  { after = "30m", until = "claimed", remind = ["leader"], warn = ["reporter"] },
  { after = "2h", until = "claimed", remind = ["leader"], warn = ["director"] },
]
"""


@dataclass(frozen=True)
class Company:
    """`technicians`: of each area, which has a group and its leader; `crowd`: of the first one, where that is more;
    `reporters` are everybody else.
    """

    areas: int
    technicians: int
    reporters: int
    crowd: int = 0

    @property
    def area_names(self) -> list[str]:
        return [place + kind for kind, place in itertools.islice(itertools.product(KINDS, PLACES), self.areas)]

    @property
    def reporter_ids(self) -> list[str]:
        return [f"staff{number}" for number in range(self.reporters)]

    @property
    def everybody(self) -> Iterator[str]:
        yield "director"
        yield from self.reporter_ids
        for area in range(self.areas):
            yield f"leader{area}"
            yield from self.technicians_of(area)

    def technicians_of(self, area: int) -> list[str]:
        count = max(self.crowd, self.technicians) if area == 0 else self.technicians
        return [f"tech{area}-{number}" for number in range(count)]

    def playbook(self) -> str:
        return "".join((HEAD.format(desk=_listed(self.reporter_ids)), *self._people(), *self._areas(), TYPES, LADDER))

    def _people(self) -> Iterator[str]:
        for userid in self.everybody:
            if userid != "director":
                yield PERSON.format(userid=userid, name=userid.upper())

    def _areas(self) -> Iterator[str]:
        for number, name in enumerate(self.area_names):
            members = _listed(self.technicians_of(number))
            yield GROUP.format(number=number, name=name, members=members, leader=f"leader{number}")
            yield AREA.format(number=number, name=name)


def _listed(names: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"
