"""Is it urgent: somebody in danger, water that runs, goods that spoil, a line that stands still, or words of haste."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from nlp.dictionary import Dictionary
from nlp.patterns import Lazy
from nlp.phrases import Phrases
from nlp.segment import Outline

Span = tuple[int, int]

_HARMLESS = Lazy(
    r"(?:差点儿?|差一点|险些)[^,。;!?\n ]{0,12}$|(?:幸好|以免|防止|避免|怕|担心)[^,。;!?\n ]{0,5}$"
    r"|(?:没有|没|未|无|不会|不需要|不用|不必|不|非)[^,。;!?\n 还又都就直]{0,3}$"
)
# Whoever or whatever was in danger has been moved: 早产儿已经挪到另一台了.
_MOVED = Lazy(r"[^,。;!?\n]{0,6}(?:已经|已|都|先)[^,。;!?\n]{0,4}(?:挪|转走|转移|转到|换到|移到|移走|搬|撤|送走|拉走)")

_GOODS = r"(?:[虾鱼肉鸡鸭果菜奶货血药花]|海鲜|草莓|冰淇淋|雪糕|冻品|蛋糕|血浆|疫苗|药品|胰岛素|试剂|样本|标本)"
_SPOILT = r"(?:臭|坏|化|烂|馊|变质|报废|扔|倒掉|酸|废)"
_THINGS = frozenset("DPNTSZ")
_SOMEBODY = (
    r"[一二两三四五六七八九十几好0-9]{1,3}[个位名口]?[^,。;\n]{0,2}"
    r"(?:大人|小孩|老人|人|产妇|孩子|娃|护士|病人|乘客|住户|业主|客人|妇女)"
)
# Each with the characters of which a text must hold one before the pattern is worth trying.
_SITUATIONS = (
    (
        re.compile("[臭坏化烂馊质废扔酸保]"),
        Lazy(
            r"眼看[^,。;\n]{0,4}(?:保不住|要坏|要化|要臭|报废)|(?:货|料|肉|菜|鱼|药)[^,。;\n]{0,6}保不住"
            rf"|{_GOODS}[^,。;\n]{{0,12}}(?:要|快|就|得|会|再|撑不)[^,。;\n]{{0,6}}{_SPOILT}"
            rf"|(?:再不|再[^,。;\n]{{0,8}}就|不修就?得?|撑不|[时头]内[^,。;\n]{{0,4}})[^,。;\n]{{0,8}}{_SPOILT}"
        ),
    ),
    (
        re.compile("[库冷冰暖零]"),
        Lazy(
            r"(?:冷库|库温|冷藏|冷冻|冻库|冷柜|冰柜|冰箱|暖箱|血库|零下)[^。;!\n]{0,40}"
            r"(?:升到|升了|还在升|一直升|往上[走升涨]|涨到|在涨)(?!不)"
        ),
    ),
    (
        re.compile("[病患婴产]"),
        Lazy(
            r"(?:病人|患者|产妇|孩子|宝宝)[^,。;\n]{0,6}(?:正在?|还在)[^,。;\n]{0,3}[泵用透吸输做打麻监抢上]"
            r"|(?:病人|患者|早产儿|新生儿|婴儿|产妇)(?:身上|还|正|都|们){0,2}[^,。;\n]{0,4}"
            r"(?:带着|接着|连着|用着|插着|上着|躺在|等着|下不来|下不了|出不来)"
        ),
    ),
    (
        re.compile("[梯厢]"),
        Lazy(
            rf"(?:[停卡困悬]在|不动|卡住)[^。;\n]{{0,24}}(?:里面|里头|里边|轿厢里?|梯里)[^,。;\n]{{0,6}}{_SOMEBODY}"
            rf"|(?:梯|轿厢)[^。;]{{0,24}}(?:不动|停住|卡住|卡在|停在)[^。]{{0,60}}(?<!载){_SOMEBODY}(?![^,。]{{0,6}}(?:投诉|反映|说))"
            r"|(?:梯|厢)[^,。;\n]{0,12}(?:[人孩口老客娃妇家])[^,。;\n]{0,4}出不来"
            r"|(?:梯|厢)[^,。;\n]{0,12}(?:下坠|坠了|往下[掉坠])"
        ),
    ),
    (
        re.compile("[烟糊焦]"),
        Lazy(
            r"烟[^,。;\n头囱草酒感雾机道灰罩管]{0,8}(?:冒|飘|窜|涌)"
            r"|(?:配电|电[箱柜表井房]|插座|插头|开关|线路|变压器|电机|空开)[^,。;\n]{0,6}(?:糊|焦|烧)(?!黄)"
        ),
    ),
    (
        re.compile("[挂悬吊搭]"),
        Lazy(
            r"[挂悬吊搭荡]在?(?:外面|半空|窗外|楼外|空中)[^。;\n]{0,16}(?:人行道|下面|楼下|底下|路上|过人|走人|行人|孩子|小孩)"
        ),
    ),
    (
        re.compile("[停瘫趴等]"),
        Lazy(
            r"(?:整条|全|整个|所有|[两三几]条)[^,。;\n]{0,4}(?:线|车间|厂)[^,。;\n]{0,6}(?:停(?!产[检可期时])|瘫|趴窝|干等|歇)"
            r"|(?:产|生产|包装|装配|挤出|灌装|流水|焊接|总装|涂装|喷涂)线[^,。;\n]{0,4}(?:停了|停摆|全停|瘫|趴窝|干等)"
            r"|急诊[^,。;\n]{0,16}(?:停了|停机|做不了|用不了|瘫)"
        ),
    ),
    (
        re.compile("[流漫灌涌淌]"),
        Lazy(
            r"水[^,。;\n]{0,10}(?:流|漏|滴|漫|淌)到[^,。;\n]{0,6}(?:电|插座|开关|机房)"
            r"|水[^,。;\n]{0,6}(?:正|还在|一直|直|顺着?[^,。;\n]{1,3})往[^,。;\n]{1,8}(?:漫|灌|涌|流|淌)"
        ),
    ),
    (
        re.compile("[掉坠]"),
        Lazy(r"(?:电梯|轿厢|客梯|货梯|广告牌|玻璃|外墙|吊顶)[^,。;\n]{0,8}往下[掉坠](?![黑白灰渣皮毛粉漆])"),
    ),
)
_STRANDED = Lazy(
    r"(?:高速|国道|省道|高架|快速路|绕城|隧道|匝道|应急车?道|服务区|大桥|半路|马路|路中间)[^。;!\n]{0,24}"
    r"(?:抛锚|爆胎|趴窝|熄火|走不了|动不了|开不了|打不着|断电|没电|开锅|不走了|失去动力)"
    r"|(?:抛锚|爆胎|趴窝|熄火|走不了|动不了|断电|没电|开锅|不走了)[^。;!\n]{0,16}"
    r"(?:高速|国道|省道|高架|快速路|绕城|隧道|匝道|应急车?道|服务区|大桥上|马路)"
)


class Urgency:
    def __init__(self, dictionary: Dictionary) -> None:
        lists = dictionary.lists
        self._calm = dictionary.set_of("urgency.calm.calm")
        urgent = (lists[f"urgency.{name}.{name}"] for name in ("danger", "setting", "goods", "haste"))
        self._haste = dictionary.set_of("urgency.haste.haste")
        self._goods = dictionary.set_of("urgency.goods.goods")
        self._words = Phrases((*self._calm, *(word for words in urgent for word in words)))

    def find(self, outline: Outline, pairs: AbstractSet[str], *, vehicle: bool) -> Span | None:
        """The first words that make the message urgent. `pairs` is `pairs_of` the text."""
        plain = outline.plain
        for start, word in self._words.find(plain, pairs):
            if word in self._goods and outline.shape[start] == "A":
                continue
            end = start + len(word)
            if word in self._calm or (word not in self._haste and _is_cut(outline.shape, start, end)):
                continue
            if _stands(plain, start, end):
                return start, end
        for signs, pattern in _SITUATIONS:
            if signs.search(plain):
                for match in pattern.finditer(plain):
                    if _stands(plain, *match.span()):
                        return match.span()
        stranded = _STRANDED.search(plain) if vehicle else None
        return stranded.span() if stranded else None


def _is_cut(shape: str, start: int, end: int) -> bool:
    """Inside a longer word, or across the edge of a thing: 来电人, 喷水织机, 全是烟头; but not 出水管爆了."""
    if shape[start] in "dc" or (shape[start] == "~" and shape[:start].rstrip("~")[-1:] not in "PD"):
        return True
    if shape[end : end + 1] != "~":
        return False
    return shape[: end + 1].rstrip("~")[-1:] in _THINGS


def _stands(plain: str, start: int, end: int) -> bool:
    return not (_HARMLESS.search(plain, max(0, start - 12), start) or _MOVED.match(plain, end))
