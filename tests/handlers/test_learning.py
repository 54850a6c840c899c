"""What was done once is known the next time."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from nlp import read
from nlp.learned import ENOUGH_EXAMPLES
from nlp.reading import Found, Reading
from tests.handlers.conftest import Office
from tickets.drafts import Draft
from tickets.fields import FieldName, Method
from tickets.ticket import Status

REPORT = "钱江新城3幢2单元501空调不制冷，SN HR2025Q100481，王女士13800001111"


def done(office: Office, report: str, *corrections: str) -> None:
    """From the report to the end; time passes so that the next one stands alone."""
    answer = office.says(report)
    for correction in corrections:
        office.says(correction)
    ticket = office.presses(f"submit:draft:{answer.draft_id}").ticket_id
    office.presses(f"claim:ticket:{ticket}", sender="wanggong")
    office.presses(f"finish:ticket:{ticket}", sender="wanggong")
    office.passes(hours=1)


def test_what_was_said_to_be_done_too_early_teaches_nothing_twice(office: Office) -> None:
    done(office, REPORT)
    before = office.look(lambda uow: uow.learned.tallies())
    office.says("返工 还差一个垫圈", sender="wanggong")
    office.says("完工", sender="wanggong")
    assert office.look(lambda uow: uow.tickets.get(1)).status is Status.DONE
    assert office.look(lambda uow: uow.learned.tallies()) == before


def without_trades(text: str, now: datetime) -> Reading:
    """As if the lexicon knew no word of any trade."""
    reading = read(text, now)
    return replace(reading, category=Found("其他", 0, 0, "trade words", 0.6)) if reading.is_ticket else reading


def draft_of(office: Office, text: str) -> Draft:
    answer = office.says(text)
    return office.look(lambda uow: uow.drafts.get(answer.draft_id))


def test_a_known_number_brings_what_was_not_said_and_one_word_puts_it_in(office: Office) -> None:
    done(office, REPORT)
    draft = draft_of(office, "空调又不制冷了，打13800001111")
    offered = {name: offer.value for name, offer in draft.offers.items()}
    assert offered == {FieldName.CUSTOMER: "王女士", FieldName.ADDRESS: "钱江新城3幢2单元501"}
    assert FieldName.CUSTOMER not in draft.fields
    office.says("是的")
    draft = office.look(lambda uow: uow.drafts.get(draft.id))
    assert (draft.value(FieldName.CUSTOMER), draft.offers) == ("王女士", {})
    assert draft.fields[FieldName.CUSTOMER].method == Method.ACCEPTED


def test_what_staff_says_takes_the_place_of_what_is_offered(office: Office) -> None:
    done(office, REPORT)
    draft = draft_of(office, "空调又不制冷了，打13800001111")
    office.says("客户 李先生")
    draft = office.look(lambda uow: uow.drafts.get(draft.id))
    assert draft.value(FieldName.CUSTOMER) == "李先生"
    assert draft.offers.keys() == {FieldName.ADDRESS}


def test_a_yes_where_nothing_is_offered_is_no_command(office: Office) -> None:
    draft = draft_of(office, REPORT)
    office.says("是的")
    assert office.look(lambda uow: uow.drafts.get(draft.id)).fields == draft.fields


def test_what_is_read_as_it_was_known_needs_no_question_mark(office: Office) -> None:
    assert draft_of(office, "钱江新城那边空调不冷，王女士13800001111").fields[FieldName.ADDRESS].certainty < 0.9
    office.passes(hours=1)
    done(office, REPORT)
    known = draft_of(office, "钱江新城那边空调不冷，王女士13800001111")
    assert known.fields[FieldName.ADDRESS].certainty >= 0.9


def test_a_category_that_staff_keeps_correcting_is_learned(office: Office) -> None:
    office.reads_as(without_trades)
    for number in range(ENOUGH_EXAMPLES + 4):
        lift, flat = f"3幢{number}单元电梯轿厢抖动", f"5幢{number}单元厨房水管漏水"
        done(office, f"{lift}，1380000{number:04}", "类别 电梯")
        done(office, f"{flat}，1390000{number:04}", "类别 给排水")
        if number == 3:
            assert draft_of(office, "8幢电梯轿厢抖动，13700000000").fields[FieldName.CATEGORY].value == "其他"
            office.passes(hours=1)
    learned = draft_of(office, "9幢电梯轿厢抖动，13700000001").fields[FieldName.CATEGORY]
    assert (learned.value, learned.method) == ("电梯", Method.LEARNED)
