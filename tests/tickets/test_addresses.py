import pytest

from tickets.addresses import corrected


@pytest.mark.parametrize(
    ("known", "said", "is_now"),
    [
        ("钱江新城3幢1202", "5幢", "钱江新城5幢1202"),
        ("钱江新城3幢1202", "1203", "钱江新城3幢1203"),
        ("钱江新城3幢1202", "5幢301", "钱江新城5幢301"),
        ("钱江新城3幢1202", "2单元", "钱江新城3幢2单元1202"),
        ("钱江新城３幢１２０２", "５幢", "钱江新城5幢1202"),
        ("钱江新城3-2-502", "5幢", "钱江新城5幢2单元502"),
        ("钱江新城3-2-502", "5-1-301", "钱江新城5幢1单元301"),
        ("翠苑四区12幢3单元402厨房", "15幢", "翠苑四区15幢3单元402厨房"),
        ("人民医院门诊楼3楼内科", "五楼", "人民医院门诊楼五楼内科"),
        ("文三路12号", "15号", "文三路15号"),
        ("第三食堂", "二楼", "第三食堂二楼"),
    ],
)
def test_doors_alone_are_those_of_the_known_place(known: str, said: str, is_now: str) -> None:
    assert corrected(known, said) == is_now


def test_another_storey_has_other_rooms() -> None:
    assert corrected("钱江新城3-2-502", "3楼") == "钱江新城3幢2单元3楼"


@pytest.mark.parametrize("said", ["绿城5幢", "5幢厨房"])
def test_what_has_a_name_stands_for_itself(said: str) -> None:
    assert corrected("钱江新城3幢1202", said) == said


@pytest.mark.parametrize(("said", "is_now"), [("南门", "钱江新城南门"), ("15号", "钱江新城15号")])
def test_what_is_no_such_door_is_at_the_site(said: str, is_now: str) -> None:
    assert corrected("钱江新城3幢1202", said) == is_now


def test_where_nothing_is_known_there_is_nothing_to_add() -> None:
    assert corrected(None, "5幢") == "5幢"
