"""What members and customers do about each other as contacts of WeCom, as the JSON that the page posts.

`userid` is the member's, `customer` the customer's openid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from emulator.callback import Callback
from emulator.chat_page_actions import Action

if TYPE_CHECKING:
    from emulator.server import Emulator  # which imports the page


class Add(Action):
    userid: str
    customer: str

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        return [emulator.contact_actions.adds(self.userid, self.customer)]


class Delete(Action):
    """`by_customer`: otherwise the member does."""

    userid: str
    customer: str
    by_customer: bool = False

    async def perform(self, emulator: Emulator) -> Sequence[Callback]:
        act = emulator.contact_actions
        deletes = act.is_deleted if self.by_customer else act.deletes
        return [deletes(self.userid, self.customer)]


CONTACT_ACTIONS: Mapping[str, type[Action]] = MappingProxyType({"contact/add": Add, "contact/delete": Delete})
