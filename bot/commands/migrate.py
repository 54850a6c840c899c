"""`python -m bot migrate`"""

from __future__ import annotations

from bot.config import Settings
from storage import migrate
from storage.database import Database


def run(settings: Settings) -> int:
    database = Database(settings.database.url.reveal())
    before = migrate.current(database)
    migrate.upgrade(database)
    after = migrate.current(database)
    database.close()
    print(
        f"The database is at {after}."
        if before == after
        else f"The database went from {before or 'nothing'} to {after}."
    )
    return 0
