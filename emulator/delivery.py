"""Callbacks on their way to the bot: three tries, and whatever the switches do to them."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Generic, Protocol, TypeVar

from emulator.callback import Callback
from emulator.passive_reply import WrongReply
from emulator.wire import WireRecord
from emulator.world import World

TRIES = 3
PARTNER_WITHIN = 1.0  # seconds that a callback waits, out of order, for another one to overtake it

To = TypeVar("To", bound=Callback)
To_contra = TypeVar("To_contra", bound=Callback, contravariant=True)


class Way(Protocol[To_contra]):
    """How one kind of callback reaches the bot, and how its reply is read."""

    def address(self, callback: To_contra) -> str: ...

    async def post(self, callback: To_contra) -> WireRecord: ...

    def opened(self, callback: To_contra, reply: str) -> str: ...

    def carry_out(self, callback: To_contra, reply: str) -> str: ...

    def gave_up(self, callback: To_contra) -> None: ...

    def log_lost(self, callback: Callback, url: str) -> str: ...


class Delivery(Generic[To]):
    """`deliver` starts and returns at once; `close` abandons what is under way."""

    def __init__(self, world: World, way: Way[To]) -> None:
        self._world = world
        self._way = way
        self._tasks: set[asyncio.Task[None]] = set()
        self._overtaken: asyncio.Future[To] | None = None

    def deliver(self, callback: To) -> None:
        address = self._way.address(callback)
        if not address:
            callback.failure = "未配置回调地址"
            callback.done.set()
        elif self._world.switches.lose_callbacks:
            callback.failure = self._way.log_lost(callback, address)
            callback.done.set()
        else:
            self._spawn(callback)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _spawn(self, callback: To) -> None:
        callback.failure = "投递中断"  # until the delivery has come to its end
        task = asyncio.create_task(self._run(callback))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: callback.done.set())

    async def _run(self, callback: To) -> None:
        await asyncio.sleep(callback.after + self._world.switches.late_callbacks)
        if self._world.switches.callbacks_out_of_order:
            await self._overtake(callback)
        callback.failure = await self._deliver(callback)

    async def _overtake(self, callback: To) -> None:
        """Every second callback overtakes the one before it, which waits for that, but not for ever."""
        slower, self._overtaken = self._overtaken, None
        if slower is not None and not slower.done():
            slower.set_result(callback)
            return
        self._overtaken = asyncio.get_running_loop().create_future()
        with contextlib.suppress(TimeoutError):
            faster = await asyncio.wait_for(self._overtaken, PARTNER_WITHIN)
            await faster.done.wait()

    async def _deliver(self, callback: To) -> str:
        """Why the bot does not have it; empty if it has.

        A repeated delivery means that the first answer got lost: only the last one's reply counts.
        """
        for _ in range(self._world.switches.duplicate_callbacks):
            record = await self._way.post(callback)
            self._opened(callback, record)
            self._world.log(record)
        for attempt in range(1, TRIES + 1):
            record = await self._way.post(callback)
            self._reply(callback, record)
            self._world.log(record)
            if record.status == 200:
                return ""
            if attempt == TRIES or (record.status and not self._world.switches.retry_when_not_200):
                break
            await asyncio.sleep(self._world.switches.retry_after)
        failure = record.note or f"HTTP {record.status}"
        self._world.complain(f"回调 {callback.name} 未被接受：{failure}")
        self._way.gave_up(callback)
        return failure

    def _reply(self, callback: To, record: WireRecord) -> None:
        reply = self._opened(callback, record)
        if not reply:
            return
        try:
            record.note = self._way.carry_out(callback, reply)
        except WrongReply as error:
            self._refuse(callback, record, error)

    def _opened(self, callback: To, record: WireRecord) -> str:
        """The decrypted reply, which the record then shows; empty if there is none, or none that can be read."""
        if record.status != 200 or not record.response:
            return ""
        try:
            opened = self._way.opened(callback, record.response)
        except WrongReply as error:
            record.response = ""
            self._refuse(callback, record, error)
            return ""
        record.response = opened or record.response
        return opened

    def _refuse(self, callback: To, record: WireRecord, error: WrongReply) -> None:
        record.note = f"被动回复无效：{error}"
        self._world.complain(f"{callback.name}：{record.note}")
        self._way.gave_up(callback)
