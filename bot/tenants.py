"""What each tenant has of its own: what its handlers know, the doors of its callbacks, what does its errands."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.channels.crypto import CallbackCrypto
from bot.config import Settings, Tenant
from bot.errands import Errands
from bot.errands.answers import Answers
from bot.errands.attachments import Attachments, Sources
from bot.errands.cards import CardErrands
from bot.errands.codes import CodeErrands
from bot.errands.enclosures import Enclosures
from bot.errands.group_alert import GroupAlert
from bot.errands.identities import Identities
from bot.errands.pushes import Pushes
from bot.errands.second_reader import SecondReader
from bot.errands.sending import Sending
from bot.errands.texts import TextErrands
from bot.errands.ways import Ways
from bot.pages.keys import Keys
from bot.pages.links import link_for, own_page
from bot.wechat.door import Door as WechatDoor
from bot.wechat.setup import door_for
from bot.wecom.api import App
from bot.wecom.callback import Door
from bot.wecom.client import WecomClient
from handlers.context import Desk, DeskNow
from handlers.reading import reader_for
from storage.errands import ErrandKind
from storage.unit_of_work import UnitOfWork
from tickets.drafts import CapturePolicy
from tickets.playbook import Playbook

if TYPE_CHECKING:
    from bot.app import Works


def desk_for(book: Playbook, settings: Settings, tenant: Tenant | None = None) -> Desk:
    capture = settings.capture
    policy = CapturePolicy(
        window=capture.window,
        window_cap=capture.window_cap,
        quiet=capture.quiet,
        show_after=capture.show_customer_draft_after,
        remind_after=capture.remind_draft_after,
        expire_after=capture.expire_draft_after,
    )
    return Desk(
        playbook=book,
        capture=policy,
        read=reader_for(book),
        second_reader=settings.llm.enabled,
        group_robot=tenant is not None and tenant.wecom.group_robot is not None,
        sends_codes=tenant is not None and tenant.sends_codes,
        digest=Keys.of(tenant.slug, tenant.wecom.encoding_aes_key.reveal()).digest if tenant is not None else str,
        texts_customers=tenant is not None and tenant.sms is not None and tenant.sms.staff_reports,
        own_page=own_page(settings.server.public_url, tenant.slug) if tenant is not None else "",
        page_of=partial(_page_of, settings.server.public_url),
        phone_proven_for=settings.customers.phone_proven_for,
    )


def _page_of(public_url: str, uow: UnitOfWork, ticket_id: int, customer_id: int, now: datetime) -> str:
    return link_for(uow, public_url, ticket_id, customer_id, now=now)


def wecom_app(tenant: Tenant) -> App:
    settings = tenant.wecom
    return App(settings.corp_id, settings.agent_id, settings.secret.reveal(), settings.base_url)


def doors(settings: Settings) -> dict[str, Door]:
    return {tenant.slug: _door(tenant) for tenant in settings.tenants}


def wechat_doors(settings: Settings) -> dict[str, WechatDoor]:
    return {each.slug: door_for(each.slug, each.wechat) for each in settings.tenants if each.wechat is not None}


def _door(tenant: Tenant) -> Door:
    return Door(tenant.slug, tenant.wecom.corp_id, crypto_for(tenant))


def crypto_for(tenant: Tenant) -> CallbackCrypto:
    app = tenant.wecom
    return CallbackCrypto(app.token.reveal(), app.encoding_aes_key.reveal(), app.corp_id)


def errands_for(tenant: Tenant, works: Works, desk: DeskNow, client: WecomClient, ways: Ways) -> Errands:
    slug = tenant.slug
    sending = Sending(desk, client)
    sources = Sources(client, ways.chat.client if ways.chat else None)
    attachments = Attachments(slug, desk, sources, works.store, works.eyes)
    to_members = {
        ErrandKind.CARD: CardErrands(slug, desk, sending, works.settings.server.public_url).prepare,
        ErrandKind.TEXT: TextErrands(desk, sending).prepare,
        ErrandKind.SHOW_MEDIA: Enclosures(desk, client, works.store, sending).prepare,
    }
    others = {
        ErrandKind.FETCH_MEDIA: attachments.fetch,
        ErrandKind.READ_PHOTO: attachments.read,
        ErrandKind.SECOND_READING: SecondReader(desk, works.session, works.settings.llm).prepare,
        ErrandKind.ROBOT: GroupAlert(desk, works.session, tenant.wecom.group_robot).prepare,
        ErrandKind.PUSH: Pushes(slug, desk, ways, works.settings.server.public_url).prepare,
        ErrandKind.ANSWER: Answers(desk, ways).prepare,
        ErrandKind.WHO: Identities(desk, client, ways.chat.client if ways.chat else None).prepare,
        ErrandKind.CODE: CodeErrands(ways, works.settings.customers.phone_proven_for).prepare,
    }
    return Errands(sending, to_members, others)
