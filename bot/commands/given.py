"""What several commands begin with: the tenants that are meant, and a database that fits this program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.config import Settings, Tenant
from storage import migrate
from storage.database import Database, is_there
from storage.errors import StorageUnavailable

NO_TABLES = "数据库里还没有表。请先运行：python -m bot migrate"


class UnknownTenant(Exception):
    """The configuration has no tenant of that slug."""


class Unsuitable(Exception):
    """The database is none that this program can work with as it is; says what to do."""


def tenants(settings: Settings, slug: str | None) -> tuple[Tenant, ...]:
    """None: all of them. Raises `UnknownTenant`."""
    chosen = tuple(tenant for tenant in settings.tenants if slug in (None, tenant.slug))
    if not chosen:
        known = "、".join(tenant.slug for tenant in settings.tenants)
        raise UnknownTenant(f"--tenant：没有租户 {slug}，只有 {known}。")
    return chosen


def one_tenant(settings: Settings, slug: str | None) -> Tenant:
    """Raises `UnknownTenant`, also where there are several and none is named."""
    chosen = tenants(settings, slug)
    if len(chosen) > 1:
        raise UnknownTenant(f"有几个租户，请用 --tenant 说明是哪一个：{'、'.join(tenant.slug for tenant in chosen)}。")
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
    """Raises `Unsuitable` or `StorageUnavailable`. One that is not there is not made."""
    if not is_there(settings.database.url.reveal()):
        raise Unsuitable(NO_TABLES)
    with database(settings) as opened:
        found, expected = migrate.current(opened), migrate.newest()
        if found is None:
            raise Unsuitable(NO_TABLES)
        refuse_newer(found)
        if found != expected:
            raise Unsuitable(f"数据库还是 {found} 版，这个程序要 {expected} 版。请先运行：python -m bot migrate")
        yield opened


def refuse_without_chinese(database: Database) -> None:
    """Raises `Unsuitable`. Later nothing of it could be changed any more."""
    encoding = migrate.encoding(database)
    if encoding != "UTF8":
        raise Unsuitable(
            f"数据库的编码是 {encoding}，存不好中文。请另建一个：createdb --encoding UTF8 --template template0 NAME"
        )


def refuse_newer(found: str) -> None:
    """Raises `Unsuitable` for what only a later version of this program knows: by whom `found` was migrated."""
    if found > migrate.newest():
        raise Unsuitable(
            f"数据库是更新的程序建的（{found} 版，这个程序到 {migrate.newest()} 版），什么也没有动。"
            "请用新的程序，或者恢复升级前的备份。"
        )
