import io
import json

from nlp.line import convert, main
from nlp.records import extract

AT = "2026-11-18T10:00"


def test_a_record_has_the_fields_of_a_report() -> None:
    record = extract("紫荆花园3幢西门子洗碗机不排水，王先生13800138000，明天下午3点来，快点", AT)
    assert record == {
        "kind": "ticket",
        "is_ticket": True,
        "phones": ["13800138000"],
        "phone_primary": "13800138000",
        "phones_masked": [],
        "extensions": [],
        "serials": [],
        "vins": [],
        "plates": [],
        "customer": "王先生",
        "address": "紫荆花园3幢",
        "fault": "不排水",
        "category": "家电",
        "urgent": True,
        "appointment": "明天下午3点",
        "appointment_iso": "2026-11-19T15:00",
        "device": "西门子洗碗机",
        "brand": "西门子",
        "model": None,
        "n_tickets": 1,
    }


def test_chatter_keeps_its_numbers_and_nothing_else() -> None:
    record = extract("我是做弱电监控的，有需要联系我 13800138000 小吴", AT)
    assert record["phones"] == ["13800138000"]
    assert record["is_ticket"] is False
    assert record["customer"] is None
    assert record["n_tickets"] == 0


def test_lines_that_cannot_be_read_are_named_and_the_others_are_converted() -> None:
    lines = [
        json.dumps({"id": "a", "text": "电梯坏了", "received_at": AT}),
        "no json",
        "",
        json.dumps({"id": "b", "text": "电梯坏了"}),
        json.dumps({"id": "c", "text": 7, "received_at": AT}),
        json.dumps(["d"]),
        json.dumps({"id": "e", "text": "好的", "received_at": "yesterday"}),
        json.dumps({"id": "f", "text": "好的", "received_at": AT}),
    ]
    out, problems = io.StringIO(), io.StringIO()
    assert convert(lines, out, problems) == 1
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["a", "f"]
    assert [line.partition("：")[0] for line in problems.getvalue().splitlines()] == [
        f"第 {number} 行" for number in (2, 4, 5, 6, 7)
    ]


def test_good_lines_end_well() -> None:
    out = io.StringIO()
    assert convert([json.dumps({"text": "电梯坏了", "received_at": AT})], out, io.StringIO()) == 0
    assert json.loads(out.getvalue())["category"] == "电梯"


def test_a_reading_is_explained_with_places_rules_and_certainties(capsys) -> None:
    assert main(["explain", "紫荆花园3幢电梯坏了，明天来", "--now", AT]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "address      紫荆花园3幢   [0.92 place 0-6]" in lines
    assert any(line.startswith("appointment  明天 = 2026-11-19") for line in lines)
