"""The composition root: the one place that knows all the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog
from aiohttp import ClientSession, ClientTimeout, web
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import health, pages, time_travel
from bot.channels.envelope import MAX_BODY
from bot.channels.reception import Reception
from bot.chores import ASK_SECONDS, Chore, Chores, contacts, organisation, upkeep, watchdog
from bot.chores.alarm import bell_for
from bot.chores.contacts import Contacts
from bot.chores.organisation import Watch
from bot.chores.watchdog import Watchdog
from bot.clock import Clock
from bot.config import Settings, Tenant
from bot.errands.ways import Ways
from bot.errands.ways_setup import ways_for
from bot.inbox import Inbox
from bot.media import MediaStore
from bot.metrics import Metrics
from bot.outbox import Relay
from bot.playbooks import put_in_force
from bot.reading.readers import Readers
from bot.shelf import Shelf
from bot.tenants import desk_for, doors, errands_for, wechat_doors, wecom_app
from bot.ticks import Pump, new_scheduler
from bot.tokens import SharedToken
from bot.vision.eyes import Eyes
from bot.wakeups import Wakeups
from bot.wechat import callback as wechat
from bot.wecom import callback as wecom
from bot.wecom.client import WecomClient
from bot.writer import Writer
from handlers.updates import Update
from storage.access_tokens import Channel
from storage.ahead import Foreseen
from storage.database import Database
from storage.duty import Duty
from storage.errors import StorageUnavailable
from storage.presence import presence

log = structlog.get_logger()

CALL_TIMEOUT = ClientTimeout(total=15, connect=5)
ROUND_SECONDS = 5


@dataclass(frozen=True, slots=True)
class TenantWorks:
    shelf: Shelf
    client: WecomClient
    ways: Ways
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
    readers: Readers | None
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
    wecom.Callback(doors(settings), reception, clock).add_routes(app)
    wechat.Callback(wechat_doors(settings), reception, clock).add_routes(app)
    health.add_routes(app, works)
    pages.add_routes(app, works)
    if settings.demo.time_travel:
        time_travel.add_routes(app, works)
    app.cleanup_ctx.append(partial(_running, works))
    return app


def _assemble(settings: Settings, clock: Clock) -> Works:
    store = MediaStore(settings.files.url)  # first of all: a folder that cannot be made leaves nothing open
    tenants: dict[str, TenantWorks] = {}
    shelves = {tenant.slug: Shelf(partial(desk_for, settings=settings, tenant=tenant)) for tenant in settings.tenants}
    desks = {slug: shelf.desk for slug, shelf in shelves.items()}
    threads, on_commit = settings.database.threads, partial(_committed, tenants)
    database, metrics = Database(settings.database.url.reveal(), threads=threads), Metrics()
    wakeups = Wakeups(database, clock, on_commit)
    writer = Writer(
        database, threads=threads, on_commit=on_commit, on_conflict=metrics.conflict, announce=wakeups.announce
    )
    readers = Readers(settings.reading.processes) if settings.reading.processes else None
    beside = {slug: partial(shelf.read_beside, readers) for slug, shelf in shelves.items()} if readers else {}
    foresee = dict(_foreseeing(shelves, is_sqlite=database.is_sqlite))
    inbox = Inbox(writer, clock, desks, metrics, foresee=foresee, read_beside=beside)
    session = ClientSession(timeout=CALL_TIMEOUT)
    bell = bell_for(settings.alarm, session)
    scheduler, chores = new_scheduler(), Chores(Duty(database), clock)
    works = Works(
        settings=settings,
        clock=clock,
        database=database,
        writer=writer,
        wakeups=wakeups,
        inbox=inbox,
        metrics=metrics,
        scheduler=scheduler,
        session=session,
        readers=readers,
        eyes=Eyes() if settings.vision.enabled else None,
        store=store,
        tenants=tenants,
        chores=chores,
        chores_pump=Pump("chores", chores.go_round, scheduler, clock, sweep=ASK_SECONDS),
        watchdog=Watchdog(desks, database, clock, settings.alarm, bell, metrics, lambda: works.pumps),
    )
    _add_chores(works)
    for tenant in settings.tenants:
        tenants[tenant.slug] = _tenant_works(tenant, works, shelves[tenant.slug])
    return works


def _committed(tenants: Mapping[str, TenantWorks], tenant: str, wakes_at: datetime) -> None:
    """Another process may have tenants that this one has not."""
    for pump in tenants[tenant].pumps if tenant in tenants else ():
        pump.note(wakes_at)


def _foreseeing(
    shelves: Mapping[str, Shelf], *, is_sqlite: bool
) -> Iterator[tuple[str, Callable[[Update], Foreseen | None]]]:
    """SQLite is asked nothing beforehand."""
    for slug, shelf in shelves.items():
        yield slug, shelf.read if is_sqlite else partial(shelf.foresee, slug)


def _add_chores(works: Works) -> None:
    """Those that are for all tenants at once."""
    settings, writer, clock = works.settings, works.writer, works.clock
    slugs = [tenant.slug for tenant in settings.tenants]
    forget = partial(upkeep.forget_proofs, slugs, writer, clock, settings.customers.phone_proven_for)
    works.chores.add(Chore("watchdog", watchdog.EVERY, works.watchdog.look))
    works.chores.add(Chore("prune", upkeep.EVERY, partial(upkeep.prune, slugs, writer, clock)))
    works.chores.add(Chore("proofs", upkeep.EVERY, forget))


def _tenant_works(tenant: Tenant, works: Works, shelf: Shelf) -> TenantWorks:
    slug = tenant.slug
    tokens = SharedToken(slug, Channel.WECOM, works.writer, works.clock)
    client = WecomClient(works.session, wecom_app(tenant), tokens, works.clock.now, works.metrics.wecom_called)
    ways = ways_for(tenant, works.session, works.writer, works.clock, works.metrics)
    relay = Relay(slug, errands_for(tenant, works, shelf.desk, client, ways), works.writer, works.clock, works.metrics)
    timers_pump = Pump(f"timers-{slug}", partial(works.inbox.run_due_timers, slug), works.scheduler, works.clock)
    relay_pump = Pump(f"relay-{slug}", relay.drain, works.scheduler, works.clock)
    relay.wake = relay_pump.wake
    watch = Watch(slug, client, works.writer, works.clock, shelf, works.metrics)
    works.chores.add(Chore(f"organisation-{slug}", organisation.LOOK_EVERY, watch.look))
    if ways.chat is not None:
        known = Contacts(slug, client, works.writer, works.clock, shelf)
        works.chores.add(Chore(f"contacts-{slug}", contacts.EVERY, known.look))
    return TenantWorks(shelf, client, ways, relay, (timers_pump, relay_pump))


async def _running(works: Works, _: web.Application) -> AsyncIterator[None]:
    """Open, and on the way out finish what is under way; the rest stays in its rows."""
    async with AsyncExitStack() as closing:
        closing.callback(works.database.close)
        closing.push_async_callback(works.session.close)
        for beside in (works.readers, works.eyes):
            if beside is not None:
                closing.push_async_callback(beside.close)
        await asyncio.to_thread(put_in_force, works.settings, works.database, works.clock.now())
        await asyncio.to_thread(closing.enter_context, presence(works.database, partial(_take_over, works)))
        works.writer.start()
        closing.push_async_callback(works.writer.close)
        for tenant in works.tenants.values():
            closing.push_async_callback(tenant.relay.close)
        closing.push_async_callback(works.chores.close)
        closing.callback(works.watchdog.stop)
        rounds = [asyncio.create_task(pump.run(), name=pump.name) for pump in works.pumps]
        closing.push_async_callback(_stop, works.pumps, rounds)
        for name, loop in (("wakeups", works.wakeups.listen()), ("checkpoints", upkeep.bring_over(works.database))):
            closing.push_async_callback(_end, asyncio.create_task(loop, name=name))
        works.scheduler.start()
        closing.callback(works.scheduler.shutdown, wait=False)
        yield
    log.info("stopped")


async def warm(works: Works) -> None:
    """The first message need not wait until the dictionary is loaded, here and wherever texts are read."""
    for slug, tenant in works.tenants.items():
        with suppress(StorageUnavailable):
            await works.writer.run(slug, tenant.shelf.desk)
            if works.readers is not None:
                await tenant.shelf.start(works.readers, works.clock.now())


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
