"""Cards: drawn from what is true when they are sent, and changed in place while WeCom lets us."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from bot.cards.drafts import draft_card
from bot.cards.forms import form_card
from bot.cards.parts import Drawn, retired_card
from bot.cards.ratings import rating_card
from bot.cards.tickets import View, linked_card, reporters_card, ticket_card
from bot.errands.jobs import Ending, Job, dropped
from bot.errands.sending import Sending, digest
from bot.errands.subjects import About, subject_of
from bot.errands.texts import told
from bot.pages.links import job_page
from bot.texts.linking import AlsoDrafted, Offered
from bot.wecom import message
from handlers.context import DeskNow
from handlers.keys import Button
from handlers.likely import keep_draft_findable, likely, told_before
from handlers.notifying import morning_for
from storage.cards import Card
from storage.errands import Errand
from storage.unit_of_work import UnitOfWork
from tickets.drafts import Draft, DraftStatus
from tickets.events import TicketClaimed, TicketTransferred
from tickets.notifications import Subject, SubjectKind
from tickets.playbook import Playbook
from tickets.ratings import Rating
from tickets.standing import colleagues
from tickets.ticket import Ticket


class CardErrands:
    """One tenant's."""

    def __init__(self, tenant: str, desk: DeskNow, sending: Sending, public_url: str) -> None:
        self._tenant = tenant
        self._desk = desk
        self._sending = sending
        self._public_url = public_url

    def prepare(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Job | Ending:
        """The person's present card is changed while a response code is left; otherwise a fresh one takes its place."""
        assert errand.recipient is not None
        assert errand.subject is not None
        if (retired := errand.data.get("retire")) is not None:
            return self._retire(uow, errand, retired, now)
        drawn = self._draw(uow, errand, now)
        card = uow.cards.latest(errand.subject, errand.recipient)
        if drawn is None or (card is None and not self._may_be_new(uow, errand, drawn, now)):
            return dropped(uow, errand, now, "no longer matters")
        if card is None or (_is_fresh(errand, card) and self._may_be_new(uow, errand, drawn, now)):
            return self._send_new(uow, errand, drawn, now)
        return self._change(uow, errand, card, drawn, now)

    def _change(self, uow: UnitOfWork, errand: Errand, card: Card, drawn: Drawn, now: datetime) -> Job | Ending:
        if card.shown == digest(drawn.wire):
            uow.outbox.done(errand, now)
            return Ending.DONE
        if (code := uow.cards.usable_code(card.id, now)) is not None:
            return self._sending.change(uow, errand, card.id, code, drawn.wire)
        if not drawn.announce or not self._still_says_something(uow, errand, now):
            return dropped(uow, errand, now, "no response code left")
        return self._send_new(uow, errand, drawn, now)

    def _may_be_new(self, uow: UnitOfWork, errand: Errand, drawn: Drawn, now: datetime) -> bool:
        wanted = (drawn.announce or drawn.first) and "change" not in errand.data
        return wanted and self._still_says_something(uow, errand, now)

    def _still_says_something(self, uow: UnitOfWork, errand: Errand, now: datetime) -> bool:
        """What goes with words is as overtaken as they are."""
        beside = errand.data.get("beside")
        return beside is None or bool(told(uow, self._desk, errand, beside, now))

    def _send_new(self, uow: UnitOfWork, errand: Errand, drawn: Drawn, now: datetime) -> Job | Ending:
        """It makes a sound, as a changed one does not."""
        assert errand.recipient is not None
        quiet_for = self._desk(uow).playbook if errand.data.get("quiet") else None
        if quiet_for is not None and (morning := morning_for(errand.recipient, uow, quiet_for, now)) is not None:
            uow.outbox.put_off(errand, until=morning)
            return Ending.PUT_OFF
        request = message.card(errand.recipient, {**drawn.wire, "task_id": self._task_id(errand)})
        return self._sending.send(uow, errand, request, now)

    def _retire(self, uow: UnitOfWork, errand: Errand, card_id: int, now: datetime) -> Job | Ending:
        code = uow.cards.usable_code(card_id, now)
        if code is None:
            return dropped(uow, errand, now, "no response code left")
        return self._sending.change(uow, errand, card_id, code, retired_card())

    def _task_id(self, errand: Errand) -> str:
        """WeCom remembers every one that this app ever used, and a new database counts from 1 again."""
        return f"{self._tenant}-{errand.id}-{secrets.token_hex(4)}"

    def _draw(self, uow: UnitOfWork, errand: Errand, now: datetime) -> Drawn | None:
        about, desk = subject_of(uow, errand), self._desk(uow)
        assert errand.recipient is not None
        if isinstance(about, Rating):
            rated = uow.tickets.get(about.ticket_id)
            return rating_card(about, rated, desk.playbook_of(rated)) if rated is not None else None
        ticket = _ticket_of(uow, about)
        if ticket is None:
            return _draft_card(uow, about, desk.playbook, errand.recipient, now) if isinstance(about, Draft) else None
        playbook = desk.playbook_of(ticket)
        if form := errand.data.get("form"):
            staff = uow.staff.at(now, list(colleagues(ticket, playbook)), (), None)
            wire = form_card(Button(form), ticket, errand.recipient, playbook, now, staff)
            return Drawn(wire, announce=True) if wire is not None else None
        enclosed = _enclosed(uow, ticket, errand.recipient)
        if isinstance(about, Draft):
            view = View(ticket, errand.recipient, playbook, now, enclosed)
            linked = about.status is DraftStatus.LINKED
            return linked_card(view, about.id) if linked else reporters_card(view)
        had_it = _had_it(uow, ticket, errand.recipient)
        page = job_page(self._public_url, self._tenant, str(ticket.number))
        return ticket_card(View(ticket, errand.recipient, playbook, now, enclosed, had_it, page))


def _draft_card(uow: UnitOfWork, draft: Draft, playbook: Playbook, to: str, now: datetime) -> Drawn:
    """With what it may belong to, looked for only when somebody is to see it."""
    earlier = uow.tickets.get(draft.after) if draft.after is not None else None
    return draft_card(draft, playbook, _seems(uow, draft, playbook, to, now), earlier)


def _seems(uow: UnitOfWork, draft: Draft, playbook: Playbook, to: str, now: datetime) -> Offered | AlsoDrafted | None:
    """The ticket whose matter it may tell of, else the draft."""
    keep_draft_findable(uow, draft, playbook)
    before = told_before(uow, draft, playbook)
    offer = likely(uow, draft, playbook, now)
    ticket = uow.tickets.get(offer.ticket_id) if offer is not None else None
    if offer is not None and ticket is not None:
        return Offered(offer, ticket, now)
    return AlsoDrafted(*before, own=before[0].reporter == to) if before is not None else None


def _enclosed(uow: UnitOfWork, ticket: Ticket, member: str) -> Mapping[str, int]:
    """What there is to look at for this person, by kind: nobody looks for their own pictures."""
    others = uow.attachments.of_others(Subject(SubjectKind.TICKET, ticket.id), member)
    return Counter(each.kind for each in others)


def _is_fresh(errand: Errand, card: Card) -> bool:
    """Wanted at the end of the chat, and not there since."""
    return bool(errand.data.get("fresh")) and errand.written_at is not None and card.sent_at < errand.written_at


def _had_it(uow: UnitOfWork, ticket: Ticket, member: str) -> bool:
    if ticket.assignee in (None, member) or member not in ticket.followers:
        return False
    history = uow.tickets.history(ticket.id)
    claimed = (by for kind, _at, by, _data in history if kind == TicketClaimed.__name__)
    handed = (data["to"] for kind, _at, _by, data in history if kind == TicketTransferred.__name__)
    return member in (*claimed, *handed)


def _ticket_of(uow: UnitOfWork, about: About | None) -> Ticket | None:
    """A draft that was submitted shows the ticket that it has become."""
    if isinstance(about, Draft):
        return uow.tickets.get(about.ticket_id) if about.ticket_id is not None else None
    return about if isinstance(about, Ticket) else None
