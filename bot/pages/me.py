"""`/me/{tenant}`: what members decide of themselves: whether customers see their picture.

It is WeCom's, and asked for once, after WeCom has asked them (`snsapi_privateinfo`). What is kept of it is a small
copy, and when they agreed; both go together.
"""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta
from functools import partial

import structlog
from aiohttp import web

from bot.channels.errors import ChannelError, ChannelMisconfigured, ChannelRejected
from bot.clock import Clock
from bot.media import MediaStore
from bot.pages.forms import BadForm, fields_of, mark_for, mark_in
from bot.pages.keys import Purpose
from bot.pages.links import own_page
from bot.pages.login import Entrance, Login
from bot.pages.paper import page
from bot.pages.security import Handler
from bot.pages.trips import WITH_CONSENT, Trip, authorize, code_in, is_within_wecom
from bot.pages.visit import wording_of_staff
from bot.pictures import CONTENT_TYPE, NoPicture
from bot.wecom import avatars
from bot.wecom.avatars import NoAvatar
from bot.writer import Writer
from storage.database import Database
from storage.portraits import Portrait
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()

SIDE, QUALITY = 192, 85
"""Shown at a third of it, on a phone with three dots to a pixel."""
MARK_BYTES = 16
CONSENT = Trip(Purpose.CONSENT, "consent", "/me/")
TRIES, MOST_TRIES, TRIES_WITHIN = "portrait", 10, timedelta(hours=1)
GOOD = {"seen": "好了，客户看得到您的照片了。", "forgotten": "已经删除，客户看不到您的照片了。"}
BAD = {
    "refused": "没有拿到您的同意，客户还是看不到您的照片。",
    "none": "没有拿到头像：可能没有勾选「头像」，企业微信里还没有设头像，或者管理员没有开放头像。",
    "again": "这次授权过期了，请再点一次。",
    "other": "同意的是另一位同事。请用您自己的企业微信打开这一页。",
    "unreadable": "您的头像打不开，请换一张头像再试。",
    "closed": "企业微信现在不给头像，请告诉管理员。",
    "busy": "企业微信没有回答，请过一会儿再试。",
    "often": "太频繁了，请过一会儿再试。",
}


