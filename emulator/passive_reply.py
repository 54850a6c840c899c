"""The answer to a callback: empty, or one encrypted message for the person who wrote or pressed.

Everything about it is checked; what is wrong is remembered as a problem, because WeCom itself would say nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, ParseError  # only the types; parsing is defusedxml's

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from emulator.api.card_rules import check_card, shown
from emulator.api.errors import ApiError
from emulator.callback import AppCallback
from emulator.card_xml import card_of
from emulator.conversation import CALLBACK_CARDS, Sender
from emulator.crypto import CryptoError, MsgCrypt
from emulator.world import World

ENVELOPE = {"Encrypt", "MsgSignature", "TimeStamp", "Nonce"}
EVENTS_WITH_REPLY = {
    "subscribe",
    "enter_agent",
    "LOCATION",
    "click",
    "view",
    "view_miniprogram",
    "scancode_waitmsg",
    "template_card_menu_event",
}
MESSAGES = {"text", "image", "voice", "video", "location", "link"}
CARD_EVENTS = {"template_card_event", "template_card_menu_event"}
TEXT_BYTES = 2048


class WrongReply(Exception):
    """The text says what is wrong, in Chinese."""


def read_reply(crypt: MsgCrypt, body: str) -> str:
    """The decrypted XML. Raises WrongReply."""
    outer = parsed_reply(body)
    found = {child.tag: child.text or "" for child in outer}
    if found.keys() != ENVELOPE:
        raise WrongReply(f"信封应为 {'、'.join(sorted(ENVELOPE))}，实为 {'、'.join(sorted(found))}")
    try:
        return crypt.decrypt(found["MsgSignature"], found["TimeStamp"], found["Nonce"], found["Encrypt"])
    except CryptoError as error:
        raise WrongReply(f"无法解密：{error}") from error


class PassiveReplies:
    """Carries out decrypted replies."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kinds: dict[str, Callable[[AppCallback, Element], None]] = {
            "text": self._text,
            "image": self._media,
            "voice": self._media,
            "video": self._media,
            "news": self._news,
            "update_button": self._update_button,
            "update_template_card": self._update_card,
        }

    def apply(self, callback: AppCallback, xml: str) -> str:
        """Returns a note for the log. Raises WrongReply."""
        reply = parsed_reply(xml)
        self._check_names(callback, reply)
        kind = text_of(reply, "MsgType")
        if kind not in self._kinds:
            raise WrongReply(f"不认识的 MsgType {kind}")
        if callback.name == "template_card_event" and not self._world.switches.passive_card_replies:
            return "被动回复被忽略"
        if callback.name not in EVENTS_WITH_REPLY | MESSAGES | CARD_EVENTS:
            raise WrongReply(f"{callback.name} 不能被动回复")
        self._kinds[kind](callback, reply)
        return ""

    def _check_names(self, callback: AppCallback, reply: Element) -> None:
        if text_of(reply, "ToUserName").lower() != callback.userid.lower():
            raise WrongReply("ToUserName 应为成员的 UserID")
        if text_of(reply, "FromUserName") != self._world.corp.corp_id:
            raise WrongReply("FromUserName 应为 CorpID")
        if not text_of(reply, "CreateTime").isdecimal():
            raise WrongReply("CreateTime 应为秒数")

    def _text(self, callback: AppCallback, reply: Element) -> None:
        content = text_of(reply, "Content")
        if not content:
            raise WrongReply("Content 为空")
        if len(content.encode()) > TEXT_BYTES:
            self._world.complain(f"被动回复超过 {TEXT_BYTES} 字节，被截断")
            content = content.encode()[:TEXT_BYTES].decode(errors="ignore")
        self._add(callback, "text", {"content": content})

    def _media(self, callback: AppCallback, reply: Element) -> None:
        kind = text_of(reply, "MsgType")
        media = self._world.media.find(text_of(reply, f"{kind.capitalize()}/MediaId"))
        if media is None or media.kind != kind or media.expired_at(self._world.clock.now()):
            raise WrongReply("MediaId 无效")
        self._add(callback, kind, {"media_id": media.media_id, "filename": media.filename})

    def _news(self, callback: AppCallback, reply: Element) -> None:
        names = ("Title", "Description", "Url", "PicUrl")
        items = reply.findall("Articles/item")
        if text_of(reply, "ArticleCount") != str(len(items)) or not 1 <= len(items) <= 8:
            raise WrongReply("ArticleCount 与 Articles 不符")
        self._add(callback, "news", {"articles": [{n.lower(): text_of(item, n) for n in names} for item in items]})

    def _update_button(self, callback: AppCallback, reply: Element) -> None:
        label = text_of(reply, "Button/ReplaceName")
        entry = callback.entry
        if callback.name not in CARD_EVENTS or entry is None or entry.card is None:
            raise WrongReply("update_button 只能回复卡片事件")
        if not label or entry.card.content["card_type"] not in CALLBACK_CARDS:
            raise WrongReply("update_button 需要 ReplaceName，且原卡片须有按钮")
        self._world.grey_card(entry, label)

    def _update_card(self, callback: AppCallback, reply: Element) -> None:
        element = reply.find("TemplateCard")
        if callback.name not in CARD_EVENTS or callback.entry is None or element is None:
            raise WrongReply("update_template_card 只能回复卡片事件，且需要 TemplateCard")
        card = card_of(element)
        try:
            check_card(card)
        except ApiError as error:
            raise WrongReply(f"TemplateCard 不合规则：{error}") from error
        self._world.replace_card(callback.entry, shown(card))

    def _add(self, callback: AppCallback, kind: str, body: dict[str, Any]) -> None:
        self._world.add_entry(callback.userid, Sender.APP, kind, body, app=callback.app)


def parsed_reply(text: str) -> Element:
    try:
        root = fromstring(text)
    except (ParseError, DefusedXmlException) as error:
        raise WrongReply(f"不是 XML：{text[:80]}") from error
    assert isinstance(root, Element)
    if root.tag != "xml":
        raise WrongReply(f"根元素应为 xml，实为 {root.tag}")
    return root


def text_of(element: Element, path: str) -> str:
    return element.findtext(path) or ""
