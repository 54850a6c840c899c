"""A customer of a scenario: eyes, hands, and a phone with a browser."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import ClientSession

from emulator.browsers import Browser, session_of
from emulator.callback import Callback
from emulator.contact_actions import ContactActions
from emulator.conversation import Entry
from emulator.eyes import Eyes
from emulator.page_seen import PageSeen, page_seen
from emulator.wechat.actions import CustomerActions
from emulator.world import World


@dataclass(frozen=True, kw_only=True)
class TemplateSeen:
    """`fields`: label -> value. `url` is empty where it cannot be tapped."""

    title: str
    fields: dict[str, str]
    url: str


class CustomerPerson:
    """Whatever comes on the phone must be expected once: each message, template, text message and notice."""

    def __init__(
        self, openid: str, world: World, actions: CustomerActions, contacts: ContactActions, patience: float
    ) -> None:
        self.openid = openid
        self._world = world
        self._actions = actions
        self._contacts = contacts
        name = world.wechat.customers[openid].nickname
        self._eyes = Eyes(openid, name, world.conversations, world.changes, patience)
        self._browser: ClientSession | None = None

    async def says(self, text: str) -> None:
        """Returns when the bot has answered the callback, as all that follow."""
        await _done(self._actions.says(self.openid, text))

    async def sends_picture(self, data: bytes, filename: str = "photo.jpg") -> None:
        await _done(self._actions.sends_image(self.openid, data, filename))

    async def sends_voice(self, data: bytes, words: str = "") -> None:
        """`words`: what WeChat recognises in it."""
        await _done(self._actions.sends_voice(self.openid, data, words))

    async def sends_location(self, latitude: float, longitude: float, label: str) -> None:
        await _done(self._actions.sends_location(self.openid, latitude, longitude, label))

    async def sends_link(self, title: str, url: str, description: str = "") -> None:
        await _done(self._actions.sends_link(self.openid, title, url, description))

    async def scans(self, scene: str) -> None:
        """A code by its scene, ticket or address. Follows the account, if need be."""
        await _done(self._actions.scans(self.openid, scene))

    async def follows(self) -> None:
        await _done(self._actions.follows(self.openid))

    async def unfollows(self) -> None:
        await _done(self._actions.unfollows(self.openid))

    async def clicks_menu(self, key: str) -> None:
        await _done(self._actions.clicks_menu(self.openid, key))

    async def deletes_contact(self, userid: str) -> None:
        """A member whom they had as a contact of WeCom."""
        await self._contacts.is_deleted(userid, self.openid).done.wait()

    def blocks_templates(self, *, blocks: bool = True) -> None:
        self._actions.blocks_templates(self.openid, blocks=blocks)

    async def sees_text(self, *words: str) -> str:
        """Waits for a message of the account that contains all these words; returns its text."""
        return await self._sees("听到", words, "text", "msgmenu", "news")

    async def sees_picture(self) -> bytes:
        entry = await self._arrives("看到图片", (), "image")
        media = self._world.wechat.media.find(entry.body["media_id"])
        assert media is not None
        return media.data

    async def sees_template(self, *words: str) -> TemplateSeen:
        """Words of its title, its labels, its values or its address."""
        body = (await self._arrives("看到模板消息", words, "template")).body
        fields = {field["label"]: field["value"] for field in body["fields"]}
        return TemplateSeen(title=body["title"], fields=fields, url=body["url"])

    async def sees_sms(self, *words: str) -> str:
        """The sign in front: 【安居物业】…"""
        return await self._sees("收到短信", words, "sms")

    async def sees_notice(self, *words: str) -> str:
        """A grey line of WeChat's own: the account is out of order."""
        return await self._sees("看到提示", words, "notice")

    async def chooses(self, row: str) -> None:
        """A row of the last menu message, by what it says."""
        entry = next(each for each in reversed(self._conversation()) if each.kind == "msgmenu")
        ids = [each["id"] for each in entry.body["list"] if each["content"] == row]
        assert ids, f"菜单里没有“{row}”，只有 {[each['content'] for each in entry.body['list']]}"
        await _done(self._actions.chooses(self.openid, entry.id, ids[0]))

    @property
    def browser(self) -> ClientSession:
        """WeChat's."""
        if self._browser is None:
            self._browser = session_of(self.openid, Browser.WECHAT, self._world.url)
        return self._browser

    async def opens(self, link: str | TemplateSeen) -> PageSeen:
        url = link if isinstance(link, str) else link.url
        assert url, "这条消息点不开"
        return await page_seen(self.browser, url)

    def hears_nothing_more(self) -> None:
        """Fails if anything has come that was not expected yet."""
        self._eyes.nothing_more()

    def unexpected(self) -> list[str]:
        return self._eyes.unexpected()

    def transcript(self) -> str:
        """All that is on the phone, for people."""
        return self._eyes.transcript()

    async def close(self) -> None:
        if self._browser is not None:
            await self._browser.close()

    def _conversation(self) -> list[Entry]:
        return self._world.wechat.conversation(self.openid)

    async def _sees(self, what: str, words: tuple[str, ...], *kinds: str) -> str:
        return self._eyes.seen_in(await self._arrives(what, words, *kinds))

    async def _arrives(self, what: str, words: tuple[str, ...], *kinds: str) -> Entry:
        return await self._eyes.arrives(words, f"{what} {'、'.join(words)}", lambda entry: entry.kind in kinds)


async def _done(callback: Callback) -> None:
    await callback.done.wait()
