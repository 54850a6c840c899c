"""What the demo says when it runs: short enough for any terminal, and to be copied."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len
from rich.console import Console

from bot.commands.demo import welcome

EDGES = 4


def test_no_line_is_broken_in_a_terminal_of_eighty_columns() -> None:
    said = str(welcome(8701, Path("var/demo")).renderable)
    assert all(cell_len(line) <= 80 - EDGES for line in said.replace("[bold]", "").replace("[/bold]", "").splitlines())
    with (console := Console(width=80)).capture() as shown:
        console.print(welcome(8701, Path("var/demo")))
    assert ".venv/bin/python -m bot --config var/demo/config.toml account " in shown.get()
