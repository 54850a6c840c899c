"""Messages that the app sent: who got them, until when they can be taken back, which may not be sent twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from emulator.conversation import Entry

CHINA = ZoneInfo("Asia/Shanghai")  # where WeCom's day begins
RECALLABLE = timedelta(hours=24)


@dataclass(kw_only=True)
class SentMessage:
    """`entries`: userid -> what that person sees of it."""

    msgid: str
    agent_id: int
    at: datetime
    entries: dict[str, Entry] = field(default_factory=dict)


class SentMessages:
    def __init__(self) -> None:
        self._messages: dict[str, SentMessage] = {}
        self._task_ids: set[tuple[int, str]] = set()
        self._fingerprints: dict[str, tuple[datetime, str]] = {}
        self._of_the_day: Counter[tuple[int, date]] = Counter()

    def add(self, message: SentMessage) -> None:
        self._messages[message.msgid] = message

    def find(self, msgid: str) -> SentMessage | None:
        return self._messages.get(msgid)

    def take_task_id(self, agent_id: int, task_id: str) -> bool:
        """False if this app used it before."""
        taken = (agent_id, task_id) in self._task_ids
        self._task_ids.add((agent_id, task_id))
        return not taken

    def repeated(self, fingerprint: str, now: datetime, interval: timedelta) -> str | None:
        """The msgid of the same request within the interval."""
        sent_at, msgid = self._fingerprints.get(fingerprint, (None, ""))
        return msgid if sent_at is not None and now - sent_at < interval else None

    def remember(self, fingerprint: str, now: datetime, msgid: str) -> None:
        self._fingerprints[fingerprint] = (now, msgid)

    def count_for_the_day(self, agent_id: int, people: int, now: datetime, most: int) -> bool:
        """Counts them and says True, or says False and counts nothing."""
        day = (agent_id, now.astimezone(CHINA).date())
        if self._of_the_day[day] + people > most:
            return False
        self._of_the_day[day] += people
        return True
