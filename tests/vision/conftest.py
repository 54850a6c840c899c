from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.vision.eyes import Eyes


@pytest.fixture
async def eyes() -> AsyncIterator[Eyes]:
    opened = Eyes(patience=100)
    yield opened
    await opened.close()
