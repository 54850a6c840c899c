"""The business's rules: who is who, who gets a ticket, what must be known, how long a promise lasts."""

from __future__ import annotations

from tickets.playbook.parse import Examined, PlaybookError, examine, parse
from tickets.playbook.values import Group, Person, Playbook

__all__ = ["Examined", "Group", "Person", "Playbook", "PlaybookError", "examine", "parse"]
