"""agent/get: what an app is told about itself."""

from __future__ import annotations

from emulator.corp import App
from emulator.server import Emulator
from tests.emulator.api import Api


async def test_an_app_learns_its_name_and_who_can_see_it(wecom: Emulator, api: Api):
    app = wecom.world.app
    app.visible_members, app.visible_departments = {"wanggong", "lijing"}, {1}

    answer = await api.get("agent/get", agentid=app.agent_id)

    assert (answer["errcode"], answer["agentid"], answer["name"], answer["close"]) == (0, app.agent_id, app.name, 0)
    assert answer["allow_userinfos"] == {"user": [{"userid": "lijing"}, {"userid": "wanggong"}]}
    assert answer["allow_partys"] == {"partyid": [1]}
    assert answer["allow_tags"] == {"tagid": []}


async def test_an_app_learns_nothing_about_another(wecom: Emulator, api: Api):
    wecom.world.corp.apps.append(App(agent_id=1000003, secret="another"))

    assert (await api.get("agent/get", agentid=1000003))["errcode"] == 301002
    assert (await api.get("agent/get", agentid=1))["errcode"] == 40056
    assert (await api.get("agent/get"))["errcode"] == 41011
