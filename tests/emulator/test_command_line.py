"""`python -m emulator`, as a person starts it."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession

from emulator.corp import App
from emulator.server import Emulator
from tests.emulator.bot import Bot
from tests.emulator.wechat import WeChatBot

SECRETS = ["--corp-id", "ww42", "--agent-id", "7", "--secret", "s", "--token", "tok", "--aes-key", "a" * 43]


@asynccontextmanager
async def emulator(*arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "emulator", *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 30)).decode()


async def test_it_says_where_it_is_and_waits_for_the_bot():
    app = App(agent_id=7, secret="s", token="tok", encoding_aes_key="a" * 43)
    async with Bot(app, "ww42") as bot, emulator("--port", "0", "--callback", bot.url, *SECRETS) as process:
        said = await line(process)
        url = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert url
        assert await line(process) == f"callbacks go to {bot.url}\n"
        query = {"corpid": "ww42", "corpsecret": "s"}
        async with ClientSession() as session, session.get(f"{url[0]}/cgi-bin/gettoken", params=query) as answer:
            assert (await answer.json())["errcode"] == 0


async def test_it_speaks_for_an_official_account_too():
    async with Emulator() as beside, WeChatBot(beside) as bot:
        bot.account.token, bot.account.encoding_aes_key, bot.account.appid = "tok", "b" * 43, "wx42"
        papers = [
            "--wechat-appid",
            "wx42",
            "--wechat-secret",
            "s",
            "--wechat-token",
            "tok",
            "--wechat-aes-key",
            "b" * 43,
        ]
        async with emulator("--port", "0", "--wechat-callback", bot.url, *papers) as process:
            url = re.search(r"http://127\.0\.0\.1:\d+", await line(process))
            assert url
            assert await line(process) == f"callbacks go to {bot.url}\n"
            query = {"grant_type": "client_credential", "appid": "wx42", "secret": "s"}
            async with ClientSession() as session, session.get(f"{url[0]}/cgi-bin/token", params=query) as answer:
                assert (await answer.json())["expires_in"] == 7200


async def test_a_taken_port_is_said_plainly():
    async with emulator("--port", "0") as first:
        port = re.search(r":(\d+)\n", await line(first))
        assert port
        async with emulator("--port", port[1]) as second:
            _, error = await asyncio.wait_for(second.communicate(), 30)
            assert second.returncode == 1
            assert "请用 --port 换一个" in error.decode()


async def test_it_waits_for_a_bot_that_starts_later_and_its_log_begins_with_what_went_well(unused_tcp_port: int):
    url = f"http://127.0.0.1:{unused_tcp_port}/wecom"
    async with emulator("--port", "0", "--callback", url, *SECRETS) as process:
        page = re.search(r"http://127\.0\.0\.1:\d+", await line(process))
        assert page
        assert await line(process) == f"waiting for the bot: nobody listens at {url}\n"
        app = App(agent_id=7, secret="s", token="tok", encoding_aes_key="a" * 43)
        async with Bot(app, "ww42", port=unused_tcp_port):
            assert await line(process) == f"callbacks go to {url}\n"
            async with ClientSession() as session, session.get(f"{page[0]}/page/state") as answer:
                (verified,) = (await answer.json())["wire"]
    assert (verified["status"], verified["note"]) == (200, "")


async def test_a_bot_that_cannot_be_verified_is_said_and_asked_again():
    app = App(agent_id=7, secret="s", token="other", encoding_aes_key="a" * 43)
    async with Bot(app, "ww42") as bot, emulator("--port", "0", "--callback", bot.url, *SECRETS) as process:
        await line(process)
        assert (await line(process)).startswith("waiting for the bot: 40057")


@pytest.mark.parametrize(
    "words",
    [
        ("--port", "99999"),
        ("--port", "x"),
        ("--callback", "nonsense"),
        ("--wechat-callback", "ftp://127.0.0.1/"),
        ("--callback", "http://[half/"),
        ("--aes-key", "short"),
        ("--ahead", "nan"),
        ("--ahead", "1e300"),
    ],
)
async def test_what_it_cannot_work_with_is_refused_by_the_name_of_its_option(words: tuple[str, str]):
    async with emulator(*words) as process:
        _, said = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 2
        assert f"argument {words[0]}: " in said.decode().splitlines()[-1]
