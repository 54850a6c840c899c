"""Tickets for the signatures of the JS-SDK: the corp's and the app's, each the same one for two hours."""

from __future__ import annotations

import hashlib
from typing import Any

from emulator.api.call import Call
from emulator.api.errors import ApiError

Answer = dict[str, Any]
LIFETIME = 7200


def corp_ticket(call: Call) -> Answer:
    return _ticket(call, call.world.corp.corp_id)


def app_ticket(call: Call) -> Answer:
    if call.query.get("type") != "agent_config":
        raise ApiError(91040)
    return _ticket(call, str(call.app.agent_id))


def _ticket(call: Call, owner: str) -> Answer:
    if not call.world.ticket_limit.admit(str(call.app.agent_id), call.now):
        raise ApiError(45009)
    period, age = divmod(call.world.clock.timestamp(), LIFETIME)
    ticket = hashlib.sha512(f"{owner}/{call.app.secret}/{period}".encode()).hexdigest()
    return {"ticket": ticket, "expires_in": LIFETIME - age}
