"""Who may call: `gettoken`, and the check of the token that every other call carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.api.errors import ApiError
from emulator.corp import App
from emulator.world import World

Answer = dict[str, Any]


def get_token(world: World, query: Mapping[str, str]) -> Answer:
    """Too many wrong secrets ban the address for an hour."""
    now = world.clock.now()
    for name, code in (("corpid", 41002), ("corpsecret", 41004)):
        if not query.get(name):
            raise ApiError(code)
    if world.tokens.banned(now):
        raise ApiError(45009)
    token = world.tokens.issue(_app_of_secret(world, query), now)
    return {"access_token": token.text, "expires_in": int((token.expires_at - now).total_seconds())}


def authorised_app(world: World, query: Mapping[str, str]) -> App:
    """The app whose token it is. Raises ApiError."""
    if not query.get("access_token"):
        raise ApiError(41001)
    token = world.tokens.find(query["access_token"])
    if token is None:
        raise ApiError(40014)
    if token.expires_at <= world.clock.now():
        raise ApiError(42001)
    return token.app


def _app_of_secret(world: World, query: Mapping[str, str]) -> App:
    if query["corpid"] != world.corp.corp_id:
        raise ApiError(40013)
    app = next((each for each in world.corp.apps if each.secret == query["corpsecret"]), None)
    if app is None:
        world.tokens.wrong_secret(world.clock.now())
        raise ApiError(40001)
    if not app.enabled:
        raise ApiError(50003)
    return app
