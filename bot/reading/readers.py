"""Processes that read texts, because one process has one core: reading is the longest part of a report's way.

Nothing depends on them. What they have not read in time is read where it is handled.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import deque
from datetime import datetime

import structlog

from bot.reading.wire import Answers, Asked, answers_in, to_line
from handlers.reading import TenantReader
from nlp.reading import Reading

log = structlog.get_logger()

PATIENCE = 2.0
"""Seconds that a text waits, and that a process has for all that waits together. WeCom gives up after five."""
FIRST_PATIENCE = 10.0
"""For a process that has to be started first."""
AGAIN_SECONDS = 10.0
LONGEST_LINE = 1 << 26
MOST_AT_ONCE = 64


class Readers:
    """So many processes, for all tenants; they start with the first text."""

    def __init__(self, count: int, *, patience: float = PATIENCE) -> None:
        self._processes = [_ReadingProcess(patience) for _ in range(count)]

    async def read(self, reader: TenantReader, text: str, at: datetime) -> None:
        """From now on the reader remembers it, unless it could not be read here."""
        if reader.remembers(text, at) or not self._processes:
            return
        idlest = min(self._processes, key=lambda process: process.waiting)
        if (reading := await idlest.read(reader, text, at)) is not None:
            reader.remember(text, at, reading)

    @property
    def process_ids(self) -> list[int]:
        return [found for process in self._processes if (found := process.process_id) is not None]

    async def close(self) -> None:
        for process in self._processes:
            await process.close()


class _Question:
    def __init__(self, reader: TenantReader, text: str, at: datetime, patience: float) -> None:
        loop = asyncio.get_running_loop()
        self.reader = reader
        self.text = text
        self.at = at
        self.waits_until = loop.time() + patience
        self.answer: asyncio.Future[Reading | None] = loop.create_future()

    def answered(self, reading: Reading | None) -> None:
        """Nobody may be waiting for it any more."""
        if not self.answer.done():
            self.answer.set_result(reading)


class _ReadingProcess:
    """Whatever waits when it is free goes to it together."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._questions: list[_Question] = []
        self._unanswered: deque[_Question] = deque()
        self._gives_up: asyncio.TimerHandle | None = None
        self._asking: asyncio.Task[None] | None = None
        self._process: Process | None = None
        self._knows: set[str] = set()
        self._rests_until = 0.0

    @property
    def waiting(self) -> int:
        return len(self._questions)

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process is not None else None

    async def read(self, reader: TenantReader, text: str, at: datetime) -> Reading | None:
        if time.monotonic() < self._rests_until:
            return None
        question = _Question(reader, text, at, self._patience)
        self._questions.append(question)
        self._unanswered.append(question)
        if self._gives_up is None:
            self._give_up()
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask_all())
        return await question.answer

    async def close(self) -> None:
        if self._asking is not None:
            await self._asking
        if self._gives_up is not None:
            self._gives_up.cancel()
        await self._end()

    def _give_up(self) -> None:
        """On whatever waited too long. They lose patience in the order in which they came: one timer is enough."""
        loop = asyncio.get_running_loop()
        self._gives_up = None
        while self._unanswered:
            oldest = self._unanswered[0]
            if oldest.waits_until > loop.time() and not oldest.answer.done():
                self._gives_up = loop.call_at(oldest.waits_until, self._give_up)
                return
            self._unanswered.popleft().answered(None)

    async def _ask_all(self) -> None:
        while self._questions:
            reader = self._questions[0].reader
            batch: list[_Question] = []
            rest: list[_Question] = []
            for each in self._questions:
                (batch if each.reader is reader and len(batch) < MOST_AT_ONCE else rest).append(each)
            self._questions = rest
            for question, reading in zip(batch, await self._answers(reader, batch), strict=True):
                question.answered(reading)
            if time.monotonic() < self._rests_until:
                for question in self._questions:
                    question.answered(None)
                self._questions = []

    async def _answers(self, reader: TenantReader, batch: list[_Question]) -> Answers:
        try:
            async with asyncio.timeout(self._patience if self._process is not None else FIRST_PATIENCE):
                return await self._asked(reader, [(each.text, each.at) for each in batch])
        except (OSError, ValueError, TimeoutError) as error:  # it died, or hangs
            log.warning("reader ended", why=str(error) or type(error).__name__)
            self._rests_until = time.monotonic() + AGAIN_SECONDS
            await self._end()
            return [None] * len(batch)

    async def _asked(self, reader: TenantReader, texts: list[tuple[str, datetime]]) -> Answers:
        process = self._process or await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        vocabulary = None if reader.name in self._knows else reader.vocabulary
        process.stdin.write(to_line(Asked(reader.name, vocabulary, texts)) + b"\n")
        await process.stdin.drain()
        answers = answers_in(await process.stdout.readline())
        if len(answers) != len(texts):
            raise ValueError("answers to something else")
        self._knows.add(reader.name)
        return answers

    async def _start(self) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.reading.worker", stdin=PIPE, stdout=PIPE, limit=LONGEST_LINE
        )
        return self._process

    async def _end(self) -> None:
        process, self._process, self._knows = self._process, None, set()
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.communicate()
