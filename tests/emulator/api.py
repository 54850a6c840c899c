"""The bare API, for what no client library can be made to do wrong."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientSession

from emulator.corp import App
from emulator.server import Emulator

CARD: dict[str, Any] = {
    "card_type": "button_interaction",
    "main_title": {"title": "报修 #42", "desc": "3号楼 漏水"},
    "horizontal_content_list": [{"keyname": "报修人", "value": "张三"}],
    "button_selection": {
        "question_key": "category",
        "title": "类别",
        "option_list": [{"id": "lift", "text": "电梯"}, {"id": "water", "text": "水暖"}],
    },
    "button_list": [
        {"text": "接单", "style": 1, "key": "claim:42"},
        {"text": "升级", "style": 2, "key": "escalate:42"},
    ],
    "task_id": "t-42",
}


class Api:
    def __init__(self, wecom: Emulator, session: ClientSession) -> None:
        self._wecom, self._session = wecom, session
        self.token = ""

    async def log_in(self, app: App | None = None) -> None:
        app = app or self._wecom.world.app
        answer = await self.get_token(self._wecom.world.corp.corp_id, app.secret)
        self.token = answer["access_token"]

    async def get_token(self, corp_id: str, secret: str) -> dict[str, Any]:
        return await self.get("gettoken", corpid=corp_id, corpsecret=secret)

    async def get(self, path: str, **query: Any) -> dict[str, Any]:
        return await self.request("GET", path, params=self._query(query))

    async def post(self, path: str, body: Any = None, **query: Any) -> dict[str, Any]:
        return await self.request("POST", path, params=self._query(query), json=body)

    async def request(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        async with self._session.request(method, f"{self._wecom.url}/cgi-bin/{path}", **more) as response:
            assert response.status == 200
            answer: dict[str, Any] = await response.json()
            return answer

    async def send(self, kind: str = "text", body: Any = None, touser: str = "lijing", **more: Any) -> dict[str, Any]:
        content = {"content": "收到"} if body is None else body
        agent_id = self._wecom.world.app.agent_id
        return await self.post(
            "message/send", {"touser": touser, "msgtype": kind, "agentid": agent_id, kind: content} | more
        )

    async def send_card(self, touser: str = "lijing", **changes: Any) -> dict[str, Any]:
        """The card above with some blocks changed; None takes a block away."""
        card = {name: value for name, value in (CARD | changes).items() if value is not None}
        return await self.send("template_card", card, touser)

    async def update(self, code: str, userids: list[str] | None = None, **more: Any) -> dict[str, Any]:
        body: dict[str, Any] = {"agentid": self._wecom.world.app.agent_id, "response_code": code}
        targets: dict[str, Any] = {"atall": 1} if userids is None else {"userids": userids}
        return await self.post("message/update_template_card", body | targets | more)

    def _query(self, query: dict[str, Any]) -> dict[str, Any]:
        return {"access_token": self.token} | query if self.token else query
