from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.shorten import shorten, shorten_bytes

PHONE = "13800001111"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("三楼漏水", 4, "三楼漏水"),
        ("三楼漏水了", 4, "三楼漏…"),
        (f"联系张三 {PHONE} 下午", 10, "联系张三…"),
        (f"联系张三 {PHONE} 下午", 16, "联系张三…"),
        (f"联系张三 {PHONE} 下午在", 17, f"联系张三 {PHONE}…"),
        (f"联系张三：{PHONE}下午", 16, "联系张三…"),
        ("电话 138 0000 1111 张三", 12, "电话…"),
        ("电话 +86 138 0000 1111 张三", 12, "电话…"),
        ("序列号SN-2023-0001坏了", 12, "序列号…"),
        ("today the lift is stuck", 15, "today the lift…"),
        ("today the lift is stuck", 12, "today the…"),
        ("请发到 a.li@example.com 谢谢", 14, "请发到…"),
        (PHONE, 8, "1380000…"),
        ("12345678 910", 8, "12345678"),
        ("漏水", 1, "…"),
        ("漏水", 0, ""),
        ("漏水", -1, ""),
    ],
)
def test_texts_are_cut_where_it_reads_well(text: str, limit: int, short: str):
    assert shorten(text, limit) == short


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("好👍🏽好", 4, "好👍🏽好"),
        ("好👍🏽好好", 3, "好…"),
        ("家👨‍👩‍👧好好", 4, "家…"),
        ("家👨‍👩‍👧好好", 7, "家👨‍👩‍👧…"),
        ("🇨🇳🇨🇳🇨🇳", 4, "🇨🇳…"),
        ("🇨🇳🇨🇳🇨🇳", 5, "🇨🇳🇨🇳…"),
        ("好e\u0301好好", 3, "好…"),
        ("好ae\u0301好好", 4, "好…"),
        ("❤️❤️❤️", 4, "❤️…"),
    ],
)
def test_what_is_seen_as_one_character_is_not_split(text: str, limit: int, short: str):
    assert shorten(text, limit) == short


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("漏水了", 9, "漏水了"),
        ("漏水了", 8, "漏…"),
        ("漏水了", 3, "…"),
        ("漏水了", 2, ""),
        ("漏水了", 0, ""),
        (f"漏水 {PHONE} 急", 20, "漏水…"),
        (f"漏水 {PHONE} 急", 21, f"漏水 {PHONE}…"),
        (f"漏水 {PHONE} 急", 22, f"漏水 {PHONE} 急"),
    ],
)
def test_limits_in_bytes(text: str, limit: int, short: str):
    assert shorten_bytes(text, limit) == short


ODD = "漏水0189aZ-- .:+@,，🇨🇳👍🏽e\u0301\u200d\ufe0f"
texts = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])))


def runs_of(text: str) -> list[str]:
    return re.findall(r"[0-9A-Za-z-]+", text)


@given(texts, st.integers(-1, 40))
@example("ab-cd", 3)
def test_short_enough_and_stable(text: str, limit: int):
    short = shorten(text, limit)
    assert len(short) <= max(limit, 0)
    assert shorten(short, limit) == short
    assert short.removesuffix("…") == text[: len(short.removesuffix("…"))]


@given(texts, st.integers(0, 60))
def test_short_enough_and_stable_in_bytes(text: str, limit: int):
    short = shorten_bytes(text, limit)
    assert len(short.encode()) <= limit
    assert shorten_bytes(short, limit) == short
    assert short.removesuffix("…") == text[: len(short.removesuffix("…"))]


@given(texts, st.integers(1, 40))
def test_only_a_run_longer_than_the_limit_is_ever_split(text: str, limit: int):
    pairs = zip(runs_of(shorten(text, limit)), runs_of(text), strict=False)
    assert all(kept == whole or len(whole) > limit for kept, whole in pairs)


@given(texts, st.integers(1, 40))
def test_no_mark_is_left_behind_by_its_letter(text: str, limit: int):
    kept = shorten(text, limit).removesuffix("…")
    left_out = text[len(kept) :]
    assert not (kept and left_out and unicodedata.combining(left_out[0]))


def test_a_very_long_text_takes_one_pass():
    assert len(shorten("a b" * 500_000, 100)) <= 100
    assert shorten("e\u0301" + "\u0301" * 100_000, 50_000) == "…"
    assert len(shorten("🇨" * 100_000, 50_000)) <= 50_000
    assert shorten("ab\u200d" * 100_000, 200_000) == "…"
