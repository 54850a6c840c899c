"""`python -m bot check-config`"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping

from aiohttp import ClientSession

from bot.app import CALL_TIMEOUT
from bot.channels.finding import Finding
from bot.channels.token import MemoryTokenStore
from bot.chores.holidays import holidays_unknown
from bot.clock import Clock
from bot.commands import given
from bot.commands.trouble import of_database
from bot.config import Settings, Tenant, named_in
from bot.playbooks import applied_in, standings
from bot.tenants import crypto_for, wecom_app
from bot.wechat import checkup as wechat
from bot.wechat.client import WechatClient
from bot.wechat.setup import account_for, door_for
from bot.wecom import checkup as wecom
from bot.wecom.client import WecomClient
from storage.errors import StorageUnavailable
from storage.playbooks import Applied
from tickets.playbook import Playbook
from tickets.pushes import WORTH_AN_SMS

UNWELL = 1


def run(settings: Settings, *, online: bool) -> int:
    """0: all is well; 1: WeCom or WeChat says otherwise. What is wrong in the files has been refused before."""
    applied, warnings = _applied(settings)
    found = standings(named_in(settings), applied)
    playbooks = {slug: standing.playbook for slug, standing in found.items()}
    if unknown := holidays_unknown(playbooks.values(), Clock().now()):
        warnings.append(unknown)
    for tenant in settings.tenants:
        doubts = (*found[tenant.slug].doubts(), *_doubts(tenant))
        warnings += [f"{tenant.slug}: {doubt}" for doubt in doubts]
    names = "、".join(f"{slug}（{standing.playbook.name}，{standing.called}）" for slug, standing in found.items())
    print(f"配置没有问题。租户：{names}", file=sys.stderr)
    for warning in warnings:
        print(f"注意：{warning}", file=sys.stderr)
    return asyncio.run(_ask(settings, playbooks)) if online else 0


def _applied(settings: Settings) -> tuple[Mapping[str, Applied], list[str]]:
    """And a warning where the database cannot be asked or is not of this version: what is in it counts, and the files
    may be right or gone.
    """
    try:
        applied = applied_in(settings.database.url.reveal(), [tenant.slug for tenant in settings.tenants])
        with given.migrated_database(settings):
            return applied, []
    except given.Unsuitable as error:
        return applied, [str(error)]
    except StorageUnavailable as error:
        return {}, [f"数据库现在用不了，剧本只按文件检查：{of_database(error)}"]


def _doubts(tenant: Tenant) -> Iterator[str]:
    """What can be set, and hardly anybody means."""
    if tenant.sms is not None:
        steps = "、".join(sorted(WORTH_AN_SMS))
        for stage in sorted(tenant.sms.templates.keys() - WORTH_AN_SMS):
            yield f"[tenants.sms.templates.{stage}] 永远不会发，短信只在这几步发：{steps}"
    if tenant.wechat is None:
        return
    if (mode := tenant.wechat.mode) != "secure":
        yield (
            f'[tenants.wechat] mode = "{mode}" 收明文：谁在路上能看到，谁就能在几分钟内伪造消息。'
            '"secure"（安全模式）伪造不了'
        )
    for stage, template in tenant.wechat.templates.items():
        for key, fact in template.sometimes_empty():
            yield (
                f"[tenants.wechat.templates.{stage}] 不知道 {fact} 时发不出去，因为 {key} 不能空。"
                "请换一个没有它的模板，或者把它放在文字栏（thing）里的模板"
            )


async def _ask(settings: Settings, playbooks: dict[str, Playbook]) -> int:
    well = True
    async with ClientSession(timeout=CALL_TIMEOUT) as session:
        for tenant in settings.tenants:
            print(f"{tenant.name}（{tenant.slug}）")
            for finding in await _findings(settings, tenant, playbooks[tenant.slug], session):
                print(f"  {finding.mark} {finding.what}")
                if advice := finding.remedy or finding.hint:
                    print(f"      {advice}")
                well &= finding.is_well
    return 0 if well else UNWELL


async def _findings(settings: Settings, tenant: Tenant, book: Playbook, session: ClientSession) -> list[Finding]:
    clock = Clock()
    public_url = settings.server.public_url.rstrip("/")
    client = WecomClient(session, wecom_app(tenant), MemoryTokenStore(clock.now), clock.now)
    url = f"{public_url}/wecom/{tenant.slug}"
    checks = wecom.check_up(
        client, session, crypto_for(tenant), url, book.people, has_customers=tenant.wechat is not None
    )
    found = [each async for each in checks]
    if tenant.wechat is not None:
        account = WechatClient(session, account_for(tenant.wechat), MemoryTokenStore(clock.now), clock.now)
        door = door_for(tenant.slug, tenant.wechat)
        found += [each async for each in wechat.check_up(account, session, door, public_url, tenant.wechat)]
    return found
