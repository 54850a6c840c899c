"""What a customer says becomes the same draft as what staff forwards; what they are answered is one plain question."""

from __future__ import annotations

from datetime import timedelta

from msgspec import structs

from handlers.capture import LONGEST_ANSWER, answer, join, open_draft
from handlers.context import Context
from handlers.customers.words import BEGIN, NO_PHONE
from handlers.hearing import Heard, is_fresh
from handlers.replies import (
    Answer,
    CustomerAdded,
    CustomerAsked,
    CustomerNeedsNoPhone,
    CustomerReply,
    CustomerUnderstood,
    Question,
    Reply,
)
from handlers.spoken import bare
from handlers.updates import MediaKind, Update
from storage.inbox import Outcome
from storage.messages import Message
from tickets.calendar import LOCAL
from tickets.customers import Customer, Joined, PlaceCode
from tickets.drafts import NOTHING_MORE, Draft, absorb
from tickets.fields import Field, FieldName, Fields, Method
from tickets.intake import is_grave, key_of, lacking
from tickets.matters import is_elsewhere
from tickets.playbook.values import Source

ASKED_WHAT = "what"
"""The reason of an answer that asks what is wrong, while there is no draft yet."""
REMEMBERED = timedelta(minutes=30)
"""So long a question stands, and what was scanned is what is spoken of."""
SCAN = "scan"
SHORT_ENOUGH = 20
"""Characters that are said back as they are."""
AT_ONCE = timedelta(seconds=30)
"""Several pictures in a row are answered once."""


def with_what_is_known(ctx: Context, heard: Heard) -> Heard:
    """A code that was scanned says where, a phone that was proven says whom to call."""
    place, phone = _scanned(ctx, heard), _phone(ctx, heard)
    if not place and not phone:
        return heard
    source = Source.QR if place else heard.source
    return structs.replace(heard, found={**phone, **place, **_beside(place, heard.found)}, source=source)


def _beside(place: Fields, said: Fields) -> Fields:
    """What is said goes before what a code stands on, but 一楼到三楼咯噔响 is no other place, and the lift that was
    scanned is no other 电梯.
    """
    scanned, words = place.get(FieldName.ADDRESS), said.get(FieldName.ADDRESS)
    stands = {FieldName.DEVICE, FieldName.CATEGORY} & place.keys()
    if scanned is not None and words is not None and not is_elsewhere(scanned.value, words.value):
        stands |= {FieldName.ADDRESS}
    return {name: field for name, field in said.items() if name not in stands}


def begin(_: Context, heard: Heard) -> Answer | None:
    """报修, and nothing else."""
    if bare(heard.text) not in BEGIN or heard.draft is not None:
        return None
    return ask_what()


def ask_what() -> Answer:
    return Answer(outcome=Outcome.ASKED, reason=ASKED_WHAT, reply=CustomerAsked(FieldName.FAULT))


def in_own_words(ctx: Context, heard: Heard) -> Answer | None:
    """They were asked what is wrong: whatever they say is that."""
    if heard.draft is not None or heard.is_report or not _was_asked(ctx, heard):
        return None
    fault = Field(heard.text[:LONGEST_ANSWER], heard.text, heard.update.id, Method.ANSWERED)
    return open_draft(ctx, heard, {FieldName.FAULT: fault, **heard.found})


def place(ctx: Context, heard: Heard) -> Answer | None:
    """Where it is, on a map, may be what was asked."""
    return answer(ctx, heard) if heard.found else None


def report(ctx: Context, heard: Heard) -> Answer | None:
    """However much it sounds like pressing for something: where there is nothing yet, it begins with this."""
    if heard.drafts or FieldName.FAULT not in heard.found:
        return None
    return open_draft(ctx, heard, heard.found)


def add(ctx: Context, heard: Heard) -> Answer | None:
    """Whatever else is said while a report is open belongs to it."""
    if heard.draft is None or not is_fresh(ctx, heard):
        return None
    return join(ctx, heard, heard.draft)


def about_place(ctx: Context, update: Update, draft: Draft, place: PlaceCode) -> Answer:
    """The code was scanned after the report had begun."""
    found = _fields_of(ctx, place, update)
    grown = absorb(structs.replace(draft, source=Source.QR), found, text="", at=update.at)
    lacks = lacking(grown, ctx.desk.playbook)
    stored = ctx.record_draft(structs.replace(grown, asked=key_of(lacks)), wait=True)
    grave = is_grave(stored, ctx.desk.playbook)
    reply = CustomerAsked(lacks, noted=True, grave=grave) if lacks else CustomerUnderstood(None, grave=grave)
    return Answer(outcome=Outcome.ADDED, draft_id=stored.id, reply=reply)


def in_plain_words(ctx: Context, heard: Heard, said: Answer) -> Answer:
    """Where a draft is spoken of, the customer hears what it lacks, or that it is complete."""
    if said.reply is None or not isinstance(said.reply, CustomerReply):
        said = structs.replace(said, reply=_reply(ctx, heard, said))
    if said.draft_id is not None:
        _place_scans(ctx, heard.sender, said.draft_id)
    return said


