"""What is said about tickets that exist: by their number, or because it is clear which one is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from msgspec import structs

from handlers.actions import ON_TICKET
from handlers.candidates import concerning
from handlers.chatter import is_gibberish
from handlers.context import Context
from handlers.corrections import amend, changes_in, meant
from handlers.deeds import deed, is_content
from handlers.hearing import REMEMBERED, Heard, in_burst, is_fresh, keep, ticket_at_hand
from handlers.keys import Button
from handlers.replies import Answer, Changes, Noted, Refusal, Reply, Several, State, UnknownTicket, WhichTicket
from handlers.reworking import is_open_to_doubt
from handlers.said import Said
from handlers.spoken import asks_how_it_stands, bare, numbers_like, without_numbers
from nlp.corrections import ticket_numbers
from storage.database import in_savepoint
from storage.inbox import Outcome
from storage.messages import Message
from tickets import remarks
from tickets.calendar import LOCAL
from tickets.deadlines import next_promises
from tickets.drafts import Draft, DraftStatus
from tickets.errors import DomainError
from tickets.fields import FieldName, known_in
from tickets.matters import contradicts, has_in_common
from tickets.notifications import Subject, SubjectKind, Telling, Told
from tickets.rights import may
from tickets.ticket import Action, Ticket
from tickets.transitions import UNDER_WAY

FIRST_WORD = re.compile(r"[^\s,，:：;；。.]+")


def by_number(ctx: Context, heard: Heard) -> Answer | None:
    """Tickets named by their numbers get what is said about them; a number alone asks how the ticket stands."""
    numbers = ticket_numbers(heard.text)
    if not numbers:
        return _no_such_number(heard)
    words = without_numbers(heard.text)
    tickets, unknown = _named(ctx, numbers)
    if not tickets:
        if bare(words):
            keep(ctx, heard)
        return Answer(outcome=Outcome.ASKED, reason="unknown_ticket", reply=UnknownTicket(unknown))
    if not bare(words):
        answers = _of_numbers_alone(ctx, heard, tickets)
    elif len(tickets) == 1:
        answers = [_said_of(ctx, heard, tickets[0], words)]
    else:
        said = [_apart(ctx, partial(_said_of, heard=heard, ticket=ticket, words=words)) for ticket in tickets]
        answers = [answer for answer in said if answer is not None]
    also = [UnknownTicket(unknown)] if unknown else []
    done = next((each for each in answers if each.outcome is not Outcome.REFUSED), answers[0])
    return structs.replace(done, reply=_together([*(each.reply for each in answers), *also]))


def _no_such_number(heard: Heard) -> Answer | None:
    """接 9999-9: something is to be done, but there is no such day. None: there is no number in it at all."""
    given = numbers_like(heard.text)
    if not given or deed(without_numbers(heard.text), named=True) is None:
        return None
    return Answer(outcome=Outcome.ASKED, reason="unknown_ticket", reply=UnknownTicket(given))


def chase(ctx: Context, heard: Heard) -> Answer | None:
    """A follow-up without a number is clear where the person has just one ticket that it can be about. What is at
    variance with all of them may correct one.
    """
    if not heard.is_follow_up or in_burst(ctx, heard):
        return None
    ticket = ticket_at_hand(ctx, heard)
    mine = [ticket] if ticket is not None else concerning(ctx, heard.sender)
    if not mine and is_fresh(ctx, heard):
        return None
    same = [each for each in mine if has_in_common(known_in(each.facts), heard.said)]
    possible = same or [each for each in mine if not contradicts(known_in(each.facts), heard.said)]
    return _to_the_only_one(ctx, heard, possible) if possible else which_of(ctx, heard, mine)


def add(ctx: Context, heard: Heard) -> Answer | None:
    """What comes right after something about a ticket still belongs to it, unless it is clearly another matter."""
    ticket = ticket_at_hand(ctx, heard)
    if ticket is None or is_gibberish(heard) or (heard.message.kind == "text" and not _belongs_to(ticket, heard)):
        return None
    return _note(ctx, heard, ticket)


def remark(ctx: Context, heard: Heard) -> Answer | None:
    """Whoever has claimed a job speaks of it, and sends pictures of it, unless another place or phone is named."""
    elsewhere = heard.message.kind == "text" and {FieldName.PHONE, FieldName.ADDRESS} & heard.found.keys()
    if elsewhere or is_gibberish(heard) or is_fresh(ctx, heard):
        return None
    jobs = [ticket for ticket in ctx.uow.tickets.under_way(heard.sender) if ticket.assignee == heard.sender]
    if not jobs or (heard.media is not None and len(jobs) > 1):
        return None
    return _to_the_only_one(ctx, heard, jobs)


def which_of(ctx: Context, heard: Heard, tickets: Sequence[Ticket]) -> Answer:
    """What was said waits until the person names the ticket."""
    keep(ctx, heard)
    return Answer(outcome=Outcome.ASKED, reason="which_ticket", reply=WhichTicket(tuple(tickets)))


def _named(ctx: Context, numbers: Sequence[tuple[int, int, int]]) -> tuple[list[Ticket], tuple[str, ...]]:
    """Locked in the order of their ids: whoever names the same ones must not wait crosswise."""
    today = ctx.now.astimezone(LOCAL).date()
    found = {number: ctx.uow.tickets.named(*number, today=today) for number in numbers}
    unknown = tuple(f"{month:02}{day:02}-{counter}" for (month, day, counter), each in found.items() if each is None)
    ids = sorted(each.id for each in found.values() if each is not None)
    locked = (ctx.uow.tickets.get(ticket_id, lock=True) for ticket_id in ids)
    return [ticket for ticket in locked if ticket is not None], unknown


def _of_numbers_alone(ctx: Context, heard: Heard, tickets: Sequence[Ticket]) -> list[Answer]:
    """What came before is about each of them; it is kept with the first."""
    before = _taken(ctx, heard, tickets[0])
    if len(tickets) == 1:
        return [_applied(ctx, heard, tickets[0], before) or _state(ctx, tickets[0])]
    return [
        _apart(ctx, partial(_applied, heard=heard, ticket=ticket, before=before)) or _state(ctx, ticket)
        for ticket in tickets
    ]


def _said_of(ctx: Context, heard: Heard, ticket: Ticket, words: str) -> Answer:
    message_id = keep(ctx, heard, ticket_id=ticket.id)
    return _apply(ctx, ticket.id, structs.replace(heard.message, id=message_id, text=words), heard.local_time)


def _apart(ctx: Context, work: Callable[[Context], Answer | None]) -> Answer | None:
    """What is refused of one ticket takes back nothing that is done with the others."""
    try:
        answer, within = in_savepoint(
            ctx.uow.connection, ctx.uow.tenant, lambda own: work(structs.replace(ctx, uow=own))
        )
    except DomainError as error:
        return Answer(outcome=Outcome.REFUSED, reason=type(error).__name__, reply=Refusal(error))
    ctx.uow.had_within(within)
    return answer


def _state(ctx: Context, ticket: Ticket) -> Answer:
    return Answer(outcome=Outcome.ANSWERED, reason="state", reply=state_of(ctx, ticket), ticket_id=ticket.id)


def state_of(ctx: Context, ticket: Ticket) -> State:
    return State(ticket, next_promises(ticket, ctx.desk.playbook_of(ticket)), ctx.now)


def _apply(ctx: Context, ticket_id: int, message: Message, local_time: datetime) -> Answer:
    """What is said of a ticket: the customer's word, something to do, a correction, or something to know."""
    ticket = ctx.uow.tickets.get(ticket_id, lock=True)
    assert ticket is not None, "tickets are never deleted"
    playbook = ctx.desk.playbook_of(ticket)
    if is_content(message.text, named=True) and may(Action.CLOSE, ticket, message.sender, playbook):
        return ON_TICKET[Button.CLOSE](ctx, ticket, message.sender, Said())
    if (said := deed(message.text, named=True)) is not None:
        return ON_TICKET[said[0]](ctx, ticket, message.sender, Said(words=said[1]))
    changes = meant(message, local_time, known_in(ticket.facts)) or _urgency(message, local_time)
    if changes and ticket.status in UNDER_WAY:
        return amend(ctx, ticket, changes, by=message.sender)
    return _noted(ctx, ticket, message)


