"""The web pages: `/t/{token}` for customers, `/desk/{tenant}` for the front desk, `/login/{tenant}` for members."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING

from aiohttp import web

from bot.config import Tenant
from bot.pages import paper
from bot.pages.callers import PROXIES
from bot.pages.customer import CustomerPages
from bot.pages.desk import DeskPages
from bot.pages.keys import Keys
from bot.pages.live import Live
from bot.pages.login import Entrance, Login
from bot.pages.mistakes import astray, forgiving
from bot.pages.security import guarded, headers
from bot.pages.technician import TechnicianPages
from bot.pages.track import TrackPages
from bot.pages.visit import Company

if TYPE_CHECKING:
    from bot.app import TenantWorks, Works

NOBODY = "'none'"
THIS_MACHINE = "'self' http://127.0.0.1:*"
"""The demo shows a customer's phone within its own page."""


def add_routes(app: web.Application, works: Works) -> None:
    app[PROXIES] = tuple(ip_network(each) for each in works.settings.server.trusted_proxies)
    companies = {tenant.slug: _company(works, tenant, works.tenants[tenant.slug]) for tenant in works.settings.tenants}
    live = Live(works.database)
    customer = CustomerPages(companies, works.database, works.writer, works.inbox, works.store, live, works.clock)
    entrances = {
        tenant.slug: Entrance(company=companies[tenant.slug], tenant=tenant, client=works.tenants[tenant.slug].client)
        for tenant in works.settings.tenants
    }
    login = Login(entrances, works.database, works.writer, works.settings.server.public_url, works.clock)
    desk = DeskPages(companies, login, works.database, works.inbox, works.clock)
    technician = TechnicianPages(
        companies, login, works.database, works.writer, works.settings.server.public_url, works.clock
    )
    proven_for = works.settings.customers.phone_proven_for
    track = TrackPages(companies, works.writer, works.settings.server.public_url, works.clock, proven_for)
    said = headers(framed_by=THIS_MACHINE if works.settings.demo.time_travel else NOBODY)
    for pages in (customer, login, desk, technician, track):
        for method, path, handler in pages.routes():
            app.router.add_route(method, path, guarded(forgiving(handler, works.clock), said))
    app.middlewares.append(astray(works.clock, said))
    app.router.add_get(paper.PREFIX + "{digest}/{name}", guarded(paper.style, said))

    async def close(_: web.Application) -> None:
        await live.close()

    app.on_shutdown.append(close)


def _company(works: Works, tenant: Tenant, running: TenantWorks) -> Company:
    return Company(
        slug=tenant.slug,
        name=tenant.name,
        phone=tenant.phone,
        has_chat=tenant.wechat is not None,
        sends_codes=tenant.sends_codes,
        keys=Keys.of(tenant.slug, tenant.wecom.encoding_aes_key.reveal()),
        shelf=running.shelf,
        secure=works.settings.server.public_url.startswith("https://"),
    )
