"""Every problem of a configuration at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tickets.documents.problems import Problem, in_order


class ConfigError(Exception):
    """In the order of its lines. No sentence repeats a value: it may be a secret in the wrong place."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = in_order(problems)
        super().__init__("\n".join(problem.told(str(path)) for problem in self.problems))
