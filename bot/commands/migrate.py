"""`python -m bot migrate`"""

from __future__ import annotations

from bot.commands import given
from bot.config import Settings
from storage import migrate


def run(settings: Settings) -> int:
    with given.database(settings) as database:
        given.refuse_without_chinese(database)
        before = migrate.current(database)
        given.refuse_newer(before or "")
        migrate.upgrade(database)
        after = migrate.current(database)
    print(_became(before, after))
    return 0


def _became(before: str | None, after: str | None) -> str:
    if before is None:
        return f"数据库建好了，是 {after} 版。"
    return f"数据库已经是 {after} 版。" if before == after else f"数据库从 {before} 版升到了 {after} 版。"
