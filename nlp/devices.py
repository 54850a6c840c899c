"""What is broken: the device as written, its brand and its model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.clauses import Clause
from nlp.dictionary import Dictionary
from nlp.segment import Outline

# [2号|200T] [brand] device [device…]
_DEVICE = re.compile(r"(?:0{1,4}a{1,3}(?=[BD])|0{1,2}[.](?=[BD]))?(?:B~*-?)?(?:D~*)+(?:P~*(?=D))?")
_CAR_NAME = re.compile(r"B~*")
_NUMBER_MARK = re.compile(r"[0-9]{1,2}[号#](?=[BD])")
_MODEL = re.compile(
    r"[ -]?([A-Za-z]{0,6}[0-9][A-Za-z0-9]{0,12}(?:[-/.][A-Za-z0-9]{1,12}){0,4}|[A-Z]{1,6}(?:[-/.]?[A-Za-z0-9]{1,12}){1,4})"
)
_BESIDE = re.compile(r"旁|边上|旁边|后面|下面|上面|底下|门口|那边|附近|外面|里面|里(?!程)|接口|插座|间|房|口")


@dataclass(frozen=True, slots=True)
class Device:
    start: int
    end: int
    brand: tuple[int, int] | None = None
    model: tuple[int, int] | None = None
    named: bool = True  # False when only a brand or a model was found


def find_device(outline: Outline, dictionary: Dictionary, clauses: Iterable[Clause]) -> Device | None:
    """The first device that is not merely a landmark (洗衣机旁的角阀); covered in the outline."""
    device = _labelled(outline, clauses) or _car(outline, dictionary) or _named(outline)
    if device is not None and device.named:
        outline.cover(device.start, device.end, "d")
    brand = device.brand if device else None
    if brand is None:
        brand = _lone_brand(outline)
        if brand and device:
            device = Device(device.start, device.end, brand, device.model, device.named)
        elif brand:
            device = Device(*brand, brand, _model_after(outline, brand[1]), named=False)
    return device


def _labelled(outline: Outline, clauses: Iterable[Clause]) -> Device | None:
    for clause in clauses:
        if clause.label == "device" and clause.end - clause.start <= 24:
            match = re.search(r"B~*", outline.shape[clause.start : clause.end])
            brand = (clause.start + match.start(), clause.start + match.end()) if match else None
            return Device(clause.start, clause.end, brand)
    return None


def _car(outline: Outline, dictionary: Dictionary) -> Device | None:
    for match in re.finditer(r"B~*|M~*", outline.shape):
        word = outline.plain[match.start() : match.end()]
        if match[0][0] == "M":
            return Device(match.start(), match.end(), None, match.span())
        if word in dictionary.car_brands:
            model = _car_model(outline, dictionary, match.end())
            if model:
                return Device(match.start(), model[1], match.span(), model)
    return None


def _car_model(outline: Outline, dictionary: Dictionary, at: int) -> tuple[int, int] | None:
    start = at + (outline.plain[at : at + 1] in (" ", "-", "·"))
    for length in range(8, 0, -1):
        if outline.plain[start : start + length] in dictionary.car_models and not _runs_on(
            outline.plain, start + length
        ):
            return start, start + length
    match = _MODEL.match(outline.plain, at)
    if match and "s" not in outline.shape[at : match.end()] and "p" not in outline.shape[at : match.end()]:
        return match.span(1)
    return None


def _runs_on(plain: str, at: int) -> bool:
    return plain[at - 1].isascii() and plain[at : at + 1].isascii() and plain[at : at + 1].isalnum()


def _named(outline: Outline) -> Device | None:
    found = [device for match in _DEVICE.finditer(outline.shape) if (device := _device(outline, match))]
    return next(
        (device for device in found if not _BESIDE.match(outline.plain, device.end)), found[0] if found else None
    )


def _device(outline: Outline, match: re.Match[str]) -> Device | None:
    start, end = match.span()
    brand = None
    body = match[0].lstrip("0a.")
    if body.startswith("B"):
        length = len(body) - len(body[1:].lstrip("~"))
        brand = (end - len(body), end - len(body) + length)
    prefix = outline.plain[start : end - len(body)]
    if prefix and not re.fullmatch(r"[0-9]{1,2}[号#]|[0-9]{1,4}[A-Za-z]{1,3}", prefix):
        start = end - len(body)
    model = _model_after(outline, end)
    if model and outline.plain[end : model[0]] != "-":
        end = model[1]
    elif brand:
        model = _model_after(outline, brand[1])
    return Device(start, end, brand, model)


def _model_after(outline: Outline, at: int) -> tuple[int, int] | None:
    match = _MODEL.match(outline.plain, at)
    if match is None or set(outline.shape[at : match.end()]) - set("0a- ") or len(match[1]) < 2:
        return None
    return match.span(1) if any(c.isdigit() for c in match[1]) else None


def _lone_brand(outline: Outline) -> tuple[int, int] | None:
    for match in re.finditer(r"B~*", outline.shape):
        after = outline.shape[match.end() : match.end() + 1]
        if after in ("", ",", " ", "E", "0", "a", "d", "P", "s", "-") or outline.shape[
            match.start() - 1 : match.start()
        ] in (",", " ", ""):
            return match.span()
    return None


_MODEL_LABEL = re.compile(r"(?:型号|规格型号|机型|model|Model|MODEL)[: 是为]{0,3}([A-Za-z0-9][A-Za-z0-9./-]{1,30})")


def labelled_model(outline: Outline) -> tuple[int, int] | None:
    match = _MODEL_LABEL.search(outline.plain)
    return match.span(1) if match else None
