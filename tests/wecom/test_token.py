from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.channels import token
from bot.channels.errors import ChannelError, ChannelMisconfigured, ChannelUnavailable
from bot.channels.token import EARLY, LEASE, MemoryTokenStore, Token
from bot.wecom import message
from bot.wecom.client import Sent, WecomClient
from tests.wecom.conftest import NewClient
from tests.wecom.tiny_wecom import Clock, TinyWecom

HELLO = message.text("zhangsan", "hello")


async def send(client: WecomClient) -> Sent | ChannelError:
    try:
        return await client.send(HELLO)
    except ChannelError as error:
        return error


async def test_fifty_at_once_with_an_expired_token_fetch_one(client: WecomClient, wecom: TinyWecom, clock: Clock):
    await client.send(HELLO)
    clock.pass_by(hours=3)
    sent = await asyncio.gather(*(send(client) for _ in range(50)))
    assert all(isinstance(each, Sent) for each in sent)
    assert len(wecom.calls_of("gettoken")) == 2


async def test_a_token_is_used_until_shortly_before_its_end(client: WecomClient, wecom: TinyWecom, clock: Clock):
    await client.send(HELLO)
    clock.pass_by(seconds=7200 - EARLY.total_seconds() - 1)
    await client.send(HELLO)
    assert wecom.issued == 1
    clock.pass_by(seconds=1)
    await client.send(HELLO)
    assert wecom.issued == 2


async def test_a_token_that_dies_early_is_replaced_and_the_call_made_again(client: WecomClient, wecom: TinyWecom):
    await client.send(HELLO)
    wecom.kill_tokens()
    await client.send(HELLO)
    assert wecom.issued == 2
    assert len(wecom.calls_of("message/send")) == 3


async def test_an_expired_token_is_replaced_like_a_dead_one(client: WecomClient, wecom: TinyWecom):
    wecom.says("message/send", {"errcode": 42001, "errmsg": "access_token expired"}, {"errcode": 0})
    await client.send(HELLO)
    assert wecom.issued == 2


async def test_fifty_whose_token_died_fetch_one(client: WecomClient, wecom: TinyWecom):
    await client.send(HELLO)
    wecom.kill_tokens()
    sent = await asyncio.gather(*(send(client) for _ in range(50)))
    assert all(isinstance(each, Sent) for each in sent)
    assert wecom.issued == 2


async def test_a_server_that_refuses_every_token_is_asked_for_two(client: WecomClient, wecom: TinyWecom, clock: Clock):
    wecom.says("message/send", {"errcode": 40014, "errmsg": "invalid access_token"})
    for _ in range(3):
        failed = await asyncio.gather(*(send(client) for _ in range(50)))
        assert all(isinstance(each, ChannelUnavailable) for each in failed)
    assert len(wecom.calls_of("gettoken")) == 2
    clock.pass_by(minutes=1)
    await asyncio.gather(*(send(client) for _ in range(50)))
    assert len(wecom.calls_of("gettoken")) == 3


async def test_a_token_that_another_process_keeps_is_used(
    client: WecomClient, wecom: TinyWecom, store: MemoryTokenStore, clock: Clock
):
    wecom.valid.add("theirs")
    await store.save(Token("theirs", clock() + timedelta(hours=2)))
    await client.send(HELLO)
    assert wecom.issued == 0


async def test_of_two_processes_one_fetches_and_the_other_waits(
    new_client: NewClient, wecom: TinyWecom, store: MemoryTokenStore
):
    release = wecom.hold_tokens()
    first = asyncio.create_task(send(new_client(store)))
    await wecom.token_asked.wait()
    second = asyncio.create_task(send(new_client(store)))
    release.set()
    assert isinstance(await first, Sent)
    assert isinstance(await second, Sent)
    assert wecom.issued == 1


async def test_two_processes_whose_token_died_fetch_one(
    new_client: NewClient, wecom: TinyWecom, store: MemoryTokenStore
):
    clients = [new_client(store), new_client(store)]
    for client in clients:
        await client.send(HELLO)
    wecom.kill_tokens()
    sent = await asyncio.gather(*(send(client) for client in clients * 10))
    assert all(isinstance(each, Sent) for each in sent)
    assert wecom.issued == 2


async def test_a_process_that_died_while_fetching_is_replaced(
    client: WecomClient, wecom: TinyWecom, store: MemoryTokenStore, clock: Clock
):
    assert await store.lease(clock() + LEASE)
    waiting = asyncio.create_task(send(client))
    await asyncio.sleep(0)
    assert not waiting.done()
    clock.pass_by(seconds=LEASE.total_seconds())
    assert isinstance(await waiting, Sent)
    assert wecom.issued == 1


