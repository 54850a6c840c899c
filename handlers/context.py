"""What a handler works with, and the one place that writes everything that follows from a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.learning import learn
from handlers.likely import keep_findable
from nlp.reading import Reading
from storage.cards import Card
from storage.outbox import Errand, ErrandKind
from storage.unit_of_work import UnitOfWork
from tickets.drafts import CapturePolicy, Draft, DraftStatus
from tickets.events import (
    Event,
    TicketArrived,
    TicketCancelled,
    TicketDeclined,
    TicketFinished,
    TicketLeftBehind,
    TicketPaused,
    TicketReopened,
    TicketReworked,
    TicketTransferred,
)
from tickets.intake import lacking, shown_to, taken_for
from tickets.lifecycle import Change
from tickets.notifications import (
    BEHIND,
    IN_ONE,
    OVERTAKEN,
    CardDue,
    Enclosed,
    Notification,
    Pushed,
    Stage,
    Subject,
    SubjectKind,
    Telling,
    Told,
    freshest,
)
from tickets.playbook import Playbook
from tickets.quiet import aside, quiet_until
from tickets.ratings import asked_after
from tickets.senders import customer as at_wechat
from tickets.senders import known_customer
from tickets.ticket import Ticket
from tickets.tidings import notifications_for
from tickets.timers import timers_for, timers_for_draft

OFF_THE_ROAD = (
    TicketArrived,
    TicketCancelled,
    TicketDeclined,
    TicketFinished,
    TicketLeftBehind,
    TicketPaused,
    TicketTransferred,
)
"""Where somebody is is nobody's business any more."""

AWAKE = timedelta(minutes=30)
AT_ANY_HOUR = frozenset({Stage.REPORTED, Stage.TRAVELLING, Stage.ON_SITE})

LONGEST_QUIET = 5
"""A card waits for quiet, but not longer than this many quiet times after the first message; then twice as many …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What one tenant's handlers know besides the database: the newest playbook, and older ones by their version.

    `texts_customers`: whoever staff reports for hears of it by SMS. `sends_codes`: there is a way to a phone. `digest`
    makes of a code what may stand in the database.
    """

    playbook: Playbook
    capture: CapturePolicy
    read: Callable[[str, datetime], Reading]
    of_version: Callable[[int], Playbook] | None = None
    second_reader: bool = False
    group_robot: bool = False
    texts_customers: bool = False
    sends_codes: bool = False
    digest: Callable[[str], str] = str

    def playbook_of(self, ticket: Ticket) -> Playbook:
        """The one it was opened under; a ticket that is not stored yet has none, and gets the newest."""
        if self.of_version is None or ticket.playbook_version in (0, self.playbook.version):
            return self.playbook
        return self.of_version(ticket.playbook_version)


DeskNow = Callable[[UnitOfWork], Desk]
"""A playbook may be applied at any time: each unit of work asks for the desk as it is by then."""


