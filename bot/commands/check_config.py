"""`python -m bot check-config`"""

from __future__ import annotations

import asyncio
import sys

from aiohttp import ClientSession

from bot.app import CALL_TIMEOUT, crypto_for, wecom_app
from bot.channels.token import MemoryTokenStore
from bot.clock import Clock
from bot.config import Settings, Tenant
from bot.holidays import holidays_unknown
from bot.playbooks import load_playbooks
from bot.wecom.checkup import Finding, check_up
from bot.wecom.client import WecomClient
from tickets.playbook import Playbook

UNWELL = 1


def run(settings: Settings, *, online: bool) -> int:
    """0: all is well; 1: WeCom says otherwise. What is wrong in the files themselves has been refused before."""
    playbooks = load_playbooks(settings)
    names = ", ".join(f"{tenant.slug} ({playbooks[tenant.slug].name})" for tenant in settings.tenants)
    print(f"The configuration is right. Tenants: {names}", file=sys.stderr)
    if unknown := holidays_unknown(playbooks.values(), Clock().now()):
        print(f"WARNING: {unknown}", file=sys.stderr)
    if not online:
        return 0
    return asyncio.run(_ask_wecom(settings, playbooks))


async def _ask_wecom(settings: Settings, playbooks: dict[str, Playbook]) -> int:
    well = True
    async with ClientSession(timeout=CALL_TIMEOUT) as session:
        for tenant in settings.tenants:
            print(f"{tenant.name}（{tenant.slug}）")
            for finding in await _findings(settings, tenant, playbooks[tenant.slug], session):
                print(f"  {'✓' if finding.is_well else '✗'} {finding.what}")
                if not finding.is_well:
                    print(f"      {finding.remedy}")
                well &= finding.is_well
    return 0 if well else UNWELL


async def _findings(settings: Settings, tenant: Tenant, book: Playbook, session: ClientSession) -> list[Finding]:
    clock = Clock()
    client = WecomClient(session, wecom_app(tenant), MemoryTokenStore(clock.now), clock.now)
    url = f"{settings.server.public_url.rstrip('/')}/wecom/{tenant.slug}"
    return [finding async for finding in check_up(client, session, crypto_for(tenant), url, book.people)]
