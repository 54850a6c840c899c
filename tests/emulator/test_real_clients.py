"""The emulator is driven by clients that were written for the real WeCom, by other people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from wechatpy.client import WeChatClient as AccountClient
from wechatpy.enterprise import WeChatClient, create_reply, parse_message
from wechatpy.enterprise.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatClientException
from wechatpy.oauth import WeChatOAuth
from wecomkit import AsyncWeComClient, WeComAPIError, WeComConfig

from emulator.server import Emulator
from tests.emulator.api import CARD
from tests.emulator.bot import Bot
from tests.emulator.wechat import PROGRESS

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


def wechatpy_client(wecom: Emulator) -> WeChatClient:
    base = f"{wecom.url}/cgi-bin/"

    class Client(WeChatClient):
        API_BASE_URL = base

        def fetch_access_token(self) -> Any:
            query = {"corpid": self.corp_id, "corpsecret": self.secret}
            return self._fetch_access_token(url=f"{base}gettoken", params=query)

    return Client(wecom.world.corp.corp_id, wecom.world.app.secret, auto_retry=False)


@pytest.fixture
async def wecomkit(wecom: Emulator) -> AsyncIterator[AsyncWeComClient]:
    config = WeComConfig(wecom.world.corp.corp_id, wecom.world.app.secret, base_url=wecom.url)
    async with AsyncWeComClient(config) as client:
        yield client


@pytest.mark.usefixtures("bot")
async def test_wechatpy_sends_text_pictures_articles_and_cards(wecom: Emulator):
    def drive() -> dict[str, Any]:
        client, agent = wechatpy_client(wecom), wecom.world.app.agent_id
        client.message.send_text(agent, ["lijing"], "收到")
        client.message.send_markdown(agent, ["lijing"], "**收到**")
        client.message.send_text_card(agent, "lijing", "标题", "说明", "https://example.com")
        client.message.send_articles(
            agent,
            "lijing",
            [{"title": "图文", "description": "d", "url": "https://x.cn", "image": "https://x.cn/a.png"}],
        )
        picture = client.media.upload("image", ("现场.png", BytesIO(PNG)))
        client.message.send_image(agent, "lijing", picture["media_id"])
        sent = client.message.send(agent, ["lijing"], msg={"msgtype": "template_card", "template_card": CARD})
        update = {
            "userids": ["lijing"],
            "agentid": agent,
            "response_code": sent["response_code"],
            "button": {"replace_name": "已接单"},
        }
        client.post("message/update_template_card", data=update)
        with pytest.raises(WeChatClientException) as refused:
            client.post("message/update_template_card", data=update)
        return {"refused": refused.value.errcode}

    result = await asyncio.to_thread(drive)
    assert result == {"refused": 60140}
    li = wecom.person("lijing")
    await li.hears("收到")
    await li.hears("**收到**")
    await li.hears("标题", "说明")
    await li.hears("图文")
    await li.hears("现场.png")
    await li.sees_card_change(await li.sees_card("报修 #42"), "已接单")
    wecom.assert_nothing_unexpected()


async def test_wechatpy_reads_contacts_and_tickets(wecom: Emulator):
    def drive() -> None:
        client = wechatpy_client(wecom)
        assert [each["name"] for each in client.department.get()] == [
            "安居物业",
            "客服前台",
            "维修班",
            "总办",
            "滨江维修班",
            "备勤队",
        ]
        assert [each["userid"] for each in client.department.get_users(3)] == ["wanggong", "zhaogong", "sunban"]
        assert client.user.get("SunBan")["name"] == "孙班长"
        code = wecom.world.logins.issue(wecom.world.app.agent_id, "lijing", wecom.world.clock.now())
        assert client.oauth.get_user_info(code)["UserId"] == "lijing"
        assert client.jsapi.get_ticket()["ticket"]
        assert client.jsapi.get_agent_ticket()["ticket"]
        assert client.misc.get_wechat_ips() == ["127.0.0.1"]
        with pytest.raises(WeChatClientException) as refused:
            client.user.get("stranger")
        assert refused.value.errcode == 60111

    await asyncio.to_thread(drive)


async def test_wechatpy_reads_the_callbacks_and_its_replies_are_understood(wecom: Emulator, bot: Bot):
    async def echo(_: Any) -> str:
        record = parse_message(wecom_plain())
        return str(create_reply(f"{record.source} 说 {record.content}", record).render())

    def wecom_plain() -> str:
        from xml.etree.ElementTree import tostring

        return tostring(bot.received[-1], encoding="unicode")

    bot.answer = echo
    await wecom.person("lijing").says("电梯坏了")
    assert await wecom.person("lijing").hears() == "lijing 说 电梯坏了"
    wecom.assert_nothing_unexpected()


@pytest.mark.usefixtures("bot")
async def test_wechatpy_reads_whom_members_have_as_contacts(wecom: Emulator):
    wang = wecom.world.wechat.customer("王女士")
    await wecom.person("sunban").adds_contact("王女士")

    def drive() -> None:
        contacts = wechatpy_client(wecom).external_contact
        assert contacts.get_follow_user_list()["follow_user"] == ["sunban"]
        assert contacts.list("sunban")["external_userid"] == [wang.external_userid]
        assert contacts.get(wang.external_userid)["external_contact"]["unionid"] == wang.unionid
        with pytest.raises(WeChatClientException) as refused:
            contacts.list("wanggong")
        assert refused.value.errcode == 84061

    await asyncio.to_thread(drive)


async def test_wechatpy_verifies_the_signature_of_the_address_check(wecom: Emulator, bot: Bot):
    record = next(record for record in wecom.log if record.method == "GET")
    crypto = WeChatCrypto(bot.app.token, bot.app.encoding_aes_key, bot.corp_id)
    q = record.query
    plain = crypto.check_signature(q["msg_signature"], q["timestamp"], q["nonce"], q["echostr"])
    assert plain == record.request


@pytest.mark.usefixtures("bot")
async def test_wecomkit_sends_and_updates_a_card(wecom: Emulator, wecomkit: AsyncWeComClient):
    agent = wecom.world.app.agent_id
    sent = await wecomkit.messages.send_template_card(agent, CARD, to_user="lijing|wanggong")
    li, wang = wecom.person("lijing"), wecom.person("wanggong")
    card, other = await li.sees_card("报修 #42"), await wang.sees_card("报修 #42")
    await wecomkit.messages.update_template_card(
        agent, sent["response_code"], userids=["wanggong"], button={"replace_name": "已接单"}
    )
    await wang.sees_card_change(other, "已接单")
    assert card.buttons == ["接单", "升级"]
    with pytest.raises(WeComAPIError) as refused:
        await wecomkit.messages.update_template_card(
            agent, sent["response_code"], userids=["wanggong"], button={"replace_name": "已接单"}
        )
    assert refused.value.errcode == 60140
    wecom.assert_nothing_unexpected()


async def test_wecomkit_handles_media_and_contacts(wecom: Emulator, wecomkit: AsyncWeComClient, tmp_path: Path):
    agent = wecom.world.app.agent_id
    uploaded = await wecomkit.media.upload_bytes(PNG, "image", "现场.png")
    await wecomkit.messages.send_image(agent, uploaded["media_id"], to_user="lijing")
    await wecom.person("lijing").hears("现场.png")
    saved = await wecomkit.media.download(uploaded["media_id"], tmp_path / "a.png")
    assert await asyncio.to_thread(saved.read_bytes) == PNG
    assert (await wecomkit.users.get("sunban"))["name"] == "孙班长"
    assert len((await wecomkit.departments.list())["department"]) == 6
    with pytest.raises(WeComAPIError) as refused:
        await wecomkit.messages.send_text(agent, "收到", to_user="stranger")
    assert refused.value.errcode == 81013


async def test_wecomkit_gets_a_new_token_when_the_old_one_died(wecom: Emulator, wecomkit: AsyncWeComClient):
    agent = wecom.world.app.agent_id
    await wecomkit.messages.send_text(agent, "一", to_user="lijing")
    wecom.world.tokens.kill()
    with pytest.raises(WeComAPIError) as refused:
        await wecomkit.messages.send_text(agent, "二", to_user="lijing")
    assert refused.value.errcode == 40014


def wechatpy_account_client(wecom: Emulator) -> AccountClient:
    base, account = f"{wecom.url}/cgi-bin/", wecom.world.wechat.account

    class Client(AccountClient):
        API_BASE_URL = base

        def fetch_access_token(self) -> Any:
            query = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
            return self._fetch_access_token(url=f"{base}token", params=query)

    return Client(account.appid, account.secret, auto_retry=False)


async def test_wechatpy_speaks_for_the_official_account(wecom: Emulator):
    official = wecom.world.wechat
    wang, template = official.customer("王女士").openid, official.account.templates[0]
    wecom.customer_actions.says(wang, "水管漏了")

    def drive() -> list[int]:
        client = wechatpy_account_client(wecom)
        client.message.send_text(wang, "收到")
        picture = client.media.upload("image", ("现场.png", BytesIO(PNG)))
        client.message.send_image(wang, picture["media_id"])
        assert client.media.download(picture["media_id"]).content == PNG
        data = {key: {"value": value} for key, value in PROGRESS.items()}
        client.message.send_template(wang, template.template_id, data, url="https://example.com")
        assert client.user.get(wang)["subscribe"] == 1
        assert wang in client.user.get_followers()["data"]["openid"]
        scene = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "device:1"}}}
        assert client.qrcode.create(scene)["ticket"]
        client.menu.create({"button": [{"type": "click", "name": "报修", "key": "report"}]})
        assert client.menu.get()["menu"]["button"][0]["key"] == "report"
        assert client.jsapi.get_ticket()["ticket"]
        return [errcode_of(lambda: client.message.send_text("oSomebodyElse", "喂")), *_too_many(client, wang)]

    assert await asyncio.to_thread(drive) == [40003, 45047]
    seen = [entry.kind for entry in official.conversation(wang)]
    assert seen == ["text", "text", "image", "template", "text", "text", "text"]


def _too_many(client: AccountClient, openid: str) -> list[int]:
    for _ in range(3):
        client.message.send_text(openid, "还有")
    return [errcode_of(lambda: client.message.send_text(openid, "太多"))]


def errcode_of(act: Callable[[], Any]) -> int:
    with pytest.raises(WeChatClientException) as refused:
        act()
    return int(refused.value.errcode)


@pytest.mark.usefixtures("account_bot")
async def test_wechatpy_redeems_a_page_login(wecom: Emulator):
    account, official = wecom.world.wechat.account, wecom.world.wechat
    code = official.logins.issue(0, official.customer("王女士").openid, official.now())

    class OAuth(WeChatOAuth):
        API_BASE_URL = f"{wecom.url}/"

    def drive() -> Any:
        return OAuth(account.appid, account.secret, "http://example.com").fetch_access_token(code)

    assert (await asyncio.to_thread(drive))["openid"] == official.customer("王女士").openid
