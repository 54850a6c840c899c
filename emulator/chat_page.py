"""The chat page: placeholder until it is written. `add_routes(app, emulator)` mounts it."""

from __future__ import annotations

from aiohttp import web

from emulator.server import Emulator


def add_routes(app: web.Application, emulator: Emulator) -> None:
    """Nothing yet."""
