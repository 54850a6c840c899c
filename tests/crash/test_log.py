"""A log that cannot be written takes nothing else along."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import structlog

from bot import logs


def test_a_full_disk_costs_log_lines_and_nothing_else() -> None:
    stream = Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115  # closing it fails too
    logs.configure(level="info", style="json", stream=stream)
    structlog.get_logger().info("update handled")
    with suppress(OSError):
        stream.close()
