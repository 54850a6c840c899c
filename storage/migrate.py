"""Bringing a database to the present schema. Alembic imports slowly, so it is imported here and only when asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "head"
BASE = "base"
MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = HEAD) -> None:
    from alembic import command

    with database.transaction() as connection:
        config = _config()
        config.attributes["connection"] = connection.inner
        command.upgrade(config, revision)


def downgrade(database: Database, revision: str) -> None:
    from alembic import command

    with database.transaction() as connection:
        config = _config()
        config.attributes["connection"] = connection.inner
        command.downgrade(config, revision)


def current(database: Database) -> str | None:
    """The revision of the database; None: it was never migrated. Raises `StorageUnavailable`."""
    with database.look() as connection:
        if not inspect(connection.inner).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def has_table(database: Database, name: str) -> bool:
    """Raises `StorageUnavailable`."""
    with database.look() as connection:
        return inspect(connection.inner).has_table(name)


def encoding(database: Database) -> str:
    """Of the texts in it. Raises `StorageUnavailable`."""
    if database.is_sqlite:
        return "UTF8"
    with database.look() as connection:
        return str(connection.execute(text("SHOW server_encoding")).scalar())


def newest() -> str:
    """The revision that this program expects: files are named by it, and numbered."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
