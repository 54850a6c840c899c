"""The lines that are written."""

from __future__ import annotations

import io
import json
import logging
import warnings

import pytest
import structlog
from aiohttp.http_exceptions import BadStatusLine

from bot import logs


@pytest.fixture
def written():
    """Configures, and gives what was written since as text."""
    streams = []

    def configure(style: str = "json", level: str = "info") -> io.StringIO:
        streams.append(io.StringIO())
        logs.configure(level=level, style=style, stream=streams[-1])
        return streams[-1]

    return configure


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_tells_when_how_grave_what_and_about_what(written):
    stream = written()

    with logs.about(tenant="east", update="7012345678901234567"), logs.about(ticket="1122-7"):
        structlog.get_logger().info("ticket claimed", by="wangwu", seconds=0.25)
    (line,) = lines(stream)

    assert list(line)[:3] == ["at", "level", "event"]
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "info",
        "event": "ticket claimed",
        "tenant": "east",
        "update": "7012345678901234567",
        "ticket": "1122-7",
        "by": "wangwu",
        "seconds": 0.25,
    }


def test_what_it_is_about_ends_with_the_block(written):
    stream = written()

    with logs.about(update="1"):
        pass
    structlog.get_logger().info("idle")

    assert "update" not in lines(stream)[0]


def test_phone_numbers_are_masked_in_every_part_of_a_line(written):
    stream = written()
    number = "13800001111"

    try:
        int(f"{number}?")
    except ValueError:
        structlog.get_logger().exception(f"customer {number}", text=f"电话{number}", nested={"phones": [int(number)]})

    assert number not in stream.getvalue()
    assert stream.getvalue().count("138****1111") == 4  # event, text, list, traceback


def test_a_traceback_is_part_of_its_line(written):
    stream = written()

    try:
        int("broken")
    except ValueError:
        structlog.get_logger().exception("handler failed")
    (line,) = lines(stream)

    assert line["level"] == "error"
    assert line["exception"].endswith("ValueError: invalid literal for int() with base 10: 'broken'")


def test_what_a_stranger_sends_that_is_no_http_is_no_error_and_is_not_repeated(written):
    stream = written()

    sent = BadStatusLine("GET /t/demo.kept-to-themselves x y")
    logging.getLogger("aiohttp.server").error("Error handling request from %s", "203.0.113.9", exc_info=sent)
    (line,) = lines(stream)

    assert (line["level"], line["event"]) == ("info", "request that is no HTTP")
    assert "kept-to-themselves" not in stream.getvalue()


def test_libraries_speak_through_the_same_lines(written):
    stream = written()

    with logs.about(tenant="east"):
        logging.getLogger("aiohttp.server").error("bad %s of %s", "request", "13800001111")
    (line,) = lines(stream)

    assert (line["event"], line["level"]) == ("bad request of 138****1111", "error")
    assert (line["logger"], line["tenant"]) == ("aiohttp.server", "east")


def test_a_level_that_a_library_invented_is_no_trouble(written):
    stream = written()

    logging.getLogger("odd").log(35, "between")
    logging.getLogger("odd").log(99, "beyond")

    assert [line["level"] for line in lines(stream)] == ["warning", "critical"]


def test_warnings_are_lines_too(written):
    stream = written()

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(capture=False)

    assert "DeprecationWarning: old ways" in lines(stream)[0]["event"]


def test_less_than_the_level_is_not_written(written):
    stream = written(level="warning")

    structlog.get_logger().info("quiet")
    logging.getLogger("aiohttp").info("quiet")
    structlog.get_logger().warning("loud")

    assert [line["event"] for line in lines(stream)] == ["loud"]


def test_the_console_is_for_people(written):
    stream = written(style="console")

    structlog.get_logger().info("ticket claimed", by="wangwu", phone="13800001111")

    assert "ticket claimed" in stream.getvalue()
    assert "by=wangwu" in stream.getvalue()
    assert "phone=138****1111" in stream.getvalue()
