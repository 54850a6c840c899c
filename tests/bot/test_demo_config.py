"""What was played in the demo can be asked about."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import demo_config, demo_settings
from bot.commands.line import main
from bot.config import load
from storage import migrate
from storage.database import Database
from tests.tooling.ports import free_port


def test_the_demo_leaves_a_configuration_with_which_its_database_can_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = demo_settings.settings_for(8701, 8700, tmp_path)
    file = demo_config.write(settings, tmp_path)
    known = load(file, {})
    [tenant] = settings.tenants
    assert known == replace(
        settings, tenants=(replace(tenant, wechat=None, sms=None, phone=None, wecom=known.tenants[0].wecom),)
    )
    assert known.tenants[0].wecom.secret == tenant.wecom.secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    database = Database(settings.database.url.reveal())
    migrate.upgrade(database)
    database.close()
    assert main(["--config", str(file), "account"]) == 0
    assert "安居物业" in capsys.readouterr().out
    assert main(["--config", str(file), "tickets", "--json"]) == 0


@pytest.mark.parametrize("name", ["config.toml", "paidan.db"])
def test_the_demo_leaves_alone_what_it_did_not_make(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever says `--folder var` keeps the tickets of the real desk."""
    (tmp_path / name).write_text("of somebody", encoding="utf-8")
    port = free_port()
    assert main(["demo", "--folder", str(tmp_path), "--port", str(port)]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path} 里的 {name} 不是 demo 的")
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["of somebody"]


def test_the_demo_knows_the_folder_of_an_earlier_one(tmp_path: Path) -> None:
    assert demo_config.strangers_in(tmp_path) == []
    demo_config.write(demo_settings.settings_for(8701, 8700, tmp_path), tmp_path)
    (tmp_path / "paidan.db").touch()
    assert demo_config.strangers_in(tmp_path) == []
