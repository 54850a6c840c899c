"""The tenants' playbooks, read from their files; everything that is wrong with any of them is told at once."""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings
from tickets.playbook import Playbook, PlaybookError, parse


def load_playbooks(settings: Settings) -> dict[str, Playbook]:
    """By tenant. Raises `PlaybookError`."""
    found: dict[str, Playbook] = {}
    problems: list[str] = []
    for tenant in settings.tenants:
        try:
            found[tenant.slug] = _load(tenant.playbook)
        except PlaybookError as error:
            problems += [f"{tenant.playbook}: {problem}" for problem in error.problems]
    if problems:
        raise PlaybookError(problems)
    return found


def _load(path: Path) -> Playbook:
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PlaybookError([f"cannot be read: {error}"]) from None
