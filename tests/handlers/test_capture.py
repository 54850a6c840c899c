from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from handlers.replies import Question
from handlers.updates import MediaKind
from nlp import read
from nlp.reading import Reading
from storage.inbox import Outcome
from tests.handlers.conftest import Office
from tests.handlers.test_foresight import PROPERTY
from tickets.fields import FieldName

REPORT = "钱江新城3幢2单元501厨房水管漏水，13800001111"
FIRST, SECOND = "1. 钱江新城3幢2单元501厨房水管漏水，13800001111", "2. 滨江花园5幢302马桶堵了，13700003333"


def line_by_line(text: str, now: datetime) -> Reading:
    """As the reader will do for several reports in one message."""
    readings = tuple(read(line, now) for line in text.split("\n"))
    return replace(readings[0], tickets=readings) if len(readings) > 1 else readings[0]


def drafts(office: Office, sender: str = "lijing"):
    return office.look(lambda uow: uow.drafts.open_of(sender))


def card_due(office: Office):
    return office.look(lambda uow: uow.outbox.next_due())


def test_keys_hit_by_accident_are_no_address(office: Office) -> None:
    office.desk = replace(office.desk, playbook=PROPERTY)
    office.says("电梯困人了，13611112222")
    office.passes(minutes=2)
    assert office.says("提交").reason == "address"
    assert office.says("asdf").reply == Question(FieldName.ADDRESS, again=True)
    assert FieldName.ADDRESS not in drafts(office)[0].fields


def test_what_is_said_a_second_time_is_no_accident(office: Office) -> None:
    office.desk = replace(office.desk, playbook=PROPERTY)
    office.says("电梯困人了，13611112222")
    office.passes(minutes=2)
    office.says("提交")
    assert office.says("Starbucks").reply == Question(FieldName.ADDRESS, again=True)
    office.says("Starbucks lobby")
    assert drafts(office)[0].value(FieldName.ADDRESS) == "Starbucks lobby"


def test_several_reports_in_one_message_are_several_drafts_each_with_its_own_words(office: Office) -> None:
    office.reads_as(line_by_line)
    office.says(f"{FIRST}\n{SECOND}")
    second, first = drafts(office)
    assert (first.value(FieldName.PHONE), second.value(FieldName.PHONE)) == ("13800001111", "13700003333")


def test_several_reports_join_no_draft_that_is_open(office: Office) -> None:
    office.says("滨江花园8幢101灯不亮了")
    office.reads_as(line_by_line)
    office.says(f"{FIRST}\n{SECOND}")
    assert len(drafts(office)) == 3


@pytest.mark.parametrize(
    ("seconds", "shown_after"),
    [(0, 2), (7, 9), (8, 10), (9, 10), (10, 12), (19, 20), (20, 22), (39, 40), (45, 47), (79, 80)],
)
def test_a_card_waits_for_quiet_but_not_for_ever(office: Office, seconds: int, shown_after: int) -> None:
    start = office.now
    office.says(REPORT)
    office.passes(seconds=seconds)
    office.says("还有一点水印")
    assert card_due(office) == start + timedelta(seconds=shown_after)


def test_a_transcribed_voice_is_read_like_a_text(office: Office) -> None:
    answer = office.sends(MediaKind.VOICE, text=REPORT)
    assert (answer.outcome, answer.reason) == (Outcome.ASKED, "draft")
    (draft,) = drafts(office)
    assert draft.value(FieldName.PHONE) == "13800001111"
    assert draft.pictures == 0


def test_the_map_knows_the_street_and_the_words_know_the_door_in_either_order(office: Office) -> None:
    office.says("3幢2单元501厨房水管漏水")
    office.shares("杭州市上城区钱江新城")
    (draft,) = drafts(office)
    assert draft.value(FieldName.ADDRESS) == "杭州市上城区钱江新城 3幢2单元501"


def test_of_two_places_on_the_map_the_surer_one_stands(office: Office) -> None:
    office.shares("杭州市上城区钱江新城")
    office.shares("杭州市滨江区")
    (draft,) = drafts(office)
    assert draft.value(FieldName.ADDRESS) == "杭州市上城区钱江新城"


def test_a_sentence_in_which_a_place_occurs_is_no_piece_of_a_report(office: Office) -> None:
    answer = office.says("今天食堂吃什么")
    assert (answer.outcome, answer.reason) == (Outcome.ANSWERED, "not_understood")
    assert drafts(office) == []


def test_a_draft_that_is_half_an_hour_old_gets_no_more_of_what_is_said(office: Office) -> None:
    office.says(REPORT)
    office.passes(minutes=31)
    office.says("王女士 13800001111")
    assert len(drafts(office)) == 2


def test_every_message_is_kept_as_it_came(office: Office) -> None:
    office.says(REPORT)
    office.sends()
    office.says("记得带梯子")
    kept = office.look(lambda uow: uow.messages.of_draft(1))
    assert [(each.kind, each.text) for each in kept] == [("text", REPORT), ("image", ""), ("text", "记得带梯子")]
