"""`python -m bot demo`: the product and a local WeCom side by side, each a process, with a database of their own."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import socket
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from rich.console import Console
from rich.panel import Panel

from bot import logs
from bot.channels.token import MemoryTokenStore
from bot.clock import Clock, system_time
from bot.commands import demo_config, demo_emulator, demo_settings
from bot.commands.demo_settings import HOST
from bot.commands.serve import CannotListen, serving, stop_wanted
from bot.config import Settings
from bot.playbooks import from_file
from bot.wechat.client import WechatClient
from bot.wechat.menu import wire
from bot.wechat.setup import account_for
from storage import database as storage
from storage import migrate
from tickets.calendar import opens_at
from tickets.customers import PlaceCode

FAILED = 1
REFUSED = 2
LAST_PORTS = 65500
INTERRUPTED = 130
PLACES = (
    PlaceCode(scene="device:HR2025-0318", address="锦绣花园3号楼2单元", device="客梯", serial="HR2025-0318"),
    PlaceCode(scene="device:AC-12-0604", address="写字楼12楼西侧", device="空调", serial="AC-12-0604"),
    PlaceCode(scene="site:jinxiu-3-1204", address="锦绣花园3栋1204"),
)
"""What the stickers of the emulator's town stand on."""
LOOK_AGAIN_SECONDS = 0.1


def run(arguments: argparse.Namespace) -> int:
    """Begins anew each time: what was played before is forgotten."""
    page, bot = arguments.port, arguments.port - 1
    taken = [port for port in (page, bot) if not _is_free(port)]
    if taken:
        print(_taken(taken, page), file=sys.stderr)
        return FAILED
    folder: Path = arguments.folder
    if strangers := demo_config.strangers_in(folder):
        print(_not_mine(strangers, folder), file=sys.stderr)
        return REFUSED
    settings = demo_settings.settings_for(page, bot, folder)
    folder.mkdir(parents=True, exist_ok=True)
    demo_config.write(settings, folder)  # first: however early this one ends, the next one knows its folder
    _begin_anew(settings, folder)
    with (folder / "bot.log").open("w", encoding="utf-8") as stream:
        logs.configure(level="info", style="json", stream=stream)
        try:
            return asyncio.run(_play(settings, page, folder))
        except CannotListen:
            print(_taken([bot], page), file=sys.stderr)  # while we were starting
            return FAILED


def _not_mine(strangers: Sequence[str], folder: Path) -> str:
    return (
        f"{folder} 里的 {'、'.join(strangers)} 不是 demo 的，而 demo 每次从头开始，会删掉它们。什么也没有动，"
        "请用 --folder 另选一个文件夹。"
    )


def _taken(ports: Sequence[int], page: int) -> str:
    return (
        f"端口 {'、'.join(map(str, ports))} 用不了：已经被占用，或者没有权限。可能另一个 demo 正在运行，请先停掉它，"
        "或者换一个端口：\n"
        f".venv/bin/python -m bot demo --port {page + 10 if page < LAST_PORTS else page - 10}"
    )


async def _play(settings: Settings, page: int, folder: Path) -> int:
    stop = stop_wanted()
    clock = _clock(settings)
    async with AsyncExitStack() as running:
        emulator = await running.enter_async_context(demo_emulator.beside(settings, clock, page, folder))
        await _first_of(stop.wait(), emulator.wait(), _listens(page))
        await running.enter_async_context(serving(settings, clock))
        await _first_of(stop.wait(), emulator.wait(), demo_emulator.introduced(folder))
        if not stop.is_set() and emulator.returncode is None:
            await _set_menu(settings)
            Console().print(welcome(page, folder))
            await _first_of(stop.wait(), emulator.wait())
        # First of the two: whatever the bot still waits for then ends at once, however slow WeCom was told to be.
        await demo_emulator.end(emulator)
    if not stop.is_set():
        print(f"模拟的企业微信停掉了，原因见 {folder / demo_emulator.LOG}", file=sys.stderr)
        return FAILED
    print("已停止。")
    return INTERRUPTED


def welcome(page: int, folder: Path) -> Panel:
    """No line is longer than a terminal of 80 columns shows."""
    return Panel.fit(
        f"用浏览器打开 [bold]http://{HOST}:{page}[/bold]\n\n"
        "1. 转发一条客户消息 → 核对草稿、提交 → 切换到王工，接单、完工。\n"
        "2. 客户自己来：王女士在公众号里写「厨房水管漏水」，回答电话；\n"
        "   李静核对、提交；王工出发、完工，看王女士收到什么。\n"
        "3. 李静发「钱江新城3幢电梯困人」，提交；孙班长不接，+5 分钟，\n"
        "   看陈班长和周总。\n\n"
        "每条消息的下落：\n"
        f".venv/bin/python -m bot --config {folder / demo_config.NAME} account\n\n"
        f"日志和数据在 {folder}/，下次启动时清空    停止：Ctrl-C",
        title="Paidan 派单",
    )


async def _first_of(*waiting: Coroutine[Any, Any, Any]) -> None:
    tasks = [asyncio.create_task(each) for each in waiting]
    _, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()


async def _set_menu(settings: Settings) -> None:
    account = settings.tenants[0].wechat
    assert account is not None
    clock = Clock()
    async with ClientSession() as session:
        tokens = MemoryTokenStore(clock.now)
        await WechatClient(session, account_for(account), tokens, clock.now).set_menu(wire())


async def _listens(port: int) -> None:
    """The bot asks it for the company's people as soon as it runs."""
    while _is_free(port):  # noqa: ASYNC110  # another process will listen there
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


def _clock(settings: Settings, source: Callable[[], datetime] = system_time) -> Clock:
    """At night, when nobody works, the demo begins in the morning; by day it begins now."""
    playbook = from_file(settings.tenants[0].playbook).playbook
    clock = Clock(source)
    now = clock.now()
    opens = opens_at(playbook.calendars[playbook.default_calendar or ""], now)
    if opens > now:
        clock.travel_to(opens)
    return clock


def _begin_anew(settings: Settings, folder: Path) -> None:
    """Takes away what an earlier demo left there, and nothing else."""
    for leftover in folder.glob("paidan.db*"):
        leftover.unlink()
    shutil.rmtree(folder / "files", ignore_errors=True)
    database = storage.Database(settings.database.url.reveal())
    migrate.upgrade(database)
    with database.unit_of_work(settings.tenants[0].slug) as uow:
        for place in PLACES:
            uow.place_codes.save(place)
    database.close()


def _is_free(port: int) -> bool:
    """Nobody answers there, nor does anybody hold it for a connection of their own."""
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            return False
    with suppress(OSError), socket.create_server((HOST, port)):
        return True
    return False