def _urgency(message: Message, local_time: datetime) -> Changes:
    """加急 客户等不了: how urgent it is, and why."""
    first = FIRST_WORD.match(message.text)
    changes = changes_in(structs.replace(message, text=first[0]), local_time) if first else ()
    return changes if [name for name, _ in changes] == [FieldName.URGENT] else ()


def placed(ctx: Context, heard: Heard, ticket: Ticket) -> Answer | None:
    """A number that says where what came before it belongs."""
    return _applied(ctx, heard, ticket, _taken(ctx, heard, ticket))


def _taken(ctx: Context, heard: Heard, ticket: Ticket) -> list[Message]:
    """What waited for a word about where it belongs is this ticket's."""
    messages = ctx.uow.messages.waiting(heard.sender, since=ctx.now - REMEMBERED)
    for message in messages:
        ctx.uow.messages.place(message.id, ticket_id=ticket.id)
    draft = heard.draft
    if draft is not None and not draft.has_words and is_fresh(ctx, heard):
        messages += _out_of(ctx, draft, ticket)
    return messages


def _applied(ctx: Context, heard: Heard, ticket: Ticket, before: Sequence[Message]) -> Answer | None:
    answers = [
        _apply(ctx, ticket.id, structs.replace(message, text=without_numbers(message.text)), heard.local_time)
        for message in before
    ]
    return structs.replace(answers[0], reply=_together([each.reply for each in answers])) if answers else None


