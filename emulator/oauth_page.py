"""`/connect/oauth2/authorize` of both: in the real client it knows who you are; here you say so.

`as=<userid or openid>` in the query answers without a page, for tests and scripts. So does the cookie of a customer's
or a member's phone, since the silent logins ask nobody. Whoever is to let the app see more of them
(`snsapi_privateinfo`) is asked, once in thirty days: `consent=agree&grant=avatar` or `consent=refuse`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from yarl import URL

from emulator.browsers import MEMBER_COOKIE, PHONE_COOKIE
from emulator.corp import App
from emulator.directory import Member
from emulator.login_look import WECHAT, WECOM, choice, consent
from emulator.world import World

STATE = re.compile(r"[a-zA-Z0-9]{0,128}")
OUTSIDER = "@outsider"  # no userid may contain only this, so it cannot be confused with a member
PRIVATE = "snsapi_privateinfo"
SCOPES = ("snsapi_base", "snsapi_userinfo")
IN_ORDER = ("appid", "redirect_uri", "response_type", "scope", "state")
"""WeChat compares the address with a pattern."""


class OAuthPage:
    def __init__(self, world: World) -> None:
        self._world = world

    async def authorize(self, request: web.Request) -> web.Response:
        """Whose login it is shows in the appid."""
        if request.query.get("appid") == self._world.wechat.account.appid:
            return self._customer(request)
        return self._member(request, "企业微信登录", "真实的客户端知道你是谁，这里点一下", outsider=True)

    async def scan(self, request: web.Request) -> web.Response:
        """`/wwlogin/sso/login`: in a desktop's browser one would scan with the phone; here one taps a name."""
        if request.query.get("login_type") != "CorpApp":
            return web.json_response({"errcode": 40058, "errmsg": "invalid login_type"})
        return self._member(request, "企业微信扫码登录", "真实的页面要用手机扫码，这里点一下", outsider=False)

    def _member(self, request: web.Request, title: str, hint: str, *, outsider: bool) -> web.Response:
        problem = self._problem(request)
        if problem:
            return web.json_response(problem)
        chosen = request.query.get("as") or (request.cookies.get(MEMBER_COOKIE) if outsider else None)
        if chosen is None:
            people = self._members(outsider=outsider)
            return _page(choice(request.rel_url, title, hint, WECOM, people))
        member = self._world.directory.member(chosen)
        if member is None and not (outsider and chosen in self._outsiders()):
            return web.json_response({"errcode": 60111, "errmsg": "userid not found"})
        if member is not None and outsider and self._asks_for_more(request):
            return self._consenting(request, member)
        raise web.HTTPFound(self._back(request, member, outsider=chosen))

    def _members(self, *, outsider: bool) -> dict[str, tuple[str, str]]:
        members = self._world.directory.members.values()
        if not outsider:
            return {member.userid: (f"以{member.name}登录", member.position) for member in members}
        return {member.userid: (member.name, member.position) for member in members} | self._outsiders()

    def _outsiders(self) -> dict[str, tuple[str, str]]:
        """A customer whom a member has as a contact is known by name."""
        customers, contacts = self._world.wechat.customers.values(), self._world.contacts
        known = [each for each in customers if contacts.of_customer(each.external_userid)]
        return {OUTSIDER: ("企业外的人", "")} | {each.external_userid: (each.nickname, "客户") for each in known}

    def _asks_for_more(self, request: web.Request) -> bool:
        """Without the app's number it is the silent login."""
        return request.query.get("scope") == PRIVATE and bool(request.query.get("agentid"))

    def _consenting(self, request: web.Request, member: Member) -> web.Response:
        """Who says no comes back without a code, as the documentation says of the official account's login."""
        app, now, query = self._app(request), self._world.clock.now(), request.query
        granted = self._world.consents.granted(app.agent_id, member.userid, now)
        if granted is None and query.get("consent") == "refuse":
            raise web.HTTPFound(_returning(request, None))
        if granted is None and query.get("consent") == "agree":
            granted = frozenset(query.getall("grant", ())) & app.sensitive
            self._world.consents.agree(app.agent_id, member.userid, granted, now)
        if granted is None:
            return _page(consent(request.rel_url, member.userid, member.name, app.name, sorted(app.sensitive)))
        raise web.HTTPFound(self._back(request, member, granted=granted))

    def _problem(self, request: web.Request) -> dict[str, Any] | None:
        query = request.query
        if query.get("appid") != self._world.corp.corp_id:
            return {"errcode": 40013, "errmsg": "invalid corpid"}
        if not STATE.fullmatch(query.get("state", "")):
            return {"errcode": 84025, "errmsg": "invalid state"}
        if not _trusted(query, self._app(request).trusted_domain):
            return {"errcode": 50001, "errmsg": "redirect_uri is not trusted"}
        return None

    def _app(self, request: web.Request) -> App:
        agent_id = request.query.get("agentid", "")
        app = self._world.corp.app(int(agent_id)) if agent_id.isdecimal() else None
        return app or self._world.app

    def _back(
        self,
        request: web.Request,
        member: Member | None,
        *,
        outsider: str = "",
        granted: frozenset[str] | None = None,
    ) -> URL:
        code = self._world.logins.issue(
            self._app(request).agent_id,
            member.userid if member else "",
            self._world.clock.now(),
            external_userid=outsider if member is None and outsider != OUTSIDER else "",
            granted=granted,
        )
        return _returning(request, code)

    def _customer(self, request: web.Request) -> web.Response:
        official, query = self._world.wechat, request.query
        if query.get("response_type") != "code" or query.get("scope") not in SCOPES:
            return web.json_response({"errcode": 10005, "errmsg": "scope or response_type is wrong"})
        if [name for name in query if name in IN_ORDER] != [name for name in IN_ORDER if name in query]:
            return web.Response(text="该链接无法访问")
        if not STATE.fullmatch(query.get("state", "")):
            return web.Response(text="state 参数错误")
        if not _trusted(query, official.account.trusted_domain):
            return web.json_response({"errcode": 10003, "errmsg": "redirect_uri 域名与后台配置不一致"})
        openid = query.get("as") or request.cookies.get(PHONE_COOKIE, "")
        if openid not in official.customers:
            people = {each.openid: (each.nickname, each.phone) for each in official.customers.values()}
            return _page(choice(request.rel_url, "微信登录", "用谁的手机打开？", WECHAT, people))
        raise web.HTTPFound(_returning(request, official.logins.issue(0, openid, official.now())))


def _trusted(query: Mapping[str, str], domain: str) -> bool:
    return bool(domain) and urlsplit(query.get("redirect_uri", "")).netloc == domain


def _returning(request: web.Request, code: str | None) -> URL:
    said = {"state": request.query.get("state", "")} | ({"code": code} if code is not None else {})
    return URL(request.query["redirect_uri"]).update_query(said)


def _page(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html")
