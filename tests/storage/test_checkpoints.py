"""What was committed gets from SQLite's log into its file beside the commits, and the log does not grow for ever."""

from __future__ import annotations

from pathlib import Path

from storage import checkpoints
from storage.checkpoints import checkpoint
from storage.database import Database
from storage.schema import metadata
from tests.tickets.samples import a_draft

T = "acme"


def some_drafts(database: Database, count: int) -> None:
    for _ in range(count):
        with database.unit_of_work(T) as uow:
            uow.drafts.add(a_draft(text="x" * 400_000))


def opened(folder: Path) -> Database:
    database = Database(f"sqlite:///{folder}/paidan.db")
    metadata.create_all(database.engine)
    return database


def test_what_was_committed_gets_into_the_file_and_can_still_be_read(tmp_path: Path) -> None:
    database = opened(tmp_path)
    some_drafts(database, 20)
    before = (tmp_path / "paidan.db").stat().st_size
    checkpoint(database)
    assert (tmp_path / "paidan.db").stat().st_size > before + 20 * 400_000
    with database.reading(T) as uow:
        assert uow.reports.open_drafts() == 20
    database.close()


def test_the_log_begins_anew_when_it_has_grown_long(tmp_path: Path) -> None:
    database = opened(tmp_path)
    for _ in range(3):
        some_drafts(database, 1 + checkpoints.LONG_LOG // 100)
        checkpoint(database)
    assert (tmp_path / "paidan.db-wal").stat().st_size < 2 * checkpoints.LONG_LOG * 4096
    database.close()


def test_whoever_reads_meanwhile_goes_on_seeing_the_same_and_nobody_waits_for_them(tmp_path: Path) -> None:
    database = opened(tmp_path)
    some_drafts(database, 1)
    with database.reading(T) as uow:
        assert uow.reports.open_drafts() == 1
        some_drafts(database, 1 + checkpoints.LONG_LOG // 100)
        checkpoint(database)
        some_drafts(database, 1)
        assert uow.reports.open_drafts() == 1
    database.close()
