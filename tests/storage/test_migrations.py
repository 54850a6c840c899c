from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Date, bindparam, inspect, text

from storage import migrate
from storage.database import Database
from storage.schema import metadata
from storage.schema.base import Json
from storage.types import UtcDateTime
from tests.storage.test_tenants import fill, rows_of
from tests.tickets.samples import NOW, a_lived_ticket, a_ticket
from tickets.fields import Facts
from tickets.notifications import Subject, SubjectKind
from tickets.ticket import Status
from tickets.timers import TimerKind


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


A_TICKET_OF_THEN = """
    INSERT INTO ticket (tenant, version, day, counter, status, facts, text, reporter, "group", draft_id, opened_at)
    VALUES ('a', 1, :day, 7, 'open', :facts, '', 'lijing', 'repair', 1, :at)
"""


def test_a_ticket_of_the_first_tables_lives_on_in_the_present_ones(empty: Database) -> None:
    migrate.upgrade(empty, "0001")
    statement = text(A_TICKET_OF_THEN).bindparams(
        bindparam("day", NOW.date(), Date()),
        bindparam("facts", {"fault": "漏水"}, Json),
        bindparam("at", NOW, UtcDateTime()),
    )
    with empty.transaction() as connection:
        connection.execute(statement)
    migrate.upgrade(empty)
    with empty.reading("a") as uow:
        (ticket,) = uow.tickets.under_way("lijing")
        (timer,) = uow.timers.due(NOW)
    empty.close()
    facts = Facts(fault="漏水")
    assert ticket == a_ticket(id=ticket.id, version=1, facts=facts, text="", playbook_version=1)
    assert (timer.subject, timer.kind) == (Subject(SubjectKind.TICKET, ticket.id), TimerKind.LADDER)


@pytest.mark.parametrize(("status", "then"), [(Status.WAITING, "claimed"), (Status.CANCELLED, "done")])
def test_going_back_leaves_states_that_the_program_of_then_knows(empty: Database, status: Status, then: str) -> None:
    migrate.upgrade(empty)
    with empty.unit_of_work("a") as uow:
        uow.tickets.add(replace(a_lived_ticket(), status=status))
    migrate.downgrade(empty, "0001")
    with empty.engine.connect() as connection:
        found = connection.execute(text("SELECT status FROM ticket")).scalars().all()
    empty.close()
    assert found == [then]
