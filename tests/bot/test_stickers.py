"""`python -m bot codes draw`: the codes that WeChat makes, as pictures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import stickers
from bot.config import OfficialAccount, Secret
from emulator.server import Emulator
from tests.scenarios.settings import settings_for
from tickets.customers import PlaceCode

PLACES = [
    PlaceCode(scene="device:HR/7", device="3号客梯", address="钱江新城3幢"),
    PlaceCode(scene="room", address="1204"),
]


@pytest.fixture
async def wecom() -> AsyncIterator[Emulator]:
    async with Emulator() as wecom:
        yield wecom


@pytest.fixture
def account(wecom: Emulator, tmp_path: Path) -> OfficialAccount:
    (tenant,) = settings_for(wecom, "sqlite:///var/none.db", tmp_path, 1).tenants
    assert tenant.wechat is not None
    return tenant.wechat


def pictures(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}


async def test_each_place_has_its_picture(
    wecom: Emulator, account: OfficialAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert await stickers.draw(account, PLACES, tmp_path) == 0
    assert list(pictures(tmp_path)) == ["0001-device_HR_7.svg", "0002-room.svg"]
    assert all(picture.startswith("<?xml") for picture in pictures(tmp_path).values())
    assert "0001-device_HR_7.svg: 钱江新城3幢 3号客梯" in capsys.readouterr().out
    assert wecom.world.wechat.qr_codes.of_scene("device:HR/7") is not None


async def test_a_refusal_says_what_to_do(account: OfficialAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert await stickers.draw(replace(account, secret=Secret("guess")), PLACES, tmp_path) == 1
    assert "device:HR/7：AppSecret 不对" in capsys.readouterr().err
