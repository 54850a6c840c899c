"""Whoever is to hear or see something: an errand for each, when it is time to tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from storage.errands import MORNING, Errand, ErrandKind
from storage.unit_of_work import UnitOfWork
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
)
from tickets.playbook import Playbook
from tickets.quiet import left_alone_until, quiet_until
from tickets.senders import customer as at_wechat
from tickets.senders import known_customer

AT_ANY_HOUR = frozenset({Stage.REPORTED, Stage.TRAVELLING, Stage.ON_SITE, Stage.LOOKED_FOR})


class Notifier(Struct, frozen=True, kw_only=True):
    """`quiet`: how long more may be coming. `late`: it should have been said so long ago."""

    uow: UnitOfWork
    playbook: Playbook
    quiet: timedelta
    group_robot: bool
    now: datetime
    late: timedelta

    def notify(self, notification: Notification, *, at_once: bool = False) -> None:
        """`at_once`: quiet hours or not. Whoever is asked gets a card at any hour: they are there."""
        match notification:
            case CardDue():
                self.draw(notification, self.now, at_once=at_once)
            case Told():
                self._tell(notification, at_once=at_once or notification.loud)
                if notification.what is Telling.ALERT and self.group_robot:
                    self._tell_group(notification.subject)
            case Pushed():
                self._push(notification, at_once=at_once)
            case Enclosed():
                self._enclose(notification)

    def draw(self, due: CardDue, not_before: datetime, *, at_once: bool = False) -> None:
        """Whether it will be a new one turns out when it is drawn: only then it is known whether it has to wait."""
        what = due.form or ("fresh" if due.fresh else "change" if due.change else "card")
        quiet = not at_once and (due.quiet or (due.beside is not None and not due.beside.loud))
        goes_with = f":{_key_of(due.beside) or due.beside.what}" if quiet and due.beside else ""
        data: dict[str, Any] = {"form": due.form} if due.form else {what: True} if what != "card" else {}
        if quiet:
            data |= {"quiet": True} | ({"beside": _said(due.beside)} if due.beside else {})
        errand = Errand(
            kind=ErrandKind.CARD,
            lane=_lane(due.to, due.subject),
            key=f"{what}:{due.subject.kind}:{due.subject.id}:{due.to}{goes_with}",
            recipient=due.to,
            subject=due.subject,
            data=data,
            not_before=not_before,
        )
        self.uow.outbox.add(errand, self.now)

    def _tell(self, told: Told, *, at_once: bool) -> None:
        behind = self.late >= BEHIND
        waits = told.what in IN_ONE or (behind and told.what in OVERTAKEN)
        not_before = self.now + self.quiet if waits else self.now
        morning = None if at_once else self._morning_for(told.to)
        lane = _lane(told.to, told.subject)
        errand = Errand(
            kind=ErrandKind.TEXT,
            lane=f"{lane}{MORNING}" if morning else lane,
            key=_key_of(told),
            recipient=told.to,
            subject=told.subject,
            data=_said(told) | ({"late": round(self.late.total_seconds())} if behind else {}),
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
                not_before = self._heard_at(each.customer_id, pushed, at_once=at_once)
                self.uow.outbox.add(_push_errand(pushed, each.customer_id, not_before), self.now)

    def _heard_at(self, customer_id: int, pushed: Pushed, *, at_once: bool) -> datetime:
        """Two presses in a row are one piece of news. At night only who waits at the door for somebody hears of it."""
        if at_once:
            return self.now
        soon = self.now + self.quiet
        at_any_hour = pushed.stage in AT_ANY_HOUR and not pushed.waited
        if at_any_hour or quiet_until(self.playbook.quiet_hours, self.now) is None:
            return soon
        customer = self.uow.customers.get(customer_id)
        openid = customer.openid if customer is not None else None
        return self._morning_for(at_wechat(openid) if openid else known_customer(customer_id)) or soon

    def _morning_for(self, userid: str) -> datetime | None:
        return morning_for(userid, self.uow, self.playbook, self.now)

    def _enclose(self, enclosed: Enclosed) -> None:
        """Behind what is still to be fetched: each attachment has a lane. What comes of a sudden waits for its word."""
        later = self._morning_for(enclosed.to) or self.now + self.quiet
        for each in self.uow.attachments.of_others(enclosed.subject, enclosed.to):
            if enclosed.message in (None, each.message_id):
                errand = Errand(
                    kind=ErrandKind.SHOW_MEDIA,
                    lane=f"media:{each.id}",
                    key=f"show:{each.id}:{enclosed.to}",
                    recipient=enclosed.to,
                    subject=enclosed.subject,
                    data={"attachment": each.id, "asked": enclosed.asked},
                    not_before=self.now if enclosed.message is None else later,
                )
                self.uow.outbox.add(errand, self.now)


def morning_for(userid: str, uow: UnitOfWork, playbook: Playbook, now: datetime) -> datetime | None:
    """None: may be told now."""
    return left_alone_until(
        userid, playbook.quiet_hours, now, spoke_since=lambda since: uow.inbox.heard_from(userid, since=since)
    )


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


def _said(told: Told) -> dict[str, Any]:
    return {"telling": told.what.value, "by": told.by, "words": told.words}


def _key_of(told: Told) -> str | None:
    """What several tellings have in common that are one, while the first waits."""
    about = f"{told.subject.kind}:{told.subject.id}:{told.to}"
    if told.what in IN_ONE:
        return f"{told.what}:{about}:{told.by or ''}"
    return f"clock:{about}" if told.what in OVERTAKEN else None


def _lane(to: str, subject: Subject) -> str:
    """One person hears of one matter in the order in which it happened."""
    return f"{to}:{subject.kind}:{subject.id}"
