"""Within WeChat the official account is asked who opens a page: silently, by 网页授权 with `snsapi_base`.

It is tried once and nothing depends on it: whatever goes wrong, the page asks as it does everywhere.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import structlog
from aiohttp import web

from bot.channels.errors import ChannelError
from bot.clock import Clock
from bot.pages.keys import Purpose
from bot.pages.limits import Limit
from bot.pages.trips import code_in, is_within_wecom, new_state
from bot.pages.visit import Company
from bot.wechat.client import WechatClient
from bot.writer import Writer

log = structlog.get_logger()

BACK = "/wechat"
"""Behind the page's own address: where WeChat sends the browser with a code."""
WITHIN_WECHAT = "MicroMessenger/"
COOKIE = "wechat"
ASK_AGAIN = timedelta(minutes=30)
"""Who was not recognised is not sent around at each look; who has just written to the account will be soon."""
PATIENCE_SECONDS = 1.5
"""For WeChat's answer: then the page asks for what everybody knows."""
ONCE_MORE_SECONDS = 10
"""WeChat's browser may ask twice with one code, and hear only the second answer."""
LOGINS = Limit("wechat_login", 2000, timedelta(hours=1))
"""A network of mobile phones has one address for thousands of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One tenant's official account, whose console knows our host: without that WeChat shows an error in our place."""

    app_id: str
    oauth_url: str
    client: WechatClient


class Recognition:
    """Pages are named by their path: of this, and of this browser, is what comes back."""

    def __init__(self, accounts: Mapping[str, Account], writer: Writer, public_url: str, clock: Clock) -> None:
        self._accounts = accounts
        self._writer = writer
        self._public_url = public_url.rstrip("/")
        self._clock = clock
        self._asked: dict[tuple[str, str], asyncio.Task[str | None]] = {}

    def away(self, request: web.Request, company: Company, path: str) -> web.HTTPException | None:
        """To WeChat, which sends the browser back to `path` + `BACK`. None: it cannot say, or was asked just now."""
        account = self._accounts.get(company.slug)
        if account is None or not _is_within_wechat(request) or self.has_asked(request, company, path):
            return None
        state = new_state()
        query = {
            "appid": account.app_id,
            "redirect_uri": f"{self._public_url}{path}{BACK}",
            "response_type": "code",
            "scope": "snsapi_base",
            "state": state,
        }  # in this order, or WeChat refuses it
        away = web.HTTPFound(f"{account.oauth_url}/connect/oauth2/authorize?{urlencode(query)}#wechat_redirect")
        away.set_cookie(
            COOKIE,
            company.keys.sign(Purpose.WECHAT, [path, state], now=self._clock.now(), valid=ASK_AGAIN),
            max_age=int(ASK_AGAIN.total_seconds()),
            path=path,
            httponly=True,
            samesite="Lax",
            secure=company.secure,
        )
        return away

    def has_asked(self, request: web.Request, company: Company, path: str) -> bool:
        """A browser that keeps no cookies has not, whenever it is asked."""
        return self._state_of(request, company, path) is not None

    async def openid(self, request: web.Request, company: Company, path: str) -> str | None:
        """Of whoever comes back from WeChat; None: WeChat does not say, or this browser was not sent there by us."""
        account, begun = self._accounts.get(company.slug), self._state_of(request, company, path)
        state, code = request.query.get("state", ""), code_in(request)
        if account is None or begun is None or not secrets.compare_digest(begun.encode(), state.encode()):
            return None
        if code is None or await LOGINS.is_reached(request, company.slug, self._writer, self._clock.now()):
            return None
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await asyncio.shield(self._asking(company.slug, account, code))
        except (ChannelError, TimeoutError) as error:
            log.warning("not recognised by WeChat", tenant=company.slug, why=str(error) or "no answer in time")
            return None

    def _asking(self, tenant: str, account: Account, code: str) -> asyncio.Task[str | None]:
        if (asking := self._asked.get((tenant, code))) is None:
            asking = self._asked[tenant, code] = asyncio.create_task(account.client.who_opens(code))
            asking.add_done_callback(_heard)
            asyncio.get_running_loop().call_later(ONCE_MORE_SECONDS, self._asked.pop, (tenant, code))
        return asking

    def _state_of(self, request: web.Request, company: Company, path: str) -> str | None:
        begun = company.keys.read(Purpose.WECHAT, request.cookies.get(COOKIE, ""), now=self._clock.now())
        return str(begun[1]) if isinstance(begun, list) and begun[0] == path else None


def _is_within_wechat(request: web.Request) -> bool:
    """WeCom's browser says that it is both, and nobody there is a customer."""
    browser = request.headers.get("User-Agent", "")
    return WITHIN_WECHAT in browser and not is_within_wecom(request)


def _heard(asking: asyncio.Task[str | None]) -> None:
    """Though nobody waits for it any more."""
    if not asking.cancelled():
        asking.exception()
