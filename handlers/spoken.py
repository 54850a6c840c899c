"""Words that are said instead of pressing a button, and words that say nothing."""

from __future__ import annotations

import re
import unicodedata

from handlers.keys import Button

BUTTONS = {
    "提交": Button.SUBMIT,
    "确认提交": Button.SUBMIT,
    "派单": Button.SUBMIT,
    "改": Button.CHANGE,
    "修改": Button.CHANGE,
    "看出处": Button.WORDS,
    "出处": Button.WORDS,
    "作废": Button.DISCARD,
    "取消": Button.DISCARD,
}
HELP = frozenset({"帮助", "help", "怎么用", "使用说明", "说明", "菜单", "你会什么", "你能做什么"})
REPORT = frozenset({"报修", "这是报修", "新报修", "建单", "开单"})
YES = frozenset({"是", "是的", "对", "对的", "没错", "填上", "都填上", "是对的"})
TODAY = frozenset(
    {"今日", "今日待办", "今天待办", "待办", "top3", "今天干什么", "先干什么", "先做哪个", "看板", "总览", "全部工单"}
)
PORTRAIT = frozenset({"我的照片", "我的头像", "让客户看到我的照片", "不让客户看到我的照片"})
MINE = frozenset({"我的工单", "工单", "查工单", "查询"})

_NUMBER = re.compile(r"(?<![0-9A-Za-z-])#?\d{4}\s?-\s?\d{1,4}(?![0-9A-Za-z]|-\d)")
_SILENT = re.compile(r"\[[^\[\]]{1,6}\]|[\W_]")
"""Blanks, punctuation, emoji, and WeCom's own `[微笑]`."""
_THANKS = re.compile(r"谢|辛苦|感谢")
_PLEASANTRIES = re.compile(
    "(?:"
    "好的|好滴|好嘞|好呢|好吧|好啊|好哒|好|okay|ok|嗯|哦|噢|喔|行吧|行的|行|可以的?|没问题|收到|知道了|了解|明白了?|"
    "谢谢你们?|谢谢您|谢谢|谢啦|谢了|多谢|感谢|辛苦了?|辛苦大家|麻烦你?了|麻烦您了|不客气|不用谢|应该的|没事|没关系|"
    "(?:(?:你们?|您|客服|前台)还?)?在线?(?:吗|么|嘛|不在|不)|有人在?(?:吗|么|嘛|没|不)|有没有人在?|请问|"
    "打扰一?下?了?|不好意思|喂|你好|您好|hello|hi|哈喽|大家好|早上好|上午好|中午好|下午好|晚上好|早安|晚安|早|"
    "再见|拜拜|哈|呵|嘻|嘿|加油|厉害|赞|牛|周末愉快|节日快乐|新年快乐|生日快乐|稍等|等一下|"
    "师傅|老师|亲|大家|各位|你|您|啊|呀|呢|吧|哇|啦|的"
    ")+",
    re.IGNORECASE,
)

_ABOUT_IT = "(?:请问|现在|目前|[那这][个单张]|工单|报修|师傅|处理|维修|修|弄|搞|进行|进度|进展|情况|状态)*(?:得|的)?"
_HOW_IT_STANDS = re.compile(
    rf"{_ABOUT_IT}(?:怎么样|咋样|怎样|如何|什么情况|啥情况|什么进度|到哪(?:里|儿|一步)?)了?[呢呀啊]?|"
    rf"{_ABOUT_IT}(?:好|完|到)了?(?:没有?|吗|么)|{_ABOUT_IT}有人(?:接|去|管)了?(?:没有?|吗|么)|"
    r"(?:请|麻烦|帮我|帮忙|我想|我|再)*(?:查|问)(?:一?下|看|询|一查)?(?:进度|进展|情况|状态)?|(?:进度|进展|状态)"
)


def bare(text: str) -> str:
    """Its letters and digits alone."""
    return _SILENT.sub("", unicodedata.normalize("NFKC", text)).lower()


def without_numbers(text: str) -> str:
    """What is said beside ticket numbers, in the words and marks of whoever said it."""
    kept, at = "", 0
    for match in _NUMBER.finditer(_in_step(text)):
        kept += text[at : match.start()]
        at = match.end()
    return (kept + text[at:]).strip(" \u3000,.:;、。：，；#＃")


def _in_step(text: str) -> str:
    """The compatible form of each character that has one of one character: as long as the text."""
    compatible = (unicodedata.normalize("NFKC", character) for character in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, compatible, strict=True))


def numbers_like(text: str) -> tuple[str, ...]:
    """Whatever has the form of a ticket's number."""
    return tuple(each.strip("#") for each in _NUMBER.findall(unicodedata.normalize("NFKC", text)))


def button(text: str) -> Button | None:
    return BUTTONS.get(bare(text))


def is_pleasantry(text: str) -> bool:
    """Says nothing at all, however long: 好的好的，谢谢师傅👍"""
    words = bare(text)
    return not words or _PLEASANTRIES.fullmatch(words) is not None


def asks_how_it_stands(text: str) -> bool:
    """And says nothing else: 处理得怎么样了？"""
    return _HOW_IT_STANDS.fullmatch(bare(text)) is not None


def is_thanks(text: str) -> bool:
    return _THANKS.search(text) is not None
