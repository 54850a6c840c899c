"""The demo leaves nothing behind, however it is ended, and begins again where it was."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.crash.process import LOOK_AGAIN, PATIENCE
from tests.tooling.ports import free_port


class DemoProcess:
    """In a session of its own, as in a terminal: `press` reaches all that run in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()

    async def begin(self) -> None:
        command = (sys.executable, "-m", "bot", "demo", "--port", str(self.port), "--folder", str(self._folder))
        out, err = asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
        self._process = await asyncio.create_subprocess_exec(*command, stdout=out, stderr=err, start_new_session=True)

    async def is_open(self) -> None:
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while f"http://127.0.0.1:{self.port}".encode() not in (line := await self._process.stdout.readline()):
                assert line, "it ended before it told its address"

    async def has_company(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while not self.company():  # noqa: ASYNC110  # the system tells of a new process to nobody but its parent
                await asyncio.sleep(LOOK_AGAIN)

    def company(self) -> list[int]:
        """The processes that it started and that are still there."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        return [int(pid) for each in tasks for pid in each.read_text(encoding="ascii").split()]

    async def end(self, sign: signal.Signals) -> tuple[int | None, str]:
        """Exit status, and what it had yet to say."""
        os.killpg(self._process.pid, sign)
        async with asyncio.timeout(PATIENCE):
            said, _ = await self._process.communicate()
        return self._process.returncode, said.decode()


def is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def test_it_leaves_no_process_behind_and_can_be_begun_again(tmp_path: Path) -> None:
    demo = DemoProcess(tmp_path)
    for sign in (signal.SIGINT, signal.SIGHUP):  # Ctrl-C, and a window that is closed
        await demo.begin()
        await demo.is_open()
        company = demo.company()
        assert company
        status, said = await demo.end(sign)
        assert status == 130
        assert said.endswith("Stopped.\n")
        assert not any(map(is_there, company))


async def test_interrupted_while_it_starts_it_leaves_nothing_either(tmp_path: Path) -> None:
    demo = DemoProcess(tmp_path)
    await demo.begin()
    await demo.has_company()
    company = demo.company()
    status, said = await demo.end(signal.SIGINT)
    assert status == 130
    assert "Traceback" not in said
    assert not any(map(is_there, company))
