from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from bot.texts.tellings import telling
from storage.messages import Message
from tests.tickets.samples import NOW, a_draft, a_lived_ticket, a_ticket, minimal_playbook
from tickets.drafts import Draft, DraftStatus
from tickets.notifications import Telling
from tickets.playbook.values import Sla
from tickets.staffing import Availability, Leave
from tickets.ticket import Declined, Status, Ticket
from tickets.trace import Reach

MINIMAL = minimal_playbook()
PLAYBOOK = replace(MINIMAL, base=replace(MINIMAL.base, sla=Sla(claim=timedelta(minutes=30), arrive=timedelta(hours=2))))
NOT_ON_SITE = "2"
UNCLAIMED = {Telling.ALERT, Telling.SENT_ANEW, Telling.RECOGNISED_ANEW}
OF_DRAFTS = {what for what in Telling if what.startswith("draft_")}


def a_message(**changes: Any) -> Message:
    message = Message(
        update_id="m1", draft_id=None, ticket_id=None, sender="lijing", kind="text", text="我跟她说过了", at=NOW
    )
    return structs.replace(message, **changes)


IN_A_STATE = {
    Telling.CONCERNED: a_ticket(),
    Telling.STOOD_STILL: a_ticket(reminded_at=NOW + timedelta(hours=8)),
    Telling.NO_ANSWER: a_ticket(reminded_at=NOW + timedelta(hours=8)),
    Telling.ASK_CUSTOMER: a_ticket(status=Status.DONE, assignee="wanggong", done_at=NOW),
    Telling.STEP_OFFERED: a_ticket(status=Status.CLAIMED, assignee="wanggong", asked=("zhaogong",)),
    Telling.NOBODY_LEFT: a_ticket(reach=Reach.OWNER, owner="sunban"),
    Telling.WAIT_OVER: a_ticket(status=Status.CLAIMED, assignee="sunban"),
    Telling.REWORKED_OWN: a_ticket(status=Status.CLAIMED, assignee="sunban"),
}


def about(what: Telling) -> Ticket | Draft | Message | Leave:
    if what is Telling.NOT_UNDERSTOOD:
        return a_message()
    if what is Telling.ON_LEAVE:
        return Leave(userid="wanggong", said=Availability(away=True, since=NOW), jobs=(a_ticket(),))
    if what is Telling.DRAFT_EXPIRED:
        return a_draft(status=DraftStatus.EXPIRED)
    if what in OF_DRAFTS:
        return a_draft(fields={})
    return IN_A_STATE.get(what) or _ticket(unclaimed=what in UNCLAIMED or what.startswith("step_"))


def _ticket(*, unclaimed: bool) -> Ticket:
    return a_ticket() if unclaimed else a_lived_ticket(assignee="wanggong")


def said(what: Telling, about: Ticket | Draft | Message | Leave, words: str = "", to: str = "sunban") -> str | None:
    return telling(what, about, by="wanggong", words=words, playbook=PLAYBOOK, to=to)


@pytest.mark.parametrize("what", [*Telling])
def test_there_is_a_sentence_for_everything_that_is_told(what: Telling) -> None:
    words = {
        Telling.AMENDED: "phone",
        Telling.TRANSFERRED_TO: "wanggong",
        Telling.STEP_OFFERED: NOT_ON_SITE,
        Telling.RECOGNISED_ANEW: "general",
        Telling.MISPLACED: "general",
    }
    assert said(what, about(what), words.get(what, "0" if what.startswith("step_") else ""))


def test_who_does_not_answer_is_told_of_by_what_they_were_asked() -> None:
    asked_at = NOW + timedelta(hours=8)
    assert "问了 王工 还在不在处理" in (
        said(Telling.NO_ANSWER, a_ticket(status=Status.CLAIMED, reminded_at=asked_at)) or ""
    )
    assert "还没有人接单，问了 王工" in (said(Telling.NO_ANSWER, a_ticket(reminded_at=asked_at)) or "")


@pytest.mark.parametrize("what", [Telling.WAIT_OVER, Telling.REWORKED_OWN])
def test_what_somebody_has_to_do_is_not_said_where_they_have_done_it_or_it_is_anothers(what: Telling) -> None:
    assert not said(what, a_ticket(status=Status.DONE, assignee="sunban"))
    assert not said(what, a_ticket(status=Status.CLAIMED, assignee="zhaogong"))


def test_what_was_done_and_is_over_by_the_morning_asks_for_nothing() -> None:
    done = a_ticket(status=Status.DONE, assignee="wanggong", done_at=NOW)
    assert "回复「1120-7 关闭」" in (said(Telling.FINISHED, done) or "")
    over = said(Telling.FINISHED, replace(done, status=Status.CLOSED)) or ""
    assert "王工 已完工" in over
    assert "回复" not in over


