"""Whatever a handler has to say has words."""

from __future__ import annotations

from typing import get_args

from bot import customer_texts
from bot.texts import WORDS
from handlers.replies import Reply


def test_every_reply_has_its_words() -> None:
    assert set(get_args(Reply)) == {*WORDS, *customer_texts.WORDS}
