"""A customer looks up their tickets by telephone number: a code that is sent there proves whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.codes import Digest, is_proven, send_code
from storage.unit_of_work import UnitOfWork
from tickets.customers import Contact, ContactKind, Customer, Proof
from tickets.ticket import Status, Ticket

OF_PHONE, OF_ADDRESS, TRIES = "code_phone", "code_address", "code_tries"
WITHIN = timedelta(hours=1)
MOST_OF_PHONE, MOST_OF_ADDRESS, MOST_OF_TRIES = 3, 20, 30
A_DAY, MOST_OF_PHONE_A_DAY = timedelta(days=1), 8
"""Whoever asks need not be whose phone rings."""
SENT, LOOKING_UP, BINDING = "code_sent", "all", "bind"
MOST_OF_ALL = {LOOKING_UP: 1000, BINDING: 300}
"""However many addresses somebody asks from: each code costs money, and may be guessed. To look up, what is asked for
numbers that nobody is known by is not sent, and takes nobody's place: to use it up one has to know the numbers of 334
customers. In the chat any number can be bound, by somebody whom WeChat knows, and takes no place of those.
"""
A_MOMENT = timedelta(seconds=1)
LATELY = timedelta(days=30)


def may_ask(uow: UnitOfWork, phone: str, address: str | None, now: datetime) -> bool:
    """So often only: for one number, and from one address of the network where that tells people apart."""
    if uow.attempts.count(OF_PHONE, phone, since=now - WITHIN) >= MOST_OF_PHONE:
        return False
    if uow.attempts.count(OF_PHONE, phone, since=now - A_DAY) >= MOST_OF_PHONE_A_DAY:
        return False
    return address is None or uow.attempts.count(OF_ADDRESS, address, since=now - WITHIN) < MOST_OF_ADDRESS


def has_room(uow: UnitOfWork, what_for: str, now: datetime) -> bool:
    return uow.attempts.count(SENT, what_for, since=now - WITHIN) < MOST_OF_ALL[what_for]


def sent(uow: UnitOfWork, what_for: str, now: datetime) -> None:
    """One that takes room."""
    uow.attempts.add(SENT, what_for, now)


def ask(uow: UnitOfWork, phone: str, address: str | None, digest: Digest, now: datetime) -> None:
    """A code goes out if anybody reported with this number. Whoever asks is not told whether it did, nor can see it by
    how long the answer takes: that is found out when it has been given.
    """
    uow.attempts.add(OF_PHONE, phone, now)
    if address is not None:
        uow.attempts.add(OF_ADDRESS, address, now)
    send_code(uow, phone, digest, now, later=A_MOMENT)


def is_known(uow: UnitOfWork, phone: str, since: datetime) -> bool:
    """Somebody reported with this number, or for whom it was written down."""
    whose = uow.customers.whose(ContactKind.PHONE, phone)
    return whose is not None or bool(uow.linking.reported_with(phone, since))


def prove(uow: UnitOfWork, phone: str, code: str, address: str | None, digest: Digest, now: datetime) -> bool:
    """From now on it is known that the number is theirs. What was known already is not known anew: the code may have
    come to the official account.
    """
    if address is not None and not uow.attempts.once_more(TRIES, address, now, most=MOST_OF_TRIES, within=WITHIN):
        return False
    if not is_proven(uow, phone, code, digest, now):
        return False
    customer = uow.customers.whose(ContactKind.PHONE, phone)
    if customer is not None and customer.has_proven(phone):
        return True
    is_theirs = customer is not None and not customer.may_have_lost(phone)
    customer_id = customer.id if customer is not None and is_theirs else uow.customers.add()
    uow.customers.tie(customer_id, Contact(kind=ContactKind.PHONE, value=phone, how=Proof.CODE, proven_at=now))
    return True


def tickets_of(uow: UnitOfWork, phone: str, since: datetime, now: datetime) -> list[tuple[int, Ticket]]:
    """With whose they are; what is under way, and what was over lately. What was reported before `since` may have been
    reported by whoever had the number then.
    """
    customer = uow.customers.whose(ContactKind.PHONE, phone)
    if customer is None or not customer.has_proven(phone):
        return []
    followed = [each.ticket_id for each in uow.customers.subscriptions(customer.id) if each.since > since]
    return _shown(uow, customer, (*followed, *uow.linking.reported_with(phone, since)), now)


def tickets_of_writer(uow: UnitOfWork, customer_id: int, since: datetime, now: datetime) -> list[tuple[int, Ticket]]:
    """Likewise, of whoever writes to the official account: they hear of them there, however long ago it was, and of
    what was reported lately with a number that they have shown to be theirs.
    """
    customer = uow.customers.get(customer_id)
    if customer is None:
        return []
    followed = [each.ticket_id for each in uow.customers.subscriptions(customer_id)]
    reported = [each for phone in customer.phones for each in uow.linking.reported_with(phone, since)]
    return _shown(uow, customer, (*followed, *reported), now)


def _shown(uow: UnitOfWork, customer: Customer, ids: Iterable[int], now: datetime) -> list[tuple[int, Ticket]]:
    found = (uow.tickets.get(each) for each in dict.fromkeys(ids))
    return [(customer.id, ticket) for ticket in found if ticket is not None and _is_shown(ticket, now)]


def _is_shown(ticket: Ticket, now: datetime) -> bool:
    over = ticket.status in (Status.CLOSED, Status.CANCELLED)
    return not over or (ticket.closed_at or ticket.opened_at) > now - LATELY
