"""What customers do at the official account comes over the encrypted callback, and each ends in exactly one outcome."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from aiohttp import ClientSession
from sqlalchemy import select

from bot.channels.crypto import Signature
from emulator.switches import CallbackMode
from storage.access_tokens import Channel
from storage.schema import inbox
from tests.scenarios.conftest import FRIDAY_MORNING, Desk
from tests.scenarios.test_media import a_photo, kept
from tests.wechat import traffic
from tests.wechat.traffic import ACCOUNT, KEY, OLD_KEY, OPENID, Posted, crypto, message, plain, secret


class WeChat:
    """Posts whatever a test wants, at any URL; what customers really do is the emulator's business."""

    def __init__(self, desk: Desk, session: ClientSession) -> None:
        self.desk = desk
        self._session = session

    async def post(self, posted: Posted, tenant: str = "demo") -> tuple[int, str]:
        url = f"{self.desk.url}/wechat/{tenant}"
        async with self._session.post(url, params=posted.query, data=posted.body) as response:
            return response.status, await response.text()

    async def get(self, **query: str) -> tuple[int, str]:
        async with self._session.get(f"{self.desk.url}/wechat/demo", params=query) as response:
            return response.status, await response.text()

    def rows(self) -> list[Any]:
        with self.desk.reading() as uow:
            return list(uow.connection.execute(select(inbox).where(inbox.c.sender.startswith("wx:"))))

    async def refused(self) -> list[str]:
        return [line for line in (await self.desk.metrics()).splitlines() if 'outcome="refused"' in line]


@pytest.fixture
async def wechat(desk: Desk):
    async with ClientSession() as session:
        yield WeChat(desk, session)


def now(kind: str, id_: str = "22226002107809513", **fields: str) -> str:
    at = str(int(FRIDAY_MORNING.timestamp()))
    return message(kind, id_=f"<MsgId>{id_}</MsgId>" if id_ else "", CreateTime=at, **fields)


TEXT = now("text", Content="3栋电梯坏了")


def said(answer: str, key: str = KEY) -> ET.Element:
    sealed = ET.fromstring(answer)  # noqa: S314  # from our own bot
    signature = Signature(*(sealed.findtext(name, "") for name in ("MsgSignature", "TimeStamp", "Nonce")))
    return ET.fromstring(crypto(key).open(signature, sealed.findtext("Encrypt", "")))  # noqa: S314


async def test_a_customers_text_ends_in_exactly_one_outcome_and_an_encrypted_answer(wechat: WeChat):
    status, answer = await wechat.post(secret(TEXT))
    assert status == 200
    reply = said(answer)
    assert (reply.findtext("ToUserName"), reply.findtext("FromUserName")) == (OPENID, ACCOUNT)
    assert reply.findtext("Content")
    [row] = wechat.rows()
    assert (row.id, row.sender, row.kind) == ("wx:22226002107809513", f"wx:{OPENID}", "TextMessage")
    assert row.outcome is not None


async def test_a_message_delivered_three_times_gets_the_same_answer(wechat: WeChat):
    answers = await asyncio.gather(*(wechat.post(secret(TEXT)) for _ in range(3)))
    assert len({said(answer).findtext("Content") for _, answer in answers}) == 1
    assert len(wechat.rows()) == 1


async def test_while_the_key_is_changed_each_message_is_answered_with_its_own(wechat: WeChat):
    for number, (key, words) in enumerate({KEY: "您好", OLD_KEY: "3栋电梯坏了"}.items(), start=1):
        _, answer = await wechat.post(secret(now("text", str(number), Content=words), key))
        assert said(answer, key).findtext("Content")


async def test_events_end_in_one_outcome_each(wechat: WeChat):
    def event(name: str, **fields: str) -> str:
        return now("event", "", Event=name, **fields)

    done = event("TEMPLATESENDJOBFINISH", MsgID="1", Status="success")
    for xml in (event("subscribe"), event("SCAN", EventKey="d-42"), event("CLICK", EventKey="x"), event("VIEW"), done):
        status, _ = await wechat.post(secret(xml))
        assert status == 200
    assert len([row for row in wechat.rows() if row.outcome]) == 5
    assert (await wechat.post(secret(done)))[1] == "success"
    assert (await wechat.post(secret(event("VIEW"))))[1] == "success"


async def test_garbage_that_is_authentic_is_kept(wechat: WeChat):
    status, answer = await wechat.post(secret("<xml>"))
    assert (status, answer) == (200, "success")
    [row] = wechat.rows()
    assert (row.sender, row.outcome, row.reason, row.raw) == ("wx:", "refused", "malformed", "<xml>")


async def test_the_url_is_verified_with_the_echo_as_it_came(wechat: WeChat):
    query = plain("").query
    assert await wechat.get(**query, echostr="437512094834") == (200, "437512094834")
    assert await wechat.get(**query | {"nonce": "other"}, echostr="x") == (403, "403: Forbidden")


