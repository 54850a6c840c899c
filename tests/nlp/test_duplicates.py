"""Pairs of messages: one matter told twice, or two that look alike."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from nlp.records import link, same
from nlp.retelling import is_over, names_another
from tickets.duplicates import LIKELY

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("duplicates.toml").read_text(encoding="utf-8"))[
    "cases"
]
MORNING, AFTERNOON = "2026-11-18T08:00", "2026-11-18T15:00"


def told(id_: str, text: str, at: str = MORNING) -> dict[str, Any]:
    return {"id": id_, "text": text, "received_at": at}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["again"])
def test_what_is_one_matter_and_what_only_looks_like_it(case: dict[str, Any]) -> None:
    first, again = told("first", case["first"]), told("again", case["again"], AFTERNOON)
    assert (same(again, first) >= LIKELY) is case["same"]
    assert link([again, first]) == ({"again": "first"} if case["same"] else {})


def test_a_matter_that_is_told_three_times_is_linked_to_the_first() -> None:
    texts = [
        "紫荆花园3-2-501马桶漏水，13800138000",
        "紫荆花园3幢2单元501马桶渗水，13800138000",
        "紫荆花园501马桶还在漏，13800138000",
    ]
    told_of = [told(str(number), text, f"2026-11-18T1{number}:00") for number, text in enumerate(texts)]
    assert link(told_of) == {"1": "0", "2": "0"}


def test_what_a_follow_up_called_over_broke_again() -> None:
    report = "紫荆花园3-2-501马桶漏水，王女士13800138000"
    over = told("over", "紫荆花园3-2-501王女士13800138000的马桶修好了，恢复正常", "2026-11-18T12:00")
    first, again = told("first", report), told("again", report, AFTERNOON)
    assert link([first, again]) == {"again": "first"}
    assert link([first, over, again]) == {}


def test_labelled_records_are_compared_as_they_are_labelled() -> None:
    labels = {"is_ticket": True, "kind": "ticket", "serials": ["HR2025-Q1-00481"], "fault": "不启动"}
    one, other = {**told("a", "那台"), **labels}, {**told("b", "那台", AFTERNOON), **labels}
    assert same(other, one) >= LIKELY


def test_chatter_is_linked_to_nothing() -> None:
    assert link([told("a", "收到"), told("b", "收到", AFTERNOON)]) == {}


@pytest.mark.parametrize(
    ("remark", "over"),
    [
        ("丰乐物流5号月台门弹簧换了，试了十几次正常", True),
        ("师傅别派了，11号楼那台梯自己好了", True),
        ("昨天那台桩复位之后正常了，车主已充上", True),
        ("那台冷柜修好了没？", False),
        ("换了件还是老样子", False),
        ("改到周五再来，先别取消", False),
    ],
)
def test_what_a_follow_up_says_is_over(remark: str, over: bool) -> None:
    assert is_over(remark) is over


@pytest.mark.parametrize(
    ("words", "another"),
    [
        ("鸣鹤湖北门那台也起不来了", True),
        ("库房西头的灯也不亮", True),
        ("叫了不停层也不开门", False),
        ("我们这栋也没水", False),
    ],
)
def test_what_is_so_too_is_another_one_unless_all_are_without_it(words: str, another: bool) -> None:
    assert names_another(words) is another
