"""The tenants' playbooks: read from the database or their files, and put in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import structlog

from bot.config import Named, Settings, Tenant, named_in
from bot.written import Unreadable, text_of
from storage import migrate
from storage.database import Database, is_there
from storage.errors import Conflict
from storage.playbooks import Applied, digest
from tickets.documents.problems import Problem
from tickets.playbook import Playbook, PlaybookError, parse

log = structlog.get_logger()

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Standing:
    """What a tenant starts with: the `applied` version of the database or, before there is one, its file."""

    file: Path
    text: str
    playbook: Playbook
    applied: Applied | None
    called: str

    def doubts(self) -> Iterator[str]:
        """Of a file that does not count: it may be gone, or be a draft that is not right yet."""
        if self.applied is None:
            return
        try:
            is_the_same = digest(read(self.file)) == self.applied.digest
        except PlaybookError as error:
            yield f"{error}。在用的是 {self.called}，存在数据库里"
            return
        if not is_the_same:
            yield f"{self.file} 和在用的 {self.called}不一样：playbook diff 看差别，playbook apply 才启用"


def standings(named: Named, applied: Mapping[str, Applied]) -> dict[str, Standing]:
    """By tenant. Raises `PlaybookError` with all that is wrong with any of them."""
    found: dict[str, Standing] = {}
    refused: dict[str, tuple[Problem, ...]] = {}
    for slug, file in named.playbooks:
        try:
            found[slug] = _standing(slug, file, applied.get(slug))
        except PlaybookError as error:
            refused |= error.by_document
    if refused:
        raise PlaybookError(refused)
    return found


def _standing(slug: str, file: Path, applied: Applied | None) -> Standing:
    if applied is None:
        return from_file(file)
    called = version_of(slug, applied.version)
    playbook = replace(parse(applied.text, document=called), version=applied.version)
    return Standing(file, applied.text, playbook, applied, called)


def from_file(file: Path) -> Standing:
    """As if it were the first. Raises `PlaybookError`."""
    text = read(file)
    return Standing(file, text, parse(text, document=str(file)), None, str(file))


def version_of(slug: str, version: int) -> str:
    """What people are told that a version is called."""
    return f"{slug} 剧本第 {version} 版"


def applied_in(url: str, slugs: Iterable[str]) -> dict[str, Applied]:
    """What the database has, also one that is to be migrated yet. Looking makes none. Raises `StorageUnavailable`."""
    if not is_there(url):
        return {}
    database = Database(url)
    try:
        return _newest(database, slugs) if migrate.has_table(database, "playbook") else {}
    finally:
        database.close()


def _newest(database: Database, slugs: Iterable[str]) -> dict[str, Applied]:
    found: dict[str, Applied] = {}
    for slug in slugs:
        with database.reading(slug) as uow:
            applied = uow.playbooks.newest()
        found |= {slug: applied} if applied is not None else {}
    return found


def in_force(tenant: Tenant, settings: Settings) -> Standing:
    """Raises `PlaybookError` or `StorageUnavailable`."""
    applied = applied_in(settings.database.url.reveal(), [tenant.slug])
    return _standing(tenant.slug, tenant.playbook, applied.get(tenant.slug))


def read(path: Path) -> str:
    """Raises `PlaybookError`."""
    try:
        return text_of(path)
    except Unreadable as error:
        raise PlaybookError({str(path): [Problem("", str(error), None)]}) from None


def put_in_force(settings: Settings, database: Database, now: datetime) -> list[Playbook]:
    """A tenant's file is its first playbook. From then on the database has it, and `playbook apply` changes it.

    Gives what is in force. Raises `PlaybookError`, and nothing is changed, where a first one is not right or what is in
    force cannot be read.
    """
    slugs = [tenant.slug for tenant in settings.tenants]
    found = standings(named_in(settings), _newest(database, slugs))
    for slug, standing in found.items():
        if standing.applied is None:
            _apply_first(slug, standing, database, now)
        else:
            _compare(slug, standing, standing.applied)
    return [standing.playbook for standing in found.values()]


def _apply_first(slug: str, standing: Standing, database: Database, now: datetime) -> None:
    try:
        with database.unit_of_work(slug) as uow:
            if uow.playbooks.newest_version() == 0:
                uow.playbooks.apply(standing.text, by=str(standing.file)[-LONGEST_NAME:], now=now)
    except Conflict:
        return  # another process that starts too was first
    log.info("playbook applied", tenant=slug, version=1, file=str(standing.file))


def _compare(slug: str, standing: Standing, applied: Applied) -> None:
    """The file may be gone, or be a draft that is not right yet: it is not what counts."""
    try:
        differs = digest(read(standing.file)) != applied.digest
    except PlaybookError:
        return
    if differs:
        log.warning(
            "playbook file differs from the version in force",
            tenant=slug,
            file=str(standing.file),
            version=applied.version,
            remedy=f"python -m bot playbook diff {standing.file}, then apply",
        )
