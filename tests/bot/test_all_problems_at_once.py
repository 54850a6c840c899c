"""What is wrong with the configuration and with the playbooks it names is told at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.line import main
from bot.commands.playbook import apply
from bot.config import load
from storage.database import Database
from tests.bot.test_config import SMALLEST
from tests.tickets.samples import MINIMAL, NOW

GONE = "没有这个文件"
Told = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def told(config: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """The exit status, and each line of what was complained of."""

    def told(*words: str) -> tuple[int, list[str]]:
        status = main([*words, "--config", str(config)])
        return status, capsys.readouterr().err.splitlines()

    return told


@pytest.fixture
def playbook(config: Path) -> Path:
    return config.parent / "playbook.toml"


def in_force(config: Path, playbook: Path) -> None:
    assert apply.run(load(config, {}), playbook, tenant=None) == 0


def spoil(config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8").replace("agent_id = 7", 'agent_id = "7"'), encoding="utf-8")


@pytest.mark.parametrize("command", ["check-config", "run"])
def test_a_wrong_setting_and_a_wrong_playbook_are_told_together(
    config: Path, playbook: Path, told: Told, command: str
) -> None:
    spoil(config)
    playbook.write_text(MINIMAL.read_text(encoding="utf-8").replace("sunban", "sun", 1), encoding="utf-8")
    status, lines = told(command)
    assert status == 2
    setting, *of_playbook, summed_up = lines
    assert setting.startswith(f"{config}:11: tenants[0].wecom.agent_id: ")
    assert of_playbook
    assert all(line.startswith(f"{playbook}:") for line in of_playbook)
    assert summed_up == f"共 {len(lines) - 1} 处不对，改好再来。"


def test_a_playbook_is_looked_for_also_where_its_tenant_lacks_everything_else(
    config: Path, playbook: Path, told: Told
) -> None:
    config.write_text(f'[[tenants]]\nplaybook = "{playbook}"\n', encoding="utf-8")
    playbook.unlink()
    status, lines = told("check-config")
    assert status == 2
    assert f"{playbook}: {GONE}" in lines


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_file_that_does_not_count_any_more_is_only_warned_of(
    config: Path, playbook: Path, told: Told, *, is_gone: bool
) -> None:
    in_force(config, playbook)
    playbook.unlink() if is_gone else playbook.write_text("half = ", encoding="utf-8")
    status, lines = told("check-config")
    assert status == 0
    assert "east 剧本第 1 版" in lines[0]
    [warning] = [line for line in lines if line.startswith("注意：east: ")]
    assert str(playbook) in warning
    assert (GONE in warning) is is_gone
    spoil(config)
    assert len(told("run")[1]) == 2  # the setting, and how many there are


def test_what_is_in_force_and_cannot_be_read_any_more_is_wrong(config: Path, told: Told) -> None:
    database = Database(load(config, {}).database.url.reveal())
    with database.unit_of_work("east") as uow:
        uow.playbooks.apply("nonsense = 1", by="li", now=NOW)
    database.close()
    for words in (("check-config",), ("playbook", "check"), ("run",)):
        status, lines = told(*words)
        assert status == 2
        assert lines[0].startswith("east 剧本第 1 版:")


def test_where_the_database_does_not_answer_the_files_are_checked_and_it_is_said(config: Path, told: Told) -> None:
    text = config.read_text(encoding="utf-8").replace("sqlite:///", "postgresql+psycopg://x@127.0.0.1:1")
    config.write_text(text, encoding="utf-8")
    status, lines = told("check-config")
    assert status == 0
    assert any(line.startswith("注意：数据库现在用不了，剧本只按文件检查：") for line in lines)


@pytest.mark.parametrize("words", [("check-config",), ("playbook", "check"), ("playbook", "explain", "灯不亮")])
def test_looking_makes_no_database(config: Path, told: Told, words: tuple[str, ...]) -> None:
    for file in config.parent.glob("paidan.db*"):
        file.unlink()
    assert told(*words)[0] == 0
    assert list(config.parent.glob("paidan.db*")) == []


def test_a_playbook_that_is_wrong_keeps_those_of_the_others_from_being_put_in_force(
    config: Path, playbook: Path, told: Told
) -> None:
    other = SMALLEST.partition("[[tenants]]")[2].replace("east", "west").replace("agent_id = 7", "agent_id = 8")
    for name, value in (("SECRET", "secret"), ("TOKEN", "secret"), ("AES_KEY", "k" * 43)):
        other = other.replace(f"env:WECOM_{name}", value)
    other = other.replace('slug = "west"', f'slug = "west"\nplaybook = "{playbook.parent}/none.toml"')
    config.write_text(f"{config.read_text(encoding='utf-8')}\n[[tenants]]{other}", encoding="utf-8")
    status, lines = told("run")
    assert (status, lines[-2:]) == (2, [f"{playbook.parent}/none.toml: {GONE}", "共 1 处不对，改好再来。"])
    database = Database(load(config, {}).database.url.reveal())
    with database.reading("east") as uow:
        assert uow.playbooks.newest_version() == 0
    database.close()
