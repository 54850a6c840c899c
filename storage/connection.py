"""What a transaction's statements go through: SQLAlchemy, and a short way past it for what runs with every message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVarTuple, overload

import sqlalchemy
from sqlalchemy.sql.selectable import TypedReturnsRows

from storage.errors import Conflict

if TYPE_CHECKING:
    from storage.prepared import Prepared

Values = Mapping[str, Any]
Columns = TypeVarTuple("Columns")
Row = tuple[Any, ...]


class Connection:
    """`execute` is SQLAlchemy's. `first`, `all` and `later` hand a `Prepared` statement to the driver as it is; `later`
    is for what nobody waits for.

    This is SQLite's, which does everything at once; PostgreSQL's is in `storage/journeys.py`.
    """

    travels = False

    def __init__(self, inner: sqlalchemy.Connection) -> None:
        assert inner.in_transaction(), "the driver knows nothing of SQLAlchemy's beginning at the first statement"
        self.inner = inner
        self.dialect = inner.dialect
        self._cursor = self._cursor_of(inner.connection.driver_connection)

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
        return self.inner.execute(statement, parameters)

    def command(self, sql: str) -> None:
        self._cursor.execute(sql)

    def first(self, statement: Prepared, values: Values) -> Row | None:
        """The first row, if there is any."""
        self._carry_out(statement, values)
        row: Row | None = self._cursor.fetchone()
        return row

    def all(self, statement: Prepared, values: Values) -> list[Row]:
        self._carry_out(statement, values)
        rows: list[Row] = self._cursor.fetchall()
        return rows

    def later(self, statement: Prepared, values: Values) -> None:
        self._carry_out(statement, values)
        if statement.lost and not self._cursor.rowcount:
            raise Conflict(statement.lost)

    def flush(self) -> None:
        """Nothing that was written waits any more."""

    def forget(self) -> None:
        """What was waiting is not sent: whatever made it necessary is undone, locks with it."""

    def _cursor_of(self, driver: Any) -> Any:
        return driver.cursor()

    def _carry_out(self, statement: Prepared, values: Values) -> None:
        sql, bind = statement.compiled.get(self.dialect.name) or statement.compile(self.dialect)
        self._cursor.execute(sql, bind(values))
