"""`python -m bot playbook check FILE`"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.playbooks import examined_file
from tickets.playbook import Playbook

REFUSED = 2


def run(file: Path) -> int:
    """2 where it is wrong; what is only suspicious is told and forgiven."""
    examined = examined_file(file)
    for problem in examined.problems:
        suspicion = "suspicious: " if problem.only_suspicious else ""
        print(f"{suspicion}{problem.told(str(file))}", file=sys.stderr)
    if examined.playbook is None:
        return REFUSED
    print(f"{file} is right: {contents(examined.playbook)}.")
    return 0


def contents(playbook: Playbook) -> str:
    parts = {
        "people": playbook.people,
        "groups": playbook.groups,
        "areas": playbook.areas,
        "types": playbook.types,
        "rules": playbook.rules,
        "ladders": playbook.ladders,
        "calendars": playbook.calendars,
    }
    return ", ".join(f"{len(part)} {name}" for name, part in parts.items() if part)
