from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.database import Database
from storage.schema import metadata


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Fresh, on each of the two databases in turn."""
    opened = Database(database_url)
    metadata.create_all(opened.engine)
    yield opened
    opened.close()
