"""The tenants' playbooks, read from their files; everything that is wrong with any of them is told at once."""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings
from tickets.documents.problems import Problem
from tickets.playbook import Playbook, PlaybookError, parse


def load_playbooks(settings: Settings) -> dict[str, Playbook]:
    """By tenant. Raises `PlaybookError`."""
    found: dict[str, Playbook] = {}
    refused: dict[str, tuple[Problem, ...]] = {}
    for tenant in settings.tenants:
        try:
            found[tenant.slug] = parse(read(tenant.playbook), document=str(tenant.playbook))
        except PlaybookError as error:
            refused |= error.by_document
    if refused:
        raise PlaybookError(refused)
    return found


def read(path: Path) -> str:
    """Raises `PlaybookError`."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PlaybookError({str(path): [Problem("", f"cannot be read: {error}", None)]}) from None
