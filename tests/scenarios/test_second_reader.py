"""A language model as second reader: asked late, believed little, and nobody misses it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.config import Llm, Secret
from tests.scenarios.conftest import Desk
from tests.scenarios.stories import a_draft
from tests.tooling.ports import free_port
from tests.tooling.strictness import Log

REPORT = "钱江新城3幢2单元那边说电梯门不对，老是关不上，王女士13800001111"
FIVE_CALLS = 5


@dataclass
class Model:
    """Says what it is told to."""

    url: str
    says: dict[str, Any] = field(default_factory=dict)
    raw: str | None = None
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        self.keys.append(request.headers["Authorization"])
        content = self.raw if self.raw is not None else json.dumps(self.says)
        choices = [{"message": {"role": "assistant", "content": content}}]
        return web.json_response({"choices": choices, "usage": {"total_tokens": 300}}, status=self.status)


@pytest.fixture
async def model() -> AsyncIterator[Model]:
    port = free_port()
    model = Model(f"http://127.0.0.1:{port}/v1")
    app = web.Application()
    app.router.add_post("/v1/chat/completions", model.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield model
    await runner.cleanup()


@pytest.fixture
def besides(model: Model) -> dict[str, Any]:
    llm = Llm(
        enabled=True,
        url=model.url,
        key=Secret("sk-secret"),
        model="small",
        timeout=timedelta(seconds=5),
        calls_a_day=FIVE_CALLS,
    )
    return {"llm": llm}


async def asked_again(desk: Desk) -> None:
    await desk.passes(seconds=3)


async def test_where_the_second_reader_differs_its_words_are_offered(desk: Desk, model: Model) -> None:
    model.says = {"fault": "老是关不上", "category": "电梯", "device": None}
    card = await a_draft(desk, REPORT)
    assert model.asked == []
    await asked_again(desk)
    await desk.li.sees_card_change(card, "可能是：故障 老是关不上。回复「是」填上")
    assert model.keys == ["Bearer sk-secret"]
    assert model.asked[0]["response_format"]["type"] == "json_schema"
    await desk.li.says("是")
    await desk.li.hears("已改：故障 → 老是关不上")
    await desk.li.sees_card("报修草稿", "故障：老是关不上")


async def test_no_telephone_number_leaves_the_house(desk: Desk, model: Model, logged: Log) -> None:
    await a_draft(desk, REPORT)
    await asked_again(desk)
    [asked] = model.asked
    assert "13800001111" not in json.dumps(asked, ensure_ascii=False)
    assert "王女士***********" in asked["messages"][1]["content"]
    assert "13800001111" not in json.dumps(list(map(str, logged)), ensure_ascii=False)


@pytest.mark.parametrize(
    "says",
    [
        {"fault": "曳引机抱闸失灵"},
        {"category": "不知道"},
        {"address": "滨江花园9幢"},
        {"customer": "*"},
        {"fault": ""},
        {"fault": 7, "password": "x"},
        {},
    ],
)
async def test_what_does_not_stand_in_the_text_is_not_believed(desk: Desk, model: Model, says: dict[str, Any]) -> None:
    model.says = says
    await a_draft(desk, REPORT)
    await asked_again(desk)
    assert len(model.asked) == 1
    with desk.reading() as uow:
        [draft] = uow.drafts.open_of("lijing")
    assert draft.offers == {}


@pytest.mark.parametrize(("status", "raw"), [(500, None), (429, None), (200, "sorry"), (200, "[1]"), (200, "null")])
async def test_a_model_that_fails_is_not_missed(desk: Desk, model: Model, status: int, raw: str | None) -> None:
    model.status, model.raw = status, raw
    await a_draft(desk, REPORT)
    await asked_again(desk)
    assert 'paidan_errands_total{kind="second_reading",outcome="dropped"} 1.0' in await desk.metrics()


async def asked_about(desk: Desk, number: int) -> None:
    """One more draft, from beginning to end."""
    card = await a_draft(desk, f"滨江花园{number}幢那边说水管不对，好像漏水，1380000{number:04}")
    await asked_again(desk)
    await card.press("作废")
    await desk.li.hears("草稿已作废")
    await desk.li.sees_card_change(card, "已作废")
    await desk.passes(minutes=2)


async def test_the_days_budget_is_kept_and_the_next_day_has_its_own(desk: Desk, model: Model) -> None:
    for number in range(FIVE_CALLS + 1):
        await asked_about(desk, number)
    assert len(model.asked) == FIVE_CALLS
    await desk.passes(hours=24)
    await asked_about(desk, FIVE_CALLS + 1)
    assert len(model.asked) == FIVE_CALLS + 1


async def test_what_staff_has_settled_is_not_asked_about(desk: Desk, model: Model) -> None:
    card = await a_draft(desk, REPORT)
    await card.press("作废")
    await desk.li.hears("草稿已作废")
    await desk.li.sees_card_change(card, "已作废")
    await asked_again(desk)
    assert model.asked == []
