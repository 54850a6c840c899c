"""Full names by what the writer calls them: 我是鄢丽我的车…, 找我妈马桂兰, 我老公龚海波."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.names import Names
from nlp.patterns import Lazy
from nlp.person import Person
from nlp.segment import Outline
from nlp.whole_names import IN_NAMES, NO_THIRD, NOT_NAMES

_HAN = r"[^\W\d_a-zA-Z]"
_SHORT = 2
_KIN = (
    "姐夫|妹夫|姑妈|舅妈|姨妈|妈妈?|爸爸?|爷爷|奶奶|外公|外婆|姥姥|姥爷|岳父|岳母|丈母娘|老丈人|婆婆|公公|婆|公|母亲|父亲|老公|老婆|爱人|媳妇|先生|太太|老伴"
    "|儿子|女儿|儿媳妇?|女婿|孙子|孙女|哥哥?|姐姐?|弟弟?|妹妹?|叔叔?|姑姑?|姨|舅舅?|嫂子?|侄子|侄女|外甥女?|同事|室友|邻居|徒弟"
)
_OWN = Lazy(
    rf"我(?:是(?P<self>{_HAN}{{2,3}}?)(?=我[的家这们在是住,])"
    rf"|(?:{_KIN})(?:叫|是)?(?P<kin>{_HAN}{{2,3}}?)(?=[,。;!()\n 0-9]|电话|手机|在[家场那这]|的?号码?|$))"
)


def own(names: Names, outline: Outline) -> Iterator[Person]:
    plain, shape = outline.plain, outline.shape
    if "我" not in plain:
        return
    for match in _OWN.finditer(plain):
        group = "self" if match["self"] else "kin"
        start, end = match.span(group)
        name = match[group]
        if group == "self" and end - start == _SHORT and "p" not in shape[end:]:
            continue  # 我是龙湖我家漏水: a site as well as somebody
        unknown = IN_NAMES.issuperset(shape[start:end]) and shape[start:end].count(".") >= end - start - 1
        if unknown and names.is_full(name) and NOT_NAMES.isdisjoint(name) and name[-1] not in NO_THIRD:
            yield names.person(outline, start, end, "told name", 1.5)
