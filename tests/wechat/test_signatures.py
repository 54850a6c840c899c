"""In plain text a signature is over time and nonce alone: it is good for one message."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.errors import CallbackRejected
from bot.wechat.door import CLOCKS_DIFFER
from bot.wechat.signatures import Signatures
from tests.wechat.traffic import NOW


def test_a_message_is_delivered_again_with_its_signature_and_no_other_message_is() -> None:
    seen = Signatures()
    for _ in range(3):
        seen.spend("aa", "wx:1", NOW)
    with pytest.raises(CallbackRejected, match="replayed"):
        seen.spend("aa", "wx:2", NOW + 2 * CLOCKS_DIFFER)
    seen.spend("bb", "wx:2", NOW)


def test_what_is_believed_no_longer_is_not_remembered() -> None:
    seen = Signatures()
    seen.spend("aa", "wx:1", NOW)
    seen.spend("bb", "wx:2", NOW + 2 * CLOCKS_DIFFER + timedelta(seconds=1))
    assert list(seen._seen) == ["bb"]
