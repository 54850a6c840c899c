"""Statements of the hot path, compiled once and handed to the driver as they are.

Finding a cached statement again costs SQLAlchemy several times what SQLite needs to carry it out: it derives the cache
key, sorts the parameters, looks for defaults, makes a result. What runs for every message is compiled here for good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Dialect, Select, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import visitors
from sqlalchemy.sql.compiler import SQLCompiler

from storage.connection import Connection, Values

Bind = Callable[[Values], Sequence[Any]]
Build = Callable[[Any], Any]
Make = Callable[[tuple[Any, ...]], Any]

_MARK = re.compile(r"%\((\w+)\)s|%%")


class Prepared:
    """A SELECT, an UPDATE, an INSERT, or an upsert (the same SQL on both databases, but SQLAlchemy has it twice).

    `build` is given the dialect's insert. `first` takes values for all of `columns` (by default the table's, but not
    an `id` that the database gives), and gives the first row as the driver has it: good for texts and numbers, not for
    times and JSON. `all` gives each row as SQLAlchemy would.

    `row`: the columns that say which row it is that an upsert or an UPDATE writes. `lost`: nothing is written where
    somebody else was quicker, and what that means.
    """

    def __init__(
        self,
        table: Table,
        build: Build,
        columns: Iterable[str] | None = None,
        *,
        row: Sequence[str] = (),
        lost: str | None = None,
    ) -> None:
        self.table = table
        self.build = build
        self.columns = list(columns) if columns is not None else _columns_of(table)
        self.row = row
        self.lost = lost
        self.compiled: dict[str, tuple[str, Bind]] = {}
        self._makers: dict[str, Make] = {}
        example = build(sqlite.insert(table))
        self.tables = frozenset(_tables_in(example))
        self.writes: bool = example.is_dml
        self.gives_rows: bool = not self.writes or bool(example.returning_column_descriptions)
        self.width = 0 if self.writes else len(example.selected_columns)

    def first(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        return connection.first(self, values)

    def all(self, connection: Connection, values: Values) -> list[Any]:
        """Each row by the names of its columns."""
        make = self._makers.get(connection.dialect.name)
        if make is None:
            make = self._makers[connection.dialect.name] = _maker(self.selected, connection.dialect)
        return [make(row) for row in connection.all(self, values)]

    def number(self, connection: Connection, values: Values) -> int:
        """The one number that comes back: an id or a count."""
        row = connection.first(self, values)
        assert row is not None
        return int(row[0])

    def later(self, connection: Connection, values: Values) -> None:
        """Where nothing comes back that anybody waits for."""
        connection.later(self, values)

    @property
    def selected(self) -> Select[Any]:
        """Of a SELECT: itself, to be put beside others."""
        statement = self.build(None)
        assert isinstance(statement, Select)
        return statement

    def compile(self, dialect: Dialect) -> tuple[str, Bind]:
        """Once; it stays in `compiled`, under the dialect's name."""
        dialects = {"sqlite": sqlite, "postgresql": postgresql}
        statement = self.build(dialects[dialect.name].insert(self.table))
        compiled = statement.compile(dialect=dialect, column_keys=self.columns)
        assert isinstance(compiled, SQLCompiler)
        sql = str(compiled)
        order = compiled.positiontup or [name for name in _MARK.findall(sql) if name]
        sql = _numbered(sql) if dialect.name == "postgresql" else sql
        ready = self.compiled[dialect.name] = sql, _binder(compiled, dialect, order)
        return ready


class Numbered:
    """An INSERT whose id is wanted. PostgreSQL gives the id beforehand, so that the row can wait for a journey."""

    def __init__(self, table: Table) -> None:
        named = [*_columns_of(table), "id"]
        self.next_id = Prepared(table, lambda _insert: select(func.nextval(f"{table.name}_id_seq")), [])
        self._add = Prepared(table, lambda insert: insert.returning(table.c.id))
        self._add_numbered = Prepared(table, lambda insert: insert, named, row=("id",))

    def number(self, connection: Connection, values: Values) -> int:
        if not connection.travels:
            return self._add.number(connection, values)
        number = self.next_id.number(connection, {})
        self._add_numbered.later(connection, {**values, "id": number})
        return number


def _columns_of(table: Table) -> list[str]:
    return [column.name for column in table.columns if not (column.primary_key and column.autoincrement is True)]


def _tables_in(statement: Any) -> Iterator[Table]:
    for element in visitors.iterate(statement):
        found = getattr(element, "table", element)
        if isinstance(found, Table):
            yield found


def _numbered(sql: str) -> str:
    """With the server's own marks for parameters: nothing is looked for in the text of a long statement each time."""
    marks = count(1)
    return _MARK.sub(lambda found: f"${next(marks)}" if found[1] else "%", sql)


def _binder(compiled: SQLCompiler, dialect: Dialect, order: list[str]) -> Bind:
    parameters = {name: parameter for parameter, name in compiled.bind_names.items()}
    converters = {
        name: parameter.type.dialect_impl(dialect).bind_processor(dialect) for name, parameter in parameters.items()
    }
    constants = {
        name: convert(parameters[name].value) if convert else parameters[name].value
        for name, convert in converters.items()
        if not parameters[name].required
    }
    steps = [(name, None if name in constants else converters[name]) for name in order]
    if len(order) > 1 and not constants and not any(converters.values()):
        return itemgetter(*order)

    def bind(values: Values) -> list[Any]:
        row = {**constants, **values} if constants else values
        return [row[name] if convert is None else convert(row[name]) for name, convert in steps]

    return bind


def _maker(selected: Select[Any], dialect: Dialect) -> Make:
    columns = [
        (column.name, column.type.dialect_impl(dialect).result_processor(dialect, None))
        for column in selected.selected_columns
    ]

    def make(row: tuple[Any, ...]) -> Any:
        found = zip(columns, row, strict=True)
        return SimpleNamespace(**{name: convert(value) if convert else value for (name, convert), value in found})

    return make
