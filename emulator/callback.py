"""What WeCom or WeChat tells the bot: one decrypted message or event, on its way."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from emulator.conversation import Entry
from emulator.corp import App


@dataclass(kw_only=True, eq=False)
class Callback:
    """`userid`: whom it comes from, an openid in WeChat. `name` is the message type, or the name of the event.

    `entry`: the message itself, or the card that was pressed. `after`: seconds of real time that it waits first.
    `done` is set when the bot has answered, or all tries failed, or it was lost on purpose. `failure` then says why the
    bot does not have it, and is empty if it has.
    """

    userid: str
    name: str
    xml: str
    entry: Entry | None = None
    after: float = 0
    failure: str = ""
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def answered(self) -> bool:
        return self.done.is_set() and not self.failure


@dataclass(kw_only=True, eq=False)
class AppCallback(Callback):
    """One to an app of the corp. `of_system`: no conversation with the app brought it about."""

    app: App
    of_system: bool = False
