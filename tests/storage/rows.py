"""Rows of every sort, and the arguments with which another tenant asks for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from msgspec import structs
from sqlalchemy import update

from storage.access_tokens import Channel
from storage.attachments import Copy
from storage.cards import Origin
from storage.deliveries import MINUTE_BUDGET
from storage.inbox import Handled, Outcome
from storage.positions import Position
from storage.schema import ticket_event
from storage.timers import DueTimer
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import (
    MARK,
    SUBJECT,
    a_card,
    a_contact,
    a_dispatch,
    a_message,
    a_misreading,
    a_page_link,
    a_rating,
    a_subscription,
    a_template_message,
    an_arrival,
    an_attachment,
    an_availability,
    an_errand,
    an_offer,
)
from tests.tickets.samples import NOW, a_draft, a_lived_ticket, a_ticket
from tickets.customers import ContactKind, PlaceCode, Proof
from tickets.drafts import DraftStatus
from tickets.events import TicketClaimed
from tickets.fields import FieldName
from tickets.linking import Decision
from tickets.organisation import Department, Member
from tickets.playbook.policies import FairShare
from tickets.ticket import Number
from tickets.timers import Timer, TimerKind
from tickets.trace import Reach
from tickets.windows import Opened


def fill(uow: UnitOfWork) -> dict[str, int]:
    """Rows, marked, in every table, such that each method would find some or change some; gives their ids."""
    draft = uow.drafts.add(a_draft(text=MARK, status=DraftStatus.OPEN))
    uow.drafts.add(a_draft(text=MARK, status=DraftStatus.SUBMITTED))
    ticket = uow.tickets.add(replace(a_lived_ticket(), text=MARK, number=Number(NOW.date(), 1)))
    uow.tickets.next_number(NOW.date())
    uow.tickets.append(ticket, TicketClaimed(at=NOW, by=MARK))
    uow.tickets.append(ticket, a_dispatch(MARK))
    uow.tickets.add(replace(a_ticket(), text=MARK, number=Number(NOW.date(), 2), assignee="lijing", claimed_at=NOW))
    uow.tickets.add(replace(a_ticket(), text=MARK, number=Number(NOW.date(), 3), reach=Reach.OWNER))
    uow.connection.execute(update(ticket_event).values(hash="broken"))
    uow.messages.add(a_message(draft_id=draft))
    message = uow.messages.add(a_message())
    attachment = uow.attachments.add(an_attachment(draft_id=draft))
    uow.attachments.add(an_attachment(ticket_id=ticket))
    answered = Handled(outcome=Outcome.ANSWERED, reason="chatter", reply=MARK, draft_id=draft, ticket_id=ticket)
    uow.inbox.remember(an_arrival("m1"), answered)
    uow.inbox.remember_failure(an_arrival("failed"), MARK)
    uow.timers.replace(SUBJECT, [Timer(TimerKind.LADDER, NOW)])
    for _ in range(MINUTE_BUDGET):
        uow.deliveries.add("lijing", NOW)
    card = uow.cards.add(a_card(MARK))
    uow.cards.got_code(card, MARK, Origin.SEND, NOW)
    uow.access_tokens.save(Channel.WECOM, MARK, NOW + timedelta(hours=1))
    uow.access_tokens.lease(Channel.WECOM, NOW, NOW + timedelta(hours=1))
    uow.heartbeats.beat("relay", NOW)
    uow.availability.say("lijing", an_availability(MARK), said_by=MARK)
    uow.people.restructure([Department(id=1, name=MARK, parent_id=0)])
    uow.people.save(Member(userid="gone", name=MARK))
    uow.people.left("gone", NOW)
    uow.people.save(Member(userid="lijing", name=MARK))
    uow.portraits.keep("lijing", MARK.encode(), MARK, NOW)
    uow.playbooks.apply(MARK, by="a", now=NOW)
    uow.misreadings.add(a_misreading(draft, MARK))
    uow.learned.example("电梯", {"抖动": 1})
    uow.llm_usage.may_call(NOW.date(), calls=1, tokens=10)
    uow.learned.guessed("电梯", right=True)
    uow.ticket_keys.find_by(ticket, {MARK: 1})
    uow.draft_keys.find_by(draft, {MARK: 1})
    uow.linking.add(an_offer(draft, ticket))
    uow.ratings.add(a_rating(ticket, MARK))
    uow.acquaintances.keep(FieldName.PHONE, "13800001111", {"customer": MARK}, at=NOW)
    uow.page_links.add(a_page_link(ticket))
    uow.attempts.add(TimerKind.LADDER.value, MARK, NOW)
    uow.phone_codes.add("13800001111", MARK, now=NOW, expires_at=NOW + timedelta(minutes=1))
    uow.positions.keep(ticket, Position(30.1, 120.2, NOW))
    return {
        "customer_id": fill_customers(uow, ticket),
        "draft_id": draft,
        "ticket_id": ticket,
        "message_id": message,
        "attachment_id": attachment,
        "card_id": card,
        "errand_id": fill_outbox(uow),
    }


def fill_customers(uow: UnitOfWork, ticket: int) -> int:
    """Two that turn out to be one, and hear news of a ticket."""
    customer, other = uow.customers.add(MARK), uow.customers.add(MARK)
    uow.customers.tie(customer, a_contact(MARK))
    uow.customers.tie(customer, replace(a_contact(f"{MARK} too"), kind=ContactKind.EXTERNAL, how=Proof.UNIONID))
    uow.unionids.told(ContactKind.OPENID, MARK, None, NOW)
    uow.unionids.told(ContactKind.EXTERNAL, MARK, MARK, NOW)
    uow.wecom_contacts.added(MARK, "lijing", NOW - timedelta(days=2))
    uow.customers.subscribe(a_subscription(ticket, customer))
    uow.customers.subscribe(a_subscription(ticket, other))
    uow.windows.opened(MARK, Opened.MESSAGE, NOW)
    uow.windows.sent(MARK)
    uow.template_messages.sent(a_template_message(MARK, customer, ticket))
    uow.place_codes.save(PlaceCode(scene=MARK, address=MARK))
    return customer


def fill_outbox(uow: UnitOfWork) -> int:
    """One that is done, one dead, one leased, of which the id is given, one that nobody has, one from the future."""
    for lane in ("done", "dead", "leased"):
        uow.outbox.add(an_errand(lane=lane), NOW)
    done, dead, leased = uow.outbox.lease(NOW, until=NOW + timedelta(hours=1), most=3)
    uow.outbox.done(done, NOW)
    uow.outbox.dead(dead, NOW, MARK)
    uow.outbox.add(an_errand(lane="free"), NOW)
    later = NOW + timedelta(minutes=1)
    uow.outbox.add(an_errand(lane="ahead", not_before=later), later)
    return leased.id


def arguments_of_b(ids: dict[str, int]) -> dict[str, Any]:
    """By parameter name: what tenant `b` calls with. Its values carry no mark, its ids are `a`'s."""
    return {
        **ids,
        "after": 0,
        "arrival": structs.replace(an_arrival("m1"), raw=None),
        "as_of": NOW,
        "at": NOW,
        "availability": an_availability("b"),
        "attachment": an_attachment(media_id="b"),
        "before": NOW + timedelta(days=1),
        "busy": [],
        "by": "b",
        "calls": 1,
        "card": a_card("b"),
        "category": "电梯",
        "channel": Channel.WECOM,
        "code": MARK,
        "contact": a_contact("b"),
        "copy": Copy(file="b", thumbnail=None, content_type="image/png", size=1, sha256="b"),
        "counted": True,
        "counter": 1,
        "departments": [Department(id=1, name="b", parent_id=0)],
        "customer_id": 1,
        "data": {},
        "day": NOW.date(),
        "day_of_month": NOW.day,
        "decision": Decision.LINKED,
        "digest": MARK,
        "draft": a_draft(id=ids["draft_id"], version=1),
        "errand": an_errand(id=ids["errand_id"], attempts=1, data={}),
        "external_id": MARK,
        "event": TicketClaimed(at=NOW, by="b"),
        "expires_at": NOW,
        "fair_share": FairShare(),
        "field": FieldName.PHONE,
        "failures": 1,
        "found": ids["ticket_id"],
        "fresh": False,
        "given_by": None,
        "groups": ["repair"],
        "handled": Handled(outcome=Outcome.IGNORED, reason="b"),
        "key": MARK,
        "keys": [MARK],
        "kind": TimerKind.LADDER,
        "limit": 10,
        "link": replace(a_page_link(ids["ticket_id"]), id="b"),
        "link_id": MARK,
        "mark": MARK,
        "member": "lijing",
        "members": ["lijing"],
        "message": a_message(text="b"),
        "misreading": a_misreading(ids["draft_id"], "b"),
        "month": NOW.month,
        "most": 10,
        "name": "relay",
        "names": [MARK],
        "not_before": NOW,
        "number": "13800001111",
        "numbers": {FieldName.PHONE: "13800001111"},
        "now": NOW,
        "offer": an_offer(ids["draft_id"], ids["ticket_id"], "b"),
        "offer_id": 1,
        "openid": MARK,
        "opened": Opened.CLICK,
        "origin": Origin.CLICK,
        "other_id": ids["customer_id"],
        "pairs": {"抖动": 1},
        "picture": b"b",
        "place": PlaceCode(scene="b"),
        "person": Member(userid="lijing", name="b"),
        "phone": "13800001111",
        "position": Position(0.0, 0.0, NOW),
        "profile": {"customer": "b"},
        "rating": replace(a_rating(ids["ticket_id"], "b"), id=1),
        "rating_id": 1,
        "reason": "chatter",
        "right": True,
        "reporter": "lijing",
        "request": {},
        "said_by": "b",
        "said_id": 1,
        "scene": MARK,
        "sender": "lijing",
        "senders": ["lijing"],
        "settled_before": NOW + timedelta(days=1),
        "shown": "b",
        "since": NOW - timedelta(days=1),
        "said_since": NOW - timedelta(days=1),
        "subject": SUBJECT,
        "subscription": a_subscription(ids["ticket_id"], ids["customer_id"]),
        "task_id": "t1",
        "template_message": a_template_message("b", ids["customer_id"], ids["ticket_id"]),
        "text": "b",
        "ticket_ids": list(ids.values()),
        "ticket": a_ticket(id=ids["ticket_id"], version=1, number=Number(date(2026, 1, 1), 9)),
        "timer": DueTimer(SUBJECT, TimerKind.LADDER, NOW),
        "timers": [],
        "today": NOW.date(),
        "tokens": 10,
        "times": 1,
        "tries": 5,
        "unionid": MARK,
        "until": NOW + timedelta(days=1),
        "update_id": "m1",
        "userid": "lijing",
        "userids": ["lijing", "gone"],
        "valid_until": NOW,
        "value": MARK,
        "version": 1,
        "wechat_id": MARK,
        "weights": {"b": 1},
        "why": "b",
        "within": timedelta(hours=1),
    }
