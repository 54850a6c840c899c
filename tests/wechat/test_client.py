from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web

from bot.channels.errors import ChannelMisconfigured, ChannelRejected, ChannelUnavailable, TokenRefused
from bot.channels.shut import Shut, WayShut
from bot.wechat.client import MOST_TEXT, Code, Follower, WechatClient
from bot.wechat.errcodes import FIX_AND_RETRY_AFTER, RETRY_AFTER, SHUT, TOKEN_REFUSALS, error_for
from bot.wechat.template import template
from tests.wecom.tiny_wecom import SECRET, Call, Clock, TinyWecom

OPENID = "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"


async def test_the_stable_token_is_asked_for_once_and_used_until_it_ages(
    client: WechatClient, wechat: TinyWecom, clock: Clock
):
    for _ in range(3):
        await client.say(OPENID, "您好")
    [asked] = wechat.calls_of("stable_token")
    assert asked.json == {"grant_type": "client_credential", "appid": "wx1", "secret": SECRET}
    assert asked.query == {}
    clock.pass_by(hours=2)
    await client.say(OPENID, "您好")
    assert len(wechat.calls_of("stable_token")) == 2


async def test_a_text_goes_out_as_documented_and_in_chinese(client: WechatClient, wechat: TinyWecom):
    await client.say(OPENID, "师傅已出发")
    [call] = wechat.calls_of("message/custom/send")
    assert call.json == {"touser": OPENID, "msgtype": "text", "text": {"content": "师傅已出发"}}
    assert "师傅已出发".encode() in call.body


async def test_a_long_text_is_cut_to_what_wechat_takes(client: WechatClient, wechat: TinyWecom):
    await client.say(OPENID, "漏" * 1000)
    [call] = wechat.calls_of("message/custom/send")
    assert len(call.json["text"]["content"].encode()) <= MOST_TEXT


async def test_a_template_gives_the_id_that_its_fate_is_told_by(client: WechatClient, wechat: TinyWecom):
    wechat.says("message/template/send", {"errcode": 0, "errmsg": "ok", "msgid": 200228332})
    message = template(OPENID, "T", {"thing1": "漏水"})
    assert await client.send_template(message) == "200228332"
    assert wechat.calls_of("message/template/send")[0].json == message


async def test_codes_for_a_while_and_for_ever(client: WechatClient, wechat: TinyWecom):
    wechat.says("qrcode/create", {"ticket": "t", "expire_seconds": 60, "url": "http://weixin.qq.com/q/x"})
    assert await client.qr_code("d-42", timedelta(days=60)) == Code("t", "http://weixin.qq.com/q/x")
    await client.qr_code("d-42")
    brief, lasting = (call.json for call in wechat.calls_of("qrcode/create"))
    scene = {"scene": {"scene_str": "d-42"}}
    assert brief == {"action_name": "QR_STR_SCENE", "expire_seconds": 2592000, "action_info": scene}
    assert lasting == {"action_name": "QR_LIMIT_STR_SCENE", "action_info": scene}
    with pytest.raises(ValueError, match="1 to 64"):
        await client.qr_code("x" * 65)


async def test_nobodys_words_become_a_link_that_hides_where_it_leads(client: WechatClient, wechat: TinyWecom):
    await client.say(OPENID, '工作人员回复：<a href="https://evil.example">点这里</a>')
    [call] = wechat.calls_of("message/custom/send")
    assert call.json["text"]["content"] == '工作人员回复：＜a href="https://evil.example">点这里</a>'


async def test_a_file_and_who_follows(client: WechatClient, wechat: TinyWecom):
    async def file(_: Call) -> web.StreamResponse:
        return web.Response(body=b"photo", headers={"Content-Type": "image/jpeg", "Content-Disposition": "attachment"})

    wechat.says("media/get", file)
    told = {"subscribe": 1, "openid": OPENID, "unionid": "u"}
    wechat.says("user/info", told, {"subscribe": 0, "openid": OPENID}, {**told, "unionid": ""})
    assert (await client.media("m-1")).content == b"photo"
    assert await client.follower(OPENID) == Follower(OPENID, follows=True, unionid="u")
    assert await client.follower(OPENID) == Follower(OPENID, follows=False)
    assert await client.follower(OPENID) == Follower(OPENID, follows=True, unionid=None), "not bound"


