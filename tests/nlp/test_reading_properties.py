from datetime import datetime
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlp
from nlp.corrections import corrections, ticket_numbers
from nlp.reading import Found, Reading

NOW = datetime(2026, 11, 18, 10, 0)  # noqa: DTZ001 - the reader is told local time
LIMIT = 20_000

FRAGMENTS = (
    "电梯", "坏了", "漏水", "紫荆花园", "3幢", "2单元", "501", "3-1-402", "王先生", "小魏", "欧阳老师", "工", "姓",
    "13800138000", "0571-88886666", "SN:HR2024-Q1-00412", "明天下午两点", "周三", "8号", "别克君威", "西门子",
    "洗碗机", "型号", "DL-7220", "：", ":", "，", "。", " ", "\n", "的", "不是", "是", "地址", "故障", "客户", "客服",
    "张三 11-20 09:12", "[图片]", "@张三 ", "> ", "1.", "2.", "①", "②", "急", "马上", "谢谢", "什么时候来", "ＡＢ",
    "１３８", "幺三八", "139三个五零二一二三", "電梯", "\u200b", "\u202e", "😀", "\ud800", "<b>", "'; --",
)  # fmt: skip
messages = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)

HOSTILE = {
    "nothing": "",
    "blanks": " " * LIMIT,
    "lines": "\n" * LIMIT,
    "one emoji": "😀",
    "emojis": "😀" * LIMIT,
    "digits": "1" * LIMIT,
    "dashes and digits": "1-" * (LIMIT // 2),
    "right to left": "\u202e\u200f" * (LIMIT // 2),
    "zero width": "\u200b" * LIMIT,
    "lone surrogates": "电梯\udc00坏了\ud800" * (LIMIT // 6),
    "html": '<div onclick="alert(1)">' * (LIMIT // 24),
    "sql": "'; DROP TABLE tickets; --" * (LIMIT // 25),
    "control characters": "\x00\x01\x02\x03\x04\x05" * (LIMIT // 6),
    "private use": "\ue000\ue001" * (LIMIT // 2),
    "faults": "漏水" * (LIMIT // 2),
    "names": "王先生" * (LIMIT // 3),
    "nicknames": "小王" * (LIMIT // 2),
    "surnames": "姓" * LIMIT,
    "places": "3幢2单元501" * (LIMIT // 8),
    "roads": "一路" * (LIMIT // 2),
    "times": "明天下午两点半到三点" * (LIMIT // 10),
    "dates": "1月" * (LIMIT // 2),
    "labels": "故障：" * (LIMIT // 3),
    "speakers": "客户：你好\n" * (LIMIT // 6),
    "stamps": "张三 11-20 09:12\n" * (LIMIT // 15),
    "brackets": "[" * LIMIT,
    "brands": "西门子" * (LIMIT // 3),
    "models": "MR-J4-70A" * (LIMIT // 9),
    "latin": "Abc " * (LIMIT // 4),
    "items": "1.漏水2.漏水" * (LIMIT // 8),
    "digits in words": "one three nine " * (LIMIT // 15),
    "hidden and told": "138****2203，星号是0571 " * (LIMIT // 21),
    "noughts": "+00 00 0000 " * (LIMIT // 12),
    "numbers said anew": "一三八不对是" * (LIMIT // 6),
    "numbers to choose from": "13800138000或13900139000，前者不对" * (LIMIT // 29),
    "codes apart": "电话86521190前面加" * (LIMIT // 13),
    "countries": "+44 7700 900 123 " * (LIMIT // 17),
    "denials": "不是A，是B，" * (LIMIT // 7),
}


def found_in(reading: Reading) -> list[Found[str]]:
    single = (reading.customer, reading.fault, reading.device, reading.brand, reading.model)
    return [found for found in (*single, reading.address, reading.appointment) if found is not None]


@given(messages)
def test_every_value_stands_in_the_text_where_its_span_says(text: str) -> None:
    reading = nlp.read(text, NOW)
    for found in chain.from_iterable(map(found_in, (reading, *reading.tickets))):
        pieces = found.pieces or ((found.start, found.end),)
        assert all(0 <= start < end <= len(text) for start, end in pieces)
        words = [text[start:end] for start, end in pieces]
        assert found.value in ("".join(words), "，".join(words))
        assert 0 < found.certainty <= 1
        assert found.method


@given(messages)
def test_the_same_text_is_read_the_same_again(text: str) -> None:
    assert nlp.read(text, NOW) == nlp.read(text, NOW)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    nlp.read(text, NOW)
    corrections(text, NOW)
    ticket_numbers(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_without_a_stumble(name: str) -> None:
    text = HOSTILE[name]
    reading = nlp.read(text, NOW)
    assert all(found.end <= len(text) for found in found_in(reading))
    corrections(text, NOW)
    ticket_numbers(text)


@pytest.mark.parametrize(
    "name",
    [
        "nothing", "blanks", "lines", "one emoji", "emojis", "digits", "right to left", "zero width", "html", "sql",
        "control characters", "private use", "brackets", "surnames",
    ],
)  # fmt: skip
def test_nothing_is_read_into_a_text_that_says_nothing(name: str) -> None:
    reading = nlp.read(HOSTILE[name], NOW)
    assert not found_in(reading)
    assert not reading.is_ticket
    assert not reading.phones
    assert not reading.urgent.value


def test_what_is_said_long_after_the_start_is_still_searched_for_numbers() -> None:
    reading = nlp.read("。" * 10_000 + "13800138000", NOW)
    assert [phone.value for phone in reading.phones] == ["13800138000"]
