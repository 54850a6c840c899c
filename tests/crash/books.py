"""What must balance between WeCom's side and the bot's, however often the bot died in between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

from bot.errands.sending import digest
from emulator.conversation import Entry, Sender
from emulator.wire import Direction
from storage.errands import SAID_WITH_ANOTHER, ErrandKind, State
from storage.schema import card, errand, inbox, message, ticket
from tests.crash.company import EVERYBODY
from tests.crash.office import Office
from tickets.calendar import LOCAL

WORK = {"TicketClaimed", "TicketDeparted", "TicketArrived", "TicketPaused", "TicketFinished", "TicketCancelled"}
OVER = {"TicketFinished", "TicketCancelled", "TicketClosed"}
UPDATE_ID = re.compile(r"<MsgId>(\d+)</MsgId>|<ResponseCode><!\[CDATA\[(.+?)\]\]></ResponseCode>")


def assert_balanced(office: Office) -> None:
    assert_what_was_acknowledged_ended_once(office)
    assert_histories_are_whole(office)
    assert_what_was_promised_was_said_once(office)
    assert_people_see_what_we_believe(office)
    assert [each.body for each in office.wecom.dropped] == [], "WeCom drops what is over its limits"
    assert [problem.text for problem in office.wecom.world.problems if "未被接受" not in problem.text] == []


def assert_what_was_acknowledged_ended_once(office: Office) -> None:
    ended = {row.id for row in office.rows(select(inbox.c.id).where(inbox.c.outcome.is_not(None)))}
    assert acknowledged(office) <= ended
    assert office.rows(select(inbox.c.id).where(inbox.c.outcome.is_(None))) == []
    assert _more_than_once(office, message.c.update_id) == []


def acknowledged(office: Office) -> set[str]:
    """The ids of all updates that were answered with 200 at least once."""
    callbacks = (each for each in office.wecom.log if each.direction is Direction.CALLBACK and each.status == 200)
    return {found[1] or found[2] for each in callbacks if (found := UPDATE_ID.search(each.request))}


def assert_histories_are_whole(office: Office) -> None:
    assert _more_than_once(office, ticket.c.draft_id) == []
    with office.look() as uow:
        tickets = [row.id for row in uow.connection.execute(select(ticket.c.id))]
        assert all(uow.tickets.history_is_whole(ticket_id) for ticket_id in tickets)
        for ticket_id in tickets:
            assert_the_way_makes_sense([(kind, by, data) for kind, _, by, data in uow.tickets.history(ticket_id)])


def assert_the_way_makes_sense(history: list[tuple[str, str | None, dict[str, Any]]]) -> None:
    """Nobody claims what somebody has, and nobody but whoever has it goes on with it."""
    (first, *_), following = history[0], history[1:]
    assert first == "TicketOpened"
    assignee: str | None = None
    over = False
    for kind, by, data in following:
        assert not (over and kind in WORK), history
        match kind:
            case "TicketClaimed":
                assert assignee is None, history
                assignee = by
            case "TicketTransferred":
                assert data["before"] == assignee, history
                assignee = data["to"]
            case "TicketDeclined" if data["given_back"]:
                assert by == assignee, history
                assignee = None
            case "TicketStepTaken" if data["taken_from"]:
                assignee = None
            case "TicketDeparted" | "TicketArrived" | "TicketPaused" | "TicketFinished":
                assert by == assignee is not None, history
        over = kind in OVER or (over and kind not in {"TicketReworked", "TicketTakenUpAgain"})


def assert_what_was_promised_was_said_once(office: Office) -> None:
    assert office.rows(select(errand).where(errand.c.state.in_([State.WAITING.value, State.DEAD.value]))) == []
    said = select(errand.c.recipient, func.count()).where(
        errand.c.kind == ErrandKind.TEXT.value,
        errand.c.state == State.DONE.value,
        errand.c.reason.is_distinct_from(SAID_WITH_ANOTHER),
    )
    promised: dict[str, int] = dict(office.rows(said.group_by(errand.c.recipient)))
    assert {userid: len(list(_sent(office, userid, "text"))) for userid in promised} == promised


def assert_people_see_what_we_believe(office: Office) -> None:
    """Each card that we know of was shown once, and looks as we think it does."""
    believed = {(row.member, row.task_id): row.shown for row in office.rows(select(card))}
    seen = [
        ((userid, entry.card.task_id), digest(entry.card.content))
        for userid in EVERYBODY
        for entry in _sent(office, userid, "template_card")
        if entry.card is not None
    ]
    assert len(dict(seen)) == len(seen)
    assert dict(seen) == believed


def _sent(office: Office, userid: str, kind: str) -> Iterator[Entry]:
    """What came through the API; an answer to a callback has no msgid."""
    for entry in office.wecom.world.conversation(userid):
        if entry.sender is Sender.APP and entry.msgid and entry.kind == kind:
            yield entry


def _more_than_once(office: Office, column: object) -> list[object]:
    return office.rows(select(column).group_by(column).having(func.count() > 1))


def days(office: Office) -> set[date]:
    """The days in China of everything that arrived."""
    return {row.received_at.astimezone(LOCAL).date() for row in office.rows(select(inbox.c.received_at))}
