"""`python -m bot playbook diff [FILE]`"""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

from bot.commands import given
from bot.config import Settings
from bot.playbooks import read, version_of

DIFFERENT = 1


def run(settings: Settings, file: Path | None, *, tenant: str | None) -> int:
    """Between what is in force and a file, by default the configured one; 1 where they differ."""
    chosen = given.one_tenant(settings, tenant)
    with given.migrated_database(settings) as database, database.reading(chosen.slug) as uow:
        in_force = uow.playbooks.newest()
    file = file or chosen.playbook
    before = in_force.text if in_force else ""
    name = version_of(chosen.slug, in_force.version) if in_force else f"{chosen.slug} 还没有启用过"
    difference = list(unified_diff(before.splitlines(), read(file).splitlines(), name, str(file), lineterm=""))
    for line in difference:
        print(line)
    if not difference:
        print(f"{file} 就是正在用的 {name}。", file=sys.stderr)
    return DIFFERENT if difference else 0
