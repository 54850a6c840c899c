"""Statements of the hot path, compiled once and handed to the driver as they are.

Finding a cached statement again costs SQLAlchemy several times what SQLite needs to carry it out: it derives the cache
key, sorts the parameters, looks for defaults, makes a result. What runs for every message is compiled here for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler

Parameters = tuple[Any, ...] | dict[str, Any]
Bind = Callable[[Mapping[str, Any]], Parameters]
Build = Callable[[Any], Any]


class Prepared:
    """A SELECT of plain columns, an INSERT, or an upsert (the same SQL on both databases, but SQLAlchemy has it twice).

    `build` is given the dialect's insert. `execute` takes values for all of `columns` (by default the table's, but not
    an `id` that the database gives), and gives the first row. What comes back is as the driver has it: good for texts
    and numbers, not for times and JSON.
    """

    def __init__(self, table: Table, build: Build, columns: Iterable[str] | None = None) -> None:
        self._table = table
        self._build = build
        self._columns = list(columns) if columns is not None else _columns_of(table)
        self._compiled: dict[str, tuple[str, Bind]] = {}

    def execute(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        name = connection.dialect.name
        if name not in self._compiled:
            self._compiled[name] = self._compile(connection.dialect)
        sql, bind = self._compiled[name]
        driver: Any = connection.connection.driver_connection
        cursor = driver.execute(sql, bind(values))
        return cursor.fetchone() if cursor.description else None

    def number(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """The one number that comes back: an id or a count."""
        row = self.execute(connection, values)
        assert row is not None
        return int(row[0])

    def _compile(self, dialect: Dialect) -> tuple[str, Bind]:
        dialects = {"sqlite": sqlite, "postgresql": postgresql}
        statement = self._build(dialects[dialect.name].insert(self._table))
        compiled = statement.compile(dialect=dialect, column_keys=self._columns)
        assert isinstance(compiled, SQLCompiler)
        return str(compiled), _binder(compiled, dialect)


def _columns_of(table: Table) -> list[str]:
    return [column.name for column in table.columns if not (column.primary_key and column.autoincrement is True)]


def _binder(compiled: SQLCompiler, dialect: Dialect) -> Bind:
    names = compiled.positiontup or list(compiled.binds)
    takers = [(name, _taker(compiled, name, dialect)) for name in names]
    if compiled.positional:
        return lambda values: tuple([take(values) for _, take in takers])
    return lambda values: {name: take(values) for name, take in takers}


def _taker(compiled: SQLCompiler, name: str, dialect: Dialect) -> Callable[[Mapping[str, Any]], Any]:
    """Takes one parameter out of the values, as the driver wants it."""
    parameter = compiled.binds[name]
    convert = parameter.type.dialect_impl(dialect).bind_processor(dialect)
    if not parameter.required:
        constant = convert(parameter.value) if convert is not None else parameter.value
        return lambda _values: constant
    if convert is None:
        return itemgetter(name)
    return lambda values: convert(values[name])
