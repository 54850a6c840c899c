"""Whatever is said and pressed, in whatever order: each update has one outcome, and whatever follows can be shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.drafts import draft_card
from bot.cards.tickets import View, reporters_card, ticket_card
from bot.texts import answers
from handlers.context import Context, Desk
from handlers.keys import Button
from handlers.replies import Answer
from handlers.timers import fire
from handlers.updates import MediaKind
from nlp import read
from storage.database import Database
from storage.inbox import Outcome
from storage.schema import metadata
from tests.handlers.conftest import Office
from tests.tickets.samples import minimal_playbook
from tickets.drafts import CapturePolicy, DraftStatus
from tickets.ticket import Status

TEXTS = (
    "钱江新城3幢2单元电梯门关不上，王女士13800001111",
    "钱江新城3幢2单元501厨房水管漏水",
    "滨江花园5幢302马桶堵了，13700003333",
    "1. 钱江新城3幢501漏水 13800001111\n2. 滨江花园5幢302马桶堵了",
    "张三 11-20 09:12\n3幢501厨房漏水\n李静 11-20 09:13\n电话多少",
    "13900002222",
    "王女士 13800001111",
    "5幢302",
    "电话 13900002222，不急",
    "去掉电话",
    "加急",
    "类别 电梯",
    "预约改到明天下午",
    "好的谢谢",
    "在吗",
    "提交",
    "作废",
    "改",
    "看出处",
    "接单",
    "完工",
    "帮助",
    "报修",
    "我的工单",
    "客户又催了",
    "1120-1",
    "1120-2 客户又催了",
    "1120-1 1120-2 1120-9",
    "1120-1 接单",
    "1120-1 完工",
    "1120-1 地址 钱江新城5幢",
    "那个东西又那样了",
    "记得带梯子",
    "很长" * 600,
    "\u200b",
    "]]><xml>",
)
PEOPLE = ("lijing", "wanggong", "zhaogong", "sunban", "zhouzong")
KEYS = [f"{button}:{kind}:{number}" for button in Button for kind in ("draft", "ticket") for number in (1, 2, 9)]

STEPS = st.one_of(
    st.tuples(st.just("says"), st.sampled_from(TEXTS)),
    st.tuples(st.just("presses"), st.sampled_from(KEYS)),
    st.tuples(st.just("sends"), st.sampled_from([*MediaKind])),
    st.tuples(st.just("shares"), st.sampled_from(["杭州市钱江新城", ""])),
    st.tuples(st.just("waits"), st.sampled_from([1, 20, 100, 700, 2000, 90_000])),
)
CONVERSATION = st.lists(st.tuples(st.sampled_from(PEOPLE), STEPS), min_size=1, max_size=25)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory):
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('conversations')}/paidan.db")
    metadata.create_all(database.engine)
    yield database
    database.close()


@settings(max_examples=60)
@given(CONVERSATION)
def test_no_conversation_ends_in_anything_but_outcomes_that_can_be_told(database: Database, conversation) -> None:
    with database.transaction() as connection:
        for table in metadata.sorted_tables:
            connection.execute(table.delete())
    office = Office(database, Desk(playbook=minimal_playbook(), capture=CapturePolicy(), read=read))
    for sender, (act, what) in conversation:
        if act == "waits":
            office.passes(seconds=what)
            _fire_timers(office)
        else:
            _check(getattr(office, act)(what, sender=sender))
        _check_everything_that_is_shown(office)


def _check(answer: Answer) -> None:
    assert answer.reason or answer.outcome not in (Outcome.IGNORED, Outcome.REFUSED)
    if answer.reply is not None:
        assert answers.reply(answer.reply, minimal_playbook()).strip()


def _fire_timers(office: Office) -> None:
    with office.database.unit_of_work("demo") as uow:
        for timer in uow.timers.due(office.now):
            fire(Context(uow, office.desk, office.now), timer)


def _check_everything_that_is_shown(office: Office) -> None:
    """Cards are checked against WeCom's limits when they are drawn; and what the rows say fits together."""
    playbook = office.desk.playbook
    with office.database.reading("demo") as uow:
        for number in range(1, 30):
            if (draft := uow.drafts.get(number)) is None:
                break
            ticket = uow.tickets.get(draft.ticket_id) if draft.ticket_id else None
            assert (draft.status is DraftStatus.SUBMITTED) == (ticket is not None)
            if ticket is None:
                draft_card(draft, playbook)
            else:
                reporters_card(View(ticket, draft.sender, playbook, office.now, {}))
        for number in uow.reports.ticket_ids(30):
            ticket = uow.tickets.get(number)
            assert ticket is not None
            assert (ticket.status is Status.OPEN) == (ticket.assignee is None)
            assert uow.tickets.history_is_whole(number)
            for member in PEOPLE:
                ticket_card(View(ticket, member, playbook, office.now, {"image": 2}))
