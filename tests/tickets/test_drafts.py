from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tickets.samples import NOW, a_draft
from tickets.drafts import CapturePolicy, DraftStatus, absorb, correct, joins
from tickets.fields import NOT_URGENT, URGENT, Field, FieldName, Method, facts_for
from tickets.timers import Timer, TimerKind, timers_for_draft

POLICY = CapturePolicy()


def found(**values: str) -> dict[FieldName, Field]:
    return {FieldName(name): Field(value, value, "m2", "rule", 0.95) for name, value in values.items()}


def test_a_second_message_fills_what_the_first_left_open() -> None:
    grown = absorb(a_draft(), found(address="钱江新城3幢"), text="钱江新城3幢", at=NOW)
    assert grown.value(FieldName.ADDRESS) == "钱江新城3幢"
    assert grown.value(FieldName.PHONE) == "13800001111"
    assert grown.text == "电梯门关不上 13800001111\n钱江新城3幢"


def test_what_staff_said_is_not_overwritten_by_reading() -> None:
    said = correct(a_draft(), [(FieldName.PHONE, Field("13900002222", method=Method.CORRECTED))], at=NOW)
    assert absorb(said, found(phone="13700003333"), text="", at=NOW).value(FieldName.PHONE) == "13900002222"


def test_the_surer_value_stands() -> None:
    unsure = {FieldName.CUSTOMER: Field("王", "王", "m1", "rule", 0.5)}
    draft = absorb(a_draft(), unsure, text="", at=NOW)
    assert absorb(draft, found(customer="王女士"), text="", at=NOW).value(FieldName.CUSTOMER) == "王女士"


def test_faults_add_up_and_do_not_repeat() -> None:
    more = absorb(a_draft(), found(fault="里面有人"), text="", at=NOW)
    assert more.value(FieldName.FAULT) == "电梯门关不上，里面有人"
    assert absorb(more, found(fault="里面有人"), text="", at=NOW).value(FieldName.FAULT) == "电梯门关不上，里面有人"


def test_a_place_on_the_map_and_the_words_for_the_door_complete_each_other() -> None:
    place = {FieldName.ADDRESS: Field("杭州市钱江新城", "杭州市钱江新城", "m2", Method.LOCATION, 0.9)}
    door = found(address="3幢501")
    for first, second in ((place, door), (door, place)):
        draft = absorb(absorb(a_draft(), first, text="", at=NOW), second, text="", at=NOW)
        assert draft.value(FieldName.ADDRESS) == "杭州市钱江新城 3幢501"


def test_an_answer_stands_against_what_was_read_before() -> None:
    answered = {FieldName.PHONE: Field("13900002222", method=Method.ANSWERED)}
    draft = absorb(a_draft(asked=FieldName.PHONE), answered, text="", at=NOW)
    assert draft.value(FieldName.PHONE) == "13900002222"
    assert draft.asked is None


def test_a_correction_can_take_a_value_out_and_answers_the_question() -> None:
    asked = a_draft(asked=FieldName.ADDRESS)
    corrected = correct(asked, [(FieldName.PHONE, None), *found(address="6幢").items()], at=NOW)
    assert FieldName.PHONE not in corrected.fields
    assert corrected.asked is None


@pytest.mark.parametrize(
    ("seconds", "new", "same"),
    [
        (89, {}, True),
        (91, {}, False),
        (10, {"phone": "13900002222"}, True),
        (10, {"phone": "13900002222", "address": "别处"}, False),
    ],
)
def test_messages_within_the_window_are_one_matter_unless_they_name_another_place_and_phone(
    seconds: int, new: dict[str, str], *, same: bool
) -> None:
    draft = a_draft(fields={**a_draft().fields, **found(address="钱江新城3幢")})
    assert joins(draft, found(**new), at=NOW + timedelta(seconds=seconds), policy=POLICY) is same


def test_a_window_that_keeps_being_extended_ends_at_its_cap() -> None:
    busy = a_draft(last_at=NOW + timedelta(minutes=9, seconds=59))
    assert joins(busy, {}, at=NOW + timedelta(minutes=10), policy=POLICY)
    assert not joins(busy, {}, at=NOW + timedelta(minutes=10, seconds=1), policy=POLICY)


@pytest.mark.parametrize(("value", "urgent"), [(URGENT, True), (NOT_URGENT, False)])
def test_urgency_is_a_fact_of_its_own(value: str, *, urgent: bool) -> None:
    assert facts_for({FieldName.URGENT: Field(value)}).urgent is urgent


def test_an_open_draft_always_has_exactly_one_next_step() -> None:
    kinds = {
        TimerKind.ASK_WHAT: a_draft(fields={}),
        TimerKind.REMIND_DRAFT: a_draft(),
        TimerKind.EXPIRE_DRAFT: a_draft(reminded=True),
    }
    for kind, draft in kinds.items():
        assert [timer.kind for timer in timers_for_draft(draft, POLICY)] == [kind]


def test_where_somebody_may_be_in_danger_its_sender_is_reminded_soon() -> None:
    (timer,) = timers_for_draft(a_draft(), POLICY, grave=True)
    assert timer == Timer(TimerKind.REMIND_DRAFT, NOW + timedelta(minutes=2))


@pytest.mark.parametrize("status", [status for status in DraftStatus if status is not DraftStatus.OPEN])
def test_a_closed_draft_has_no_timer(status: DraftStatus) -> None:
    assert timers_for_draft(a_draft(status=status), POLICY) == ()
