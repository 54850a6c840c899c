from __future__ import annotations

import pytest

from tests.tickets.samples import MINIMAL, minimal_playbook
from tickets.playbook import PlaybookError, parse

TEXT = MINIMAL.read_text(encoding="utf-8")


def test_the_sample_is_right() -> None:
    playbook = minimal_playbook()
    assert playbook.groups["repair"].everyone == ("wanggong", "zhaogong", "sunban")
    assert playbook.name_of("wanggong") == "王工"
    assert playbook.name_of("stranger") == "stranger"


def test_all_problems_are_reported_at_once() -> None:
    broken = (
        TEXT.replace('default_group = "repair"', 'default_group = "nobody"')
        .replace('leader = "sunban"', 'leader = "ghost"')
        .replace('"phone"]', '"fax"]')
        .replace("claim_minutes = 30", "claim_minutes = 0")
    )
    with pytest.raises(PlaybookError) as error:
        parse(broken)
    assert len(error.value.problems) == 4


@pytest.mark.parametrize(
    "text",
    ["not toml [", TEXT + '\n[[people]]\nuserid = "x"\n', TEXT.replace("[sla]", "[sal]"), ""],
)
def test_a_broken_document_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(PlaybookError) as error:
        parse(text)
    assert error.value.problems[0]


def test_userids_are_folded_as_wecom_does() -> None:
    playbook = parse(TEXT.replace('"wanggong"', '"WangGong"'))
    assert "wanggong" in playbook.people
    assert "wanggong" in playbook.groups["repair"].members
