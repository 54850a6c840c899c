"""What a person can do with a draft or a ticket, whether the button is pressed or its word is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec import structs

from handlers import leading, linking, working
from handlers.context import Context
from handlers.departments import tell_departments
from handlers.dispatching import place
from handlers.keys import Button
from handlers.likely import unseen
from handlers.rating import on_rated
from handlers.replies import (
    AlreadySubmitted,
    Answer,
    Discarded,
    Given,
    HowToCorrect,
    PerhapsThatOne,
    Question,
    Sends,
    SourceWords,
    Submitted,
    WhyYou,
)
from handlers.said import Said
from handlers.subscribing import subscribe_sender
from handlers.updates import CardClick
from handlers.working import Deed
from storage.inbox import Outcome
from tickets import lifecycle
from tickets.calendar import LOCAL
from tickets.drafts import Draft, DraftStatus
from tickets.errors import DraftClosed
from tickets.events import TicketDispatched, TicketEscalated, TicketTransferred
from tickets.fields import Field, FieldName
from tickets.intake import key_of, lacking
from tickets.linking import Decision, Offer
from tickets.notifications import Enclosed, Subject, SubjectKind
from tickets.rights import checked
from tickets.ticket import Action, Ticket
from tickets.turns import why_brought_in

GIVEN = frozenset({TicketTransferred.__name__, TicketEscalated.__name__})


def submit(ctx: Context, draft: Draft) -> Answer:
    """A draft becomes a ticket, once."""
    if draft.status is DraftStatus.SUBMITTED:
        already = AlreadySubmitted(linking.number_of(ctx, draft) or "")
        return Answer(outcome=Outcome.ANSWERED, reason="already_submitted", reply=already)
    _still_open(ctx, draft)
    if (lacks := lacking(draft, ctx.desk.playbook)) is not None:
        ctx.record_draft(structs.replace(draft, asked=key_of(lacks)))
        return Answer(outcome=Outcome.ASKED, reason=key_of(lacks), reply=Question(lacks), draft_id=draft.id)
    if (offer := unseen(ctx.uow, draft, ctx.desk.playbook, ctx.now)) is not None:
        return _tell_of(ctx, draft, offer)
    ticket = _open_ticket(ctx, draft)
    reply = Submitted(str(ticket.number), tell_departments(ctx, ticket))
    return Answer(outcome=Outcome.TICKET, reply=reply, draft_id=draft.id, ticket_id=ticket.id)


def _tell_of(ctx: Context, draft: Draft, offer: Offer) -> Answer:
    """Whoever submits it all the same says that it is another matter."""
    ticket = ctx.uow.tickets.get(offer.ticket_id)
    assert ticket is not None, "tickets are never deleted"
    ctx.record_draft(draft)
    reply = PerhapsThatOne(ticket, offer, ctx.now)
    return Answer(outcome=Outcome.ASKED, reason="perhaps_that_one", reply=reply, draft_id=draft.id)


def change(ctx: Context, draft: Draft) -> Answer:
    """From now on this draft is the one that is spoken of."""
    _still_open(ctx, draft)
    others = any(each.id != draft.id for each in ctx.uow.drafts.open_of(draft.reporter))
    reply = HowToCorrect(_listed(draft), draft if others else None)
    return Answer(outcome=Outcome.ANSWERED, reason="how_to_correct", reply=reply, draft_id=draft.id)


def words(_: Context, draft: Draft) -> Answer:
    """Where did the bot get that from?"""
    reply = SourceWords(_listed(draft), draft.text)
    return Answer(outcome=Outcome.ANSWERED, reason="source_words", reply=reply, draft_id=draft.id)


def discard(ctx: Context, draft: Draft) -> Answer:
    if draft.status is not DraftStatus.DISCARDED:
        _still_open(ctx, draft)
        ctx.record_draft(structs.replace(draft, status=DraftStatus.DISCARDED))
    return Answer(outcome=Outcome.ANSWERED, reason="discarded", reply=Discarded(), draft_id=draft.id)


def look(ctx: Context, ticket: Ticket, by: str, _: Said) -> Answer:
    """Each picture comes as a message of its own."""
    checked(Action.LOOK, ticket, by, ctx.desk.playbook_of(ticket))
    reply = _sends(ctx, Subject(SubjectKind.TICKET, ticket.id), by, str(ticket.number))
    return Answer(outcome=Outcome.ANSWERED, reason="look", reply=reply, ticket_id=ticket.id)


def look_at_draft(ctx: Context, draft: Draft) -> Answer:
    """The customer's pictures, before it is submitted."""
    reply = _sends(ctx, Subject(SubjectKind.DRAFT, draft.id), draft.keeper or draft.sender, "")
    return Answer(outcome=Outcome.ANSWERED, reason="look", reply=reply, draft_id=draft.id)


