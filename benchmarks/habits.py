"""What people make of the cards that they get: what they press, and after how long. Pure, but for their whims.

What becomes of a ticket is settled by its number: most are claimed by whoever is quickest, some are declined first, and
some nobody touches before the leader is reminded.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from random import Random

from emulator import card_parts
from emulator.conversation import Entry

NUMBER = re.compile(r"\d{4}-\d+")

CLAIM, DECLINE, WAIT, RESUME = "接单", "接不了…", "等待…", "继续"
SUBMIT, NOT_PICKED = "提交", "请选择"
TO_DO = (
    (SUBMIT, 10, 120),
    ("还在处理", 60, 600),
    ("出发", 60, 900),
    ("到场", 300, 2400),
    (RESUME, 1200, 14_400),
    ("完工", 600, 5400),
)
"""What is pressed first where there is a choice, and after how many seconds."""
MUST_WAIT = 0.04
"""Of those on site: for parts."""
NOT_THIS_TIME = 0.4
"""Of those who are asked for a ticket that is declined first."""


class Fate(Enum):
    CLAIMED = auto()
    DECLINED_FIRST = auto()
    LEFT_TO_THE_LADDER = auto()


FATES = (Fate.CLAIMED,) * 17 + (Fate.DECLINED_FIRST,) * 2 + (Fate.LEFT_TO_THE_LADDER,)


def choice(entry: Entry, random: Random) -> tuple[str, float] | None:
    """The button, and after how many seconds; None: there is nothing to do for this person."""
    assert entry.card is not None
    labels = [button.text for button in card_parts.buttons(entry.card.content)]
    if card_parts.questions(entry.card.content) and SUBMIT not in labels:
        return labels[0], random.uniform(5, 60)
    if WAIT in labels and "到场" not in labels and RESUME not in labels and random.random() < MUST_WAIT:
        return WAIT, random.uniform(300, 1200)
    for label, least, most in TO_DO:
        if label in labels:
            return label, random.uniform(least, most)
    return _offered(entry, labels, random) if CLAIM in labels else None


def picked(entry: Entry) -> dict[str, list[str]]:
    """The first answer to every question of a form; a draft stays as it was read."""
    assert entry.card is not None
    if any(button.text == SUBMIT for button in card_parts.buttons(entry.card.content)):
        return {}
    return {each.key: [_first(each.options)] for each in card_parts.questions(entry.card.content)}


def _first(options: dict[str, str]) -> str:
    return next(key for key, words in options.items() if words != NOT_PICKED)


def _offered(entry: Entry, labels: list[str], random: Random) -> tuple[str, float] | None:
    """What it comes to is the same for everybody who is asked; how quick one is, is not."""
    number = NUMBER.search(entry.looks[-1])
    fate = Random(number[0] if number else "").choice(FATES)  # noqa: S311  # no secret
    hesitates = 20 + random.expovariate(1 / 480)
    if fate is Fate.LEFT_TO_THE_LADDER and not entry.userid.startswith("leader"):
        return None
    if fate is Fate.DECLINED_FIRST and DECLINE in labels and random.random() < NOT_THIS_TIME:
        return DECLINE, hesitates / 2
    return CLAIM, hesitates
