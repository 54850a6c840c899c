"""Full names that end at a given place, in front of what somebody does or of a number."""

from __future__ import annotations

from nlp.name_edges import HARD
from nlp.names import Names
from nlp.segment import Outline

IN_NAMES = frozenset(".xXJPIhHOEbrvW")
_ENDS_OF_DEPARTMENTS = frozenset("部科室处班组队店厂院所办岗房的接给找叫打问和跟填里管是由在妹弟哥姐妈爸嫂")
ENDS_OF_PLACES = frozenset("里部科室处班组队店厂院所办岗房楼层号路街城园苑区站镇村场馆库铺司社校")
NOT_NAMES = frozenset("阀泵字图常人家号时电话机来来报说反称投留上代刚又再还已正在都也没有不")
NO_THIRD = frozenset("约拿取等来去看说打问收的了在上吧就先敬家碰对沟接给聊签确认发验核")


def name_up_to(names: Names, outline: Outline, end: int, *, anywhere: bool = False) -> int | None:
    plain, shape = outline.plain, outline.shape
    for start in (end - 3, end - 2):
        if start < 0 or not IN_NAMES.issuperset(shape[start:end]) or shape[start:end].count(".") < end - start - 1:
            continue
        name = plain[start:end]
        if len(name) > 2 and name[-1] in NO_THIRD and name[:2] not in names.compounds:
            continue  # 邵敏约
        free = _begins(outline, start) or (anywhere and shape[start:end].count(".") == end - start)
        if names.is_full(name) and NOT_NAMES.isdisjoint(name) and free:
            return start
    return None


def _begins(outline: Outline, start: int) -> bool:
    if start == 0 or outline.shape[start - 1] in HARD or outline.shape[start - 1] in "~NHZSElrb0":
        return True
    return outline.plain[start - 1] in _ENDS_OF_DEPARTMENTS
