"""To a page of WeCom's or WeChat's, and back: what only this browser has, and what it brings along."""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from aiohttp import web

from bot.config import WecomApp
from bot.pages.keys import Purpose
from bot.pages.visit import Company

ALPHABET = string.ascii_letters + string.digits
STATE_LENGTH = 32
"""Letters and digits only, or they refuse it."""
VALID = timedelta(minutes=10)
WITHIN_WECOM = "wxwork/"
SILENTLY, WITH_CONSENT = "snsapi_base", "snsapi_privateinfo"
_CODE = re.compile(r"[A-Za-z0-9_-]{1,512}")

Way = Callable[[str], str]
"""From the state to the address that is gone to."""


@dataclass(frozen=True, slots=True)
class Trip:
    """One kind of them. `path`: under it, and the tenant's slug, is where it ends."""

    purpose: Purpose
    cookie: str
    path: str

    def begin(self, company: Company, way: Way, kept: str, *, now: datetime) -> web.HTTPException:
        """`kept` is given back when it ends."""
        state = new_state()
        away = web.HTTPFound(way(state))
        signed = company.keys.sign(self.purpose, [state, kept], now=now, valid=VALID)
        set_cookie(away, company, self.cookie, signed, VALID, path=self.path + company.slug)
        return away

    def begun(self, request: web.Request, company: Company, *, now: datetime) -> str | None:
        """What was kept; None: this browser has begun none, or another one, or too long ago."""
        begun = company.keys.read(self.purpose, request.cookies.get(self.cookie, ""), now=now)
        state = request.query.get("state", "")
        if not isinstance(begun, list) or not secrets.compare_digest(str(begun[0]).encode(), state.encode()):
            return None
        return str(begun[1])

    def end(self, response: web.StreamResponse, company: Company) -> None:
        response.del_cookie(self.cookie, path=self.path + company.slug)


def new_state() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(STATE_LENGTH))


def code_in(request: web.Request) -> str | None:
    code = request.query.get("code", "")
    return code if _CODE.fullmatch(code) else None


def is_within_wecom(request: web.Request) -> bool:
    """There nobody has to say who they are."""
    return WITHIN_WECOM in request.headers.get("User-Agent", "")


def authorize(app: WecomApp, back: str, state: str, scope: str = SILENTLY) -> str:
    query = {
        "appid": app.corp_id,
        "redirect_uri": back,
        "response_type": "code",
        "scope": scope,
        "state": state,
        "agentid": app.agent_id,
    }
    return f"{app.oauth_url}/connect/oauth2/authorize?{urlencode(query)}#wechat_redirect"


def scan(app: WecomApp, back: str, state: str) -> str:
    """In a desktop's browser, with the phone."""
    query = {
        "login_type": "CorpApp",
        "appid": app.corp_id,
        "agentid": app.agent_id,
        "redirect_uri": back,
        "state": state,
    }
    return f"{app.login_url}/wwlogin/sso/login?{urlencode(query)}"


def set_cookie(
    response: web.StreamResponse, company: Company, name: str, value: str, valid: timedelta, *, path: str
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(valid.total_seconds()),
        path=path,
        httponly=True,
        samesite="Lax",
        secure=company.secure,
    )