class _Failed(Exception):
    """`key` says why, as in `BAD`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class OwnPages:
    def __init__(
        self, login: Login, database: Database, writer: Writer, store: MediaStore, public_url: str, clock: Clock
    ) -> None:
        self._login = login
        self._database = database
        self._writer = writer
        self._store = store
        self._public_url = public_url
        self._clock = clock

    def routes(self) -> list[tuple[str, str, Handler]]:
        here = "/me/{tenant}"
        return [
            ("GET", here, self.show),
            ("GET", here + "/portrait", self.ask),
            ("GET", here + "/portrait/agreed", self.come_back),
            ("GET", here + "/portrait/{mark:[0-9a-f]{32}}.jpg", self.picture),
            ("POST", here + "/portrait/forget", self.forget),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        entrance, member = await self._who(request)
        company, now, said = entrance.company, self._clock.now(), request.query.get("said", "")
        return page(
            "me.html",
            say=wording_of_staff(now),
            company=company.name,
            here=f"/me/{company.slug}",
            portrait=await asyncio.to_thread(self._portrait, company.slug, member),
            mark=mark_for(company.keys, _of(member), now=now),
            good=GOOD.get(said),
            bad=BAD.get(said),
            within=is_within_wecom(request),
        )

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """WeCom asks them, once in thirty days: the mark says that it was they who pressed."""
        entrance, member = await self._who(request)
        company, now = entrance.company, self._clock.now()
        try:
            mark_in(request.query, company.keys, _of(member), now=now)
        except BadForm:
            raise self._back(entrance, "again") from None
        back = f"{own_page(self._public_url, company.slug)}/portrait/agreed"
        way = partial(authorize, entrance.tenant.wecom, back, scope=WITH_CONSENT)
        raise CONSENT.begin(company, way, member, now=now)

    async def come_back(self, request: web.Request) -> web.StreamResponse:
        entrance, member = await self._who(request)
        try:
            code = await self._code(request, entrance, member)
            await self._take(entrance, member, code)
        except _Failed as failed:
            log.info("no portrait", tenant=entrance.company.slug, member=member, why=failed.key)
            raise self._back(entrance, failed.key) from None
        log.info("portrait kept", tenant=entrance.company.slug, member=member)
        raise self._back(entrance, "seen")

    async def picture(self, request: web.Request) -> web.StreamResponse:
        """Their own, as customers see it."""
        entrance, member = await self._who(request)
        mark = request.match_info["mark"]
        content = await asyncio.to_thread(self._picture, entrance.company.slug, member, mark)
        if content is None:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type=CONTENT_TYPE)

    async def forget(self, request: web.Request) -> web.StreamResponse:
        entrance, member = await self._who(request)
        company = entrance.company
        try:
            mark_in(await fields_of(request), company.keys, _of(member), now=self._clock.now())
        except BadForm:
            raise self._back(entrance, "again") from None
        await self._writer.run(company.slug, lambda uow: uow.portraits.forget(member))
        log.info("portrait forgotten", tenant=company.slug, member=member)
        raise self._back(entrance, "forgotten")

    async def _who(self, request: web.Request) -> tuple[Entrance, str]:
        entrance = self._login.entrance(request.match_info["tenant"])
        slug = entrance.company.slug
        return entrance, await self._login.member_of(request, slug, to=f"/me/{slug}")

    async def _code(self, request: web.Request, entrance: Entrance, member: str) -> str:
        """Whoever says no comes back without one. Raises `_Failed`."""
        now = self._clock.now()
        if CONSENT.begun(request, entrance.company, now=now) != member:
            raise _Failed("again")
        if (code := code_in(request)) is None:
            raise _Failed("refused")

        def once_more(uow: UnitOfWork) -> bool:
            return uow.attempts.once_more(TRIES, member, now, most=MOST_TRIES, within=TRIES_WITHIN)

        if not await self._writer.run(entrance.company.slug, once_more):
            raise _Failed("often")
        return code

    async def _take(self, entrance: Entrance, member: str, code: str) -> None:
        """Unless they have left in the meantime. Raises `_Failed`."""
        picture = await self._avatar(entrance, member, code)
        mark, now = secrets.token_hex(MARK_BYTES), self._clock.now()

        def keep(uow: UnitOfWork) -> bool:
            if uow.people.has_left(member):
                return False
            uow.portraits.keep(member, picture, mark, now)
            return True

        if not await self._writer.run(entrance.company.slug, keep):
            raise _Failed("again")

    async def _avatar(self, entrance: Entrance, member: str, code: str) -> bytes:
        """A small copy of it. Raises `_Failed`."""
        address = await self._address(entrance, member, code)
        if not address:
            raise _Failed("none")
        try:
            content = await avatars.fetch(address, entrance.tenant.wecom.base_url)
            return await self._store.repainted(content, side=SIDE, quality=QUALITY)
        except (NoAvatar, NoPicture) as error:
            log.warning("avatar cannot be had", tenant=entrance.company.slug, member=member, why=str(error))
            raise _Failed("unreadable") from None

    async def _address(self, entrance: Entrance, member: str, code: str) -> str:
        """Where WeCom says that it is. Raises `_Failed`."""
        try:
            visitor = await entrance.client.user_info(code)
            if visitor.userid != member:
                raise _Failed("other")
            if visitor.ticket is None:
                raise _Failed("refused")
            return await entrance.client.avatar(visitor.ticket)
        except ChannelError as error:
            log.warning("no avatar from WeCom", tenant=entrance.company.slug, member=member, why=str(error))
            raise _Failed(_why(error)) from None

    def _portrait(self, tenant: str, member: str) -> Portrait | None:
        with self._database.reading(tenant) as uow:
            return uow.portraits.of(member)

    def _picture(self, tenant: str, member: str, mark: str) -> bytes | None:
        with self._database.reading(tenant) as uow:
            return uow.portraits.picture(member, mark)

    def _back(self, entrance: Entrance, said: str) -> web.HTTPException:
        back = web.HTTPSeeOther(f"/me/{entrance.company.slug}?said={said}")
        CONSENT.end(back, entrance.company)
        return back


def _of(member: str) -> str:
    """Whose forms these are; no link is called so."""
    return f"me {member}"


def _why(error: ChannelError) -> str:
    if isinstance(error, ChannelMisconfigured):
        return "closed"
    return "again" if isinstance(error, ChannelRejected) else "busy"
