from datetime import datetime

import nlp
from nlp.fault_choice import taught

NOW = datetime.fromisoformat("2026-11-18T10:00")


def fault_of(text: str) -> str | None:
    fault = nlp.read(text, NOW).fault
    return fault.value if fault else None


def test_what_was_tried_whom_it_troubles_and_what_others_say_is_left_out_in_any_words() -> None:
    assert fault_of("12幢电梯门反复开合，断电重来过两遍还是老样子，姚师傅13800138000") == "门反复开合"
    assert fault_of("宏泰车间空压机排气温度高跳停，几十号人干等，物业让找厂家，13800138000") == "排气温度高跳停"
    assert fault_of("锦江苑3-502厨房水管漏水，楼下邻居说跟他家没关系，13800138000") == "厨房水管漏水"


def test_a_short_fault_keeps_the_lamp_that_it_is_told_of() -> None:
    assert fault_of("光明里5幢2单元门口的招牌灯不亮") == "招牌灯不亮"


def test_where_nothing_is_likely_what_speaks_most_for_a_fault_is_taken() -> None:
    assert fault_of("申请安装扶手，卫生间") == "安装扶手"


def test_the_weights_know_the_place_among_the_pieces() -> None:
    known = taught()
    assert known.odds("^漏水$", 0, 0) - known.odds("^漏水$", 9, 9) == (
        known.ahead[0] + known.behind[0] - known.ahead[-1] - known.behind[-1]
    )
