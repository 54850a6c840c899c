"""`/login/{tenant}`: members show who they are, through WeCom: silently within it, with its QR code elsewhere."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from urllib.parse import quote

import structlog
from aiohttp import web

from bot.channels.errors import ChannelError
from bot.clock import Clock
from bot.config import Tenant
from bot.pages.keys import Purpose
from bot.pages.limits import Limit
from bot.pages.paper import page
from bot.pages.security import Handler
from bot.pages.trips import Trip, authorize, code_in, is_within_wecom, scan, set_cookie
from bot.pages.visit import Company, wording_for
from bot.wecom.client import WecomClient
from bot.writer import Writer
from storage.database import Database

log = structlog.get_logger()

SESSION_VALID = timedelta(hours=12)
LOGIN_TRIP = Trip(Purpose.STATE, "login", "/login/")
LOGINS = Limit("login", 100, timedelta(hours=1))
"""An office has one address for everybody."""
_OURS = re.compile(r"/(?:desk|w|me)/[A-Za-z0-9_/?=&-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """How one tenant's members come in."""

    company: Company
    tenant: Tenant
    client: WecomClient


class Login:
    def __init__(
        self, entrances: Mapping[str, Entrance], database: Database, writer: Writer, public_url: str, clock: Clock
    ) -> None:
        self._entrances = entrances
        self._writer = writer
        self._database = database
        self._public_url = public_url.rstrip("/")
        self._clock = clock

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [
            ("GET", "/login/{tenant}", self.leave),
            ("GET", "/login/{tenant}/back", self.come_back),
            ("POST", "/login/{tenant}/out", self.log_out),
        ]

    async def member_of(self, request: web.Request, tenant: str, *, to: str | None = None) -> str:
        """The userid of whoever is logged in; sends everybody else to the login, and back here afterwards (or `to`
        another page). Who has left the company is logged out by that.
        """
        company = self.entrance(tenant).company
        shown = request.cookies.get(_cookie(tenant), "")
        userid = company.keys.read(Purpose.STAFF, shown, now=self._clock.now())
        if not isinstance(userid, str) or await asyncio.to_thread(self._has_left, tenant, userid):
            if request.method != "GET":
                raise web.HTTPUnauthorized
            raise web.HTTPFound(f"/login/{tenant}?to={quote(to or request.path_qs, safe='')}")
        return userid

    def entrance(self, tenant: str) -> Entrance:
        """Raises 404."""
        found = self._entrances.get(tenant)
        if found is None:
            raise web.HTTPNotFound
        return found

    async def leave(self, request: web.Request) -> web.StreamResponse:
        entrance = self.entrance(request.match_info["tenant"])
        to = _within(request.query.get("to", ""), entrance.company.slug)
        address = authorize if is_within_wecom(request) else scan
        way = partial(address, entrance.tenant.wecom, self._back(entrance))
        raise LOGIN_TRIP.begin(entrance.company, way, to, now=self._clock.now())

    async def come_back(self, request: web.Request) -> web.StreamResponse:
        """The state was ours and this browser's; the code is good once, which WeCom sees to."""
        entrance = self.entrance(request.match_info["tenant"])
        company, now = entrance.company, self._clock.now()
        to, code = LOGIN_TRIP.begun(request, company, now=now), code_in(request)
        if to is None or code is None:
            return self._refused(request, company, "login.again")
        if await LOGINS.is_reached(request, company.slug, self._writer, now):
            return self._refused(request, company, "bad.often")
        try:
            visitor = await entrance.client.user_info(code)
        except ChannelError as error:
            log.warning("login failed", tenant=company.slug, why=str(error))
            return self._refused(request, company, "login.again")
        if visitor.userid is None:
            return self._refused(request, company, "login.stranger")
        log.info("logged in", tenant=company.slug, member=visitor.userid)
        back = web.HTTPSeeOther(to)
        signed = company.keys.sign(Purpose.STAFF, visitor.userid, now=now, valid=SESSION_VALID)
        set_cookie(back, company, _cookie(company.slug), signed, SESSION_VALID, path="/")
        LOGIN_TRIP.end(back, company)
        raise back

    async def log_out(self, request: web.Request) -> web.StreamResponse:
        company = self.entrance(request.match_info["tenant"]).company
        response = page(
            "message.html",
            say=wording_for(request, self._clock.now()),
            company=company.name,
            heading="login.out",
            text=None,
            track=None,
            phone=None,
        )
        response.del_cookie(_cookie(company.slug), path="/")
        return response

    def _has_left(self, tenant: str, userid: str) -> bool:
        with self._database.reading(tenant) as uow:
            return uow.people.has_left(userid)

    def _back(self, entrance: Entrance) -> str:
        return f"{self._public_url}/login/{entrance.company.slug}/back"

    def _refused(self, request: web.Request, company: Company, why: str) -> web.StreamResponse:
        say = wording_for(request, self._clock.now())
        return page(
            "message.html",
            status=403,
            say=say,
            company=company.name,
            heading="login.failed",
            text=say(why),
            track=None,
            phone=None,
        )


def _cookie(tenant: str) -> str:
    return f"staff_{tenant}"


def _within(to: str, tenant: str) -> str:
    """Only to pages of ours."""
    return to if _OURS.fullmatch(to) else f"/desk/{tenant}"
