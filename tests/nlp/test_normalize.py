import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.normalize import LIMIT, normalize


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("电话：１３８（手机）", "电话:138(手机)"),
        ("電話壞了，樓上漏水。", "电话坏了,楼上漏水。"),
        ("138\u200b0013\ufeff8000", "13800138000"),
        ("\u202a138\u202c", "138"),
        ("①③⑧", "138"),
        ("①漏水 ②堵", "①漏水 ②堵"),
        ("①13800138000", "①13800138000"),
        ("1️⃣3️⃣8️⃣", "138"),
        ("1️⃣漏水", "1⃣漏水"),
        ("⑩楼", "10楼"),
        ("𝟏𝟑𝟖", "138"),
        ("٣楼", "3楼"),
        ("25℃ 30㎡", "25°C 30m2"),
        ("幺三八 零零一三 八零零零", "138 0013 8000"),
        ("三楼一二单元两户", "三楼一二单元两户"),
        ("13800138000一楼", "13800138000一楼"),
        ("一三八零零一三八零零零一楼", "13800138000一楼"),
        ("2026-11-09 一三八零零一三八零零零", "2026-11-09 13800138000"),
        ("第一行\r\n第二行", "第一行 \n第二行"),
        ("", ""),
    ],
)
def test_characters_get_one_form(written: str, plain: str) -> None:
    assert normalize(written).plain == plain


def test_ordinary_text_needs_no_map() -> None:
    assert normalize("３幢1单元，电梯坏了😀").starts is None


def test_a_place_in_the_plain_text_leads_back_to_what_was_written() -> None:
    text = normalize("⑩楼①③⑧\u200b 电话")
    start = text.plain.index("138")
    assert text.written(start, start + 3) == "①③⑧"
    assert text.written(0, 2) == "⑩"


def test_what_was_counted_leads_back_to_its_words() -> None:
    text = normalize("打139零二一二三三个五，或一百三十八零五七一二三四五")
    assert text.plain == "打13902123555,或13805712345"
    assert text.written(9, 12) == "三个五"
    assert text.written(1, 12) == "139零二一二三三个五"
    assert text.written(14, 17) == "一百三十八"


def test_what_is_too_long_is_cut() -> None:
    assert len(normalize("水" * (LIMIT + 5)).plain) == LIMIT


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60))
def test_every_place_leads_back_into_the_text(written: str) -> None:
    text = normalize(written)
    ends = [text.span(index, index + 1) for index in range(len(text.plain))]
    assert all(0 <= start < end <= len(written) for start, end in ends)
    assert ends == sorted(ends)


@given(st.text(max_size=60))
def test_what_is_normal_stays_as_it_is(written: str) -> None:
    plain = normalize(written).plain
    assert normalize(plain).plain == plain
