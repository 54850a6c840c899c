"""Which trade must come."""

from __future__ import annotations

import re
from collections import defaultdict

from nlp.device import Device
from nlp.dictionary import DECIDES, MODEL_OF_A_CAR, Dictionary
from nlp.faults import Fault
from nlp.patterns import Lazy, holds
from nlp.segment import Outline

OTHER = "其他"
CARS = "车辆"
PLUMBING = "给排水"
LIFTS = "电梯"
MEDICAL = "医疗设备"
_WATER = Lazy(
    r"漏大?水|[往向]下漏|滴水|渗水|冒水|返水|喷水|积水|进水|倒灌|水[^,]{0,5}[往顺]|水漏|[漏滴渗流]到|漏得|[在直]漏|往下流"
)
_OUTSIDE = Lazy(r"屋顶|楼顶|顶楼|屋面|外墙|窗|下雨|雨水|(?<!顺)(?<!顺着)墙|阳台顶|露台|幕墙|雨棚|天窗|女儿墙")
_N = "[0-9一二两三四五六七八九十负]{1,3}"
# Between floors nothing moves but a lift: 溜到5楼才停, 卡在六楼和七楼中间.
_LIFT = Lazy(
    rf"(?:[停卡溜掉]|困|冲|坠)(?:在|到|了)[^,。]{{0,3}}{_N}(?:楼|层)(?!东|西|南|北)|{_N}(?:楼|层)[^,。]{{0,4}}(?:才停|不停|中间)|平层"
    r"|按了不来|上行时|下行时"
)
_OF_A_LIFT = ("楼", "层", "行时", "按了")  # one of these is in whatever `_LIFT` finds
# From the home above it runs, however far it came: 楼上滴到我家天花板.
_FROM_ABOVE = Lazy(
    r"(?:楼上|[0-9]{3,4}|邻居)[^,。]{0,8}(?:[漏滴渗流淌]|(?<!防)水)|(?:[漏滴渗流淌]|(?<!防)水)[^,。]{0,6}(?:楼下|我家)"
)
_WATER_WEIGHT, _WARD_WEIGHT, _LIFT_WEIGHT = 3.0, 1.0, 3.0

# Behind a word that is only a landmark: 洗衣机旁的角阀.
_LANDMARK = Lazy(
    r"就?在?旁|就?在?边上|门口|那边|附近|外面|上的|那[根段截头处侧边]|里[面头]?(?:全|都|有)*是?水"
    r"|专[线用]|(?P<part>后面|下面|上面|底下|里面)"
)
_BEGINS_A_LANDMARK = frozenset("就在旁边门那附外上后下底里专")
_ANOTHER_THING = re.compile(r"[^,]*?[DPd]")  # 水槽下面的柜子; 水槽下面滴水 is about the sink
# Where the water runs to, and what did the harm: 顺墙流到我家配电箱, 往电梯里灌, 被叉车撞了.
_DESTINATION = re.compile(
    r"(?:[流漏滴渗淌漫灌喷溅浇冲洒泡](?:到|进|在|满|入|向|了)|往|被|遭|顺着?|沿着?)[^,。到进]{0,4}$"
)
_MAY_RUN = re.compile("[流漏滴渗淌漫灌喷溅浇冲洒泡往被遭顺沿]")
# What a word counts, by where it stands.
_IN_ADDRESS, _OF_LANDMARK, _OF_DEVICE, _CONSEQUENCE, _HEAD, _DEVICE = 0.25, 0.2, 0.5, 0.6, 1.3, 1.6
_CAR, _PLATE = 5.0, 2.2
_TELEVISION = 4.0  # which its sound and picture say nothing of
_FAR = 7  # characters between what runs and where to
# A television at home is an appliance, one in a meeting room is media: breaks ties.
_SETTINGS = {True: (("家电", 1.0), ("给排水", 0.2)), False: (("IT影音", 0.5),)}