async def test_a_video_is_fetched_from_where_wechat_says_it_is(client: WechatClient, wechat: TinyWecom):
    async def address(call: Call) -> dict[str, object]:
        return {"video_url": f"http://{call.headers['Host']}/cgi-bin/video/1?access_token={call.query['access_token']}"}

    async def video(_: Call) -> web.StreamResponse:
        return web.Response(body=b"video", headers={"Content-Type": "video/mp4"})

    wechat.says("media/get", address)
    wechat.says("video/1", video)
    found = await client.media("m-1")
    assert (found.content, found.content_type) == (b"video", "video/mp4")


async def test_a_video_that_is_always_somewhere_else_is_an_outage(client: WechatClient, wechat: TinyWecom):
    async def address(call: Call) -> dict[str, object]:
        token = call.query["access_token"]
        return {"video_url": f"http://{call.headers['Host']}/cgi-bin/media/get?access_token={token}"}

    wechat.says("media/get", address)
    with pytest.raises(ChannelUnavailable):
        await client.media("m-1")


@pytest.mark.parametrize("errcode", sorted(TOKEN_REFUSALS))
async def test_a_dead_token_is_replaced_once(client: WechatClient, wechat: TinyWecom, errcode: int):
    wechat.says("message/custom/send", {"errcode": errcode, "errmsg": "dead"}, {"errcode": 0, "errmsg": "ok"})
    await client.say(OPENID, "您好")
    assert wechat.issued == 2


@pytest.mark.parametrize("errcode", [40001, 40125, 40164])
async def test_a_wrong_secret_waits_for_the_operator_and_nobody_asks_again_at_once(
    client: WechatClient, wechat: TinyWecom, errcode: int
):
    wechat.says("stable_token", {"errcode": errcode, "errmsg": "invalid"})
    for _ in range(3):
        with pytest.raises(ChannelMisconfigured) as error:
            await client.say(OPENID, "您好")
        assert error.value.errcode == errcode
    assert len(wechat.calls_of("stable_token")) == 1


@pytest.mark.parametrize(("errcode", "shut"), sorted(SHUT.items()))
async def test_what_shuts_a_way(client: WechatClient, wechat: TinyWecom, errcode: int, shut: Shut):
    wechat.says("message/custom/send", {"errcode": errcode, "errmsg": "no"})
    with pytest.raises(WayShut) as error:
        await client.say(OPENID, "您好")
    assert error.value.shut is shut


def test_no_number_means_two_things():
    tables = [set(TOKEN_REFUSALS), set(RETRY_AFTER), set(FIX_AND_RETRY_AFTER), set(SHUT)]
    assert sum(map(len, tables)) == len(set().union(*tables))
    kinds = {40014: TokenRefused, 45009: ChannelUnavailable, 48001: ChannelMisconfigured, 45015: WayShut}
    assert {number: type(error_for(number, "")) for number in kinds} == kinds
    assert type(error_for(99999, "")) is ChannelRejected


async def test_an_answer_that_lacks_what_was_asked_for_may_have_done_it(client: WechatClient, wechat: TinyWecom):
    assert wechat.calls == []
    with pytest.raises(ChannelUnavailable) as error:
        await client.send_template(template(OPENID, "T", {"thing1": "漏水"}))
    assert error.value.maybe_delivered


async def test_the_secret_is_nowhere_to_be_seen(client: WechatClient, wechat: TinyWecom):
    wechat.says("stable_token", {"errcode": 40125, "errmsg": f"invalid appsecret {SECRET}"})
    with pytest.raises(ChannelMisconfigured) as error:
        await client.say(OPENID, "您好")
    assert SECRET not in str(error.value) + repr(vars(client))
