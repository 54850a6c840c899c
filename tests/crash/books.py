"""What must balance between WeCom's side and the bot's, however often the bot died in between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select

from bot.errands import digest
from emulator.conversation import Entry, Sender
from emulator.wire import Direction
from storage.outbox import SAID_WITH_ANOTHER, ErrandKind, State
from storage.schema import card, errand, inbox, message, ticket, ticket_event
from tests.crash.company import EVERYBODY
from tests.crash.office import Office
from tickets.calendar import LOCAL

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
    once = ("TicketOpened", "TicketClaimed", "TicketFinished")
    what = select(ticket_event.c.ticket_id, ticket_event.c.kind).where(ticket_event.c.kind.in_(once))
    assert [each for each, times in Counter(map(tuple, office.rows(what))).items() if times > 1] == []


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


def days(office: Office) -> set[str]:
    """The days in China of everything that arrived."""
    return {f"{row.received_at.astimezone(LOCAL):%Y-%m-%d}" for row in office.rows(select(inbox.c.received_at))}
