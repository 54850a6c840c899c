"""What somebody said, what was read in it, and what that person was about: every decision over it starts from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct, structs

from handlers.context import Context, Desk
from handlers.learning import with_acquaintances, with_category
from handlers.reading import fields_from, numbers_read
from handlers.updates import LinkMessage, LocationMessage, MediaMessage, TextMessage, Update
from nlp.reading import Kind, Reading
from storage.ahead import Foreseen
from storage.attachments import Attachment
from storage.errands import Errand, ErrandKind
from storage.messages import Message
from tickets.acquaintances import numbers_in
from tickets.calendar import LOCAL
from tickets.drafts import Draft, in_window
from tickets.fields import FieldName, Fields, values_of
from tickets.matters import Known
from tickets.notifications import SubjectKind
from tickets.playbook.values import Source
from tickets.ticket import Ticket

REMEMBERED = timedelta(minutes=10)
"""How long what could not be placed waits for a word about where it belongs."""


SPOKEN = (TextMessage, MediaMessage, LocationMessage, LinkMessage)
OF_A_REPORT = frozenset({FieldName.FAULT, FieldName.CATEGORY, FieldName.DEVICE})


class Heard(Struct, frozen=True, kw_only=True):
    """`drafts` are the sender's open ones, and those that
    the sender looks after, the one last spoken of first. `ticket_id` is set where a ticket was spoken
    of later than any draft, and within the window. `offers` is what earlier tickets say of the numbers in it.
    `after` is a ticket on which it follows.
    """

    update: Update
    message: Message
    reading: Reading
    found: Fields
    offers: Fields
    source: Source = Source.STAFF
    media: MediaMessage | None = None
    drafts: tuple[Draft, ...] = ()
    ticket_id: int | None = None
    after: int | None = None

    @property
    def sender(self) -> str:
        return self.update.sender

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def local_time(self) -> datetime:
        return self.update.at.astimezone(LOCAL)

    @property
    def is_report(self) -> bool:
        return self.reading.is_ticket

    @property
    def is_follow_up(self) -> bool:
        return self.reading.kind.value is Kind.FOLLOWUP

    @property
    def said(self) -> Known:
        return values_of(self.found)

    @property
    def draft(self) -> Draft | None:
        """The draft at hand."""
        return self.drafts[0] if self.drafts and self.ticket_id is None else None


def to_read(update: Update) -> tuple[str, datetime] | None:
    """What `hear` is going to have read: it may be beforehand, for a reader remembers its last readings."""
    if isinstance(update, TextMessage) and (text := update.text.strip()):
        return text, update.at.astimezone(LOCAL)
    return None


def foresee(tenant: str, desk: Desk, update: Update) -> Foreseen:
    """What is going to be asked of the database when this is handled. Its text is read for that."""
    words = to_read(update)
    return Foreseen(
        tenant=tenant,
        update_id=update.id,
        sender=update.sender,
        said_since=update.at - desk.capture.window if isinstance(update, SPOKEN) else None,
        numbers=numbers_in(numbers_read(desk.read(*words))) if words is not None else {},
    )


def hear(
    ctx: Context,
    update: Update,
    *,
    kind: str,
    text: str,
    data: Mapping[str, object] | None = None,
    found: Fields | None = None,
) -> Heard:
    """`found` stands in for what would be read in the text."""
    reading = ctx.desk.read(text, update.at.astimezone(LOCAL)) if text and found is None else Reading()
    message = Message(
        update_id=update.id,
        draft_id=None,
        ticket_id=None,
        sender=update.sender,
        kind=kind,
        text=text,
        data=data,
        at=update.at,
    )
    read = _read(reading, text, update.id) if found is None else found
    known, offers = with_acquaintances(ctx.uow, with_category(ctx.uow, read) if reading.is_ticket else read)
    drafts = ctx.uow.drafts.open_of(update.sender, lock=True)
    last = ctx.uow.inbox.last_subject(update.sender, since=update.at - ctx.desk.capture.window)
    of_ticket = last is not None and last.kind is SubjectKind.TICKET
    if last is not None and not of_ticket:
        drafts.sort(key=lambda draft: draft.id != last.id)
    return Heard(
        update=update,
        message=message,
        reading=reading,
        found=known,
        offers=offers,
        source=Source.WECHAT if update.by_customer else Source.STAFF,
        media=update if isinstance(update, MediaMessage) else None,
        drafts=tuple(drafts),
        ticket_id=last.id if last is not None and of_ticket else None,
    )


def _read(reading: Reading, text: str, message: str) -> Fields:
    """Where nothing is the matter, no word is a fault, however much it looks like one."""
    found = fields_from(reading, text, message=message)
    if reading.kind.value is not Kind.NONE:
        return found
    return {name: field for name, field in found.items() if name not in OF_A_REPORT}


def in_burst(ctx: Context, heard: Heard) -> bool:
    """One more of the messages that the draft at hand is made of."""
    draft = heard.draft
    return (
        draft is not None
        and draft.sender == heard.sender
        and in_window(draft, at=heard.update.at, policy=ctx.desk.capture)
    )


def is_fresh(ctx: Context, heard: Heard) -> bool:
    """The draft at hand was spoken of so lately that whatever is no report of its own will be about it."""
    return heard.draft is not None and heard.update.at - heard.draft.last_at <= ctx.desk.capture.remind_after


def ticket_at_hand(ctx: Context, heard: Heard) -> Ticket | None:
    return ctx.uow.tickets.get(heard.ticket_id, lock=True) if heard.ticket_id is not None else None


def keep(ctx: Context, heard: Heard, *, draft_id: int | None = None, ticket_id: int | None = None) -> int:
    """Keep the message as it came, with what it carries; without a draft or ticket it waits to be placed."""
    message_id = ctx.uow.messages.add(structs.replace(heard.message, draft_id=draft_id, ticket_id=ticket_id))
    if heard.media is not None:
        _fetch(ctx, heard.media, message_id, draft_id=draft_id, ticket_id=ticket_id)
    return message_id


def _fetch(ctx: Context, media: MediaMessage, message_id: int, *, draft_id: int | None, ticket_id: int | None) -> None:
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
