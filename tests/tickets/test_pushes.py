from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.samples import NOW
from tickets.notifications import Stage
from tickets.pushes import KEPT, SOON, TRUE_WHILE, WORTH_AN_SMS, Plan, Ways, Why, plan
from tickets.ways import Way
from tickets.windows import ALLOWED, Opened, Window

HOUR = timedelta(hours=1)


def talked(sent: int = 0, ago: timedelta = HOUR) -> Ways:
    return Ways(windows=(Window(by=Opened.MESSAGE, at=NOW - ago, sent=sent),))


def ways(told: Ways, **changes: object) -> Ways:
    return replace(told, **changes)  # type: ignore[arg-type]  # a test's shorthand


def test_every_stage_has_its_rules() -> None:
    assert set(KEPT) == set(TRUE_WHILE) == set(Stage)


def test_within_48_hours_of_a_message_it_is_the_chat() -> None:
    assert plan(Stage.CLAIMED, talked(), NOW) == Plan(Way.CHAT, Why.OPEN)


def test_after_that_it_is_a_template() -> None:
    assert plan(Stage.CLAIMED, ways(talked(ago=49 * HOUR), template=True), NOW) == Plan(Way.TEMPLATE, Why.CLOSED)


def test_the_way_is_changed_before_the_window_closes() -> None:
    just_open = ways(talked(ago=48 * HOUR - timedelta(seconds=30)), template=True)
    assert plan(Stage.DONE, just_open, NOW) == Plan(Way.TEMPLATE, Why.CLOSED)


def test_the_last_message_is_for_the_acceptance() -> None:
    last = ways(talked(sent=4), template=True)
    assert plan(Stage.ON_SITE, last, NOW) == Plan(Way.TEMPLATE, Why.KEPT)
    assert plan(Stage.DONE, last, NOW) == Plan(Way.CHAT, Why.OPEN)


def test_the_last_but_one_is_for_the_departure() -> None:
    assert plan(Stage.CLAIMED, talked(sent=3), NOW) == Plan(None, Why.KEPT)
    assert plan(Stage.TRAVELLING, talked(sent=3), NOW) == Plan(Way.CHAT, Why.OPEN)


def test_what_was_kept_may_go_when_the_window_is_about_to_close() -> None:
    last = talked(sent=4, ago=48 * HOUR - SOON / 2)
    assert plan(Stage.TRAVELLING, last, NOW) == Plan(Way.CHAT, Why.OPEN)


def test_an_end_keeps_one_where_another_matter_is_to_be_accepted() -> None:
    assert plan(Stage.CLOSED, talked(sent=4), NOW) == Plan(Way.CHAT, Why.OPEN)
    assert plan(Stage.CLOSED, ways(talked(sent=4), others=True), NOW) == Plan(None, Why.KEPT)


def test_a_click_allows_three_for_a_minute() -> None:
    clicked = Ways(windows=(Window(by=Opened.CLICK, at=NOW - timedelta(seconds=20), sent=2),))
    assert plan(Stage.REPORTED, clicked, NOW).way is Way.CHAT
    late = Ways(windows=(Window(by=Opened.CLICK, at=NOW - timedelta(seconds=55)),))
    assert plan(Stage.REPORTED, late, NOW).chat is Why.CLOSED


def test_a_click_does_not_spend_what_the_message_before_it_has_left_for_the_acceptance() -> None:
    both = (Window(by=Opened.CLICK, at=NOW), Window(by=Opened.MESSAGE, at=NOW - HOUR, sent=4))
    assert plan(Stage.ON_SITE, Ways(windows=both), NOW) == Plan(None, Why.KEPT)


def test_an_sms_is_for_what_matters() -> None:
    by_sms = Ways(sms=True)
    assert plan(Stage.TRAVELLING, by_sms, NOW) == Plan(Way.SMS, Why.CLOSED)
    assert plan(Stage.ON_SITE, by_sms, NOW) == Plan(None, Why.CLOSED)


def test_what_was_refused_a_moment_ago_is_not_tried_again() -> None:
    refused = ways(talked(), template=True, refused=frozenset({Way.CHAT}))
    assert plan(Stage.DONE, refused, NOW) == Plan(Way.TEMPLATE, Why.REFUSED)
    nothing = ways(refused, refused=frozenset({Way.CHAT, Way.TEMPLATE}))
    assert plan(Stage.DONE, nothing, NOW).lost


def test_where_no_way_is_left_the_stage_is_lost_and_staff_is_to_know() -> None:
    assert plan(Stage.ON_SITE, Ways(), NOW) == Plan(None, Why.CLOSED, lost=True)


class WeChat:
    """What the documentation says, counted by itself: a second opinion."""

    def __init__(self) -> None:
        self.windows: dict[Opened, list] = {}

    def hears(self, opened: Opened, at: object) -> None:
        self.windows[opened] = [at, 0]

    def is_sent(self, at: object) -> bool:
        open_ones = [each for by, each in self.windows.items() if at < each[0] + ALLOWED[by][1]]
        left = max((ALLOWED[by][0] - each[1] for by, each in self.windows.items() if each in open_ones), default=0)
        for each in open_ones:
            each[1] += 1
        return left > 0


MOMENTS = st.lists(
    st.tuples(
        st.sampled_from([timedelta(seconds=5), timedelta(minutes=3), 2 * HOUR, 13 * HOUR, 30 * HOUR]),
        st.one_of(st.sampled_from(list(Opened)), st.sampled_from(list(Stage))),
    ),
    max_size=30,
)


@given(MOMENTS, st.booleans(), st.booleans())
def test_nothing_is_ever_refused_and_the_acceptance_finds_a_message(moments: list, template: bool, sms: bool) -> None:
    wechat, windows, now = WeChat(), {}, NOW
    spent_by_acceptance = False
    for passed, what in moments:
        now += passed
        if isinstance(what, Opened):
            wechat.hears(what, now)
            windows[what] = Window(by=what, at=now)
            spent_by_acceptance = spent_by_acceptance and what is not Opened.MESSAGE
            continue
        found = Ways(windows=tuple(windows.values()), template=template, sms=sms, others=True)
        planned = plan(what, found, now)
        if planned.way is Way.CHAT:
            assert wechat.is_sent(now)
            windows = {by: Window(by=by, at=each.at, sent=each.sent + 1) for by, each in windows.items()}
            spent_by_acceptance = spent_by_acceptance or what is Stage.DONE
        if planned.way is Way.SMS:
            assert sms
            assert not template
            assert what in WORTH_AN_SMS
        if planned.lost:
            assert not template
            assert not sms
        lasting = windows.get(Opened.MESSAGE)
        if lasting is not None and now + SOON < lasting.closes_at and not spent_by_acceptance:
            assert lasting.left >= 1
