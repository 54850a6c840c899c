"""Which commands there are, and what became of one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from bot.commands import codes, playbook, trouble
from bot.commands.words import LONGEST_AGO, Words, day, within
from bot.config import load

LAST_PORT = 65535
MOST_TICKETS = 1_000_000
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "run": (),
    "check-config": ("online",),
    "menu": (),
    "codes": ("verb", "file", "folder", "tenant"),
    "links": ("number", "revoke", "tenant"),
    "migrate": (),
    "tickets": ("json", "limit", "tenant"),
    "readings": ("since", "tenant"),
    "account": ("day", "tenant"),
    "duplicates": ("days", "tenant"),
}
"""Of each command what its module's `run` is told besides the settings."""
MODULES = {"run": "serve", "check-config": "check_config"}
"""Of those that are not called like their command."""


def main(arguments: Sequence[str] | None = None) -> int:
    _print_what_can_be_printed()
    chosen = _parser().parse_args(arguments)
    try:
        return _printed(chosen)
    except trouble.EXPECTED as error:
        status, words = trouble.told(error)
        print(words, file=sys.stderr)
        return status


def _print_what_can_be_printed() -> None:
    """A terminal that knows no Chinese shows question marks; nothing breaks off for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _printed(chosen: argparse.Namespace) -> int:
    """To whoever reads it: `… | head` may have seen enough."""
    try:
        status = _run(chosen)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return trouble.FAILED
    return status


def _run(chosen: argparse.Namespace) -> int:
    """Each command is imported when it is asked for: none pays for the others' libraries."""
    if chosen.command == "demo":
        from bot.commands import demo

        return demo.run(chosen)
    if chosen.command == "playbook":
        return playbook.run(chosen, lambda: load(chosen.config, os.environ))
    settings = load(chosen.config, os.environ)
    command = import_module(f"bot.commands.{MODULES.get(chosen.command, chosen.command)}")
    status: int = command.run(settings, **{name: getattr(chosen, name, None) for name in OPTIONS[chosen.command]})
    return status


def _parser() -> argparse.ArgumentParser:
    parser = Words(prog="python -m bot", description="Paidan 派单")
    parser.set_defaults(config=Path("config.toml"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    demo = commands.add_parser(
        "demo", reads_config=False, help="play the whole product in a browser, without a WeCom account"
    )
    demo.add_argument(
        "--port", type=within(2, LAST_PORT), default=8701, help="of the page to open; the bot takes the one below"
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
    tickets.add_argument("--json", action="store_true", help="one JSON object a line, with all that is known")
    tickets.add_argument("--limit", type=within(1, MOST_TICKETS), default=100)
    tickets.add_argument("--tenant", help="default: all")
    same = commands.add_parser("duplicates", help="which reports seemed to repeat a ticket, and what became of them")
    same.add_argument("--days", type=within(1, LONGEST_AGO), default=7, help="so far back; default: 7")
    same.add_argument("--tenant", help="default: all")
    account = commands.add_parser("account", help="what became of every message of a day; 1 if any is unaccounted for")
    account.add_argument("--day", type=day, help="YYYY-MM-DD, default: today")
    account.add_argument("--tenant", help="default: all")
    readings = commands.add_parser("readings", help="what was read and what was right, for `python -m nlp report`")
    readings.add_argument("--since", type=day, help="YYYY-MM-DD, default: all")
    readings.add_argument("--tenant", help="default: all")
    playbook.add_to(commands.add_parser("playbook", help="check a playbook, put it in force, see what it would do"))
    return parser
