"""The demo's local WeCom and WeChat: a process of its own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import Clock
from bot.config import Settings

LOG = "emulator.log"
LOOK_AGAIN_SECONDS = 0.1


@asynccontextmanager
async def beside(
    settings: Settings, clock: Clock, page: int, folder: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process of its own, as WeCom is: it shares nothing with the bot but HTTP."""
    with (folder / LOG).open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "emulator",
            *(word for option in _options(settings, clock, page).items() for word in option),
            "--ends-with-input",
            stdin=asyncio.subprocess.PIPE,  # held open and never written to: it ends with us, even if we are killed
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is ours to hear
        )
        try:
            yield process
        finally:
            await end(process)


async def introduced(folder: Path) -> None:
    """Until the emulator has verified both of the bot's addresses: what people say before that does not get here."""
    log = folder / LOG
    while log.read_bytes().count(b"callbacks go to") < 2:  # noqa: ASYNC110  # it is another process that writes there
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


async def end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    await process.wait()


def _options(settings: Settings, clock: Clock, page: int) -> dict[str, str]:
    (tenant,) = settings.tenants
    app, account, sms = tenant.wecom, tenant.wechat, tenant.sms
    assert account is not None
    assert account.encoding_aes_key is not None
    assert sms is not None
    bot = settings.server.public_url
    return {
        "--port": str(page),
        "--callback": f"{bot}/wecom/demo",
        "--time-travel": f"{bot}/demo/clock",
        "--ahead": str(clock.ahead.total_seconds()),
        "--corp-id": app.corp_id,
        "--agent-id": str(app.agent_id),
        "--secret": app.secret.reveal(),
        "--token": app.token.reveal(),
        "--aes-key": app.encoding_aes_key.reveal(),
        "--wechat-callback": f"{bot}/wechat/demo",
        "--wechat-appid": account.app_id,
        "--wechat-secret": account.secret.reveal(),
        "--wechat-token": account.token.reveal(),
        "--wechat-aes-key": account.encoding_aes_key.reveal(),
        "--sms-secret": sms.secret.reveal(),
    }
