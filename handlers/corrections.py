"""Staff corrects the draft or ticket at hand in plain words: "电话 13800001111", "不急", "就是 SN123"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import structs

from handlers.context import Context
from handlers.departments import tell_departments
from handlers.dispatching import place
from handlers.hearing import Heard, is_fresh, keep, ticket_at_hand
from handlers.memory import remember
from handlers.replies import Amended, Answer, Changes, Corrected, NothingToCorrect
from handlers.spoken import YES, bare
from nlp.corrections import corrections, dropped_number
from storage.inbox import Outcome
from storage.messages import Message
from tickets import drafts, remarks
from tickets.addresses import corrected as corrected_address
from tickets.drafts import Draft
from tickets.fields import Field, FieldName, Method, known_in, values_of
from tickets.intake import key_of, lacking
from tickets.matters import Known
from tickets.notifications import Subject, SubjectKind
from tickets.reconsidering import reconsidered
from tickets.ticket import Ticket
from tickets.transitions import UNDER_WAY


def correct(ctx: Context, heard: Heard) -> Answer | None:
    """None: the text is no correction, or there is nothing at hand that it could correct."""
    if heard.draft is None and heard.ticket_id is None:
        return None
    ticket = ticket_at_hand(ctx, heard)
    known = _known(ticket, heard.draft)
    changes = meant(heard.message, heard.local_time, known) or _another_phone(ctx, heard)
    if not changes:
        return None
    if ticket is not None and ticket.status in UNDER_WAY:
        keep(ctx, heard, ticket_id=ticket.id)
        return amend(ctx, ticket, changes, by=heard.sender)
    if heard.draft is not None:
        return _put_in(ctx, heard, heard.draft, changes)
    return None


def correct_draft(ctx: Context, heard: Heard) -> Answer | None:
    """Of a draft only: what is on a ticket is for staff to correct."""
    known = _known(None, heard.draft)
    changes = meant(heard.message, heard.local_time, known) if heard.draft is not None else ()
    return _put_in(ctx, heard, heard.draft, changes) if heard.draft is not None and changes else None


def accept(ctx: Context, heard: Heard) -> Answer | None:
    """是: what was offered is right."""
    draft = next((each for each in heard.drafts if each.offers), None)
    if draft is None or bare(heard.text) not in YES:
        return None
    return _put_in(ctx, heard, draft, drafts.accepted(draft))


def nothing_to_correct(ctx: Context, heard: Heard) -> Answer | None:
    """A correction and nothing else, but of what?"""
    if not changes_in(heard.message, heard.local_time):
        return None
    keep(ctx, heard)
    numbers = tuple(str(ticket.number) for ticket in ctx.uow.tickets.under_way(heard.sender))
    return Answer(outcome=Outcome.ASKED, reason="nothing_to_correct", reply=NothingToCorrect(numbers))


def changes_in(message: Message, local_time: datetime) -> Changes:
    said = corrections(message.text, local_time)
    return tuple(
        (
            FieldName(each.field),
            Field(each.value, message.text[each.start : each.end], message.update_id, Method.CORRECTED)
            if each.value is not None
            else None,
        )
        for each in said
    )


def meant(message: Message, local_time: datetime, known: Known) -> Changes:
    """The same of something of which this much is known: a number says which it is, a spare one takes the place of
    the one that goes, and 5幢 is at the known place.
    """
    changes = _placed(changes_in(message, local_time), known) or _dropped(message, known)
    spare = known.get(FieldName.OTHER_PHONE)
    if (FieldName.PHONE, None) not in changes or spare is None or FieldName.OTHER_PHONE in dict(changes):
        return changes
    moved = {FieldName.PHONE: Field(spare, message.text, message.update_id, Method.CORRECTED)}
    return tuple({**dict(changes), **moved, FieldName.OTHER_PHONE: None}.items())


def _placed(changes: Changes, known: Known) -> Changes:
    return tuple(
        (name, structs.replace(field, value=corrected_address(known.get(name), field.value)))
        if name is FieldName.ADDRESS and field
        else (name, field)
        for name, field in changes
    )


def _dropped(message: Message, known: Known) -> Changes:
    number = dropped_number(message.text)
    names = (name for name in (FieldName.PHONE, FieldName.OTHER_PHONE) if number and known.get(name) == number)
    return tuple((name, None) for name in names)


def _known(ticket: Ticket | None, draft: Draft | None) -> Known:
    if ticket is not None:
        return known_in(ticket.facts)
    return values_of(draft.fields) if draft is not None else {}


def amend(ctx: Context, ticket: Ticket, changes: Changes, *, by: str) -> Answer:
    """What is wrong on a ticket is corrected while somebody still works with it."""
    values = {name: field.value if field else None for name, field in changes}
    if (draft := ctx.uow.drafts.get(ticket.draft_id)) is not None:
        remember(ctx, draft, changes, by=by, ticket=ticket)
    playbook = ctx.desk.playbook_of(ticket)
    change = remarks.amend(ticket, values, by=by, playbook=playbook, now=ctx.now)
    if change.events:
        changed = reconsidered(change, ticket, playbook=playbook, now=ctx.now)
        stored = place(ctx, changed)
        if stored.type != ticket.type:
            tell_departments(ctx, stored)
    return Answer(outcome=Outcome.ADDED, reply=Amended(str(ticket.number), changes), ticket_id=ticket.id)


def named_if_unclear(drafts_open: Sequence[Draft], *, fresh: bool) -> Draft | None:
    """The draft at hand, where the person could think of another one."""
    return drafts_open[0] if len(drafts_open) > 1 or not fresh else None


def _put_in(ctx: Context, heard: Heard, draft: Draft, changes: Changes) -> Answer:
    """Staff's word stands against whatever was read. Before the card is out nothing is confirmed: it will show."""
    keep(ctx, heard, draft_id=draft.id)
    remember(ctx, draft, changes, by=heard.sender)
    corrected = drafts.correct(draft, changes, at=heard.update.at)
    if not card_is_out(ctx, draft, heard.sender):
        ctx.record_draft(corrected, wait=True)
        return Answer(outcome=Outcome.ADDED, draft_id=draft.id)
    lacks = lacking(corrected, ctx.desk.playbook)
    ctx.record_draft(structs.replace(corrected, asked=key_of(lacks)))
    reply = Corrected(changes, lacks, named_if_unclear(heard.drafts, fresh=is_fresh(ctx, heard)))
    return Answer(outcome=Outcome.ADDED, reply=reply, draft_id=draft.id)


def _another_phone(ctx: Context, heard: Heard) -> Changes:
    """A number and nothing else, said of a card that shows another one."""
    phone = heard.found.get(FieldName.PHONE)
    draft = heard.draft
    if draft is None or phone is None or bare(heard.text) != bare(phone.words):
        return ()
    if draft.value(FieldName.PHONE) in (None, phone.value) or not card_is_out(ctx, draft, heard.sender):
        return ()
    return ((FieldName.PHONE, Field(phone.value, phone.words, phone.message, Method.CORRECTED)),)


def card_is_out(ctx: Context, draft: Draft, to: str) -> bool:
    return ctx.uow.cards.latest(Subject(SubjectKind.DRAFT, draft.id), to) is not None
