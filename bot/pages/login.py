"""`/login/{tenant}`: members show who they are, through WeCom: silently within it, with its QR code elsewhere."""

from __future__ import annotations

import asyncio
import re
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

import structlog
from aiohttp import web

from bot.channels.errors import ChannelError
from bot.clock import Clock
from bot.config import Tenant
from bot.pages.keys import Purpose
from bot.pages.limits import Limit
from bot.pages.paper import page
from bot.pages.security import Handler
from bot.pages.visit import Company, wording_for
from bot.wecom.client import WecomClient
from bot.writer import Writer
from storage.database import Database

log = structlog.get_logger()

ALPHABET = string.ascii_letters + string.digits
STATE_LENGTH = 32
"""Letters and digits only, or WeCom refuses it."""
STATE_VALID = timedelta(minutes=10)
SESSION_VALID = timedelta(hours=12)
STATE_COOKIE = "login"
LOGINS = Limit("login", 100, timedelta(hours=1))
"""An office has one address for everybody."""
WITHIN_WECOM = "wxwork/"
_OURS = re.compile(r"/(?:desk|w)/[A-Za-z0-9_/?=&-]*")
_CODE = re.compile(r"[A-Za-z0-9_-]{1,512}")


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

    async def member_of(self, request: web.Request, tenant: str) -> str:
        """The userid of whoever is logged in; sends everybody else to the login, and back here afterwards. Who has
        left the company is logged out by that.
        """
        company = self._entrance(tenant).company
        shown = request.cookies.get(_cookie(tenant), "")
        userid = company.keys.read(Purpose.STAFF, shown, now=self._clock.now())
        if not isinstance(userid, str) or await asyncio.to_thread(self._has_left, tenant, userid):
            if request.method != "GET":
                raise web.HTTPUnauthorized
            raise web.HTTPFound(f"/login/{tenant}?to={quote(request.path_qs, safe='')}")
        return userid

    async def leave(self, request: web.Request) -> web.StreamResponse:
        entrance = self._entrance(request.match_info["tenant"])
        state = "".join(secrets.choice(ALPHABET) for _ in range(STATE_LENGTH))
        to = _within(request.query.get("to", ""), entrance.company.slug)
        within = WITHIN_WECOM in request.headers.get("User-Agent", "")
        away = web.HTTPFound(self._authorize(entrance, state) if within else self._scan(entrance, state))
        signed = entrance.company.keys.sign(Purpose.STATE, [state, to], now=self._clock.now(), valid=STATE_VALID)
        _set(away, entrance.company, STATE_COOKIE, signed, STATE_VALID, path=f"/login/{entrance.company.slug}")
        raise away

    async def come_back(self, request: web.Request) -> web.StreamResponse:
        """The state was ours and this browser's; the code is good once, which WeCom sees to."""
        entrance = self._entrance(request.match_info["tenant"])
        company, now = entrance.company, self._clock.now()
        begun = company.keys.read(Purpose.STATE, request.cookies.get(STATE_COOKIE, ""), now=now)
        state = request.query.get("state", "")
        if not isinstance(begun, list) or not secrets.compare_digest(str(begun[0]).encode(), state.encode()):
            return self._refused(request, company, "login.again")
        if not _CODE.fullmatch(code := request.query.get("code", "")):
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
        userid = visitor.userid.lower()
        log.info("logged in", tenant=company.slug, member=userid)
        back = web.HTTPSeeOther(begun[1])
        signed = company.keys.sign(Purpose.STAFF, userid, now=now, valid=SESSION_VALID)
        _set(back, company, _cookie(company.slug), signed, SESSION_VALID, path="/")
        back.del_cookie(STATE_COOKIE, path=f"/login/{company.slug}")
        raise back

    async def log_out(self, request: web.Request) -> web.StreamResponse:
        company = self._entrance(request.match_info["tenant"]).company
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

    def _authorize(self, entrance: Entrance, state: str) -> str:
        app = entrance.tenant.wecom
        query = {
            "appid": app.corp_id,
            "redirect_uri": self._back(entrance),
            "response_type": "code",
            "scope": "snsapi_base",
            "state": state,
            "agentid": app.agent_id,
        }
        return f"{app.oauth_url}/connect/oauth2/authorize?{urlencode(query)}#wechat_redirect"

    def _scan(self, entrance: Entrance, state: str) -> str:
        app = entrance.tenant.wecom
        query = {
            "login_type": "CorpApp",
            "appid": app.corp_id,
            "agentid": app.agent_id,
            "redirect_uri": self._back(entrance),
            "state": state,
        }
        return f"{app.login_url}/wwlogin/sso/login?{urlencode(query)}"

    def _back(self, entrance: Entrance) -> str:
        return f"{self._public_url}/login/{entrance.company.slug}/back"

    def _entrance(self, tenant: str) -> Entrance:
        entrance = self._entrances.get(tenant)
        if entrance is None:
            raise web.HTTPNotFound
        return entrance

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


def _set(response: web.HTTPException, company: Company, name: str, value: str, valid: timedelta, *, path: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(valid.total_seconds()),
        path=path,
        httponly=True,
        samesite="Lax",
        secure=company.secure,
    )


def _within(to: str, tenant: str) -> str:
    """Only to pages of ours."""
    return to if _OURS.fullmatch(to) else f"/desk/{tenant}"
