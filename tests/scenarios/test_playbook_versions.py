"""A playbook that is applied holds at once for what is new; what is under way keeps the one it began with."""

from __future__ import annotations

from tests.scenarios.conftest import Desk
from tests.tickets.samples import MINIMAL

TEXT = MINIMAL.read_text(encoding="utf-8")


def apply(desk: Desk, text: str) -> int:
    with desk.works.database.unit_of_work("demo") as uow:
        return uow.playbooks.apply(text, by="zhouzong", now=desk.clock.now())


async def test_the_configured_file_is_the_first_version(desk: Desk) -> None:
    with desk.reading() as uow:
        first = uow.playbooks.newest()
    assert first is not None
    assert (first.version, first.text, first.applied_by) == (1, TEXT, str(MINIMAL)[-64:])


async def test_a_new_version_holds_at_once_for_what_is_new(desk: Desk) -> None:
    apply(desk, TEXT.replace('["fault", "phone"]', '["fault", "phone", "customer"]'))
    await desk.li.says("钱江新城3幢电梯门关不上 13800001111")
    await desk.passes(seconds=3)
    await desk.li.sees_card("草稿", "还差客户")


async def test_a_ticket_keeps_the_version_it_was_opened_under(desk: Desk) -> None:
    second = apply(desk, TEXT.replace("最小样板", "第二版"))
    with desk.reading() as uow:
        at_the_desk = desk.works.tenants["demo"].shelf.desk(uow)
        ticket = uow.tickets.get(1)
        assert ticket is None
        assert at_the_desk.playbook.version == second
        assert at_the_desk.playbook.name == "第二版"
        assert at_the_desk.of_version is not None
        assert at_the_desk.of_version(1).name == "最小样板"
