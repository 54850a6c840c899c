"""Names that somebody says to be one: 我叫尉迟国强, 免贵姓应, the answer to 贵姓."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.names import NOT_IN_NAMES, Names
from nlp.patterns import Lazy
from nlp.person import Person
from nlp.reading import Turn
from nlp.segment import Outline

_HAN = r"[^\W\d_a-zA-Z]"
_SURNAME_SAID = Lazy(
    rf"(?:(?:姓|[我敝她他]性)(?:[是:]| (?={_HAN}{{1,2}}(?:[ ,。]|$)))?|本人(?={_HAN}{{1,2}}\())(?!阿姨)(?={_HAN})"
)
# 我娄姓业主, 一位娄姓女士
_OF_A_SURNAME = Lazy(
    rf"(?<=[我位名是系,。 ])(?P<name>(?![我位名是]){_HAN}{{1,2}})姓"
    r"(?=业主|住户|租户|租客|房东|客户|客人|顾客|车主|用户|居民|老板|店长|女士|先生|小姐|老师|师傅|阿姨|大姐|大哥|大爷)"
)
# 时间（姓时名间）, 养主任（姓养）, 安全女士，对，姓安名全: a word that is a name, too.
_EXPLAINED = Lazy(
    rf"(?P<name>(?P<surname>{_HAN}){_HAN}{{1,3}})(?:\(|,)(?:[^,()\n]{{0,3}},)?(?:他|她|我|是)?姓(?P=surname)"
    rf"(?:名{_HAN}{{1,2}}|的[^(),\n]{{0,4}})?(?=[),;。]|$)"
)
# 我叫尉迟国强打我老伴, 叫我廉姐, 喊我幺妹就行, 花名叫 大白兔
_CALLED = Lazy(
    rf"(?:(?:[我俺他她]|本人|同事|徒弟|老公|老婆|老伴|儿子|女儿|客户|业主"
    rf"|学生|花名|名字|姓名|^|(?<=[,。 ]))叫做?|(?:叫|喊|称呼)[我他她])"
    rf" ?(?P<name>(?![我你您他她问报打转催帮来去看说让]){_HAN}{{2,4}}?)"
    r"(?=[,。;!?()\n 0-9]|电话|手机|号码|微信|就[行好成]|即可|吧|好了|哈|打|联系|住|在|的|是|说|[他她]的?[号电手]|,|$)"
)
_ALIAS = Lazy(rf"(?P<name>{_HAN}{{2,4}})[\"”」]? ?\((?:网名|花名|昵称|微信名|备注名?|绰号|外号|音)\)?")
_ASKED_NAME = re.compile("称呼|尊姓|哪位|叫什么|贵姓|怎么称呼|如何称呼|姓什么|您姓|您的姓|联系人|名字|找谁")
_ANSWER = Lazy(rf"[ \n]*(?:我?姓|叫)?({_HAN}{{1,3}})[ ,。!\n]*(?:$|[0-9])")
_SAYS_A_NAME = frozenset(("", "我", "敝", "免", "她", "他", ",", "。", " ", "\n"))
_ENDS_A_NAME = frozenset(("", ",", "。", ";", "!", "(", " ", "\n", "的"))


def called(names: Names, outline: Outline) -> Iterator[Person]:
    """我叫尉迟国强."""
    if "叫" not in outline.plain and "称呼" not in outline.plain and "喊" not in outline.plain:
        return
    for match in _CALLED.finditer(outline.plain):
        said = match.start("name") - match.start() > 1 or names.is_full(match["name"])
        if said and "c" not in outline.shape[match.start() : match.end()] and NOT_IN_NAMES.isdisjoint(match["name"]):
            said_at = outline.plain.find("叫", match.start(), match.start("name"))
            if said_at >= 0:
                outline.cover(said_at, said_at + 1, "q")  # no sound that something makes
            yield names.person(outline, *match.span("name"), "said name", 2.5)


def alias(names: Names, outline: Outline) -> Iterator[Person]:
    """骆驼(网名), 咸蛋（花名）: a word of any kind."""
    if "名)" not in outline.plain and "注)" not in outline.plain and "号)" not in outline.plain:
        return
    for match in _ALIAS.finditer(outline.plain):
        if match["name"] not in names.roles:
            yield Person(*match.span("name"), "said name", 2.5)


def explained(names: Names, outline: Outline) -> Iterator[Person]:
    for match in _EXPLAINED.finditer(outline.plain) if "姓" in outline.plain else ():
        yield names.person(outline, *match.span("name"), "said name", 5.0)


def said(names: Names, outline: Outline) -> Iterator[Person]:
    """我姓应."""
    if "姓" not in outline.plain and "本人" not in outline.plain and "性" not in outline.plain:
        return
    for match in _OF_A_SURNAME.finditer(outline.plain):
        if names.end_of_surname(match["name"], 0) == len(match["name"]):
            yield names.person(outline, *match.span("name"), "surname", 2.5)
    for match in _SURNAME_SAID.finditer(outline.plain):
        at = match.end()
        surname = names.end_of_surname(outline.plain, at)
        end = surname or at + 1
        before = outline.plain[match.start() - 1 : match.start()]
        if not surname and (before not in _SAYS_A_NAME or outline.plain[end : end + 1] not in _ENDS_A_NAME):
            continue
        if "c" not in outline.shape[match.start() : end]:
            yield names.person(outline, at, end, "surname", 2.5)


def answered(names: Names, outline: Outline, turns: Sequence[Turn]) -> Iterator[Person]:
    """贵姓？ — 翟"""
    for asked, told in pairwise(turns):
        if _ASKED_NAME.search(outline.plain, asked.start, asked.end):
            name = _ANSWER.match(outline.plain, told.start, told.end)
            known = name and (name[1][0] in names.surnames or name[1][:2] in names.compounds)
            if name and known and "c" not in outline.shape[name.start(1) : name.end(1)]:
                yield Person(*name.span(1), "surname", 2.0)
