"""A configuration beside the demo's database, so that other commands can be asked about what was played."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bot.config import Settings

NAME = "config.toml"
_MARK = "# Written anew by each demo"
_HEAD = _MARK + ": python -m bot --config {file} account, tickets --json, playbook explain …\n"


def strangers_in(folder: Path) -> list[str]:
    """What the demo would begin anew and did not make: by its configuration an earlier one is known."""
    file = folder / NAME
    if file.is_file() and file.read_bytes().startswith(_MARK.encode()):
        return []
    return [name for name in (NAME, "paidan.db", "files", "bot.log", "emulator.log") if (folder / name).exists()]


def write(settings: Settings, folder: Path) -> Path:
    """With as much as those need. Its secrets are made up, and open nothing but this demo."""
    file = folder / NAME
    [tenant] = settings.tenants
    wecom = tenant.wecom
    tables: dict[str, Mapping[str, str | int | bool]] = {
        "[server]": {
            "public_url": settings.server.public_url,
            "host": settings.server.host,
            "port": settings.server.port,
        },
        "[database]": {"url": settings.database.url.reveal()},
        "[files]": {"url": settings.files.url},
        "[demo]": {"time_travel": settings.demo.time_travel},
        "[[tenants]]": {"slug": tenant.slug, "name": tenant.name, "playbook": str(tenant.playbook)},
        "[tenants.wecom]": {
            "corp_id": wecom.corp_id,
            "agent_id": wecom.agent_id,
            "secret": wecom.secret.reveal(),
            "token": wecom.token.reveal(),
            "encoding_aes_key": wecom.encoding_aes_key.reveal(),
            "base_url": wecom.base_url,
        },
    }
    written = "\n".join(f"{name}\n{_lines(values)}" for name, values in tables.items())
    file.write_text(_HEAD.format(file=file) + written, encoding="utf-8")
    file.chmod(0o600)
    return file


def _lines(values: Mapping[str, str | int | bool]) -> str:
    """Texts, numbers and truth are written in TOML as in JSON."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
