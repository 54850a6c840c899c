"""The words that the reader knows, from `lexicon/*.toml` and from a tenant's own vocabulary.

Every word has a *shape*: one letter for what it is, then `~` for each further character. The shapes of
a text's words, joined, are as long as the text itself, so a pattern found in the shape is a span of the text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_LEXICON = Path(__file__).parent / "lexicon"
_FILES = ("brands", "devices", "kinds", "numbers", "people", "phenomena", "places", "urgency", "words")

Lists = Mapping[str, Mapping[str, str]]
Weights = tuple[tuple[str, float], ...]

# Fields whose values people write behind a label: 地址：…
LABELS = ("customer", "address", "fault", "appointment", "device", "model", "brand", "category", "urgent", "phone")

# Where a word stands in several lists, the later shape of this table is its shape.
SHAPES = {
    "numbers.words": "q",
    "words.joint": "J",
    "words.opening": "O",
    "words.closing": "E",
    **dict.fromkeys((f"words.{name}" for name in LABELS), "q"),
    "devices.hint": "I",
    "phenomena.weak": "x",
    "people.not_names": "J",
    "places.region": "R",
    "places.road": "W",
    "places.building": "b",
    "places.unit": "u",
    "places.floor": "l",
    "places.room": "r",
    "places.level": "L",
    "places.home": "h",
    "people.customer": "N",
    "people.staff": "n",
    "places.dwelling": "S",
    "places.premises": "Z",
    "places.side": "v",
    "places.vague": "V",
    "phenomena.work": "K",
    "phenomena.consequence": "Y",
    "phenomena.strong": "X",
    "urgency.danger": "X",
    "devices.sure": "X",
    "devices.part": "P",
    "brands.model": "M",
    "brands.brand": "B",
    "devices.device": "D",
    "places.public": "H",
    "people.title": "T",
}
_TRADE_WEIGHT = {"sure": 9.0, "device": 4.0, "part": 3.0, "hint": 1.5, "brand": 1.5, "model": 3.5}
_SHORT_MODEL = 3  # letters and digits; shorter ones (A3, 001) are models only behind their brand


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What one tenant's playbook adds. `devices` maps a word to its category."""

    areas: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    devices: Mapping[str, str] = field(default_factory=dict)
    brands: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    shapes: Mapping[str, str]
    trades: Mapping[str, Weights]
    brands: frozenset[str]
    car_brands: frozenset[str]
    car_models: frozenset[str]
    surnames: frozenset[str]
    compound_surnames: frozenset[str]
    short_titles: str  # of one character each
    areas: frozenset[str]
    staff: frozenset[str]
    urgent: tuple[str, ...]
    not_urgent: tuple[str, ...]
    kinds: Mapping[str, str]  # a cue word to its list, "followup.sure"
    labels: Mapping[str, str]  # the field that a label word announces


def load(vocabulary: Vocabulary | None = None) -> Dictionary:
    own = vocabulary or Vocabulary()
    lexicon = {name: _read(name) for name in _FILES}
    people = lexicon["people"]
    return Dictionary(
        shapes=_shapes(lexicon, own),
        trades=_trades(lexicon, own),
        brands=frozenset(
            (*own.brands, *(word for lists in lexicon["brands"].values() for word in _words(lists["brand"])))
        ),
        car_brands=frozenset(_words(lexicon["brands"]["车辆"]["brand"])),
        car_models=frozenset(_words(lexicon["brands"]["车辆"]["model"])),
        surnames=frozenset(people["surname"]["common"].replace("\n", "")),
        compound_surnames=frozenset(_words(people["surname"]["compound"])),
        short_titles="".join(_words(people["title"]["short"])),
        areas=frozenset((*_words(lexicon["places"]["region"]["region"]), *own.areas)),
        staff=frozenset(own.staff),
        urgent=tuple(
            word for name in ("danger", "setting", "haste") for word in _words(lexicon["urgency"][name][name])
        ),
        not_urgent=tuple(_words(lexicon["urgency"]["calm"]["calm"])),
        kinds={
            word: f"{kind}.{name}"
            for kind, lists in lexicon["kinds"].items()
            for name, words in lists.items()
            for word in _words(words)
        },
        labels={word: name for name in LABELS for word in _words(lexicon["words"]["label"][name])},
    )


def _read(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((_LEXICON / f"{name}.toml").read_text(encoding="utf-8"))


def _words(text: str) -> Iterator[str]:
    """Words stand between blanks; a blank inside a word is written `_`."""
    return (word.replace("_", " ") for word in text.split())


def _lists(lexicon: Mapping[str, Lists]) -> Iterator[tuple[str, str]]:
    """Every word with the name of its list as in `SHAPES`."""
    for file, tables in lexicon.items():
        for lists in tables.values():
            for name, text in lists.items():
                key = f"{file}.{name}"
                if key in SHAPES:
                    yield from ((key, word) for word in _words(text))


def _shapes(lexicon: Mapping[str, Lists], own: Vocabulary) -> dict[str, str]:
    order = {key: rank for rank, key in enumerate(SHAPES)}
    keyed = sorted((order[key], key, word) for key, word in _lists(lexicon) if not _vague_model(key, word))
    shapes = {word: _shape(SHAPES[key], word) for _, key, word in keyed}
    for letter, words in (("R", own.areas), ("S", own.sites), ("D", own.devices), ("B", own.brands)):
        shapes.update((word, _shape(letter, word)) for word in words)
    return shapes


def _shape(letter: str, word: str) -> str:
    return letter + "~" * (len(word) - 1)


def _vague_model(key: str, word: str) -> bool:
    return key == "brands.model" and (len(word) == 1 or (word.isascii() and len(word) <= _SHORT_MODEL))


def _trades(lexicon: Mapping[str, Lists], own: Vocabulary) -> dict[str, Weights]:
    weights: dict[str, dict[str, float]] = {}
    for file in ("brands", "devices"):
        for category, lists in lexicon[file].items():
            if category != "general":
                _weigh(weights, category, lists)
    for word, category in own.devices.items():
        weights[word] = {category: _TRADE_WEIGHT["device"] * 2}
    for word in _words(f"{lexicon['phenomena']['defect']['strong']} {lexicon['urgency']['danger']['danger']}"):
        if word not in weights and (told := _told_of(word, weights)):
            weights[word] = {category: weight * 0.6 for category, weight in told.items()}
    return {word: tuple(each.items()) for word, each in weights.items()}


def _told_of(phenomenon: str, weights: Mapping[str, dict[str, float]]) -> dict[str, float] | None:
    """The device or part that a phenomenon names: 灯不亮, 掉瓷砖, 刹车软."""
    for length in range(len(phenomenon) - 1, 1, -1):
        for start in range(len(phenomenon) - length + 1):
            if told := weights.get(phenomenon[start : start + length]):
                return told
    return weights.get(phenomenon[0]) if phenomenon[0] in _THINGS else None


_THINGS = "灯门窗锁墙树草梯泵"


def _weigh(weights: dict[str, dict[str, float]], category: str, lists: Mapping[str, str]) -> None:
    for name, text in lists.items():
        for word in _words(text):
            each = weights.setdefault(word, {})
            each[category] = max(each.get(category, 0.0), _TRADE_WEIGHT[name])
