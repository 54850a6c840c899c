"""`python -m bot links`: who has a link to a ticket's page, and how it is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import system_time
from bot.commands.line import main
from bot.pages.links import link_for
from storage.database import Database
from tests.tickets.samples import a_ticket
from tickets.calendar import LOCAL
from tickets.ticket import Number


@pytest.fixture
def linked(config: Path) -> Path:
    """With a ticket of today, and a link that a customer has."""
    opened, now = Database(f"sqlite:///{config.parent}/paidan.db"), system_time()
    with opened.unit_of_work("east") as uow:
        ticket = uow.tickets.add(a_ticket(number=Number(now.astimezone(LOCAL).date(), 7)))
        link_for(uow, "https://paidan.example.com", ticket, 3, now=now)
    opened.close()
    return config


def test_links_are_listed_without_being_given_away_and_revoked(
    linked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = f"{system_time().astimezone(LOCAL):%m%d}-7"
    assert main(["--config", str(linked), "links", number]) == 0
    listed = capsys.readouterr().out
    assert "客户 3" in listed
    assert "有效到" in listed
    assert len(listed.split("…")[0]) == 4

    assert main(["--config", str(linked), "links", number, "--revoke"]) == 0
    assert "1 个链接" in capsys.readouterr().out
    assert main(["--config", str(linked), "links", number]) == 0
    assert "收回于" in capsys.readouterr().out


@pytest.mark.parametrize("number", ["1230-99", "nonsense", "13-1", "1122-99999999999999999999"])
def test_a_number_that_nobody_has_is_refused(config: Path, capsys: pytest.CaptureFixture[str], number: str) -> None:
    assert main(["--config", str(config), "links", number]) == 2
    assert "没有工单" in capsys.readouterr().err


def test_a_ticket_without_links_is_said_to_have_none(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened, today = Database(f"sqlite:///{config.parent}/paidan.db"), system_time().astimezone(LOCAL).date()
    with opened.unit_of_work("east") as uow:
        uow.tickets.add(a_ticket(number=Number(today, 8)))
    opened.close()
    assert main(["links", f"{today:%m%d}-8", "--config", str(config)]) == 0
    assert capsys.readouterr().out == f"{today:%m%d}-8 还没有链接。\n"
