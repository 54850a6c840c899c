"""Which commands there are, and what became of one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from bot.commands import codes, playbook
from bot.commands.given import Outdated, UnknownTenant
from bot.config import ConfigError, load
from storage.errors import StorageUnavailable
from tickets.playbook import PlaybookError

FAILED = 1
"""Exit status where the world around does not play along now."""
LAST_PORT = 65535
MOST_TICKETS = 1_000_000
LONGEST_AGO = 3650
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "run": (),
    "check-config": ("online",),
    "menu": (),
    "codes": ("verb", "file", "folder", "tenant"),
    "links": ("number", "revoke", "tenant"),
    "migrate": (),
    "tickets": ("limit", "tenant"),
    "readings": ("since", "tenant"),
    "account": ("day", "tenant"),
    "duplicates": ("days", "tenant"),
}
"""Of each command what its module's `run` is told besides the settings."""
MODULES = {"run": "serve", "check-config": "check_config"}
"""Of those that are not called like their command."""
REFUSED = 2
"""Exit status where what was given cannot be worked with; every problem has been printed."""


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    if chosen.command == "demo":
        from bot.commands import demo

        return demo.run(chosen)
    try:
        return _told(chosen)
    except (ConfigError, PlaybookError, UnknownTenant) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except Outdated as error:
        print(error, file=sys.stderr)
        return FAILED
    except StorageUnavailable as error:
        print(f"The database cannot be used: {' '.join(str(error).split())}", file=sys.stderr)
        return FAILED


def _told(chosen: argparse.Namespace) -> int:
    """To whoever reads what is printed: `… | head` may have seen enough."""
    try:
        status = _run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return status


def _run(chosen: argparse.Namespace) -> int:
    """Each command is imported when it is asked for: none pays for the others' libraries."""
    if chosen.command == "playbook":
        return playbook.run(chosen, lambda: load(chosen.config, os.environ))
    settings = load(chosen.config, os.environ)
    command = import_module(f"bot.commands.{MODULES.get(chosen.command, chosen.command)}")
    status: int = command.run(settings, **{name: getattr(chosen, name, None) for name in OPTIONS[chosen.command]})
    return status


def _within(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isdecimal() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"must be {least} to {most}")
        return int(text)

    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Paidan 派单")
    parser.add_argument("--config", type=Path, default=Path("config.toml"), help="default: config.toml")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="play the whole product in a browser, without a WeCom account")
    demo.add_argument(
        "--port", type=_within(2, LAST_PORT), default=8701, help="of the page to open; the bot takes the one below"
    )
    demo.add_argument("--folder", type=Path, default=Path("var/demo"), help="its database and logs; default: var/demo")
    commands.add_parser("run", help="serve callbacks and keep promises, until stopped")
    check = commands.add_parser("check-config", help="list everything that is wrong with the configuration")
    check.add_argument("--online", action="store_true", help="ask WeCom and WeChat too: tokens, addresses, callbacks")
    codes.add_to(commands.add_parser("codes", help="what the QR codes on devices and sites stand for"))
    commands.add_parser("menu", help="put the menu under the chat with the official account")
    links = commands.add_parser("links", help="the customers' links to the page of a ticket")
    links.add_argument("number", help="of the ticket, such as 1122-7")
    links.add_argument("--revoke", action="store_true", help="none of them leads anywhere any more")
    links.add_argument("--tenant")
    commands.add_parser("migrate", help="bring the database to the present schema")
    tickets = commands.add_parser("tickets", help="list tickets, the newest first")
    tickets.add_argument("--json", action="store_true", required=True, help="one JSON object a line")
    tickets.add_argument("--limit", type=_within(1, MOST_TICKETS), default=100)
    tickets.add_argument("--tenant", help="default: all")
    same = commands.add_parser("duplicates", help="which reports seemed to repeat a ticket, and what became of them")
    same.add_argument("--days", type=_within(1, LONGEST_AGO), default=7, help="so far back; default: 7")
    same.add_argument("--tenant", help="default: all")
    account = commands.add_parser("account", help="what became of every message of a day; 1 if any is unaccounted for")
    account.add_argument("--day", help="YYYY-MM-DD, default: today")
    account.add_argument("--tenant", help="default: all")
    readings = commands.add_parser("readings", help="what was read and what was right, for `python -m nlp report`")
    readings.add_argument("--since", help="YYYY-MM-DD, default: all")
    readings.add_argument("--tenant", help="default: all")
    playbook.add_to(commands.add_parser("playbook", help="check a playbook, put it in force, see what it would do"))
    return parser
