"""The words that the reader knows, from `lexicon/*.toml` and from a tenant's own vocabulary.

Every word has a *shape*: one letter for what it is, then `~` for each further character. The shapes of
a text's words, joined, are as long as the text itself, so a pattern found in the shape is a span of the text.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from msgspec import Struct

_LEXICON = Path(__file__).parent / "lexicon"
_MIXED = ("brands", "devices")  # hold words of Chinese and Latin letters
_FILES = (
    "brands",
    "corrections",
    "devices",
    "kinds",
    "numbers",
    "people",
    "phenomena",
    "places",
    "times",
    "urgency",
    "words",
)

Lexicon = Mapping[str, Mapping[str, Mapping[str, str]]]
Weights = tuple[tuple[str, float], ...]

# Fields whose values people write behind a label: 地址：…
LABELS = ("customer", "address", "fault", "appointment", "device", "model", "brand", "category", "urgent", "phone")

# Where a word stands in several lists, the later shape of this table is its shape.
SHAPES = {
    "numbers.words": "q",
    "devices.modifiers": "J",
    "words.joint": "J",
    "words.opening": "O",
    "words.closing": "E",
    **dict.fromkeys((f"words.{name}" for name in LABELS), "q"),
    "devices.hint": "I",
    "devices.wet": "I",
    "devices.spilt": "I",
    "devices.outside": "P",
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
    "devices.sure": "X",
    "devices.part": "P",
    "phenomena.strong": "X",
    "urgency.danger": "X",
    "urgency.grave": "X",
    "brands.model": "M",
    "brands.brand": "B",
    "devices.device": "D",
    "places.public": "H",
    "people.title": "T",
}
_OWN_SHAPES = {"areas": "R", "sites": "S", "devices": "D", "brands": "B"}
_SHORT_MODEL = 3  # letters and digits; shorter ones (A3, 001) are models only behind their brand

DECIDES = 9.0  # the weight of a word that settles the trade whatever else is named
_TRADE_WEIGHT = {
    "sure": DECIDES,
    "device": 4.0,
    "model": 3.5,
    "outside": 6.0,
    "spilt": 5.0,
    "wet": 3.0,
    "part": 3.0,
    "hint": 1.5,
    "brand": 1.5,
}
_OF_A_PHENOMENON = 0.6  # 灯不亮 says less of the trade than 灯 does
_NO_TRADES = ("general", "modifiers")
_THINGS = "灯门窗锁墙树草梯泵"  # parts of one character that phenomena begin with


class Vocabulary(Struct, frozen=True, kw_only=True):
    """What one tenant's playbook adds.

    `devices` maps a word to its category; `staff` are names that are nobody's customers; `serial_shapes`
    are patterns, in upper case, that only the tenant's own serial numbers fit.
    """

    areas: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    devices: Mapping[str, str] = {}
    brands: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    serial_shapes: tuple[str, ...] = ()


class Dictionary(Struct, frozen=True, kw_only=True):
    """`trades` says how much a word speaks for a category; `lists` holds every list, as "file.table.list"."""

    shapes: Mapping[str, str]
    trades: Mapping[str, Weights]
    lists: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]  # the field that a label word announces
    brands: frozenset[str]
    areas: frozenset[str]
    staff: frozenset[str]
    serial_shapes: tuple[str, ...]

    def set_of(self, key: str) -> frozenset[str]:
        return frozenset(self.lists[key])


def load(vocabulary: Vocabulary | None = None) -> Dictionary:
    """What a tenant does not add is the same for all of them, and kept once."""
    own, common = vocabulary or Vocabulary(), packaged()
    shapes = {word: _shape(letter, word) for name, letter in _OWN_SHAPES.items() for word in getattr(own, name)}
    trades = {word: ((category, DECIDES),) for word, category in own.devices.items()}
    return Dictionary(
        shapes={**common.shapes, **shapes} if shapes else common.shapes,
        trades={**common.trades, **trades} if trades else common.trades,
        lists=common.lists,
        labels=common.labels,
        brands=common.brands.union(own.brands),
        areas=common.areas.union(own.areas),
        staff=frozenset(own.staff),
        serial_shapes=own.serial_shapes,
    )


@cache
def packaged() -> Dictionary:
    """Without any tenant's words."""
    lexicon: Lexicon = {name: _read(name) for name in _FILES}
    lists = {
        f"{file}.{table}.{name}": _with_small_letters(_words(text)) if file in _MIXED else _words(text)
        for file, tables in lexicon.items()
        for table, named in tables.items()
        for name, text in named.items()
    }
    brands = (words for key, words in lists.items() if key.startswith("brands.") and key.endswith(".brand"))
    return Dictionary(
        shapes=_shapes(lists),
        trades=_trades(lexicon, lists),
        lists=lists,
        labels={word: name for name in LABELS for word in lists[f"words.label.{name}"]},
        brands=frozenset(chain.from_iterable(brands)),
        areas=frozenset(lists["places.region.region"]),
        staff=frozenset(),
        serial_shapes=(),
    )


