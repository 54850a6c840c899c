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
    check = what.add_parser("check", help="列出一个文件里所有不对的地方，哪一行，怎么改")
    check.add_argument("file", type=Path, nargs="?", metavar="FILE", help="不写是机器人启动时会用的")
    apply = what.add_parser("apply", help="让一个文件马上生效，管以后新开的工单")
    apply.add_argument("file", type=Path, metavar="FILE", help="哪个剧本文件")
    diff = what.add_parser("diff", help="比较生效的和文件里的；不一样就退出 1")
    diff.add_argument("file", type=Path, nargs="?", metavar="FILE", help="不写是配置里的那个")
    explain = what.add_parser("explain", help="这条消息会怎么办，为什么")
    explain.add_argument("message", metavar="MESSAGE", help="消息原文")
    explain.add_argument(
        "--source",
        choices=[source.value for source in Source],
        default=Source.STAFF.value,
        help="从哪里来的；不写是 staff",
    )
    explain.add_argument("--at", help="当地时间，如 22:30 或 2026-11-22T22:30；不写是现在")
    backtest = what.add_parser("backtest", help="最近几天的工单，按它会派给谁")
    backtest.add_argument("--days", type=within(1, LONGEST_AGO), default=30, help="往回看多少天；不写是 30")
    for command in (explain, backtest):
        command.add_argument("file", type=Path, nargs="?", metavar="FILE", help="不写是生效的那个")
    for command in (apply, diff, explain, backtest):
        command.add_argument("--tenant", help="哪个租户；有几个时要写")


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
