"""The emulator as one thing: the corp's state, its people's hands, and (once started) a server on 127.0.0.1."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import msgspec
from aiohttp import ClientError, ClientSession, ClientTimeout, web

from emulator import avatars
from emulator.actions import Actions
from emulator.api.dispatch import Dispatch
from emulator.changes import What
from emulator.chat_page import add_routes
from emulator.clock import Clock, system_now
from emulator.contact_actions import ContactActions
from emulator.corp import Corp
from emulator.delivery import Delivery
from emulator.directory import Department, Directory, Member
from emulator.oauth_page import OAuthPage
from emulator.people import People, Person
from emulator.postman import Postman
from emulator.sms import SmsGateway
from emulator.staff import demo_corp, demo_departments, demo_members
from emulator.switches import Switches
from emulator.wechat.actions import CustomerActions
from emulator.wechat.outside import Outside
from emulator.wechat.person import CustomerPerson
from emulator.wechat.postman import WeChatPostman
from emulator.wire import WireRecord
from emulator.world import Dropped, World

LARGEST_REQUEST = 32 << 20
GRACE = 1.0  # seconds for open requests when it stops
TOLD_WITHIN = ClientTimeout(total=10)
MOST_STOPS = 300  # on one journey; whatever is due after them is late


class Ahead(msgspec.Struct):
    next: datetime | None


class Emulator:
    """`async with Emulator() as wecom:` listens on `wecom.url` (port 0: a free one) and stops at the end.

    `time_travel_url`: whenever time is moved, `{"now": "<ISO 8601>"}` is posted there, so that the bot's clock follows;
    it may be asked there (GET) for `{"next": "<ISO 8601>"}`, when the bot has something to do, or null.
    `patience`: seconds of real time that people wait for what they expect. `outside`: the official account and its
    customers; nothing is heard of them until `set_wechat_callback_url`.
    """

    def __init__(  # noqa: PLR0913  all by name, all with a default
        self,
        *,
        corp: Corp | None = None,
        members: Iterable[Member] | None = None,
        departments: Iterable[Department] | None = None,
        now: Callable[[], datetime] = system_now,
        port: int = 0,
        time_travel_url: str = "",
        patience: float = 10.0,
        outside: Outside | None = None,
    ) -> None:
        directory = Directory(
            demo_members() if members is None else members, demo_departments() if departments is None else departments
        )
        outside = outside or Outside()
        self.world = World(corp or demo_corp(), directory, Clock(now), outside)
        self.sms = SmsGateway(self.world, outside.sms_secret)
        self.actions = Actions(self.world)
        self.customer_actions = CustomerActions(self.world)
        self.contact_actions = ContactActions(self.world)
        self.people = People(self.world, self.actions, self.customer_actions, self.contact_actions, patience)
        self._port = port
        self.time_travel_url = time_travel_url

    @property
    def url(self) -> str:
        """The API's base URL, known once started."""
        return self.world.url

    @property
    def switches(self) -> Switches:
        return self.world.switches

    @property
    def log(self) -> deque[WireRecord]:
        return self.world.wire

    @property
    def dropped(self) -> list[Dropped]:
        return self.world.dropped

    def actions_of(self, who: str) -> Actions | CustomerActions:
        """Of a member by userid, of a customer by openid."""
        return self.customer_actions if who in self.world.wechat.customers else self.actions

    def robot(self) -> str:
        """A new robot of a group; gives the address at which it can be made to speak."""
        return f"{self.url}/cgi-bin/webhook/send?key={self.world.robots.add()}"

    def said_by_robot(self, webhook: str) -> list[str]:
        return self.world.robots.said(webhook.partition("key=")[2])

    def person(self, userid: str) -> Person:
        return self.people.person(userid)

    def customer(self, name: str) -> CustomerPerson:
        """By nickname, number or openid."""
        return self.people.customer(name)

    def assert_nothing_unexpected(self) -> None:
        self.people.assert_nothing_unexpected()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Raises OSError when the port is taken."""
        async with AsyncExitStack() as opened:
            runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=GRACE)
            await runner.setup()
            opened.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", self._port).start()
            self.world.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            self._session = await opened.enter_async_context(ClientSession())
            self._postman = Postman(self.world, self._session)
            delivery = Delivery(self.world, self._postman)
            opened.push_async_callback(delivery.close)
            self.world.send_callback = delivery.deliver
            self._wechat_postman = WeChatPostman(self.world, self._session)
            to_account = Delivery(self.world, self._wechat_postman)
            opened.push_async_callback(to_account.close)
            self.world.wechat.send_callback = to_account.deliver
            opened.push_async_callback(self.people.close)
            self._opened = opened.pop_all()

    async def close(self) -> None:
        await self._opened.aclose()

    async def set_callback_url(self, url: str) -> None:
        """As in the admin console: the address is verified first. Raises CallbackUrlRefused.

        Its host becomes the app's trusted domain, unless it has one.
        """
        await self._postman.verify(self.world.app, url)
        self.world.app.callback_url = url
        self.world.app.trusted_domain = self.world.app.trusted_domain or urlsplit(url).netloc

    async def set_wechat_callback_url(self, url: str) -> None:
        """As in the official account's console. Raises CallbackUrlRefused.

        Its host becomes the account's domain for page logins, unless it has one.
        """
        await self._wechat_postman.verify(url)
        account = self.world.wechat.account
        account.callback_url = url
        account.trusted_domain = account.trusted_domain or urlsplit(url).netloc
        self.world.wechat.account_changed()

    async def advance(self, by: timedelta) -> datetime:
        """Moves time, tells the bot, and returns the new time."""
        return await self.travel_to(self.world.clock.now() + by)

    async def travel_to(self, moment: datetime) -> datetime:
        moment = self.world.clock.travel_to(moment)
        if self.time_travel_url:
            await self._tell_time(moment)
        self.world.changes.add(What.CLOCK)
        return moment

    async def pass_through(self, moment: datetime) -> datetime:
        """Moves time with a stop wherever the bot has something to do, so that it does it in time, not late."""
        for _ in range(MOST_STOPS):
            stop = await self._next_stop()
            if stop is None or stop >= moment:
                break
            if stop > self.world.clock.now():
                await self.travel_to(stop)
        return await self.travel_to(moment)

    async def _next_stop(self) -> datetime | None:
        """None also where nobody says."""
        if not self.time_travel_url:
            return None
        try:
            async with self._session.get(self.time_travel_url, timeout=TOLD_WITHIN) as response:
                response.raise_for_status()
                said = msgspec.json.decode(await response.read(), type=Ahead)
        except (ClientError, TimeoutError, msgspec.DecodeError):
            return None
        return said.next

    async def _tell_time(self, moment: datetime) -> None:
        try:
            async with self._session.post(
                self.time_travel_url, json={"now": moment.isoformat()}, timeout=TOLD_WITHIN
            ) as response:
                if response.status >= 400:
                    self.world.complain(f"时间旅行未被接受：HTTP {response.status}")
        except (ClientError, TimeoutError) as error:
            self.world.complain(f"时间旅行未送达：{type(error).__name__}")

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        dispatch, oauth = Dispatch(self.world), OAuthPage(self.world)
        app.router.add_route("*", "/cgi-bin/{path:.+}", dispatch.handle)
        app.router.add_route("*", "/sns/{path:.+}", dispatch.handle)
        app.router.add_get("/connect/oauth2/authorize", oauth.authorize)
        app.router.add_get("/wwlogin/sso/login", oauth.scan)
        app.router.add_post("/sms/send", self.sms.handle)
        app.router.add_get("/pic/{media_id}", self._picture)
        app.router.add_get("/avatar/{name}/0", self._avatar)
        add_routes(app, self)
        return app

    async def _avatar(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in map(avatars.name_of, self.world.directory.members):
            raise web.HTTPNotFound
        return web.Response(body=await asyncio.to_thread(avatars.drawn, name), content_type="image/png")

    async def _picture(self, request: web.Request) -> web.Response:
        media = self.world.file(request.match_info["media_id"])
        if media is None:
            raise web.HTTPNotFound
        return web.Response(body=media.data, content_type=media.content_type)
