"""The state of the stand-in WeCom: one `World`, which the API endpoints, the chat page and the tests share.

What the chat page may rely on:

* `world.directory.members` (userid -> `Member`), `world.app.name`, `world.clock.now()`;
* `world.conversation(userid)`: entries, oldest first; `world.entry(id)`; `world.media.find(media_id)` for the bytes
  of a picture; `emulator.card_parts` reads the buttons and questions out of a card's `content`;
* `world.changes.follow(seq)` and `world.changes.last`: what happens, numbered, for server-sent events;
* `world.wire`: the log, `world.dropped`, `world.problems`; `world.switches`, set through `world.set_switch`;
* the actions of a person, in `emulator.actions`: `Actions(world).says(userid, text)` and so on;
* `world.contacts`: whom members have as WeCom contacts;
* `world.wechat`: the official account and its customers, whose chats `world.wechat.conversation(openid)` has.

Nothing here awaits or touches the network.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from emulator.callback import AppCallback
from emulator.card_parts import preselected
from emulator.changes import Changes, What
from emulator.clock import Clock
from emulator.conversation import Card, Entry, Sender
from emulator.conversations import Conversations
from emulator.corp import App, Corp
from emulator.directory import Directory
from emulator.stores.codes import ResponseCodes
from emulator.stores.consents import Consents
from emulator.stores.external import ExternalContacts
from emulator.stores.limits import CALL_RATES, MEMBER_RATES, TICKET_RATES, Limiter
from emulator.stores.logins import LoginCodes
from emulator.stores.media import Media, MediaStore
from emulator.stores.robots import Robots
from emulator.stores.sent import SentMessages
from emulator.stores.tokens import AccessTokens
from emulator.stores.user_tickets import UserTickets
from emulator.switches import Switches
from emulator.transcript import described
from emulator.wechat.official import OfficialAccount
from emulator.wechat.outside import Outside
from emulator.wire import WireRecord

WIRE_RECORDS_KEPT = 20_000


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """A message that WeCom accepted and never showed, because this member had too many."""

    userid: str
    at: datetime
    kind: str
    body: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A rule of the protocol that the bot broke, where WeCom would say nothing."""

    at: datetime
    text: str


class World:
    """`url` is where the emulator listens, without a slash at the end; `send_callback` is set by whoever delivers."""

    def __init__(self, corp: Corp, directory: Directory, clock: Clock, outside: Outside | None = None) -> None:
        self.corp = corp
        self.directory = directory
        self.clock = clock
        self.url = ""
        self.switches = Switches()
        self.changes = Changes()
        self.conversations = Conversations(clock, self.changes)
        self.tokens = AccessTokens()
        self.logins = LoginCodes()
        self.consents = Consents()
        self.user_tickets = UserTickets()
        self.codes = ResponseCodes()
        self.sent = SentMessages()
        self.member_limit = Limiter(MEMBER_RATES)
        self.call_limit = Limiter(CALL_RATES)
        self.ticket_limit = Limiter(TICKET_RATES)
        self.media = MediaStore()
        self.robots = Robots()
        self.contacts = ExternalContacts()
        self.wire: deque[WireRecord] = deque(maxlen=WIRE_RECORDS_KEPT)
        self.dropped: list[Dropped] = []
        self.problems: list[Problem] = []
        self.send_callback: Callable[[AppCallback], None] = lambda callback: callback.done.set()
        self.wechat = OfficialAccount(outside or Outside(), self.conversations, clock, self.changes)
        self._wire_numbers = itertools.count(1)

    @property
    def app(self) -> App:
        """The app that people chat with."""
        return self.corp.apps[0]

    def owner(self, entry: Entry) -> App:
        app = self.corp.app(entry.agent_id)
        assert app is not None
        return app

    def conversation(self, userid: str) -> list[Entry]:
        """Everything said between this member and the app, oldest first."""
        return self.conversations.of(userid.lower())

    def entry(self, number: int) -> Entry:
        """Raises KeyError."""
        return self.conversations.entry(number)

    def file(self, media_id: str) -> Media | None:
        """The corp's or the official account's, also when it has expired."""
        return self.media.find(media_id) or self.wechat.media.find(media_id)

    def add_entry(
        self, userid: str, sender: Sender, kind: str, body: dict[str, Any], *, app: App | None = None, msgid: str = ""
    ) -> Entry:
        agent_id = (app or self.app).agent_id
        return self.conversations.add(userid.lower(), sender, kind, body, agent_id=agent_id, msgid=msgid)

    def replace_card(self, entry: Entry, content: dict[str, Any]) -> None:
        """From now on the person sees another card in the same place."""
        assert entry.card is not None
        entry.card = Card(
            task_id=entry.card.task_id,
            content=content,
            greyed=content.get("replace_text"),
            selected=preselected(content),
            updated_at=self.clock.now(),
        )
        self._changed(entry, What.CARD)

    def grey_card(self, entry: Entry, label: str) -> None:
        """From now on the person sees one grey button in place of the buttons."""
        assert entry.card is not None
        entry.card.greyed = label
        entry.card.updated_at = self.clock.now()
        self._changed(entry, What.CARD)

    def recall(self, entry: Entry) -> None:
        entry.recalled = True
        self._changed(entry, What.RECALLED)

    def _changed(self, entry: Entry, what: What) -> None:
        entry.looks.append(described(entry))
        self.changes.add(what, userid=entry.userid, id=entry.id)

    def drop(self, userid: str, kind: str, body: dict[str, Any]) -> None:
        self.dropped.append(Dropped(userid=userid, at=self.clock.now(), kind=kind, body=body))
        self.changes.add(What.DROPPED, userid=userid, id=len(self.dropped) - 1)

    def complain(self, text: str) -> None:
        self.problems.append(Problem(at=self.clock.now(), text=text))
        self.changes.add(What.PROBLEM, id=len(self.problems) - 1)

    def log(self, record: WireRecord) -> None:
        self.wire.append(record)
        self.changes.add(What.WIRE, userid=record.userid, id=record.number)

    def next_wire_number(self) -> int:
        return next(self._wire_numbers)

    def set_switch(self, name: str, value: Any) -> None:
        """Converts text to the type of the switch. Raises KeyError (unknown name), ValueError (wrong value)."""
        if name not in {each.name for each in fields(Switches)}:
            raise KeyError(name)
        kind = type(getattr(self.switches, name))
        setattr(self.switches, name, value in (True, "true", "1", "on") if kind is bool else kind(value))
        self.changes.add(What.SWITCHES)