async def test_waiting_for_another_process_has_an_end(
    client: WecomClient,
    wecom: TinyWecom,
    store: MemoryTokenStore,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(token, "LOOK_AGAIN", timedelta(milliseconds=1))
    monkeypatch.setattr(token, "LEASE", timedelta(milliseconds=5))
    assert await store.lease(clock() + timedelta(hours=1))
    error = await send(client)
    assert isinstance(error, ChannelUnavailable)
    assert not error.maybe_delivered
    assert wecom.calls == []


async def test_while_another_process_renews_early_the_old_token_still_serves(
    client: WecomClient, wecom: TinyWecom, store: MemoryTokenStore, clock: Clock
):
    await client.send(HELLO)
    clock.pass_by(seconds=7200 - EARLY.total_seconds())
    assert await store.lease(clock() + LEASE)
    await client.send(HELLO)
    assert wecom.issued == 1


async def test_an_early_renewal_that_fails_hurts_nobody(client: WecomClient, wecom: TinyWecom, clock: Clock):
    await client.send(HELLO)
    clock.pass_by(seconds=7200 - EARLY.total_seconds())
    wecom.says("gettoken", {"errcode": -1, "errmsg": "system busy"})
    for _ in range(5):
        assert isinstance(await send(client), Sent)
    assert len(wecom.calls_of("gettoken")) == 2


async def test_after_a_refused_secret_nobody_asks_before_the_cool_down_has_passed(
    client: WecomClient, wecom: TinyWecom, clock: Clock
):
    wecom.says("gettoken", {"errcode": 40001, "errmsg": "invalid credential"})
    failed = await asyncio.gather(*(send(client) for _ in range(50)))
    assert all(isinstance(each, ChannelMisconfigured) and each.errcode == 40001 for each in failed)
    clock.pass_by(minutes=9)
    assert isinstance(await send(client), ChannelMisconfigured)
    assert len(wecom.calls_of("gettoken")) == 1
    clock.pass_by(minutes=1)
    await send(client)
    assert len(wecom.calls_of("gettoken")) == 2


@pytest.mark.parametrize(("errcode", "minutes"), [(45009, 60), (60020, 1), (40013, 10)])
async def test_how_long_the_silence_is(client: WecomClient, wecom: TinyWecom, clock: Clock, errcode: int, minutes: int):
    wecom.says("gettoken", {"errcode": errcode, "errmsg": "no"}, {"errcode": 0, "access_token": "t", "expires_in": 1})
    wecom.valid.add("t")
    for _ in range(2):
        error = await send(client)
        assert isinstance(error, ChannelError)
        assert error.errcode == errcode
    clock.pass_by(minutes=minutes, seconds=-1)
    assert isinstance(await send(client), ChannelError)
    assert len(wecom.calls_of("gettoken")) == 1
    clock.pass_by(seconds=1)
    assert isinstance(await send(client), Sent)


async def test_a_hiccup_of_gettoken_is_over_in_seconds(client: WecomClient, wecom: TinyWecom, clock: Clock):
    wecom.says("gettoken", {"errcode": -1, "errmsg": "busy"}, {"errcode": 0, "access_token": "t", "expires_in": 7200})
    wecom.valid.add("t")
    assert isinstance(await send(client), ChannelUnavailable)
    clock.pass_by(seconds=2)
    assert isinstance(await send(client), Sent)


@pytest.mark.parametrize("answer", [{"errcode": 0}, {"access_token": "t"}, {"access_token": "t", "expires_in": "soon"}])
async def test_a_token_answer_without_a_token_is_an_outage(
    client: WecomClient, wecom: TinyWecom, answer: dict[str, object]
):
    wecom.says("gettoken", answer)
    error = await send(client)
    assert isinstance(error, ChannelUnavailable)
    assert not error.maybe_delivered


async def test_the_memory_store_leases_to_one_until_then_and_forgets_only_what_it_is_told(
    store: MemoryTokenStore, clock: Clock
):
    until = clock() + timedelta(seconds=20)
    assert [await store.lease(until), await store.lease(until)] == [True, False]
    clock.pass_by(seconds=20)
    assert await store.lease(clock() + LEASE)
    kept = Token("a", clock())
    await store.save(kept)
    await store.forget("b")
    assert await store.current() == kept
    await store.forget("a")
    assert await store.current() is None


def test_a_token_keeps_its_value_to_itself(clock: Clock):
    assert "hush" not in repr(Token("hush", clock()))


async def test_a_token_that_is_given_once_more_near_its_end_is_not_asked_for_at_every_call(
    client: WecomClient, wecom: TinyWecom, clock: Clock
):
    again = {"errcode": 0, "errmsg": "ok", "access_token": "same", "expires_in": 480}
    wecom.valid.add("same")
    wecom.says("gettoken", again)
    for _ in range(5):
        await client.send(HELLO)
    assert len(wecom.calls_of("gettoken")) == 1
    clock.pass_by(minutes=2)
    await client.send(HELLO)
    assert len(wecom.calls_of("gettoken")) == 2


async def test_if_it_dies_all_the_same_another_one_is_asked_for_at_once(client: WecomClient, wecom: TinyWecom):
    wecom.valid |= {"same", "new"}
    answers = [{"access_token": "same", "expires_in": 480}, {"access_token": "new", "expires_in": 7200}]
    wecom.says("gettoken", *answers)
    await client.send(HELLO)
    wecom.valid.discard("same")
    await client.send(HELLO)
    assert [call.query["access_token"] for call in wecom.calls_of("message/send")] == ["same", "same", "new"]


async def test_a_clock_that_is_set_back_makes_no_silence_longer(client: WecomClient, wecom: TinyWecom, clock: Clock):
    wecom.says("gettoken", {"errcode": -1, "errmsg": "busy"}, {"errcode": 0, "access_token": "t", "expires_in": 7200})
    wecom.valid.add("t")
    assert isinstance(await send(client), ChannelUnavailable)
    clock.pass_by(days=-1)
    assert isinstance(await send(client), Sent)


async def test_a_token_that_dies_after_the_clock_was_set_back_is_replaced_like_any_other(
    client: WecomClient, wecom: TinyWecom, clock: Clock
):
    await client.send(HELLO)
    wecom.kill_tokens()
    await client.send(HELLO)
    clock.pass_by(days=-1)
    wecom.kill_tokens()
    assert isinstance(await send(client), Sent)
