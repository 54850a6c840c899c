"""Is the app set up right, at WeCom's end and ours? Findings in plain words, each with where to mend it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable

import aiohttp

from bot.channels.crypto import CallbackCrypto
from bot.channels.errors import NOT_ALLOWED, ChannelError, ChannelMisconfigured, ChannelRejected
from bot.channels.finding import Finding, Knock, knocked
from bot.channels.safe_xml import read_xml
from bot.wecom.client import WecomClient
from bot.wecom.directory import Agent

CONSOLE = "企业微信管理后台"
APP = f"{CONSOLE} → 应用管理 → 您的应用"

REMEDIES = {
    40001: f"Secret 不对，或者应用已停用。在「{APP} → Secret」重新查看，填到 tenants.wecom.secret。",
    40013: f"企业 ID 不对。在「{CONSOLE} → 我的企业 → 企业信息」最下面找到企业 ID，填到 tenants.wecom.corp_id。",
    40056: f"AgentId 不对。在「{APP}」顶部找到 AgentId，填到 tenants.wecom.agent_id。",
    301002: f"AgentId 和 Secret 不是同一个应用的。两个都在「{APP}」里，重新抄一遍。",
    45009: "短时间内用错的 Secret 试了太多次，企业微信封了这台机器的 IP，等一小时再试。",
    48002: f"这个应用没有权限调用接口。检查「{APP} → 权限」。",
    50003: f"应用被停用了。在「{APP}」里重新启用。",
    81012: f"应用的可见范围是空的。在「{APP} → 可见范围」加上前台和维修班组。",
}
ALLOW_CONTACTS = (
    f"要用的话（微信里联系不上客户时，告诉前台和技工谁加了他的企业微信）：在「{CONSOLE} → 客户联系 → 可调用接口的应用」"
    "加上这个应用，并把企业和公众号绑定到同一个微信开放平台账号。"
)
NOT_SEEN = frozenset({40003, 50002, 60011, 60021, 60030, 60111})
"""WeCom's ways to say that there is no such member, or none whom the app may see."""
ADDRESS_TOLD = re.compile(r"from ip: ([0-9a-fA-F.:]+)")


async def check_up(
    client: WecomClient,
    session: aiohttp.ClientSession,
    crypto: CallbackCrypto,
    url: str,
    people: Iterable[str],
    *,
    has_customers: bool,
) -> AsyncIterator[Finding]:
    """`url` is the callback's public address; `people` are the userids that the playbook names. `has_customers`: they
    write to an official account.
    """
    try:
        agent = await client.agent()
    except ChannelError as error:
        yield Finding("调用企业微信接口", remedy_for(error))
    else:
        yield Finding(f"令牌、可信 IP、AgentId：都对，应用叫「{agent.name}」")
        yield _scope(agent)
        async for finding in _unseen(client, people):
            yield finding
        if has_customers:
            yield await _contacts(client)
    yield await _callback(session, crypto, url)


def remedy_for(error: ChannelError) -> str:
    if error.errcode == 60020:
        told = ADDRESS_TOLD.search(error.errmsg)
        address = told[1] if told else "这台机器的出口 IP"
        return (
            f"IP 不在白名单。在「{APP} → 企业可信IP」加上 {address}，一分钟后生效。（后台要求先设好接收消息的 URL。）"
        )
    if error.errcode in REMEDIES:
        return REMEDIES[error.errcode]
    if isinstance(error, ChannelMisconfigured | ChannelRejected):
        return f"企业微信拒绝了：{error}。"
    return f"连不上企业微信：{error}。检查这台机器能否访问 tenants.wecom.base_url。"


def _scope(agent: Agent) -> Finding:
    if agent.closed:
        return Finding("应用状态", REMEDIES[50003])
    if not agent.is_visible:
        return Finding("可见范围", REMEDIES[81012])
    return Finding("可见范围：不是空的")


async def _contacts(client: WecomClient) -> Finding:
    """Customers as contacts of WeCom, which a company may do without."""
    try:
        members = await client.members_with_contacts()
    except ChannelError as error:
        if error.errcode in NOT_ALLOWED:
            return Finding(f"客户联系：没有授权给这个应用（{error.errcode}），不用它可以不管", hint=ALLOW_CONTACTS)
        return Finding("客户联系", remedy_for(error))
    return Finding(f"客户联系：可以读，{len(members)} 位成员有客户功能")


async def _unseen(client: WecomClient, people: Iterable[str]) -> AsyncIterator[Finding]:
    """Whoever is out of sight gets no message, and WeCom says so only when one is sent."""
    unseen = []
    for userid in people:
        try:
            await client.member(userid)
        except ChannelError as error:
            if error.errcode not in NOT_SEEN:
                yield Finding("查询成员", remedy_for(error))
                return
            unseen.append(userid)
    if unseen:
        names = "、".join(unseen)
        yield Finding(
            "剧本里的人",
            f"应用看不到这些账号：{names}。账号写错了，或者不在「{APP} → 可见范围」里；他们收不到任何消息。",
        )
    else:
        yield Finding("剧本里的人：应用都看得到")


async def _callback(session: aiohttp.ClientSession, crypto: CallbackCrypto, url: str) -> Finding:
    echo = "2718281828459045235"
    sealed = read_xml(crypto.seal(echo, "314159", "1700000000").encode())
    query = {
        "msg_signature": str(sealed["MsgSignature"]),
        "timestamp": str(sealed["TimeStamp"]),
        "nonce": str(sealed["Nonce"]),
        "echostr": str(sealed["Encrypt"]),
    }
    knock = Knock(url, query, echo, "Token 和 EncodingAESKey", f"{APP} → 接收消息 → 设置API接收")
    return await knocked(session, knock)
