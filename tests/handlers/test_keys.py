from __future__ import annotations

from itertools import product

import pytest

from handlers.actions import ON_DRAFT, ON_OFFER, ON_RATING, ON_TICKET
from handlers.keys import Button, Key, category_question, category_shown
from tickets.notifications import Subject, SubjectKind


@pytest.mark.parametrize(("button", "kind"), [*product(Button, SubjectKind)])
def test_a_key_comes_back_as_it_was_packed(button: Button, kind: SubjectKind) -> None:
    key = Key(button, Subject(kind, 2**60))
    assert Key.unpack(key.pack()) == key


@pytest.mark.parametrize(
    "packed", ["", "none", "submit", "submit:draft", "submit:draft:x", "buy:draft:1", "claim:car:1"]
)
def test_what_no_card_of_ours_has_carried_is_no_key(packed: str) -> None:
    assert Key.unpack(packed) is None


def test_every_button_does_something() -> None:
    assert {*ON_DRAFT, *ON_TICKET, *ON_RATING, *ON_OFFER} == set(Button)


def test_the_category_that_was_shown_is_part_of_its_question() -> None:
    assert category_shown(category_question("电梯")) == "电梯"
    assert category_shown("another question") is None
