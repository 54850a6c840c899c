"""`python -m bot migrate`"""

from __future__ import annotations

from bot.commands import given
from bot.config import Settings
from storage import migrate


def run(settings: Settings) -> int:
    with given.database(settings) as database:
        before = migrate.current(database)
        migrate.upgrade(database)
        after = migrate.current(database)
    print(
        f"The database is at {after}."
        if before == after
        else f"The database went from {before or 'nothing'} to {after}."
    )
    return 0
