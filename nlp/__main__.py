"""`python -m nlp`: JSON lines in, JSON lines out. `python -m nlp explain "<text>"`: what was read, from which words.

How well it reads real drafts, and its mistakes as test cases, from what `python -m bot readings` prints:
`python -m bot readings | python -m nlp report`, `python -m bot readings | python -m nlp cases`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO, Any

import nlp
from nlp import judgements
from nlp.reading import Found, Reading
from nlp.records import Record, extract, iso


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m nlp", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    explain = commands.add_parser("explain", help="show what is read from one message")
    explain.add_argument("text")
    explain.add_argument(
        "--now", type=datetime.fromisoformat, default="2026-11-20T09:00", help="local time of the message"
    )
    commands.add_parser("report", help="accuracy per field, of what `python -m bot readings` prints")
    commands.add_parser("cases", help="what was corrected, as test cases, of the same")
    options = parser.parse_args(arguments)
    if options.command == "explain":
        print("\n".join(explained(nlp.read(options.text, options.now))))
        return 0
    if options.command in JUDGING:
        return judge(JUDGING[options.command], sys.stdin, sys.stdout, sys.stderr)
    return convert(sys.stdin, sys.stdout, sys.stderr)


JUDGING = {"report": judgements.report, "cases": judgements.cases}


def judge(what: Callable[[list[Any]], Iterable[str]], lines: IO[str], out: IO[str], problems: IO[str]) -> int:
    """2 where somebody has to pipe something in first."""
    if lines.isatty():
        print("Pipe the drafts in: python -m bot readings | python -m nlp report", file=problems)
        return 2
    out.writelines(f"{line}\n" for line in what([json.loads(line) for line in lines if line.strip()]))
    return 0


def convert(lines: Iterable[str], out: IO[str], problems: IO[str]) -> int:
    """Reads every line; 1 when some line could not be read."""
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = _record(line)
        except (ValueError, KeyError, TypeError) as error:
            print(f"line {number}: {type(error).__name__}: {error}", file=problems)
            status = 1
        else:
            print(json.dumps(record, ensure_ascii=False), file=out)
    return status


def _record(line: str) -> Record:
    asked = json.loads(line)
    if not isinstance(asked, dict):
        raise TypeError("not an object")
    return {"id": asked.get("id"), **extract(asked["text"], asked["received_at"])}


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


if __name__ == "__main__":
    sys.exit(main())
