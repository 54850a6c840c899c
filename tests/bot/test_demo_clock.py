"""When the demo begins: never while nobody works, and by day at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.commands import demo, demo_settings

NIGHT = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
"""02:00 on a Friday in China."""
AT_WORK = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
"""11:00."""


@pytest.mark.parametrize(
    ("begun", "begins"),
    [(AT_WORK, AT_WORK), (NIGHT, datetime(2026, 11, 27, 0, 30, tzinfo=UTC))],
    ids=["by day", "at night"],
)
def test_it_begins_when_somebody_works(tmp_path: Path, begun: datetime, begins: datetime) -> None:
    ticks = count()
    clock = demo._clock(
        demo_settings.settings_for(8701, 8700, tmp_path), lambda: begun + timedelta(microseconds=next(ticks))
    )
    assert begins <= clock.now() < begins + timedelta(seconds=1)
    assert clock.ahead >= timedelta()
