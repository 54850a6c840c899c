"""What a customer says of tickets that they hear news of: how far is it, not today, no longer, and one thing more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import structs

from handlers.context import Context
from handlers.customers import pressing
from handlers.customers.calling import call
from handlers.customers.theirs import MOST, meant_by, named_in, tickets_of
from handlers.customers.words import CANCEL, FOR_THE_VISIT, LONGEST, MINE, MOVE, MOVE_TO, PRESSING, PROGRESS, TROUBLE
from handlers.hearing import Heard, is_fresh, keep
from handlers.replies import (
    Answer,
    CustomerAskedWhen,
    CustomerCancelled,
    CustomerMoved,
    CustomerNoted,
    CustomerNothing,
    CustomerOnSite,
    CustomerProgress,
    CustomerTooLate,
    CustomerWhich,
)
from handlers.spoken import bare, without_numbers
from handlers.subscribing import speaks_for_it
from nlp.corrections import corrections, ticket_numbers
from storage.inbox import Outcome
from tickets import lifecycle, remarks
from tickets.drafts import DraftStatus
from tickets.fields import FieldName, known_in
from tickets.intake import is_grave
from tickets.matters import contradicts
from tickets.rights import may
from tickets.senders import known_customer
from tickets.ticket import Action, Status, Ticket
from tickets.transitions import UNDER_WAY

ASKED_WHEN = "when"
SHORT, FEW = 6, 16
"""Characters."""
NO_MORE = 3
"""Characters, that are left of 师傅怎么还没到."""


def progress(ctx: Context, heard: Heard) -> Answer | None:
    """Who presses for it is heard by those who can do something about it."""
    asks = len(heard.text) <= LONGEST and (PROGRESS.search(heard.text) is not None or _is_impatient(heard.text))
    mine = tickets_of(ctx, heard.sender) if asks or ticket_numbers(heard.text) else []
    named = named_in(heard, mine)
    if not asks and not (named and not bare(without_numbers(heard.text))):
        return None
    if asks and heard.is_report and not mine and MINE.fullmatch(bare(heard.text)) is None:
        return None
    told = named or [each for each in mine if each.status in (*UNDER_WAY, Status.DONE)][:MOST]
    pressed = asks and len(told) == 1 and PRESSING.search(heard.text) is not None and told[0].status in UNDER_WAY
    if pressed:
        _press(ctx, heard, told[0])
    return _standing(ctx, heard.sender, told, waiting=bool(heard.drafts), noted=pressed)


def _press(ctx: Context, heard: Heard, ticket: Ticket) -> None:
    """Said again and again it is kept, and nobody's telephone rings for it; with anything else in it, it is news."""
    more = bare(PRESSING.sub("", PROGRESS.sub("", without_numbers(heard.text))))
    if len(more) > NO_MORE or pressing.is_worth_telling(ctx, ticket):
        _pass_on(ctx, heard, ticket)
    else:
        keep(ctx, heard, ticket_id=ticket.id)


def how_far(ctx: Context, heard_from: str) -> Answer:
    """我的报修, on the menu."""
    told = [each for each in tickets_of(ctx, heard_from) if each.status in (*UNDER_WAY, Status.DONE)][:MOST]
    return _standing(ctx, heard_from, told, waiting=bool(ctx.uow.drafts.open_of(heard_from)), noted=False)


def cancel(ctx: Context, heard: Heard) -> Answer | None:
    """A report that nobody has looked at yet goes first. Where somebody may be in danger, people talk to each other."""
    words = without_numbers(heard.text)
    if len(words) > LONGEST or CANCEL.fullmatch(bare(words)) is None:
        return None
    if heard.drafts and not ticket_numbers(heard.text):
        draft = heard.drafts[0]
        if is_grave(draft, ctx.desk.playbook):
            return call(ctx, heard)
        keep(ctx, heard, draft_id=draft.id)
        ctx.record_draft(structs.replace(draft, status=DraftStatus.DISCARDED))
        reply = CustomerCancelled(None)
        return Answer(outcome=Outcome.ANSWERED, reason="cancelled", reply=reply, draft_id=draft.id)
    found = _the_one(ctx, heard, "取消", (*UNDER_WAY, Status.DONE))
    return found if isinstance(found, Answer) else _cancel(ctx, heard, found)


