"""What one app asks of WeCom. Every call raises ChannelError; `bot.channels.errors` says what to do about each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.channels import media
from bot.channels.api import Api, Called, not_counted
from bot.channels.errors import ChannelRejected
from bot.channels.media import Media, MediaType
from bot.channels.token import TokenStore
from bot.wecom import directory, external
from bot.wecom.api import App, members, service
from bot.wecom.errcodes import NOBODY_REACHED
from bot.wecom.limits import Wire

DUPLICATES_WITHIN = timedelta(minutes=30)
"""The identical request sent again within this is not delivered again; a message may name another interval."""


@dataclass(frozen=True, slots=True)
class Sent:
    """`response_code` is worth one update of the card within 72 hours. `invalid` did not get the message."""

    msgid: str | None
    response_code: str | None
    invalid: tuple[str, ...] = ()


class WecomClient:
    """`clock` gives the time, aware UTC."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        app: App,
        tokens: TokenStore,
        clock: Callable[[], datetime],
        called: Called = not_counted,
    ) -> None:
        self._api = Api(session, service(app), tokens, clock, called)
        self._agent_id = app.agent_id

    async def send(self, message: Mapping[str, Any]) -> Sent:
        """`message` is made by `bot.wecom.message`. Nobody reached: ChannelRejected, with them in `invalid`."""
        body = {
            "duplicate_check_interval": int(DUPLICATES_WITHIN.total_seconds()),
            **message,
            "agentid": self._agent_id,
            "enable_duplicate_check": 1,
        }
        try:
            answer = await self._api.post("/cgi-bin/message/send", body)
        except ChannelRejected as error:
            if error.errcode == NOBODY_REACHED and not error.invalid:
                error.invalid = members(message.get("touser"))
            raise
        return Sent(
            msgid=answer.get("msgid"),
            response_code=answer.get("response_code"),
            invalid=members(answer.get("invaliduser")) + members(answer.get("unlicenseduser")),
        )

    async def update_card(self, response_code: str, userids: Sequence[str] | None, card: Wire | str) -> tuple[str, ...]:
        """Gives the members who were not reached. `userids` None: everybody who got the card.

        `card` is what a card's `to_wire` gave, or a text: then only the button changes, to that text in grey.
        """
        whom = {"atall": 1} if userids is None else {"userids": list(userids)}
        change = {"button": {"replace_name": card}} if isinstance(card, str) else {"template_card": card}
        body = {"agentid": self._agent_id, "response_code": response_code, **whom, **change}
        answer = await self._api.post("/cgi-bin/message/update_template_card", body)
        return members(answer.get("invaliduser"))

    async def media(self, media_id: str, most: int = media.MOST) -> Media:
        """Raises MediaTooLarge over `most` bytes."""
        return await media.fetch(self._api, media_id, most)

    async def upload_media(self, kind: MediaType, name: str, content: bytes, content_type: str) -> str:
        """Gives the media id, good for three days. A file is shown to people under `name`."""
        return await media.upload(self._api, kind, name, content, content_type)

    async def departments(self) -> tuple[directory.Department, ...]:
        return directory.departments_in(await self._api.get("/cgi-bin/department/list"))

    async def department_members(self, department_id: int) -> tuple[directory.Member, ...]:
        """Of this department alone, not of those below it."""
        answer = await self._api.get("/cgi-bin/user/list", department_id=department_id)
        return directory.members_in(answer)

    async def member(self, userid: str) -> directory.Member:
        return directory.member_in(await self._api.get("/cgi-bin/user/get", userid=userid))

    async def external_contact(self, external_id: str) -> external.ExternalContact:
        return external.contact_in(await self._api.get("/cgi-bin/externalcontact/get", external_userid=external_id))

    async def members_with_contacts(self) -> tuple[str, ...]:
        """Those who may have customers as contacts, of whom the app sees."""
        return external.members_in(await self._api.get("/cgi-bin/externalcontact/get_follow_user_list"))

    async def contacts_of(self, userid: str) -> tuple[str, ...]:
        """Their external ids."""
        try:
            return external.ids_in(await self._api.get("/cgi-bin/externalcontact/list", userid=userid))
        except ChannelRejected as error:
            if error.errcode != external.NOBODY:
                raise
            return ()

    async def user_info(self, code: str) -> directory.Visitor:
        """Who came back from the OAuth page with `code`: it works once, for five minutes."""
        return directory.visitor_in(await self._api.get("/cgi-bin/auth/getuserinfo", code=code))

    async def avatar(self, ticket: str) -> str:
        """Where the picture of whoever agreed to it is; empty: they have none, or somebody does not allow it."""
        return directory.avatar_in(await self._api.post("/cgi-bin/auth/getuserdetail", {"user_ticket": ticket}))

    async def agent(self) -> directory.Agent:
        """The app itself; works for any configured app, so it also tells whether secret, id and address are right."""
        return directory.agent_in(await self._api.get("/cgi-bin/agent/get", agentid=self._agent_id))
