from __future__ import annotations

from bot.texts.likeness import BY_ITSELF, WHAT, why
from tickets.duplicates import Likeness
from tickets.signs import Reason, Sign


def test_every_reason_has_its_words() -> None:
    assert WHAT.keys() | BY_ITSELF.keys() == set(Sign)


def test_what_they_have_in_common_is_said_and_what_tells_against_it_first() -> None:
    same = (Reason(Sign.SERIAL, "HR2025Q100481"), Reason(Sign.FAULT, "漏水"))
    assert why(Likeness(0.7, same, ())) == "同一设备 HR2025Q100481、同一故障 漏水"
    assert why(Likeness(0.0, same, (Reason(Sign.UNIT, "3号梯"),))) == "另一编号 3号梯"
    assert why(Likeness(0.7, (Reason(Sign.WORDS, "门合不拢"),), ())) == "相近的说法 门合不拢"
    assert why(Likeness(0.0, (), (Reason(Sign.ANOTHER, ""),))) == "自己说是另一个"
