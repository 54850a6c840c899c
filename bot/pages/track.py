"""`/track/{tenant}`: look-up by telephone number, for whoever has lost the link. Whoever wrote to the official account
finds their own there within WeChat.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.clock import Clock
from bot.masking import masked_phones
from bot.pages.callers import caller_of
from bot.pages.forms import BadForm, fields_of, mark_for, mark_in
from bot.pages.links import link_for, parted
from bot.pages.paper import page
from bot.pages.recognition import BACK, Recognition
from bot.pages.security import Handler
from bot.pages.seekers import Seeker, forget, seeker_of, track_of
from bot.pages.visit import Company, address_of, remember, wording_for
from bot.writer import Writer
from handlers import tracking
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tickets.customers import ContactKind, is_mobile, mobile_in
from tickets.progress import STAGE_OF, Stage
from tickets.ticket import Ticket

OF = "/track"
"""No link and no member is called so."""
_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    number: str
    stage: Stage | None


class TrackPages:
    def __init__(
        self,
        companies: Mapping[str, Company],
        database: Database,
        writer: Writer,
        recognition: Recognition,
        public_url: str,
        clock: Clock,
        proven_for: timedelta,
    ) -> None:
        self._companies = companies
        self._database = database
        self._writer = writer
        self._recognition = recognition
        self._public_url = public_url
        self._clock = clock
        self._proven_for = proven_for

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [
            ("GET", "/track/{tenant}", self.show),
            ("POST", "/track/{tenant}", self.ask),
            ("GET", "/track/{tenant}" + BACK, self.recognise),
            ("GET", "/track/{tenant}/code", self.go_back),
            ("POST", "/track/{tenant}/code", self.prove),
            ("GET", "/track/{tenant}/another", self.another),
            ("GET", "/track/{tenant}/{number:[0-9]{4}-[0-9]{1,6}}", self.go_on),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        company = self._company(request)
        seeker = seeker_of(request, company, self._clock.now())
        if seeker is None and (away := self._recognition.away(request, company, track_of(company))) is not None:
            raise away
        lines = await self._lines(company, seeker) if seeker is not None else []
        if seeker is not None and (lines or seeker.phone is not None):
            return self._mine(request, company, seeker, lines)
        return self._page(request, company)

    async def recognise(self, request: web.Request) -> web.StreamResponse:
        """Whoever comes back from WeChat; who never wrote to the account is asked for the number."""
        company, now = self._company(request), self._clock.now()
        openid = await self._recognition.openid(request, company, track_of(company))
        if openid is None and not self._recognition.has_asked(request, company, track_of(company)):
            return self._page(request, company)
        back = web.HTTPSeeOther(track_of(company))
        if openid is not None and (customer_id := await self._writing_from(company, openid)) is not None:
            Seeker(customer_id=customer_id).remember(back, company, now)
        raise back

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """What it answers says nothing about whether the number is known."""
        company = self._company(request)
        if company.track is None:
            return self._page(request, company)
        fields, wrong = await self._fields(request, company)
        if wrong is not None:
            return self._page(request, company, said=wrong, typed=fields.get("phone", ""))
        phone, now, address = mobile_in(fields.get("phone", "")), self._clock.now(), caller_of(request)
        if phone is None:
            return self._page(request, company, said="track.bad_phone", typed=fields.get("phone", ""))

        def ask(uow: UnitOfWork) -> bool:
            if not (tracking.may_ask(uow, phone, address, now) and tracking.has_room(uow, tracking.LOOKING_UP, now)):
                return False
            tracking.ask(uow, phone, address, company.keys.digest, now)
            return True

        asked = await self._writer.run(company.slug, ask)
        if not asked:
            return self._page(request, company, said="bad.often", typed=phone)
        return self._page(request, company, said="track.sent", phone=phone)

    async def another(self, request: web.Request) -> web.StreamResponse:
        """Another number: the one that was proven is forgotten on this device."""
        company = self._company(request)
        back = web.HTTPSeeOther(track_of(company))
        forget(back, company)
        raise back

    async def go_back(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPSeeOther(track_of(self._company(request)))

    async def prove(self, request: web.Request) -> web.StreamResponse:
        company = self._company(request)
        fields, wrong = await self._fields(request, company)
        phone, code = fields.get("phone", ""), fields.get("code", "").strip()
        if wrong is not None:
            return self._page(request, company, said=wrong, phone=phone if is_mobile(phone) else "")
        now, address = self._clock.now(), caller_of(request)

        def prove(uow: UnitOfWork) -> bool:
            return tracking.prove(uow, phone, code, address, company.keys.digest, now)

        if not (is_mobile(phone) and _CODE.fullmatch(code) and await self._writer.run(company.slug, prove)):
            return self._page(request, company, said="track.wrong", phone=phone if is_mobile(phone) else "")
        found = web.HTTPSeeOther(track_of(company))
        Seeker(phone=phone).remember(found, company, now)
        raise found

    async def _lines(self, company: Company, seeker: Seeker) -> list[Line]:
        now = self._clock.now()

        def lines() -> list[Line]:
            with self._database.reading(company.slug) as uow:
                found = seeker.tickets(uow, now - self._proven_for, now)
            return [Line(number=str(ticket.number), stage=_stage_of(ticket)) for _, ticket in found]

        return await asyncio.to_thread(lines)

    def _mine(
        self, request: web.Request, company: Company, seeker: Seeker, lines: Sequence[Line]
    ) -> web.StreamResponse:
        return page(
            "mine.html",
            say=wording_for(request, self._clock.now()),
            company=company.name,
            lines=lines,
            here=track_of(company),
            phone=masked_phones(seeker.phone) if seeker.phone is not None else None,
            another=f"{track_of(company)}/another" if company.track else None,
        )

    async def go_on(self, request: web.Request) -> web.StreamResponse:
        """To one of them, and only that one is remembered on this device: of a hundred no browser keeps the cookies."""
        company, now, number = self._company(request), self._clock.now(), request.match_info["number"]
        seeker = seeker_of(request, company, self._clock.now())
        if seeker is None:
            raise web.HTTPSeeOther(track_of(company))

        def link(uow: UnitOfWork) -> str | None:
            theirs = seeker.tickets(uow, now - self._proven_for, now)
            meant = ((whose, ticket.id) for whose, ticket in theirs if str(ticket.number) == number)
            found = next(meant, None)
            return link_for(uow, self._public_url, found[1], found[0], now=now) if found else None

        address = await self._writer.run(company.slug, link)
        of = parted(address.rpartition("/")[2]) if address else None
        if of is None:
            raise web.HTTPNotFound
        onwards = web.HTTPSeeOther(address_of(company.slug, of[1]))
        remember(onwards, company, of[1], now)
        raise onwards

    async def _writing_from(self, company: Company, openid: str) -> int | None:
        def customer_id() -> int | None:
            with self._database.reading(company.slug) as uow:
                customer = uow.customers.whose(ContactKind.OPENID, openid)
            return customer.id if customer is not None and customer.has_written_from(openid) else None

        return await asyncio.to_thread(customer_id)

    def _page(
        self, request: web.Request, company: Company, *, said: str | None = None, phone: str = "", typed: str = ""
    ) -> web.StreamResponse:
        """`phone`: a code was asked for it. `typed`: it could not be."""
        now = self._clock.now()
        say = wording_for(request, now)
        if company.track is None:
            how = say.either("gone.how", company.chat or ("by.phone",))
            closed = {"heading": "track.closed", "text": how, "track": None, "phone": company.phone}
            return page("message.html", status=404, say=say, company=company.name, **closed)
        return page(
            "track.html",
            say=say,
            chat=company.has_chat,
            company=company.name,
            here=track_of(company),
            flash=said,
            phone=phone,
            typed=phone or typed,
            mark=mark_for(company.keys, OF, now=now),
        )

    async def _fields(self, request: web.Request, company: Company) -> tuple[Mapping[str, str], str | None]:
        """What was typed, and why it cannot be used."""
        fields: Mapping[str, str] = {}
        try:
            fields = await fields_of(request)
            mark_in(fields, company.keys, OF, now=self._clock.now())
        except BadForm as error:
            return fields, error.key
        return fields, None

    def _company(self, request: web.Request) -> Company:
        company = self._companies.get(request.match_info["tenant"])
        if company is None:
            raise web.HTTPNotFound
        return company


def _stage_of(ticket: Ticket) -> Stage | None:
    return STAGE_OF.get(ticket.wait.then if ticket.wait else ticket.status)
