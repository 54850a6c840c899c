"""Nothing internal stands in anything that a customer reads: every text there is, rendered from marked secrets."""

from __future__ import annotations

import dataclasses
import typing
from datetime import datetime

import pytest

from bot.texts import customer_answers, customer_news
from handlers.replies import CustomerProgress, CustomerReply
from tests.tickets.samples import NOW
from tests.tickets.secret_ticket import secret_playbook, secret_ticket, secrets_in
from tickets.customers import PlaceCode
from tickets.fields import FieldName
from tickets.notifications import Stage
from tickets.ticket import Status, Ticket

SAID = {"fault": "灯不亮", "words": "改时间", "number": "1120-7", "numbers": ("1120-7", "1120-8"), "when": "明天"}


def sample(kind: type[CustomerReply], ticket: Ticket) -> CustomerReply:
    """One with the ticket in it wherever one can be."""
    values = {
        "ticket": ticket,
        "tickets": (ticket,),
        "pages": {ticket.id: "https://example.com/t/x"},
        "about": FieldName.ADDRESS,
        "place": PlaceCode(scene="s", address="3幢", device="电梯"),
        **SAID,
    }
    fields = {each.name: values.get(each.name, True) for each in dataclasses.fields(kind)}
    return kind(**fields)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", typing.get_args(CustomerReply), ids=lambda kind: kind.__name__)
def test_no_answer_tells_a_secret(kind: type[CustomerReply], status: Status) -> None:
    said = customer_answers.reply(sample(kind, secret_ticket(status)), secret_playbook())
    assert secrets_in(said, own=False) == []


def test_the_marks_would_be_found() -> None:
    ticket = secret_ticket(Status.CLAIMED)
    assert secrets_in(f"{ticket.text} {ticket.cause}", own=True)
    said = customer_answers.reply(CustomerProgress((ticket,)), secret_playbook())
    assert "王师傅" in said


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("stage", Stage)
def test_no_news_tell_a_secret(stage: Stage, status: Status, own: bool) -> None:
    ticket, book = secret_ticket(status), secret_playbook()
    said = customer_news.words(stage, ticket, book, link="https://example.com/t/x")
    facts = customer_news.facts(stage, ticket, book, link=None, own=own, now=NOW)
    told = " ".join(each.isoformat() if isinstance(each, datetime) else each for each in facts.values())
    assert secrets_in(said, own=False) == []
    assert secrets_in(told, own=own) == []
