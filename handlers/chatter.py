"""What is said besides the work: a word to a colleague, and keys hit by accident."""

from __future__ import annotations

import re

from handlers.hearing import Heard
from handlers.spoken import bare, is_pleasantry

_PAUSE = re.compile(r"[\s,，。.!！?？~～;；、…]+")
_TOGETHER = (
    "吃饭|吃面|吃个?饭|吃点|吃火锅|火锅|烧烤|撸串|夜宵|喝茶|喝酒|喝一?杯|奶茶|咖啡|聚餐|聚一下|打球|打牌|钓鱼|爬山|唱歌"
)
_IDLE = re.compile(
    rf"\D{{0,6}}(?:一起|请[你您]|我请客?)\D{{0,3}}(?:{_TOGETHER})\D{{0,3}}|"
    r"(?:你们?|您|大家|师傅)?(?:中午|晚上|早上|中饭|午饭|晚饭)?(?:吃了[吗没]|吃饭了?[吗没]|吃什么|吃啥)[呀啊呢]?|"
    r"(?:今天|今儿)?天气(?:真好|不错|真不错)[呀啊呢]?"
)
_OF_THE_MATTER = re.compile(r"客户|业主|住户|租户|顾客|用户|老人|孩子|他|她")
"""请客户吃饭 is no invitation to a colleague."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_CODE = re.compile(r"(?=.*\d)[\w\-/.#]+|[A-Z][A-Z\-/]*")


def is_chatter(heard: Heard) -> bool:
    """Every part of it says nothing of any matter: 收到，辛苦啦，中午一起吃面？"""
    if heard.is_report:
        return False
    return is_pleasantry(heard.text) or all(map(_says_nothing, filter(bare, _PAUSE.split(heard.text))))


def is_gibberish(heard: Heard) -> bool:
    """Not a Chinese word, no code such as E5 on a display, and nothing that could be read."""
    if heard.message.kind != "text" or _CHINESE.search(heard.text) or heard.found or heard.is_follow_up:
        return False
    return not all(map(_CODE.fullmatch, heard.text.split()))


def _says_nothing(part: str) -> bool:
    if is_pleasantry(part):
        return True
    return _IDLE.fullmatch(part) is not None and _OF_THE_MATTER.search(part) is None