class Categories:
    def __init__(self, dictionary: Dictionary) -> None:
        self._trades = dictionary.trades
        self._breaking = dictionary.set_of("phenomena.breaking.breaking")
        self._brands = dictionary.brands
        self._medical = frozenset(word for word, trades in self._trades.items() if MEDICAL in dict(trades))

    def choose(
        self,
        outline: Outline,
        device: Device | None,
        fault: Fault,
        *,
        vehicle: bool,
        dwelling: bool,
    ) -> tuple[str, float]:
        """The trade with the most weight, and by how much it leads; no lead where no word says anything."""
        votes: defaultdict[str, float] = defaultdict(float)
        self._count(votes, outline, device, fault)
        votes[CARS] += _CAR * (device is not None and device.car) + _PLATE * vehicle
        if self._is_water(outline, device, fault):
            votes[PLUMBING] += _WATER_WEIGHT * (2 if _FROM_ABOVE.search(outline.plain) else 1)
        if not (device and device.named) and holds(outline.plain, _OF_A_LIFT) and _LIFT.search(outline.plain):
            votes[LIFTS] += _LIFT_WEIGHT
        if votes.get(MEDICAL) and self._is_ward(outline):
            votes[MEDICAL] += _WARD_WEIGHT
        if device and "电视" in outline.plain[device.start : device.end]:
            votes["家电" if dwelling else "IT影音"] += _TELEVISION
        for category, weight in _SETTINGS[dwelling]:
            votes[category] += weight * bool(votes[category])
        ranked = sorted(votes.values(), reverse=True)
        best = max(votes, key=votes.__getitem__)
        if votes[best] <= 0:
            return OTHER, 0.0
        return best, max(0.1, ranked[0] - ranked[1])

    def _count(self, votes: defaultdict[str, float], outline: Outline, device: Device | None, fault: Fault) -> None:
        car = device is not None and device.car
        for word, factor in self._counted(outline, device, fault):
            weights = self._trades[word]
            shared = len(weights) ** 0.5
            for category, weight in weights:
                if category == CARS and weight == MODEL_OF_A_CAR and not car:
                    continue
                decides = weight >= DECIDES and factor > 0
                votes[category] += weight * (max(factor, 1.0) if decides else factor) / shared

    def _is_water(self, outline: Outline, device: Device | None, fault: Fault) -> bool:
        """Water that no device leaks comes from a pipe, unless it comes from outside."""
        if not ("水" in outline.plain or "漏" in outline.plain):
            return False
        if device and device.named and not _runs_to(outline, device.start):
            return False
        told = "".join([outline.plain[start:end] for start, end in fault.pieces])
        return _WATER.search(told) is not None and not _OUTSIDE.search(told)

    def _is_ward(self, outline: Outline) -> bool:
        """In a ward a probe is no camera."""
        return not self._medical.isdisjoint([word for at, word in outline.words if outline.shape[at] == "A"])

    def _counted(self, outline: Outline, device: Device | None, fault: Fault) -> list[tuple[str, float]]:
        """Every word that says something of a trade, and how much it counts where it stands."""
        head = self._head(outline, fault)
        consequence = fault.pieces[1][0] if len(fault.pieces) > 1 and not fault.labelled else len(outline.plain)
        runs = _MAY_RUN.search(outline.plain) is not None
        return [
            (
                word,
                self._factor(outline, at, word, device, head, runs=runs) * (_CONSEQUENCE if at >= consequence else 1.0),
            )
            for at, word in outline.words
            if word in self._trades
        ]

    def _factor(
        self, outline: Outline, start: int, word: str, device: Device | None, head: int | None, *, runs: bool
    ) -> float:
        letter = outline.shape[start]
        if letter in "c!" or (letter == "A" and word in self._brands):
            return 0.0
        if letter == "A":
            return _IN_ADDRESS
        if self._is_landmark(outline, start + len(word)) or (runs and _runs_to(outline, start)):
            return _OF_LANDMARK
        named = device is not None and device.named
        if device and named and device.start <= start < device.end:
            return _DEVICE
        return _HEAD if start == head else _OF_DEVICE if named else 1.0

    def _is_landmark(self, outline: Outline, end: int) -> bool:
        match = _LANDMARK.match(outline.plain, end) if outline.plain[end : end + 1] in _BEGINS_A_LANDMARK else None
        if match is None:
            return False
        return match["part"] is None or _ANOTHER_THING.match(outline.shape, match.end()) is not None

    def _head(self, outline: Outline, fault: Fault) -> int | None:
        """The last part or device in front of the first defect: 厨房水管接头 leaks at the joint."""
        head: int | None = None
        start, end = fault.pieces[0] if fault.pieces else (0, 0)
        for at, word in outline.words:
            if at >= end:
                break
            if start <= at:
                if outline.shape[at] == "X":
                    if word not in self._breaking:
                        break
                    head = None  # 树枝砸坏了玻璃: the window is broken
                elif outline.shape[at] in "PD" and word in self._trades:
                    head = at
        return head


def _runs_to(outline: Outline, start: int) -> bool:
    return _DESTINATION.search(outline.plain, max(0, start - _FAR), start) is not None
