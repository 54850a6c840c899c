"""The edge against a WeCom that shares no code with it: its own encryption, its own rules, its own cards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.crypto import CallbackCrypto, Signature
from bot.channels.envelope import encrypted_part
from bot.channels.errors import ChannelMisconfigured, ChannelRejected, ChannelUnavailable
from bot.channels.media import MediaType
from bot.channels.reply import text_reply
from bot.channels.token import MemoryTokenStore
from bot.wecom import message
from bot.wecom.api import App
from bot.wecom.cards import Card
from bot.wecom.client import WecomClient
from bot.wecom.controls import ActionMenu, MenuEntry
from bot.wecom.updates import to_update
from emulator.server import Emulator
from emulator.switches import Outage
from handlers.updates import CardClick, LocationMessage, MediaMessage, TextMessage, Update, Visit
from tests.wecom.test_cards import BUTTONS, CARDS, MULTIPLE, NEWS, OPTIONS, TEXT, VOTE, Selection

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


class Edge:
    """A bot of a few lines: it keeps what arrives and answers texts with `answer`."""

    def __init__(self, wecom: Emulator) -> None:
        app, self.corp_id = wecom.world.app, wecom.world.corp.corp_id
        self.now = wecom.world.clock.now
        self.crypto = CallbackCrypto(app.token, app.encoding_aes_key, self.corp_id)
        self.updates: asyncio.Queue[Update] = asyncio.Queue()
        self.answer = ""

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/wecom", self._verify)
        app.router.add_post("/wecom", self._receive)
        return app

    async def _verify(self, request: web.Request) -> web.Response:
        return web.Response(text=self.crypto.verify(Signature.of(request.query), request.query["echostr"]))

    async def _receive(self, request: web.Request) -> web.Response:
        signature = Signature.of(request.query)
        update = to_update(self.crypto.open(signature, encrypted_part(await request.read())), self.now())
        self.updates.put_nowait(update)
        if not (self.answer and isinstance(update, TextMessage)):
            return web.Response()
        reply = text_reply(to=update.sender, by=self.corp_id, text=self.answer, at=update.at)
        return web.Response(text=self.crypto.seal(reply, signature.nonce, signature.timestamp))


@pytest.fixture
async def wecom() -> AsyncIterator[Emulator]:
    async with Emulator(patience=5) as emulator:
        yield emulator


@pytest.fixture
async def edge(wecom: Emulator) -> AsyncIterator[Edge]:
    edge = Edge(wecom)
    async with TestServer(edge.app()) as server:
        await wecom.set_callback_url(str(server.make_url("/wecom")))
        yield edge


@pytest.fixture
async def client(wecom: Emulator, edge: Edge, session: ClientSession) -> WecomClient:
    assert edge.updates.empty()
    app = App(wecom.world.corp.corp_id, wecom.world.app.agent_id, wecom.world.app.secret, wecom.url)
    now = wecom.world.clock.now
    return WecomClient(session, app, MemoryTokenStore(now), now)


async def test_a_text_is_read_and_answered(wecom: Emulator, edge: Edge):
    edge.answer = "收到 ]]> <谢谢> & 再见"
    li = wecom.person("lijing")
    await li.says("3栋电梯坏了 <急>\n13800001111")
    update = edge.updates.get_nowait()
    assert isinstance(update, TextMessage)
    assert (update.sender, update.text) == ("lijing", "3栋电梯坏了 <急>\n13800001111")
    await li.hears(edge.answer)
    wecom.assert_nothing_unexpected()


async def test_pictures_places_and_visits_are_read(wecom: Emulator, edge: Edge, client: WecomClient):
    li = wecom.person("lijing")
    await li.sends_image(PHOTO)
    picture = edge.updates.get_nowait()
    assert isinstance(picture, MediaMessage)
    media = await client.media(picture.media_id)
    assert (media.content, media.content_type) == (PHOTO, "image/jpeg")
    await li.sends_location(31.23, 121.47, "人民广场")
    place = edge.updates.get_nowait()
    assert isinstance(place, LocationMessage)
    assert (place.latitude, place.longitude, place.label) == (31.23, 121.47, "人民广场")
    await li.enters()
    assert isinstance(edge.updates.get_nowait(), Visit)


async def test_media_that_has_expired_is_rejected(wecom: Emulator, edge: Edge, client: WecomClient):
    await wecom.person("lijing").sends_image(PHOTO)
    picture = edge.updates.get_nowait()
    assert isinstance(picture, MediaMessage)
    await wecom.advance(timedelta(days=3))
    with pytest.raises(ChannelRejected):
        await client.media(picture.media_id)


MENU = ActionMenu((MenuEntry("转派", "transfer"),))
EVERY_CARD: dict[str, Card] = CARDS | {
    "text with a menu": replace(TEXT, menu=MENU),
    "news with a menu": replace(NEWS, menu=MENU),
}


@pytest.mark.parametrize("kind", EVERY_CARD)
async def test_every_card_is_accepted_and_can_become_every_other(wecom: Emulator, client: WecomClient, kind: str):
    li = wecom.person("lijing")
    for number, changed in enumerate(CARDS.values()):
        wire = EVERY_CARD[kind].to_wire() | {"task_id": f"t-{number}"}
        sent = await client.send(message.card("lijing", wire))
        card = await li.sees_card(EVERY_CARD[kind].title)
        assert (sent.response_code is not None) == (kind not in ("text", "news"))
        if sent.response_code:
            changed = replace(changed, title=f"第{number}次")  # noqa: PLW2901  # the same card with another title
            assert await client.update_card(sent.response_code, ["lijing"], changed.to_wire()) == ()
            await li.sees_card_change(card, f"第{number}次")
    wecom.assert_nothing_unexpected()


async def test_a_card_is_pressed_and_changed_once_with_each_code(wecom: Emulator, edge: Edge, client: WecomClient):
    wang = wecom.person("wanggong")
    card = replace(BUTTONS, selection=Selection("category", OPTIONS, title="类别"))
    sent = await client.send(message.card("wanggong", card.to_wire() | {"task_id": "t-42"}))
    in_hand = await wang.sees_card("报修 #42")
    await in_hand.press("接单", 类别="水电")
    click = edge.updates.get_nowait()
    assert isinstance(click, CardClick)
    assert (click.task_id, click.key, click.sender) == ("t-42", "claim:42", "wanggong")
    assert click.selections == (("category", ("water",)),)

    taken = replace(card, replace_text="已被 王工 接单")
    await client.update_card(click.response_code, ["wanggong"], taken.to_wire())
    await wang.sees_card_change(in_hand, "已被 王工 接单")
    assert sent.response_code is not None
    await client.update_card(sent.response_code, None, "已完工")
    await wang.sees_card_change(in_hand, "已完工")
    for code in (click.response_code, sent.response_code):
        with pytest.raises(ChannelRejected) as error:
            await client.update_card(code, None, "又一次")
        assert error.value.errcode == 60140
    wecom.assert_nothing_unexpected()


async def test_a_vote_and_several_selections_are_read(wecom: Emulator, edge: Edge, client: WecomClient):
    zhao = wecom.person("zhaogong")
    await client.send(message.card("zhaogong", VOTE.to_wire() | {"task_id": "v"}))
    await (await zhao.sees_card("满意吗")).press("提交", q="满意")
    vote = edge.updates.get_nowait()
    two = (Selection("a", OPTIONS, title="一"), Selection("b", OPTIONS, title="二"))
    await client.send(message.card("zhaogong", replace(MULTIPLE, selections=two).to_wire() | {"task_id": "m"}))
    await (await zhao.sees_card("验收")).press("提交", 一="电梯", 二="水电")
    several = edge.updates.get_nowait()
    assert isinstance(vote, CardClick)
    assert isinstance(several, CardClick)
    assert vote.selections == (("q", ("1",)),)
    assert several.selections == (("a", ("lift",)), ("b", ("water",)))


async def test_a_menu_entry_is_a_click(wecom: Emulator, edge: Edge, client: WecomClient):
    wire = EVERY_CARD["text with a menu"].to_wire() | {"task_id": "n"}
    await client.send(message.card("sunban", wire))
    await (await wecom.person("sunban").sees_card("报修 #42")).choose_menu("转派")
    click = edge.updates.get_nowait()
    assert isinstance(click, CardClick)
    assert (click.task_id, click.key, click.selections) == ("n", "transfer", ())


async def test_an_answer_that_was_lost_leads_to_one_message_when_it_is_sent_again(wecom: Emulator, client: WecomClient):
    hello = message.text("lijing", "你好")
    await client.departments()
    wecom.switches.outage = Outage.ANSWER_LOST
    with pytest.raises(ChannelUnavailable) as error:
        await client.send(hello)
    assert error.value.maybe_delivered
    wecom.switches.outage = Outage.NONE
    await client.send(hello)
    await wecom.person("lijing").hears("你好")
    wecom.assert_nothing_unexpected()


@pytest.mark.parametrize("outage", [Outage.CLOSED, Outage.UNAVAILABLE, Outage.BUSY])
async def test_an_outage_is_told_as_one_and_passes(wecom: Emulator, client: WecomClient, outage: Outage):
    await client.departments()
    wecom.switches.outage = outage
    with pytest.raises(ChannelUnavailable):
        await client.send(message.text("lijing", "你好"))
    wecom.switches.outage = Outage.NONE
    await client.send(message.text("lijing", "你好"))
    await wecom.person("lijing").hears("你好")


async def test_tokens_that_die_or_expire_are_replaced_unnoticed(wecom: Emulator, client: WecomClient):
    await client.departments()
    wecom.world.tokens.kill()
    await client.departments()
    wecom.world.tokens.expire(wecom.world.clock.now())
    await wecom.advance(timedelta(minutes=1))
    await client.departments()
    await wecom.advance(timedelta(hours=3))
    await client.departments()


async def test_an_address_that_is_not_trusted_is_the_operators_to_mend(wecom: Emulator, client: WecomClient):
    wecom.switches.ip_not_trusted = True
    with pytest.raises(ChannelMisconfigured) as error:
        await client.departments()
    assert error.value.errcode == 60020
    assert error.value.retry_after == timedelta(minutes=1)


async def test_strangers_are_named(wecom: Emulator, client: WecomClient):
    sent = await client.send(message.text("LiJing|nobody", "你好"))
    assert sent.invalid == ("nobody",)
    await wecom.person("lijing").hears("你好")
    with pytest.raises(ChannelRejected) as error:
        await client.send(message.text("nobody", "你好"))
    assert (error.value.errcode, error.value.invalid) == (81013, ("nobody",))


async def test_the_directory_is_read(client: WecomClient):
    departments = {each.id: each for each in await client.departments()}
    assert (departments[3].name, departments[3].parent_id, departments[3].leaders) == ("维修班", 1, ("sunban",))
    members = {each.userid: each for each in await client.department_members(3)}
    assert set(members) == {"wanggong", "zhaogong", "sunban"}
    assert await client.member("WangGong") == members["wanggong"]
    assert (members["wanggong"].name, members["wanggong"].departments) == ("王工", (3,))
    with pytest.raises(ChannelRejected):
        await client.member("nobody")


async def test_files_go_up_and_come_down_again(client: WecomClient):
    media_id = await client.upload_media(MediaType.FILE, "工单 42.pdf", b"%PDF-1.7 hello", "application/pdf")
    media = await client.media(media_id)
    assert (media.content, media.name) == (b"%PDF-1.7 hello", "工单 42.pdf")


async def test_a_large_file_comes_down_in_pieces(wecom: Emulator, client: WecomClient):
    content = bytes(range(256)) * (25 * 4096)
    stored = wecom.world.media.add("video", content, filename="电梯.mp4", now=wecom.world.clock.now())
    media = await client.media(stored.media_id)
    assert (media.content == content, media.content_type, media.name) == (True, "video/mp4", "电梯.mp4")
