import re
import sys
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.identifiers import Identifiers, find_identifiers
from nlp.normalize import LIMIT, normalize
from nlp.reading import Found
from nlp.serials import key_of
from nlp.spans import Claims


def identifiers_of(message: str) -> Identifiers:
    text = normalize(message)
    return find_identifiers(text, Claims(len(text.plain)))


def everything(found: Identifiers) -> list[Found[str]]:
    return list(chain(found.phones, found.phones_masked, found.extensions, found.serials, found.vins, found.plates))


# Messages that are made of what such messages are made of, in any order.
PIECES = st.sampled_from(
    (
        "13857104926",
        "138 5710 4926",
        "0571-88036142转802",
        "400-820-6142",
        "+86",
        "幺三八五七幺零四九二六",
        "138****4926",
        "电话",
        "内线7712",
        "不是",
        "改成",
        "SN：HR2025-Q1-00412",
        "设备编号 88 0123",
        "浙A·Y7D22",
        "车架号LSVAA49J132022761",
        "订单号20261109001",
        "尾号4926",
        "O0l1",
        "①②",
        "1️⃣",
        "，",
        "-",
        "/",
        "(",
        "）",
        "3-2-501",
        "三楼",
        "漏水",
        "王先生",
        "微信wx_13857",
        "https://x.example/1",
        "℃",
        "😀",
        " ",
        "\n",
        "\u200b",
        "\ud83d",
    )
)
MESSAGES = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=80)


@given(MESSAGES)
def test_every_place_lies_in_the_text(message: str) -> None:
    for value in everything(identifiers_of(message)):
        assert 0 <= value.start < value.end <= len(message)


@given(MESSAGES)
def test_what_stands_at_a_place_is_the_value(message: str) -> None:
    found = identifiers_of(message)
    for phone in found.phones:
        written = re.sub(r"[^0-9]", "", as_digits(message[phone.start : phone.end]))
        assert written.endswith(re.sub(r"[^0-9]", "", phone.value).lstrip("0"))
    for serial in found.serials:
        assert key_of(normalize(message[serial.start : serial.end]).plain) == serial.key
    for number in chain(found.vins, found.plates):
        assert key_of(normalize(message[number.start : number.end]).plain.replace("·", "")) == key_of(number.value)


def as_digits(written: str) -> str:
    return normalize(written).plain.translate(str.maketrans("OoIl|", "00111"))


@given(MESSAGES)
def test_the_same_message_is_read_in_the_same_way(message: str) -> None:
    assert identifiers_of(message) == identifiers_of(message)


@given(MESSAGES)
def test_at_most_one_number_is_to_be_called_back(message: str) -> None:
    assert sum(phone.call_back for phone in identifiers_of(message).phones) <= 1


CHATTER = ("好的，", "收到\n", "在吗？", "[图片]", "谢谢！\n", "今天降温记得加衣服。", "@所有人 ", "大家早，")
REPORTS = (
    "空调不制冷，王先生138 5710 4926，SN：HR2025-Q1-00412",
    "电话0571-88036142转802，设备编号HT-0042",
    "幺三八五七幺零四九二六，浙A·Y7D22",
    "不是13800138000，是13857104926，机身号DRX 0091 7744",
    "订单号20261109001，座机88036142",
)


@pytest.mark.parametrize("report", REPORTS)
@given(before=st.lists(st.sampled_from(CHATTER), max_size=4), after=st.lists(st.sampled_from(CHATTER), max_size=4))
def test_chatter_around_a_report_changes_none_of_its_numbers(report: str, before: list[str], after: list[str]) -> None:
    alone = identifiers_of(report)
    among = identifiers_of("".join(before) + report + "，" + "".join(after))
    assert [value.value for value in everything(among)] == [value.value for value in everything(alone)]


HOSTILE = {
    "digits": "7" * LIMIT,
    "single digits": "7 " * (LIMIT // 2),
    "dashes": "-" * LIMIT,
    "emoji": "😀" * LIMIT,
    "right to left": "\u202e" * LIMIT,
    "zero width": "\u200b" * LIMIT,
    "lone surrogates": "\ud83d" * LIMIT,
    "html": "<div class='x'>&nbsp;</div>" * (LIMIT // 27),
    "sql": "'; DROP TABLE tickets; -- " * (LIMIT // 26),
    "brackets": "(" * LIMIT,
    "dots": "1." * (LIMIT // 2),
    "spoken digits": "一 三 " * (LIMIT // 4),
    "letters and digits": "A1" * (LIMIT // 2),
    "cue words": "电话SN编号内线车架号" * (LIMIT // 12),
    "area codes": "0571 " * (LIMIT // 5),
    "country codes": "+86 " * (LIMIT // 4),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_is_found_in_nonsense(kind: str) -> None:
    assert everything(identifiers_of(HOSTILE[kind])) == []


GROWING = {
    **HOSTILE,
    "reports": "王先生13857104926，SN：HR2025-Q1-00412，" * (LIMIT // 34),
    "landlines": "0571-88036142/88036143 优先李工 " * (LIMIT // 28),
    "taken back": "不是13857104926，是13857104927，" * (LIMIT // 28),
    "serials": "编号 HR2025-Q1-00412、A1 B2 " * (LIMIT // 26),
    "plates": "浙A12345 LSVAA49J132022761 " * (LIMIT // 27),
}


@pytest.mark.parametrize("kind", GROWING)
def test_twice_the_text_is_no_more_than_about_twice_the_work(kind: str) -> None:
    half, whole = operations(GROWING[kind][: LIMIT // 2]), operations(GROWING[kind][:LIMIT])
    assert whole < 3 * half + 1000


def operations(message: str) -> int:
    """How many calls the reading makes: the same on every machine, however busy it is."""
    count = 0

    def counting(*_: object) -> None:
        nonlocal count
        count += 1

    previous = sys.getprofile()
    sys.setprofile(counting)
    try:
        identifiers_of(message)
    finally:
        sys.setprofile(previous)
    return count
