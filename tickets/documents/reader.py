"""Turns a parsed TOML document into dataclasses, collecting every problem instead of stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from tickets.documents import values
from tickets.documents.lines import join
from tickets.documents.problems import Problem
from tickets.documents.rules import Distinct

T = TypeVar("T")
Leaves = Mapping[Any, Callable[[Any], Any]]
"""For each type how it is read from what TOML gives; raises ValueError with what it must be."""

Where = NewType("Where", str)
"""A field of this type is no key: it gets the path of the table that the dataclass was read from."""

_LEAVES: Leaves = {
    str: values.text,
    int: values.whole_number,
    bool: values.switch,
    timedelta: values.duration,
    time: values.time_of_day,
}


class Reader:
    """For one document. What cannot be read is left out, and a problem tells why; a table that lacks something is None.

    `is_whole`: nothing was left out so far. `reference` is where the reader of the complaints finds out what a key is
    for. A field whose name is a word of Python's ends with `_`, its key does not.
    """

    def __init__(self, lines: Mapping[str, int], *, reference: str, leaves: Leaves | None = None) -> None:
        self.problems: list[Problem] = []
        self.is_whole = True
        self._lines = lines
        self._reference = reference
        self._leaves = {**_LEAVES, **(leaves or {})}

    def read(self, kind: type[T], table: Mapping[str, Any], where: str = "") -> T | None:
        """A dataclass from a table; a field that is a dataclass comes from a table inside it.

        After any problem the value is only good for looking for more of them.
        """
        problems_before = len(self.problems)
        found = self.parts(kind, table, where)
        if any(_is_required(each) and each.name not in found for each in fields(kind)):  # type: ignore[arg-type]
            return None
        value = kind(**found)
        if len(self.problems) == problems_before:
            for key, complaint in _contradictions(value):
                self.complain(join(where, key), complaint)
        return value

    def parts(self, kind: type, table: Mapping[str, Any], where: str = "") -> dict[str, Any]:
        """What can be read of it, by the names of the fields."""
        hints = _hints(kind)
        keys = {_key(each): each for each in fields(kind) if hints[each.name] is not Where}
        meant = self._unknown_keys(table, list(keys), where)
        found = {each.name: where for each in fields(kind) if hints[each.name] is Where}
        for key, each in keys.items():
            if key in table:
                value = self._value(hints[each.name], table[key], join(where, key))
                found |= {each.name: value} if value is not None else {}
            elif _is_required(each) and key not in meant:
                self.complain(join(where, key), f"没有写；{self._reference} 里有说明")
        return found

    def complain(self, where: str, what: str, *, only_suspicious: bool = False) -> None:
        self.is_whole = False
        self.note(where, what, only_suspicious=only_suspicious)

    def note(self, where: str, what: str, *, only_suspicious: bool = False) -> None:
        """Of what was read all the same."""
        self.problems.append(Problem(where, what, self._line(where), only_suspicious))

    def _unknown_keys(self, table: Mapping[str, Any], known: list[str], where: str) -> set[str]:
        """Complain of each. The answer is the known keys that they were probably meant to be."""
        absent = [key for key in known if key not in table]
        meant = set()
        for key in table:
            if key in known:
                continue
            likely = get_close_matches(key, absent, n=1)
            advice = f"是不是 {likely[0]}？" if likely else f"这里可以写 {'、'.join(known)}"
            tell = self.complain if likely else self.note
            tell(join(where, key), f"没有这一项。{advice}")
            meant.update(likely)
        return meant

    def _value(self, hint: Any, given: Any, where: str) -> Any:
        kind, *rules = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        problems_before = len(self.problems)
        value = self._plain(kind, given, where)
        is_right = len(self.problems) == problems_before
        for rule in rules:
            if isinstance(rule, Distinct):
                self._check_distinct(rule.key, given, where)
            elif is_right and (complaint := rule(value)):
                self.complain(where, complaint)
        return value

    def _plain(self, kind: Any, given: Any, where: str) -> Any:
        if kind in self._leaves:
            return self._leaf(kind, given, where)
        if get_origin(kind) in (Union, UnionType):  # … | None: TOML has no None, so what is given is the other
            return self._value(get_args(kind)[0], given, where)
        if is_dataclass(kind):
            return self._table(kind, given, where)
        if get_origin(kind) is tuple:
            return self._list(get_args(kind)[0], given, where)
        if get_origin(kind) is Mapping:
            key_kind, value_kind = get_args(kind)
            return self._mapping(key_kind, value_kind, given, where)
        return self._leaf(kind, given, where)

    def _table(self, kind: Any, given: Any, where: str) -> Any:
        if isinstance(given, Mapping):
            return self.read(kind, given, where)
        return self.complain(where, "必须是一张表：名字写在方括号里，设置写在下面")

    def _list(self, kind: Any, given: Any, where: str) -> Any:
        """One text stands for a list of one."""
        of_tables = is_dataclass(kind) and kind not in self._leaves
        entries = [given] if isinstance(given, str) and not of_tables else given
        if isinstance(entries, list):
            found = (self._value(kind, entry, f"{where}[{number}]") for number, entry in enumerate(entries))
            return tuple(value for value in found if value is not None)
        if of_tables:
            return self.complain(where, f"必须是列表：用双方括号写 [[{where}]]")
        return self.complain(where, "必须是方括号里的列表")

    def _mapping(self, key_kind: Any, kind: Any, given: Any, where: str) -> Any:
        if not isinstance(given, Mapping):
            return self.complain(where, "必须是一张表：名字写在方括号里，设置写在下面")
        found: dict[Any, Any] = {}
        for key, value in given.items():
            read_key = self._leaf(key_kind, key, join(where, key))
            read_value = self._value(kind, value, join(where, key))
            if read_key is not None and read_value is not None:
                found[read_key] = read_value
        return found

    def _leaf(self, kind: Any, given: Any, where: str) -> Any:
        try:
            if get_origin(kind) is Literal:
                return values.one_of(get_args(kind), given)
            if isinstance(kind, type) and issubclass(kind, StrEnum):
                return kind(values.one_of(kind, given))
            return self._leaves[kind](given)
        except ValueError as error:
            return self.complain(where, str(error))

    def _check_distinct(self, key: str, entries: Any, where: str) -> None:
        """Compare what was given, so that a repetition shows even where an entry has other problems."""
        first: dict[str, int] = {}
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            value = entry.get(key) if isinstance(entry, Mapping) else None
            if isinstance(value, str) and (earlier := first.setdefault(value, number)) != number:
                self.complain(f"{where}[{number}].{key}", f"和 {where}[{earlier}].{key} 一样")

    def _line(self, where: str) -> int | None:
        """Of the key itself, or of the nearest table around it."""
        while where and where not in self._lines:
            where = re.sub(r"(\[\d+\]|\.?[^.\[]+)$", "", where)
        return self._lines.get(where)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _key(field: Field[Any]) -> str:
    return field.name.removesuffix("_")


def _contradictions(value: Any) -> Iterator[tuple[str, str]]:
    return value.contradictions() if hasattr(value, "contradictions") else iter(())
