"""What a member can do in the chat with the app. Each action takes effect at once and calls the bot back.

Every action returns the `AppCallback`; `await callback.done.wait()` tells when the bot has answered.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from emulator import card_parts
from emulator.callback import AppCallback
from emulator.conversation import Card, Entry, Sender
from emulator.directory import Member
from emulator.stores.media import Media
from emulator.world import World
from emulator.xml import Fields, document


class NotPossible(Exception):
    """The person cannot do that; the text says why, in Chinese."""


class Actions:
    """All take the userid first. `entry_id` is the id of the entry with the card."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._msgids = itertools.count(7_000_000_000_000_000_001 + secrets.randbelow(10**15))

    def enters(self, userid: str) -> AppCallback:
        """Opens the conversation."""
        return self._event(userid, "enter_agent", [("EventKey", "")])

    def subscribes(self, userid: str) -> AppCallback:
        """Comes into the app's visible range."""
        return self._event(userid, "subscribe", [("EventKey", "")])

    def unsubscribes(self, userid: str) -> AppCallback:
        return self._event(userid, "unsubscribe", [("EventKey", "")])

    def says(self, userid: str, text: str) -> AppCallback:
        return self._message(userid, "text", {"content": text}, [("Content", text)])

    def forwards(self, userid: str, texts: Iterable[str]) -> list[AppCallback]:
        """One by one (逐条转发): ordinary messages, without their authors and times."""
        return [self.says(userid, text) for text in texts]

    def sends_image(self, userid: str, data: bytes, filename: str) -> AppCallback:
        media = self._media("image", data, filename)
        fields = [("PicUrl", f"{self._world.url}/pic/{media.media_id}"), ("MediaId", media.media_id)]
        return self._message(userid, "image", _media_body(media), fields)

    def sends_voice(self, userid: str, data: bytes, filename: str = "voice.amr") -> AppCallback:
        media = self._media("voice", data, filename)
        return self._message(userid, "voice", _media_body(media), [("MediaId", media.media_id), ("Format", "amr")])

    def sends_video(self, userid: str, data: bytes, filename: str = "video.mp4") -> AppCallback:
        media, thumb = self._media("video", data, filename), self._media("image", data[:1], "thumb.jpg")
        fields = [("MediaId", media.media_id), ("ThumbMediaId", thumb.media_id)]
        return self._message(userid, "video", _media_body(media), fields)

    def sends_location(self, userid: str, latitude: float, longitude: float, label: str) -> AppCallback:
        body = {"latitude": latitude, "longitude": longitude, "scale": 15, "label": label}
        fields: Fields = [
            ("Location_X", latitude),
            ("Location_Y", longitude),
            ("Scale", 15),
            ("Label", label),
            ("AppType", "wxwork"),
        ]
        return self._message(userid, "location", body, fields)

    def sends_link(self, userid: str, title: str, url: str, description: str = "", picurl: str = "") -> AppCallback:
        body = {"title": title, "description": description, "url": url, "picurl": picurl}
        fields = [("Title", title), ("Description", description), ("Url", url), ("PicUrl", picurl)]
        return self._message(userid, "link", body, fields)

    def clicks_menu(self, userid: str, key: str) -> AppCallback:
        """An entry of the app's own menu, at the foot of the chat."""
        return self._event(userid, "click", [("EventKey", key)])

    def presses(
        self, userid: str, entry_id: int, key: str, selections: Mapping[str, Sequence[str]] | None = None
    ) -> AppCallback:
        """Presses a button of a card, or submits it.

        `selections`: question key -> option ids; what is left out stays as chosen.
        """
        entry, card = self._card(userid, entry_id)
        if card.greyed is not None:
            raise NotPossible(f"按钮已置灰：{card.greyed}")
        button = _button(card_parts.buttons(card.content), key)
        if button.url:
            raise NotPossible(f"按钮“{button.text}”打开网页 {button.url}，不产生事件")
        _select(card, selections or {})
        return self._card_event(entry, card, "template_card_event", key, [("SelectedItems", _selected_items(card))])

    def chooses_menu(self, userid: str, entry_id: int, key: str) -> AppCallback:
        """An entry of the card's menu (右上角菜单)."""
        entry, card = self._card(userid, entry_id)
        _button(card_parts.menu(card.content), key)
        return self._card_event(entry, card, "template_card_menu_event", key, [])

    def _card(self, userid: str, entry_id: int) -> tuple[Entry, Card]:
        entry = self._world.entry(entry_id)
        if entry.userid != userid.lower() or entry.card is None:
            raise NotPossible(f"{userid} 没有这张卡片")
        if entry.recalled:
            raise NotPossible("消息已撤回")
        return entry, entry.card

    def _card_event(self, entry: Entry, card: Card, event: str, key: str, more: Fields) -> AppCallback:
        code = self._world.codes.issue(entry.agent_id, entry.msgid, self._world.clock.now())
        fields: Fields = [
            ("EventKey", key),
            ("TaskId", card.task_id),
            ("CardType", card.content["card_type"]),
            ("ResponseCode", code),
            *more,
        ]
        return self._event(entry.userid, event, fields, entry)

    def _media(self, kind: str, data: bytes, filename: str) -> Media:
        return self._world.media.add(kind, data, filename=filename, now=self._world.clock.now())

    def _message(self, userid: str, kind: str, body: dict[str, Any], fields: Fields) -> AppCallback:
        member = self._member(userid)
        entry = self._world.add_entry(member.userid, Sender.MEMBER, kind, body)
        return self._send(member, kind, [("MsgType", kind), *fields, ("MsgId", next(self._msgids))], entry)

    def _event(self, userid: str, event: str, fields: Fields, entry: Entry | None = None) -> AppCallback:
        member = self._member(userid)
        return self._send(member, event, [("MsgType", "event"), ("Event", event), *fields], entry)

    def _member(self, userid: str) -> Member:
        member = self._world.directory.member(userid)
        if member is None:
            raise NotPossible(f"通讯录里没有 {userid}")
        return member

    def _send(self, member: Member, name: str, fields: Fields, entry: Entry | None) -> AppCallback:
        app = self._world.owner(entry) if entry else self._world.app
        head: Fields = [
            ("ToUserName", self._world.corp.corp_id),
            ("FromUserName", member.userid),
            ("CreateTime", self._world.clock.timestamp()),
        ]
        xml = document([*head, *fields, ("AgentID", app.agent_id)])
        callback = AppCallback(app=app, userid=member.userid, name=name, xml=xml, entry=entry)
        self._world.send_callback(callback)
        return callback


def _media_body(media: Media) -> dict[str, Any]:
    return {"media_id": media.media_id, "filename": media.filename}


def _button(buttons: list[card_parts.Button], key: str) -> card_parts.Button:
    for button in buttons:
        if button.key == key:
            return button
    raise NotPossible(f"卡片上没有 key 为 {key} 的按钮")


def _select(card: Card, selections: Mapping[str, Sequence[str]]) -> None:
    questions = {question.key: question for question in card_parts.questions(card.content)}
    for key, ids in selections.items():
        question = questions.get(key)
        if question is None or question.disabled:
            raise NotPossible(f"卡片上没有可选的 {key}")
        if not set(ids) <= question.options.keys() or (len(ids) != 1 and not question.multiple):
            raise NotPossible(f"{key} 不能选 {list(ids)}")
        card.selected[key] = list(ids)


def _selected_items(card: Card) -> Fields:
    return [
        ("SelectedItem", [("QuestionKey", key), ("OptionIds", [("OptionId", each) for each in ids])])
        for key, ids in card.selected.items()
    ]
