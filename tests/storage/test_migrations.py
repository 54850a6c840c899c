from __future__ import annotations

import pytest
from sqlalchemy import inspect

from storage import migrate
from storage.database import Database
from storage.schema import metadata
from tests.storage.test_tenants import fill, rows_of


@pytest.fixture
def empty(database_url: str) -> Database:
    return Database(database_url)


def test_a_migrated_database_is_what_the_schema_says(empty: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    migrate.upgrade(empty)
    with empty.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), metadata)
    empty.close()
    assert difference == []


def test_migrations_go_up_and_down_with_data_in_them(empty: Database) -> None:
    migrate.upgrade(empty)
    with empty.unit_of_work("a") as uow:
        fill(uow)
        before = rows_of(uow, "a")
    migrate.upgrade(empty)
    with empty.reading("a") as uow:
        assert rows_of(uow, "a") == before, "migrating what is migrated changes nothing"
    migrate.downgrade(empty, migrate.BASE)
    assert set(inspect(empty.engine).get_table_names()) <= {"alembic_version"}
    assert migrate.current(empty) is None
    migrate.upgrade(empty)
    assert migrate.current(empty) == migrate.newest()
    empty.close()


def test_the_newest_revision_is_alembics_head() -> None:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(migrate.MIGRATIONS))
    assert script.get_current_head() == migrate.newest()
