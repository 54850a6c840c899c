"""How well the reader does on what people really write."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date

import pytest

from bot.commands import readings
from nlp.line import JUDGING, judge
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft, submitted


async def test_corrected_drafts_are_the_readers_report(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    card = await a_draft(desk)
    await desk.li.says("电话 13900002222")
    await desk.li.hears("已改")
    await desk.li.sees_card_change(card, "13900002222")
    await submitted(desk, card)

    assert readings.run(desk.works.settings, since=None, tenant="demo") == 0
    printed = capsys.readouterr().out
    report = io.StringIO()
    assert judge(JUDGING["report"], io.StringIO(printed), report, io.StringIO()) == 0
    found = {line.split()[0]: line.split()[1:4] for line in report.getvalue().splitlines()}
    assert (found["phone"], found["customer"]) == (["0", "1", "0"], ["1", "0", "0"])
    assert readings.run(desk.works.settings, since=date(2026, 11, 21), tenant=None) == 0
    assert capsys.readouterr().out == ""


def test_it_is_a_command_of_the_bot() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "bot", "readings", "--help"], capture_output=True, check=False, text=True
    )
    assert "--since" in told.stdout
