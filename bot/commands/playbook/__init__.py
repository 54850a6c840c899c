"""`python -m bot playbook …`: look at a playbook, put it in force, see what it would do."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from bot.commands.words import LONGEST_AGO, within
from bot.config import Settings
from tickets.playbook.values import Source


def add_to(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    check = what.add_parser("check", help="everything that is wrong with a file, with lines and what to do")
    check.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: what the bot would start with")
    apply = what.add_parser("apply", help="put a file in force, at once, for tickets that are opened from now on")
    apply.add_argument("file", type=Path, metavar="FILE")
    diff = what.add_parser("diff", help="what is in force against a file; 1 where they differ")
    diff.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: the configured one")
    explain = what.add_parser("explain", help="what would happen to this message, and why")
    explain.add_argument("message", metavar="MESSAGE")
    explain.add_argument("--source", choices=[source.value for source in Source], default=Source.STAFF.value)
    explain.add_argument("--at", help="22:30 or 2026-11-22T22:30, local; default: now")
    backtest = what.add_parser("backtest", help="who would have got what, of the tickets of the last days")
    backtest.add_argument("--days", type=within(1, LONGEST_AGO), default=30, help="so far back; default: 30")
    for command in (explain, backtest):
        command.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: what is in force")
    for command in (apply, diff, explain, backtest):
        command.add_argument("--tenant", help="needed where there are several")


def run(chosen: argparse.Namespace, settings: Callable[[], Settings]) -> int:
    """The settings are read where they are needed: a file can be looked at anywhere."""
    match chosen.what:
        case "check":
            from bot.commands.playbook import check

            return check.run(settings, chosen.file)
        case "apply":
            from bot.commands.playbook import apply

            return apply.run(settings(), chosen.file, tenant=chosen.tenant)
        case "diff":
            from bot.commands.playbook import diff

            return diff.run(settings(), chosen.file, tenant=chosen.tenant)
        case "backtest":
            from bot.commands.playbook import backtest

            return backtest.run(settings(), days=chosen.days, tenant=chosen.tenant, file=chosen.file)
        case _:
            from bot.commands.playbook import explain

            asked = explain.Asked(chosen.message, Source(chosen.source), chosen.at)
            return explain.run(settings, asked, tenant=chosen.tenant, file=chosen.file)
