"""Callbacks on their way to the bot: three tries, and whatever the switches do to them."""

from __future__ import annotations

import asyncio
import contextlib

from emulator.callback import Callback
from emulator.passive_reply import PassiveReplies, WrongReply
from emulator.postman import Postman
from emulator.wire import WireRecord
from emulator.world import World

TRIES = 3
PARTNER_WITHIN = 1.0  # seconds that a callback waits, out of order, for another one to overtake it


class Delivery:
    """`deliver` starts and returns at once; `close` abandons what is under way."""

    def __init__(self, world: World, postman: Postman) -> None:
        self._world = world
        self._postman = postman
        self._replies = PassiveReplies(world)
        self._tasks: set[asyncio.Task[None]] = set()
        self._overtaken: asyncio.Future[Callback] | None = None

    def deliver(self, callback: Callback) -> None:
        if not callback.app.callback_url:
            callback.failure = "未配置回调地址"
            callback.done.set()
        elif self._world.switches.lose_callbacks:
            callback.failure = self._postman.log_lost(callback)
            callback.done.set()
        else:
            self._spawn(callback)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _spawn(self, callback: Callback) -> None:
        callback.failure = "投递中断"  # until the delivery has come to its end
        task = asyncio.create_task(self._run(callback))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: callback.done.set())

    async def _run(self, callback: Callback) -> None:
        await asyncio.sleep(self._world.switches.late_callbacks)
        if self._world.switches.callbacks_out_of_order:
            await self._overtake(callback)
        callback.failure = await self._deliver(callback)

    async def _overtake(self, callback: Callback) -> None:
        """Every second callback overtakes the one before it, which waits for that, but not for ever."""
        slower, self._overtaken = self._overtaken, None
        if slower is not None and not slower.done():
            slower.set_result(callback)
            return
        self._overtaken = asyncio.get_running_loop().create_future()
        with contextlib.suppress(TimeoutError):
            faster = await asyncio.wait_for(self._overtaken, PARTNER_WITHIN)
            await faster.done.wait()

    async def _deliver(self, callback: Callback) -> str:
        """Why the bot does not have it; empty if it has.

        A repeated delivery means that WeCom did not get the first answer: only the last one's reply counts.
        """
        for _ in range(self._world.switches.duplicate_callbacks):
            self._world.log(await self._postman.post(callback))
        for attempt in range(1, TRIES + 1):
            record = await self._postman.post(callback)
            self._reply(callback, record)
            self._world.log(record)
            if record.status == 200:
                return ""
            if attempt == TRIES or (record.status and not self._world.switches.retry_when_not_200):
                break
            await asyncio.sleep(self._world.switches.retry_after)
        failure = record.note or f"HTTP {record.status}"
        self._world.complain(f"回调 {callback.name} 未被接受：{failure}")
        return failure

    def _reply(self, callback: Callback, record: WireRecord) -> None:
        if record.status != 200 or not record.response:
            return
        try:
            record.note = self._replies.apply(callback, record.response)
        except WrongReply as error:
            record.note = f"被动回复无效：{error}"
            self._world.complain(f"{callback.name}：{record.note}")
