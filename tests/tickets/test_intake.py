"""What has to be known before a draft can be submitted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from tests.tickets.samples import a_draft
from tickets.drafts import Draft
from tickets.fields import Field, FieldName, facts_for
from tickets.intake import A_PICTURE, choice_in, key_of, lacking, wanted
from tickets.playbook import parse
from tickets.playbook.values import Source

PROPERTY = parse(Path("playbooks/wuye.toml").read_text(encoding="utf-8"))
PUBLIC = PROPERTY.own_fields["public_area"]


def a_leak(**changes: object) -> Draft:
    fields = {FieldName.FAULT: Field("厨房漏水")}
    return a_draft(text="厨房漏水", fields=fields, source=Source.MINI_PROGRAM, **changes)


def test_what_is_lacking_is_asked_in_the_order_in_which_it_matters() -> None:
    draft = a_leak()
    assert lacking(draft, PROPERTY) is FieldName.PHONE
    draft = structs.replace(draft, fields={**draft.fields, FieldName.PHONE: Field("13800001111")})
    assert lacking(draft, PROPERTY) is A_PICTURE
    draft = structs.replace(draft, pictures=1)
    assert lacking(draft, PROPERTY) == PUBLIC
    draft = structs.replace(draft, own={"public_area": Field("是")})
    assert lacking(draft, PROPERTY) is None
    assert facts_for(draft.fields, draft.own).extra == (("public_area", "是"),)


def test_it_depends_on_the_source_and_on_what_the_report_is() -> None:
    assert lacking(structs.replace(a_leak(pictures=1), source=Source.STAFF), PROPERTY) is FieldName.ADDRESS
    fields = {FieldName.FAULT: Field("困人"), FieldName.ADDRESS: Field("钱江新城")}
    trapped = a_draft(text="钱江新城电梯困人", fields=fields)
    assert lacking(trapped, PROPERTY) is None


@pytest.mark.parametrize(
    ("said", "chosen"), [("是", "是"), ("不清楚", "不清楚"), ("2", "否"), ("大概是", None), ("4", None), ("", None)]
)
def test_a_choice_is_said_or_numbered(said: str, chosen: str | None) -> None:
    assert choice_in(PUBLIC, said) == chosen


@pytest.mark.parametrize(
    ("said", "chosen"),
    [("a座北", "A座（北）"), ("Ａ座北。", "A座（北）"), ("b座", "B座"), ("2.", "B座"), ("a座", None)],
)
def test_a_choice_need_not_be_said_as_it_is_written(said: str, chosen: str | None) -> None:
    assert choice_in(replace(PUBLIC, choices=("A座（北）", "B座")), said) == chosen


@pytest.mark.parametrize(
    ("choices", "unclear"),
    [
        (("≤10kW", ">10kW"), "10kw"),
        (("A+", "A-"), "a"),
        (("-5℃", "5℃"), "5 ℃"),
        (("1.5匹", "15匹"), "１５匹"),
        (("!", "?"), "…"),
    ],
)
def test_choices_that_differ_in_signs_alone_are_two(choices: tuple[str, ...], unclear: str) -> None:
    own = replace(PUBLIC, choices=choices)
    assert [choice_in(own, said) for said in (*choices, "1", "2.")] == [*choices, *choices]
    assert choice_in(own, unclear) is None


def test_any_words_will_do_where_there_is_nothing_to_choose() -> None:
    assert choice_in(replace(PUBLIC, choices=()), "三楼到五楼") == "三楼到五楼"


def test_what_a_playbook_no_longer_asks_is_not_wanted() -> None:
    assert wanted("mileage", PROPERTY) is None
    assert [key_of(wanted(key, PROPERTY)) for key in ("phone", "picture", "public_area")] == [
        "phone",
        "picture",
        "public_area",
    ]
