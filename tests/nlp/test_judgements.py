from __future__ import annotations

import io
import json
import tomllib
from typing import Any

from nlp.judgements import cases, report, scores
from nlp.line import JUDGING, judge

TEXT = "钱江新城3幢电梯门关不上，王女士13800001111"


def a_field(read: str | None, truth: str | None, certainty: float | None = 0.97) -> dict[str, Any]:
    return {"read": read, "method": "rule", "certainty": certainty, "truth": truth}


def a_draft(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"text": TEXT, "received_at": "2026-12-30T09:00", "playbook": 1, "fields": fields}


def test_what_was_left_is_right_and_what_was_corrected_is_wrong() -> None:
    found = scores(
        [
            a_draft(phone=a_field("13800001111", "13800001111"), customer=a_field("王女", "王女士", 0.6)),
            a_draft(phone=a_field("13800001111", None), customer=a_field("王女士", "王女士", 0.6)),
        ]
    )
    phone, customer = found["phone"], found["customer"]
    assert (phone.right, phone.wrong, phone.sure_right, phone.sure_wrong) == (1, 1, 1, 1)
    assert (customer.right, customer.wrong, customer.sure_right, customer.sure_wrong) == (1, 1, 0, 0)


def test_only_what_stood_in_the_text_can_have_been_missed() -> None:
    drafts = [a_draft(customer=a_field(None, "王女士", None)), a_draft(customer=a_field(None, "李先生", None))]
    assert scores(drafts)["customer"].missed == 1


def test_the_report_has_a_line_for_each_field() -> None:
    lines = list(report([a_draft(phone=a_field("13800001111", "13900001111"), fault=a_field("门关不上", "门关不上"))]))
    assert [line.split() for line in lines[1:]] == [
        ["fault", "1", "0", "0", "1.000", "1.000", "1.000"],
        ["phone", "0", "1", "0", "0.000", "0.000", "0.000"],
    ]


def test_corrected_drafts_become_labelled_messages() -> None:
    corrected = a_draft(
        customer=a_field("王女", "王女士"),
        phone=a_field("13800001111", "13800001111"),
        category=a_field("家电", "电梯"),
        address=a_field("钱江新城", "滨江花园"),
        urgent=a_field(None, "yes", None),
        appointment=a_field("12-31", "01-02 15:00"),
    )
    untouched = a_draft(phone=a_field("13800001111", "13800001111"))
    [case] = tomllib.loads("\n".join(cases([corrected, untouched])))["messages"]
    assert case == {
        "now": "2026-12-30T09:00",
        "text": TEXT,
        "customer": "王女士",
        "phone": "13800001111",
        "category": "电梯",
        "urgent": True,
        "visit": "2027-01-02T15:00",
    }


def test_the_commands_read_what_the_bot_prints() -> None:
    out = io.StringIO()
    line = json.dumps(a_draft(phone=a_field("1", "2")))
    assert judge(JUDGING["report"], io.StringIO(f"{line}\n\n"), out, io.StringIO()) == 0
    assert "phone" in out.getvalue()


def test_a_line_that_is_no_draft_is_named_and_nothing_is_reported() -> None:
    good = json.dumps(a_draft(phone=a_field("1", "2")))
    others = ["no json", "[1]", '{"a": 1}', json.dumps(a_draft(phone={"read": "1", "truth": "1"}))]
    out, problems = io.StringIO(), io.StringIO()
    assert judge(JUDGING["cases"], [good, *others], out, problems) == 2
    assert out.getvalue() == ""
    assert [line.partition("：")[0] for line in problems.getvalue().splitlines()] == [
        f"第 {number} 行" for number in (2, 3, 4, 5)
    ]
