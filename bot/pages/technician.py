"""`/w/{tenant}/{number}`: a ticket on the phone of whoever works on it: the way there, and the customer's word."""

from __future__ import annotations

import asyncio
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import segno
from aiohttp import web

from bot.clock import Clock
from bot.pages.links import link_for
from bot.pages.login import Login
from bot.pages.paper import page
from bot.pages.security import Handler
from bot.pages.visit import Company, wording_of_staff
from bot.texts.words import STATUS
from bot.writer import Writer
from handlers.context import Context
from storage.database import Database
from storage.positions import Position
from storage.unit_of_work import UnitOfWork
from tickets.calendar import LOCAL
from tickets.customers import Joined
from tickets.distance import gcj02
from tickets.rights import roles_of
from tickets.ticket import Status, Ticket


class Here(msgspec.Struct, forbid_unknown_fields=True):
    """Where the phone says it is, in WGS-84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    ticket: Ticket
    status: str
    is_assignee: bool

    @property
    def is_to_be_accepted(self) -> bool:
        """Beside the customer, and nobody else is."""
        return self.is_assignee and self.ticket.status in (Status.ON_SITE, Status.DONE)


class TechnicianPages:
    def __init__(
        self,
        companies: Mapping[str, Company],
        login: Login,
        database: Database,
        writer: Writer,
        public_url: str,
        clock: Clock,
    ) -> None:
        self._companies = companies
        self._login = login
        self._database = database
        self._writer = writer
        self._public_url = public_url
        self._clock = clock

    def routes(self) -> list[tuple[str, str, Handler]]:
        here = "/w/{tenant}/{number:[0-9]{4}-[0-9]{1,6}}"
        return [
            ("GET", here, self.show),
            ("POST", here + "/here", self.share),
            ("POST", here + "/away", self.unshare),
            ("GET", here + "/qr.svg", self.code),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        company, member = await self._who(request)
        job = await asyncio.to_thread(self._job, company, member, request.match_info["number"])
        return page(
            "technician.html",
            say=wording_of_staff(self._clock.now()),
            company=company.name,
            here=request.path,
            job=job,
        )

    async def share(self, request: web.Request) -> web.StreamResponse:
        """Only on the way, and only of whoever is: the customer sees how far it is, and nobody anything else."""
        company, member = await self._who(request)
        place = await _place_in(request)
        now = self._clock.now()

        def keep(uow: UnitOfWork) -> bool:
            ticket = self._found(uow, request.match_info["number"])
            if ticket is None or ticket.assignee != member or ticket.status is not Status.TRAVELLING:
                return False
            uow.positions.keep(ticket.id, Position(*gcj02((place.latitude, place.longitude)), now))
            return True

        if not await self._writer.run(company.slug, keep):
            raise web.HTTPConflict
        return web.Response(status=204)

    async def unshare(self, request: web.Request) -> web.StreamResponse:
        company, member = await self._who(request)

        def forget(uow: UnitOfWork) -> None:
            ticket = self._found(uow, request.match_info["number"])
            if ticket is not None and ticket.assignee == member:
                uow.positions.forget(ticket.id)

        await self._writer.run(company.slug, forget)
        return web.Response(status=204)

    async def code(self, request: web.Request) -> web.StreamResponse:
        """For the customer who stands beside: their own page, where they say whether it is solved."""
        company, member = await self._who(request)
        job = await asyncio.to_thread(self._job, company, member, request.match_info["number"])
        if not job.is_to_be_accepted:
            raise web.HTTPNotFound
        ticket_id, now = job.ticket.id, self._clock.now()

        def link(uow: UnitOfWork) -> str:
            reported = (each for each in uow.customers.subscribers(ticket_id) if each.how is Joined.REPORTED)
            customer = next(reported, None)
            whose = customer.customer_id if customer else None
            return link_for(uow, self._public_url, ticket_id, whose, now=now, given_by=member)

        address = await self._writer.run(company.slug, link)
        out = io.BytesIO()
        segno.make(address, error="m").save(out, kind="svg", scale=6, dark="#000", light="#fff")
        return web.Response(body=out.getvalue(), content_type="image/svg+xml")

    async def _who(self, request: web.Request) -> tuple[Company, str]:
        company = self._companies.get(request.match_info["tenant"])
        if company is None:
            raise web.HTTPNotFound
        return company, await self._login.member_of(request, company.slug)

    def _job(self, company: Company, member: str, number: str) -> Job:
        """Raises 404 for who has nothing to do with it: that there is such a ticket is not said either."""
        with self._database.reading(company.slug) as uow:
            ctx = Context(uow, company.shelf.desk(uow), self._clock.now())
            ticket = self._found(uow, number)
            if ticket is None or not roles_of(member, ticket, ctx.desk.playbook_of(ticket)):
                raise web.HTTPNotFound
            return Job(
                ticket=ticket,
                status=STATUS[ticket.status],
                is_assignee=ticket.assignee == member,
            )

    def _found(self, uow: UnitOfWork, number: str) -> Ticket | None:
        day, _, counter = number.partition("-")
        today = self._clock.now().astimezone(LOCAL).date()
        return uow.tickets.named(int(day[:2]), int(day[2:]), int(counter), today=today)


async def _place_in(request: web.Request) -> Here:
    try:
        place = msgspec.json.decode(await request.read(), type=Here)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise web.HTTPBadRequest from None
    if not (math.isfinite(place.latitude) and abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
        raise web.HTTPBadRequest
    return place
