"""`config.toml` becomes typed settings, or one error that names everything that is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from bot.config.lines import lines_of
from bot.config.problems import ConfigError, Problem
from bot.config.reader import Reader
from bot.config.secret import Secret
from bot.config.settings import (
    Capture,
    Database,
    Demo,
    Files,
    Logs,
    Server,
    Settings,
    Tenant,
    WecomApp,
)

__all__ = [
    "Capture",
    "ConfigError",
    "Database",
    "Demo",
    "Files",
    "Logs",
    "Problem",
    "Secret",
    "Server",
    "Settings",
    "Tenant",
    "WecomApp",
    "load",
]


def load(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read the settings; `environ` answers `env:NAME`, and `file:PATH` is counted from the current folder.

    Raises ConfigError with every problem at once.
    """
    text = read(path)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, [syntax_problem(error)]) from None
    reader = Reader(environ, lines_of(text))
    settings = reader.read(Settings, document)
    if settings is None or reader.problems:
        raise ConfigError(path, reader.problems)
    return settings


def read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows editors begin a file with a mark
    except FileNotFoundError:
        what = "there is no such file. Copy config.example.toml to it and fill it in"
    except UnicodeDecodeError:
        what = "is not UTF-8 text. Save it again as UTF-8"
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    raise ConfigError(path, [Problem("", what, None)])


def syntax_problem(error: tomllib.TOMLDecodeError) -> Problem:
    what, line = str(error), None
    if found := re.search(r" \(at line (\d+), column (\d+)\)$", what):
        what, line = f"{what[: found.start()]} (column {found[2]})", int(found[1])
    return Problem("", f"is not valid TOML: {what}", line)
