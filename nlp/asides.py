"""Clauses behind a fault that tell no more of it: what was tried, who is affected, what works, what may come of it."""

from __future__ import annotations

import re

from nlp.clauses import Clause
from nlp.cues import any_of
from nlp.dictionary import Dictionary
from nlp.patterns import Lazy
from nlp.segment import Outline

# Of people, and of what works: 病人都堵在走廊, 插座有电, 右边正常.
_ASIDE = re.compile(
    r"(?:[^,]{0,2}(?:病人|患者|客人|顾客|孩子|小朋友|小孩|家长|老人|大家|老大|司机|护工|员工|工人|学生|住户|业主|车主|乘客|领导|老师|人家))"
    r"(?![^,]*(?:进不|出不|下不来|上不去|[滑摔夹伤困哭踩]))"
    r"|[^,]*(?:正常|有电|能用|没问题|灯亮$|可以$|没事|好的$|倒是|用不了多久|交警|客气|火气|投诉|叫外包|怪吓人|吓人|受不了|弄好"
    r"|修好|来就行|就行$)"
    r"|(?:他|她|我(?!家|们家|的)|自己|你|你们)[^,]{2,}|[^,]{0,6}(?:打不通|打电话|写的|记一下|报修群|报的$)"
)
# Whatever else stands there: nobody was hurt, somebody cannot get in, what lies inside, what may come of it.
_NO_DEFECT = Lazy(
    r"(?:幸好|好在|还好|目前|暂时|现在|目测|[^,:]{1,5}:)?(?:里面|下面|底下|轿厢里?)?(?:没有?|未|无)"
    r"(?:人(?![管清扫打收修来理处])|困|砸|夹|伤|受伤|压[到着]|碰到|出事|着火|明火|烟|糊味|影响)"
    r"|(?:今晚|现在|晚上|人|路|车|叉车|晚班|白班|店里|门店)[^,]{0,3}(?:没法|没得|都?进不[去来]|都?走不了)"
    r"|(?:人|病人|患者|板车)[还都]?在[上里]面|(?:隔壁|楼上|楼下|邻居)[^,]{0,3}(?:都?有|没事|正常)"
    r"|(?:里面|里头|里边|旁边|后面)(?:全|都|还)?(?:是|有|放着?|存|装)[^,]*"
    r"(?:[虾鱼肉药货菜奶果]|海鲜|疫苗|胰岛素|器械|东西|小孩|标本|的)$"
    r"|[^,]{0,8}(?:没法|没办法)(?:正常)?(?:营业|做生意|上班|上课|洗澡|做饭|住人|睡|开门|接待)|[^,]{0,8}(?:危险|隐患)$"
    r"|[^,]{0,4}(?:排|约|等)[了着][^,]{0,5}(?:病人|人|客人|号)|[^,]{0,5}(?:换|吹|洗|清|加|擦|拔插|插拔|调|查|放|充|捅|掏|敲|拍)过(?!一|两|三|好|几)[了灰线气电]?"
    r"|[^,]{0,8}(?:眼睛[疼花]|头[疼晕昏]|睡不[着好])"
    r"|(?:已经?|都)?(?:关|拔|看|试|查|问)(?:了|过了|掉了)$"
    r"|[^,]{0,4}型号[^,]{0,3}[A-Za-z0-9./-]{2,24}$|(?:自己|后来)[^,]{0,4}(?:开门|出来)|腿都?|心里|其余|其他[几的]?[^,]{0,3}(?:没|正常|好)|(?:整个)?(?:车间|厂)[^,]{0,3}没气"
    r"|[^,]{0,8}(?:让|叫|喊)我(?:再|也|来)?(?:报|说|问|转|打)|[^,]{0,8}都要吐|(?:全厂|产线|生产线)[^,]{0,3}停着|[^,]{0,6}打座机"
    r"|[^,]{0,4}停线了|停在(?![^,]*[0-9一二三四五六七八九十]+[楼层])[^,]*|(?:查|看)[了过][^,]{0,4}没"
    r"|[^,]{0,8}(?:再不|不修就|就得全|已打1|打了1|叫了救护车)"
)


class Asides:
    def __init__(self, dictionary: Dictionary) -> None:
        words = dictionary.lists["phenomena.aside.aside"]
        self._words = re.compile(any_of(words))

    def holds(self, outline: Outline, clause: Clause) -> bool:
        """Is the clause an aside?"""
        plain, start, end = outline.plain, clause.start, clause.end
        if self._words.search(plain, start, end) or _NO_DEFECT.match(plain, start, end):
            return True
        shape = outline.shape[start:end]
        consequence = "Y" in shape or shape.lstrip(" ").startswith("X")  # 病人在机上 is more than an aside
        return not consequence and _ASIDE.match(plain, start, end) is not None
