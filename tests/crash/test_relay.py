"""The relay and servers that refuse, hang or say nothing."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.outbox import AT_ONCE, MOST_ATTEMPTS
from bot.wecom.errcodes import FIX_AND_RETRY_AFTER
from storage.deliveries import MINUTE_BUDGET
from tests.crash.desk import HOUR, Desk
from tests.crash.process import PATIENCE
from tests.crash.troubles import locked

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_two_errands_with_the_same_words_are_two_messages(desk: Desk) -> None:
    desk.add()
    desk.add()
    await desk.round()
    first, second = desk.wecom.asked
    assert first["text"] == second["text"]
    assert first != second, "or WeCom would take the second for a repetition of the first"


async def test_while_the_first_of_a_lane_waits_the_relay_rests(desk: Desk) -> None:
    await desk.wecom.closes()
    desk.add()
    desk.add()
    following = await desk.round()
    assert [row.attempts for row in desk.rows()] == [1, 0]
    assert following is not None
    assert following > desk.now()


async def test_a_relay_that_is_full_rests_until_something_ends(desk: Desk) -> None:
    desk.wecom.answers.clear()
    for number in range(AT_ONCE + 1):
        desk.add(lane=f"member{number}", recipient=f"member{number}")
    assert await desk.relay.drain() is None
    assert await desk.relay.drain() is None
    desk.wecom.answers.set()
    await desk.round()
    assert len(desk.wecom.asked) == AT_ONCE + 1
    assert set(desk.states()) == {"done"}


async def test_what_is_under_way_is_not_begun_again_because_the_clock_jumped(desk: Desk) -> None:
    desk.wecom.answers.clear()
    desk.add()
    await desk.relay.drain()
    desk.passes(HOUR)
    assert await desk.relay.drain() is None
    desk.wecom.answers.set()
    await desk.round()
    assert (len(desk.wecom.asked), desk.states()) == (1, ["done"])


async def test_an_errand_that_cannot_be_prepared_stops_nobody(desk: Desk, allow_errors) -> None:
    allow_errors("errand failed")
    desk.add(lane="broken", data={"text": {"no": "text"}})
    desk.add()
    following = await desk.round()
    broken, whole = desk.rows()
    assert (broken.state, broken.attempts, whole.state) == ("waiting", 1, "done")
    assert following is not None
    assert following > desk.now(), "it is tried again, but not at once"


async def test_an_errand_that_was_done_but_cannot_be_settled_is_not_done_again(desk: Desk, allow_errors) -> None:
    allow_errors("errand cannot be settled")
    desk.add()
    desk.change(request={"touser": "wang", "template_card": {"it": "has no task id"}})
    await desk.round()
    desk.passes(HOUR)
    await desk.round()
    assert (len(desk.wecom.asked), desk.states()) == (1, ["dead"])


async def test_what_may_have_arrived_is_repeated_to_the_letter_whatever_happens_meanwhile(desk: Desk) -> None:
    desk.add()
    desk.wecom.hangs_up = True
    await desk.round()
    (unsure,) = desk.rows()
    assert unsure.request is not None
    desk.change(data={"text": "再见"})
    await desk.wecom.closes()
    desk.passes(HOUR)
    await desk.round()
    assert desk.rows()[0].request == unsure.request, "that this attempt did not arrive says nothing about the first"

    desk.wecom.hangs_up = False
    await desk.wecom.opens()
    desk.passes(HOUR)
    await desk.round()
    first, again = desk.wecom.asked
    assert again == first
    assert desk.states() == ["done"]


async def test_what_certainly_did_not_arrive_says_next_time_what_is_true_then(desk: Desk) -> None:
    await desk.wecom.closes()
    desk.add()
    await desk.round()
    assert [(row.state, row.request) for row in desk.rows()] == [("waiting", None)]


@pytest.mark.parametrize("errcode", [None, 45033], ids=["no connection", "not accepted"])
async def test_attempts_that_did_not_arrive_leave_a_member_his_thirty_messages(desk: Desk, errcode: int | None) -> None:
    for number in range(MINUTE_BUDGET):
        desk.add(lane=f"matter{number}")
    if errcode is None:
        await desk.wecom.closes()
    else:
        desk.wecom.errcode = errcode
    await desk.round()
    assert [row.attempts for row in desk.rows()] == [1] * MINUTE_BUDGET
    if errcode is None:
        await desk.wecom.opens()
    desk.wecom.errcode = 0
    desk.passes(timedelta(seconds=6))
    await desk.round()
    assert set(desk.states()) == {"done"}


async def test_what_may_have_arrived_counts(desk: Desk) -> None:
    for number in range(MINUTE_BUDGET):
        desk.add(lane=f"matter{number}")
    desk.wecom.hangs_up = True
    await desk.round()
    desk.wecom.hangs_up = False
    desk.passes(timedelta(seconds=6))
    await desk.round()
    assert len(desk.wecom.asked) == MINUTE_BUDGET
    assert "waiting" in desk.states()


async def test_it_gives_up_after_a_number_of_attempts_and_not_because_time_has_passed(desk: Desk) -> None:
    await desk.wecom.closes()
    desk.add()
    desk.passes(1000 * HOUR)
    await desk.round()
    assert desk.states() == ["waiting"]
    desk.change(attempts=MOST_ATTEMPTS - 1)
    desk.passes(HOUR)
    await desk.round()
    assert desk.states() == ["dead"]


@pytest.mark.parametrize("errcode", [60020, 48002])
async def test_waiting_for_the_operator_is_no_attempt_and_as_long_as_the_error_says(
    desk: Desk, allow_errors, errcode: int
) -> None:
    allow_errors("channel misconfigured")
    desk.wecom.errcode = errcode
    desk.add()
    await desk.round()
    (row,) = desk.rows()
    assert (row.state, row.attempts) == ("waiting", 0)
    assert row.not_before == desk.now() + FIX_AND_RETRY_AFTER[errcode]


async def test_an_answer_that_cannot_be_written_down_is_not_asked_for_again(desk: Desk, logged) -> None:
    desk.wecom.answers.clear()
    desk.add()
    await desk.relay.drain()
    with locked(desk.works.database):
        desk.wecom.answers.set()
        async with asyncio.timeout(PATIENCE):
            while not logged.about("errand not settled yet"):  # noqa: ASYNC110  # a log has nothing to wait for
                await asyncio.sleep(0.01)
    await desk.round()
    assert (len(desk.wecom.asked), desk.states()) == (1, ["done"])
