"""The client against an official account that shares no code with it: its own windows, its own typed fields."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.channels.errors import ChannelMisconfigured, ChannelRejected, ChannelUnavailable
from bot.channels.facts import Fact
from bot.channels.shut import Shut, WayShut
from bot.channels.token import MemoryTokenStore
from bot.config import Secret, Sms, SmsTemplate
from bot.sms.gateway import Gateway
from bot.wechat.account import Account
from bot.wechat.client import Follower, WechatClient
from bot.wechat.menu import wire
from bot.wechat.template import FITTINGS, fitted, template
from emulator.server import Emulator
from emulator.switches import Outage
from emulator.wechat.account import Template
from emulator.wechat.person import CustomerPerson
from emulator.wechat.typed_fields import problem

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
PROGRESS = "demo-progress-0123456789abcdefghijklmnopqrs"
FIELDS = {"character_string1": "1122-7", "thing2": "漏水", "phrase3": "已接单", "time4": NOW, "thing5": "王师傅"}
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4


@pytest.fixture
async def wecom() -> AsyncIterator[Emulator]:
    async with Emulator(patience=5, now=lambda: NOW) as wecom:
        yield wecom


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
async def client(wecom: Emulator, session: ClientSession) -> WechatClient:
    account, now = wecom.world.wechat.account, wecom.world.clock.now
    return WechatClient(session, Account(account.appid, account.secret, wecom.url), MemoryTokenStore(now), now)


@pytest.fixture
async def wang(wecom: Emulator) -> CustomerPerson:
    return wecom.customer("王女士")


async def shut(client: WechatClient, openid: str) -> Shut:
    with pytest.raises(WayShut) as error:
        await client.say(openid, "您好")
    return error.value.shut


async def test_five_messages_within_48_hours_of_what_the_customer_wrote(
    wecom: Emulator, client: WechatClient, wang: CustomerPerson
):
    assert await shut(client, wang.openid) is Shut.WINDOW
    await wang.says("您好")
    for number in range(5):
        await client.say(wang.openid, f"第{number}条")
        await wang.sees_text(f"第{number}条")
    assert await shut(client, wang.openid) is Shut.QUOTA
    await wang.says("在吗")
    await wecom.advance(timedelta(hours=48))
    assert await shut(client, wang.openid) is Shut.WINDOW


async def test_a_picture_of_the_customers(wecom: Emulator, client: WechatClient, wang: CustomerPerson):
    await wang.sends_picture(PHOTO)
    [sent, *_] = [each for each in wecom.world.wechat.conversation(wang.openid) if each.kind == "image"]
    assert (await client.media(sent.body["media_id"])).content == PHOTO


async def test_whoever_does_not_follow_gets_nothing(client: WechatClient, wecom: Emulator):
    stranger = wecom.customer("林女士").openid
    assert await shut(client, stranger) is Shut.UNFOLLOWED
    assert await shut(client, "o-nobody") is Shut.UNFOLLOWED
    with pytest.raises(WayShut) as error:
        await client.send_template(template(stranger, PROGRESS, FIELDS))
    assert error.value.shut is Shut.UNFOLLOWED
    assert await client.follower(stranger) == Follower(stranger, follows=False)


async def test_a_template_arrives_without_any_window_and_once(client: WechatClient, wang: CustomerPerson):
    message = template(wang.openid, PROGRESS, FIELDS, url="https://paidan.example.com/t/x", once="demo-7")
    first = await client.send_template(message)
    seen = await wang.sees_template("1122-7", "已接单", "2026年11月20日 09:00")
    assert seen.url == "https://paidan.example.com/t/x"
    assert await client.send_template(message) == first
    wang.hears_nothing_more()


async def test_a_template_that_is_not_there_or_lacks_a_field_shuts_that_way(client: WechatClient, wang: CustomerPerson):
    for message, shut in (
        (template(wang.openid, "another", FIELDS), Shut.TEMPLATE),
        (template(wang.openid, PROGRESS, {"character_string1": "1122-7"}), Shut.WORDS),
    ):
        with pytest.raises(WayShut) as error:
            await client.send_template(message)
        assert error.value.shut is shut


async def test_whatever_wechat_says_of_a_template_shuts_that_way(
    wecom: Emulator, client: WechatClient, wang: CustomerPerson
):
    account = wecom.world.wechat.account
    account.mini_programs["wxmini"] = {"pages/ticket"}
    good = template(wang.openid, PROGRESS, FIELDS)
    refused = {
        40036: {**good, "template_id": "another"},
        40037: {**good, "template_id": "x" * 43},
        41030: {**good, "miniprogram": {"appid": "wxmini", "pagepath": "pages/none"}},
        47003: {**good, "data": {**good["data"], "phrase3": {"value": "正在维修中了"}}},
    }
    for errcode, message in refused.items():
        with pytest.raises(WayShut) as error:
            await client.send_template(message)
        shut = Shut.WORDS if errcode == 47003 else Shut.TEMPLATE
        assert (error.value.errcode, error.value.shut) == (errcode, shut)
    account.unsupported.add("message/template/send")
    with pytest.raises(WayShut) as error:
        await client.send_template(good)
    assert (error.value.errcode, error.value.shut) == (45109, Shut.UNSUPPORTED)
    wang.hears_nothing_more()


async def test_what_the_account_may_not_do_and_what_is_used_up_for_today_waits(
    wecom: Emulator, client: WechatClient, wang: CustomerPerson
):
    account = wecom.world.wechat.account
    account.unauthorised.add("message/template/send")
    with pytest.raises(ChannelMisconfigured):
        await client.send_template(template(wang.openid, PROGRESS, FIELDS))
    account.messages_a_day = 0
    await wang.says("您好")
    with pytest.raises(ChannelUnavailable) as error:
        await client.say(wang.openid, "您好")
    assert error.value.retry_after == timedelta(minutes=10)


MOMENTS = st.integers(0, 10**6).map(lambda minutes: NOW + timedelta(minutes=minutes))
SAMPLES = {
    "time": MOMENTS,
    "date": MOMENTS,
    "amount": st.decimals(0, 9_999_999, places=2).map(str),
    "phone_number": st.from_regex(r"[0-9]{3,17}", fullmatch=True),
}


@given(st.data(), st.sampled_from(sorted(set(FITTINGS) - {"const", "enum"})))
def test_whatever_our_limits_let_through_wechats_do_too(data: st.DataObject, kind: str):
    key = f"{kind}1"
    value = data.draw(st.one_of(SAMPLES.get(kind, st.nothing()), st.text(max_size=60)))
    with suppress(ValueError):
        shown = fitted(key, value)
        declared = Template(template_id="T", title="t", fields={key: "a"})
        assert problem(declared, {key: {"value": shown}}) == ""


async def test_a_code_a_menu_and_the_list_of_templates(wecom: Emulator, client: WechatClient, wang: CustomerPerson):
    code = await client.qr_code("lift-3")
    await wang.scans(code.url)
    await client.set_menu(wire())
    assert len(wecom.world.wechat.menu) == 3
    assert PROGRESS in await client.template_ids()


async def test_the_token_is_one_for_all_calls_and_another_when_it_has_aged(wecom: Emulator, client: WechatClient):
    await client.template_ids()
    await client.template_ids()
    await wecom.advance(timedelta(hours=3))
    await client.template_ids()
    asked = [each for each in wecom.log if each.path.endswith("stable_token")]
    assert len(asked) == 2


async def test_before_its_end_the_same_token_is_given_again_and_nobody_asks_at_every_call(
    wecom: Emulator, client: WechatClient
):
    """WeChat gives another one only five minutes before the end, and we begin to ask earlier."""
    await client.template_ids()
    asked = []
    for _ in range(12):
        await wecom.advance(timedelta(minutes=112) if not asked else timedelta(minutes=1))
        for _ in range(3):
            await client.template_ids()
        asked.append(len([each for each in wecom.log if each.path.endswith("stable_token")]))
    assert asked[-1] <= 8
    assert asked[-1] == asked[-2] == asked[-3], "another one is in use by then"


async def test_what_the_account_itself_gets_wrong_waits_for_the_operator(
    wecom: Emulator, session: ClientSession, client: WechatClient
):
    wecom.switches.wechat_ip_not_listed = True
    with pytest.raises(ChannelMisconfigured):
        await client.template_ids()
    now = wecom.world.clock.now
    wrong = Account(wecom.world.wechat.account.appid, "guess", wecom.url)
    with pytest.raises(ChannelMisconfigured):
        await WechatClient(session, wrong, MemoryTokenStore(now), now).template_ids()


@pytest.mark.parametrize("outage", [Outage.CLOSED, Outage.UNAVAILABLE, Outage.ANSWER_LOST])
async def test_an_outage_passes(wecom: Emulator, client: WechatClient, wang: CustomerPerson, outage: Outage):
    await wang.says("您好")
    await client.template_ids()
    wecom.switches.wechat_outage = outage
    with pytest.raises(ChannelUnavailable):
        await client.say(wang.openid, "您好")
    wecom.switches.wechat_outage = Outage.NONE
    if outage is Outage.ANSWER_LOST:
        await wang.sees_text("您好")
    await client.say(wang.openid, "还在")
    await wang.sees_text("还在")


async def test_a_long_text_is_what_wechat_takes(client: WechatClient, wang: CustomerPerson):
    await wang.says("您好")
    await client.say(wang.openid, "漏" * 2000)
    assert len((await wang.sees_text("漏漏")).encode()) <= 2048


# ---- SMS by the gateway

CODE = SmsTemplate(text="验证码 {code}")


@pytest.fixture
def gateway(wecom: Emulator, session: ClientSession) -> Gateway:
    settings = Sms(sign="安居物业", secret=Secret(wecom.sms.secret), url=f"{wecom.url}/sms/send")
    return Gateway(session, settings, wecom.world.clock.now)


async def test_an_sms_arrives_with_its_sign(gateway: Gateway, wang: CustomerPerson):
    assert await gateway.send("13800001111", CODE, {Fact.CODE: "418293"})
    assert await wang.sees_sms("418293") == "【安居物业】验证码 418293"


async def test_what_the_gateway_refuses_says_what_to_do(wecom: Emulator, session: ClientSession, gateway: Gateway):
    with pytest.raises(WayShut) as no_number:
        await gateway.send("0571-1234", CODE, {Fact.CODE: "1"})
    assert no_number.value.shut is Shut.NUMBER
    for _ in range(5):
        await gateway.send("13912345678", CODE, {Fact.CODE: "1"})
    with pytest.raises(ChannelUnavailable):
        await gateway.send("13912345678", CODE, {Fact.CODE: "1"})
    wecom.switches.sms_down = True
    with pytest.raises(ChannelUnavailable):
        await gateway.send("13700001111", CODE, {Fact.CODE: "1"})
    wrong = Sms(sign="安居物业", secret=Secret("guess"), url=f"{wecom.url}/sms/send")
    wecom.switches.sms_down = False
    with pytest.raises(ChannelRejected):
        await Gateway(session, wrong, wecom.world.clock.now).send("13700001111", CODE, {Fact.CODE: "1"})


async def code_of(wecom: Emulator, session: ClientSession, person: CustomerPerson) -> str:
    """That WeChat's page login sends to our page."""
    account = wecom.world.wechat.account
    account.trusted_domain = "desk.example.com"
    query = {
        "appid": account.appid,
        "redirect_uri": "https://desk.example.com/t/1",
        "response_type": "code",
        "scope": "snsapi_base",
        "as": person.openid,
    }
    address = f"{wecom.url}/connect/oauth2/authorize"
    async with session.get(address, params=query, allow_redirects=False) as response:
        return URL(response.headers["Location"]).query["code"]


