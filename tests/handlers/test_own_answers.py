"""What only this business asks for is asked, one question at a time, and kept with the ticket."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from bot.cards.drafts import draft_card
from bot.texts import answers
from handlers.keys import own_question
from handlers.replies import Filled, Question
from storage.inbox import Outcome
from tests.handlers.conftest import Office
from tickets.drafts import Draft
from tickets.fields import FieldName
from tickets.intake import A_PICTURE
from tickets.playbook import Playbook, parse

PROPERTY = Path("playbooks/wuye.toml").read_text(encoding="utf-8")


@pytest.fixture
def playbook() -> Playbook:
    """Staff, too, has to know of a leak what the mini-program asks."""
    return parse(PROPERTY.replace('source = "mini_program"', 'source = "staff"'))


@pytest.fixture
def office(office: Office, playbook: Playbook) -> Office:
    office.desk = structs.replace(office.desk, playbook=playbook)
    return office


def draft(office: Office) -> Draft:
    found = office.look(lambda uow: uow.drafts.get(1))
    assert isinstance(found, Draft)
    return found


def submit(office: Office):
    return office.presses("submit:draft:1")


def test_one_question_at_a_time_until_all_is_there(office: Office, playbook: Playbook) -> None:
    office.says("钱江新城3幢2单元501厨房漏水")
    office.passes(minutes=2)
    assert submit(office).reply == Question(FieldName.PHONE)
    assert "请发一张照片" in answers.reply(office.says("13800001111").reply, playbook)
    office.passes(minutes=2)
    assert submit(office).reply == Question(A_PICTURE)
    office.sends()
    assert draft(office).pictures == 1
    public = playbook.own_fields["public_area"]
    assert submit(office).reply == Question(public)
    assert answers.reply(Question(public), playbook).endswith("回复：是、否、不清楚。")
    answer = office.says("不清楚")
    assert answer.reply == Filled((), None, own=(public, "不清楚"))
    assert answers.reply(answer.reply, playbook) == "已记进草稿：公共区域 不清楚。可以提交了。"
    assert submit(office).outcome is Outcome.TICKET
    ticket = office.look(lambda uow: uow.tickets.get(1))
    assert ticket.facts.extra == (("public_area", "不清楚"),)


def asked_for_the_public_area(office: Office) -> None:
    office.says("钱江新城3幢2单元501厨房漏水 13800001111")
    office.sends()
    office.passes(minutes=2)
    assert submit(office).reply == Question(office.desk.playbook.own_fields["public_area"])


@pytest.mark.parametrize("said", ["是", "1", "是。"])
def test_a_choice_may_be_a_word_that_means_something_else_elsewhere(office: Office, said: str) -> None:
    asked_for_the_public_area(office)
    office.says(said)
    assert draft(office).own["public_area"].value == "是"


def test_what_is_no_choice_is_asked_again(office: Office) -> None:
    asked_for_the_public_area(office)
    answer = office.says("我看看再说")
    assert answer.reply == Question(office.desk.playbook.own_fields["public_area"], again=True)
    assert draft(office).own == {}


def test_something_else_that_is_read_goes_where_it_belongs(office: Office) -> None:
    asked_for_the_public_area(office)
    office.says("客户王女士")
    assert draft(office).value(FieldName.CUSTOMER) == "王女士"
    assert draft(office).asked == "public_area"


def test_it_can_be_picked_on_the_card(office: Office, playbook: Playbook) -> None:
    asked_for_the_public_area(office)
    wire = draft_card(draft(office), playbook).wire
    selection = wire["button_selection"]
    assert selection["question_key"] == own_question("public_area")
    assert [option["text"] for option in selection["option_list"]] == ["请选择", "是", "否", "不清楚"]
    assert wire["main_title"]["title"] == "报修草稿 · 漏水应急 · 钱江新城片区"
    picked = ((own_question("public_area"), ("否",)),)
    assert office.presses("submit:draft:1", selections=picked).outcome is Outcome.TICKET
    assert draft(office).own["public_area"].value == "否"


def test_nothing_picked_is_no_answer(office: Office) -> None:
    asked_for_the_public_area(office)
    unpicked = ((own_question("public_area"), ("none",)), (own_question("unknown"), ("是",)))
    assert office.presses("submit:draft:1", selections=unpicked).outcome is Outcome.ASKED
    assert draft(office).own == {}


def test_any_words_will_do_where_there_is_nothing_to_choose(office: Office) -> None:
    open_question = PROPERTY.replace('choices = ["是", "否", "不清楚"]', "").replace('"mini_program"', '"staff"')
    office.desk = structs.replace(office.desk, playbook=parse(open_question))
    asked_for_the_public_area(office)
    office.says("一楼大堂那边")
    assert draft(office).own["public_area"].value == "一楼大堂那边"
