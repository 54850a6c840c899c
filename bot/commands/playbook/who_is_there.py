"""Who can be asked, as far as a database knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.commands import given
from bot.config import ConfigError, Settings
from storage.errors import StorageUnavailable
from tickets.playbook import Playbook
from tickets.presence import is_away
from tickets.staffing import Staffing


def at(settings: Callable[[], Settings], tenant: str | None, playbook: Playbook, now: datetime) -> Staffing | None:
    """None: there is no configuration, or no database that fits."""
    try:
        known = settings()
        chosen = given.one_tenant(known, tenant)
        with given.migrated_database(known) as database, database.reading(chosen.slug) as uow:
            return uow.staff.at(now, list(playbook.people), list(playbook.groups), playbook.fair_share)
    except (ConfigError, given.UnknownTenant, given.Unsuitable, StorageUnavailable):
        return None


def told(staff: Staffing | None, playbook: Playbook, now: datetime) -> str:
    if staff is None:
        return "没有可用的数据库：当作人人都在，上下班照排班表"
    away = [each.name for each in playbook.people.values() if is_away(each.userid, playbook, staff, now)]
    gone = [each.name for each in playbook.people.values() if each.userid in staff.gone]
    who = [f"请假的有 {'、'.join(away)}"] if away else ["没有人请假"]
    who += [f"离职的有 {'、'.join(gone)}"] if gone else []
    return f"按数据库里那时的请假、手上的单和轮空：{'，'.join(who)}"
