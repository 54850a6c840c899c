"""Whatever knocks at the door: a clear outcome, counted, never a traceback."""

from __future__ import annotations

import secrets

import pytest
from aiohttp import ClientSession

from emulator.callback import AppCallback
from emulator.crypto import MsgCrypt
from emulator.xml import document
from tests.scenarios.conftest import Desk

HEAD = [("ToUserName", "ww0123456789abcdef"), ("FromUserName", "LiJing"), ("CreateTime", 1_795_136_400)]


async def delivers(desk: Desk, xml: str, name: str = "strange") -> None:
    callback = AppCallback(app=desk.wecom.world.app, userid="lijing", name=name, xml=xml, entry=None)
    desk.wecom.world.send_callback(callback)
    await callback.done.wait()
    assert callback.failure == ""


class Stranger:
    """Posts what it likes; knows the keys or not."""

    def __init__(self, desk: Desk, *, receive_id: str | None = None, key: str | None = None) -> None:
        app = desk.wecom.world.app
        self._url = f"{desk.url}/wecom/demo"
        self._crypt = MsgCrypt(app.token, key or app.encoding_aes_key, receive_id or desk.wecom.world.corp.corp_id)

    async def posts(self, xml: str, *, signature: str | None = None, path: str | None = None) -> int:
        encrypted = self._crypt.encrypt(xml)
        body = document([("ToUserName", "ww0123456789abcdef"), ("Encrypt", encrypted)]).encode()
        return await self.posts_body(body, encrypted, signature=signature, path=path)

    async def posts_body(
        self, body: bytes, encrypted: str = "", *, signature: str | None = None, path: str | None = None
    ) -> int:
        timestamp, nonce = "1795136400", str(secrets.randbelow(10**9))
        sign = signature if signature is not None else self._crypt.sign(timestamp, nonce, encrypted)
        query = {"msg_signature": sign, "timestamp": timestamp, "nonce": nonce}
        async with ClientSession() as session, session.post(path or self._url, params=query, data=body) as response:
            assert response.ok or await response.text() in ("", "403: Forbidden", "404: Not Found")
            return response.status


TEXT = document([*HEAD, ("MsgType", "text"), ("Content", "好的"), ("MsgId", 1)])


async def refused(desk: Desk, reason: str) -> bool:
    return f'paidan_callbacks_total{{outcome="refused",reason="{reason}"}} 1.0' in await desk.metrics()


async def test_a_bad_signature_is_refused_without_a_word(desk: Desk) -> None:
    assert await Stranger(desk).posts(TEXT, signature="0" * 40) == 403
    assert await refused(desk, "signature")


async def test_another_key_is_refused(desk: Desk) -> None:
    assert await Stranger(desk, key="B" * 43).posts(TEXT) == 403
    assert await refused(desk, "cipher")


async def test_a_callback_for_another_company_is_refused(desk: Desk) -> None:
    assert await Stranger(desk, receive_id="ww9999999999999999").posts(TEXT) == 403
    assert await refused(desk, "receiveid")


async def test_an_unknown_tenant_is_not_found(desk: Desk) -> None:
    assert await Stranger(desk).posts(TEXT, path=f"{desk.url}/wecom/nobody") == 404
    assert await refused(desk, "unknown_tenant")


async def test_a_huge_body_is_refused_unread(desk: Desk) -> None:
    assert await Stranger(desk).posts_body(b"<xml>" + b"x" * 300_000) == 413
    assert await refused(desk, "size")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml at all",
        b"<xml><Encrypt><![CDATA[abc",
        b"<xml><ToUserName>a</ToUserName></xml>",
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>',
    ],
    ids=["empty", "garbage", "truncated", "no Encrypt", "entity bomb"],
)
async def test_an_envelope_that_is_none_is_refused(desk: Desk, body: bytes) -> None:
    assert await Stranger(desk).posts_body(body) == 403
    assert await refused(desk, "envelope")


