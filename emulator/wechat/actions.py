"""What a customer can do with the phone. Each action takes effect at once and calls the bot back.

`await callback.done.wait()` tells when the bot has answered.
"""

from __future__ import annotations

from typing import Any

from emulator.actions import NotPossible
from emulator.callback import Callback
from emulator.conversation import Entry
from emulator.stores.media import Media
from emulator.wechat.allowance import Interaction
from emulator.wechat.customers import Customer
from emulator.wechat.official import OfficialAccount
from emulator.wechat.scenes import QrCode
from emulator.world import World
from emulator.xml import Fields


class CustomerActions:
    """All take the openid, the nickname or the number first."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def _official(self) -> OfficialAccount:
        return self._world.wechat

    def says(self, who: str, text: str) -> Callback:
        return self._message(who, "text", {"content": text}, [("Content", text)])

    def sends_image(self, who: str, data: bytes, filename: str) -> Callback:
        media = self._media("image", data, filename)
        fields = [("PicUrl", f"{self._world.url}/pic/{media.media_id}"), ("MediaId", media.media_id)]
        return self._message(who, "image", _media_body(media), fields)

    def sends_voice(self, who: str, data: bytes, words: str = "", filename: str = "voice.amr") -> Callback:
        """`words`: what WeChat recognises in it, when the account has that switched on."""
        media = self._media("voice", data, filename)
        fields: list[tuple[str, Any]] = [("MediaId", media.media_id), ("Format", "amr")]
        if self._world.switches.wechat_recognition:
            fields.append(("Recognition", words))
        return self._message(who, "voice", _media_body(media) | {"recognition": words}, fields)

    def sends_location(self, who: str, latitude: float, longitude: float, label: str) -> Callback:
        body = {"latitude": latitude, "longitude": longitude, "scale": 15, "label": label}
        fields: Fields = [("Location_X", latitude), ("Location_Y", longitude), ("Scale", 15), ("Label", label)]
        return self._message(who, "location", body, fields)

    def sends_link(self, who: str, title: str, url: str, description: str = "") -> Callback:
        body = {"title": title, "description": description, "url": url}
        return self._message(who, "link", body, [("Title", title), ("Description", description), ("Url", url)])

    def chooses(self, who: str, entry_id: int, row: str) -> Callback:
        """Taps a row of a menu message, by id: its content is said, but WeChat counts it as a click on a menu."""
        customer = self._follower(who)
        entry = self._world.entry(entry_id)
        rows = {each["id"]: each["content"] for each in entry.body.get("list", [])}
        if entry.userid != customer.openid or row not in rows:
            raise NotPossible("没有这个选项")
        fields = [("Content", rows[row]), ("bizmsgmenuid", row)]
        return self._message(who, "text", {"content": rows[row]}, fields, by=Interaction.MENU)

    def follows(self, who: str) -> Callback:
        """Found by search, without a code."""
        return self._subscribes(self._official.customer(who), [("EventKey", "")])

    def unfollows(self, who: str) -> Callback:
        customer = self._follower(who)
        customer.follows, customer.followed_at = False, None
        customer.allowances.closes()
        self._official.changed(customer)
        return self._official.tell(customer, "unsubscribe", [("EventKey", "")])

    def scans(self, who: str, scene: str) -> Callback:
        """A code by its scene, its ticket or its address. Whoever does not follow yet follows by that."""
        code = self._code(scene)
        customer = self._official.customer(who)
        if not customer.follows:
            return self._subscribes(customer, [("EventKey", f"qrscene_{code.scene}"), ("Ticket", code.ticket)])
        self._opens(customer, Interaction.SCAN)
        return self._official.tell(customer, "SCAN", [("EventKey", code.scene), ("Ticket", code.ticket)])

    def clicks_menu(self, who: str, key: str) -> Callback:
        customer = self._follower(who)
        self._opens(customer, Interaction.MENU)
        return self._official.tell(customer, "CLICK", [("EventKey", key)])

    def opens_menu_page(self, who: str, url: str) -> Callback:
        """An entry that opens a page gives no window."""
        return self._official.tell(self._follower(who), "VIEW", [("EventKey", url), ("MenuId", 1)])

    def reports_location(self, who: str, latitude: float, longitude: float) -> Callback:
        """What WeChat tells by itself when the chat is opened, where the customer has agreed to it."""
        fields: Fields = [("Latitude", latitude), ("Longitude", longitude), ("Precision", 30.0)]
        return self._official.tell(self._follower(who), "LOCATION", fields)

    def allows_one(self, who: str, template_id: str) -> Callback:
        """One notification of this kind, in a page with the button for it."""
        customer = self._official.customer(who)
        customer.subscriptions[template_id] += 1
        self._official.changed(customer)
        row: Fields = [("TemplateId", template_id), ("SubscribeStatusString", "accept"), ("PopupScene", 1)]
        fields: Fields = [("SubscribeMsgPopupEvent", [("List", row)])]
        return self._official.tell(customer, "subscribe_msg_popup_event", fields)

    def blocks_templates(self, who: str, *, blocks: bool) -> None:
        customer = self._official.customer(who)
        customer.blocks_templates = blocks
        self._official.changed(customer)

    def _follower(self, who: str) -> Customer:
        customer = self._official.customer(who)
        if not customer.follows:
            raise NotPossible(f"{customer.nickname}没有关注公众号")
        return customer

    def _code(self, name: str) -> QrCode:
        codes = self._official.qr_codes
        by_address = (code for code in codes.all() if code.url == name)
        code = codes.of_scene(name) or codes.find(name) or next(by_address, None)
        if code is None:
            raise NotPossible(f"没有 {name} 这个二维码")
        if code.dead_at(self._official.now()):
            raise NotPossible("二维码已过期")
        return code

    def _subscribes(self, customer: Customer, fields: Fields) -> Callback:
        if customer.follows:
            raise NotPossible(f"{customer.nickname}已经关注")
        customer.follows, customer.followed_at = True, self._official.now()
        self._opens(customer, Interaction.FOLLOW)
        return self._official.tell(customer, "subscribe", fields)

    def _message(
        self, who: str, kind: str, body: dict[str, Any], fields: Fields, by: Interaction = Interaction.MESSAGE
    ) -> Callback:
        customer = self._follower(who)
        entry: Entry = self._official.hears(customer.openid, kind, body)
        self._opens(customer, by)
        all_fields: Fields = [("MsgType", kind), *fields, ("MsgId", self._official.next_msgid())]
        return self._official.send(customer, kind, all_fields, entry)

    def _opens(self, customer: Customer, by: Interaction) -> None:
        customer.allowances.opens(by, self._official.now())
        self._official.changed(customer)

    def _media(self, kind: str, data: bytes, filename: str) -> Media:
        return self._official.media.add(kind, data, filename=filename, now=self._official.now())


def _media_body(media: Media) -> dict[str, Any]:
    return {"media_id": media.media_id, "filename": media.filename}
