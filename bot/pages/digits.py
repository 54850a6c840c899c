"""Whether somebody knows the last digits of the customer's phone: tried so often only."""

from __future__ import annotations

from datetime import timedelta

from bot.pages.views import digits_of
from bot.pages.visit import Visit
from handlers.context import Context
from handlers.pages import is_held
from storage.unit_of_work import UnitOfWork

DIGITS, OF_CALLER = "digits", "digits_caller"
MOST_TRIES_OF_CALLER = 200
"""A network of mobile phones has one address for thousands of people."""
MOST_TRIES = 5
TRIES_WITHIN = timedelta(hours=1)
MOST_TRIES_A_WEEK = 15
"""There are but ten thousand answers: at five an hour each link would open to patience alone."""


def try_digits(visit: Visit, digits: str, caller: str | None, uow: UnitOfWork) -> str | None:
    """What is wrong; None: they are right. So many wrong ones close the link to new devices for a while, and all links
    to this caller.
    """
    link = uow.page_links.get(visit.link_id, lock=True)
    ctx = Context(uow, visit.company.shelf.desk(uow), visit.now)
    if link is None or not is_held(ctx, link):
        return "gone"
    if uow.attempts.count(DIGITS, link.id, since=visit.now - TRIES_WITHIN) >= MOST_TRIES:
        return "digits.blocked"
    if uow.attempts.count(DIGITS, link.id, since=visit.now - timedelta(days=7)) >= MOST_TRIES_A_WEEK:
        return "digits.closed"
    if caller and uow.attempts.count(OF_CALLER, caller, since=visit.now - TRIES_WITHIN) >= MOST_TRIES_OF_CALLER:
        return "digits.blocked"
    if digits in digits_of(ctx, link):
        uow.attempts.forget(DIGITS, link.id)
        return None
    uow.attempts.add(DIGITS, link.id, visit.now)
    if caller:
        uow.attempts.add(OF_CALLER, caller, visit.now)
    return "digits.wrong"