async def test_a_message_of_a_kind_that_nobody_knows_is_refused_politely(desk: Desk) -> None:
    await delivers(desk, document([*HEAD, ("MsgType", "hologram"), ("MsgId", 7)]), "text")
    await desk.li.hears("这种消息我还看不懂")


async def test_an_event_that_nobody_knows_is_passed_over_and_kept(desk: Desk) -> None:
    event = [("MsgType", "event"), ("Event", "open_approval_change"), ("ApprovalInfo", [("ThirdNo", "1")])]
    await delivers(desk, document([*HEAD, *event]))
    with desk.reading() as uow:
        endings = [(each.outcome, each.reason) for each in uow.reports.endings(desk.today, desk.tomorrow)]
    assert endings == [("ignored", "event:open_approval_change")]


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<xml>",
        "<xml><FromUserName>lijing</FromUserName></xml>",
        document([*HEAD, ("MsgType", "text"), ("Content", "没有编号")]),
        document([*HEAD[:2], ("CreateTime", 10**15), ("MsgType", "text"), ("Content", "x"), ("MsgId", 1)]),
        document([*HEAD, ("MsgType", "location"), ("Location_X", "north"), ("Location_Y", "1"), ("MsgId", 1)]),
        document([*HEAD, ("MsgType", "event"), ("Event", "template_card_event"), ("EventKey", "x")]),
    ],
    ids=["nothing", "unclosed", "no type", "no id", "no such time", "nowhere", "no task"],
)
async def test_a_malformed_message_with_a_valid_signature_is_accounted_for(desk: Desk, xml: str) -> None:
    assert (
        await Stranger(desk).posts_body(
            *_sealed(desk, xml),
        )
        == 200
    )
    with desk.reading() as uow:
        (ending,) = uow.reports.endings(desk.today, desk.tomorrow)
    assert (ending.outcome, ending.reason) == ("refused", "malformed")


def _sealed(desk: Desk, xml: str) -> tuple[bytes, str]:
    app = desk.wecom.world.app
    encrypted = MsgCrypt(app.token, app.encoding_aes_key, desk.wecom.world.corp.corp_id).encrypt(xml)
    return document([("ToUserName", "ww0123456789abcdef"), ("Encrypt", encrypted)]).encode(), encrypted


async def test_a_button_that_no_card_carries_any_more_fails_politely(desk: Desk) -> None:
    event = [("MsgType", "event"), ("Event", "template_card_event"), ("EventKey", "fly:ticket:1"), ("TaskId", "t")]
    more = [("CardType", "button_interaction"), ("ResponseCode", "rc")]
    await delivers(desk, document([*HEAD, *event, *more]))
    await desk.li.hears("这个按钮已经不用了")


@pytest.mark.parametrize("key", ["submit:draft:999", "claim:ticket:999", "submit:ticket:1", "claim:draft:1"])
async def test_a_button_of_something_that_never_was_fails_politely(desk: Desk, key: str) -> None:
    event = [("MsgType", "event"), ("Event", "template_card_event"), ("EventKey", key), ("TaskId", "t")]
    await delivers(desk, document([*HEAD, *event, ("CardType", "button_interaction"), ("ResponseCode", "rc")]))
    await desk.li.hears("没有找到，可能是很久以前的卡片")


async def test_the_alarm_is_raised_when_wecom_is_about_to_switch_the_app_off(desk: Desk, allow_errors, logged) -> None:
    alarm = "WeCom is about to switch the app off, or did: use it or see the admin console"
    allow_errors(alarm)
    event = [("MsgType", "event"), ("Event", "inactive_alert"), ("EffectTime", 1_795_222_800)]
    await delivers(desk, document([HEAD[0], ("FromUserName", "sys"), HEAD[2], *event]))
    assert [each["level"] for each in logged if each["event"] in (alarm, "inactive_alert")] == ["error"]