def _out_of(ctx: Context, draft: Draft, ticket: Ticket) -> list[Message]:
    """Pictures without a word about them were the ticket's all the time."""
    ctx.record_draft(structs.replace(draft, status=DraftStatus.SUBMITTED, ticket_id=ticket.id, asked=None))
    ctx.uow.messages.follow(draft.id, ticket.id)
    ctx.uow.attachments.follow(draft.id, ticket.id)
    return ctx.uow.messages.of_draft(draft.id)


def _to_the_only_one(ctx: Context, heard: Heard, tickets: Sequence[Ticket]) -> Answer:
    return _note(ctx, heard, tickets[0]) if len(tickets) == 1 else which_of(ctx, heard, tickets)


def _note(ctx: Context, heard: Heard, ticket: Ticket) -> Answer:
    message_id = keep(ctx, heard, ticket_id=ticket.id)
    answer = _noted(ctx, ticket, structs.replace(heard.message, id=message_id))
    if heard.text:
        return answer
    # Pictures come in bursts: all of them are confirmed in one message.
    ctx.notify(Told(heard.sender, Subject(SubjectKind.TICKET, ticket.id), Telling.ATTACHED_OWN))
    return structs.replace(answer, reply=None)


def _noted(ctx: Context, ticket: Ticket, message: Message) -> Answer:
    """A mere question is answered, and disturbs nobody."""
    if asks_how_it_stands(message.text):
        return _state(ctx, ticket)
    change = remarks.note(
        ticket, by=message.sender, text=message.text, message=message.id, kind=message.kind, now=ctx.now
    )
    playbook = ctx.desk.playbook_of(ticket)
    closes = may(Action.CLOSE, ticket, message.sender, playbook)
    reopens = may(Action.REOPEN, ticket, message.sender, playbook) and is_open_to_doubt(ctx, ticket)
    noted = Noted(state_of(ctx, ctx.record(change)), message.sender, closes, reopens)
    return Answer(outcome=Outcome.ADDED, reply=noted, ticket_id=ticket.id)


def _belongs_to(ticket: Ticket, heard: Heard) -> bool:
    known = known_in(ticket.facts)
    if contradicts(known, heard.said):
        return False
    return not heard.is_report or has_in_common(known, heard.said)


def _together(replies: Sequence[Reply | None]) -> Reply | None:
    """Nothing is said twice."""
    said = tuple({_about(reply): reply for reply in replies if reply is not None}.values())
    return Several(said) if len(said) > 1 else next(iter(said), None)


def _about(reply: Reply) -> object:
    """However much was noted of a ticket, it is said once, and how it stands at the end."""
    return ("noted", reply.state.ticket.id) if isinstance(reply, Noted) else reply
