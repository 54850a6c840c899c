"""Somebody comes with a link: whose it is, in what language, and whether this device has been here before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.clock import Clock
from bot.pages import links
from bot.pages.keys import Keys, Purpose
from bot.pages.wording import CHINESE, Wording, language_of
from bot.shelf import Shelf

DEVICE_VALID = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What the pages of one tenant need to know of it. `secure`: its pages are reached by https. `has_chat`: customers
    can write to its official account.
    """

    slug: str
    name: str
    phone: str | None
    has_chat: bool
    sends_codes: bool
    keys: Keys
    shelf: Shelf
    secure: bool

    @property
    def chat(self) -> tuple[str, ...]:
        """How somebody asks without a page, as in `wording`; empty where there is no account."""
        return ("by.chat",) if self.has_chat else ()

    @property
    def track(self) -> str | None:
        """Where somebody looks up what they reported with a number; None: no code could be sent there."""
        return f"/track/{self.slug}" if self.sends_codes else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`knows`: on this device somebody has shown that they know the phone."""

    company: Company
    link_id: str
    now: datetime
    say: Wording
    knows: bool

    @property
    def tenant(self) -> str:
        return self.company.slug

    @property
    def address(self) -> str:
        return address_of(self.tenant, self.link_id)

    def remembering(self) -> web.HTTPException:
        """Back to the page, which opens on this device from now on."""
        back = web.HTTPSeeOther(self.address)
        remember(back, self.company, self.link_id, self.now)
        return back


def remember(response: web.StreamResponse, company: Company, link_id: str, now: datetime) -> None:
    """On this device somebody has shown that they know the phone, or that it is theirs."""
    response.set_cookie(
        cookie_for(link_id),
        company.keys.sign(Purpose.DEVICE, link_id, now=now, valid=DEVICE_VALID),
        max_age=int(DEVICE_VALID.total_seconds()),
        path=address_of(company.slug, link_id),
        httponly=True,
        samesite="Lax",
        secure=company.secure,
    )


def address_of(tenant: str, link_id: str) -> str:
    return f"/t/{tenant}.{link_id}"


def cookie_for(link_id: str) -> str:
    return f"t_{link_id[:8]}"


def visit_of(request: web.Request, companies: Mapping[str, Company], clock: Clock) -> Visit:
    """Raises 404 for what cannot be a link of ours."""
    parts = links.parted(request.match_info["token"])
    company = companies.get(parts[0]) if parts else None
    if parts is None or company is None:
        raise web.HTTPNotFound
    now, link_id = clock.now(), parts[1]
    shown = request.cookies.get(cookie_for(link_id), "")
    return Visit(
        company=company,
        link_id=link_id,
        now=now,
        say=wording_for(request, now),
        knows=company.keys.read(Purpose.DEVICE, shown, now=now) == link_id,
    )


def wording_of_staff(now: datetime) -> Wording:
    """Their pages are Chinese, whatever the browser prefers."""
    return Wording(CHINESE, now)


def wording_for(request: web.Request, now: datetime) -> Wording:
    return Wording(language_of(request.headers.get("Accept-Language", "")), now)
