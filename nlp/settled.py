"""What rules and weights say together: is it a report, is it urgent, whose trade is it?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from math import copysign, exp
from operator import sub

from nlp.reading import Found, Kind, judged
from nlp.taught import Said, taught
from nlp.urgency import ASKED, TOLD, Hurry

OVERRULES = 0.8
"""From this probability on what the rules take for talk is a report, and what they take for a report is talk below
`SPARES`: a report that is taken for talk is worse than talk that is taken for a report.
"""
SPARES = 0.1
URGENT = 0.15
"""From this probability on. Far below one half: an urgent report that is not seen is much worse than one that only
seems so.
"""
TRADE = 0.3
"""So likely a category must be that no rule names. Somebody who has to choose is helped by a guess that is marked as
one.
"""
SURE_OF_TALK = 0.9
"""So little speaks for a report: markup, a greeting."""
BY_WEIGHTS = "weights"
_SURELY = 30.0  # whatever speaks more for it says no more


def settled_kind(said: Found[Kind], words: Said) -> Found[Kind]:
    ticket = said.value is Kind.TICKET
    likely = _probability(taught().report_weighing.odds(words.report, said.certainty if ticket else -said.certainty))
    if ticket == (likely >= (SPARES if ticket else OVERRULES)) or (said.certainty >= SURE_OF_TALK and not ticket):
        return judged(said.value, said.method, likely if ticket else 1 - likely)
    if not ticket:
        return judged(Kind.TICKET, BY_WEIGHTS, likely)
    return judged(Kind.FOLLOWUP if words.job > 0 else Kind.NONE, BY_WEIGHTS, 1 - likely)


def settled_urgency(hurry: Hurry | None, words: Said) -> Found[bool]:
    """Where haste is asked for, nothing else counts."""
    if hurry is not None and hurry.weight == ASKED:
        return judged(True, "cue", 0.95)
    said = hurry is not None
    likely = _probability(taught().urgent_weighing.odds(words.urgent, hurry.weight if hurry else -TOLD))
    urgent = likely >= URGENT
    method = ("cue" if said else "default") if urgent == said else BY_WEIGHTS
    return judged(urgent, method, likely if urgent else 1 - likely)


def settled_trade(said: Found[str] | None, words: Said) -> Found[str] | None:
    """`said` None: no word of a trade was found. Of a category that only a tenant's words name weights say nothing."""
    categories, weighing = taught().categories, taught().trade_weighing
    if said is not None and said.value not in categories:
        return said
    odds = [weighing.words * each for each in words.trades]
    if said is not None:
        odds[categories.index(said.value)] += weighing.bias + weighing.rules * said.certainty
    best, likely = _likeliest(odds)
    if said is not None and categories[best] == said.value:
        return judged(said.value, said.method, likely)
    return judged(categories[best], BY_WEIGHTS, likely) if said is not None or likely >= TRADE else None


def _likeliest(odds: Sequence[float]) -> tuple[int, float]:
    best = max(odds)
    return odds.index(best), 1 / sum(map(exp, map(sub, odds, repeat(best))))


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-(odds if -_SURELY < odds < _SURELY else copysign(_SURELY, odds))))
