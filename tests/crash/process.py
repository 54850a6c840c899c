"""`python -m bot` as a process of its own, to be watched through HTTP and its log, and to be killed."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession

PATIENCE = 100.0
"""Seconds of real time, on the busiest of machines; only a test that fails waits so long."""
LOOK_AGAIN = 0.02


class BotProcess:
    """`log`: every event so far; `said`: lines that are no event, such as a traceback of the interpreter."""

    def __init__(self, config: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.log: list[dict[str, Any]] = []
        self.said: list[str] = []
        self.config = config
        self.frozen = False
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Returns when it answers."""
        await self.begin()
        async with asyncio.timeout(PATIENCE):
            while not await self._answers():
                assert self.running, "\n".join(self.said)
                await asyncio.sleep(LOOK_AGAIN)

    async def begin(self) -> None:
        """Returns at once."""
        command = (sys.executable, "-m", "bot", "--config", str(self.config), "run")
        self._process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE, limit=1 << 20)
        self._listening = asyncio.create_task(self._listen(self._process))

    async def kill(self) -> None:
        """As a power cut would."""
        await self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """It goes on from the very same place when it is thawed."""
        os.kill(self.pid, signal.SIGSTOP)
        self.frozen = True

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)
        self.frozen = False

    async def stop(self) -> int:
        """As an operator does; gives the exit status."""
        return await self._end(signal.SIGTERM)

    async def ended(self) -> int:
        """Waits until it ends by itself."""
        assert self._process is not None
        assert self._listening is not None
        async with asyncio.timeout(PATIENCE):
            status = await self._process.wait()
            await self._listening
        return status

    async def get(self, path: str) -> tuple[int, str]:
        async with ClientSession() as session, session.get(self.url + path) as response:
            return response.status, await response.text()

    async def travel_to(self, moment: datetime) -> None:
        async with ClientSession() as session:
            response = await session.post(f"{self.url}/demo/clock", json={"now": moment.isoformat()})
            response.raise_for_status()

    async def ready(self) -> dict[str, str]:
        """What is wrong, by part; empty: nothing."""
        status, body = await self.get("/readyz")
        wrong = {name: state for name, state in json.loads(body).items() if state != "ok"}
        assert (status == 503) == bool(wrong)
        return wrong

    def take_errors(self, event: str) -> list[dict[str, Any]]:
        """The errors of this name, which were to be expected."""
        taken = [each for each in self._errors() if each["event"] == event]
        self.log = [each for each in self.log if each not in taken]
        return taken

    def complaints(self) -> list[str]:
        """What somebody would have to look at, in the order in which it came."""
        told = (f"{each['event']} {each.get('why', '')}{each.get('exception', '')}" for each in self._errors())
        return [*told, *self.said]

    def _errors(self) -> list[dict[str, Any]]:
        return [each for each in self.log if each["level"] in {"error", "critical"}]

    async def _end(self, sign: signal.Signals) -> int:
        if self._process is None:
            return 0
        if self.running:
            self._process.send_signal(sign)
        return await self.ended()

    async def _answers(self) -> bool:
        try:
            return (await self.get("/healthz"))[0] == 200
        except (ClientError, OSError):
            return False

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            try:
                self.log.append(json.loads(line))
            except ValueError:
                self.said.append(line.decode())


async def run_bot(config: Path, *arguments: str) -> tuple[int, str]:
    """Another command of it: its exit status, and what it said."""
    command = (sys.executable, "-m", "bot", "--config", str(config), *arguments)
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    async with asyncio.timeout(PATIENCE):
        said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()
