"""Looks at one photo after the other, in a process that is there while there are photos and is ended when it hangs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process

from nlp.nameplates import Seen

PATIENCE = 30.0
"""Seconds for one photo, the start included."""
IDLE = 120.0


class CannotSee(Exception):
    """Not this photo, now or ever; says why."""


class Eyes:
    """One for all tenants."""

    def __init__(self, *, patience: float = PATIENCE, idle: float = IDLE) -> None:
        self._patience = patience
        self._idle = idle
        self._one_photo = asyncio.Lock()
        self._process: Process | None = None
        self._ending: list[Process] = []
        self._tired: asyncio.TimerHandle | None = None

    async def look(self, content: bytes) -> Seen:
        """Raises `CannotSee`."""
        async with self._one_photo:
            if self._tired is not None:
                self._tired.cancel()
            answer = await self._asked(content)
            self._tired = asyncio.get_running_loop().call_later(self._idle, self.kill)
        if "problem" in answer:
            raise CannotSee(answer["problem"])
        return Seen(tuple(answer["codes"]), tuple(answer["lines"]))

    @property
    def process_id(self) -> int | None:
        """None while there is nothing to read."""
        return self._process.pid if self._process is not None else None

    def kill(self) -> None:
        """The next photo gets a fresh process."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            self._ending.append(self._process)
            self._process = None

    async def close(self) -> None:
        if self._tired is not None:
            self._tired.cancel()
        self.kill()
        await self._bury()

    async def _asked(self, content: bytes) -> dict[str, str]:
        try:
            async with asyncio.timeout(self._patience):
                process = await self._started()
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write(len(content).to_bytes(8) + content)
                await process.stdin.drain()
                answer: dict[str, str] = json.loads(await process.stdout.readline())
                return answer
        except TimeoutError:
            self.kill()
            raise CannotSee("took too long") from None
        except (OSError, ValueError):  # it died: what it was answering is cut off
            self.kill()
            raise CannotSee("the reader ended") from None
        except asyncio.CancelledError:
            self.kill()
            raise

    async def _bury(self) -> None:
        """Read to the end, what was killed closes its pipes."""
        while self._ending:
            await self._ending.pop().communicate()

    async def _started(self) -> Process:
        await self._bury()
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.vision.worker", stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=1 << 20
            )
        return self._process
