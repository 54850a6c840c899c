"""Everything that anybody sees on the emulator's phones, numbered in the order in which it came."""

from __future__ import annotations

from typing import Any

from emulator.changes import Changes, What
from emulator.clock import Clock
from emulator.conversation import Card, Entry, Sender
from emulator.transcript import described


class Conversations:
    """`person`: a userid in lower case, or an openid."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock, self._changes = clock, changes
        self._entries: list[Entry] = []
        self._of: dict[str, list[Entry]] = {}

    def of(self, person: str) -> list[Entry]:
        """Oldest first."""
        return self._of.setdefault(person, [])

    def entry(self, number: int) -> Entry:
        """Raises KeyError."""
        if not 1 <= number <= len(self._entries):
            raise KeyError(number)
        return self._entries[number - 1]

    def add(
        self, person: str, sender: Sender, kind: str, body: dict[str, Any], *, agent_id: int = 0, msgid: str = ""
    ) -> Entry:
        entry = Entry(
            id=len(self._entries) + 1,
            userid=person,
            agent_id=agent_id,
            at=self._clock.now(),
            sender=sender,
            kind=kind,
            body=body,
            card=Card.new(body) if kind == "template_card" else None,
            msgid=msgid,
        )
        entry.looks.append(described(entry))
        self._entries.append(entry)
        self.of(person).append(entry)
        self._changes.add(What.ENTRY, userid=entry.userid, id=entry.id)
        return entry
