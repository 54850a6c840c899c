"""The command line in ordinary trouble: one sentence, and an exit status to go by; never a traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.commands.line import main
from bot.commands.serve import CannotListen, serve
from bot.config import load
from storage import migrate
from storage.database import Database
from tests.tooling.ports import free_port

CONFIG = """\
[server]
public_url = "http://127.0.0.1:{port}"
host = "{host}"
port = {port}
[database]
url = "{url}"
[files]
url = "{folder}/files"
[[tenants]]
slug = "east"
name = "安居物业"
[tenants.wecom]
corp_id = "ww1"
agent_id = 1000002
secret = "secret"
token = "token"
encoding_aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
"""
LOOKING = ["account", "tickets", "tickets --json", "duplicates", "readings", "codes list", "links 1122-7"]

Config = Callable[..., Path]
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def config(tmp_path: Path, sqlite_url: str) -> Config:
    def config(url: str = sqlite_url, host: str = "127.0.0.1", port: int = 0) -> Path:
        text = CONFIG.format(url=url, host=host, port=port or free_port(), folder=tmp_path)
        (tmp_path / "config.toml").write_text(text, encoding="utf-8")
        return tmp_path / "config.toml"

    return config


@pytest.fixture
def migrated(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    migrate.upgrade(database)
    database.close()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """The exit status, what was printed, and what was complained of."""

    def said(config: Path, command: str) -> tuple[int, str, str]:
        status = main(["--config", str(config), *command.split()])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return said


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("command", [each for each in LOOKING if not each.startswith("links")])
def test_a_tenant_that_is_not_there_is_refused_with_those_who_are(config: Config, said: Said, command: str):
    refusal = "--tenant：没有租户 typo，只有 east。\n"
    assert said(config(), f"{command} --tenant typo") == (2, "", refusal)
    assert said(config(), f"{command} --tenant east")[0] == 0


@pytest.mark.parametrize("command", [*LOOKING, "run"])
def test_a_database_that_was_never_migrated_is_told_with_the_remedy(config: Config, said: Said, command: str):
    assert said(config(), command) == (1, "", "数据库里还没有表。请先运行：python -m bot migrate\n")


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("words", [["account"], ["playbook", "explain", "电梯困人", "playbooks/minimal.toml"]])
def test_whoever_has_read_enough_ends_it_quietly(config: Config, words: list[str]):
    read, written = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "bot", "--config", str(config()), *words]
    ended = subprocess.run(command, stdout=written, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603  # our own command
    os.close(written)

    assert (ended.returncode, ended.stderr) == (1, "")


@pytest.mark.parametrize("command", [*LOOKING, "run", "migrate"])
def test_a_database_that_does_not_answer_is_told_in_one_line(config: Config, said: Said, command: str):
    status, printed, complaint = said(config(url=f"postgresql+psycopg://bot@127.0.0.1:{free_port()}/x"), command)

    assert (status, printed, complaint.count("\n")) == (1, "", 1)
    assert complaint.startswith("数据库用不了：")


def test_a_folder_that_cannot_be_made_is_told_in_one_line(config: Config, said: Said, tmp_path: Path):
    (tmp_path / "file").touch()
    status, printed, complaint = said(config(url=f"sqlite:///{tmp_path}/file/paidan.db"), "migrate")

    assert (status, printed, complaint.count("\n")) == (1, "", 1)
    assert complaint.startswith("数据库用不了：")


@pytest.mark.usefixtures("migrated")
async def test_an_address_of_another_machine_cannot_be_listened_on(config: Config):
    settings = load(config(host="192.0.2.1"), os.environ)

    with pytest.raises(CannotListen, match=r"没有地址 192\.0\.2\.1.*\[server\] host"):
        await serve(settings)


@pytest.mark.usefixtures("migrated")
async def test_a_taken_port_is_named(config: Config):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen, match=f"端口 {port} 已经被占用"):
            await serve(load(config(port=port), os.environ))


@pytest.mark.parametrize("command", [*LOOKING, "run", "migrate"])
def test_a_file_that_is_no_database_is_told_in_one_line(config: Config, said: Said, tmp_path: Path, command: str):
    (tmp_path / "notes.db").write_text("This is a text, and long enough to be taken for something else. " * 4)
    told = "数据库用不了：它的文件不是 SQLite 数据库（file is not a database）。\n"
    assert said(config(url=f"sqlite:///{tmp_path}/notes.db"), command) == (1, "", told)


@pytest.mark.parametrize("command", [*LOOKING, "run", "migrate"])
def test_a_database_of_a_newer_program_is_left_alone(config: Config, said: Said, sqlite_url: str, command: str):
    newer_is(sqlite_url)
    status, printed, complaint = said(config(), command)
    assert (status, printed, complaint.count("\n")) == (1, "", 1)
    assert complaint.startswith("数据库是更新的程序建的（9999 版")


def newer_is(url: str) -> None:
    database = Database(url)
    migrate.upgrade(database)
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()


def test_what_the_user_may_not_do_in_postgresql_is_told_in_one_line(config: Config, said: Said, postgres_url: str):
    database = Database(postgres_url)
    with database.transaction() as connection:
        connection.execute(text("CREATE ROLE somebody LOGIN"))
    somebody = database.engine.url.set(username="somebody").render_as_string(hide_password=False)
    try:
        status, printed, complaint = said(config(url=somebody), "migrate")
    finally:
        with database.transaction() as connection:
            connection.execute(text("DROP ROLE somebody"))
        database.close()
    assert (status, printed, complaint.count("\n")) == (1, "", 1)
    assert "这个用户在里面没有权限" in complaint


def test_a_database_that_cannot_keep_chinese_is_refused_before_anything_is_in_it(
    config: Config, said: Said, postgres_url: str
):
    database = Database(postgres_url)
    outside = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with outside.connect() as connection:
        connection.execute(text("CREATE DATABASE bytes ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE 'C'"))
    bytes_only = database.engine.url.set(database="bytes").render_as_string(hide_password=False)
    try:
        status, printed, complaint = said(config(url=bytes_only), "migrate")
    finally:
        with outside.connect() as connection:
            connection.execute(text("DROP DATABASE bytes"))
        database.close()
    assert (status, printed) == (1, "")
    assert complaint.startswith("数据库的编码是 SQL_ASCII")
