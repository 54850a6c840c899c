"""The answer to a callback: `success`, nothing, or one message for the customer who wrote.

Everything about it is checked. What is wrong is remembered as a problem; the customer is told that the account is out
of order, as WeChat does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element  # only the type; parsing is defusedxml's

from emulator.callback import Callback
from emulator.crypto import MsgCrypt
from emulator.passive_reply import WrongReply, parsed_reply, read_reply, text_of
from emulator.switches import CallbackMode
from emulator.world import World

NOTHING = ("", "success")
UNANSWERABLE = {"unsubscribe", "VIEW", "TEMPLATESENDJOBFINISH", "subscribe_msg_popup_event"}
TEXT_BYTES = 2048


def plain_reply(mode: CallbackMode, crypts: list[MsgCrypt], body: str) -> str:
    """The XML, or nothing. An encrypted one in every mode but plain, a plain one in every mode but secure.

    Raises WrongReply.
    """
    if body.strip() in NOTHING:
        return ""
    encrypted = parsed_reply(body).find("Encrypt") is not None
    if encrypted and mode is CallbackMode.PLAIN:
        raise WrongReply("明文模式下不能加密回复")
    if not encrypted and mode is CallbackMode.SECURE:
        raise WrongReply("安全模式下必须加密回复")
    return _first_that_fits(crypts, body) if encrypted else body


def _first_that_fits(crypts: list[MsgCrypt], body: str) -> str:
    """During a change of keys either will do."""
    for crypt in crypts[:-1]:
        try:
            return read_reply(crypt, body)
        except WrongReply:
            continue
    return read_reply(crypts[-1], body)


class PassiveReplies:
    """Carries out plain replies."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._official = world.wechat
        self._kinds: dict[str, Callable[[Element], dict[str, Any]]] = {
            "text": self._text,
            "image": self._media,
            "voice": self._media,
            "news": self._news,
        }

    def apply(self, callback: Callback, xml: str) -> str:
        """Returns a note for the log. Raises WrongReply."""
        reply = parsed_reply(xml)
        self._check_names(callback, reply)
        kind = text_of(reply, "MsgType")
        if kind not in self._kinds:
            raise WrongReply(f"不认识的 MsgType {kind}")
        if callback.name in UNANSWERABLE:
            raise WrongReply(f"{callback.name} 不能被动回复")
        self._official.shows(callback.userid, kind, self._kinds[kind](reply))
        return ""

    def _check_names(self, callback: Callback, reply: Element) -> None:
        if text_of(reply, "ToUserName") != callback.userid:
            raise WrongReply("ToUserName 应为客户的 OpenID")
        if text_of(reply, "FromUserName") != self._official.account.original_id:
            raise WrongReply("FromUserName 应为公众号的原始 ID")
        if not text_of(reply, "CreateTime").isdecimal():
            raise WrongReply("CreateTime 应为秒数")

    def _text(self, reply: Element) -> dict[str, Any]:
        content = text_of(reply, "Content")
        if not content:
            raise WrongReply("Content 为空")
        if len(content.encode()) > TEXT_BYTES:
            raise WrongReply(f"Content 超过 {TEXT_BYTES} 字节")
        return {"content": content}

    def _media(self, reply: Element) -> dict[str, Any]:
        kind = text_of(reply, "MsgType")
        media = self._official.media.find(text_of(reply, f"{kind.capitalize()}/MediaId"))
        if media is None or media.kind != kind or media.expired_at(self._official.now()):
            raise WrongReply("MediaId 无效")
        return {"media_id": media.media_id, "filename": media.filename}

    def _news(self, reply: Element) -> dict[str, Any]:
        """One article, since 2018."""
        names = ("Title", "Description", "Url", "PicUrl")
        items = reply.findall("Articles/item")
        if text_of(reply, "ArticleCount") != "1" or len(items) != 1:
            raise WrongReply("只能有一条图文，且 ArticleCount 应为 1")
        return {"articles": [{name.lower(): text_of(items[0], name) for name in names}]}
