"""The address of a ticket's page, as a customer gets it: short, because a text message is."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from storage.page_links import PageLink
from storage.unit_of_work import UnitOfWork

VALID = timedelta(days=180)
STILL_VALID = timedelta(days=30)
"""A link that ends sooner is not given away again."""
ID_BYTES = 16

_TOKEN = re.compile(r"([a-z][a-z0-9-]{0,31})\.([A-Za-z0-9_-]{22})")


def link_for(
    uow: UnitOfWork,
    public_url: str,
    ticket_id: int,
    customer_id: int | None,
    *,
    now: datetime,
    given_by: str | None = None,
) -> str:
    """The one that this customer has of this ticket already, or a new one. `given_by`: a member shows it to them."""
    link = uow.page_links.given(ticket_id, customer_id, given_by, valid_until=now + STILL_VALID)
    if link is None:
        link = PageLink(
            id=secrets.token_urlsafe(ID_BYTES),
            ticket_id=ticket_id,
            customer_id=customer_id,
            made_at=now,
            expires_at=now + VALID,
            given_by=given_by,
        )
        uow.page_links.add(link)
    return f"{public_url.rstrip('/')}/t/{uow.tenant}.{link.id}"


def job_page(public_url: str, tenant: str, number: str) -> str:
    """Where whoever works on a ticket tells how far they are, and has the code for the customer."""
    return f"{public_url.rstrip('/')}/w/{tenant}/{number}"


def own_page(public_url: str, tenant: str) -> str:
    """Where members decide whether customers see their picture."""
    return f"{public_url.rstrip('/')}/me/{tenant}"


def look_up_page(public_url: str, tenant: str) -> str:
    """Where customers find their tickets once they have proven their number; no secret."""
    return f"{public_url.rstrip('/')}/track/{tenant}"


def parted(token: str) -> tuple[str, str] | None:
    """Tenant and id of the link."""
    found = _TOKEN.fullmatch(token)
    return (found[1], found[2]) if found else None
