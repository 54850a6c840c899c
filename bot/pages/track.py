"""`/track/{tenant}`: look-up by telephone number, for whoever has lost the link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.clock import Clock
from bot.masking import masked_phones
from bot.pages.callers import caller_of
from bot.pages.forms import BadForm, fields_of, mark_for, mark_in
from bot.pages.keys import Purpose
from bot.pages.links import link_for, parted
from bot.pages.paper import page
from bot.pages.security import Handler
from bot.pages.visit import Company, address_of, remember, wording_for
from bot.writer import Writer
from handlers import tracking
from storage.unit_of_work import UnitOfWork
from tickets.customers import is_mobile
from tickets.progress import STAGE_OF, Stage

PROVEN_VALID = timedelta(minutes=30)
OF = "/track"
"""No link and no member is called so."""
_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    number: str
    stage: Stage | None


class TrackPages:
    def __init__(
        self, companies: Mapping[str, Company], writer: Writer, public_url: str, clock: Clock, proven_for: timedelta
    ) -> None:
        self._companies = companies
        self._writer = writer
        self._public_url = public_url
        self._clock = clock
        self._proven_for = proven_for

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [
            ("GET", "/track/{tenant}", self.show),
            ("POST", "/track/{tenant}", self.ask),
            ("GET", "/track/{tenant}/code", self.go_back),
            ("POST", "/track/{tenant}/code", self.prove),
            ("GET", "/track/{tenant}/another", self.another),
            ("GET", "/track/{tenant}/{number:[0-9]{4}-[0-9]{1,6}}", self.go_on),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        company = self._company(request)
        phone = self._proven(request, company)
        return await self._mine(request, company, phone) if phone is not None else self._page(request, company)

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """What it answers says nothing about whether the number is known."""
        company = self._company(request)
        if company.track is None:
            return self._page(request, company)
        fields, wrong = await self._fields(request, company)
        if wrong is not None:
            return self._page(request, company, said=wrong, typed=fields.get("phone", ""))
        phone, now, address = re.sub(r"[\s-]", "", fields.get("phone", "")), self._clock.now(), caller_of(request)
        if not is_mobile(phone):
            return self._page(request, company, said="track.bad_phone", typed=fields.get("phone", ""))

        def ask(uow: UnitOfWork) -> bool:
            if not (tracking.may_ask(uow, phone, address, now) and tracking.has_room(uow, now)):
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
        back = web.HTTPSeeOther(f"/track/{company.slug}")
        back.del_cookie(_cookie(company), path=f"/track/{company.slug}")
        raise back

    async def go_back(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPSeeOther(f"/track/{self._company(request).slug}")

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
        found = web.HTTPSeeOther(f"/track/{company.slug}")
        found.set_cookie(
            _cookie(company),
            company.keys.sign(Purpose.PHONE, phone, now=now, valid=PROVEN_VALID),
            max_age=int(PROVEN_VALID.total_seconds()),
            path=f"/track/{company.slug}",
            httponly=True,
            samesite="Lax",
            secure=company.secure,
        )
        raise found

    async def _mine(self, request: web.Request, company: Company, phone: str) -> web.StreamResponse:
        now = self._clock.now()

        def lines(uow: UnitOfWork) -> list[Line]:
            return [
                Line(
                    number=str(ticket.number),
                    stage=STAGE_OF.get(ticket.wait.then if ticket.wait else ticket.status),
                )
                for _, ticket in tracking.tickets_of(uow, phone, now - self._proven_for, now)
            ]

        mine = await self._writer.run(company.slug, lines)
        say = wording_for(request, now)
        known, other = masked_phones(phone), f"/track/{company.slug}/another"
        here = f"/track/{company.slug}"
        return page("mine.html", say=say, company=company.name, lines=mine, here=here, phone=known, another=other)

    async def go_on(self, request: web.Request) -> web.StreamResponse:
        """To one of them, and only that one is remembered on this device: of a hundred no browser keeps the cookies."""
        company, now, number = self._company(request), self._clock.now(), request.match_info["number"]
        phone = self._proven(request, company)
        if phone is None:
            raise web.HTTPSeeOther(f"/track/{company.slug}")

        def link(uow: UnitOfWork) -> str | None:
            theirs = tracking.tickets_of(uow, phone, now - self._proven_for, now)
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

    def _proven(self, request: web.Request, company: Company) -> str | None:
        """The number that somebody in this browser has just shown to be theirs."""
        shown = request.cookies.get(_cookie(company), "")
        phone = company.keys.read(Purpose.PHONE, shown, now=self._clock.now())
        return phone if isinstance(phone, str) else None

    def _page(
        self, request: web.Request, company: Company, *, said: str | None = None, phone: str = "", typed: str = ""
    ) -> web.StreamResponse:
        """`phone`: a code was asked for it. `typed`: it could not be."""
        now = self._clock.now()
        say = wording_for(request, now)
        if company.track is None:
            how = say.either("gone.how", company.chat or ("by.phone",))
            closed = {"heading": "track.closed", "text": how, "track": None}
            return page("message.html", status=404, say=say, company=company.name, **closed)
        return page(
            "track.html",
            say=say,
            chat=company.has_chat,
            company=company.name,
            here=f"/track/{company.slug}",
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


def _cookie(company: Company) -> str:
    return f"phone_{company.slug}"
