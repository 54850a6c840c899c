"""What is broken: the device as written, its brand and its model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nlp.clauses import Clause
from nlp.dictionary import Dictionary
from nlp.segment import Outline

Span = tuple[int, int]

_NAMED = re.compile(r"(?:B~*(?:[ -]?[a0][a0-]*(?: [a0]+)?)?[- ]?)?D~*")
_BRAND_OR_MODEL = re.compile(r"B~*|M~*")
_MACHINE = re.compile(r"[0-9A-Za-z]{1,3}号?(?:梯|泵|机|炉|塔|枪|桩|柜|线体)(?![\u4e00-\u9fff]?[楼房库])")
_MODEL = re.compile(
    r"[ -]?([A-Za-z]{0,6}[0-9][A-Za-z0-9]{0,12}(?:[-/.][A-Za-z0-9]{1,12}){0,4}|[A-Z]{1,6}(?:[-/.][A-Za-z0-9]{1,12}){1,4})"
)
_SERIES = re.compile(r"[ -]?([A-Z][A-Za-z]{2,12} [A-Za-z]{0,3}[0-9][A-Za-z0-9-]{0,8})")  # ThinkPad T14
_CAR_MODEL = re.compile(r"[ -]?([A-Za-z0-9][A-Za-z0-9.-]{0,9}(?: ?(?:PLUS|Plus|Pro|PRO|DM-i|DMi|EV|MAX|Max))?)")
# Behind a device that is only a landmark: 洗衣机旁的角阀, 救护车上的除颤仪.
_BESIDE = re.compile(r"旁|边上|后面|下面的|上面的|底下的|门口|那边|附近|外面的|里面?的|上的|间|房|口的")
_DENIED_AFTER = re.compile(r"(?:的问题)?不是[, ]")
_DENIED_BEFORE = re.compile(r"不是$")
_HEADS = re.compile(
    r"(?:控制器|控制模块|模块|模组|主板|控制板|主机|外机|内机|机组|系统|一体机|面板|显示屏|设备|装置|机|器|仪|柜)"
)
_NUMBERED = re.compile(
    r"(?:[0-9]{1,2}|[A-Za-z]|[一二三四五六七八九])(?:号|#)$|[0-9]{1,4}(?:[A-Za-z]{1,3}|吨|匹|升)(?:的)?$"
)
_MODEL_LABEL = re.compile(r"(?:型号|机型|model|Model|MODEL)[: 是为]{0,3}([A-Za-z0-9][A-Za-z0-9./-]{1,30})")
_TRADE_OF_CARS = "车辆"


@dataclass(frozen=True, slots=True)
class Device:
    """`named` is False when only a brand or a model was found."""

    start: int
    end: int
    brand: Span | None = None
    model: Span | None = None
    named: bool = True
    car: bool = False


def find_device(outline: Outline, dictionary: Dictionary, clauses: Iterable[Clause], *, vehicle: bool) -> Device | None:
    """The first device that is neither a landmark nor denied; covered in the outline."""
    device = (
        _labelled(outline, clauses)
        or _car(outline, dictionary)
        or _named(outline)
        or _model_alone(outline, vehicle=vehicle)
    )
    if device is None or device.brand is None:
        device = _with_lone_brand(outline, device)
    if device is None:
        return None
    if device.model is None and (label := _MODEL_LABEL.search(outline.plain)):
        device = replace(device, model=label.span(1))
    if device.named:
        outline.cover(device.start, device.end, "d")
    return device


def _labelled(outline: Outline, clauses: Iterable[Clause]) -> Device | None:
    for clause in clauses:
        if clause.label == "device" and clause.end - clause.start <= _LONGEST:
            words = outline.plain[clause.start : clause.end].rstrip(" ,")
            brand = re.compile(r"B~*").search(outline.shape, clause.start, clause.end)
            end = clause.start + len(words)
            model = _model_after(outline, brand.end()) if brand else None
            return Device(clause.start, end, brand.span() if brand else None, model)
    return None


_LONGEST = 24


def _car(outline: Outline, dictionary: Dictionary) -> Device | None:
    for match in _BRAND_OR_MODEL.finditer(outline.shape):
        word = outline.plain[match.start() : match.end()]
        if match[0][0] == "B" and word in dictionary.car_brands:
            model = _car_model(outline, dictionary, match.end())
            if model:
                return Device(match.start(), _with_body(outline, model[1]), match.span(), model, car=True)
            body = _with_body(outline, match.end())
            if body > match.end():
                return Device(match.start(), body, match.span(), car=True)
    return None


_BODY = re.compile(
    r"的?(?:轿车|货车|卡车|客车|面包车|商务车|SUV|皮卡|电动车|新能源车|汽车|车(?!库|位|间|牌|主|门|窗|灯|上|里|子))"
)


def _with_body(outline: Outline, end: int) -> int:
    match = _BODY.match(outline.plain, end)
    return match.end() if match else end


def _car_model(outline: Outline, dictionary: Dictionary, at: int) -> Span | None:
    """A known model, else letters and digits: 001, T03, Model 3, 秦PLUS."""
    plain = outline.plain
    start = at + (plain[at : at + 1] in (" ", "-", "·"))
    for length in range(8, 0, -1):
        if plain[start : start + length] in dictionary.car_models and not _runs_on(plain, start + length):
            return start, start + length
    match = _CAR_MODEL.match(plain, at)
    if (
        match
        and not set(outline.shape[at : match.end()]) - set("0a- MB~")
        and (any(c.isdigit() for c in match[1]) or match[1].isupper())
    ):
        return match.span(1)
    return None


def _runs_on(plain: str, at: int) -> bool:
    return plain[at - 1].isascii() and plain[at : at + 1].isascii() and plain[at : at + 1].isalnum()


def _model_alone(outline: Outline, *, vehicle: bool) -> Device | None:
    """君威那位: a model known by itself, where the message is about a car."""
    del vehicle
    match = re.search(r"M~+", outline.shape)
    return Device(match.start(), match.end(), None, match.span(), car=True) if match else None


def _named(outline: Outline) -> Device | None:
    return next(_candidates(outline), None) or _machine(outline)


def _candidates(outline: Outline) -> Iterator[Device]:
    plain = outline.plain
    for match in _NAMED.finditer(outline.shape):
        device = _device(outline, match)
        if _BESIDE.match(plain, device.end) or _DENIED_AFTER.match(plain, device.end):
            continue
        if _DENIED_BEFORE.search(plain, max(0, device.start - 2), device.start) or _while_using(outline, device.end):
            continue
        if _TOLD_BEFORE.search(outline.shape, 0, device.start):
            return  # 天花板漏水，电脑都泡了
        yield device


# A part that is broken in an earlier clause: what follows is what it led to.
_TOLD_BEFORE = re.compile(r"[PHh]~*[^,D]*X[^,]*,")
_WHILE = re.compile(r"[^,]{1,4}(?:时|的时候|时候)")


def _while_using(outline: Outline, end: int) -> bool:
    """洗衣机排水时地漏冒水: the drain is broken."""
    match = _WHILE.match(outline.plain, end)
    return match is not None and "P" in outline.shape[match.end() : match.end() + 3]


def _machine(outline: Outline) -> Device | None:
    """2号泵, 3号梯: a number makes one character a device."""
    for match in _MACHINE.finditer(outline.plain):
        if not set(outline.shape[match.start() : match.end()]) & set("psA!@ct"):
            return Device(*match.span())
    return None


def _device(outline: Outline, match: re.Match[str]) -> Device:
    start, end = match.span()
    brand: Span | None = None
    inside: Span | None = None
    if match[0][0] == "B":
        length = 1 + len(match[0][1:]) - len(match[0][1:].lstrip("~"))
        brand = (start, start + length)
        inside = _model_inside(outline, brand[1], match.start() + match[0].rindex("D"))
    number = _NUMBERED.search(outline.plain, max(0, start - 6), start)
    if number and not set(outline.shape[number.start() : start]) & set("psA!@ct"):
        start = number.start()
    head = _HEADS.match(outline.plain, end)
    if head and outline.shape[end] in ".DJPx" and outline.shape[head.end() : head.end() + 1] != "~":
        end = head.end()
    model = _model_after(outline, end)
    if model:
        end = model[1]
    return Device(start, end, brand, inside or model)


def _model_inside(outline: Outline, start: int, end: int) -> Span | None:
    """Between brand and device: 迈瑞BeneView T5监护仪."""
    words = outline.plain[start:end].strip(" -")
    at = outline.plain.find(words, start)
    return (at, at + len(words)) if len(words) > 1 and any(c.isdigit() for c in words) else None


def _model_after(outline: Outline, at: int) -> Span | None:
    match = _SERIES.match(outline.plain, at) or _MODEL.match(outline.plain, at)
    if match is None or set(outline.shape[at : match.end()]) - set("0a- ") or len(match[1]) < _SHORTEST_MODEL:
        return None
    if not any(c.isdigit() for c in match[1]) or not any(c.isalpha() for c in match[1]):
        return None
    return match.span(1) if outline.plain[match.end() : match.end() + 1] not in _UNITS else None


_SHORTEST_MODEL = 3
_UNITS = frozenset("度个台号楼层幢栋座室点月日年路")


def _with_lone_brand(outline: Outline, device: Device | None) -> Device | None:
    """A maker told apart from the device: …，西门子的，… or …，英威腾GD20，…"""
    for match in re.finditer(r"B~*", outline.shape):
        brand = match.span()
        if not _stands_as_brand(outline, brand):
            continue
        model = _model_after(outline, brand[1])
        if model is None and outline.plain[brand[1] : brand[1] + 1] == "的":
            model = _model_after(outline, brand[1] + 1)
        if device is None:
            named = model is not None and model[1] - model[0] >= _SHORTEST_MODEL
            return Device(brand[0], model[1] if named and model else brand[1], brand, model, named=named)
        return replace(device, brand=brand, model=device.model or model)
    return device


def _stands_as_brand(outline: Outline, brand: Span) -> bool:
    shape = outline.shape
    after = shape[brand[1] : brand[1] + 1]
    opens = brand[0] == 0 or shape[brand[0] - 1] in ", dp~-" or outline.plain[brand[0] - 1] in "是用"
    return after in ("d", "P") or (
        opens and (after in ("", ",", " ", "s", "0", "a", "-", "D") or outline.plain[brand[1]] in "的牌")
    )
