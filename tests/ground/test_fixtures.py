"""The fixtures that other tests stand on."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog
from aiohttp import ClientConnectionError, ClientSession, web

CONFTEST = Path("tests/conftest.py").absolute()

LOUD = """
import logging, structlog

def test_ours(): structlog.get_logger().error("it broke", ticket="1122-7")
def test_a_library(): logging.getLogger("aiohttp").error("it broke %s", "too")
def test_allowed(allow_errors):
    allow_errors("it broke")
    structlog.get_logger().error("it broke")
def test_warning(): structlog.get_logger().warning("mind the step")
"""


@pytest.fixture
def run(pytester: pytest.Pytester):
    """Runs tests under a copy of our conftest."""

    def run(tests: str, *options: str) -> pytest.RunResult:
        pytester.makeini("[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function")
        pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
        pytester.makepyfile(tests)
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *options)

    return run


def test_a_logged_error_fails_its_test_unless_allowed(run, allow_errors):
    allow_errors("it broke too")  # this test hears it as well
    result = run(LOUD)

    result.assert_outcomes(passed=4, errors=2)
    assert "it broke {'ticket': '1122-7'}" in result.stdout.str()
    assert "it broke too {'logger': 'aiohttp'}" in result.stdout.str()


def test_what_is_logged_can_be_asked_for(logged):
    structlog.get_logger().info("ticket claimed", by="wangwu")
    logging.getLogger("aiohttp").warning("slow")

    assert logged.about("ticket claimed") == [{"event": "ticket claimed", "level": "info", "by": "wangwu"}]
    assert logged.about("slow") == [{"event": "slow", "level": "warning", "logger": "aiohttp"}]


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_has_a_database_of_its_own(database_url, time):
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE mine (word TEXT)"))
        connection.execute(sa.text("INSERT INTO mine VALUES (:word)"), {"word": time})
        assert connection.execute(sa.text("SELECT word FROM mine")).all() == [(time,)]
    engine.dispose()


def test_postgres_is_dropped_even_while_somebody_is_connected(postgres_server):
    with postgres_server.database() as url:
        connection = sa.create_engine(url).connect()
        names = connection.execute(sa.text("SELECT current_database()")).scalar_one()
    with postgres_server.database() as other:
        left = sa.create_engine(other, poolclass=sa.NullPool)
        with left.connect() as looking:
            databases = looking.execute(sa.text("SELECT datname FROM pg_database")).scalars().all()
    connection.invalidate()

    assert names not in databases


@pytest.fixture
async def site():
    async def home(_request: web.Request) -> web.Response:
        return web.Response(text="<link rel=icon href='data:,'><title>派单</title>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", home)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_page_opens_beside_the_server_that_serves_it(site, page):
    await page.goto(site)

    assert await page.title() == "派单"
    assert await page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Asia/Shanghai"


async def test_a_canned_answer_is_given_once_and_this_machine_stays_reachable(canned, site):
    canned.get("https://qyapi.weixin.qq.com/cgi-bin/gettoken", payload={"errcode": 0, "access_token": "t"})
    async with ClientSession() as session:
        async with session.get("https://qyapi.weixin.qq.com/cgi-bin/gettoken") as answer:
            assert await answer.json() == {"errcode": 0, "access_token": "t"}
        async with session.get(site) as answer:
            assert answer.status == 200
        with pytest.raises(ClientConnectionError):
            await session.get("https://qyapi.weixin.qq.com/cgi-bin/gettoken")


BROKEN_PAGE = """
async def test_script(page): await page.set_content("<script>nothing.there()</script>")
async def test_elsewhere(page): await page.set_content("<img src='http://cdn.example.com/x.png'>")
"""


def test_a_page_that_breaks_or_asks_other_hosts_fails_its_test(run):
    result = run(BROKEN_PAGE)

    result.assert_outcomes(passed=2, errors=2)
    assert "nothing is not defined" in result.stdout.str()
    assert "ERR_NAME_NOT_RESOLVED" in result.stdout.str()


MARKED = """
def test_either(database_url): pass
def test_postgres(postgres_url): pass
def test_page(page): pass
def test_plain(): pass
"""


def test_what_needs_postgresql_or_a_browser_can_be_left_out(run):
    result = run(MARKED, "-v", "-m", "not browser and not postgresql")

    result.assert_outcomes(passed=2, deselected=3)
    result.stdout.fnmatch_lines(["*::test_either[[]sqlite] PASSED*", "*::test_plain PASSED*"])
