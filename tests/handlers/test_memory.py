"""What staff corrects is kept beside what had been read."""

from __future__ import annotations

from bot.commands.readings import judged
from tests.handlers.conftest import Office
from tickets.fields import FieldName

REPORT = "钱江新城3幢2单元电梯门关不上，王女士13800001111"


def kept(office: Office) -> list[tuple[FieldName, str | None, str | None]]:
    misread = office.look(lambda uow: uow.misreadings.of_draft(1))
    return [(each.field, each.read.value if each.read else None, each.said) for each in misread]


def test_a_correction_is_kept_with_what_was_read(office: Office) -> None:
    office.says(REPORT)
    office.says("电话 13900002222，加急")
    assert kept(office) == [(FieldName.PHONE, "13800001111", "13900002222"), (FieldName.URGENT, None, "yes")]
    [phone, _] = office.look(lambda uow: uow.misreadings.of_draft(1))
    assert (phone.read.words, phone.text, phone.by) == ("13800001111", REPORT, "lijing")


def test_who_changes_their_own_mind_corrects_nobody(office: Office) -> None:
    office.says(REPORT)
    office.says("电话 13900002222")
    office.says("电话 13900003333")
    office.says("不急")
    assert kept(office) == [(FieldName.PHONE, "13800001111", "13900002222")]


def test_what_is_corrected_on_the_ticket_is_kept_apart(office: Office) -> None:
    office.says(REPORT)
    office.presses("submit:draft:1")
    office.says("1120-1 电话 13900002222")
    [misreading] = office.look(lambda uow: uow.misreadings.of_draft(1))
    assert misreading.ticket_id == 1


def test_every_submitted_draft_is_judged(office: Office) -> None:
    office.says(REPORT)
    office.says("电话 13900002222，联系人 李先生")
    office.presses("submit:draft:1")
    office.says("1120-1 联系人 赵先生")
    [(draft, misread)] = office.look(
        lambda uow: uow.misreadings.submitted(since=office.now.replace(hour=0), after=0, most=10)
    )
    fields = judged(draft, misread)["fields"]
    assert (fields["phone"]["read"], fields["phone"]["truth"]) == ("13800001111", "13900002222")
    assert (fields["customer"]["read"], fields["customer"]["truth"]) == ("王女士", "李先生")
    assert fields["fault"]["read"] == fields["fault"]["truth"]
