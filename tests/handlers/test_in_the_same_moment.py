from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import handlers
from handlers.context import Context, Desk
from handlers.replies import PerhapsThatOne
from handlers.updates import CardClick
from nlp import read
from storage.database import Database
from storage.inbox import Outcome
from storage.schema import metadata
from tests.handlers.conftest import Office
from tests.tickets.samples import minimal_playbook
from tickets.drafts import CapturePolicy

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"
A_MOMENT = 0.3
"""Seconds: so long the first one's transaction stays open while the second begins."""


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    database = Database(database_url)
    metadata.create_all(database.engine)
    yield Office(database, Desk(playbook=minimal_playbook(), capture=CapturePolicy(), read=read))
    database.close()


def test_of_two_who_submit_the_same_matter_the_second_is_told_of_the_firsts_ticket(office: Office) -> None:
    office.says(REPORT)
    office.says(REPORT, "dingjie")
    click = CardClick(
        id="c1", sender="lijing", at=office.now, task_id="t", key="submit:draft:1", response_code="rc", selections=()
    )
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        with office.database.unit_of_work("demo") as uow:
            first = handlers.handle(Context(uow, office.desk, office.now), click)
            second = elsewhere.submit(office.presses, "submit:draft:2", "dingjie")
            time.sleep(A_MOMENT)
        answer = second.result()
    assert first.outcome is Outcome.TICKET
    assert (answer.outcome, answer.reason) == (Outcome.ASKED, "perhaps_that_one")
    assert isinstance(answer.reply, PerhapsThatOne)
    assert answer.reply.ticket.id == first.ticket_id
