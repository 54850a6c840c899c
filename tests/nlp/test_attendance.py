"""请假, 上班, 下班."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from nlp.attendance import Attendance, Said, read
from tickets.calendar import LOCAL

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=LOCAL)


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("text", "who", "since", "until"),
    [
        ("请假", "", FRIDAY, None),
        ("我请假了。", "", FRIDAY, None),
        ("病假", "", FRIDAY, None),
        ("请假到明天", "", FRIDAY, at(22)),
        ("请假到周五", "", FRIDAY, at(21)),
        ("请假到下周五", "", FRIDAY, at(28)),
        ("请假到周日为止", "", FRIDAY, at(23)),
        ("请假到11月25日", "", FRIDAY, at(26)),
        ("请假到明天下午两点", "", FRIDAY, at(21, 14)),
        ("请假到明天中午", "", FRIDAY, at(21, 12)),
        ("请假到下午3点", "", FRIDAY, at(20, 15)),
        ("请假 3 天", "", FRIDAY, at(23)),
        ("请假三天", "", FRIDAY, at(23)),
        ("请假一天", "", FRIDAY, at(21)),
        ("请假一周", "", FRIDAY, at(27)),
        ("请假两个小时", "", FRIDAY, at(20, 11)),
        ("请假半天", "", FRIDAY, at(20, 13)),
        ("请假今天", "", FRIDAY, at(21)),
        ("今天请假", "", FRIDAY, at(21)),
        ("我明天请假", "", at(21), at(22)),
        ("明天下午请假", "", at(21, 13), at(22)),
        ("明天请假两天", "", at(21), at(23)),
        ("周一请假到周三", "", at(23), at(26)),
        ("明天请假到后天", "", at(21), at(23)),
        ("周一到周三请假", "", at(23), at(26)),
        ("请假 周一到周三", "", at(23), at(26)),
        ("请假 明天", "", at(21), at(22)),
        ("王工请假 11月25日", "王工", at(25), at(26)),
        ("请假明天到后天", "", at(21), at(23)),
        ("11月25日至11月27日请假", "", at(25), at(28)),
        ("请假 11月25日-27日", "", at(25), at(28)),
        ("赵工周一到周三请假", "赵工", at(23), at(26)),
        ("赵工请假到周五", "赵工", FRIDAY, at(21)),
        ("帮赵工请假", "赵工", FRIDAY, None),
        ("赵工明天请假", "赵工", at(21), at(22)),
        ("给王工请病假到明天", "王工", FRIDAY, at(22)),
    ],
)
def test_a_leave(text: str, who: str, since: datetime, until: datetime | None) -> None:
    assert read(text, FRIDAY) == Said(what=Attendance.AWAY, who=who, since=since, until=until)


@pytest.mark.parametrize(
    ("text", "what", "who"),
    [
        ("上班", Attendance.BACK, ""),
        ("我上班了！", Attendance.BACK, ""),
        ("销假", Attendance.CALLED_OFF, ""),
        ("取消请假", Attendance.CALLED_OFF, ""),
        ("不请假了", Attendance.CALLED_OFF, ""),
        ("我明天不请假了", Attendance.CALLED_OFF, ""),
        ("不请了", Attendance.CALLED_OFF, ""),
        ("赵工销假", Attendance.CALLED_OFF, "赵工"),
        ("赵工上班了", Attendance.BACK, "赵工"),
        ("下班", Attendance.OVER, ""),
        ("下班啦~", Attendance.OVER, ""),
        ("赵工下班", Attendance.OVER, "赵工"),
    ],
)
def test_coming_and_going(text: str, what: Attendance, who: str) -> None:
    assert read(text, FRIDAY) == Said(what=what, who=who, since=FRIDAY)


def test_in_the_evening_a_leave_of_days_begins_tomorrow() -> None:
    evening = FRIDAY + timedelta(hours=10)
    said = read("请假一天", evening)
    assert said is not None
    assert said.until == at(22)


def test_in_the_afternoon_half_a_day_is_the_rest_of_it() -> None:
    said = read("请假半天", FRIDAY + timedelta(hours=6))
    assert said is not None
    assert said.until == at(21)


@pytest.mark.parametrize(
    "text",
    [
        "好的",
        "师傅下班了吗",
        "不请",
        "可以不请假吗",
        "不请假怎么办",
        "客户说他六点下班",
        "明天上班再说",
        "我们下班前修好",
        "请假条放哪了",
        "钱江新城3幢电梯困人",
        "业主请假到昨天",
        "请假的事明天说",
        "",
    ],
)
def test_what_is_something_else(text: str) -> None:
    assert read(text, FRIDAY) is None


@pytest.mark.parametrize(
    "text", ["请假到", "请假到上周五", "请假到昨天", "请假 昨天", "昨天请假", "下周请假", "请假13月1日"]
)
def test_a_leave_of_which_the_days_are_unclear(text: str) -> None:
    assert read(text, FRIDAY) == Said(what=Attendance.UNCLEAR, since=FRIDAY)
