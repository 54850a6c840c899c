"""What is wrong with a document, said so that its owner can mend it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is the path of a key (`tenants[0].wecom.secret`), empty for the document as a whole.

    `only_suspicious`: it can be worked with, but is hardly what was meant.
    """

    where: str
    what: str
    line: int | None
    only_suspicious: bool = False

    def told(self, document: str) -> str:
        place = document if self.line is None else f"{document}:{self.line}"
        return ": ".join(part for part in (place, self.where, self.what) if part)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def of_syntax(error: tomllib.TOMLDecodeError) -> Problem:
    what, line = str(error), None
    if found := re.search(r" \(at line (\d+), column (\d+)\)$", what):
        what, line = f"第 {found[2]} 列，{what[: found.start()]}", int(found[1])
    return Problem("", f"不是正确的 TOML：{what}", line)