async def test_what_is_refused_is_counted_by_its_reason_and_leaves_nothing(wechat: WeChat):
    bomb = b'<!DOCTYPE x [<!ENTITY a "a">]><xml><Encrypt>&a;</Encrypt></xml>'
    refused = {
        "plaintext": plain(TEXT),
        "receiveid": secret(TEXT, app_id="wx_another"),
        "cipher": secret(TEXT, "c" * 43),
        "envelope": Posted(secret(TEXT).query, bomb),
        "signature": Posted(secret(TEXT).query | {"nonce": "guess"}, secret(TEXT).body),
    }
    for posted in refused.values():
        assert await wechat.post(posted) == (403, "403: Forbidden")
    assert (await wechat.post(Posted(secret(TEXT).query, b" " * 300_000)))[0] == 413
    assert (await wechat.post(secret(TEXT), tenant="nobody"))[0] == 404
    counted = "".join(await wechat.refused())
    assert all(f'reason="{reason}"' in counted for reason in (*refused, "size", "unknown_tenant"))
    assert wechat.rows() == []


async def test_a_customer_is_nobodys_colleague(wechat: WeChat):
    """Whoever writes by the official account is not taken for the member of that name."""
    await wechat.post(secret(now("text", sender="lijing", Content="我的工单")))
    [row] = wechat.rows()
    assert row.sender == "wx:lijing"
    assert traffic.ACCOUNT not in (row.reply or "")


@pytest.mark.parametrize("wechat_mode", ["plain", "compatible"])
async def test_in_plain_text_a_signature_is_good_for_one_message(wechat: WeChat):
    """Whoever has read it can deliver that message again, as WeChat does, and no other."""
    at = str(int(FRIDAY_MORNING.timestamp()))
    said = plain(now("text", Content="您好，在吗"), at)
    for _ in range(2):
        assert (await wechat.post(said))[0] == 200
    assert (await wechat.post(plain(now("text", "7", sender="o-another", Content="取消"), at)))[0] == 403
    assert len(wechat.rows()) == 1
    assert 'reason="replayed"' in "".join(await wechat.refused())


@pytest.mark.parametrize("wechat_mode", ["compatible"])
async def test_the_signature_beside_an_encrypted_message_is_good_for_no_plain_one(wechat: WeChat):
    at = str(int(FRIDAY_MORNING.timestamp()))
    assert (await wechat.post(secret(now("text", Content="您好，在吗"), timestamp=at)))[0] == 200
    assert (await wechat.post(plain(now("text", "7", sender="o-another", Content="取消"), at)))[0] == 403


# ---- with a phone in the hand


async def test_a_customer_writes_and_reads_the_answer_on_the_phone(desk: Desk, wechat: WeChat):
    wang = desk.wecom.customer("王女士")
    await wang.says("您好，在吗")
    [row] = wechat.rows()
    assert (row.sender, row.outcome) == (f"wx:{wang.openid}", "answered")
    assert await wang.sees_text("您好") == row.reply


async def test_a_delivery_that_comes_again_is_one_update(desk: Desk, wechat: WeChat):
    desk.wecom.switches.duplicate_callbacks = 2
    wang = desk.wecom.customer("王女士")
    await wang.says("您好，在吗")
    await wang.sees_text("您好")
    assert len(wechat.rows()) == 1


@pytest.mark.parametrize("mode", [CallbackMode.SECURE, CallbackMode.COMPATIBLE])
async def test_whichever_way_messages_are_encrypted_answers_arrive(desk: Desk, mode: CallbackMode):
    desk.wecom.switches.wechat_mode = mode
    wang = desk.wecom.customer("王女士")
    await wang.says("您好，在吗")
    await wang.sees_text("您好")


async def test_a_customers_photo_is_fetched_from_the_official_account(desk: Desk):
    photo, wang = a_photo(), desk.wecom.customer("王女士")
    await wang.sends_picture(photo)
    await wang.sees_text("哪里坏了")
    copy = await kept(desk)
    assert (Path(desk.works.settings.files.url) / str(copy.file)).read_bytes() == photo
    assert 'paidan_wechat_calls_total{errcode="0",path="/cgi-bin/media/get"} 1.0' in await desk.metrics()
    with desk.reading() as uow:
        assert uow.access_tokens.current(Channel.WECHAT) is not None
        assert uow.access_tokens.current(Channel.WECOM) != uow.access_tokens.current(Channel.WECHAT)


async def test_plain_text_is_refused_where_messages_should_be_encrypted(desk: Desk, wechat: WeChat):
    desk.wecom.switches.wechat_mode = CallbackMode.PLAIN
    desk.wecom.switches.retry_when_not_200 = False
    wang = desk.wecom.customer("王女士")
    await wang.says("您好，在吗")
    await wang.sees_notice("暂时无法提供服务")
    assert wechat.rows() == []
    assert 'reason="plaintext"' in "".join(await wechat.refused())
    desk.wecom.people.expect_problem("403")
