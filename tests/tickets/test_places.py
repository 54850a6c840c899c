import pytest

from tickets.doors import as_number
from tickets.places import kinds_differ, place_of, sites_differ


@pytest.mark.parametrize(
    ("words", "name", "doors"),
    [
        ("钱江新城3幢2单元501", "钱江新城", {"building": "3", "unit": "2", "room": "501"}),
        ("金都高尔夫9-4-203", "金都高尔夫", {"building": "9", "unit": "4", "room": "203"}),
        ("文慧园小区十一号楼三零一", "文慧园小区", {"building": "11", "room": "301"}),
        ("瑞景新城二十七栋", "瑞景新城", {"building": "27"}),
        ("翠苑五区12幢", "翠苑", {"zone": "5", "building": "12"}),
        ("地下一层", "", {"floor": "-1"}),
        ("车位 B2-117", "车位", {"floor": "-2", "room": "117"}),
        ("地下二层117车位", "", {"floor": "-2", "room": "117"}),
        ("ICU 12床", "icu", {"bed": "12"}),
        ("枫桦西路8号", "枫桦西路", {"number": "8"}),
        ("a座", "", {"building": "A"}),
        ("麓山大道公馆 2栋1单元0803", "麓山大道公馆", {"building": "2", "unit": "1", "room": "803"}),
        ("人民路口", "人民路口", {}),
        ("", "", {}),
    ],
)
def test_a_place_is_a_name_and_the_numbers_on_its_doors(words: str, name: str, doors: dict[str, str]) -> None:
    place = place_of(words)
    assert (place.name, dict(place.doors)) == (name, doors)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("十", "10"),
        ("十二", "12"),
        ("三十", "30"),
        ("一百零三", "103"),
        ("三零一", "301"),
        ("两", "2"),
        ("007", "7"),
        ("b", "B"),
    ],
)
def test_numbers_however_they_are_written(written: str, number: str) -> None:
    assert as_number(written) == number


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("鲜丰里万象汇店", "鲜丰里万象城店", True),
        ("罗森春熙路店", "春熙路旗舰店", True),
        ("永辉古墩店", "永辉文三店", True),
        ("丰泽领show天地", "领show天地瑜伽馆", False),
        ("百佳华横岗店", "横岗百佳华", False),
        ("宁波一院影像科", "一院放射科", False),
        ("凤凰城", "南昌红谷凤凰城", False),
    ],
)
def test_two_names_are_of_two_sites_where_each_has_something_of_its_own(one: str, other: str, differ: bool) -> None:
    assert sites_differ(one, one, other, other) is differ


def test_one_beginning_and_two_kinds_of_site_are_two_sites() -> None:
    assert kinds_differ("汇通财富中心", "汇通国际")
    assert not kinds_differ("汇通国际", "汇通国际大厦")
