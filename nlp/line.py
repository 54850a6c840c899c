"""`python -m nlp`: JSON lines in, JSON lines out. `python -m nlp explain "<text>"`: what was read, from which words.

How well it reads real drafts, and its mistakes as test cases, from what `python -m bot readings` prints:
`python -m bot readings | python -m nlp report`, `python -m bot readings | python -m nlp cases`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from io import TextIOWrapper
from typing import IO, Any, NoReturn

import nlp
from nlp import judgements
from nlp.reading import Found, Reading
from nlp.records import Record, extract, iso

FAILED = 1
REFUSED = 2
FIRST_YEAR, LAST_YEAR = 2000, 2099
JUDGING = {"report": judgements.report, "cases": judgements.cases}


class Unusable(Exception):
    """A line that cannot be read; says why."""


class Words(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(REFUSED, f"用法不对：{message}。{self.prog} --help 说明怎么用。\n")


def main(arguments: Sequence[str] | None = None) -> int:
    _read_and_write_what_comes()
    options = _parser().parse_args(arguments)
    try:
        status = _run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # `… | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        return _complain(f"读不了或写不了：{error.strerror}。", FAILED)
    except UnicodeDecodeError:
        return _complain("标准输入不是 UTF-8 文本。", REFUSED)
    return status


def _complain(what: str, status: int) -> int:
    print(what, file=sys.stderr)
    return status


def _read_and_write_what_comes() -> None:
    """Whatever the locale says: JSON is UTF-8, and a terminal that knows no Chinese shows question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict")


def _parser() -> argparse.ArgumentParser:
    parser = Words(prog="python -m nlp", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    explain = commands.add_parser("explain", help="show what is read from one message")
    explain.add_argument("text")
    explain.add_argument("--now", type=_moment, default="2026-11-20T09:00", help="local time of the message")
    commands.add_parser("report", help="accuracy per field, of what `python -m bot readings` prints")
    commands.add_parser("cases", help="what was corrected, as test cases, of the same")
    return parser


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text} 不是时间，要写成 2026-11-20T09:00")
    return found


def _run(options: argparse.Namespace) -> int:
    if options.command == "explain":
        print("\n".join(explained(nlp.read(options.text, options.now))))
        return 0
    if sys.stdin is None or sys.stdin.isatty():
        return _complain("请从管道送进 JSON 行，例如：python -m bot readings | python -m nlp report", REFUSED)
    if options.command in JUDGING:
        return judge(JUDGING[options.command], sys.stdin, sys.stdout, sys.stderr)
    return convert(sys.stdin, sys.stdout, sys.stderr)


def judge(what: Callable[[list[Any]], Iterable[str]], lines: Iterable[str], out: IO[str], problems: IO[str]) -> int:
    """All or nothing: 2 where some line is no draft."""
    drafts, status = [], 0
    for number, line in _numbered(lines):
        try:
            drafts.append(judgements.judged(line))
        except ValueError as error:
            print(f"第 {number} 行：不是 python -m bot readings 打印的草稿（{error}）", file=problems)
            status = REFUSED
    if status == 0:
        out.writelines(f"{line}\n" for line in what(drafts))
    return status


def convert(lines: Iterable[str], out: IO[str], problems: IO[str]) -> int:
    """Reads every line; 1 when some line could not be read."""
    status = 0
    for number, line in _numbered(lines):
        try:
            record = _record(line)
        except Unusable as error:
            print(f"第 {number} 行：{error}", file=problems)
            status = FAILED
        else:
            print(json.dumps(record, ensure_ascii=False), file=out)
    return status


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _record(line: str) -> Record:
    """Raises `Unusable`."""
    try:
        asked = json.loads(line)
    except ValueError as error:
        raise Unusable(f"不是 JSON（{error}）") from None
    if not isinstance(asked, dict):
        raise Unusable("不是 JSON 对象")
    text, received_at = asked.get("text"), asked.get("received_at")
    if not isinstance(text, str) or not isinstance(received_at, str):
        raise Unusable("要有 text 和 received_at，都是文字")
    try:
        _moment(received_at)
    except argparse.ArgumentTypeError:
        raise Unusable(f"received_at 不是能算的时间：{received_at}") from None
    try:
        return {"id": asked.get("id"), **extract(text, received_at)}
    except (ValueError, OverflowError) as error:
        raise Unusable(f"读不了（{error}）") from None


def explained(reading: Reading) -> Iterator[str]:
    """One line a value: field, value, certainty, rule, place."""
    yield _line("kind", reading.kind.value.value, reading.kind)
    for name in ("phones", "phones_masked", "extensions", "serials", "vins", "plates"):
        for found in getattr(reading, name):
            yield _line(name.rstrip("s"), found.value, found)
    for name in ("customer", "address", "device", "brand", "model", "fault", "category"):
        found = getattr(reading, name)
        if found is not None:
            yield _line(name, found.value, found)
    if reading.appointment is not None:
        yield _line("appointment", f"{reading.appointment.value} = {iso(reading.appointment)}", reading.appointment)
    yield _line("urgent", "yes" if reading.urgent.value else "no", reading.urgent)
    for number, ticket in enumerate(reading.tickets, 1):
        yield f"-- ticket {number}"
        yield from explained(ticket)


def _line(name: str, value: str, found: Found[object]) -> str:
    place = f"{found.start}-{found.end}" if found.end > found.start else "-"
    return f"{name:12} {value}   [{found.certainty:.2f} {found.method} {place}]"
