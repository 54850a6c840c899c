"""Is the official account set up right, at WeChat's end and ours?"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping

import aiohttp

from bot.channels.errors import ChannelError, ChannelMisconfigured, ChannelRejected
from bot.channels.finding import Finding, Knock, knocked
from bot.config import OfficialAccount, Template
from bot.wechat.client import WechatClient
from bot.wechat.door import Door
from bot.wechat.host_proof import proof_found
from tickets.notifications import Stage

CONSOLE = "微信公众平台"
BASICS = f"{CONSOLE} → 设置与开发 → 基本配置"

WRONG_SECRET = f"AppSecret 不对。在「{BASICS} → 开发者密码」重置，填到 tenants.wechat.secret。"
REMEDIES = {
    40001: WRONG_SECRET,
    40013: f"AppID 不对。在「{BASICS} → 开发者ID」找到，填到 tenants.wechat.app_id。",
    40125: WRONG_SECRET,
    40243: f"AppSecret 被冻结了。在「{BASICS} → 开发者密码」解冻或重置。",
    48001: "这个公众号没有权限调用接口：需要已认证的服务号。",
    45009: f"今天调用接口的次数用完了。在「{BASICS}」可以清零，或者等到零点。",
    50002: f"公众号被限制了，登录{CONSOLE}查看通知。",
}
ADDRESS_TOLD = re.compile(r"\b(\d{1,3}(?:\.\d{1,3}){3})\b")


async def check_up(
    client: WechatClient,
    session: aiohttp.ClientSession,
    door: Door,
    public_url: str,
    settings: OfficialAccount,
) -> AsyncIterator[Finding]:
    try:
        there = await client.template_ids()
    except ChannelError as error:
        yield Finding("调用公众号接口", remedy_for(error))
    else:
        yield Finding("公众号的令牌、IP 白名单：都对")
        if settings.templates:
            yield _templates(settings.templates, there)
    yield await _callback(session, door, f"{public_url}/wechat/{door.tenant}")
    yield await proof_found(session, public_url, settings.verify_file)


def remedy_for(error: ChannelError) -> str:
    if error.errcode == 40164:
        told = ADDRESS_TOLD.search(error.errmsg)
        address = told[1] if told else "这台机器的出口 IP"
        return f"IP 不在白名单。在「{BASICS} → IP白名单」加上 {address}，几分钟后生效。"
    if error.errcode in REMEDIES:
        return REMEDIES[error.errcode]
    if isinstance(error, ChannelMisconfigured | ChannelRejected):
        return f"微信拒绝了：{error}。"
    return f"连不上微信：{error}。检查这台机器能否访问 tenants.wechat.base_url。"


def _templates(wanted: Mapping[Stage, Template], there: frozenset[str]) -> Finding:
    missing = [f"{stage}（{each.id}）" for stage, each in wanted.items() if each.id not in there]
    if not missing:
        return Finding("模板消息：公众号里都有")
    names = "、".join(missing)
    return Finding("模板消息", f"公众号里没有这些模板：{names}。在「{CONSOLE} → 广告与服务 → 模板消息」核对模板 ID。")


async def _callback(session: aiohttp.ClientSession, door: Door, url: str) -> Finding:
    echo = "2718281828459045235"
    knock = Knock(
        url, {**door.signed("1700000000", "314159"), "echostr": echo}, echo, "Token", f"{BASICS} → 服务器配置"
    )
    return await knocked(session, knock)
