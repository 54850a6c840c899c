"""What is wrong with a configuration, said so that its owner can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is the path of a key (`tenants[0].wecom.secret`), empty for the file as a whole.

    `what` never repeats a value: it may be a secret in the wrong place.
    """

    where: str
    what: str
    line: int | None


class ConfigError(Exception):
    """Every problem of one file, in the order of its lines."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        super().__init__("\n".join(self._sentence(problem) for problem in self.problems))

    def _sentence(self, problem: Problem) -> str:
        place = str(self.path) if problem.line is None else f"{self.path}:{problem.line}"
        return ": ".join(part for part in (place, problem.where, problem.what) if part)
