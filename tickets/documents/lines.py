"""Where in a TOML text each table, key and entry stands, which `tomllib` does not tell."""

from __future__ import annotations

import re
from bisect import bisect_left

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_NAME = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_TEXT = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\]|\\.)*"|'[^']*\'''',
    re.DOTALL,
)
_OTHER = re.compile(r"[^,\]}\n#]+")


def lines_of(text: str) -> dict[str, int]:
    """The line (from 1) of each table, key and entry, by path: `{"tenants[0].wecom.secret": 14, "rules[1].groups[0]":
    20}`. The text has to be valid TOML.
    """
    scan = _Scan(text.replace("\r\n", "\n"))
    scan.document()
    return scan.found


class _Scan:
    def __init__(self, text: str) -> None:
        self.found: dict[str, int] = {}
        self._text = text
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._at = 0
        self._counts: dict[str, int] = {}

    def document(self) -> None:
        table = ""
        while not self._ends():
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> str:
        """In its path every array of tables carries the number of its latest entry."""
        here, is_array = self._at, self._text.startswith("[[", self._at)
        self._at += 1 + is_array
        path, names = "", self._names()
        self._at += 1 + is_array
        for position, name in enumerate(names, start=1):
            path = join(path, name)
            if is_array and position == len(names):
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = f"{path}[{self._counts[path]}]"
        self._note(path, here)
        return path

    def _pair(self, table: str) -> None:
        here = self._at
        path = table
        for name in self._names():
            path = join(path, name)
        self._note(path, here)
        self._at += 1  # the sign between them
        self._value(path)

    def _names(self) -> list[str]:
        """Dotted; up to the sign that ends them."""
        names = []
        while True:
            self._blank()
            found = _NAME.match(self._text, self._at)
            assert found is not None, "the text is valid TOML"
            names.append(found[0].strip("\"'"))
            self._at = found.end()
            self._blank()
            if self._text[self._at] != ".":
                return names
            self._at += 1

    def _value(self, path: str) -> None:
        self._blank()
        match self._text[self._at]:
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case '"' | "'":
                self._skip(_TEXT)
            case _:
                self._skip(_OTHER)

    def _array(self, path: str) -> None:
        self._at += 1
        number = 0
        while not self._closes("]"):
            self._note(f"{path}[{number}]", self._at)
            self._value(f"{path}[{number}]")
            number += 1

    def _inline_table(self, path: str) -> None:
        self._at += 1
        while not self._closes("}"):
            self._pair(path)

    def _closes(self, bracket: str) -> bool:
        self._blank()
        if self._text[self._at] == ",":
            self._at += 1
            self._blank()
        if self._text[self._at] != bracket:
            return False
        self._at += 1
        return True

    def _ends(self) -> bool:
        self._blank()
        return self._at >= len(self._text)

    def _blank(self) -> None:
        self._skip(_BLANK)

    def _skip(self, what: re.Pattern[str]) -> None:
        found = what.match(self._text, self._at)
        assert found is not None, "the text is valid TOML"
        self._at = found.end()

    def _note(self, path: str, at: int) -> None:
        self.found.setdefault(path, bisect_left(self._breaks, at) + 1)


def join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
