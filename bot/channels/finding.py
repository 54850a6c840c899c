"""What a look at a channel's set-up found, in plain words, each with where to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True, slots=True)
class Finding:
    """`remedy` is empty where all is well. `hint`: it can be done without, and how it is had."""

    what: str
    remedy: str = ""
    hint: str = ""

    @property
    def is_well(self) -> bool:
        return not self.remedy

    @property
    def mark(self) -> str:
        if self.remedy:
            return "✗"
        return "·" if self.hint else "✓"


@dataclass(frozen=True, slots=True)
class Knock:
    """As a console does when the URL is saved: `query` is signed, and `echo` must come back in the clear.

    `shared` names what both ends must have alike, `where` says where the console asks for the URL.
    """

    url: str
    query: Mapping[str, str]
    echo: str
    shared: str
    where: str


async def knocked(session: aiohttp.ClientSession, knock: Knock) -> Finding:
    url = knock.url
    where = f"先用 python -m bot run 启动服务，再看反向代理和 server.public_url 对不对。「{knock.where}」填 {url}"
    try:
        async with session.get(url, params=knock.query) as response:
            answer = await response.text()
    except (aiohttp.ClientError, TimeoutError) as error:
        return Finding("回调地址", f"打不开 {url}（{type(error).__name__}）。{where}")
    if response.status == 200 and answer == knock.echo:
        return Finding(f"回调地址：{url} 通，{knock.shared} 与服务一致")
    if response.status == 403:
        other = knock.shared.replace("和", "或")
        return Finding("回调地址", f"{url} 上运行的服务用的是另一套 {other}，改完配置要重启服务。")
    return Finding("回调地址", f"{url} 回的不是派单（HTTP {response.status}）。{where}")
