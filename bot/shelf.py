"""One tenant's playbooks by version. Whoever opens a unit of work gets the desk as it is by then."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from threading import Lock

import structlog
from msgspec import structs

from bot.reading.readers import Readers
from handlers.context import Desk
from handlers.hearing import foresee, to_read
from handlers.reading import TenantReader
from handlers.updates import Update
from storage.ahead import Foreseen
from storage.unit_of_work import UnitOfWork
from tickets.playbook import Playbook, PlaybookError, parse
from tickets.playbook.under_way import with_people_of

log = structlog.get_logger()

NAMES_HOLD_SECONDS = 120
"""Another process may have heard of somebody new."""


class Shelf:
    """Asks each time which version is the newest: one that was applied holds at once, in all processes."""

    def __init__(self, desk_for: Callable[[Playbook], Desk]) -> None:
        self._desk_for = desk_for
        self._desk: Desk | None = None
        self._older: dict[int, Playbook] = {}
        self._names: Mapping[str, str] = {}
        self._names_hold_until = 0.0
        self._lock = Lock()

    def desk(self, uow: UnitOfWork) -> Desk:
        if time.monotonic() >= self._names_hold_until:
            self._know(uow.people.names())
        newest = uow.playbooks.newest_version()
        desk = self._desk
        if desk is None or desk.playbook.version != newest:
            with self._lock:
                desk = self._desk  # another thread may just have put it there
                if desk is None or desk.playbook.version != newest:
                    desk = self._desk = self._desk_for(self._read(uow, newest))
                self._older = {}
        return structs.replace(desk, of_version=partial(self._of_version, uow))

    def foresee(self, tenant: str, update: Update) -> Foreseen | None:
        """As it is going to be, unless another playbook holds by then. None: nobody has asked for one yet."""
        return foresee(tenant, self._desk, update) if self._desk is not None else None

    def read(self, update: Update) -> None:
        """Whoever handles it finds its text read."""
        if self._desk is not None and (words := to_read(update)):
            self._desk.read(*words)

    async def start(self, readers: Readers, now: datetime) -> None:
        """The first message need not wait for them."""
        if self._desk is not None and isinstance(self._desk.read, TenantReader):
            await readers.read(self._desk.read, "在吗", now)

    async def read_beside(self, readers: Readers, update: Update) -> None:
        """Likewise, in another process."""
        if self._desk is not None and isinstance(self._desk.read, TenantReader) and (words := to_read(update)):
            await readers.read(self._desk.read, *words)

    def forget_names(self) -> None:
        """Those of people whom no playbook lists are read anew when somebody asks next."""
        self._names_hold_until = 0.0

    def _know(self, names: Mapping[str, str]) -> None:
        with self._lock:
            self._names_hold_until = time.monotonic() + NAMES_HOLD_SECONDS
            if names != self._names:
                self._names, self._older = names, {}
                if self._desk is not None:
                    self._desk = structs.replace(self._desk, playbook=replace(self._desk.playbook, names=names))

    def _of_version(self, uow: UnitOfWork, version: int) -> Playbook:
        """With the people of today. One that this program cannot read any more is stood in for by the newest, and the
        log says so.
        """
        older = self._older  # another thread may put an empty one in its place
        if version not in older:
            today = self._read(uow, uow.playbooks.newest_version())
            try:
                older[version] = with_people_of(self._read(uow, version), today)
            except PlaybookError as error:
                log.error("old playbook cannot be read", tenant=uow.tenant, version=version, problems=str(error))  # noqa: TRY400  no bug of ours
                older[version] = today
        return older[version]

    def _read(self, uow: UnitOfWork, version: int) -> Playbook:
        applied = uow.playbooks.get(version)
        assert applied is not None, "the first playbook is applied before anything is handled"
        document = f"playbook of {uow.tenant}, version {version}"
        return replace(parse(applied.text, document=document), version=version, names=self._names)
