"""A member of staff says something: which draft or ticket it belongs to, and what is still missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import corrections
from handlers.context import LOCAL, Context
from handlers.reading import fields_from
from handlers.replies import (
    Answer,
    Greeting,
    Noted,
    NotUnderstood,
    Question,
    UnknownTicket,
    WhichTicket,
)
from handlers.updates import LinkMessage, LocationMessage, MediaKind, MediaMessage, TextMessage, Update
from nlp.corrections import ticket_numbers
from nlp.reading import Kind, Reading
from storage.attachments import Attachment
from storage.inbox import Outcome
from storage.messages import Message
from storage.outbox import Errand, ErrandKind
from tickets import lifecycle
from tickets.drafts import Draft, absorb, joins
from tickets.fields import Field, FieldName, Fields, Method
from tickets.ticket import Ticket

GREET_AGAIN_AFTER = timedelta(hours=1)
LONGEST_ANSWER = 100
"""Characters; a longer text is not the answer to a question but a story of its own."""


def on_text(ctx: Context, update: TextMessage) -> Answer:
    text = update.text.strip()
    if not text:
        return Answer(outcome=Outcome.IGNORED, reason="empty")
    reading = ctx.desk.read(text, update.at.astimezone(LOCAL))
    draft = ctx.uow.drafts.latest_open(update.sender)
    return (
        _about_ticket(ctx, update, draft, reading, text)
        or _about_draft(ctx, update, draft, reading, text)
        or _new_matter(ctx, update, draft, reading, text)
        or _small_talk(ctx, update, reading, text)
    )


def on_location(ctx: Context, update: LocationMessage) -> Answer:
    """A shared place is an address, as sure as the map is."""
    message = _message(update, kind="location", text=update.label, data=_coordinates(update))
    found = {FieldName.ADDRESS: Field(update.label, update.label, update.id, "location", 0.9)}
    return _add_to_draft(ctx, update, ctx.uow.drafts.latest_open(update.sender), message, found)


def on_link(ctx: Context, update: LinkMessage) -> Answer:
    text = f"{update.title}\n{update.description}".strip()
    reading = ctx.desk.read(text, update.at.astimezone(LOCAL))
    message = _message(update, kind="link", text=text, data={"url": update.url})
    draft = ctx.uow.drafts.latest_open(update.sender)
    return _add_to_draft(ctx, update, draft, message, fields_from(reading, text, message=update.id))


def on_media(ctx: Context, update: MediaMessage) -> Answer:
    """Kept with the draft at hand, else with the ticket just submitted, else with a new draft that wants words."""
    message = _message(update, kind=update.kind.value, text=update.text or "", data=None)
    draft = ctx.uow.drafts.latest_open(update.sender)
    if draft is None or not joins(draft, {}, at=update.at, policy=ctx.desk.capture):
        ticket = _just_submitted(ctx, update)
        if ticket is not None:
            return _note(ctx, ticket, replace(message, ticket_id=ticket.id), media=update)
    found = _read_voice(ctx, update)
    return _add_to_draft(ctx, update, draft, message, found, media=update)


def _read_voice(ctx: Context, update: MediaMessage) -> Fields:
    if not update.text:
        return {}
    return fields_from(ctx.desk.read(update.text, update.at.astimezone(LOCAL)), update.text, message=update.id)


def _about_ticket(ctx: Context, update: TextMessage, draft: Draft | None, reading: Reading, text: str) -> Answer | None:
    """A ticket named by its number gets what is said about it."""
    numbers = ticket_numbers(text)
    if not numbers:
        if reading.kind.value is Kind.FOLLOWUP:
            return _follow_up(ctx, update, draft, text)
        return None
    month, day, counter = numbers[0]
    ticket = ctx.uow.tickets.named(month, day, counter, today=ctx.now.astimezone(LOCAL).date())
    if ticket is None:
        spoken = f"{month:02}{day:02}-{counter}"
        return Answer(outcome=Outcome.ASKED, reason="unknown_ticket", reply=UnknownTicket(spoken))
    return _note(ctx, ticket, replace(_message(update, kind="text", text=text), ticket_id=ticket.id))


def _follow_up(ctx: Context, update: TextMessage, draft: Draft | None, text: str) -> Answer | None:
    """Said of a ticket without naming it: clear where the person has just one under way."""
    if draft is not None and joins(draft, {}, at=update.at, policy=ctx.desk.capture):
        return None
    tickets = ctx.uow.tickets.open_of_reporter(update.sender)
    if len(tickets) == 1:
        return _note(ctx, tickets[0], replace(_message(update, kind="text", text=text), ticket_id=tickets[0].id))
    numbers = tuple(str(ticket.number) for ticket in tickets)
    return Answer(outcome=Outcome.ASKED, reason="which_ticket", reply=WhichTicket(numbers))


def _note(ctx: Context, ticket: Ticket, message: Message, *, media: MediaMessage | None = None) -> Answer:
    message_id = ctx.uow.messages.add(message)
    if media is not None:
        _keep_media(ctx, media, message_id, draft_id=None, ticket_id=ticket.id)
    change = lifecycle.note(ticket, by=message.sender, text=message.text, message=message_id, now=ctx.now)
    ctx.record(change)
    return Answer(outcome=Outcome.ADDED, reply=Noted(str(ticket.number)), ticket_id=ticket.id)


def _about_draft(ctx: Context, update: TextMessage, draft: Draft | None, reading: Reading, text: str) -> Answer | None:
    """The draft at hand: a correction of it, or the answer to its question."""
    if draft is None:
        return None
    return corrections.correct(ctx, update, draft) or _answer(ctx, update, draft, reading, text)


def _answer(ctx: Context, update: TextMessage, draft: Draft, reading: Reading, text: str) -> Answer | None:
    if draft.asked is None or (reading.is_ticket and draft.asked is not FieldName.FAULT):
        return None
    found = fields_from(reading, text, message=update.id)
    if draft.asked in found:
        field = replace(found[draft.asked], method=Method.ANSWERED)
    elif draft.asked is FieldName.PHONE or len(text) > LONGEST_ANSWER or reading.kind.method == "chatter":
        return None if reading.is_ticket or found else _ask_again(draft)
    else:
        field = Field(text, text, update.id, Method.ANSWERED)
    return corrections.put_in(ctx, update, draft, ((draft.asked, field),))


def _ask_again(draft: Draft) -> Answer:
    assert draft.asked is not None
    question = Question(draft.asked, again=True)
    return Answer(outcome=Outcome.ASKED, reason=draft.asked.value, reply=question, draft_id=draft.id)


def _new_matter(ctx: Context, update: TextMessage, draft: Draft | None, reading: Reading, text: str) -> Answer | None:
    """A report, or a piece of one; several reports in one message become several drafts."""
    found = fields_from(reading, text, message=update.id)
    if not reading.is_ticket and not _says_something(found):
        return None
    message = _message(update, kind="text", text=text)
    answer = _add_to_draft(ctx, update, draft, message, found)
    for other in reading.tickets[1:]:
        _open_draft(ctx, update, message, fields_from(other, text, message=update.id))
    return answer


def _says_something(found: Fields) -> bool:
    """Is there anything in it that a person could be sent with? A mere category or date is not."""
    return bool({FieldName.PHONE, FieldName.ADDRESS, FieldName.SERIAL, FieldName.PLATE, FieldName.FAULT} & found.keys())


def _add_to_draft(  # what was said, by whom, and where it may belong
    ctx: Context,
    update: Update,
    draft: Draft | None,
    message: Message,
    found: Fields,
    *,
    media: MediaMessage | None = None,
) -> Answer:
    if draft is None or not joins(draft, found, at=update.at, policy=ctx.desk.capture):
        return _open_draft(ctx, update, message, found, media=media)
    message_id = ctx.uow.messages.add(replace(message, draft_id=draft.id))
    grown = absorb(draft, found, text=message.text, at=update.at)
    _keep(ctx, grown, message_id, media)
    return Answer(outcome=Outcome.ADDED, draft_id=draft.id)


def _open_draft(
    ctx: Context, update: Update, message: Message, found: Fields, *, media: MediaMessage | None = None
) -> Answer:
    draft = Draft(sender=update.sender, opened_at=update.at, last_at=update.at, fields=found, text=message.text)
    if media is not None and media.kind is MediaKind.IMAGE:
        draft = replace(draft, pictures=1)
    stored = ctx.record_draft(draft, wait=True)
    message_id = ctx.uow.messages.add(replace(message, draft_id=stored.id))
    if media is not None:
        _keep_media(ctx, media, message_id, draft_id=stored.id, ticket_id=None)
    return Answer(outcome=Outcome.ASKED, reason="draft", draft_id=stored.id)


def _keep(ctx: Context, draft: Draft, message_id: int, media: MediaMessage | None) -> None:
    if media is not None:
        _keep_media(ctx, media, message_id, draft_id=draft.id, ticket_id=None)
        draft = replace(draft, pictures=draft.pictures + (media.kind is MediaKind.IMAGE))
    ctx.record_draft(draft, wait=True)


def _keep_media(
    ctx: Context, media: MediaMessage, message_id: int, *, draft_id: int | None, ticket_id: int | None
) -> None:
    """Copied at once: the channel forgets it after three days."""
    attachment = Attachment(
        message_id=message_id,
        draft_id=draft_id,
        ticket_id=ticket_id,
        kind=media.kind.value,
        media_id=media.media_id,
        name=media.name,
    )
    attachment_id = ctx.uow.attachments.add(attachment)
    errand = Errand(
        kind=ErrandKind.FETCH_MEDIA,
        lane=f"media:{attachment_id}",
        data={"attachment": attachment_id},
        not_before=ctx.now,
    )
    ctx.uow.outbox.add(errand, ctx.now)


def _just_submitted(ctx: Context, update: Update) -> Ticket | None:
    """What comes within the window after 提交 still belongs to that matter."""
    latest = ctx.uow.drafts.latest_submitted(update.sender)
    if latest is None or latest.ticket_id is None or update.at - latest.last_at > ctx.desk.capture.window:
        return None
    return ctx.uow.tickets.get(latest.ticket_id, lock=True)


def _small_talk(ctx: Context, update: TextMessage, reading: Reading, text: str) -> Answer:
    """Chatter gets a friendly word, but not again and again."""
    if len(text) > LONGEST_ANSWER and reading.kind.method != "chatter":
        return Answer(outcome=Outcome.ANSWERED, reason="not_understood", reply=NotUnderstood())
    last = ctx.uow.inbox.last_answer(update.sender, "chatter")
    if last is not None and ctx.now - last < GREET_AGAIN_AFTER:
        return Answer(outcome=Outcome.IGNORED, reason="chatter")
    return Answer(outcome=Outcome.ANSWERED, reason="chatter", reply=Greeting())


def _message(update: Update, *, kind: str, text: str, data: dict[str, object] | None = None) -> Message:
    return Message(
        update_id=update.id,
        draft_id=None,
        ticket_id=None,
        sender=update.sender,
        kind=kind,
        text=text,
        data=data,
        at=update.at,
    )


def _coordinates(update: LocationMessage) -> dict[str, object]:
    return {"latitude": update.latitude, "longitude": update.longitude}
