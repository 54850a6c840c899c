"""Statements of the hot path, compiled once and handed to the driver as they are.

Finding a cached statement again costs SQLAlchemy several times what SQLite needs to carry it out: it derives the cache
key, sorts the parameters, looks for defaults, makes a result. What runs for every message is compiled here for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler

Parameters = list[Any] | dict[str, Any]
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
        assert connection.in_transaction(), "the driver knows nothing of SQLAlchemy's beginning at the first statement"
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
    parameters = {name: parameter for parameter, name in compiled.bind_names.items()}
    converters = {
        name: parameter.type.dialect_impl(dialect).bind_processor(dialect) for name, parameter in parameters.items()
    }
    constants = {
        name: convert(parameters[name].value) if convert else parameters[name].value
        for name, convert in converters.items()
        if not parameters[name].required
    }
    converted = [(name, convert) for name, convert in converters.items() if convert and name not in constants]
    order = compiled.positiontup

    def bind(values: Mapping[str, Any]) -> Parameters:
        row = {**constants, **values}
        for name, convert in converted:
            row[name] = convert(row[name])
        return row if order is None else [row[name] for name in order]

    return bind
