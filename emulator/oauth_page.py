"""`/connect/oauth2/authorize`: in the real client it knows who you are; here you say so.

`as=<userid>` in the query answers without a page, for tests and scripts.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from yarl import URL

from emulator.corp import App
from emulator.directory import Member
from emulator.world import World

STATE = re.compile(r"[a-zA-Z0-9]{0,128}")
OUTSIDER = "@outsider"  # no userid may contain only this, so it cannot be confused with a member
PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>企业微信登录</title><style>body{{font:16px sans-serif;max-width:24em;margin:2em auto;padding:0 1em}}
a{{display:block;padding:.8em;border-bottom:1px solid #ddd;color:#2b6cb0;text-decoration:none}}</style>
<h1>你是谁？</h1>{links}</html>"""


class OAuthPage:
    def __init__(self, world: World) -> None:
        self._world = world

    async def authorize(self, request: web.Request) -> web.Response:
        problem = self._problem(request)
        if problem:
            return web.json_response(problem)
        chosen = request.query.get("as")
        if chosen is None:
            return self._choose(request)
        member = self._world.directory.member(chosen)
        if member is None and chosen != OUTSIDER:
            return web.json_response({"errcode": 60111, "errmsg": "userid not found"})
        raise web.HTTPFound(self._back(request, member))

    def _problem(self, request: web.Request) -> dict[str, Any] | None:
        query = request.query
        if query.get("appid") != self._world.corp.corp_id:
            return {"errcode": 40013, "errmsg": "invalid corpid"}
        if not STATE.fullmatch(query.get("state", "")):
            return {"errcode": 84025, "errmsg": "invalid state"}
        trusted = self._app(request).trusted_domain
        if not trusted or urlsplit(query.get("redirect_uri", "")).netloc != trusted:
            return {"errcode": 50001, "errmsg": "redirect_uri is not trusted"}
        return None

    def _app(self, request: web.Request) -> App:
        agent_id = request.query.get("agentid", "")
        app = self._world.corp.app(int(agent_id)) if agent_id.isdecimal() else None
        return app or self._world.app

    def _choose(self, request: web.Request) -> web.Response:
        people = {
            member.userid: f"{member.name} {member.position}" for member in self._world.directory.members.values()
        }
        people[OUTSIDER] = "企业外的人"
        links = "".join(
            f'<a href="{escape(str(request.rel_url.update_query({"as": userid})))}">{escape(name)}</a>'
            for userid, name in people.items()
        )
        return web.Response(text=PAGE.format(links=links), content_type="text/html")

    def _back(self, request: web.Request, member: Member | None) -> URL:
        userid = member.userid if member else ""
        code = self._world.logins.issue(self._app(request).agent_id, userid, self._world.clock.now())
        return URL(request.query["redirect_uri"]).update_query(code=code, state=request.query.get("state", ""))
