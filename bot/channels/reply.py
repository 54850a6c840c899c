"""Passive replies: what a callback is answered with, before encryption."""

from __future__ import annotations

import re
from datetime import datetime

from wechatpy.replies import TextReply

from bot.channels.plain import without_links
from bot.channels.shorten import shorten_bytes

MAX_TEXT = 2048
"""Bytes of UTF-8; WeCom cuts what is longer, in the middle of a number if need be."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_reply(*, to: str, by: str, text: str, at: datetime) -> str:
    """The XML of a text to a userid or an openid, by a company or an official account."""
    content = shorten_bytes(without_links(_NOT_XML.sub("", text)), MAX_TEXT)
    reply = TextReply(
        source=_within_cdata(by),
        target=_within_cdata(to),
        content=_within_cdata(content),
        time=int(at.timestamp()),
    )
    return str(reply.render())


def _within_cdata(text: str) -> str:
    """The library pastes texts between CDATA marks as they are."""
    return text.replace("]]>", "]]]]><![CDATA[>")
