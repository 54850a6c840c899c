"""What all tests share; each fixture lives in its own file under tests/tooling.

    logged          every event logged during the test (automatic: an unexpected error fails it)
    allow_errors    name the errors that a test provokes
    sqlite_url, postgres_url, database_url      an empty database for this test, the last one on both
    browser, new_page, page                     Chromium
    canned          canned answers for an aiohttp client (aioresponses)

Tests that use PostgreSQL or the browser get the mark `postgresql` or `browser` by themselves; `make unit` leaves them
out.
"""

from __future__ import annotations

import hypothesis
import pytest
from aiohttp import web_app

pytest_plugins = [
    "pytester",
    "tests.tooling.strictness",
    "tests.tooling.databases",
    "tests.tooling.chromium",
    "tests.tooling.canned_answers",
]

# Test machines are busy: how long an example takes says nothing, which examples are tried should not be luck.
hypothesis.settings.register_profile("paidan", deadline=None, derandomize=True)
hypothesis.settings.load_profile("paidan")


def pytest_runtest_teardown() -> None:
    """aiohttp keeps the handlers of the last thousand routes, and with them each application that a test has served:
    10 MB a scenario, and garbage collections of seconds in the end.
    """
    web_app._cached_build_middleware.cache_clear()  # it offers no other way


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: needs PostgreSQL (set automatically)")
    config.addinivalue_line("markers", "browser: needs Chromium (set automatically)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        if "postgres_server" in fixtures or parameters.get("database_url") == "postgresql":
            item.add_marker("postgresql")
        if "browser" in fixtures:
            item.add_marker("browser")