def test_whoever_has_it_again_is_not_told_that_it_is_anothers() -> None:
    assert said(Telling.TAKEN_FROM, a_ticket())
    for what in (Telling.TAKEN_FROM, Telling.TRANSFERRED_AWAY):
        assert not said(what, a_ticket(status=Status.CLAIMED, assignee="sunban"))


@pytest.mark.parametrize("what", [Telling.TRANSFERRED, Telling.TRANSFERRED_AWAY, Telling.RESUMED])
def test_nobody_reads_that_it_is_somebodys_when_it_is_nobodys_by_then(what: Telling) -> None:
    assert said(what, a_ticket(status=Status.CLAIMED, assignee="zhaogong"))
    assert not said(what, a_ticket())


def test_who_has_it_no_more_is_not_reminded_of_it() -> None:
    theirs = a_ticket(status=Status.CLAIMED, assignee="zhaogong")
    assert "尽快到场" in (said(Telling.STEP_REMIND, theirs, NOT_ON_SITE, to="zhaogong") or "")
    assert not said(Telling.STEP_REMIND, theirs, NOT_ON_SITE, to="wanggong")
    assert "请过问一下" in (said(Telling.STEP_REMIND, theirs, NOT_ON_SITE, to="sunban") or ""), "who stands in"


def test_where_to_go_and_whom_to_call_is_told_only_to_whoever_has_it_now() -> None:
    ticket = a_ticket(status=Status.CLAIMED, assignee="zhaogong")
    assert "13800001111" in (said(Telling.TRANSFERRED_TO, ticket, "zhaogong") or "")
    assert said(Telling.TRANSFERRED_TO, ticket, "sungong") is None


def test_what_waits_says_for_what_and_until_when_and_nothing_when_it_goes_on_again() -> None:
    waiting = a_lived_ticket()
    assert said(Telling.PAUSED, waiting) == "1120-7 王工 等配件，预计 18:00 继续。"
    assert said(Telling.PAUSED, replace(waiting, wait=None)) is None


def test_who_declined_and_why_is_told_to_whoever_must_take_it() -> None:
    declined = (Declined(by="wanggong", why="far"), Declined(by="zhaogong", why="腰疼"))
    told = said(Telling.NOBODY_LEFT, a_ticket(declined=declined, reach=Reach.OWNER, owner="sunban")) or ""
    assert "王工 太远，赵工 腰疼" in told


def test_a_message_that_found_its_place_meanwhile_is_not_puzzled_over() -> None:
    assert said(Telling.NOT_UNDERSTOOD, a_message(draft_id=1)) is None


@pytest.mark.parametrize("status", [status for status in DraftStatus if status is not DraftStatus.OPEN])
def test_of_a_draft_that_is_closed_nobody_is_reminded(status: DraftStatus) -> None:
    closed = a_draft(status=status)
    assert said(Telling.DRAFT_REMIND, closed) is None
    assert said(Telling.DRAFT_ASK_WHAT, closed) is None


def test_nobody_is_asked_what_is_wrong_when_it_was_said_meanwhile() -> None:
    assert said(Telling.DRAFT_ASK_WHAT, a_draft()) is None


def test_nobody_is_called_to_a_ticket_that_was_claimed_meanwhile() -> None:
    claimed = a_ticket(status=Status.CLAIMED, assignee="zhaogong")
    for what in (Telling.STEP_REMIND, Telling.STEP_WARN, Telling.STEP_REPORTER):
        assert said(what, claimed, "0") is None
    assert said(Telling.ALERT, claimed) is None


def test_a_correction_tells_what_the_facts_are_by_now() -> None:
    told = said(Telling.AMENDED, a_ticket(), "phone customer urgent")
    assert told == "1120-7 王工 更正：电话 13800001111；客户 已删掉；不急。"


def test_whoever_has_it_is_asked_to_hurry_and_whoever_is_above_to_see_to_it() -> None:
    claimed = a_ticket(status=Status.CLAIMED, assignee="wanggong", claimed_at=NOW)
    assert "请尽快到场" in (said(Telling.STEP_REMIND, claimed, f"{NOT_ON_SITE} wanggong", to="wanggong") or "")
    above = said(Telling.STEP_REMIND, claimed, f"{NOT_ON_SITE} sunban", to="sunban") or ""
    assert "报修 2 小时，王工 还没有到场（钱江新城3幢 电梯门关不上），请过问一下" in above
