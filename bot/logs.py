"""What the program says while it runs: one event a line, with the tenant, update and ticket it is about.

    log = structlog.get_logger()
    with logs.about(tenant="east", update=update.id):
        log.info("draft opened", draft=draft.id)

An event is a constant phrase; what varies stands beside it under a key. Nothing is set up before `configure`.
"""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from contextlib import AbstractContextManager, suppress
from typing import Any, TextIO, cast

import msgspec
import structlog
from aiohttp.http_exceptions import BadHttpMessage
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.masking import masked

FIRST = ("at", "level", "event")
_encode = msgspec.json.Encoder().encode


def about(**ids: str | int) -> AbstractContextManager[Any]:
    """Every event inside carries these keys. A thread begins without any: say it again there."""
    return structlog.contextvars.bound_contextvars(**ids)


def configure(*, level: str, style: str, stream: TextIO) -> None:
    """Send all events, ours and the libraries', to the stream as `json` or for the `console`. Called once, at start."""
    renderer = as_json if style == "json" else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    structlog.configure(
        processors=[*preparation(), renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", Unfailing(stream))),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=level.upper(), handlers=[FromLibraries()], force=True)
    logging.captureWarnings(capture=True)
    # Its INFO is one line for each time that it wakes us.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


def preparation() -> list[Processor]:
    """What happens to an event before it is rendered."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.format_exc_info,
        ordered_and_masked,
    ]


def ordered_and_masked(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    line = {key: event.pop(key) for key in FIRST}
    line["event"] = masked("event", line["event"])
    for key, value in event.items():
        line[key] = masked(key, value)
    return line


def as_json(_logger: WrappedLogger, _method: str, event: MutableMapping[str, Any]) -> str:
    return _encode(event).decode()


class Unfailing:
    """What cannot be logged, say because the disk is full, is lost: it must not take along the work it tells of."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


class FromLibraries(logging.Handler):
    """Hands over what libraries log in the standard way."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and isinstance(record.exc_info[1], BadHttpMessage):
            # Any stranger can send one, and what stands in it may be a link that opens something.
            structlog.get_logger().info("request that is no HTTP", logger=record.name)
            return
        level = min(record.levelno // 10 * 10, logging.CRITICAL)  # libraries may invent levels in between
        log = structlog.get_logger()
        log.log(level, record.getMessage(), logger=record.name, exc_info=record.exc_info)
