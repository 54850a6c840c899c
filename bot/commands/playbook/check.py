"""`python -m bot playbook check [FILE]`"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from bot.config import Settings, named_in
from bot.playbooks import applied_in, read, standings
from tickets.playbook import Playbook, examine

REFUSED = 2


def run(settings: Callable[[], Settings], file: Path | None) -> int:
    """2 where it is wrong; what is only suspicious is told and forgiven."""
    texts = {str(file): read(file)} if file is not None else _to_start_with(settings())
    return max(_check(called, text) for called, text in texts.items())


def _to_start_with(settings: Settings) -> dict[str, str]:
    """Of each tenant, by what it is called. Raises `PlaybookError`."""
    slugs = [tenant.slug for tenant in settings.tenants]
    found = standings(named_in(settings), applied_in(settings.database.url.reveal(), slugs))
    return {each.called: each.text for each in found.values()}


def _check(called: str, text: str) -> int:
    examined = examine(text)
    for problem in examined.problems:
        suspicion = "可疑：" if problem.only_suspicious else ""
        print(f"{suspicion}{problem.told(called)}", file=sys.stderr)
    if examined.playbook is None:
        wrong = sum(not problem.only_suspicious for problem in examined.problems)
        print(f"共 {wrong} 处不对，改好再来。", file=sys.stderr)
        return REFUSED
    print(f"{called} 没有问题：{contents(examined.playbook)}。")
    return 0


def contents(playbook: Playbook) -> str:
    parts = {
        "人": playbook.people,
        "个组": playbook.groups,
        "个片区": playbook.areas,
        "个类型": playbook.types,
        "条派单规则": playbook.rules,
        "个升级阶梯": playbook.ladders,
        "个日历": playbook.calendars,
    }
    return "，".join(f"{len(part)} {name}" for name, part in parts.items() if part)
