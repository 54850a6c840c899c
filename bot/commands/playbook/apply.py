"""`python -m bot playbook apply FILE`"""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from bot.clock import system_time
from bot.commands import given
from bot.config import Settings
from bot.playbooks import LONGEST_NAME, read, version_of
from storage.playbooks import digest
from tickets.playbook import parse


def run(settings: Settings, file: Path, *, tenant: str | None) -> int:
    """It holds from now on for what is new, in every process; a ticket keeps the version it was opened under."""
    text = read(file)
    parse(text, document=str(file))
    chosen = given.one_tenant(settings, tenant)
    with given.migrated_database(settings) as database, database.unit_of_work(chosen.slug) as uow:
        in_force = uow.playbooks.newest()
        if in_force is not None and in_force.digest == digest(text):
            print(f"{file} 已经在用，就是 {version_of(chosen.slug, in_force.version)}。")
            return 0
        version = uow.playbooks.apply(text, by=_who()[:LONGEST_NAME], now=system_time())
    print(f"{version_of(chosen.slug, version)}启用了。以前开的工单还按原来那一版。")
    return 0


def _who() -> str:
    """A user without a name, as in a container, has a number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
