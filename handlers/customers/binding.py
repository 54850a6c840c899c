"""A customer who writes in WeChat shows that a telephone number is theirs: 绑定 13800001111, and the code it got.

From then on they are one customer, however they report: what was reported with the number is told here too.
"""

from __future__ import annotations

import re

from handlers.codes import DIGITS, VALID, is_proven, send_code
from handlers.context import Context
from handlers.customers.identity import known
from handlers.hearing import Heard, keep
from handlers.replies import (
    Answer,
    CustomerBound,
    CustomerCannotBind,
    CustomerCodeSent,
    CustomerCodeWrong,
    CustomerTooOften,
    CustomerWhichPhone,
)
from handlers.tracking import BINDING, OF_PHONE, WITHIN, has_room, may_ask
from storage.inbox import Outcome
from tickets.customers import Contact, ContactKind, Customer, Proof, mobile_in

ASKED, SENT = "bind_which", "bind"
OF_CUSTOMER = "bind"
MOST_OF_CUSTOMER = 5

_NUMBER = r"(?:\+?86[\s-]?)?1[\d\s-]{10,14}"
BIND = re.compile(rf"绑定?(?:一下)?(?:我的)?(?:手机|电话)?号?码?[:：\s]*(?P<phone>{_NUMBER})?")
NUMBER = re.compile(_NUMBER)
_CODE = rf"(?<![0-9])(?P<code>[0-9]{{{DIGITS}}})(?![0-9])"
CODE = re.compile(rf"\W*{_CODE}\W*|.{{0,20}}验证码[是为]?\W*{_CODE.replace('code', 'copied')}.{{0,30}}")
"""Typed, or with the message in which it came."""


def begin(ctx: Context, heard: Heard) -> Answer | None:
    """绑定手机, with the number or without."""
    found = BIND.fullmatch(heard.text)
    if found is not None:
        return _send(ctx, heard, found["phone"]) if found["phone"] else _which()
    asked = ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - VALID) == ASKED
    return _send(ctx, heard, heard.text) if asked and NUMBER.fullmatch(heard.text) else None


def enter(ctx: Context, heard: Heard) -> Answer | None:
    """The code, after one was sent."""
    found = CODE.fullmatch(heard.text)
    if found is None:
        return None
    if ctx.uow.inbox.last_reason(heard.sender, since=ctx.now - VALID) != SENT:
        return None
    phone = _last_said(ctx, heard)
    if phone is None or not is_proven(
        ctx.uow, phone, found["code"] or found["copied"], ctx.desk.digest, ctx.now, to_the_phone=True
    ):
        return Answer(outcome=Outcome.ANSWERED, reason=SENT, reply=CustomerCodeWrong())
    _bind(ctx, heard, phone)
    return Answer(outcome=Outcome.ANSWERED, reason="bound", reply=CustomerBound())


def _which() -> Answer:
    return Answer(outcome=Outcome.ASKED, reason=ASKED, reply=CustomerWhichPhone())


def _send(ctx: Context, heard: Heard, said: str) -> Answer:
    phone = mobile_in(said)
    if phone is None:
        return _which()
    if not ctx.desk.sends_codes:
        return Answer(outcome=Outcome.ANSWERED, reason="bind_impossible", reply=CustomerCannotBind())
    often = ctx.uow.attempts.count(OF_CUSTOMER, heard.sender, since=ctx.now - WITHIN) >= MOST_OF_CUSTOMER
    if often or not (may_ask(ctx.uow, phone, None, ctx.now) and has_room(ctx.uow, BINDING, ctx.now)):
        return Answer(outcome=Outcome.ANSWERED, reason="bind_often", reply=CustomerTooOften())
    ctx.uow.attempts.add(OF_CUSTOMER, heard.sender, ctx.now)
    ctx.uow.attempts.add(OF_PHONE, phone, ctx.now)
    keep(ctx, heard)
    send_code(ctx.uow, phone, ctx.desk.digest, ctx.now, to_the_phone=True)
    return Answer(outcome=Outcome.ANSWERED, reason=SENT, reply=CustomerCodeSent())


def _last_said(ctx: Context, heard: Heard) -> str | None:
    """The number to which the last code went."""
    waiting = ctx.uow.messages.waiting(heard.sender, since=ctx.now - VALID)
    numbers = [mobile_in(found[0]) for message in waiting if (found := NUMBER.search(message.text))]
    return numbers[-1] if numbers else None


def _bind(ctx: Context, heard: Heard, phone: str) -> None:
    customer = known(ctx, heard.update)
    before = ctx.uow.customers.whose(ContactKind.PHONE, phone)
    if before is not None and before.id != customer.id and not _is_somebody_else(before):
        since = ctx.now - ctx.desk.phone_proven_for
        ctx.uow.customers.follow(before.id, customer.id, since=since)
        ctx.uow.page_links.follow(before.id, customer.id, since=since)
    contact = Contact(kind=ContactKind.PHONE, value=phone, how=Proof.CODE, proven_at=ctx.now)
    ctx.uow.customers.tie(customer.id, contact)


def _is_somebody_else(before: Customer) -> bool:
    """Who wrote from an openid of their own: they share the telephone, or had the number before. What they reported
    stays theirs.
    """
    return any(each.kind is ContactKind.OPENID for each in before.contacts)
