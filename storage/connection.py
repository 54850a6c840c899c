"""What a transaction's statements go through: SQLAlchemy, and a short way past it for what runs with every message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVarTuple, overload

import sqlalchemy
from sqlalchemy.sql.selectable import TypedReturnsRows

if TYPE_CHECKING:
    from storage.prepared import Prepared

Values = Mapping[str, Any]
Columns = TypeVarTuple("Columns")


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
        self._travels = inner.dialect.name == "postgresql"
        self._cursor = driver.cursor()
        self._waiting: list[tuple[Prepared, Values]] = []

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
        return self.inner.execute(statement, parameters)

    def command(self, sql: str) -> None:
        self.flush()
        self._cursor.execute(sql)

    def first(self, statement: Prepared, values: Values) -> tuple[Any, ...] | None:
        """The first row, if there is any."""
        if self._waiting and self._goes_along(statement):
            self._send([*self._waiting, (statement, values)])
        else:
            self.flush()
            self._cursor.execute(*statement.for_driver(self.dialect, values))
        return self._cursor.fetchone() if statement.gives_rows else None

    def later(self, statement: Prepared, values: Values) -> None:
        if not self._travels:
            self._cursor.execute(*statement.for_driver(self.dialect, values))
            return
        if not self._goes_along(statement):
            self.flush()
        self._waiting.append((statement, values))

    def flush(self) -> None:
        if self._waiting:
            self._send(self._waiting)

    def forget(self) -> None:
        """What was waiting is not sent: whatever made it necessary is undone."""
        self._waiting = []

    def _goes_along(self, statement: Prepared) -> bool:
        return statement.writes and all(each.table is not statement.table for each, _ in self._waiting)

    def _send(self, batch: list[tuple[Prepared, Values]]) -> None:
        self._waiting = []
        ready = [statement.for_driver(self.dialect, values) for statement, values in batch]
        *before, (sql, parameters) = ready
        if before:
            together = ", ".join(f"w{number} AS ({each})" for number, (each, _) in enumerate(before))
            sql = f"WITH {together} {sql}"
            parameters = [value for _, own in ready for value in own]
        self._cursor.execute(sql, parameters)
