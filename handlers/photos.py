"""A photo was read: what stands on it is offered, never taken for granted."""

from __future__ import annotations

from handlers.context import Context
from nlp.nameplates import Seen, serials_on
from storage.attachments import Attachment
from tickets.acquaintances import Profile, numbers_in, offers
from tickets.calendar import LOCAL
from tickets.drafts import Draft, DraftStatus, offered
from tickets.fields import Field, FieldName, Method
from tickets.intake import looked_after_by
from tickets.notifications import Subject, SubjectKind, Telling, Told
from tickets.senders import is_customer
from tickets.serials import fold
from tickets.ticket import Ticket


def on_photo(ctx: Context, attachment: Attachment, seen: Seen) -> None:
    serials = serials_on(seen, ctx.now.astimezone(LOCAL))
    if not serials:
        return
    serial, profile = _known(ctx, serials) or (serials[0], {})
    draft = ctx.uow.drafts.get(attachment.draft_id, lock=True) if attachment.draft_id is not None else None
    if draft is not None and draft.status is DraftStatus.OPEN:
        _offer(ctx, draft, serial, profile)
        return
    ticket = ctx.uow.tickets.get(attachment.ticket_id) if attachment.ticket_id is not None else None
    if ticket is not None and ticket.facts.serial is None:
        _suggest(ctx, ticket, attachment, serial)


def _known(ctx: Context, serials: tuple[str, ...]) -> tuple[str, Profile] | None:
    """One that was seen on a ticket before, in the writing it had there."""
    for serial in serials:
        profile = ctx.uow.acquaintances.of(numbers_in({FieldName.SERIAL: serial})).get(FieldName.SERIAL)
        if profile is not None:
            return profile.get(FieldName.SERIAL) or serial, profile
    return None


def _offer(ctx: Context, draft: Draft, serial: str, profile: Profile) -> None:
    on_draft = draft.value(FieldName.SERIAL)
    if on_draft is not None and fold(on_draft) == fold(serial):
        return
    field = Field(serial, serial, method=Method.PHOTO, certainty=0.5)
    others = offers({**draft.fields, FieldName.SERIAL: field}, {FieldName.SERIAL: profile})
    ctx.record_draft(offered(draft, {FieldName.SERIAL: field, **others}))
    for to in looked_after_by(draft, ctx.desk.playbook):
        ctx.notify(Told(to, Subject(SubjectKind.DRAFT, draft.id), Telling.PHOTO_SERIAL, words=serial))


def _suggest(ctx: Context, ticket: Ticket, attachment: Attachment, serial: str) -> None:
    message = ctx.uow.messages.get(attachment.message_id)
    assert message is not None, "an attachment came with its message"
    to = ticket.reporter if is_customer(message.sender) else message.sender
    ctx.notify(Told(to, Subject(SubjectKind.TICKET, ticket.id), Telling.PHOTO_SERIAL, words=serial))
