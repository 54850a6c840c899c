from __future__ import annotations

from math import isclose
from operator import mul

from nlp.likeness import fault_kinds, without_things
from nlp.troubles import Direction, direction


def pointing(words: str) -> Direction:
    return direction(without_things(words), fault_kinds(words))


def likeness(one: str, other: str) -> float:
    return sum(map(mul, pointing(one), pointing(other)))


def test_one_trouble_in_words_that_no_list_brings_together_points_the_same_way() -> None:
    assert likeness("快关上了又弹开", "门合不拢，站里面干等") > 0.7
    assert likeness("出来全是常温的", "一点都不凉") > 0.7
    assert likeness("顶上往下滴", "天花板湿了一大片") > 0.65


def test_another_trouble_of_the_same_thing_points_elsewhere() -> None:
    assert likeness("快关上了又弹开", "里面的灯一闪一闪") < 0.3
    assert likeness("一点都不凉", "底下滴了一滩水") < 0.3


def test_a_direction_has_length_one_and_says_the_same_each_time() -> None:
    assert isclose(likeness("漏水", "漏水"), 1.0)
    assert pointing("漏水，滴滴答答") == pointing("漏水。滴滴答答")


def test_of_words_that_nobody_taught_nothing_is_known() -> None:
    assert direction("", ()) == ()
    assert direction("⊕⊗", ("no such meaning",)) == ()
