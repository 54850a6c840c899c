"""Cars and lorries: the maker, the model behind it, variant and kind."""

from __future__ import annotations

import re

from msgspec.structs import replace

from nlp.device import Device, Span, is_free
from nlp.dictionary import Dictionary
from nlp.patterns import Lazy, either
from nlp.segment import Outline

_BRANDS = re.compile(r"B~*")
_NEXT_CLAUSE = Lazy("E?,@{0,20}")
_SHORT_MODEL = Lazy(r"(?:[台辆问个款开]|^|(?<=[ ,]))([A-Z]{1,3}[0-9]{1,3}[A-Z]?)(?![A-Za-z0-9-])")
_OF_A_CAR = Lazy(
    either(
        (
            *(
                "刹车",
                "方向盘",
                "变速箱",
                "挂挡",
                "前进?挡",
                "倒进?挡",
                "换挡",
                "轮胎",
                "底盘",
                "发动机",
                "保养",
                "车主",
            ),
            *("车牌", "试驾", "4S", "机油", "车窗", "油门", "抛锚"),
        )
    )
)
_NUMBER_OF_A_CAR = re.compile("(?<!s)s{17}(?!s)")  # its VIN
_MODELS = re.compile(r"M~+")
_LONGEST = 8  # characters of a model
_MODEL = Lazy(r"[ -]?([A-Za-z0-9][A-Za-z0-9.-]{0,9}(?: ?(?:PLUS|Plus|Pro|PRO|DM-i|DMi|EV|MAX|Max))?)")
_VARIANT = Lazy(
    r" ?(?:[0-9]{2} )?(?:DM-i|DMi|DM|EV|PHEV|HEV|MAX|Max|PRO|Pro|PLUS|Plus|MINI"
    r"|(?![PBCU][0-9]{4})[A-Z]{1,3}[0-9]{1,4}[A-Z]?"
    r"|(?!ABS|ESP|EPC|EPS|ESC|GPS|OBD|ECU|AEB|ACC|USB|ETC|LED|SOS|CAN|AC)[A-Z]{1,3}|0[0-9])(?: DM-i)?(?![A-Za-z0-9-])"
)  # 宋PLUS DM-i, 骏铃V6, 欧曼GTL, 海豹06 DM-i
_BODY = Lazy(
    r"的?(?:轿车|货车|卡车|客车|面包车|商务车|SUV|皮卡|电动车|新能源车|汽车|车(?!库|位|间|牌|主|门|窗|灯|上|里|子|机|钥|身|轮|座|载|头|尾|顶|架))"
)
_BODY_OF_A_LORRY = Lazy(
    r"的?(?:轻卡|重卡|微卡|纯电大巴|纯电动大巴|电动大巴|旅游大巴|冷藏车|搅拌车|渣土车|自卸车|牵引车|洒水车|清扫车|环卫车|垃圾车|油罐车|罐车|半挂车|厢式货车|厢货|救护车|校车|大巴|中巴|公交车|房车|消防车)"
)
_OTHER_MACHINE = Lazy(
    r"(?:[^\W\d_a-z]{0,4})(?:叉车|发电机|水泵|割草机|挖掘机|挖机|装载机|机器人|电机|空调(?![不没])|热泵|织机|缝纫机|堆高车)"
)


class Cars:
    def __init__(self, dictionary: Dictionary) -> None:
        self._makers = dictionary.set_of("brands.车辆.brand")
        self._models = dictionary.set_of("brands.车辆.model")

    def find(self, outline: Outline) -> Device | None:
        """别克君威, 零跑T03, 江铃全顺货车."""
        for match in _BRANDS.finditer(outline.shape):
            if outline.plain[match.start() : match.end()] in self._makers:
                model = self._model(outline, match.end())
                end = model[1] if model else match.end()
                model = model or self._model_in_next_clause(outline, match.end())
                body = _BODY.match(outline.plain, end) or _BODY_OF_A_LORRY.match(outline.plain, end)
                known = body or (model and outline.plain[model[0]] > "\x7f")
                if not known and outline.shape[end : end + 1] == "D" and _OTHER_MACHINE.match(outline.plain, end):
                    continue  # 丰田8FBN25叉车
                if model or body:
                    return Device(match.start(), body.end() if body else end, match.span(), model)
        return None

    def _model(self, outline: Outline, at: int) -> Span | None:
        """A known model, else letters and digits: 001, T03, Model 3, 秦PLUS."""
        plain = outline.plain
        start = at + (plain[at : at + 1] in (" ", "-", "·"))
        for end in range(min(start + _LONGEST, len(plain)), start, -1):
            if plain[start:end] in self._models and not _runs_on(plain, end):
                variant = _VARIANT.match(plain, end)
                return start, variant.end() if variant else end
        match = _MODEL.match(plain, at)
        if match is None or not is_free(outline, at, match.end()):
            return None
        return match.span(1) if match[1].isupper() or any(map(str.isdigit, match[1])) else None

    def _model_in_next_clause(self, outline: Outline, at: int) -> Span | None:
        """我那个深蓝，S07，…: a known one, and nothing else."""
        told = _NEXT_CLAUSE.match(outline.shape, at)
        start = told.end() if told else 0
        end = outline.shape.find(",", start)
        return (start, end) if told and outline.plain[start:end] in self._models else None

    def model_alone(self, outline: Outline) -> Device | None:
        """君威那位: a car's model by itself; a short one (Q5L) where something is said of cars."""
        model = model_told(outline) or self._short_model(outline)
        return Device(*model, None, model) if model else None

    def _short_model(self, outline: Outline) -> Span | None:
        if not _OF_A_CAR.search(outline.plain):
            return None
        for match in _SHORT_MODEL.finditer(outline.plain):
            if match[1] in self._models and is_free(outline, *match.span(1)):
                return match.span(1)
        return None


def model_told(outline: Outline) -> Span | None:
    match = _MODELS.search(outline.shape) if "M" in outline.shape else None
    return match.span() if match else None


def car_of(outline: Outline, device: Device) -> Device:
    """…空调吹出来发臭，朗逸，…: the car of the part that is broken, told apart from it."""
    if device.brand or device.model or not (model := model_told(outline)):
        return device
    of_a_car = _NUMBER_OF_A_CAR.search(outline.shape)
    return replace(device, model=model) if of_a_car and _apart(outline, *model) else device


def _apart(outline: Outline, start: int, end: int) -> bool:
    """In a clause of its own or beside a number plate, which no place is."""
    before, behind = outline.shape[start - 1 : start].strip(), outline.shape[end : end + 1].strip()
    return before in ("", ",", "s") and behind in ("", ",", "s")


def _runs_on(plain: str, at: int) -> bool:
    return plain[at - 1].isascii() and plain[at : at + 1].isascii() and plain[at : at + 1].isalnum()
