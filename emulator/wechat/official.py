"""The state of the official account: its customers, their chats, what it may still say to them."""

from __future__ import annotations

import itertools
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from emulator.callback import Callback
from emulator.changes import Changes, What
from emulator.clock import Clock
from emulator.conversation import Entry, Sender
from emulator.conversations import Conversations
from emulator.stores.logins import LoginCodes
from emulator.stores.media import MediaStore
from emulator.stores.sent import CHINA, SentMessages
from emulator.wechat.customers import Customer
from emulator.wechat.outside import Outside
from emulator.wechat.scenes import QrCodes
from emulator.wechat.tokens import AccessTokens
from emulator.xml import Fields, document


class OfficialAccount:
    """`send_callback` is set by whoever delivers. `menu` is the JSON of `menu/create`, empty without one.

    `refresh_tokens`: of page logins, token -> openid. `repetitions` knows the `client_msg_id`s.
    """

    def __init__(self, outside: Outside, conversations: Conversations, clock: Clock, changes: Changes) -> None:
        self.account = outside.account
        self.customers = {customer.openid: customer for customer in outside.customers}
        self._by_phone = {customer.phone: customer for customer in outside.customers}
        self.clock = clock
        self.tokens = AccessTokens()
        self.logins = LoginCodes()
        self.refresh_tokens: dict[str, str] = {}
        self.media = MediaStore()
        self.qr_codes = QrCodes()
        self.repetitions = SentMessages()
        self.menu: list[dict[str, Any]] = []
        self.send_callback: Callable[[Callback], None] = lambda callback: callback.done.set()
        self._conversations, self._changes = conversations, changes
        self._sent: Counter[tuple[str, date]] = Counter()
        self._msgids = itertools.count(23_000_000_000_000_001 + secrets.randbelow(10**12))
        for customer in self.customers.values():
            customer.followed_at = customer.followed_at or (self.now() if customer.follows else None)
        for sticker in outside.stickers:
            self.qr_codes.add(sticker.scene, label=sticker.label)

    def now(self) -> datetime:
        return self.clock.now()

    def customer(self, name: str) -> Customer:
        """By openid, number or nickname. Raises KeyError."""
        found = self.customers.get(name) or self.owner_of(name)
        found = found or next((each for each in self.customers.values() if each.nickname == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def owner_of(self, phone: str) -> Customer | None:
        return self._by_phone.get(phone)

    def conversation(self, openid: str) -> list[Entry]:
        """All that is on this phone, text messages too; oldest first."""
        return self._conversations.of(openid)

    def shows(self, openid: str, kind: str, body: dict[str, Any], *, msgid: str = "") -> Entry:
        """On the customer's phone."""
        return self._conversations.add(openid, Sender.APP, kind, body, msgid=msgid)

    def hears(self, openid: str, kind: str, body: dict[str, Any]) -> Entry:
        return self._conversations.add(openid, Sender.MEMBER, kind, body)

    def next_msgid(self) -> int:
        return next(self._msgids)

    def tell(
        self, customer: Customer, event: str, fields: Fields, entry: Entry | None = None, *, after: float = 0
    ) -> Callback:
        """An event, to the bot; so many seconds of real time later."""
        return self.send(customer, event, [("MsgType", "event"), ("Event", event), *fields], entry, after=after)

    def send(
        self, customer: Customer, name: str, fields: Fields, entry: Entry | None = None, *, after: float = 0
    ) -> Callback:
        head: Fields = [
            ("ToUserName", self.account.original_id),
            ("FromUserName", customer.openid),
            ("CreateTime", self.clock.timestamp()),
        ]
        xml = document([*head, *fields])
        callback = Callback(userid=customer.openid, name=name, xml=xml, entry=entry, after=after)
        self.send_callback(callback)
        return callback

    def changed(self, customer: Customer) -> None:
        """Follows or not, or may be sent more or less."""
        self._changes.add(What.CUSTOMER, userid=customer.openid)

    def account_changed(self) -> None:
        """Another menu, another QR code."""
        self._changes.add(What.ACCOUNT)

    def counts(self, kind: str, *, most: int) -> bool:
        """False when there were too many today."""
        day = self.now().astimezone(CHINA).date()
        self._sent[kind, day] += 1
        return self._sent[kind, day] <= most
