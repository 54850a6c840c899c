"""What a transaction's statements go through: SQLAlchemy, and a short way past it for what runs with every message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVarTuple, overload

import sqlalchemy
from sqlalchemy import Dialect
from sqlalchemy.sql.selectable import TypedReturnsRows

if TYPE_CHECKING:
    from storage.prepared import Prepared

Values = Mapping[str, Any]
Columns = TypeVarTuple("Columns")
Row = tuple[Any, ...]


class Connection:
    """`execute` is SQLAlchemy's. `first` and `later` hand a `Prepared` statement to the driver as it is.

    `later` is for what nobody waits for. To PostgreSQL a statement is a journey there and back, so these stay until the
    next one goes, and travel with it as one (`WITH one AS (INSERT …), two AS (INSERT …) INSERT …`). It cannot be told
    from sending them one by one: whatever reads goes after them, and so does whatever writes to the same table.
    """

    def __init__(self, inner: sqlalchemy.Connection) -> None:
        assert inner.in_transaction(), "the driver knows nothing of SQLAlchemy's beginning at the first statement"
        driver: Any = inner.connection.driver_connection
        self.inner = inner
        self.dialect = inner.dialect
        self.travels = inner.dialect.name == "postgresql"
        # Its own marks for parameters are the server's: nothing is looked for in the text of a long statement.
        self._cursor = inner.dialect.loaded_dbapi.RawCursor(driver) if self.travels else driver.cursor()
        self._waiting: list[tuple[Prepared, Values]] = []
        self._known: dict[Prepared, tuple[Values, Row | None]] = {}

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
        if not statement.is_select:
            self._wrote()
        return self.inner.execute(statement, parameters)

    def command(self, sql: str) -> None:
        self.flush()
        self._cursor.execute(sql)

    def knows(self, question: Prepared, values: Values, answer: Row | None) -> None:
        """Whoever asks this first is given the answer, if nothing is written until then. `values` may hold more."""
        self._known[question] = (values, answer)

    def first(self, statement: Prepared, values: Values) -> Row | None:
        """The first row, if there is any."""
        known = self._known.pop(statement, None)
        if known is not None and values.items() <= known[0].items():
            return known[1]
        self._go(statement, values)
        return self._cursor.fetchone() if statement.gives_rows else None

    def all(self, statement: Prepared, values: Values) -> list[Row]:
        self._go(statement, values)
        rows: list[Row] = self._cursor.fetchall()
        return rows

    def later(self, statement: Prepared, values: Values) -> None:
        self._wrote()
        if not self.travels:
            self._carry_out(statement, values)
            return
        if not self._goes_along(statement):
            self.flush()
        self._waiting.append((statement, values))

    def flush(self) -> None:
        if self._waiting:
            self._send(self._waiting)

    def forget(self) -> None:
        """What was waiting is not sent: whatever made it necessary is undone, locks with it."""
        self._waiting = []
        self._known = {}

    def _go(self, statement: Prepared, values: Values) -> None:
        if statement.writes:
            self._wrote()
        if not self.travels:
            self._carry_out(statement, values)
            return
        if not self._goes_along(statement):
            self.flush()
        self._send([*self._waiting, (statement, values)])

    def _wrote(self) -> None:
        self._known = {question: known for question, known in self._known.items() if not question.looks}

    def _goes_along(self, statement: Prepared) -> bool:
        return statement.writes and all(each.table is not statement.table for each, _ in self._waiting)

    def _carry_out(self, statement: Prepared, values: Values) -> None:
        sql, bind = statement.compiled(self.dialect)
        self._cursor.execute(sql, bind(values))

    def _send(self, batch: list[tuple[Prepared, Values]]) -> None:
        self._waiting = []
        sql = _as_one(tuple([statement for statement, _ in batch]), self.dialect)
        parameters = [value for statement, values in batch for value in statement.compiled(self.dialect)[1](values)]
        self._cursor.execute(sql, parameters)


_JOURNEYS: dict[tuple[Prepared, ...], str] = {}


def _as_one(statements: tuple[Prepared, ...], dialect: Dialect) -> str:
    """As one statement of PostgreSQL's, its parameters numbered through."""
    sql = _JOURNEYS.get(statements)
    if sql is None:
        *before, last = (statement.compiled(dialect)[0] for statement in statements)
        named = ", ".join(f"w{number} AS ({each})" for number, each in enumerate(before))
        marks = count(1)
        sql = f"WITH {named} {last}" if before else last
        sql = re.sub("%[s%]", lambda found: f"${next(marks)}" if found[0] == "%s" else "%", sql)
        _JOURNEYS[statements] = sql
    return sql