def _fields_of(ctx: Context, place: PlaceCode, update: Update, scan: str | None = None) -> Fields:
    """Whose trade a device is, is read in its name. `scan`: it was scanned before, with this update."""
    read = ctx.desk.read(place.device, update.at.astimezone(LOCAL)) if place.device else None
    known = {
        FieldName.ADDRESS: place.address,
        FieldName.DEVICE: place.device,
        FieldName.SERIAL: place.serial,
        FieldName.CATEGORY: read.category.value if read is not None and read.category is not None else None,
    }
    message = scan or update.id
    return {name: Field(value, "", message, Method.SCANNED) for name, value in known.items() if value}


def _reply(ctx: Context, heard: Heard, said: Answer) -> Reply | None:
    draft = ctx.uow.drafts.get(said.draft_id) if said.draft_id is not None else None
    if draft is None or (said.outcome is Outcome.IGNORED):
        return None
    lacks = lacking(draft, ctx.desk.playbook)
    before = heard.draft if heard.draft is not None and heard.draft.id == draft.id else None
    if lacks is FieldName.PHONE and before is not None and _is_not_to_be_had(heard, before):
        ctx.record_draft(structs.replace(draft, asked=NOTHING_MORE), wait=True)
        if before.asked != NOTHING_MORE:
            return CustomerNeedsNoPhone(is_grave(draft, ctx.desk.playbook))
        return CustomerAdded() if heard.text or not _just_said(ctx, heard) else None
    if draft.asked != key_of(lacks):
        ctx.record_draft(structs.replace(draft, asked=key_of(lacks)), wait=True)
    if lacks is None:
        return _complete(ctx, heard, draft, before)
    if before is not None and before.asked == key_of(lacks) and not heard.text and _just_said(ctx, heard):
        return None
    again = _is_again(said)
    noted = before is not None and bool(heard.found) and not again
    fault = _own_words(heard, draft) if before is None else None
    unheard = heard.media is not None and heard.media.kind is MediaKind.VOICE and not heard.text
    return CustomerAsked(
        lacks, fault, noted=noted, again=again, grave=is_grave(draft, ctx.desk.playbook), unheard=unheard
    )


def _is_not_to_be_had(heard: Heard, before: Draft) -> bool:
    """They have said so, to the question for it; they are not asked again, and the front desk need not wait."""
    if before.asked == NOTHING_MORE:
        return True
    return before.asked == FieldName.PHONE and NO_PHONE.search(heard.text) is not None


def _complete(ctx: Context, heard: Heard, draft: Draft, before: Draft | None) -> Reply | None:
    if before is None or lacking(before, ctx.desk.playbook) is not None:
        return CustomerUnderstood(
            _own_words(heard, draft) if before is None else None, is_grave(draft, ctx.desk.playbook)
        )
    one_of_several = not heard.text and ctx.now - before.last_at <= AT_ONCE
    return None if one_of_several else CustomerAdded()


def _is_again(said: Answer) -> bool:
    return isinstance(said.reply, Question) and said.reply.again


def _own_words(heard: Heard, draft: Draft) -> str | None:
    """What is wrong, as they said it, whatever else we may know."""
    fault = draft.fields.get(FieldName.FAULT)
    if fault is None or not fault.words:
        return None
    return heard.text.strip(" ，。！!,.~") if len(heard.text) <= SHORT_ENOUGH else fault.value


def _just_said(ctx: Context, heard: Heard) -> bool:
    return ctx.uow.inbox.heard_from(heard.sender, since=heard.update.at - AT_ONCE)


def _was_asked(ctx: Context, heard: Heard) -> bool:
    return ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - REMEMBERED) == ASKED_WHAT


def _scanned(ctx: Context, heard: Heard) -> Fields:
    scans = _scans(ctx, heard.sender)
    place = ctx.uow.place_codes.get(scans[-1].data["scene"]) if scans and scans[-1].data else None
    return _fields_of(ctx, place, heard.update, scans[-1].update_id) if place is not None else {}


def _scans(ctx: Context, sender: str) -> list[Message]:
    return [each for each in ctx.uow.messages.waiting(sender, since=ctx.now - REMEMBERED) if each.kind == SCAN]


def _place_scans(ctx: Context, sender: str, draft_id: int) -> None:
    for scan in _scans(ctx, sender):
        ctx.uow.messages.place(scan.id, draft_id=draft_id)


def _phone(ctx: Context, heard: Heard) -> Fields:
    """Proven, or left with their last report."""
    customer = ctx.uow.customers.of_sender(heard.sender)
    if customer is None or not (heard.is_report or heard.media is not None):
        return {}
    phone = customer.phone or _left_before(ctx, customer)
    return {FieldName.PHONE: Field(phone, "", None, Method.KNOWN)} if phone else {}


def _left_before(ctx: Context, customer: Customer) -> str | None:
    own = (each.ticket_id for each in ctx.uow.customers.subscriptions(customer.id) if each.how is Joined.REPORTED)
    last = next((ctx.uow.tickets.get(each) for each in own), None)
    return last.facts.phone if last is not None else None
