"""The file by which the official account's console sees that a host is ours: it may ask who opens a page there then."""

from __future__ import annotations

from urllib.parse import urlsplit

import aiohttp

from bot.channels.finding import Finding

WHERE = "微信公众平台 → 设置与开发 → 账号设置 → 功能设置 → 网页授权域名"
WHAT = "网页授权域名的校验文件"


def content_of(verify_file: str) -> str:
    """What the console wants to find in `MP_verify_….txt`: the last part of its name."""
    return verify_file.removesuffix(".txt").rpartition("_")[2]


async def proof_found(session: aiohttp.ClientSession, public_url: str, verify_file: str | None) -> Finding:
    """Whether the console knows the host nobody tells us."""
    if verify_file is None:
        return Finding("页面不问微信是谁打开的，客户要输电话后四位：tenants.wechat.verify_file 没有填")
    url, host = f"{public_url}/{verify_file}", urlsplit(public_url).hostname
    try:
        async with session.get(url, allow_redirects=False) as response:
            found = response.status == 200 and await response.text() == content_of(verify_file)
    except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
        return Finding(WHAT, f"打不开 {url}（{type(error).__name__}）。看反向代理和 server.public_url 对不对。")
    if not found:
        return Finding(WHAT, f"{url} 给的不是微信要的内容。改完配置要重启服务；反向代理要把它转给派单。")
    return Finding(f"{WHAT}：{url} 打得开。在「{WHERE}」填 {host}；没填的话，客户在微信里打开链接会看到出错的页面")
