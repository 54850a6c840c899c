import pytest

from tickets.doors import doors_of, doors_told


@pytest.mark.parametrize(
    ("words", "doors"),
    [
        ("桃蹊路88号5-1103", {"number": "88", "building": "5", "room": "1103"}),
        ("5幢2-501", {"building": "5", "unit": "2", "room": "501"}),
        ("南岸花园B15C", {"building": "B", "floor": "15", "room": "15C"}),
        ("B座15楼C", {"building": "B", "floor": "15", "room": "15C"}),
        ("云门15楼07", {"floor": "15", "room": "1507"}),
        ("负一", {"floor": "-1"}),
        ("翠庭园北边大门", {"gate": "北"}),
        ("门诊西门子C臂", {}),
        ("模具厂二车间", {"workshop": "2"}),
        ("新城小学五（2）班", {"grade": "5", "class": "2"}),
        ("国金T2 35楼", {"building": "T2", "floor": "35"}),
        ("星汇广场L3", {"floor": "3"}),
        ("8F", {"floor": "8"}),
        ("保利江上明珠22-4", {"room": "22-4"}),
        ("C4栋", {"zone": "C", "building": "4"}),
        ("C区4栋", {"zone": "C", "building": "4"}),
        ("双楠路88号院5栋", {"court": "88", "building": "5"}),
        ("嘉信大厦B塔", {"building": "B"}),
        ("7栋五楼15室", {"building": "7", "floor": "5", "room": "515"}),
        ("致远楼B306", {"building": "B", "room": "306"}),
        ("人民公园站C口", {"gate": "C"}),
        ("实中西校门", {"gate": "西"}),
    ],
)
def test_the_numbers_on_doors_however_they_are_written(words: str, doors: dict[str, str]) -> None:
    assert doors_of(words)[0] == doors


@pytest.mark.parametrize(
    ("text", "doors"),
    [
        ("14幢703谷姐又打电话来问，楼上803没人应门", {"building": "14", "room": "703"}),
        ("501那户又来电话，锦绣天府的", {"room": "501"}),
        ("3-2-501那户", {"building": "3", "unit": "2", "room": "501"}),
        ("从5幢漏到3楼，6幢也有", {}),
        ("7号下午来，2026-12-01报的，10:30打028-8533 1206", {}),
        ("五菱7座，货梯4#，SN QT-3309-118", {}),
        ("400-810-3377", {}),
    ],
)
def test_of_a_whole_text_only_what_is_a_door_beyond_doubt(text: str, doors: dict[str, str]) -> None:
    assert doors_told(text) == doors
