"""`python -m emulator`: a WeCom for your bot, with a chat page, on this machine."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import math
import re
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta

from yarl import URL

from emulator.corp import App, Corp
from emulator.courier import CallbackUrlRefused
from emulator.server import Emulator
from emulator.staff import demo_corp
from emulator.switches import CallbackMode
from emulator.wechat.demo import demo_account
from emulator.wechat.outside import Outside

LAST_PORT = 65535
FARTHEST = timedelta(days=3650).total_seconds()
ASK_AGAIN = 0.5  # seconds between two verifications of an address that does not answer yet


def main() -> None:
    arguments = _arguments()
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(_until_input_ends(arguments) if arguments.ends_with_input else _run(arguments))
        except OSError as error:
            sys.exit(f"端口 {arguments.port} 用不了（{error.strerror}）。请用 --port 换一个。")


def _arguments() -> argparse.Namespace:
    corp, outside = demo_corp(), Outside()
    app, account = corp.apps[0], outside.account
    parser = argparse.ArgumentParser(prog="python -m emulator", description=__doc__)
    parser.add_argument("--port", type=_port, default=8701)
    parser.add_argument("--callback", type=_address, metavar="URL", default="", help="where the bot listens")
    parser.add_argument("--corp-id", default=corp.corp_id)
    parser.add_argument("--agent-id", type=int, default=app.agent_id)
    parser.add_argument("--secret", default=app.secret)
    parser.add_argument("--token", default=app.token)
    parser.add_argument("--aes-key", type=_aes_key, default=app.encoding_aes_key)
    parser.add_argument("--trusted-domain", default="", help="host:port whose pages may log people in")
    parser.add_argument(
        "--ahead", type=_seconds, default=0, metavar="SECONDS", help="of the real time, from the start on"
    )
    parser.add_argument("--ends-with-input", action="store_true", help="as soon as nobody holds its standard input")
    parser.add_argument("--time-travel", type=_address, metavar="URL", default="", help="told when time is moved")
    wechat = parser.add_argument_group("the official account", "With no callback it keeps silent.")
    wechat.add_argument("--wechat-callback", type=_address, metavar="URL", default="", help="where its bot listens")
    wechat.add_argument("--wechat-appid", default=account.appid)
    wechat.add_argument("--wechat-secret", default=account.secret)
    wechat.add_argument("--wechat-original-id", default=account.original_id)
    wechat.add_argument("--wechat-token", default=account.token)
    wechat.add_argument("--wechat-aes-key", type=_aes_key, default=account.encoding_aes_key)
    wechat.add_argument("--wechat-mode", choices=[each.value for each in CallbackMode], default=CallbackMode.SECURE)
    wechat.add_argument("--wechat-domain", default="", help="host:port whose pages may log customers in")
    wechat.add_argument("--sms-secret", default=outside.sms_secret)
    return parser.parse_args()


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"要在 0 到 {LAST_PORT} 之间，不能是 {text}")
    return int(text)


def _address(text: str) -> str:
    """Empty: none."""
    try:
        parts = URL(text)
    except ValueError:
        parts = URL()
    if text and (parts.scheme not in ("http", "https") or not parts.host):
        raise argparse.ArgumentTypeError(f"{text} 不是 http:// 或 https:// 开头的地址")
    return text


def _aes_key(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]{43}", text):
        raise argparse.ArgumentTypeError(f"EncodingAESKey 是 43 个字母和数字，这里有 {len(text)} 个字")
    return text


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not abs(found) <= FARTHEST:
        raise argparse.ArgumentTypeError(f"{text} 不是秒数，或者超过十年")
    return found


async def _run(arguments: argparse.Namespace) -> None:
    emulator = Emulator(
        corp=_corp(arguments),
        outside=_outside(arguments),
        port=arguments.port,
        time_travel_url=arguments.time_travel,
    )
    emulator.world.clock.advance(timedelta(seconds=arguments.ahead))
    emulator.switches.wechat_mode = CallbackMode(arguments.wechat_mode)
    async with emulator:
        print(f"chat page and API: {emulator.url}", flush=True)
        if arguments.callback:
            await _set_callback(emulator.set_callback_url, arguments.callback)
        if arguments.wechat_callback:
            await _set_callback(emulator.set_wechat_callback_url, arguments.wechat_callback)
        await asyncio.Event().wait()


async def _until_input_ends(arguments: argparse.Namespace) -> None:
    """Whoever started this process holds the other end, and the system lets go of it however that one dies."""
    input_ended = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(input_ended), sys.stdin)
    ways = [asyncio.create_task(_run(arguments)), asyncio.create_task(input_ended.read())]
    ended, others = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    for each in others:
        each.cancel()
    await asyncio.gather(*ended)


def _corp(arguments: argparse.Namespace) -> Corp:
    app = App(
        agent_id=arguments.agent_id,
        secret=arguments.secret,
        token=arguments.token,
        encoding_aes_key=arguments.aes_key,
        trusted_domain=arguments.trusted_domain,
    )
    return Corp(corp_id=arguments.corp_id, apps=[app])


def _outside(arguments: argparse.Namespace) -> Outside:
    """The demo's customers, templates and stickers."""
    account = dataclasses.replace(
        demo_account(),
        appid=arguments.wechat_appid,
        secret=arguments.wechat_secret,
        original_id=arguments.wechat_original_id,
        token=arguments.wechat_token,
        encoding_aes_key=arguments.wechat_aes_key,
        trusted_domain=arguments.wechat_domain,
    )
    return Outside(account=account, sms_secret=arguments.sms_secret)


async def _set_callback(set_url: Callable[[str], Awaitable[None]], url: str) -> None:
    """Waits for a bot that starts later than the emulator, and asks nobody before that."""
    told = False
    while not await _is_there(URL(url)):
        if not told:
            print(f"waiting for the bot: nobody listens at {url}", flush=True)
        told = True
        await asyncio.sleep(ASK_AGAIN)
    while True:
        try:
            await set_url(url)
        except CallbackUrlRefused as refused:
            if not told:
                print(f"waiting for the bot: {refused}", flush=True)
            told = True
            await asyncio.sleep(ASK_AGAIN)
        else:
            print(f"callbacks go to {url}", flush=True)
            return


async def _is_there(url: URL) -> bool:
    """Does anybody listen there? What WeCom asks is for the log of the wire; this is not."""
    try:
        _, writer = await asyncio.open_connection(url.host, url.port)
    except OSError:
        return False
    writer.close()
    return True


if __name__ == "__main__":
    main()
