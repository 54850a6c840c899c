"""`python -m bot menu`"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import menu
from bot.config import Secret, Settings
from bot.wechat.menu import MENU
from emulator.server import Emulator
from handlers.customers import arriving
from tests.scenarios.settings import settings_for


@pytest.fixture
async def wecom() -> AsyncIterator[Emulator]:
    async with Emulator() as wecom:
        yield wecom


@pytest.fixture
def settings(wecom: Emulator, tmp_path: Path) -> Settings:
    return settings_for(wecom, "sqlite:///var/none.db", tmp_path, 1)


async def test_the_menu_is_put_under_the_chat(wecom: Emulator, settings: Settings, capsys: pytest.CaptureFixture[str]):
    assert await asyncio.to_thread(menu.run, settings) == 0
    assert [button["key"] for button in wecom.world.wechat.menu] == list(MENU)
    assert capsys.readouterr().out == "✓ 安居物业：报修、我的报修、人工\n"


async def test_a_refusal_says_what_to_do(settings: Settings, capsys: pytest.CaptureFixture[str]):
    (tenant,) = settings.tenants
    assert tenant.wechat is not None
    wrong = replace(tenant, wechat=replace(tenant.wechat, secret=Secret("guess")))
    assert await asyncio.to_thread(menu.run, replace(settings, tenants=(wrong,))) == 1
    assert "AppSecret 不对" in capsys.readouterr().out


async def test_without_an_official_account_there_is_nothing_to_do(settings: Settings):
    (tenant,) = settings.tenants
    nobody = replace(settings, tenants=(replace(tenant, wechat=None),))
    assert await asyncio.to_thread(menu.run, nobody) == 1


def test_every_entry_does_something():
    assert set(MENU) == set(arriving.MENU)
