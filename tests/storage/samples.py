"""Values that are kept as rows, to start a test of one from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from msgspec import structs

from storage.attachments import Attachment
from storage.cards import Card
from storage.errands import Errand, ErrandKind
from storage.inbox import Arrival
from storage.messages import Message
from storage.page_links import PageLink
from storage.template_messages import TemplateMessage
from tests.tickets.samples import NOW
from tickets.customers import Contact, ContactKind, Joined, Proof, Subscription
from tickets.events import TicketDispatched
from tickets.fields import Field, FieldName
from tickets.linking import Offer
from tickets.misreadings import Misreading
from tickets.notifications import Stage, Subject, SubjectKind
from tickets.ratings import RatedBecause, Rater, Rating
from tickets.signs import Reason, Sign
from tickets.staffing import Availability
from tickets.trace import Reach, Trace

MARK = "mark-of-a"
"""Stands in every row of tenant `a`; must never come back to tenant `b`."""


SUBJECT = Subject(SubjectKind.TICKET, 1)


def a_message(**changes: Any) -> Message:
    message = Message(update_id="m1", draft_id=None, ticket_id=None, sender="lijing", kind="text", text=MARK, at=NOW)
    return structs.replace(message, **changes)


def an_attachment(**changes: Any) -> Attachment:
    return replace(Attachment(message_id=1, draft_id=None, ticket_id=None, kind="image", media_id=MARK), **changes)


def a_contact(value: str) -> Contact:
    return Contact(kind=ContactKind.OPENID, value=value, how=Proof.WROTE, proven_at=NOW)


def a_template_message(message_id: str, customer_id: int, ticket_id: int) -> TemplateMessage:
    return TemplateMessage(
        id=message_id, customer_id=customer_id, ticket_id=ticket_id, stage=Stage.DONE, sent_at=NOW - timedelta(days=1)
    )


def a_subscription(ticket_id: int, customer_id: int) -> Subscription:
    return Subscription(ticket_id=ticket_id, customer_id=customer_id, since=NOW, how=Joined.REPORTED)


def an_arrival(update_id: str) -> Arrival:
    return Arrival(id=update_id, kind="TextMessage", sender="lijing", received_at=NOW, raw=MARK)


def an_errand(**changes: Any) -> Errand:
    errand = Errand(kind=ErrandKind.TEXT, lane="l", recipient="lijing", data={"text": MARK}, not_before=NOW)
    return structs.replace(errand, **changes)


def a_page_link(ticket_id: int) -> PageLink:
    return PageLink(id=MARK, ticket_id=ticket_id, customer_id=1, made_at=NOW, expires_at=NOW + timedelta(hours=1))


def an_offer(draft_id: int, ticket_id: int, value: str = MARK) -> Offer:
    because = (Reason(Sign.PHONE, value),)
    return Offer(draft_id=draft_id, ticket_id=ticket_id, score=0.5, agreements=because, shown=True, found_at=NOW)


def a_rating(ticket_id: int, words: str) -> Rating:
    return Rating(
        ticket_id=ticket_id,
        by="lijing",
        rater=Rater.BUTLER,
        because=RatedBecause.DONE,
        rework=0,
        asked_at=NOW,
        words=words,
    )


def an_availability(why: str) -> Availability:
    return Availability(away=True, since=NOW, why=why)


def a_misreading(draft_id: int, said: str) -> Misreading:
    read = Field("13800001111", "13800001111", "m1", "mobile", 0.99)
    return Misreading(
        draft_id=draft_id,
        field=FieldName.PHONE,
        read=read,
        said=said,
        text=said,
        by="lijing",
        at=NOW,
        playbook_version=1,
    )


def a_dispatch(rule: str) -> TicketDispatched:
    trace = Trace(rule=rule, reach=Reach.HOME)
    return TicketDispatched(
        at=NOW, group="repair", asked=("lijing",), newly_asked=(), not_asked=(), owner="lijing", rule=rule, trace=trace
    )


def a_card(shown: str) -> Card:
    return Card(task_id="t1", member="lijing", subject=SUBJECT, shown=shown, sent_at=NOW)
