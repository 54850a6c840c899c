"""What a handler works with, and the one place that writes everything that follows from a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from msgspec import Struct, structs

from handlers.learning import learn
from handlers.likely import keep_findable, no_draft_any_more
from handlers.notifying import Notifier
from nlp.reading import Reading
from storage.cards import Card
from storage.errands import Errand, ErrandKind
from storage.unit_of_work import UnitOfWork
from tickets.drafts import NOTHING_MORE, CapturePolicy, Draft, DraftStatus
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
    TicketTakenUpAgain,
    TicketTransferred,
)
from tickets.intake import is_grave, lacking, shown_to
from tickets.lifecycle import Change
from tickets.notifications import (
    CardDue,
    Notification,
    Subject,
    SubjectKind,
    freshest,
)
from tickets.playbook import Playbook
from tickets.ratings import asked_after
from tickets.ticket import Ticket
from tickets.tidings import notifications_for
from tickets.timers import Timer, timers_for, timers_for_draft, timers_for_rating

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

LONGEST_QUIET = 5
"""A card waits for quiet, but not longer than this many quiet times after the first message; then twice as many …"""


class Desk(Struct, frozen=True, kw_only=True):
    """What one tenant's handlers know besides the database: the newest playbook, and older ones by their version.

    `texts_customers`: whoever staff reports for hears of it by SMS. `sends_codes`: there is a way to a phone. `digest`
    makes of a code what may stand in the database. `page_of` gives the address of a ticket's page for a customer.
    `own_page`: where members decide what is theirs to decide. `phone_proven_for`: so long a number is whose it was
    shown to be.
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
    page_of: Callable[[UnitOfWork, int, int, datetime], str] | None = None
    own_page: str = ""
    phone_proven_for: timedelta = timedelta(days=90)

    def playbook_of(self, ticket: Ticket) -> Playbook:
        """The one it was opened under, with the people of today; a ticket that is not stored yet has none, and gets the
        newest.
        """
        if self.of_version is None or ticket.playbook_version in (0, self.playbook.version):
            return self.playbook
        return self.of_version(ticket.playbook_version)


DeskNow = Callable[[UnitOfWork], Desk]
"""A playbook may be applied at any time: each unit of work asks for the desk as it is by then."""


class Context(Struct, frozen=True):
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
        playbook = self.desk.playbook_of(ticket)
        asked = [self.uow.ratings.add(each) for each in asked_after(event, ticket, playbook)]
        for rating in asked:
            if rating.asked_at == event.at:
                subject = Subject(SubjectKind.RATING, rating.id)
                self.uow.timers.replace(subject, timers_for_rating(rating, playbook), fresh=True)
        if isinstance(event, TicketReworked | TicketReopened | TicketTakenUpAgain):
            asked = [each for each in self.uow.ratings.of_ticket(ticket.id) if each.at is None]
        for rating in asked:
            self.notify(CardDue(rating.by, Subject(SubjectKind.RATING, rating.id), quiet=True))

    def rearm(self, ticket: Ticket, *, fresh: bool = False) -> None:
        """From now on what follows from the ticket as it is ticks for it, and nothing else. What ticked already is as
        late as it is; nothing else is later than we are: what nobody could know before is not late.
        """
        subject, earliest = Subject(SubjectKind.TICKET, ticket.id), self.now - self.late
        timers = timers_for(ticket, self.desk.playbook_of(ticket))
        if any(timer.due_at < earliest for timer in timers):
            known = [] if fresh else self.uow.timers.of(subject)
            timers = tuple(each if each in known else Timer(each.kind, max(each.due_at, earliest)) for each in timers)
        self.uow.timers.replace(subject, timers, fresh=fresh)

    def adjourn(self, ticket: Ticket) -> None:
        """Nothing has happened to it, but what ticks for it ticks at another time."""
        self.uow.tickets.save(ticket)
        self.rearm(replace(ticket, version=ticket.version + 1))

    def record_draft(self, draft: Draft, *, wait: bool = False) -> Draft:
        """The same for a draft. `wait`: more may be coming, so the card is not drawn before it is quiet."""
        fresh = draft.id == 0
        if fresh:
            stored = structs.replace(draft, id=self.uow.drafts.add(draft), version=1)
        else:
            self.uow.drafts.save(draft)
            stored = structs.replace(draft, version=draft.version + 1)
        subject = Subject(SubjectKind.DRAFT, stored.id)
        grave = stored.status is DraftStatus.OPEN and is_grave(stored, self.desk.playbook)
        timers = timers_for_draft(stored, self.desk.capture, grave=grave)
        self.uow.timers.replace(subject, timers, fresh=fresh)
        if stored.has_words or stored.is_customers:
            shown_at = self._shown_at(stored, wait=wait)
            for member in shown_to(stored, self.desk.playbook):
                self._notifier.draw(CardDue(member, subject), shown_at)
        if stored.status is not DraftStatus.OPEN:
            self._tell_those_alike(stored)
        return stored

    def _tell_those_alike(self, draft: Draft) -> None:
        """Somebody else's card said that this draft tells the same."""
        for other in no_draft_any_more(self.uow, draft, self.desk.playbook):
            for member in shown_to(other, self.desk.playbook):
                self.notify(CardDue(member, Subject(SubjectKind.DRAFT, other.id), change=True))

    def notify(self, notification: Notification, *, at_once: bool = False) -> None:
        self._notifier.notify(notification, at_once=at_once)

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

    @property
    def _notifier(self) -> Notifier:
        return Notifier(
            uow=self.uow,
            playbook=self.desk.playbook,
            quiet=self.desk.capture.quiet,
            group_robot=self.desk.group_robot,
            now=self.now,
            late=self.late,
        )

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
        if draft.asked == NOTHING_MORE:
            return False
        return lacking(draft, playbook) is not None and not is_grave(draft, playbook)

    def _quiet_at(self, draft: Draft) -> datetime:
        """A burst that does not pause is shown now and then all the same, ever more rarely: each look costs a code."""
        quiet: timedelta = self.desk.capture.quiet
        look = LONGEST_QUIET * quiet
        while quiet and draft.opened_at + look <= self.now:
            look *= 2
        return min(self.now + quiet, draft.opened_at + look)
