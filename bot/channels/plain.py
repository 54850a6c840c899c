"""What people said, within a text of ours: shown as they said it."""

from __future__ import annotations

import re

_LINK = re.compile(r"<(?=\s*a[\s/>])", re.IGNORECASE)


def without_links(text: str) -> str:
    """WeCom and WeChat make a link of `<a href="…">…</a>`, and a stranger's would look as if it were ours. Addresses
    that are written out are links too, but show where they lead.
    """
    return _LINK.sub("＜", text)
