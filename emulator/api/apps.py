"""The app about itself: `agent/get`."""

from __future__ import annotations

from typing import Any

from emulator.api.call import Call
from emulator.api.errors import ApiError

Answer = dict[str, Any]


def get_agent(call: Call) -> Answer:
    agent_id = call.required("agentid", 41011)
    if not agent_id.isdecimal() or call.world.corp.app(int(agent_id)) is None:
        raise ApiError(40056)
    if int(agent_id) != call.app.agent_id:
        raise ApiError(301002)
    app = call.app
    return {
        "agentid": app.agent_id,
        "name": app.name,
        "close": int(not app.enabled),
        "redirect_domain": app.trusted_domain,
        "allow_userinfos": {"user": [{"userid": userid} for userid in sorted(app.visible_members)]},
        "allow_partys": {"partyid": sorted(app.visible_departments)},
        "allow_tags": {"tagid": []},
    }
