"""Prepared statements for many at once, on PostgreSQL: what they would be given one by one comes as a list, in JSON.

To PostgreSQL a statement is a journey there and back. What many wait for goes as one, whose text is the same however
many they are, so that the server knows it already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Dialect,
    Integer,
    LargeBinary,
    Select,
    String,
    Subquery,
    TableValuedAlias,
    Text,
    cast,
    column,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import visitors
from sqlalchemy.types import JSON, TypeEngine

if TYPE_CHECKING:
    from storage.connection import Values
    from storage.prepared import Prepared

Types = Mapping[str, TypeEngine[Any]]

_AS_TEXT = (String, LargeBinary)

_encode = msgspec.json.Encoder().encode


def as_list(rows: Sequence[Values]) -> str:
    return _encode(rows).decode()


def writing(statements: Sequence[Prepared], dialect: Dialect) -> str:
    """All of them as one (`WITH w1 AS (INSERT …), w2 AS (UPDATE …) SELECT …`), each with a list of rows; gives how many
    rows each of them wrote.
    """
    parts = {f"w{number}": _text(_write(each, number), dialect) for number, each in enumerate(statements, 1)}
    written = ", ".join(f"{name} AS ({part} RETURNING 1)" for name, part in parts.items())
    counted = ", ".join(f"(SELECT count(*) FROM {name})" for name in parts)  # noqa: S608  # names made here
    return f"WITH {written} SELECT {counted}"


def asking(questions: Sequence[Prepared], fresh: Sequence[Prepared], dialect: Dialect) -> str:
    """The questions of everybody in a list. For each of them a row, which begins with their place in the list; then for
    each question whether there is an answer, and its first row; then numbers that nobody else gets.
    """
    types = {name: kind for question in questions for name, kind in _types_in(question.selected).items()}
    given = _given({"place": Integer(), **types}, 1)
    found: list[ColumnElement[Any]] = [given.c.place]
    joined: Any = given
    for question in questions:
        answer = select(literal_column("1").label("there"), _asked(question)).limit(1).lateral()
        joined = joined.outerjoin(answer, true())
        found.extend(answer.c)
    found.extend(number.build(None).selected_columns[0] for number in fresh)
    return _text(select(*found).select_from(joined), dialect)


def asking_for_all_rows(question: Prepared, dialect: Dialect) -> str:
    """One question of everybody in a list: a row for each that is found, which begins with their place."""
    given = _given({"place": Integer(), **_types_in(question.selected)}, 1)
    answer = select(_asked(question)).lateral()
    return _text(select(given.c.place, *answer.c).select_from(given.join(answer, true())), dialect)


def _asked(question: Prepared) -> Subquery:
    """By whoever is in the list."""
    asked: Select[Any] = _replaced(question.selected, lambda each: literal_column(f"given.{each.key}", each.type))
    return asked.subquery()


def _write(prepared: Prepared, number: int) -> Any:
    insert = postgresql.insert(prepared.table)
    types = {name: prepared.table.c[name].type for name in prepared.columns}
    given = _given({**types, **_types_in(prepared.build(insert))}, number)
    each = {name: _stored(given.c[name], kind) for name, kind in types.items()}
    statement = prepared.build(insert.from_select(list(each), select(*each.values())))
    return _replaced(statement.values(each), lambda found: given.c[found.key]) if statement.is_update else statement


def _given(types: Types, number: int) -> TableValuedAlias:
    columns = [column(name, Text() if isinstance(kind, _AS_TEXT) else kind) for name, kind in types.items()]
    rows = func.json_to_recordset(cast(literal_column(f"${number}"), JSON))
    return rows.table_valued(*columns).render_derived(name="given", with_types=True)


def _stored(listed: ColumnElement[Any], kind: TypeEngine[Any]) -> ColumnElement[Any]:
    return func.decode(listed, "base64") if isinstance(kind, LargeBinary) else listed


def _types_in(statement: Any) -> Types:
    elements = visitors.iterate(statement)
    return {each.key: each.type for each in elements if isinstance(each, BindParameter) and each.required}


def _replaced(statement: Any, instead: Callable[[BindParameter[Any]], ColumnElement[Any]]) -> Any:
    """Its parameters are columns of the list."""

    def replace(element: Any, **_: Any) -> Any:
        return instead(element) if isinstance(element, BindParameter) and element.required else None

    return visitors.replacement_traverse(statement, {}, replace)


def _text(statement: Any, dialect: Dialect) -> str:
    compiled = statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    return str(compiled).replace("%%", "%")
