"""To PostgreSQL a statement is a journey there and back: what can be is taken along, and what is known is not asked."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, overload

import sqlalchemy
from sqlalchemy import Dialect, Table, UpdateBase
from sqlalchemy.sql.selectable import TypedReturnsRows

from storage import given
from storage.connection import Columns, Connection, Row, Values
from storage.errors import Conflict
from storage.prepared import Prepared
from storage.schema.base import FOUND_BY


class Distant(Connection):
    """What is written `later` stays until somebody asks for what it changes, or the transaction ends, and travels
    together. It cannot be told from sending it at once, but for a `Conflict`, which may come as late.
    """

    travels = True

    def __init__(self, inner: sqlalchemy.Connection) -> None:
        super().__init__(inner)
        self._waiting: dict[Prepared, list[Values]] = {}
        self._waiting_rows: set[tuple[Any, ...]] = set()
        self._written: dict[Table, set[Any] | None] = {}
        self._known: dict[tuple[Any, ...], list[list[Row]]] = defaultdict(list)

    @overload
    def execute(
        self, statement: TypedReturnsRows[*Columns], parameters: Values | None = None
    ) -> sqlalchemy.CursorResult[*Columns]: ...

    @overload
    def execute(
        self, statement: sqlalchemy.Executable, parameters: Values | None = None
    ) -> sqlalchemy.CursorResult[*tuple[Any, ...]]: ...

    def execute(
        self, statement: sqlalchemy.Executable, parameters: Values | None = None
    ) -> sqlalchemy.CursorResult[*tuple[Any, ...]]:
        self.flush()
        if isinstance(statement, UpdateBase) and isinstance(statement.table, Table):
            self._written[statement.table] = None
        return super().execute(statement, parameters)

    def command(self, sql: str) -> None:
        self.flush()
        super().command(sql)

    def rows(self, sql: str, asked: list[Values]) -> list[Row]:
        """Of a statement from `storage.given`."""
        self._cursor.execute(sql, [given.as_list(asked)])
        rows: list[Row] = self._cursor.fetchall()
        return rows

    def knows(self, question: Prepared, values: Values, rows: list[Row]) -> None:
        """Whoever asks this next is given these, once, unless they may have changed. `values` may hold more."""
        self._known[_key(question, values)].append(rows)

    def first(self, statement: Prepared, values: Values) -> Row | None:
        if (known := self._answer(statement, values)) is not None:
            return known[0] if known else None
        self._go(statement, values)
        return self._cursor.fetchone() if statement.gives_rows else None

    def all(self, statement: Prepared, values: Values) -> list[Row]:
        if (known := self._answer(statement, values)) is not None:
            return known
        self._go(statement, values)
        rows: list[Row] = self._cursor.fetchall()
        return rows

    def later(self, statement: Prepared, values: Values) -> None:
        row = _row(statement, values)
        if row in self._waiting_rows or self._waits_elsewhere(statement):
            self.flush()
        self._waiting.setdefault(statement, []).append(values)
        self._waiting_rows.add(row)
        self._wrote(statement.table, values)

    def flush(self) -> None:
        if not self._waiting:
            return
        # One a table: always in the same order, it is always the same statement.
        waiting = sorted(self._waiting.items(), key=lambda each: each[0].table.name)
        self._waiting, self._waiting_rows = {}, set()
        sql = _writing(tuple([statement for statement, _ in waiting]), self.dialect)
        self._cursor.execute(sql, [given.as_list(rows) for _, rows in waiting])
        for (statement, rows), written in zip(waiting, self._cursor.fetchone(), strict=True):
            if statement.lost and written < len(rows):
                raise Conflict(statement.lost)

    def forget(self) -> None:
        self._waiting, self._waiting_rows = {}, set()
        self._known.clear()

    def _cursor_of(self, driver: Any) -> Any:
        """One that takes the server's own marks for parameters."""
        loaded: Any = self.dialect.loaded_dbapi
        return loaded.RawCursor(driver)

    def _answer(self, statement: Prepared, values: Values) -> list[Row] | None:
        """None: it has to be asked."""
        if not self._known or statement.writes or not (answers := self._known.get(_key(statement, values))):
            return None
        answer = answers.pop(0)
        return answer if not self._may_have_changed(statement, values) else None

    def _go(self, statement: Prepared, values: Values) -> None:
        if self._waiting and self._may_have_changed(statement, values):
            self.flush()
        if statement.writes:
            self._wrote(statement.table, values)
        self._carry_out(statement, values)

    def _waits_elsewhere(self, statement: Prepared) -> bool:
        """Another statement waits to write into its table: within one journey nobody says which comes first."""
        return any(each.table is statement.table and each is not statement for each in self._waiting)

    def _wrote(self, table: Table, values: Values) -> None:
        if (found_by := table.info.get(FOUND_BY)) is None:
            self._written[table] = None
        elif (written := self._written.setdefault(table, set())) is not None:
            written.update(values[name] for name in found_by if values[name] is not None)

    def _may_have_changed(self, statement: Prepared, values: Values) -> bool:
        """Since this transaction began, by what it has written. Rows of which nobody knows whose they are: yes."""
        for table in statement.tables:
            if table in self._written:
                written = self._written[table]
                if written is None or any(value in written for value in values.values()):
                    return True
        return False


def _key(question: Prepared, values: Values) -> tuple[Any, ...]:
    return (question, *[values[name] for name in question.columns])


def _row(statement: Prepared, values: Values) -> tuple[Any, ...]:
    """Which one is written: no statement can write the same twice. What has no name is always another one."""
    named = [values[name] for name in statement.row]
    return (statement, *named) if None not in named else (statement, object())


_JOURNEYS: dict[tuple[Prepared, ...], str] = {}


def _writing(statements: tuple[Prepared, ...], dialect: Dialect) -> str:
    sql = _JOURNEYS.get(statements)
    if sql is None:
        sql = _JOURNEYS[statements] = given.writing(statements, dialect)
    return sql
