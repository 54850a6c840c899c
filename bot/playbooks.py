"""The tenants' playbooks: read from their files, and put in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog

from bot.config import Settings, Tenant
from bot.written import Unreadable, text_of
from storage import migrate
from storage.database import Database
from storage.errors import Conflict
from storage.playbooks import Applied, digest
from tickets.documents.problems import Problem
from tickets.playbook import Examined, Playbook, PlaybookError, examine, parse

log = structlog.get_logger()

LONGEST_NAME = 64


def load_playbooks(settings: Settings) -> dict[str, Playbook]:
    """By tenant. Raises `PlaybookError`."""
    found: dict[str, Playbook] = {}
    refused: dict[str, tuple[Problem, ...]] = {}
    for tenant in settings.tenants:
        try:
            found[tenant.slug] = parse(read(tenant.playbook), document=str(tenant.playbook))
        except PlaybookError as error:
            refused |= error.by_document
    if refused:
        raise PlaybookError(refused)
    return found


def read(path: Path) -> str:
    """Raises `PlaybookError`."""
    try:
        return text_of(path)
    except Unreadable as error:
        raise PlaybookError({str(path): [Problem("", str(error), None)]}) from None


def examined_file(path: Path) -> Examined:
    """Whatever is wrong with it, as problems."""
    try:
        return examine(read(path))
    except PlaybookError as error:
        return Examined(None, error.problems)


def in_force(tenant: Tenant, settings: Settings) -> tuple[Playbook, str]:
    """What the database has, and what to call it; before the first start it is the tenant's file.

    Raises `PlaybookError` or `StorageUnavailable`.
    """
    database = Database(settings.database.url.reveal())
    try:
        with database.reading(tenant.slug) as uow:
            applied = uow.playbooks.newest() if migrate.current(database) == migrate.newest() else None
    finally:
        database.close()
    if applied is None:
        return parse(read(tenant.playbook), document=str(tenant.playbook)), str(tenant.playbook)
    document = f"version {applied.version} of {tenant.slug}"
    return replace(parse(applied.text, document=document), version=applied.version), document


def put_in_force(settings: Settings, database: Database, now: datetime) -> list[Playbook]:
    """A tenant's file is its first playbook. From then on the database has it, and `playbook apply` changes it.

    Gives what is in force. Raises `PlaybookError` where a first one is not right, or what is in force cannot be read.
    """
    return [_put_in_force(tenant, database, now) for tenant in settings.tenants]


def _put_in_force(tenant: Tenant, database: Database, now: datetime) -> Playbook:
    with database.reading(tenant.slug) as uow:
        in_force = uow.playbooks.newest()
    if in_force is None:
        return apply_first(tenant, database, now)
    _compare(tenant, in_force)
    return parse(in_force.text, document=f"playbook of {tenant.slug}, version {in_force.version}")


def apply_first(tenant: Tenant, database: Database, now: datetime) -> Playbook:
    text = read(tenant.playbook)
    playbook = parse(text, document=str(tenant.playbook))
    try:
        with database.unit_of_work(tenant.slug) as uow:
            if uow.playbooks.newest_version() == 0:
                uow.playbooks.apply(text, by=str(tenant.playbook)[-LONGEST_NAME:], now=now)
    except Conflict:
        return playbook  # another process that starts too was first
    log.info("playbook applied", tenant=tenant.slug, version=1, file=str(tenant.playbook))
    return playbook


def _compare(tenant: Tenant, in_force: Applied) -> None:
    """The file may be gone, or be a draft that is not right yet: it is not what counts."""
    try:
        differs = digest(read(tenant.playbook)) != in_force.digest
    except PlaybookError:
        return
    if differs:
        log.warning(
            "playbook file differs from the version in force",
            tenant=tenant.slug,
            file=str(tenant.playbook),
            version=in_force.version,
            remedy=f"python -m bot playbook diff {tenant.playbook}, then apply",
        )
