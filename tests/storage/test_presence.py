"""Who finds nobody else on the database may take over what the dead have left."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from storage.database import Database
from storage.errors import StorageUnavailable
from storage.presence import presence


def enter(stack: ExitStack, database: Database) -> bool:
    """Was it alone?"""
    alone: list[bool] = []
    stack.enter_context(presence(database, lambda: alone.append(True)))
    return bool(alone)


def test_only_the_first_is_alone_and_again_the_first_after_all_have_left(database: Database) -> None:
    with ExitStack() as later:
        with ExitStack() as first:
            assert enter(first, database)
            assert not enter(later, database)
        assert not enter(later, database), "the second is still here"
    with ExitStack() as last:
        assert enter(last, database)


def test_one_that_fails_to_take_over_is_not_here(database: Database) -> None:
    def failing() -> None:
        raise StorageUnavailable("disk full")

    with ExitStack() as stack:
        with pytest.raises(StorageUnavailable):
            stack.enter_context(presence(database, failing))
        assert enter(stack, database)
