"""Characters that are read as another one, each as long as what it stands for."""

from __future__ import annotations

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63", "-")

# 水管爆咗, 冇热水, 开唔到: Cantonese words of one character.
_CANTONESE = dict(zip("唔冇咗嘅喺嚟畀佢哋搵揾睇啲嗰咁㗎", "不没了的在来给他们找找看些那这的", strict=True))

ALIKE: dict[str, str] = {
    **_FULL_WIDTH,
    **_HYPHENS,
    **_CANTONESE,
    "\u3000": " ",
    "\u00a0": " ",
    "丨": "|",
    "\u30fc": "-",  # as a Japanese keyboard has it
    **dict.fromkeys("\u041e\u039f", "O"),
    **dict.fromkeys("\u043e\u03bf", "o"),
}

# What stands behind one of these, or behind the end of the text, says nothing about what stands before it.
STOPS = frozenset(("", "\n", "。", "、"))

# How digits are said and written out: 幺 for one, 洞 拐 勾 as on the radio.
SPOKEN_DIGITS: dict[str, str] = {
    spoken: digit
    for digit, forms in zip(
        "0123456789",
        ("零〇○洞", "一幺壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾"),
        strict=True,
    )
    for spoken in forms
}
