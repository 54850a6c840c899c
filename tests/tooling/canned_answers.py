"""aioresponses, mended for aiohttp 3.14, whose responses want a `stream_writer` that aioresponses 0.7.9 does not give.

It stands in for the network below an aiohttp client and passes by the client's middlewares: for single answers that
are hard to provoke. What matters is tested against the emulator.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import ClientResponse
from aioresponses import aioresponses, core


class MendedResponse(ClientResponse):
    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("stream_writer", SimpleNamespace(output_size=0))
        super().__init__(*args, **options)


@pytest.fixture
def canned(monkeypatch: pytest.MonkeyPatch) -> Iterator[aioresponses]:
    """`canned.get(url, payload={…})`; this machine's own servers stay reachable."""
    monkeypatch.setattr(core, "ClientResponse", MendedResponse)
    with aioresponses(passthrough=["http://127.0.0.1"]) as canned:
        yield canned
