"""What characters and pairs of characters speak for."""

from nlp.pairs import SCALE, Pairs

LEARNED = Pairs("report=-20 urgent=-40 电梯=0 家电=-10\n梯 PPd(\n火 dxPP\n着火 PdPP\n")
NOTHING = (-20 / SCALE, -40 / SCALE)


def test_a_text_of_unknown_characters_speaks_for_nothing_more_than_no_text_does() -> None:
    assert LEARNED.judge(LEARNED.told("")) == LEARNED.judge(LEARNED.told("，abc")) == NOTHING
    assert LEARNED.trades(LEARNED.told("，abc")) == {"电梯": 0.0, "家电": -0.5}


def test_each_character_and_each_pair_counts_once() -> None:
    assert LEARNED.judge(LEARNED.told("着火")) == LEARNED.judge(LEARNED.told("着火了，着火")) == (0.0, 1.0)
    assert LEARNED.trades(LEARNED.told("电梯，梯")) == {"电梯": 1.0, "家电": -2.5}


def test_the_packaged_weights_know_a_lift_and_a_fire() -> None:
    packaged = Pairs.packaged()
    trades = packaged.trades(packaged.told("电梯困人"))
    assert max(trades, key=trades.__getitem__) == "电梯"
    fire, no_haste = packaged.told("着火了，快来人！"), packaged.told("空调不制冷，有空来看看")
    assert packaged.judge(fire)[1] > packaged.judge(no_haste)[1]
