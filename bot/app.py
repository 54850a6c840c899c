"""The composition root: the one place that knows all the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog
from aiohttp import ClientSession, ClientTimeout, web
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import health, organisation, pages, time_travel, upkeep, watchdog
from bot.alarm import bell_for
from bot.answers import Answers
from bot.attachments import Attachments, Sources
from bot.card_errands import CardErrands
from bot.channels.crypto import CallbackCrypto
from bot.channels.envelope import MAX_BODY
from bot.channels.reception import Reception
from bot.chores import ASK_SECONDS, Chore, Chores
from bot.clock import Clock
from bot.code_errands import CodeErrands
from bot.config import Settings, Tenant
from bot.enclosures import Enclosures
from bot.errands import Errands
from bot.group_alert import GroupAlert
from bot.holidays import holidays_unknown
from bot.inbox import Inbox
from bot.media import MediaStore
from bot.metrics import Metrics
from bot.organisation import Watch
from bot.outbox import Relay
from bot.pages.keys import Keys
from bot.playbooks import put_in_force
from bot.pushes import Pushes
from bot.second_reader import SecondReader
from bot.sending import Sending
from bot.shelf import Shelf
from bot.text_errands import TextErrands
from bot.ticks import Pump, new_scheduler
from bot.tokens import SharedToken
from bot.vision.eyes import Eyes
from bot.wakeups import Wakeups
from bot.watchdog import Watchdog
from bot.ways_setup import ways_for
from bot.wechat import callback as wechat
from bot.wechat.door import Door as WechatDoor
from bot.wechat.setup import door_for
from bot.wecom import callback as wecom
from bot.wecom.api import App
from bot.wecom.callback import Door
from bot.wecom.client import WecomClient
from bot.writer import Writer
from handlers.context import Desk, DeskNow
from handlers.reading import reader_for
from storage.access_tokens import Channel
from storage.database import Database
from storage.duty import Duty
from storage.outbox import ErrandKind
from storage.presence import presence
from tickets.drafts import CapturePolicy
from tickets.playbook import Playbook

log = structlog.get_logger()

CALL_TIMEOUT = ClientTimeout(total=15, connect=5)
ROUND_SECONDS = 5


@dataclass(frozen=True, slots=True)
class TenantWorks:
    shelf: Shelf
    client: WecomClient
    relay: Relay
    pumps: tuple[Pump, Pump]


@dataclass(frozen=True, slots=True)
class Works:
    """The running parts, for whoever looks from outside: health, metrics, tests."""

    settings: Settings
    clock: Clock
    database: Database
    writer: Writer
    wakeups: Wakeups
    inbox: Inbox
    metrics: Metrics
    scheduler: AsyncIOScheduler
    session: ClientSession
    eyes: Eyes | None
    store: MediaStore
    tenants: Mapping[str, TenantWorks]
    chores: Chores
    chores_pump: Pump
    watchdog: Watchdog

    @property
    def pumps(self) -> tuple[Pump, ...]:
        return (*self.tenant_pumps, self.chores_pump)

    @property
    def tenant_pumps(self) -> tuple[Pump, ...]:
        return tuple(pump for tenant in self.tenants.values() for pump in tenant.pumps)


WORKS = web.AppKey("works", Works)


async def create_app(settings: Settings, *, clock: Clock) -> web.Application:
    """Nothing runs before the application starts; that raises `PlaybookError` for a playbook that is not right."""
    works = _assemble(settings, clock)
    app = web.Application(client_max_size=MAX_BODY)
    app[WORKS] = works
    reception = Reception(works.inbox, works.metrics)
    wecom.Callback(_doors(settings), reception, clock).add_routes(app)
    wechat.Callback(_wechat_doors(settings), reception, clock).add_routes(app)
    health.add_routes(app, works)
    pages.add_routes(app, works)
    if settings.demo.time_travel:
        time_travel.add_routes(app, works)
    app.cleanup_ctx.append(partial(_running, works))
    return app


def _assemble(settings: Settings, clock: Clock) -> Works:
    shelves = {tenant.slug: Shelf(partial(desk_for, settings=settings, tenant=tenant)) for tenant in settings.tenants}
    tenants: dict[str, TenantWorks] = {}

    def on_commit(tenant: str, wakes_at: datetime) -> None:
        """Another process may have tenants that this one has not."""
        for pump in tenants[tenant].pumps if tenant in tenants else ():
            pump.note(wakes_at)

    threads = settings.database.threads
    database = Database(settings.database.url.reveal(), threads=threads)
    metrics = Metrics()
    wakeups = Wakeups(database, clock, on_commit)
    writer = Writer(
        database,
        threads=threads,
        on_commit=on_commit,
        on_conflict=metrics.conflict,
        announce=wakeups.announce,
    )
    inbox = Inbox(
        writer,
        clock,
        {slug: shelf.desk for slug, shelf in shelves.items()},
        metrics,
        read_beforehand={slug: shelf.read_beforehand for slug, shelf in shelves.items()},
    )
    session = ClientSession(timeout=CALL_TIMEOUT)
    slugs = [tenant.slug for tenant in settings.tenants]

    def pumps() -> Iterable[Pump]:
        return works.pumps

    scheduler, chores = new_scheduler(), Chores(Duty(database), clock)
    works = Works(
        settings,
        clock,
        database,
        writer,
        wakeups,
        inbox,
        metrics,
        scheduler,
        session,
        Eyes() if settings.vision.enabled else None,
        MediaStore(settings.files.url),
        tenants,
        chores,
        Pump("chores", chores.go_round, scheduler, clock, sweep=ASK_SECONDS),
        Watchdog(slugs, database, clock, settings.alarm, bell_for(settings.alarm, session), metrics, pumps),
    )
    chores.add(Chore("watchdog", watchdog.EVERY, works.watchdog.look))
    pruning = partial(upkeep.prune, slugs, writer, clock)
    chores.add(Chore("prune", upkeep.EVERY, pruning))
    for tenant in settings.tenants:
        tenants[tenant.slug] = _tenant_works(tenant, works, shelves[tenant.slug])
    return works


def _tenant_works(tenant: Tenant, works: Works, shelf: Shelf) -> TenantWorks:
    slug = tenant.slug
    tokens = SharedToken(slug, Channel.WECOM, works.writer, works.clock)
    client = WecomClient(works.session, wecom_app(tenant), tokens, works.clock.now, works.metrics.wecom_called)
    relay = Relay(slug, _errands(tenant, works, shelf.desk, client), works.writer, works.clock, works.metrics)
    timers_pump = Pump(f"timers-{slug}", partial(works.inbox.run_due_timers, slug), works.scheduler, works.clock)
    relay_pump = Pump(f"relay-{slug}", relay.drain, works.scheduler, works.clock)
    relay.wake = relay_pump.wake
    watch = Watch(slug, client, works.writer, works.clock, shelf, works.metrics)
    works.chores.add(Chore(f"organisation-{slug}", organisation.LOOK_EVERY, watch.look))
    return TenantWorks(shelf, client, relay, (timers_pump, relay_pump))


def _errands(tenant: Tenant, works: Works, desk: DeskNow, client: WecomClient) -> Errands:
    slug = tenant.slug
    sending = Sending(desk, client)
    ways = ways_for(tenant, works.session, works.writer, works.clock, works.metrics)
    sources = Sources(client, ways.chat.client if ways.chat else None)
    attachments = Attachments(slug, desk, sources, works.store, works.eyes)
    to_members = {
        ErrandKind.CARD: CardErrands(slug, desk, sending, works.settings.server.public_url).prepare,
        ErrandKind.TEXT: TextErrands(desk, sending).prepare,
        ErrandKind.SHOW_MEDIA: Enclosures(client, works.store, sending).prepare,
    }
    others = {
        ErrandKind.FETCH_MEDIA: attachments.fetch,
        ErrandKind.READ_PHOTO: attachments.read,
        ErrandKind.SECOND_READING: SecondReader(desk, works.session, works.settings.llm).prepare,
        ErrandKind.ROBOT: GroupAlert(desk, works.session, tenant.wecom.group_robot).prepare,
        ErrandKind.PUSH: Pushes(slug, desk, ways, works.settings.server.public_url).prepare,
        ErrandKind.ANSWER: Answers(ways).prepare,
        ErrandKind.CODE: CodeErrands(ways).prepare,
    }
    return Errands(sending, to_members, others)


def wecom_app(tenant: Tenant) -> App:
    settings = tenant.wecom
    return App(settings.corp_id, settings.agent_id, settings.secret.reveal(), settings.base_url)


def desk_for(book: Playbook, settings: Settings, tenant: Tenant | None = None) -> Desk:
    capture = settings.capture
    policy = CapturePolicy(
        window=capture.window,
        window_cap=capture.window_cap,
        quiet=capture.quiet,
        show_after=capture.show_customer_draft_after,
        remind_after=capture.remind_draft_after,
        expire_after=capture.expire_draft_after,
    )
    return Desk(
        playbook=book,
        capture=policy,
        read=reader_for(book),
        second_reader=settings.llm.enabled,
        group_robot=tenant is not None and tenant.wecom.group_robot is not None,
        sends_codes=tenant is not None and tenant.sms is not None and tenant.sms.code is not None,
        digest=Keys.of(tenant.slug, tenant.wecom.encoding_aes_key.reveal()).digest if tenant is not None else str,
        texts_customers=tenant is not None and tenant.sms is not None and tenant.sms.staff_reports,
    )


def _doors(settings: Settings) -> dict[str, Door]:
    return {tenant.slug: _door(tenant) for tenant in settings.tenants}


def _wechat_doors(settings: Settings) -> dict[str, WechatDoor]:
    return {each.slug: door_for(each.slug, each.wechat) for each in settings.tenants if each.wechat is not None}


def _door(tenant: Tenant) -> Door:
    return Door(tenant.slug, tenant.wecom.corp_id, crypto_for(tenant))


def crypto_for(tenant: Tenant) -> CallbackCrypto:
    app = tenant.wecom
    return CallbackCrypto(app.token.reveal(), app.encoding_aes_key.reveal(), app.corp_id)


async def _running(works: Works, _: web.Application) -> AsyncIterator[None]:
    """Open, and on the way out finish what is under way; the rest stays in its rows."""
    async with AsyncExitStack() as closing:
        closing.callback(works.database.close)
        closing.push_async_callback(works.session.close)
        if works.eyes is not None:
            closing.push_async_callback(works.eyes.close)
        playbooks = await asyncio.to_thread(put_in_force, works.settings, works.database, works.clock.now())
        await asyncio.to_thread(closing.enter_context, presence(works.database, partial(_take_over, works)))
        works.writer.start()
        closing.push_async_callback(works.writer.close)
        for tenant in works.tenants.values():
            closing.push_async_callback(tenant.relay.close)
        closing.push_async_callback(works.chores.close)
        rounds = [asyncio.create_task(pump.run(), name=pump.name) for pump in works.pumps]
        closing.push_async_callback(_stop, works.pumps, rounds)
        closing.push_async_callback(_end, asyncio.create_task(works.wakeups.listen(), name="wakeups"))
        works.scheduler.start()
        closing.callback(works.scheduler.shutdown, wait=False)
        log.info("ready", tenants=list(works.tenants))
        if unknown := holidays_unknown(playbooks, works.clock.now()):
            log.warning("holidays unknown", what=unknown)
        yield
    log.info("stopped")


def _take_over(works: Works) -> None:
    """Nobody else works on this database: whoever leased something died with it."""
    for slug in works.tenants:
        with works.database.unit_of_work(slug) as uow:
            uow.outbox.end_leases(works.clock.now())
            uow.outbox.bring_forward(works.clock.now())
            uow.access_tokens.end_leases()


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _stop(pumps: Iterable[Pump], rounds: Iterable[asyncio.Task[None]]) -> None:
    """What a round has leased should be begun; only one that hangs is cut off."""
    for pump in pumps:
        pump.stop()
    _, hanging = await asyncio.wait(rounds, timeout=ROUND_SECONDS)
    for task in hanging:
        task.cancel()
    await asyncio.gather(*rounds, return_exceptions=True)
