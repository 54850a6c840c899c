"""What anybody may read at `/readyz`."""

from __future__ import annotations

import pytest

from storage.database import Database
from storage.errors import StorageUnavailable
from tests.tooling.ports import free_port


def test_what_is_told_of_a_lost_connection_names_neither_host_nor_user():
    database = Database(f"postgresql+psycopg://secretary@127.0.0.1:{free_port()}/books")

    with pytest.raises(StorageUnavailable, match=r"127\.0\.0\.1") as failure, database.reading("east"):
        pass
    database.close()

    assert failure.value.reason == "no connection"
