"""Who looks up what they reported: known in this browser for a while, and only under `/track`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.pages.keys import Purpose
from bot.pages.visit import Company
from handlers import tracking
from storage.unit_of_work import UnitOfWork
from tickets.ticket import Ticket

VALID = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """Has just shown that a number is theirs, or is who writes to the official account."""

    phone: str | None = None
    customer_id: int | None = None

    def tickets(self, uow: UnitOfWork, since: datetime, now: datetime) -> list[tuple[int, Ticket]]:
        """With whose they are."""
        if self.phone is not None:
            return tracking.tickets_of(uow, self.phone, since, now)
        return tracking.tickets_of_writer(uow, self.customer_id or 0, since, now)

    def remember(self, response: web.HTTPException, company: Company, now: datetime) -> None:
        purpose, value = (Purpose.PHONE, self.phone) if self.phone is not None else (Purpose.CUSTOMER, self.customer_id)
        response.set_cookie(
            _cookie(company, purpose),
            company.keys.sign(purpose, value, now=now, valid=VALID),
            max_age=int(VALID.total_seconds()),
            path=track_of(company),
            httponly=True,
            samesite="Lax",
            secure=company.secure,
        )


def seeker_of(request: web.Request, company: Company, now: datetime) -> Seeker | None:
    phone = _shown(request, company, Purpose.PHONE, now)
    if isinstance(phone, str):
        return Seeker(phone=phone)
    customer_id = _shown(request, company, Purpose.CUSTOMER, now)
    return Seeker(customer_id=customer_id) if isinstance(customer_id, int) else None


def forget(response: web.HTTPException, company: Company) -> None:
    for purpose in (Purpose.PHONE, Purpose.CUSTOMER):
        response.del_cookie(_cookie(company, purpose), path=track_of(company))


def track_of(company: Company) -> str:
    return f"/track/{company.slug}"


def _shown(request: web.Request, company: Company, purpose: Purpose, now: datetime) -> Any:
    return company.keys.read(purpose, request.cookies.get(_cookie(company, purpose), ""), now=now)


def _cookie(company: Company, purpose: Purpose) -> str:
    return f"{purpose}_{company.slug}"
