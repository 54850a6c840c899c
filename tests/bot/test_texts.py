"""Whatever a handler has to say has words."""

from __future__ import annotations

from typing import get_args

from bot.texts import customer_answers
from bot.texts.answers import WORDS
from handlers.replies import Reply


def test_every_reply_has_its_words() -> None:
    assert set(get_args(Reply)) == {*WORDS, *customer_answers.WORDS}
