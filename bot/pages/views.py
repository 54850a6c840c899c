"""What a page shows, read in one go. Whoever may not look gets nothing of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from handlers.context import Context
from handlers.pages import acts_for, joined
from handlers.updates import PageAct
from nlp.surnames import surname_of
from storage.messages import Message
from storage.page_links import PageLink
from tickets.customers import ContactKind, Joined
from tickets.distance import metres_between
from tickets.fields import FieldName
from tickets.progress import FRESH_POSITION, Progress, Stage, progress_for
from tickets.senders import customer as at_wechat
from tickets.senders import known_customer
from tickets.ticket import Status, Ticket
from tickets.transitions import IN_HAND

STAGES = tuple(Stage)
DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`own` is what this customer said, by field; `pictures` are ids of what they sent. `face`: the mark of the picture
    of whoever comes.
    """

    progress: Progress
    state: str
    own: tuple[tuple[str, str], ...]
    pictures: tuple[int, ...]
    face: str | None
    may: frozenset[PageAct]

    @property
    def stage_index(self) -> int:
        return STAGES.index(self.progress.stage) if self.progress.stage else 0


def digits_of(ctx: Context, link: PageLink) -> Collection[str]:
    """The last four of each phone that is this customer's, as far as anybody knows, without and with its extension."""
    customer = ctx.uow.customers.get(link.customer_id) if link.customer_id else None
    phones = [each.value for each in customer.contacts if each.kind is ContactKind.PHONE] if customer else []
    ticket = ctx.uow.tickets.get(link.ticket_id)
    assert ticket is not None, "tickets are never deleted"
    phones += [ticket.facts.phone or ""] if is_reporter(ctx, link) else _said_later(ctx, ticket, link)
    return {digits for phone in phones for digits in _last_of(phone)}


def _last_of(phone: str) -> Iterator[str]:
    number, _, extension = phone.partition("-")
    ends = (digits[-DIGITS:] for digits in (number, number + extension))
    yield from (digits for digits in ends if len(digits) == DIGITS and digits.isdecimal())


def _said_later(ctx: Context, ticket: Ticket, link: PageLink) -> list[str]:
    """The numbers in their own reports, which are linked to it."""
    linked = (ctx.uow.drafts.get(each.draft_id) for each in ticket.also)
    senders = _senders(ctx, link)
    return [each.value(FieldName.PHONE) or "" for each in linked if each is not None and each.sender in senders]


def may_look(ctx: Context, link: PageLink, *, knows: bool) -> bool:
    """Where no phone is known there is nothing to ask for: the link alone is the key then."""
    return knows or not digits_of(ctx, link)


def is_theirs(ctx: Context, link: PageLink, openid: str) -> bool:
    """Whoever wrote from there is the customer to whom the link was given."""
    customer = ctx.uow.customers.get(link.customer_id) if link.customer_id else None
    return customer is not None and customer.has_written_from(openid)


def is_reporter(ctx: Context, link: PageLink) -> bool:
    """Whose report the ticket was opened for: everybody else sees nothing of what was said in it."""
    return joined(ctx, link) is Joined.REPORTED


def shown(ctx: Context, link: PageLink) -> Shown:
    ticket = ctx.uow.tickets.get(link.ticket_id)
    assert ticket is not None, "tickets are never deleted"
    progress = progress_for(
        ticket,
        ctx.uow.tickets.history(ticket.id),
        ctx.desk.playbook_of(ticket),
        surname=surname_of,
        metres=_metres(ctx, ticket) if is_reporter(ctx, link) else None,
    )
    return Shown(
        progress=progress,
        state=ctx.uow.reports.states([ticket.id])[ticket.id],
        own=_own(ticket) if is_reporter(ctx, link) else (),
        pictures=tuple(_pictures(ctx, link)),
        face=_face(ctx, ticket),
        may=acts_for(ctx, ticket, link),
    )


def picture_file(ctx: Context, link: PageLink, attachment_id: int) -> str | None:
    """Our copy of a picture that this customer sent; None: it is none, or somebody else's."""
    if attachment_id not in _pictures(ctx, link):
        return None
    attachment = ctx.uow.attachments.get(attachment_id)
    return (attachment.thumbnail or attachment.file) if attachment else None


def face_in(ctx: Context, link: PageLink, mark: str) -> bytes | None:
    """None: whoever comes does not allow it, or is another one by now."""
    ticket = ctx.uow.tickets.get(link.ticket_id)
    if ticket is None or ticket.assignee is None or _face(ctx, ticket) != mark:
        return None
    return ctx.uow.portraits.picture(ticket.assignee, mark)


def _face(ctx: Context, ticket: Ticket) -> str | None:
    """Only while somebody comes, or has not been told yet that all is well."""
    if ticket.assignee is None or ticket.status not in (*IN_HAND, Status.DONE):
        return None
    portrait = ctx.uow.portraits.of(ticket.assignee)
    return portrait.mark if portrait is not None else None


def _own(ticket: Ticket) -> tuple[tuple[str, str], ...]:
    facts = ticket.facts
    said = (("fault", facts.fault), ("address", facts.address), ("appointment", facts.appointment))
    return tuple((key, text) for key, text in said if text)


def _pictures(ctx: Context, link: PageLink) -> list[int]:
    return [each.id for each in ctx.uow.attachments.pictures(link.ticket_id, _senders(ctx, link))]


def _senders(ctx: Context, link: PageLink) -> list[str]:
    """Under which names this customer wrote."""
    customer = ctx.uow.customers.get(link.customer_id) if link.customer_id else None
    openids = [each.value for each in customer.contacts if each.kind is ContactKind.OPENID] if customer else []
    return [known_customer(link.customer_id or 0), *(at_wechat(openid) for openid in openids)]


def _metres(ctx: Context, ticket: Ticket) -> int | None:
    if ticket.status is not Status.TRAVELLING:
        return None
    position = ctx.uow.positions.of(ticket.id)
    place = next((here for each in ctx.uow.messages.of_draft(ticket.draft_id) if (here := _place_in(each))), None)
    if position is None or place is None or ctx.now - position.at > FRESH_POSITION:
        return None
    return metres_between((position.latitude, position.longitude), place)


def _place_in(message: Message) -> tuple[float, float] | None:
    if message.kind != "location" or not message.data:
        return None
    return float(message.data["latitude"]), float(message.data["longitude"])
