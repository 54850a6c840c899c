"""Just enough of WeCom or WeChat to answer a client. It gives and checks tokens and says what a test told it to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

Answer = dict[str, Any]
SECRET = "the-apps-own-secret"
TOKENS = frozenset({"gettoken", "stable_token"})


@dataclass(frozen=True)
class Call:
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    peer: object

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **duration: float) -> None:
        self.time += timedelta(**duration)


Says = Callable[[Call], Awaitable[Answer | web.StreamResponse]]


class TinyWecom:
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.valid: set[str] = set()
        self.issued = 0
        self._says: dict[str, list[Any]] = {}
        self.token_asked = asyncio.Event()
        self._may_issue = asyncio.Event()
        self._may_issue.set()

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/cgi-bin/{path:.*}", self._answer)
        return app

    def says(self, path: str, *answers: Answer | web.Response | Says) -> None:
        """One after the other; the last one again and again."""
        self._says[path] = list(answers)

    def hold_tokens(self) -> asyncio.Event:
        self._may_issue.clear()
        return self._may_issue

    def kill_tokens(self) -> None:
        self.valid.clear()

    def calls_of(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path == path]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        call = Call(path, dict(request.query), dict(request.headers), await request.read(), _peer_of(request))
        self.calls.append(call)
        if path in TOKENS:
            self.token_asked.set()
            await self._may_issue.wait()
        elif call.query.get("access_token") not in self.valid:
            return web.json_response({"errcode": 40014, "errmsg": "invalid access_token"})
        answer = self._next(path)
        if callable(answer):
            answer = await answer(call)
        return answer if isinstance(answer, web.StreamResponse) else web.json_response(answer)

    def _next(self, path: str) -> Any:
        if path in self._says:
            answers = self._says[path]
            return answers.pop(0) if len(answers) > 1 else answers[0]
        return self._token() if path in TOKENS else {"errcode": 0, "errmsg": "ok"}

    def _token(self) -> Answer:
        self.issued += 1
        token = f"token-{self.issued}"
        self.valid.add(token)
        return {"errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": 7200}


def _peer_of(request: web.Request) -> object:
    return request.transport.get_extra_info("peername") if request.transport else None
