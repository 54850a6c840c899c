"""The web pages: `/t/{token}` and `/track/{tenant}` for customers; for members `/desk/{tenant}` at the front desk,
`/w/{tenant}` on the way and `/me/{tenant}` of their own, behind `/login/{tenant}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import TYPE_CHECKING

from aiohttp import web

from bot.config import Settings, Tenant
from bot.pages import paper
from bot.pages.callers import PROXIES
from bot.pages.customer import CustomerPages
from bot.pages.desk import DeskPages
from bot.pages.following import FollowingPages
from bot.pages.keys import Keys
from bot.pages.live import Live
from bot.pages.login import Entrance, Login
from bot.pages.looks import Looks
from bot.pages.me import OwnPages
from bot.pages.mistakes import Mistakes
from bot.pages.recognition import Account, Recognition
from bot.pages.security import Handler, guarded, headers
from bot.pages.technician import TechnicianPages
from bot.pages.track import TrackPages
from bot.pages.visit import Company
from bot.wechat.host_proof import content_of

if TYPE_CHECKING:
    from bot.app import TenantWorks, Works

Route = tuple[str, str, Handler]
NOBODY = "'none'"
THIS_MACHINE = "'self' http://127.0.0.1:*"
"""The demo shows a customer's phone within its own page."""


def add_routes(app: web.Application, works: Works) -> None:
    settings = works.settings
    app[PROXIES] = tuple(ip_network(each) for each in settings.server.trusted_proxies)
    companies = {tenant.slug: _company(works, tenant, works.tenants[tenant.slug]) for tenant in settings.tenants}
    mistakes, live = Mistakes(companies, works.clock), Live(works.database)
    said = headers(framed_by=THIS_MACHINE if settings.demo.time_travel else NOBODY)
    for method, path, handler in (*_for_customers(works, companies, live), *_for_members(works, companies)):
        app.router.add_route(method, path, guarded(mistakes.forgiving(handler), said))
    for file in _verify_files(settings):
        app.router.add_get(f"/{file}", _showing(content_of(file)))
    app.middlewares.append(mistakes.astray(said))
    app.router.add_get(paper.PREFIX + "{digest}/{name}", guarded(paper.style, said))

    async def close(_: web.Application) -> None:
        await live.close()

    app.on_shutdown.append(close)


def _for_customers(works: Works, companies: Mapping[str, Company], live: Live) -> Iterator[Route]:
    database, writer, clock = works.database, works.writer, works.clock
    public_url, proven_for = works.settings.server.public_url, works.settings.customers.phone_proven_for
    recognition, looks = Recognition(_accounts(works), writer, public_url, clock), Looks(database)
    yield from FollowingPages(companies, looks, live, clock).routes()
    yield from CustomerPages(companies, looks, writer, works.inbox, works.store, recognition, clock).routes()
    yield from TrackPages(companies, database, writer, recognition, public_url, clock, proven_for).routes()


def _for_members(works: Works, companies: Mapping[str, Company]) -> Iterator[Route]:
    database, writer, clock = works.database, works.writer, works.clock
    public_url = works.settings.server.public_url
    entrances = {
        tenant.slug: Entrance(company=companies[tenant.slug], tenant=tenant, client=works.tenants[tenant.slug].client)
        for tenant in works.settings.tenants
    }
    login = Login(entrances, database, writer, public_url, clock)
    yield from login.routes()
    yield from DeskPages(companies, login, database, works.inbox, clock).routes()
    yield from TechnicianPages(companies, login, database, writer, public_url, clock).routes()
    yield from OwnPages(login, database, writer, works.store, public_url, clock).routes()


def _accounts(works: Works) -> dict[str, Account]:
    """Those that can tell who opens a page."""
    found = {}
    for tenant in works.settings.tenants:
        chat = works.tenants[tenant.slug].ways.chat
        if chat is not None and chat.settings.verify_file is not None:
            app_id, oauth_url = chat.settings.app_id, chat.settings.oauth_url
            found[tenant.slug] = Account(app_id=app_id, oauth_url=oauth_url, client=chat.client)
    return found


def _verify_files(settings: Settings) -> set[str]:
    """By which WeChat sees that the host is ours."""
    accounts = (tenant.wechat for tenant in settings.tenants)
    return {each.verify_file for each in accounts if each is not None and each.verify_file is not None}


def _showing(text: str) -> Handler:
    async def show(_: web.Request) -> web.StreamResponse:
        return web.Response(text=text)

    return show


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
