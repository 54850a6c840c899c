"""Names of schools as people shorten them, so that 第三小学 and 三小 are one."""

from __future__ import annotations

import re

_NUMBERED = re.compile("第?(?P<number>[一二三四五六七八九十]{1,3})(?P<level>[小中])学")
_SHORT = {
    "实验小学": "实小",
    "实验中学": "实中",
    "附属小学": "附小",
    "附属中学": "附中",
    "外国语学校": "外校",
    "职业技术学院": "职院",
    "职业学院": "职院",
    "师范大学": "师大",
    "师范学院": "师院",
    "工业大学": "工大",
    "农业大学": "农大",
    "财经大学": "财大",
    "医科大学": "医大",
    "交通大学": "交大",
    "科技大学": "科大",
    "民族大学": "民大",
}
_LONG = re.compile("|".join(_SHORT))


def shortened(words: str) -> str:
    if "学" not in words:
        return words
    return _LONG.sub(lambda match: _SHORT[match[0]], _NUMBERED.sub(r"\g<number>\g<level>", words))
