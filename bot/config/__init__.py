"""`config.toml` becomes typed settings, or one error that names everything that is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from bot.config.customers import OfficialAccount, Sms, SmsTemplate, Template
from bot.config.named import Named, named_in, named_within
from bot.config.problems import ConfigError
from bot.config.secret import Secret
from bot.config.settings import (
    Alarm,
    Capture,
    Customers,
    Database,
    Demo,
    Files,
    Llm,
    Logs,
    Reading,
    Server,
    Settings,
    Tenant,
    Vision,
    WecomApp,
)
from bot.written import Unreadable, text_of
from tickets.documents import values
from tickets.documents.lines import lines_of
from tickets.documents.problems import Problem, of_syntax
from tickets.documents.reader import Leaves, Reader

__all__ = [
    "Alarm",
    "Capture",
    "ConfigError",
    "Customers",
    "Database",
    "Demo",
    "Files",
    "Llm",
    "Logs",
    "Named",
    "OfficialAccount",
    "Problem",
    "Reading",
    "Secret",
    "Server",
    "Settings",
    "Sms",
    "SmsTemplate",
    "Template",
    "Tenant",
    "Vision",
    "WecomApp",
    "load",
    "named_in",
]


def load(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read the settings; `environ` answers `env:NAME`, and `file:PATH` is counted from the current folder.

    Raises ConfigError with every problem at once.
    """
    text = read(path)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, [of_syntax(error)]) from None
    leaves = _leaves(environ)
    reader = Reader(lines_of(text), reference="config.example.toml", leaves=leaves)
    settings = reader.read(Settings, document)
    if settings is None or reader.problems:
        raise ConfigError(path, reader.problems, named_within(document, leaves))
    return settings


def _leaves(environ: Mapping[str, str]) -> Leaves:
    return {
        Path: lambda given: Path(values.text(given)),
        Secret: lambda given: Secret.resolve(values.text(given), environ),
    }


def read(path: Path) -> str:
    try:
        return text_of(path)
    except Unreadable as error:
        remedy = "" if path.exists() else "。请把 config.example.toml 复制成它，再填好"
        raise ConfigError(path, [Problem("", f"{error}{remedy}", None)]) from None
