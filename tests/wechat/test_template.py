from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wechat.template import FITTINGS, TemplateError, complaint_of, fitted, template

NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def test_a_message_is_what_is_documented():
    fields = {"character_string1": "1122-7", "thing2": "厨房漏水", "time3": NINE, "date4": NINE}
    assert template("openid", "T", fields, url="https://a/t/x", once="demo-7") == {
        "touser": "openid",
        "template_id": "T",
        "data": {
            "character_string1": {"value": "1122-7"},
            "thing2": {"value": "厨房漏水"},
            "time3": {"value": "2026年11月20日 09:00"},
            "date4": {"value": "2026年11月20日"},
        },
        "url": "https://a/t/x",
        "client_msg_id": "demo-7",
    }
    assert set(template("openid", "T", fields)) == {"touser", "template_id", "data"}


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("thing1", "三楼\n厨房水管  漏水", "三楼 厨房水管 漏水"),
        ("thing1", "一二三四五六七八九十一二三四五六七八九十多", "一二三四五六七八九十一二三四五六七八九…"),
        ("thing1", "", "暂无"),
        ("thing1", "楼下水管在漏快一点来 13800001111", "楼下水管在漏快一点来…"),
        ("name2", "欧阳王女士和她的先生一起等", "欧阳王女士和她的先…"),
        ("name2", "Wang Xiaoming", "Wang Xiaoming"),
        ("phrase3", "已接单（王工）", "已接单王工"),
        ("phrase3", "正在等待配件到货", "正在等待配"),
        ("phrase3", "", "暂无"),
        ("character_string4", "电梯 HR2025-7", "HR2025-7"),
        ("character_string4", "", "-"),
        ("time5", "09:30", "09:30"),
        ("time5", "2026年11月20日 09:30~11:00", "2026年11月20日 09:30~11:00"),
        ("date6", "2026-11-20", "2026-11-20"),
        ("amount7", "¥120.50", "¥120.50"),
        ("amount7", "120元", "120元"),
        ("phone_number8", "010-1234 5678", "010-1234 5678"),
        ("car_number9", "粤A12345", "粤A12345"),
        ("number10", "3.14", "3.14"),
        ("letter11", "abc", "abc"),
        ("symbol12", "★★★", "★★★"),
        ("const13", "维修", "维修"),
    ],
)
def test_values_are_fitted(key, value, shown):
    assert fitted(key, value) == shown


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("character_string1", "x" * 33),
        ("time2", "明天上午"),
        ("time2", "25:00"),
        ("time2", ""),
        ("date3", "tomorrow"),
        ("amount4", "12345678901元"),
        ("phone_number5", "1" * 18),
        ("phone_number5", "没有"),
        ("car_number6", "粤A1234567"),
        ("number7", "1" * 33),
        ("letter8", "abc1"),
        ("symbol9", "!!!!!!"),
    ],
)
def test_what_cannot_be_fitted_is_refused(key, value):
    with pytest.raises(ValueError, match=r"必须|最多"):
        fitted(key, value)


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(TemplateError) as error:
        template("o", "T", {"time1": "soon", "things2": "x", "first": "x", "thing3": "ok"}, once="x" * 65)
    assert [problem.partition(":")[0] for problem in error.value.problems] == ["time1", "things2", "first", "once"]
    with pytest.raises(TemplateError, match="一个字段也没有"):
        template("o", "T", {})


def test_a_key_is_a_type_and_a_number():
    assert [complaint_of(key) for key in ("thing1", "character_string23", "phone_number2")] == [None] * 3
    for key in ("thing", "1", "things1", "Thing1", "thing1234", "keyword1", "", "thing1\n"):
        assert complaint_of(key)


# What WeChat says of each type, written down a second time and differently.
ALLOWED = {
    "thing": r"[^\x00-\x1f]{1,20}",
    "character_string": r"[\x20-\x7e]{1,32}",
    "phrase": r"[\u4e00-\u9fff]{1,5}",
    "name": r"(?=.*[^\x00-\x7f]).{1,10}|[\x20-\x7e]{1,20}",
    "const": r"[^\x00-\x1f]{1,20}",
}


@given(st.sampled_from(sorted(ALLOWED)), st.text(max_size=60))
def test_words_are_always_within_the_limits_of_their_field(kind, value):
    try:
        shown = fitted(f"{kind}1", value)
    except ValueError:
        assert kind == "character_string"
    else:
        assert re.fullmatch(ALLOWED[kind], shown, re.DOTALL)


@given(st.sampled_from(sorted(FITTINGS)), st.text(max_size=40))
def test_whatever_is_put_in_ends_in_a_value_or_in_one_error(kind, value):
    with suppress(ValueError):
        assert fitted(f"{kind}1", value)
