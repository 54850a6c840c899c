"""What tests of the command line begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import ConfigError, Settings, load
from storage import migrate
from storage.database import Database
from tests.bot.test_config import ENVIRON, SMALLEST
from tests.tickets.samples import MINIMAL


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A migrated database, and a playbook of its own."""
    (tmp_path / "playbook.toml").write_text(MINIMAL.read_text(encoding="utf-8"), encoding="utf-8")
    url = f"sqlite:///{tmp_path}/paidan.db"
    database = Database(url)
    migrate.upgrade(database)
    database.close()
    text = SMALLEST.replace('name = "东区"', f'name = "东区"\nplaybook = "{tmp_path}/playbook.toml"')
    for name in ("SECRET", "TOKEN"):
        text = text.replace(f"env:WECOM_{name}", "secret")
    text = text.replace("env:WECOM_AES_KEY", "k" * 43) + f'\n[database]\nurl = "{url}"\n'
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def read(tmp_path):
    def read(text: str, environ: dict[str, str] = ENVIRON) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return load(path, environ)

    return read


@pytest.fixture
def problems(read):
    def problems(text: str, environ: dict[str, str] = ENVIRON) -> list[tuple[str, int | None, str]]:
        with pytest.raises(ConfigError) as caught:
            read(text, environ)
        return [(each.where, each.line, each.what) for each in caught.value.problems]

    return problems