def _read(name: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((_LEXICON / f"{name}.toml").read_text(encoding="utf-8"))


def _words(text: str) -> tuple[str, ...]:
    """Words stand between blanks; a blank inside a word is written `_`."""
    words = text.split()
    return tuple([word.replace("_", " ") for word in words] if "_" in text else words)


def _with_small_letters(words: tuple[str, ...]) -> tuple[str, ...]:
    """pos机 and 秦plus, too; a wholly Latin word stays as it is, because free is not the car FREE."""
    small = [word.lower() for word in words if not word.isascii() and word != word.lower()]
    return (*words, *small) if small else words


def _shapes(lists: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    by_key: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for full, words in lists.items():
        by_key[_short(full)].append(words)
    common = frozenset(lists["brands.车辆.common"])
    by_key["brands.model"] = [
        tuple([word for word in words if word not in common and not _is_vague_model(word)])
        for words in by_key["brands.model"]
    ]
    shapes: dict[str, str] = {}
    for key, letter in SHAPES.items():
        for words in by_key[key]:
            shapes.update(zip(words, _shapes_of(letter, words), strict=True))
    return shapes


def _shapes_of(letter: str, words: Sequence[str]) -> Iterator[str]:
    """One shape for all words of the same length: each one made anew would take most of the start."""
    lengths = list(map(len, words))
    by_length = [letter + "~" * (length - 1) for length in range(max(lengths, default=0) + 1)]
    return map(by_length.__getitem__, lengths)


def _short(key: str) -> str:
    """The list "places.room.public" is "places.public" in `SHAPES`."""
    file, _, name = key.split(".")
    return f"{file}.{name}"


def _shape(letter: str, word: str) -> str:
    return letter + "~" * (len(word) - 1)


def _is_vague_model(word: str) -> bool:
    """001, A3 and 4008 are models only behind their maker."""
    return len(word) == 1 or word.isdigit() or (word.isascii() and len(word) <= _SHORT_MODEL)


def _trades(lexicon: Lexicon, lists: Mapping[str, tuple[str, ...]]) -> dict[str, Weights]:
    trades: dict[str, Weights] = {}
    for file in ("brands", "devices"):
        for category, named in lexicon[file].items():
            if category not in _NO_TRADES:
                for name in named.keys() & _TRADE_WEIGHT.keys():
                    _weigh(trades, category, lists[f"{file}.{category}.{name}"], _TRADE_WEIGHT[name])
    for word in (*lists["phenomena.defect.strong"], *lists["urgency.danger.danger"], *lists["urgency.grave.grave"]):
        if word not in trades and (told := _told_of(word, trades)):
            trades[word] = tuple([(category, weight * _OF_A_PHENOMENON) for category, weight in told])
    return trades


def _weigh(trades: dict[str, Weights], category: str, words: tuple[str, ...], weight: float) -> None:
    """Most words are of one category: those of one list share what they weigh."""
    weighed: dict[str, Weights] = dict.fromkeys(words, ((category, weight),))
    for word in trades.keys() & weighed.keys():
        known = dict(trades[word])
        weighed[word] = tuple({**known, category: max(known.get(category, 0.0), weight)}.items())
    trades.update(weighed)


def _told_of(phenomenon: str, trades: Mapping[str, Weights]) -> Weights | None:
    """The device or part that a phenomenon names: 灯不亮, 掉瓷砖, 刹车软."""
    for length in range(len(phenomenon) - 1, 1, -1):
        for start in range(len(phenomenon) - length + 1):
            if told := trades.get(phenomenon[start : start + length]):
                return told
    return trades.get(phenomenon[0]) if phenomenon[0] in _THINGS else None
