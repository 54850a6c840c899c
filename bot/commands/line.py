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
    demo = commands.add_parser("demo", reads_config=False, help="在浏览器里把整个产品走一遍，不用企业微信账号")
    demo.add_argument(
        "--port", type=within(2, LAST_PORT), default=8701, help="要打开的页面的端口，机器人用小一号的那个；不写是 8701"
    )
    demo.add_argument("--folder", type=Path, default=Path("var/demo"), help="数据库和日志放在哪里；不写是 var/demo")
    commands.add_parser("run", help="开始工作：接回调，守时限，直到叫停")
    check = commands.add_parser("check-config", help="列出配置里所有不对的地方")
    check.add_argument("--online", action="store_true", help="也去问企业微信和微信：令牌、网址、回调")
    codes.add_to(commands.add_parser("codes", help="设备和场地上的二维码各指什么"))
    commands.add_parser("menu", help="把菜单放到公众号的对话下面")
    links = commands.add_parser("links", help="客户打开工单页面的链接")
    links.add_argument("number", help="工单号，如 1122-7")
    links.add_argument("--revoke", action="store_true", help="全部作废，再也打不开")
    links.add_argument("--tenant", help="哪个租户；有几个时要写")
    commands.add_parser("migrate", help="把数据库升到这个程序要的版本")
    tickets = commands.add_parser("tickets", help="列出工单，新的在前")
    tickets.add_argument("--json", action="store_true", help="一行一个 JSON，知道的全有")
    tickets.add_argument("--limit", type=within(1, MOST_TICKETS), default=100, help="最多多少张；不写是 100")
    tickets.add_argument("--tenant", help="哪个租户；不写是全部")
    same = commands.add_parser("duplicates", help="哪些报修像是重复的，后来怎样了")
    same.add_argument("--days", type=within(1, LONGEST_AGO), default=7, help="往回看多少天；不写是 7")
    same.add_argument("--tenant", help="哪个租户；不写是全部")
    account = commands.add_parser("account", help="一天里每条消息的下落；有没着落的就退出 1")
    account.add_argument("--day", type=day, help="哪一天，如 2026-11-22；不写是今天")
    account.add_argument("--tenant", help="哪个租户；不写是全部")
    readings = commands.add_parser("readings", help="读成了什么、对的是什么，给 `python -m nlp report` 用")
    readings.add_argument("--since", type=day, help="从哪一天起，如 2026-11-22；不写是全部")
    readings.add_argument("--tenant", help="哪个租户；不写是全部")
    playbook.add_to(commands.add_parser("playbook", help="检查剧本，让它生效，看它会怎么做"))
    return parser