@dataclass(frozen=True, slots=True)
class Context:
    """One unit of work for one update or timer, at one moment. `late`: a timer's time came so long ago."""

    uow: UnitOfWork
    desk: Desk
    now: datetime
    late: timedelta = timedelta()

    def record(self, change: Change) -> Ticket:
        """Write a change and everything that follows from it; gives the ticket back as it is stored now."""
        if not change.events:
            return change.ticket
        fresh = change.ticket.id == 0
        ticket = self._store(change.ticket)
        self.rearm(ticket, fresh=fresh)
        for event in change.events:
            self.uow.tickets.append(ticket.id, event)
            if isinstance(event, TicketFinished):
                learn(self.uow, ticket, self.desk.read, at=self.now)
            self._ask_for_ratings(event, ticket)
            if isinstance(event, OFF_THE_ROAD):
                self.uow.positions.forget(ticket.id)
            keep_findable(self.uow, ticket, event)
        playbook = self.desk.playbook_of(ticket)
        due = [each for event in change.events for each in notifications_for(event, ticket, playbook)]
        for notification in freshest(due):
            self.notify(notification, at_once=ticket.life_safety)
        return ticket

    def _ask_for_ratings(self, event: Event, ticket: Ticket) -> None:
        """On a card for each; what is worked on again is not judged, and the cards say so."""
        asked = [self.uow.ratings.add(each) for each in asked_after(event, ticket, self.desk.playbook_of(ticket))]
        if isinstance(event, TicketReworked | TicketReopened):
            asked = [each for each in self.uow.ratings.of_ticket(ticket.id) if each.at is None]
        for rating in asked:
            self.notify(CardDue(rating.by, Subject(SubjectKind.RATING, rating.id)))

    def rearm(self, ticket: Ticket, *, fresh: bool = False) -> None:
        """From now on what follows from the ticket as it is ticks for it, and nothing else."""
        subject = Subject(SubjectKind.TICKET, ticket.id)
        self.uow.timers.replace(subject, timers_for(ticket, self.desk.playbook_of(ticket)), fresh=fresh)

    def adjourn(self, ticket: Ticket) -> None:
        """Nothing has happened to it, but what ticks for it ticks at another time."""
        self.uow.tickets.save(ticket)
        self.rearm(replace(ticket, version=ticket.version + 1))

    def record_draft(self, draft: Draft, *, wait: bool = False) -> Draft:
        """The same for a draft. `wait`: more may be coming, so the card is not drawn before it is quiet."""
        fresh = draft.id == 0
        if fresh:
            stored = replace(draft, id=self.uow.drafts.add(draft), version=1)
        else:
            self.uow.drafts.save(draft)
            stored = replace(draft, version=draft.version + 1)
        subject = Subject(SubjectKind.DRAFT, stored.id)
        self.uow.timers.replace(subject, timers_for_draft(stored, self.desk.capture), fresh=fresh)
        if stored.has_words or stored.is_customers:
            shown_at = self._shown_at(stored, wait=wait)
            for member in shown_to(stored, self.desk.playbook):
                self._draw_card(CardDue(member, subject), shown_at)
        return stored

    def notify(self, notification: Notification, *, at_once: bool = False) -> None:
        """`at_once`: quiet hours or not. Cards know no quiet hours: who gets one was asked because they are there."""
        match notification:
            case CardDue():
                self._draw_card(notification, self.now)
            case Told():
                self._tell(notification, at_once=at_once or notification.loud)
                if notification.what is Telling.ALERT and self.desk.group_robot:
                    self._tell_group(notification.subject)
            case Pushed():
                self._push(notification, at_once=at_once)
            case Enclosed():
                self._enclose(notification)

    def retire(self, card: Card) -> None:
        """Another card has taken its place: nothing on it can be pressed any more."""
        errand = Errand(
            kind=ErrandKind.CARD,
            lane=f"card:{card.id}",
            key=f"retire:{card.id}",
            recipient=card.member,
            subject=card.subject,
            data={"retire": card.id},
            not_before=self.now,
        )
        self.uow.outbox.add(errand, self.now)

    def _store(self, ticket: Ticket) -> Ticket:
        if ticket.id == 0:
            return replace(ticket, id=self.uow.tickets.add(ticket), version=1)
        self.uow.tickets.save(ticket)
        return replace(ticket, version=ticket.version + 1)

    def _shown_at(self, draft: Draft, *, wait: bool) -> datetime:
        """What a customer says is not shown before it is complete, or has been incomplete for long, or is grave."""
        talking = draft.is_customers and draft.status is DraftStatus.OPEN
        at = self._quiet_at(draft) if wait or talking else self.now
        return max(at, draft.opened_at + self.desk.capture.show_after) if talking and self._can_wait(draft) else at

    def _can_wait(self, draft: Draft) -> bool:
        playbook = self.desk.playbook
        return lacking(draft, playbook) is not None and not taken_for(draft, playbook).type.life_safety

    def _quiet_at(self, draft: Draft) -> datetime:
        """A burst that does not pause is shown now and then all the same, ever more rarely: each look costs a code."""
        quiet: timedelta = self.desk.capture.quiet
        look = LONGEST_QUIET * quiet
        while quiet and draft.opened_at + look <= self.now:
            look *= 2
        return min(self.now + quiet, draft.opened_at + look)

    def _draw_card(self, due: CardDue, not_before: datetime) -> None:
        errand = Errand(
            kind=ErrandKind.CARD,
            lane=_lane(due.to, due.subject),
            key=f"{due.form or ('fresh' if due.fresh else 'card')}:{due.subject.kind}:{due.subject.id}:{due.to}",
            recipient=due.to,
            subject=due.subject,
            data={"form": due.form} if due.form else {"fresh": True} if due.fresh else {},
            not_before=not_before,
        )
        self.uow.outbox.add(errand, self.now)

    def _tell(self, told: Told, *, at_once: bool) -> None:
        behind = self.late >= BEHIND
        waits = told.what in IN_ONE or (behind and told.what in OVERTAKEN)
        not_before = self.now + self.desk.capture.quiet if waits else self.now
        morning = None if at_once else self._morning_for(told.to)
        lane = _lane(told.to, told.subject)
        errand = Errand(
            kind=ErrandKind.TEXT,
            # What waits for the morning must not hold up a card that comes in the night.
            lane=f"{lane}:morning" if morning else lane,
            key=_key_of(told),
            recipient=told.to,
            subject=told.subject,
            data={"telling": told.what.value, "by": told.by, "words": told.words}
            | ({"late": round(self.late.total_seconds())} if behind else {}),
            not_before=morning or not_before,
        )
        self.uow.outbox.add(errand, self.now)

    def _tell_group(self, subject: Subject) -> None:
        """Once, however many people are asked."""
        about = f"robot:{subject.kind}:{subject.id}"
        errand = Errand(kind=ErrandKind.ROBOT, lane=about, key=about, subject=subject, not_before=self.now)
        self.uow.outbox.add(errand, self.now)

    def _push(self, pushed: Pushed, *, at_once: bool) -> None:
        did_it = self.uow.customers.of_sender(pushed.by) if pushed.by is not None else None
        for each in self.uow.customers.subscribers(pushed.ticket):
            if pushed.to in (None, each.customer_id) and (did_it is None or did_it.id != each.customer_id):
                at_once = at_once or bool(pushed.refused)
                not_before = self._heard_at(each.customer_id, pushed.stage, at_once=at_once)
                self.uow.outbox.add(_push_errand(pushed, each.customer_id, not_before), self.now)

    def _heard_at(self, customer_id: int, stage: Stage, *, at_once: bool) -> datetime:
        """Two presses in a row are one piece of news. At night only who waits at the door for somebody hears of it."""
        if at_once:
            return self.now
        soon = self.now + self.desk.capture.quiet
        if stage in AT_ANY_HOUR or quiet_until(self.desk.playbook.quiet_hours, self.now) is None:
            return soon
        customer = self.uow.customers.get(customer_id)
        openid = customer.openid if customer is not None else None
        return self._morning_for(at_wechat(openid) if openid else known_customer(customer_id)) or soon

    def _enclose(self, enclosed: Enclosed) -> None:
        """Behind what is still to be fetched: each attachment has a lane. What comes of a sudden waits for its word."""
        later = self._morning_for(enclosed.to) or self.now + self.desk.capture.quiet
        for each in self.uow.attachments.of_others(enclosed.ticket, enclosed.to):
            if enclosed.message in (None, each.message_id):
                errand = Errand(
                    kind=ErrandKind.SHOW_MEDIA,
                    lane=f"media:{each.id}",
                    key=f"show:{each.id}:{enclosed.to}",
                    recipient=enclosed.to,
                    subject=Subject(SubjectKind.TICKET, enclosed.ticket),
                    data={"attachment": each.id, "asked": enclosed.asked},
                    not_before=self.now if enclosed.message is None else later,
                )
                self.uow.outbox.add(errand, self.now)

    def _morning_for(self, userid: str) -> datetime | None:
        """When quiet hours are over for this person, some seconds after the full hour; None: may be told now.

        Whoever spoke to us a moment ago is awake, and wants to know.
        """
        ends = quiet_until(self.desk.playbook.quiet_hours, self.now)
        if ends is None or self.uow.inbox.heard_from(userid, since=self.now - AWAKE):
            return None
        return ends + aside(userid)


def _push_errand(pushed: Pushed, customer_id: int, not_before: datetime) -> Errand:
    refused = {"refused": [way.value for way in pushed.refused]} if pushed.refused else {}
    return Errand(
        kind=ErrandKind.PUSH,
        lane=f"push:{customer_id}",
        # What could not be told says nothing against what has happened since.
        key=None if pushed.refused else f"push:{customer_id}:{pushed.ticket}",
        subject=Subject(SubjectKind.TICKET, pushed.ticket),
        data={"customer": customer_id, "stage": pushed.stage.value, **refused},
        not_before=not_before,
    )


def _key_of(told: Told) -> str | None:
    """What several tellings have in common that are one, while the first waits."""
    about = f"{told.subject.kind}:{told.subject.id}:{told.to}"
    if told.what in IN_ONE:
        return f"{told.what}:{about}:{told.by or ''}"
    return f"clock:{about}" if told.what in OVERTAKEN else None


def _lane(to: str, subject: Subject) -> str:
    """One person hears of one matter in the order in which it happened."""
    return f"{to}:{subject.kind}:{subject.id}"
