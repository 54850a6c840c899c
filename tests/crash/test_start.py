"""What keeps it from starting is said in a sentence, without a traceback."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from emulator.server import Emulator
from storage import migrate
from storage.database import Database
from tests.crash.company import write_config, write_playbook
from tests.crash.process import run_bot
from tests.tooling.ports import free_port


@pytest.fixture
def config(tmp_path: Path, sqlite_url: str):
    write_playbook(tmp_path)
    wecom = Emulator()
    wecom.world.url = "http://127.0.0.1:9"  # nobody is asked anything

    def config(port: int, database_url: str = sqlite_url) -> Path:
        return write_config(tmp_path / "config.toml", wecom, database_url=database_url, port=port)

    return config


def test_whoever_looks_how_old_it_is_does_not_wait_for_whoever_writes(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate.upgrade(database)
    with database.transaction():
        assert migrate.current(database) == migrate.newest()
    database.close()


async def test_an_old_database_wants_to_be_migrated(config) -> None:
    status, said = await run_bot(config(free_port()), "run")
    assert (status, said) == (1, "数据库里还没有表。请先运行：python -m bot migrate\n")


async def test_a_database_that_is_not_there_is_named(config) -> None:
    nowhere = f"postgresql+psycopg://bot@127.0.0.1:{free_port()}/paidan"
    status, said = await run_bot(config(free_port(), nowhere), "run")
    assert status == 1
    assert said.startswith("数据库用不了：")
    assert "Traceback" not in said


async def test_a_port_that_is_taken_is_named(config, sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate.upgrade(database)
    database.close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = await run_bot(config(port), "run")
    assert status == 1
    last = said.splitlines()[-1]
    assert last == f"端口 {port} 已经被占用。请换一个：config.toml 的 [server] port"