def move(ctx: Context, heard: Heard) -> Answer | None:
    """改时间, with the time or without: then it is asked for."""
    asked = ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - ctx.desk.capture.remind_after) == ASKED_WHEN
    if heard.draft is not None or (heard.is_report and not asked) or len(heard.text) > 2 * LONGEST:
        return None
    when = _time_in(heard)
    says_so = MOVE.search(heard.text) or (when is not None and (asked or MOVE_TO.search(heard.text)))
    if not says_so:
        return None
    found = _the_one(ctx, heard, "改时间", UNDER_WAY)
    if isinstance(found, Answer):
        return found
    if when is None:
        reply = CustomerAskedWhen()
        return Answer(outcome=Outcome.ASKED, reason=ASKED_WHEN, reply=reply, ticket_id=found.id)
    return _move(ctx, heard, found, when)


def add(ctx: Context, heard: Heard) -> Answer | None:
    """Whatever is no report of its own is about what they have under way."""
    is_new = heard.is_report and not heard.is_follow_up and not _is_for_the_visit(heard)
    if is_fresh(ctx, heard) or (is_new and heard.message.kind == "text" and not ticket_numbers(heard.text)):
        return None
    open_ones = [each for each in tickets_of(ctx, heard.sender) if each.status in UNDER_WAY]
    mine = named_in(heard, open_ones) or [each for each in open_ones if each.id == heard.ticket_id] or open_ones
    if not mine or (FieldName.FAULT in heard.found and contradicts(known_in(mine[0].facts), heard.said)):
        return None
    _pass_on(ctx, heard, mine[0])
    return Answer(outcome=Outcome.ADDED, reason="noted", reply=CustomerNoted(mine[0]), ticket_id=mine[0].id)


def _cancel(ctx: Context, heard: Heard, ticket: Ticket) -> Answer:
    number = str(ticket.number)
    if ticket.status in UNDER_WAY and (left := _left_to_others(ctx, heard, ticket, Action.CANCEL)) is not None:
        return left
    keep(ctx, heard, ticket_id=ticket.id)
    if ticket.status not in UNDER_WAY:
        reply = CustomerTooLate(number)
        return Answer(outcome=Outcome.ANSWERED, reason="too_late", reply=reply, ticket_id=ticket.id)
    by, playbook = _actor(ctx, heard), ctx.desk.playbook_of(ticket)
    ctx.record(lifecycle.cancel(ticket, by=by, why=heard.text, playbook=playbook, now=ctx.now))
    return Answer(outcome=Outcome.ADDED, reason="cancelled", reply=CustomerCancelled(number), ticket_id=ticket.id)


def _move(ctx: Context, heard: Heard, ticket: Ticket, when: str) -> Answer:
    if (left := _left_to_others(ctx, heard, ticket, Action.AMEND)) is not None:
        return left
    keep(ctx, heard, ticket_id=ticket.id)
    by, playbook = _actor(ctx, heard), ctx.desk.playbook_of(ticket)
    changes = {FieldName.APPOINTMENT: when}
    ctx.record(remarks.amend(ticket, changes, by=by, playbook=playbook, now=ctx.now))
    reply = CustomerMoved(ticket, when)
    return Answer(outcome=Outcome.ADDED, reason="moved", reply=reply, ticket_id=ticket.id)


def _left_to_others(ctx: Context, heard: Heard, ticket: Ticket, action: Action) -> Answer | None:
    """It is passed on: somebody else reported it, it is not for a customer to say, or whoever mends it is there. None:
    they may.
    """
    allowed = may(action, ticket, _actor(ctx, heard), ctx.desk.playbook_of(ticket))
    theirs = speaks_for_it(ctx, ticket, customer_id(ctx, heard))
    if allowed and theirs:
        return None
    if not theirs or ticket.status is not Status.ON_SITE:
        return for_staff_to_say(ctx, heard, ticket)
    _pass_on(ctx, heard, ticket)
    return Answer(outcome=Outcome.ADDED, reason="on_site", reply=CustomerOnSite(ticket), ticket_id=ticket.id)


