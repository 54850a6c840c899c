"""How the words behind `python -m bot` are taken apart, and what is said of those that do not fit."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from bot.commands.trouble import REFUSED

IN_CHINESE = (
    (
        r"argument (?P<what>.+): invalid choice: (?P<given>.+) \(choose from (?P<known>.+)\)",
        "{what}：没有 {given}，只有 {known}",
    ),
    (r"the following arguments are required: (?P<what>.+)", "还缺 {what}"),
    (r"unrecognized arguments: (?P<what>.+)", "不认识 {what}"),
    (r"argument (?P<what>.+): expected one argument", "{what} 后面要写一个值"),
    (r"argument (?P<what>.+?): (?P<why>.+)", "{what}：{why}"),
)
"""What argparse says; the first that fits. Whatever else it may say is shown as it is."""


LONGEST_AGO = 3650
"""Days."""
FIRST_YEAR, LAST_YEAR = 2000, 2099


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Words(argparse.ArgumentParser):
    """`--config` may stand before a command or behind it: the parser of each command is one of these too."""

    def __init__(self, *, reads_config: bool = True, **options: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, **options)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")
        if reads_config:
            self.add_argument("--config", type=Path, default=argparse.SUPPRESS, help="哪个配置；不写是 config.toml")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(REFUSED, f"{_in_chinese(message)}。{self.prog} --help 说明怎么用。\n")


def within(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isdecimal() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"要在 {least} 到 {most} 之间，不能是 {text}")
        return int(text)

    return number


def day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text} 不是日期，要写成 2026-11-22")
    return found


def _in_chinese(message: str) -> str:
    for pattern, words in IN_CHINESE:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.format_map(found.groupdict())
    return message
