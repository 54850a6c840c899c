"""What one official account asks of WeChat. Every call raises ChannelError, `WayShut` among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.channels import media
from bot.channels.api import Answer, Api, Called, not_counted
from bot.channels.errors import ChannelUnavailable
from bot.channels.media import Media
from bot.channels.plain import without_links
from bot.channels.shorten import shorten_bytes
from bot.channels.token import TokenStore
from bot.wechat.account import Account, service

MOST_TEXT = 2048
"""Bytes."""
LONGEST_SCENE = 64
LONGEST_LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: `url` is what stands in it."""

    ticket: str
    url: str


@dataclass(frozen=True, slots=True)
class Follower:
    """`unionid` is the same for all accounts of one owner; WeChat tells neither name nor picture any more."""

    openid: str
    follows: bool
    unionid: str | None = None


class WechatClient:
    """`clock` gives the time, aware UTC."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        account: Account,
        tokens: TokenStore,
        clock: Callable[[], datetime],
        called: Called = not_counted,
    ) -> None:
        self._account = account
        self._api = Api(session, service(account), tokens, clock, called)

    async def say(self, openid: str, text: str) -> None:
        """A message of the customer service: only while a window is open, and only so many."""
        content = shorten_bytes(without_links(text), MOST_TEXT)
        body = {"touser": openid, "msgtype": "text", "text": {"content": content}}
        await self._api.post("/cgi-bin/message/custom/send", body)

    async def send_template(self, message: Mapping[str, Any]) -> str:
        """`message` is made by `bot.wechat.template`. The answer is the id that `TemplateDelivered` names."""
        answer = await self._api.post("/cgi-bin/message/template/send", message)
        return str(_required(answer, "msgid", "template/send"))

    async def qr_code(self, scene: str, life: timedelta | None = None) -> Code:
        """Scanning it follows the account, or opens it, and tells us the scene. Without `life` it is for ever: an
        account has a hundred thousand of those.
        """
        if not 1 <= len(scene) <= LONGEST_SCENE:
            raise ValueError(f"a scene has 1 to {LONGEST_SCENE} characters")
        kind: dict[str, Any] = {"action_name": "QR_LIMIT_STR_SCENE"}
        if life is not None:
            kind = {"action_name": "QR_STR_SCENE", "expire_seconds": int(min(life, LONGEST_LIFE).total_seconds())}
        body = {**kind, "action_info": {"scene": {"scene_str": scene}}}
        answer = await self._api.post("/cgi-bin/qrcode/create", body)
        return Code(_required(answer, "ticket", "qrcode/create"), _required(answer, "url", "qrcode/create"))

    async def media(self, media_id: str, most: int = media.MOST) -> Media:
        """Raises MediaTooLarge over `most` bytes."""
        return await media.fetch(self._api, media_id, most)

    async def follower(self, openid: str) -> Follower:
        answer = await self._api.get("/cgi-bin/user/info", openid=openid, lang="zh_CN")
        return Follower(openid, answer.get("subscribe") == 1, answer.get("unionid") or None)

    async def who_opens(self, code: str) -> str | None:
        """Whose phone came back from the page login with `code`: it works once, for five minutes. None: a stand-in that
        WeChat made up, where a page is shown as a snapshot.
        """
        answer = await self._api.get_openly(
            "/sns/oauth2/access_token",
            appid=self._account.app_id,
            secret=self._account.secret,
            code=code,
            grant_type="authorization_code",
        )
        if answer.get("is_snapshotuser") == 1:
            return None
        return str(_required(answer, "openid", "sns/oauth2/access_token"))

    async def set_menu(self, buttons: Sequence[Mapping[str, Any]]) -> None:
        """In place of what was there. The one of the console is out of use while there is a callback."""
        await self._api.post("/cgi-bin/menu/create", {"button": list(buttons)})

    async def template_ids(self) -> frozenset[str]:
        """Of all templates that the account has added."""
        answer = await self._api.get("/cgi-bin/template/get_all_private_template")
        listed = answer.get("template_list")
        return frozenset(str(each.get("template_id")) for each in listed) if isinstance(listed, list) else frozenset()


def _required(answer: Answer, name: str, call: str) -> Any:
    if not (value := answer.get(name)):
        raise ChannelUnavailable(None, f"{call} gave no {name}", maybe_delivered=True)
    return value
