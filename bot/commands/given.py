"""What several commands begin with: the tenants that are meant, and a database that fits this program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.config import Settings, Tenant
from storage import migrate
from storage.database import Database
from storage.errors import StorageUnavailable


class UnknownTenant(Exception):
    """The configuration has no tenant of that slug."""


class Outdated(Exception):
    """The database's schema is not the one that this program expects."""


def tenants(settings: Settings, slug: str | None) -> tuple[Tenant, ...]:
    """None: all of them. Raises `UnknownTenant`."""
    chosen = tuple(tenant for tenant in settings.tenants if slug in (None, tenant.slug))
    if not chosen:
        known = ", ".join(tenant.slug for tenant in settings.tenants)
        raise UnknownTenant(f"--tenant: there is no tenant {slug!r}, only {known}")
    return chosen


def one_tenant(settings: Settings, slug: str | None) -> Tenant:
    """Raises `UnknownTenant`, also where there are several and none is named."""
    chosen = tenants(settings, slug)
    if len(chosen) > 1:
        raise UnknownTenant(f"--tenant: say which one, of {', '.join(tenant.slug for tenant in chosen)}")
    return chosen[0]


@contextmanager
def database(settings: Settings) -> Iterator[Database]:
    """As it is. Raises `StorageUnavailable`."""
    try:
        opened = Database(settings.database.url.reveal())
    except OSError as error:
        raise StorageUnavailable(str(error)) from error
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def migrated_database(settings: Settings) -> Iterator[Database]:
    """Raises `Outdated` or `StorageUnavailable`."""
    with database(settings) as opened:
        found, expected = migrate.current(opened), migrate.newest()
        if found != expected:
            state = f"is at {found}, not at {expected}" if found else "has no tables yet"
            raise Outdated(f"The database {state}. Run: python -m bot migrate")
        yield opened
