"""Whatever code a handler gives as the reason of an outcome, the daily account has words for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.outcome_words import in_words
from handlers import which_draft
from handlers.keys import Button
from handlers.working import ASKED_FOR
from tickets.errors import DomainError


def given_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "reason" and isinstance(node.value, ast.Constant):
            yield node.value.value


CODES = {code for file in Path("handlers").rglob("*.py") for code in given_in(file)}
ERRORS = {error.__name__ for error in DomainError.__subclasses__()}


@pytest.mark.parametrize("code", sorted(CODES | ERRORS))
def test_there_are_words_for_it(code: str) -> None:
    assert in_words(code) != code


def test_what_is_asked_for_is_named() -> None:
    asked = ["phone", ASKED_FOR[Button.FINISH], which_draft.ASKED[Button.SUBMIT], "over"]
    assert [in_words(each) for each in asked] == ["问电话", "完工，问细节", "问是哪份草稿", "下班"]
    assert in_words("video_channel") == "video_channel"