def for_staff_to_say(ctx: Context, heard: Heard, ticket: Ticket) -> Answer:
    """It is not theirs to change, and it is worth knowing."""
    _pass_on(ctx, heard, ticket)
    return Answer(outcome=Outcome.ADDED, reason="noted", reply=CustomerNoted(ticket), ticket_id=ticket.id)


def _pass_on(ctx: Context, heard: Heard, ticket: Ticket) -> None:
    message_id = keep(ctx, heard, ticket_id=ticket.id)
    locked = ctx.uow.tickets.get(ticket.id, lock=True)
    assert locked is not None, "tickets are never deleted"
    by, kind = _actor(ctx, heard), heard.message.kind
    ctx.record(remarks.note(locked, by=by, text=heard.text, message=message_id, kind=kind, now=ctx.now))


def _standing(ctx: Context, sender: str, told: Sequence[Ticket], *, waiting: bool, noted: bool) -> Answer:
    pages = _pages_of(ctx, sender, told)
    reply = CustomerProgress(tuple(told), pages, waiting, noted) if told or waiting else CustomerNothing()
    outcome = Outcome.ADDED if noted else Outcome.ANSWERED
    return Answer(outcome=outcome, reason="progress", reply=reply, ticket_id=told[0].id if len(told) == 1 else None)


def _pages_of(ctx: Context, sender: str, told: Sequence[Ticket]) -> dict[int, str]:
    """The links that their news have too."""
    customer, page_of = ctx.uow.customers.of_sender(sender), ctx.desk.page_of
    if customer is None or page_of is None:
        return {}
    return {each.id: page_of(ctx.uow, each.id, customer.id, ctx.now) for each in told}


def _the_one(ctx: Context, heard: Heard, words: str, statuses: Iterable[Status]) -> Ticket | Answer:
    """The ticket that is meant, locked; or the answer where none is, or several are."""
    possible = [each for each in tickets_of(ctx, heard.sender) if each.status in statuses]
    named = meant_by(heard, possible)
    meant = [each for each in named if each.id == heard.ticket_id] or named
    if not possible:
        return Answer(outcome=Outcome.ANSWERED, reason="nothing", reply=CustomerNothing())
    if len(meant) != 1:
        keep(ctx, heard)
        reply = CustomerWhich(tuple(str(each.number) for each in (meant or possible)[:MOST]), words)
        return Answer(outcome=Outcome.ASKED, reason="which", reply=reply)
    ticket = ctx.uow.tickets.get(meant[0].id, lock=True)
    assert ticket is not None, "tickets are never deleted"
    return ticket


def _is_for_the_visit(heard: Heard) -> bool:
    """门禁密码是8888: a few words, of no place and no trouble."""
    named = (heard.found.get(name) for name in (FieldName.ADDRESS, FieldName.PHONE))
    few = len(bare(heard.text)) <= FEW and not any(field is not None and field.words for field in named)
    return few and FOR_THE_VISIT.search(heard.text) is not None and TROUBLE.search(heard.text) is None


def _is_impatient(text: str) -> bool:
    """快点！ and nothing besides."""
    return len(bare(text)) <= SHORT and PRESSING.search(text) is not None


def _time_in(heard: Heard) -> str | None:
    found = heard.found.get(FieldName.APPOINTMENT)
    if found is not None:
        return found.value
    words = MOVE_TO.sub("", MOVE.sub("", without_numbers(heard.text))).strip(" ，,。吧")
    said = corrections(f"预约 {words}", heard.local_time) if words else ()
    return next((each.value for each in said if each.field == FieldName.APPOINTMENT), None)


def customer_id(ctx: Context, heard: Heard) -> int:
    customer = ctx.uow.customers.of_sender(heard.sender)
    assert customer is not None, "whoever writes is known"
    return customer.id


def _actor(ctx: Context, heard: Heard) -> str:
    return known_customer(customer_id(ctx, heard))
