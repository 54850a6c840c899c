"""No phone number and no secret reaches a log; ids do."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.masking import IDS, masked, masked_text

GAPS = " -\u3000\u00a0\u2011\u2013\u2014\uff0d()（）\u200b\u202c"

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@st.composite
def written_mobiles(draw: st.DrawFn) -> tuple[str, str]:
    """A mobile number, and a way to write it: other scripts' digits, gaps anywhere."""
    number = draw(mobiles)
    zero = draw(st.sampled_from("0０٠०"))
    gaps = draw(st.lists(st.text(GAPS, max_size=2), min_size=11, max_size=11))
    return number, "".join(chr(ord(zero) + int(digit)) + gap for digit, gap in zip(number, gaps, strict=True))


def digits_of(text: str) -> str:
    """What a reader can put together: every digit in ASCII, the gaps gone."""
    plain = (str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text if each not in GAPS)
    return "".join(plain)


surroundings = st.text(st.sampled_from("0123456789１３ -\n电话转abc:/=*,."), max_size=14)


@given(written_mobiles(), surroundings, surroundings)
@example(("13800001111", "13800001111"), "1313900", "22")
@example(("13800001111", "13800001111"), "13912341380", "")
def test_no_mobile_number_survives_in_a_text(mobile, before, after):
    number, written = mobile

    assert number not in digits_of(masked_text(before + written + after))


@given(mobiles, st.sampled_from(["note", "sender", *sorted(IDS)]), st.text("abc:|@+", max_size=5))
def test_a_mobile_number_alone_survives_nowhere(number, key, beside):
    nested = {
        "list": [number, {number: int(number)}],
        "object": Exception(number),
        "pair": (f"{beside}{number}{beside}",),
    }

    assert number not in str(masked(key, beside + number + beside))
    assert number not in str(masked(key, int(number)))
    assert number not in str(masked(key, nested))


@given(st.integers(10**13, 2**63), st.sampled_from(sorted(IDS)))
def test_an_id_stays_readable_whatever_digits_it_holds(number, key):
    composed = f"wangwu:1763800000:click:T-{number}"

    assert masked(key, str(number)) == str(number)
    assert masked(key, number) == number
    assert masked(key, composed) == composed


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("电话13800001111，急", "电话138****1111，急"),
        ("+86 138 0000 1111", "+86 138 **** 1111"),
        ("138-0000-1111", "138-****-1111"),
        ("138.0000.1111", "138.****.1111"),
        ("１３８００００１１１１", "１３８****１１１１"),
        ("1380000111113900002222", "138****1111139****2222"),
        ("010-12345678", "010-****5678"),
        ("0755 8888 9999", "0755 **** 9999"),
        ("(021)68881234", "(021)****1234"),
        ("+86-755-88889999", "+86-755-****9999"),
        ("0512-6888123", "0512-****8123"),
    ],
)
def test_the_ends_of_a_number_remain_to_tell_it_from_others(written, shown):
    assert masked_text(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "not allow to access from your ip, hint: [1763800000_63_0c1f], from ip: 139.199.100.200",
        "2026-11-22 13:45:01 took 138.5 ms",
        "ticket 1122-7, floor 13, room 1101",
        "line 138, in claim",
        "三楼13号打印机",
        "http://127.0.0.1:8700/wecom/east",
        "",
    ],
)
def test_what_is_no_number_and_no_secret_stays(text):
    assert masked_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "GET https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=hush&debug=1",
        "/cgi-bin/gettoken?corpid=ww1&corpsecret=hush",
        '{"errcode": 0, "access_token": "hush", "expires_in": 7200}',
        "{'corpsecret': 'hush'}",
        "/w/login?state=1&code=hush",
        "postgresql+psycopg://paidan:hush@db/paidan",
        "password=hush",
    ],
)
def test_secrets_are_hidden_inside_texts(text):
    assert "hush" not in masked_text(text)
    assert "***" in masked_text(text)


def test_the_error_code_beside_a_secret_stays():
    assert masked_text("errcode=40001&access_token=hush") == "errcode=40001&access_token=***"


@given(st.text())
def test_a_value_under_a_secret_name_is_hidden_at_any_depth(text):
    assert masked("token", text) == "***"
    assert masked("request", {"secret": text, "other": [{"access_token": text}]}) == {
        "secret": "***",
        "other": [{"access_token": "***"}],
    }


@given(st.text())
def test_a_text_without_numbers_and_signs_is_left_alone(text):
    assume(not re.search(r"\d|[=:]", text))

    assert masked_text(text) == text


class Colour(StrEnum):
    RED = "red"


def test_other_values_are_written_as_texts():
    at = datetime(2026, 11, 22, 13, 45, tzinfo=UTC)

    assert masked("x", at) == at
    assert masked("x", timedelta(seconds=90)) == "0:01:30"
    assert masked("x", {1, 2}) == [1, 2]
    assert masked("x", b"13800001111") == "b'138****1111'"
    assert (masked("x", None), masked("x", True), masked("x", 0.5), masked("x", Colour.RED)) == (None, True, 0.5, "red")
