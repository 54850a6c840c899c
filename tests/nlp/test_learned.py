from __future__ import annotations

from collections import Counter, defaultdict

from nlp.learned import ENOUGH_EXAMPLES, ENOUGH_WINS, Tally, better, guess, pairs_in, won

LIFTS = ("轿厢抖动", "门关不上", "按钮没反应", "平层不准")
WATER = ("水管漏水", "马桶堵了", "地漏返水", "龙头滴水")


def taught(
    examples: int, *, wins: int = ENOUGH_WINS, losses: int = 0
) -> tuple[dict[str, Counter[str]], dict[str, Tally]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    tallies = {}
    for category, faults in (("电梯", LIFTS), ("给排水", WATER)):
        pairs = 0
        for number in range(examples):
            for pair, times in pairs_in(faults[number % len(faults)]).items():
                counts[pair][category] += times
                pairs += times
        tallies[category] = Tally(examples, pairs, wins, losses)
    return dict(counts), tallies


def test_words_belong_to_the_category_whose_tickets_had_them() -> None:
    counts, tallies = taught(ENOUGH_EXAMPLES)
    assert guess(pairs_in("轿厢一直抖动"), counts, tallies) == "电梯"
    assert guess(pairs_in("厨房水管滴水"), counts, tallies) == "给排水"


def test_nothing_is_guessed_of_words_that_nobody_has_used_or_before_there_are_enough_tickets() -> None:
    counts, tallies = taught(ENOUGH_EXAMPLES)
    assert guess(pairs_in("风扇"), counts, tallies) is None
    assert guess(pairs_in(""), counts, tallies) is None
    assert guess(pairs_in("轿厢抖动"), *taught(ENOUGH_EXAMPLES - 1)) is None


def test_a_guess_is_used_only_where_it_has_been_better_than_the_lexicon() -> None:
    pairs = pairs_in("轿厢抖动")
    assert better(pairs, *taught(ENOUGH_EXAMPLES), "机械设备") == "电梯"
    assert better(pairs, *taught(ENOUGH_EXAMPLES), "电梯") is None
    assert better(pairs, *taught(ENOUGH_EXAMPLES, wins=ENOUGH_WINS - 1), "机械设备") is None
    assert better(pairs, *taught(ENOUGH_EXAMPLES, wins=5, losses=5), "机械设备") is None


def test_who_was_right_is_counted_only_where_guess_and_lexicon_differ() -> None:
    assert won("电梯", "家电", "电梯") is True
    assert won("电梯", None, "电梯") is True
    assert won("家电", "电梯", "电梯") is False
    assert won("电梯", "电梯", "电梯") is None
    assert won("电梯", "家电", "消防") is None
    assert won(None, "家电", "家电") is None
