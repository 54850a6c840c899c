"""What is broken: the device as written, its brand and its model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec.structs import replace

from nlp.cars import Cars, car_of
from nlp.clauses import Clause
from nlp.device import EXPLAINED, Device, Span, is_free
from nlp.dictionary import Dictionary
from nlp.maker_places import latin_before, maker_near, model_before, stands_as_maker
from nlp.models import between, model_alone_behind, model_apart, model_behind, model_of_known_maker
from nlp.patterns import Lazy, holds, matches
from nlp.segment import Outline
from nlp.told_makers import maker_told
from nlp.told_models import labelled_model, model_in_clause, model_pointed_at, written_model
from nlp.unknown_devices import NO_BRAND, unknown_brand, unknown_device, unknown_device_of

# A device, with the brand and the model in front of it. A title may be a brand: 老板油烟机.
_NAMED = re.compile(
    r"[BTD](?:(?<=[BT])~*(?:[ -]?[a0][a0-]*(?: [a0]+)?)?[- ]?D~*|(?<=D)~*"
    r"|(?<=B)~*(?:[ -]?[a0][a0-]*(?: [a0]+)?)?[- ]?P~+)"
)
_BRANDS = re.compile(r"B~*")
_NAMED_IN_LABEL = Lazy(r".*D~*")
_BRANDS_AND_TITLES = Lazy(r"B~*|T~+(?=[a0])")
_MACHINE = Lazy(r"[0-9A-Za-z][0-9A-Za-z]{0,2}号?(?:梯|泵|机|炉|塔|枪|桩|柜|线体)(?!.?[楼房库])")
_MAY_BE_A_MACHINE = re.compile("[梯泵机炉塔枪桩柜线](?:(?<=[0-9A-Za-z].)|(?<=[0-9A-Za-z]号.))")
_HEADS = re.compile(
    r"(?:机?器人|示教器|[0-9]{1,2}号机|从控板|主控板|驱动板|电源板|控制板|板卡|探测器|探头|传感器|控制柜|控制箱|控制器|控制模块|模块|模组|主板|控制板|主机|机组|系统|一体机|设备|装置"
    r"|机|器|仪|柜)"
)
_NUMBERED = Lazy(
    r"(?:[0-9]{1,2}|[A-Za-z]|[一二三四五六七八九])(?:号|#)$|(?<![A-Za-z0-9])[0-9]{1,4}(?:[A-Za-z]{1,3}|吨|匹|升)(?:的)?$"
)
_ENDS_A_NUMBER = frozenset("号#吨匹升的\n")
# Behind a device that is only a landmark: 洗衣机旁的角阀, 救护车上的除颤仪.
_BESIDE = re.compile(r"旁|边上|后面|下面的|上面的|底下的|门口|那边|附近|外面的|间|房|口的")
_BEGINS_BESIDE = frozenset("旁边后下上底门那附外间房口")
_WITHIN = Lazy(r"(?:里面?|上)的")
_INTO = ("往", "到", "进", "向", "砸坏了", "砸坏一台", "淹了")
_LONGEST_WHILE = 6  # characters to its 时
_WHILE = re.compile(r"[^,]{1,4}(?:时|的时候|时候)")
# A part that is broken in an earlier clause: what follows is what it led to.
_TOLD_BEFORE = re.compile(r"[PHhX](?:(?<=X)~{3,}|(?<=[PHh])~*[^,D]*X)[^,]*,")
_LINKS = ("", "牌", "的", "牌的", " ")
_LONGEST_BRAND = 8
_LONGEST = 24  # characters behind 设备：


class Devices:
    def __init__(self, dictionary: Dictionary) -> None:
        self._cars = Cars(dictionary)
        self._brands = dictionary.brands
        self._ends_of_brands = frozenset(brand[-1] for brand in dictionary.brands)
        self._before_a_device = self._ends_of_brands | frozenset(link[-1] for link in _LINKS if link)
        self._modifiers = dictionary.set_of("devices.modifiers.modifiers")
        self._fixtures = dictionary.set_of("devices.modifiers.fixtures")
        self._titles = tuple(self._brands & dictionary.set_of("people.title.title"))

    def find(self, outline: Outline, clauses: Iterable[Clause]) -> Device | None:
        """The first device that is neither a landmark nor denied; covered in the outline."""
        branded = "B" in outline.shape
        device = (
            _labelled(outline, clauses)
            or (self._cars.find(outline) if branded else None)
            or _the_broken_one(outline, list(islice(self._named(outline), _MOST)))
            or _machine(outline)
            or self._cars.model_alone(outline)
            or _pointed_at(outline)
            or self._fixture(outline)
            or _unknown(outline)
        )
        if (device is None or device.brand is None) and (branded or holds(outline.plain, self._titles)):
            device = self._with_lone_brand(outline, device)
        if device is None:
            return None
        if device.brand is None and device.named and (told := maker_told(outline)):
            known = outline.plain[slice(*told[0])] in self._brands
            device = replace(device, brand=told[0], model=device.model or told[1], known_brand=known)
        if device.model is None and device.named and (alone := model_alone_behind(outline, device.end)):
            device = replace(device, model=alone)
        if device.model is None and (device.named or device.brand):
            device = replace(device, model=_model_elsewhere(outline, device))
        device = car_of(outline, device)
        if device.named and not device.fixture:
            outline.cover(device.start, device.end, "d")
        return device

    def _fixture(self, outline: Outline) -> Device | None:
        """A door or another part of a building that has a name of its own, if something is said of it."""
        for at, word in outline.words:
            if word in self._fixtures and outline.shape[at] == "P" and not _BESIDE.match(outline.plain, at + len(word)):
                return Device(at, at + len(word), fixture=True)
        return None

    def _named(self, outline: Outline) -> Iterator[Device]:
        plain = outline.plain
        for match in matches(_NAMED, outline.shape):
            device = self._device(outline, match)
            end = device.end
            beside = (plain[end : end + 1] in _BEGINS_BESIDE and _BESIDE.match(plain, end)) or _holds_another(
                outline, end
            )
            denied = plain.endswith("不是", 0, device.start)
            if _TOLD_BEFORE.search(outline.shape, 0, device.start):
                return
            if not beside and not denied and not plain.endswith(_INTO, 0, device.start):
                yield device

    def _device(self, outline: Outline, match: re.Match[str]) -> Device:
        start, end = match.span()
        shape = outline.shape
        own = max(shape.rfind("D", start, end), shape.rfind("P", start, end))  # where the device's own word begins
        brand = self._brand_in_front(outline, start, own) if own > start else None
        model = between(outline, brand[1], own) if brand else None
        if (
            brand
            and model is None
            and outline.plain[own:end].isascii()
            and any(map(str.isdigit, outline.plain[own:end]))
        ):
            model = own, end  # S7-300 tells the trade, too
        start = brand[0] if brand else own
        start = self._with_modifiers(outline, start)
        number = _number_before(outline.plain, start)
        if number and EXPLAINED.isdisjoint(outline.shape[number.start() : start]):
            start = number.start()
        head = _HEADS.match(outline.plain, end)
        if head and outline.shape[end] in ".DJPx0" and outline.shape[head.end() : head.end() + 1] != "~":
            end = head.end()
        behind = model_behind(outline, end)
        if brand is None:
            brand, model, start = self._apart(outline, start, model)
        if brand and model is None and behind is None:
            behind = model_of_known_maker(outline, end)
        known = brand is None or outline.plain[brand[0] : brand[1]] in self._brands
        return Device(start, behind[1] if behind else end, brand, model or behind, known_brand=known)

    def _apart(self, outline: Outline, start: int, model: Span | None) -> tuple[Span | None, Span | None, int]:
        """Maker and model in front of a device that does not follow at once, and where all of it begins."""
        brand = self._brand_before(outline, start) or unknown_brand(outline, start) or maker_near(outline, start)
        if brand:
            return brand, model, brand[0]
        latin = latin_before(outline.plain, start)
        brand = self._brand_before(outline, latin.start()) if latin else None
        if latin and brand and is_free(outline, *latin.span()):
            return brand, latin.span(), brand[0]
        set_off = model_before(outline, start) if model is None else None
        return (brand, set_off, set_off[0]) if set_off else (brand, model, start)

    def _brand_before(self, outline: Outline, end: int) -> Span | None:
        """老板牌油烟机, 海天3800吨注塑机, 欧陆直流调速器."""
        if outline.plain[end - 1 : end] not in self._before_a_device:
            return None
        for link in _LINKS:
            stop = end - len(link)
            if outline.plain[stop - 1 : stop] in self._ends_of_brands and outline.plain.endswith(link, 0, end):
                for start in range(max(0, stop - _LONGEST_BRAND), stop - 1):
                    if outline.plain[start:stop] in self._brands and is_free(outline, start, stop):
                        return start, stop
        return None

    def _brand_in_front(self, outline: Outline, start: int, own: int) -> Span | None:
        end = start + 1
        while end < own and outline.shape[end] == "~":
            end += 1
        known = outline.shape[start] == "B" or outline.plain[start:end] in self._brands
        return (start, end) if known else None

    def _with_modifiers(self, outline: Outline, start: int) -> int:
        """Back over words like 变频 and 壁挂式."""
        shape, plain = outline.shape, outline.plain
        while start:
            first = max(0, len(shape[:start].rstrip("~")) - 1)
            if shape[first] in EXPLAINED or plain[first:start] not in self._modifiers:
                break
            start = first
        return start

    def _with_lone_brand(self, outline: Outline, device: Device | None) -> Device | None:
        """A maker told apart from the device: …，西门子的，… or …，英威腾GD20，…"""
        for match in matches(_BRANDS_AND_TITLES, outline.shape):
            brand = match.span()
            if outline.plain[brand[0] : brand[1]] not in self._brands:
                continue
            of = brand[1] + outline.plain.startswith("的", brand[1])
            model = model_behind(outline, of, maker=True)
            if device is None and not model and (last := unknown_device_of(outline, brand[1])):
                return Device(brand[0], last, brand, model_behind(outline, last))
            if not model and not stands_as_maker(outline, brand):
                continue
            model = model or model_alone_behind(outline, of)
            if device is None:
                end = model[1] if model else brand[1]
                head = _HEADS.match(outline.plain, end)
                return Device(brand[0], head.end() if head else end, brand, model, named=model is not None)
            return replace(device, brand=brand, model=device.model or model)
        return device


_MOST = 4  # devices that are looked at
_BROKEN = re.compile(r"[^, ]*?X|[^D]*?X")


def _the_broken_one(outline: Outline, devices: list[Device]) -> Device | None:
    """The first of which something wrong is said, else the first."""
    branded = {device.start: device for device in devices if device.brand}
    if branded and not devices[0].brand:
        for start, device in branded.items():
            if _stands_alone(outline, start, device.end):
                return device  # 空调没反应，龙华3B-1907，格力挂机
    for device in devices:
        if device.end in branded:
            continue  # 3号冷库比泽尔压缩机
        if outline.shape[device.end : device.end + 1] == "D" or _BROKEN.match(
            outline.shape, device.end, device.end + _LONGEST
        ):
            return device
    return devices[0] if devices else None


def _stands_alone(outline: Outline, start: int, end: int) -> bool:
    return outline.shape[start - 1 : start] in ("", ",") and outline.shape[end : end + 1] in ("", ",")


_CAPITAL = re.compile("[A-Z]")  # there is one in every model that neither a label nor a maker tells


def _model_elsewhere(outline: Outline, device: Device) -> Span | None:
    """Behind a word for it, or set off in another clause."""
    told = min(device.end, device.brand[1]) if device.brand else device.end
    maker = device.brand is not None
    labelled = labelled_model(outline)
    if labelled or not (maker or _CAPITAL.search(outline.plain)):
        return labelled
    return (
        written_model(outline)
        or model_apart(outline, told, maker=maker)
        or model_in_clause(outline, told, maker=maker)
        or (None if maker else model_pointed_at(outline))
    )


def _pointed_at(outline: Outline) -> Device | None:
    """7床那台4008S: only the model is told."""
    model = model_pointed_at(outline)
    return Device(*model, None, model) if model else None


def _labelled(outline: Outline, clauses: Iterable[Clause]) -> Device | None:
    for clause in clauses:
        if clause.label == "device" and clause.end - clause.start <= _LONGEST:
            words = outline.plain[clause.start : clause.end].rstrip(" ,")
            brand = _BRANDS.search(outline.shape, clause.start, clause.end)
            named = _NAMED_IN_LABEL.search(outline.shape, clause.start, clause.end)
            model = model_behind(outline, brand.end(), maker=True) if brand else None
            model = model or (model_behind(outline, named.end()) if named else None)
            maker = brand.span() if brand else _unknown_in_front(outline, clause.start)
            return Device(clause.start, clause.start + len(words), maker, model, known_brand=brand is not None)
    return None


def _number_before(plain: str, end: int) -> re.Match[str] | None:
    last = plain[end - 1 : end]
    ends = last in _ENDS_A_NUMBER or (last.isascii() and last.isalpha())
    return _NUMBERED.search(plain, max(0, end - 6), end) if ends else None


_UNKNOWN_IN_FRONT = Lazy(r"\.{2,3}(?=D~)")


def _unknown_in_front(outline: Outline, at: int) -> Span | None:
    """机器：冰利制冰机."""
    match = _UNKNOWN_IN_FRONT.match(outline.shape, at)
    return match.span() if match and NO_BRAND.isdisjoint(outline.plain[match.start() : match.end()]) else None


def _holds_another(outline: Outline, end: int) -> bool:
    """救护车上的除颤仪; and in 洗衣机排水时地漏冒水 the drain is broken."""
    plain = outline.plain
    within = _WITHIN.match(plain, end) if plain[end : end + 1] in ("里", "上") else None
    if within:
        return "D" in outline.shape[within.end() : within.end() + 3]
    match = _WHILE.match(plain, end) if plain.find("时", end, end + _LONGEST_WHILE) >= 0 else None
    return match is not None and "P" in outline.shape[match.end() : match.end() + 3]


def _machine(outline: Outline) -> Device | None:
    """2号泵, 3号梯: a number makes one character a device."""
    for match in matches(_MACHINE, outline.plain) if _MAY_BE_A_MACHINE.search(outline.plain) else ():
        if EXPLAINED.isdisjoint(outline.shape[match.start() : match.end()]):
            return Device(*match.span())
    return None


def _unknown(outline: Outline) -> Device | None:
    span = unknown_device(outline)
    return Device(*span) if span else None
