"""What is said, and with which exit status, where a command cannot do what it was asked for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.commands.given import UnknownTenant, Unsuitable
from bot.config import ConfigError, Named
from bot.playbooks import applied_in, standings
from bot.written import reason
from storage.errors import Conflict, StorageUnavailable
from storage.playbooks import Applied
from tickets.playbook import PlaybookError

FAILED = 1
"""The world around does not play along now."""
REFUSED = 2
"""What was given cannot be worked with; every problem has been told."""
OF_DATABASES = {
    "unable to open database file": "打不开它的文件，看看路径和权限",
    "not a database": "它的文件不是 SQLite 数据库",
    "malformed": "它的文件坏了，请恢复备份",
    "locked": "别的程序占着它",
    "readonly": "没有权限写它",
    "full": "磁盘满了",
    "permission denied for": "这个用户在里面没有权限，要让它做数据库的主人",
    "Connection refused": "那里没有 PostgreSQL 在运行",
    "resolve host": "找不到那台机器",
    "password authentication failed": "用户名或密码不对",
}
NOT_RIGHT = (ConfigError, PlaybookError, UnknownTenant)
EXPECTED = (*NOT_RIGHT, Unsuitable, StorageUnavailable, Conflict, OSError)


def told(error: Exception) -> tuple[int, str]:
    """Of those that are `EXPECTED`."""
    return REFUSED if isinstance(error, NOT_RIGHT) else FAILED, _in_words(error)


def _in_words(error: Exception) -> str:
    match error:
        case ConfigError():
            return _summed_up("\n".join([str(error), *_of_playbooks(error.named)]))
        case PlaybookError():
            return _summed_up(str(error))
        case StorageUnavailable():
            return f"数据库用不了：{of_database(error)}。"
        case Conflict():
            return "数据库里同时有别人在改同一样东西，什么也没有改。请再来一次。"
        case OSError():
            return f"{f'{error.filename}：' if error.filename else ''}{reason(error)}。"
        case _:
            return str(error)


def of_database(error: StorageUnavailable) -> str:
    """In Chinese, with what the driver said."""
    said = " ".join(str(error).split()).rstrip(".?")
    return next((f"{words}（{said}）" for phrase, words in OF_DATABASES.items() if phrase in said), said)


def _summed_up(problems: str) -> str:
    return f"{problems}\n共 {len(problems.splitlines())} 处不对，改好再来。"


def _of_playbooks(named: Named) -> list[str]:
    """Whoever mends the configuration hears in the same breath what they would hear of next."""
    try:
        standings(named, _applied(named))
    except PlaybookError as error:
        return [str(error)]
    return []


def _applied(named: Named) -> Mapping[str, Applied]:
    """Where the database cannot be asked, the files are what there is."""
    if named.database is None:
        return {}
    try:
        return applied_in(named.database.reveal(), [slug for slug, _ in named.playbooks])
    except StorageUnavailable:
        return {}