async def test_who_opens_a_page_is_told_once_for_each_code(
    wecom: Emulator, session: ClientSession, client: WechatClient, wang: CustomerPerson
) -> None:
    code = await code_of(wecom, session, wang)
    assert await client.who_opens(code) == wang.openid
    late = await code_of(wecom, session, wang)
    await wecom.advance(timedelta(minutes=5))
    for wrong, errcode in ((code, 40163), ("invented", 40029), (late, 42003)):
        with pytest.raises(ChannelRejected) as refused:
            await client.who_opens(wrong)
        assert refused.value.errcode == errcode
    wecom.switches.wechat_snapshots = True
    assert await client.who_opens(await code_of(wecom, session, wang)) is None


async def test_a_wrong_secret_is_told_nobody_when_it_is_asked_who_opens_a_page(
    wecom: Emulator, session: ClientSession, wang: CustomerPerson
) -> None:
    now, app_id = wecom.world.clock.now, wecom.world.wechat.account.appid
    client = WechatClient(session, Account(app_id, "not-the-secret", wecom.url), MemoryTokenStore(now), now)
    with pytest.raises(ChannelMisconfigured) as refused:
        await client.who_opens(code := await code_of(wecom, session, wang))
    assert "not-the-secret" not in str(refused.value)
    assert code not in str(refused.value)
