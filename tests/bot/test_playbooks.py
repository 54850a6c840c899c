"""Which playbook is in force when the bot starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Secret, Server, Settings, Tenant, WecomApp
from bot.playbooks import put_in_force
from storage.database import Database
from storage.schema import metadata
from tests.tickets.samples import MINIMAL, NOW, minimal_playbook
from tests.tooling.strictness import Log
from tickets.playbook import PlaybookError

TEXT = MINIMAL.read_text(encoding="utf-8")
DIFFERS = "playbook file differs from the version in force"


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    metadata.create_all(database.engine)
    yield database
    database.close()


def settings(playbook: Path) -> Settings:
    secret = Secret("x")
    wecom = WecomApp(corp_id="ww1", agent_id=1, secret=secret, token=secret, encoding_aes_key=secret)
    tenant = Tenant(slug="east", name="东区", wecom=wecom, playbook=playbook)
    return Settings(server=Server(public_url="http://127.0.0.1:9"), tenants=(tenant,))


def in_force(database: Database) -> tuple[int, str]:
    with database.reading("east") as uow:
        found = uow.playbooks.newest()
    assert found is not None
    return found.version, found.text


def test_the_file_is_the_first_version_and_starting_again_changes_nothing(database: Database, logged: Log) -> None:
    put_in_force(settings(MINIMAL), database, NOW)
    put_in_force(settings(MINIMAL), database, NOW)
    assert in_force(database) == (1, TEXT)
    assert logged.about(DIFFERS) == []


def test_a_file_that_was_changed_since_is_told_of_and_not_applied(
    database: Database, tmp_path: Path, logged: Log
) -> None:
    file = tmp_path / "playbook.toml"
    file.write_text(TEXT, encoding="utf-8")
    put_in_force(settings(file), database, NOW)
    file.write_text("half = ", encoding="utf-8")
    (found,) = put_in_force(settings(file), database, NOW)
    assert found == replace(minimal_playbook(), version=1)
    assert in_force(database) == (1, TEXT)
    assert [(each["tenant"], each["version"], each["file"]) for each in logged.about(DIFFERS)] == [
        ("east", 1, str(file))
    ]


def test_a_first_playbook_that_is_wrong_or_missing_is_refused(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "playbook.toml"
    with pytest.raises(PlaybookError, match="没有这个文件"):
        put_in_force(settings(file), database, NOW)
    file.write_text(TEXT.replace("sunban", "sun", 1), encoding="utf-8")
    with pytest.raises(PlaybookError, match=rf"{file}:\d+: groups\[0\].leader: 「people」里没有「sunban」"):
        put_in_force(settings(file), database, NOW)


def test_what_this_program_cannot_read_is_not_started_with(database: Database) -> None:
    with database.unit_of_work("east") as uow:
        uow.playbooks.apply("nonsense = 1", by="li", now=NOW)
    with pytest.raises(PlaybookError, match="east 剧本第 1 版"):
        put_in_force(settings(MINIMAL), database, NOW)
