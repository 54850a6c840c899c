"""Where in a TOML text each key stands, which `tomllib` does not tell."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]")
_KEY = re.compile(r"\s*([\w\-\"'. ]+?)\s*=")
_LONG_TEXT = re.compile(r'"""|\'\'\'')


def lines_of(text: str) -> dict[str, int]:
    """The line (from 1) of each table and key, by path: `{"tenants[0]": 9, "tenants[0].wecom.secret": 14}`.

    The text has to be valid TOML. A key inside an inline table is found at the line of its table.
    """
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, inside_text = "", False
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside_text:
            if header := _HEADER.match(line):
                table = _open_table(_names(header[2]), counts, is_array=header[1] == "[[")
                found.setdefault(table, number)
            elif key := _KEY.match(line):
                found.setdefault(".".join(filter(None, (table, *_names(key[1])))), number)
        if len(_LONG_TEXT.findall(line)) % 2:
            inside_text = not inside_text
    return found


def _open_table(names: list[str], counts: dict[str, int], *, is_array: bool) -> str:
    """The path of a header, in which every array of tables carries the number of its latest entry."""
    path = ""
    for position, name in enumerate(names, start=1):
        path = f"{path}.{name}" if path else name
        if is_array and position == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


def _names(dotted: str) -> list[str]:
    return [name.strip().strip("\"'") for name in dotted.split(".")]
