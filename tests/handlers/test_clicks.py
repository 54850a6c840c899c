from __future__ import annotations

import pytest

from handlers.keys import category_question
from handlers.likely import likely
from handlers.replies import PerhapsThatOne, Refusal, YoursNow
from storage.inbox import Outcome
from tests.handlers.conftest import Office
from tickets.errors import InvalidTransition, NotAllowed, NotFound
from tickets.fields import FieldName
from tickets.linking import Decision
from tickets.notifications import Subject, SubjectKind

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"


def refused_with(office: Office, key: str, sender: str = "lijing"):
    answer = office.presses(key, sender)
    assert answer.outcome is Outcome.REFUSED
    assert isinstance(answer.reply, Refusal)
    return answer.reply.error


def test_a_draft_is_its_senders_alone(office: Office) -> None:
    office.says(REPORT)
    for button in ("submit", "change", "words", "discard"):
        assert isinstance(refused_with(office, f"{button}:draft:1", "wanggong"), NotAllowed)


def test_nobody_is_sent_a_card_because_of_a_press_on_what_is_not_theirs(office: Office) -> None:
    office.says(REPORT)
    refused_with(office, "words:draft:1", "wanggong")
    waiting = office.look(lambda uow: uow.cards.latest(Subject(SubjectKind.DRAFT, 1), "wanggong"))
    assert waiting is None


def test_a_button_belongs_to_its_kind_of_subject(office: Office) -> None:
    office.says(REPORT)
    assert isinstance(refused_with(office, "claim:draft:1"), NotFound)


def test_nothing_is_finished_before_it_is_claimed(office: Office) -> None:
    office.says(REPORT)
    office.presses("submit:draft:1")
    assert isinstance(refused_with(office, "finish:ticket:1", "wanggong"), InvalidTransition)


def test_a_refused_press_leaves_nothing_of_the_attempt(office: Office) -> None:
    office.says(REPORT)
    office.presses("submit:draft:1")
    before = office.look(lambda uow: uow.tickets.history(1))
    refused_with(office, "claim:ticket:1", "stranger")
    assert office.look(lambda uow: uow.tickets.history(1)) == before


@pytest.mark.parametrize(
    ("shown", "chosen", "kept"),
    [
        ("电梯", "土建门窗", "土建门窗"),
        ("土建门窗", "土建门窗", "电梯"),
        ("电梯", "火箭", "电梯"),
        ("电梯", "none", "电梯"),
    ],
    ids=["chosen", "as an old card showed it", "nothing that can be chosen", "nothing chosen"],
)
def test_only_a_choice_changes_the_category(office: Office, shown: str, chosen: str, kept: str) -> None:
    office.says(REPORT)
    office.presses("words:draft:1", selections=((category_question(shown), (chosen,)),))
    draft = office.look(lambda uow: uow.drafts.get(1))
    assert draft.value(FieldName.CATEGORY) == kept  # type: ignore[attr-defined]


def test_a_claim_names_the_whole_job(office: Office) -> None:
    office.says(REPORT)
    office.presses("submit:draft:1")
    answer = office.presses("claim:ticket:1", "wanggong")
    assert isinstance(answer.reply, YoursNow)
    assert answer.reply.ticket.facts.phone == "13800001111"
    assert answer.ticket_id == 1


def test_what_was_done_today_is_what_is_meant_however_long_ago_it_was_reported(office: Office) -> None:
    office.says(REPORT)
    office.presses("submit:draft:1")
    office.presses("claim:ticket:1", "wanggong")
    office.passes(days=5)
    office.presses("finish:ticket:1", "wanggong")
    office.passes(hours=5)
    assert office.says("返工 还差一个垫圈", "wanggong").ticket_id == 1, "whoever did it"
    office.presses("finish:ticket:1", "wanggong")
    office.passes(hours=5)
    assert office.says("关闭").ticket_id == 1, "whoever reported it"


def test_whoever_submits_what_has_a_ticket_since_a_moment_ago_is_asked_first_and_may_insist(office: Office) -> None:
    office.says(REPORT)
    office.says(REPORT, "dingjie")
    office.presses("submit:draft:1")
    answer = office.presses("submit:draft:2", "dingjie")
    assert (answer.outcome, answer.reason) == (Outcome.ASKED, "perhaps_that_one")
    assert isinstance(answer.reply, PerhapsThatOne)
    assert answer.reply.ticket.id == 1
    assert office.presses("submit:draft:2", "dingjie").outcome is Outcome.TICKET
    (offer,) = office.look(lambda uow: uow.linking.of_draft(2))
    assert offer.decision is Decision.APART


def test_a_ticket_that_the_card_has_told_of_is_not_asked_about_again(office: Office) -> None:
    office.says(REPORT)
    office.presses("submit:draft:1")
    office.says(REPORT, "dingjie")
    with office.database.unit_of_work("demo") as uow:
        drafts = uow.drafts.open_of("dingjie")
        assert likely(uow, drafts[0], office.desk.playbook, office.now) is not None, "as the card does"
    assert office.presses("submit:draft:2", "dingjie").outcome is Outcome.TICKET
