"""Turns a parsed TOML document into dataclasses, collecting every problem instead of stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from bot.config import values
from bot.config.problems import Problem
from bot.config.rules import Distinct
from bot.config.secret import Secret

T = TypeVar("T")


class Reader:
    """For one document. What cannot be read becomes None, and a problem tells why."""

    def __init__(self, environ: Mapping[str, str], lines: Mapping[str, int]) -> None:
        self.problems: list[Problem] = []
        self._lines = lines
        self._leaves: dict[Any, Callable[[Any], Any]] = {
            str: values.text,
            int: values.whole_number,
            bool: values.switch,
            timedelta: values.duration,
            Path: lambda given: Path(values.text(given)),
            Secret: lambda given: Secret.resolve(values.text(given), environ),
        }

    def read(self, kind: type[T], table: Mapping[str, Any], where: str = "") -> T | None:
        """A dataclass from a table; a field that is a dataclass comes from a table inside it."""
        hints = get_type_hints(kind, include_extras=True)
        problems_before = len(self.problems)
        meant = self._unknown_keys(table, list(hints), where)
        found = {}
        for each in fields(kind):  # type: ignore[arg-type]  # typing has no name for "a dataclass"
            if each.name in table:
                found[each.name] = self._value(hints[each.name], table[each.name], _join(where, each.name))
            elif each.default is MISSING and each.name not in meant:
                self._complain(_join(where, each.name), "is missing; config.example.toml shows what it is for")
        if len(self.problems) > problems_before:
            return None
        value = kind(**found)
        for key, complaint in _contradictions(value):
            self._complain(_join(where, key), complaint)
        return value

    def _unknown_keys(self, table: Mapping[str, Any], known: list[str], where: str) -> set[str]:
        """Complain of each. The answer is the known keys that they were probably meant to be."""
        absent = [key for key in known if key not in table]
        meant = set()
        for key in table:
            if key in known:
                continue
            likely = get_close_matches(key, absent, n=1)
            advice = f"Did you mean {likely[0]}?" if likely else f"The settings here are {', '.join(known)}"
            self._complain(_join(where, key), f"is no setting. {advice}")
            meant.update(likely)
        return meant

    def _value(self, hint: Any, given: Any, where: str) -> Any:
        kind, *rules = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        if is_dataclass(kind):
            return self._table(kind, given, where)
        if get_origin(kind) is tuple:
            value = self._list(get_args(kind)[0], given, where)
        else:
            value = self._leaf(kind, given, where)
        for rule in rules:
            if isinstance(rule, Distinct):
                self._check_distinct(rule.key, given, where)
            elif value is not None and (complaint := rule(value)):
                self._complain(where, complaint)
        return value

    def _table(self, kind: Any, given: Any, where: str) -> Any:
        if isinstance(given, Mapping):
            return self.read(kind, given, where)
        return self._complain(where, "must be a table: its name in square brackets, its settings below")

    def _list(self, kind: Any, given: Any, where: str) -> Any:
        if isinstance(given, list):
            return tuple(self._value(kind, entry, f"{where}[{number}]") for number, entry in enumerate(given))
        return self._complain(where, f"must be a list: write [[{where}]] in double brackets")

    def _leaf(self, kind: Any, given: Any, where: str) -> Any:
        try:
            return values.one_of(kind, given) if get_origin(kind) is Literal else self._leaves[kind](given)
        except ValueError as error:
            return self._complain(where, str(error))

    def _check_distinct(self, key: str, entries: Any, where: str) -> None:
        """Compare what was given, so that a repetition shows even where an entry has other problems."""
        first: dict[str, int] = {}
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            value = entry.get(key) if isinstance(entry, Mapping) else None
            if isinstance(value, str) and (earlier := first.setdefault(value, number)) != number:
                self._complain(f"{where}[{number}].{key}", f"is the same as {where}[{earlier}].{key}")

    def _complain(self, where: str, what: str) -> None:
        self.problems.append(Problem(where, what, self._line(where)))

    def _line(self, where: str) -> int | None:
        """Of the key itself, or of the nearest table around it."""
        while where and where not in self._lines:
            where = re.sub(r"(\[\d+\]|\.?[^.\[]+)$", "", where)
        return self._lines.get(where)


def _contradictions(value: Any) -> Iterator[tuple[str, str]]:
    return value.contradictions() if hasattr(value, "contradictions") else iter(())


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
