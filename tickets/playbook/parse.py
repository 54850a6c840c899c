"""From a TOML text to a playbook; everything that is wrong with it is told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tickets.documents.lines import lines_of
from tickets.documents.problems import Problem, in_order, of_syntax
from tickets.documents.reader import Reader
from tickets.playbook import build, checks
from tickets.playbook.document import DefaultsEntry, Document
from tickets.playbook.values import Playbook
from tickets.playbook.wordings import LEAVES


class PlaybookError(Exception):
    """Of one document or several, by what their owner calls them; the problems in the order of their lines."""

    def __init__(self, problems: Mapping[str, Iterable[Problem]]) -> None:
        self.by_document = {document: in_order(several) for document, several in problems.items()}
        sentences = (problem.told(document) for document, several in self.by_document.items() for problem in several)
        super().__init__("\n".join(sentences))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for several in self.by_document.values() for problem in several)


@dataclass(frozen=True, slots=True)
class Examined:
    """`playbook` is None where any of the problems is more than suspicious."""

    playbook: Playbook | None
    problems: tuple[Problem, ...]


def parse(text: str, *, document: str = "playbook") -> Playbook:
    """Raises `PlaybookError`."""
    examined = examine(text)
    if examined.playbook is None:
        raise PlaybookError({document: [each for each in examined.problems if not each.only_suspicious]})
    return examined.playbook


def examine(text: str) -> Examined:
    """What cannot be read is left out of the checks, so that one mistake is told once."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")  # Windows editors
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Examined(None, (of_syntax(error),))
    reader = Reader(lines_of(text), reference="docs/playbook.md", leaves=LEAVES)
    document = _as_far_as_it_goes(reader.parts(Document, table))
    unread = [problem.where for problem in reader.problems]
    for where, what in checks.wrong(document, table):
        if not any(each.startswith((f"{where}.", f"{where}[")) for each in unread):
            reader.note(where, what)
    if reader.is_whole:
        for where, what in checks.wrong_as_a_whole(document):
            reader.note(where, what)
        for where, what in checks.suspicious(document, table):
            reader.note(where, what, only_suspicious=True)
    problems = in_order(reader.problems)
    is_right = all(problem.only_suspicious for problem in problems)
    return Examined(build.playbook(document) if is_right else None, problems)


def _as_far_as_it_goes(parts: Mapping[str, Any]) -> Document:
    nothing: dict[str, Any] = {"name": "", "defaults": DefaultsEntry(group="", required=()), "people": (), "groups": ()}
    return Document(**{**nothing, **parts})
