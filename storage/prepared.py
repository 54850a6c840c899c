"""Statements of the hot path, compiled once and handed to the driver as they are.

Finding a cached statement again costs SQLAlchemy several times what SQLite needs to carry it out: it derives the cache
key, sorts the parameters, looks for defaults, makes a result. What runs for every message is compiled here for good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from operator import itemgetter
from typing import Any

from msgspec import defstruct
from sqlalchemy import Dialect, Select, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import visitors
from sqlalchemy.sql.compiler import SQLCompiler

from storage.connection import Connection, Values

Bind = Callable[[Values], list[Any]]
Build = Callable[[Any], Any]
Convert = Callable[[Any], Any]
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
    constants = {name: parameter.value for name, parameter in parameters.items() if not parameter.required}
    pick: Callable[[Values], Any] = itemgetter(*order) if len(order) > 1 else lambda values: [values[n] for n in order]
    conversions = _conversions([converters[name] for name in order])

    def bind(values: Values) -> list[Any]:
        row = list(pick({**constants, **values} if constants else values))
        for place, convert in conversions:
            row[place] = convert(row[place])
        return row

    return bind


def _maker(selected: Select[Any], dialect: Dialect) -> Make:
    columns = list(selected.selected_columns)
    row_of = defstruct("Row", [str(column.name) for column in columns])
    conversions = _conversions([each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns])

    def make(row: tuple[Any, ...]) -> Any:
        values = list(row)
        for place, convert in conversions:
            values[place] = convert(values[place])
        return row_of(*values)

    return make


def _conversions(converters: Sequence[Convert | None]) -> list[tuple[int, Convert]]:
    """Few values need one: where they stand, and which."""
    return [(place, convert) for place, convert in enumerate(converters) if convert is not None]
