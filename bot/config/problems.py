"""Every problem of a configuration at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.config.named import Named
from tickets.documents.problems import Problem, in_order


class ConfigError(Exception):
    """In the order of its lines. No sentence repeats a value: it may be a secret in the wrong place.

    `named`: as far as it could be read all the same.
    """

    def __init__(self, path: Path, problems: Sequence[Problem], named: Named | None = None) -> None:
        self.path = path
        self.named = named or Named()
        self.problems = in_order(problems)
        super().__init__("\n".join(problem.told(str(path)) for problem in self.problems))
