"""The demo leaves nothing behind, however it is ended, and begins again where it was."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.crash.process import LOOK_AGAIN, PATIENCE
from tests.tooling import terminal
from tests.tooling.ports import free_port

UNDER_WAY = "SELECT 1 FROM errand WHERE attempts > 0"


class DemoProcess:
    """`end` reaches all that run in its session."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = folder / "paidan.db"
        self.port = free_port()

    async def begin(self) -> None:
        options = ("--port", str(self.port), "--folder", str(self._folder))
        self._process = await terminal.start(sys.executable, "-m", "bot", "demo", *options)

    async def is_open(self) -> None:
        said = b""
        async with asyncio.timeout(PATIENCE):
            while f"http://127.0.0.1:{self.port}".encode() not in said:
                assert self._process.stdout is not None
                line = await self._process.stdout.readline()
                assert line, f"it ended before it told its address: {said.decode()}"
                said += line

    async def has_begun_anew(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while not self._database.exists():  # noqa: ASYNC110  # likewise
                await asyncio.sleep(LOOK_AGAIN)

    async def has_company(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while not self.company():  # noqa: ASYNC110  # the system tells of a new process to nobody but its parent
                await asyncio.sleep(LOOK_AGAIN)

    async def is_asking_wecom(self) -> None:
        with closing(sqlite3.connect(self._database)) as database:
            async with asyncio.timeout(PATIENCE):
                while not database.execute(UNDER_WAY).fetchall():  # noqa: ASYNC110  # likewise
                    await asyncio.sleep(LOOK_AGAIN)

    def company(self) -> list[int]:
        """The processes that it started and that are still there."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        return [int(pid) for each in tasks for pid in each.read_text(encoding="ascii").split()]

    async def is_gone(self) -> None:
        for pid in self.company():
            os.kill(pid, signal.SIGKILL)
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()

    def dies(self) -> None:
        """Alone, and without a word to anybody."""
        os.kill(self._process.pid, signal.SIGKILL)

    def press(self, sign: signal.Signals) -> None:
        os.killpg(self._process.pid, sign)

    async def end(self, sign: signal.Signals) -> tuple[int | None, str]:
        """Exit status, and what it had yet to say."""
        self.press(sign)
        async with asyncio.timeout(PATIENCE):
            said, _ = await self._process.communicate()
        return self._process.returncode, said.decode()


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[DemoProcess]:
    """Whatever a test that fails leaves behind is ended."""
    demo = DemoProcess(tmp_path)
    yield demo
    await demo.is_gone()


def is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def is_running(pid: int) -> bool:
    """What has ended stays in the list until somebody asks how: in a container nobody may."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_it_leaves_no_process_behind_and_can_be_begun_again(demo: DemoProcess) -> None:
    for sign in (signal.SIGINT, signal.SIGHUP):  # Ctrl-C, and a window that is closed
        await demo.begin()
        await demo.is_open()
        company = demo.company()
        assert company
        status, said = await demo.end(sign)
        assert status == 130
        assert said.endswith("已停止。\n")
        assert not any(map(is_there, company))


async def test_interrupted_while_it_starts_it_leaves_nothing_either(demo: DemoProcess, tmp_path: Path) -> None:
    for far_enough in (demo.has_begun_anew, demo.has_company):
        await demo.begin()
        await far_enough()
        company = demo.company()
        status, said = await demo.end(signal.SIGINT)
        assert (status, "Traceback" in said) == (130, False), said
        assert not any(map(is_there, company))
        shutil.rmtree(tmp_path)


async def test_killed_on_the_spot_it_leaves_nothing_either(demo: DemoProcess) -> None:
    await demo.begin()
    await demo.is_open()
    company = demo.company()
    assert company
    demo.dies()
    async with asyncio.timeout(PATIENCE):
        while any(map(is_running, company)):  # noqa: ASYNC110  # they are nobody's children any more
            await asyncio.sleep(LOOK_AGAIN)


async def test_who_presses_twice_gets_it_too(demo: DemoProcess) -> None:
    await demo.begin()
    await demo.is_open()
    company = demo.company()
    demo.press(signal.SIGINT)
    status, said = await demo.end(signal.SIGINT)
    assert status in {130, -signal.SIGINT}  # the second may come when it has said good-bye already
    assert said.endswith("已停止。\n")
    assert not any(map(is_there, company))


async def test_it_does_not_wait_for_a_wecom_that_was_told_to_be_slow(demo: DemoProcess, tmp_path: Path) -> None:
    await demo.begin()
    await demo.is_open()
    async with ClientSession(f"http://127.0.0.1:{demo.port}", raise_for_status=True) as page:
        await page.post("/page/switch", json={"name": "slow_answers", "value": PATIENCE})
        await page.post("/page/say", json={"userid": "lijing", "content": "3幢电梯门关不上，王女士13800001111"})
    await demo.is_asking_wecom()
    status, _ = await demo.end(signal.SIGINT)
    assert status == 130
    log = (tmp_path / "bot.log").read_text(encoding="utf-8")
    assert "channel unavailable" in log
    assert "TimeoutError" not in log
