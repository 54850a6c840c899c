"""What a configuration names and does not hold, where more may be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.config.secret import Secret
from bot.config.settings import SAMPLE_PLAYBOOK, Database, Settings
from tickets.documents.reader import Leaves, Reader


@dataclass(frozen=True, slots=True)
class Named:
    """The playbooks by tenant, and the database, which may have others than these files say; None: none is named so
    that one could look into it.
    """

    playbooks: tuple[tuple[str, Path], ...] = ()
    database: Secret | None = None


def named_in(settings: Settings) -> Named:
    return Named(tuple((tenant.slug, tenant.playbook) for tenant in settings.tenants), settings.database.url)


@dataclass(frozen=True, slots=True)
class _Tenant:
    slug: str = ""
    playbook: Path = SAMPLE_PLAYBOOK


@dataclass(frozen=True, slots=True)
class _Document:
    tenants: tuple[_Tenant, ...] = ()
    database: Database = field(default_factory=Database)


def named_within(document: Mapping[str, Any], leaves: Leaves) -> Named:
    """Of a document that is not right as a whole. What is wrong with it has been told already."""
    reader = Reader({}, reference="", leaves=leaves)
    found = _Document(**reader.parts(_Document, document))
    is_legible = not any(problem.where.startswith("database") for problem in reader.problems)
    playbooks = tuple((tenant.slug, tenant.playbook) for tenant in found.tenants)
    return Named(playbooks, found.database.url if is_legible else None)
