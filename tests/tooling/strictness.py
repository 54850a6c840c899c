"""Nothing that happens behind a test's back goes unnoticed: a logged error fails it.

Events are kept as they are logged, before any rendering, from structlog and from the standard library alike.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from structlog.typing import EventDict, WrappedLogger

GRAVE = {"error", "critical"}


class Log(list[EventDict]):
    """The events of a test, oldest first: `{"event": "ticket claimed", "level": "info", "by": "wangwu"}`."""

    def about(self, event: str) -> list[EventDict]:
        return [each for each in self if each["event"] == event]

    def keep(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        self.append(event)
        raise structlog.DropEvent


class _FromLibraries(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__(logging.INFO)
        self.log = log

    def emit(self, record: logging.LogRecord) -> None:
        event: dict[str, Any] = {"event": record.getMessage(), "level": record.levelname.lower(), "logger": record.name}
        if record.exc_info:
            event["exception"] = logging.Formatter().formatException(record.exc_info)
        self.log.append(event)


@pytest.fixture
def allowed_errors() -> set[str]:
    return set()


@pytest.fixture
def allow_errors(allowed_errors: set[str]) -> Callable[..., None]:
    """`allow_errors("delivery failed", …)`: these events may be logged as errors in this test."""
    return lambda *events: allowed_errors.update(events)


@pytest.fixture(autouse=True)
def logged(allowed_errors: set[str]) -> Iterator[Log]:
    """Every event logged during the test. What `logs.configure` sets up in a test is taken back after it."""
    log = Log()
    processors = structlog.processors
    keep = [structlog.contextvars.merge_contextvars, processors.add_log_level, processors.format_exc_info, log.keep]
    root, handler = logging.getLogger(), _FromLibraries(log)
    level, handlers = root.level, root.handlers[:]
    structlog.configure(processors=keep, wrapper_class=structlog.make_filtering_bound_logger("debug"))
    root.addHandler(handler)
    root.setLevel(min(level, logging.INFO))
    yield log
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()
    if unexpected := [each for each in log if each["level"] in GRAVE and each["event"] not in allowed_errors]:
        pytest.fail(
            "\n".join(["errors were logged that this test does not allow:", *map(told, unexpected)]), pytrace=False
        )


def told(event: EventDict) -> str:
    rest = {key: value for key, value in event.items() if key not in {"event", "level", "exception"}}
    return "\n".join(filter(None, [f"  {event['event']} {rest}", event.get("exception")]))