def _sends(ctx: Context, subject: Subject, to: str, number: str) -> Sends:
    kinds = Counter(each.kind for each in ctx.uow.attachments.of_others(subject, to))
    ctx.notify(Enclosed(to, subject, asked=True))
    return Sends(number, tuple(kinds.items()))


def unlink(ctx: Context, draft: Draft) -> Answer:
    return linking.unlink(ctx, draft, by=draft.reporter)


def why(ctx: Context, ticket: Ticket, by: str, _: Said) -> Answer:
    """From what was true when it was decided, by the playbook or since then by a person."""
    trace = ctx.uow.tickets.trace(ticket.id)
    playbook = ctx.desk.playbook_of(ticket)
    widened, given = why_brought_in(by, ticket, playbook), _given(ctx, ticket, by)
    reply = WhyYou(str(ticket.number), by, trace, playbook, ticket.ladder, widened, given)
    return Answer(outcome=Outcome.ANSWERED, reason="why_me", reply=reply, ticket_id=ticket.id)


def _given(ctx: Context, ticket: Ticket, to: str) -> Given | None:
    for kind, at, by, data in reversed(ctx.uow.tickets.history(ticket.id)):
        if kind == TicketDispatched.__name__:
            return None
        if kind in GIVEN and data["to"] == to and by is not None:
            return Given(by, at, kind == TicketEscalated.__name__, data.get("words", ""))
    return None


ON_DRAFT: dict[Button, Callable[[Context, Draft], Answer]] = {
    Button.SUBMIT: submit,
    Button.CHANGE: change,
    Button.WORDS: words,
    Button.DISCARD: discard,
    Button.UNLINK: unlink,
    Button.LOOK: look_at_draft,
}

ON_TICKET: dict[Button, Deed] = {
    Button.CLAIM: working.claim,
    Button.DECLINE: working.decline,
    Button.DEPART: working.depart,
    Button.ARRIVE: working.arrive,
    Button.WAIT: working.wait,
    Button.RESUME: working.resume,
    Button.FINISH: working.finish,
    Button.STILL_MOVES: working.still_moves,
    Button.TRANSFER: leading.transfer,
    Button.ESCALATE: leading.escalate,
    Button.PRIORITIZE: leading.prioritize,
    Button.CANCEL: leading.cancel,
    Button.CLOSE: leading.close,
    Button.REWORK: leading.rework,
    Button.WHY: why,
    Button.LOOK: look,
}

ON_RATING: dict[Button, Callable[[Context, CardClick, int], Answer]] = {
    Button.RATE: on_rated,
}

ON_OFFER: dict[Button, Callable[[Context, CardClick, int], Answer]] = {
    Button.LINK: linking.pressed,
}


def _still_open(ctx: Context, draft: Draft) -> None:
    if draft.status is not DraftStatus.OPEN:
        raise DraftClosed(status=draft.status, number=linking.number_of(ctx, draft))


def _open_ticket(ctx: Context, draft: Draft) -> Ticket:
    number = ctx.uow.tickets.next_number(ctx.now.astimezone(LOCAL).date())
    ticket = place(ctx, lifecycle.open_ticket(draft, number=number, playbook=ctx.desk.playbook, now=ctx.now))
    ctx.record_draft(
        structs.replace(draft, status=DraftStatus.SUBMITTED, ticket_id=ticket.id, asked=None, last_at=ctx.now)
    )
    ctx.uow.messages.follow(draft.id, ticket.id)
    ctx.uow.attachments.follow(draft.id, ticket.id)
    subscribe_sender(ctx, ticket, draft)
    linking.decide(ctx, draft, Decision.APART, by=draft.reporter)
    return ticket


def _listed(draft: Draft) -> tuple[tuple[FieldName, Field], ...]:
    return tuple((name, draft.fields[name]) for name in FieldName if name in draft.fields)
