"""Clauses behind a fault that tell no more of it: what was tried, who is affected, what works, what may come of it."""

from __future__ import annotations

import re

from nlp.clauses import Clause
from nlp.cues import any_of
from nlp.dictionary import Dictionary
from nlp.patterns import Lazy
from nlp.segment import Outline

# Of people, and of what works: 病人都堵在走廊, 插座有电, 右边正常.
_ASIDE = Lazy(
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

# Wherever they stand: what was tried, what keeps it at bay, what it has nothing to do with, what others say or suppose.
_TRIED = (
    r"[^,]{0,8}(?:换|洗|修|泡|擦|吹|喷|加|清|调|按(?!什么|哪)|拔|捅|充|试|拍|补|通|断电|重启|重装|重插|重来|重开|拆|装|拧|掰|敲|拿|用|升级|复位|放过)"
    r"[^,]{0,12}(?:[也还又](?:是)?(?:一样|这样|那样|有)|还是老样子|也不[行成]|[也都]?没[用好]|没啥用|没效果|不管用|无效|白搭|不顶用|不起作用|照样|还报)$"
    r"|[^,]{0,4}(?:拿|用|搁|摆)(?:个|了|只|块|条|根|着)?[^,]{0,8}(?:接|顶|挡|捂|垫|围|绑|缠|糊|撑|兜|贴|盖)(?:着|了|住|上)?[^,]{0,3}$"
    r"|[^,]{0,10}[才就又也](?:这样|一样|那样)[了的]?$"
)
_BESIDES = (
    r"[^,]*(?:没关系|不搭界|两码事|两个问题|另一件|两回事|不相干|无关|分开[记算报]|不用管|别管)"
    r"|[^,]{0,6}(?:铭牌|标签(?![机打])|什么牌子|型号|编号|条码(?![枪机打])|固件|程序版本|机身号|出厂|序列号|二维码(?![机扫门刷])|车牌(?!识|认|机|相)|订单|终端号)"
    r"|(?:我们?)?先(?:用|拿|切|把|关|停|顶|换|让|断|垫|凑合)|(?:要|让)你们|何解"
)
_TOLD = (
    r"(?:估计|像是|大概是|好像是|多半|可能)|(?!一直|总|老|就|还|也|屏|机|它)[^,]{1,6}(?<!然后)(?<!一直)(?:说|讲)(?![明话])"
    r"|[^,]{0,12}(?:差点|险些|幸亏|幸好)|[^,]{0,8}(?:出血|流血|烫起泡|摔了一|磕了)"
    r"|[^,]{0,4}(?:堵|排)[了到成][^,]{0,4}(?:辆|里地|长队)|(?:装|存|放|里面|里头)的?(?:都|全)?是"
    r"|(?:人|大人|小孩|孩子|老人)[^,]{0,3}(?:没事|出来了|救出)|已经?(?:扶|救|疏散|换|送)"
    r"|[^,]{0,6}(?:催|月底|月末|年检|年审|来查)|没(?:关|蜇|扎|咬|撞)[到着]?人?"
)
# Of these hardly one in fifty tells the fault itself, wherever they stand.
_NEVER = (
    r"我(?!们|家|那|这|妈|爸|被|儿|孩|老|车|说话|的|公司|店|屋|女)|你们|不是|谁|哪个|什么|怕|担心"
    r"|[^,]{0,8}(?:双闪|喇叭|投诉|吓|[不没]敢)|[^,]{0,6}[哭骂]|[^,]{0,8}[绕躲捂]|[^,]{0,12}过$|[^,]*以后$|[^,]*再[^,]*就"
    r"|[^,]{0,6}(?:[换修洗清查调加充放]过|[叫让]我)|[^,]{0,10}[来看弄]过|[^,]{0,8}没(?:师傅|人(?![收清扫管打]))"
    r"|[^,]{0,4}(?:电池|滤网|滤芯|灯泡|线|保险|插座|膜)(?![^,]{0,3}[该要需])[^,]{0,3}[换洗新]|[^,]{1,6}[才刚]换|(?:会不会|是不是|要不要)"
    r"|[^,]{0,6}(?:是通的|没毛病|眼睛|耳朵)|[^,]{0,8}(?:不知道|不晓得)"
    r"|[^,]{0,8}倒(?:是|不)|(?:旁边|隔壁|别的|其[他它余])(?!正常)"
    r"|[^,]{0,4}(?:插头|电源|闸|总阀|水阀|阀门|气)[都也是]?(?:已经?)?[拔关拉断](?!不)"
)
_SHORT = 14
_LATER = Lazy(f"{_NEVER}|{_TRIED}|{_BESIDES}|{_TOLD}")
# In front of a fault: another report of it, what was done before it began, a near miss.
_PRELUDE = (
    r"[^,]{0,10}(?:补报|再报|又报|来报|报一?[遍次下]|登记|返修|送修)[^,]{0,2}$|[^,]{0,8}倒(?:是|不)|[^,]{0,8}(?:差点|险些)"
    r"|[^,]{0,12}(?:换过|换完|做了|做完)[^,还也又就]{0,8}$|[^,]{0,12}(?:停过|停了次|过一次|过一阵|过一回)[^,]{0,3}$"
    r"|不是|怕|担心|(?:师傅)?(?:你们)?快来"
)
_EARLIER = Lazy(f"{_PRELUDE}|{_TRIED}|{_BESIDES}")


class Asides:
    def __init__(self, dictionary: Dictionary) -> None:
        words = dictionary.lists["phenomena.aside.aside"]
        self._words = re.compile(any_of(words))

    def holds(self, outline: Outline, clause: Clause) -> bool:
        """Is the clause an aside?"""
        plain, start, end = outline.plain, clause.start, clause.end
        if self._words.search(plain, start, end) or _NO_DEFECT.match(plain, start, end):
            return True
        if _LATER.match(plain, start, end):
            return True
        shape = outline.shape[start:end]
        consequence = "Y" in shape or shape.lstrip(" ").startswith("X")  # 病人在机上 is more than an aside
        return not consequence and _ASIDE.match(plain, start, end) is not None

    @staticmethod
    def leads_in(outline: Outline, clause: Clause) -> bool:
        """Does the clause only tell, in front of the fault, what was tried or what else there is?"""
        short = clause.end - clause.start <= _SHORT
        return short and _EARLIER.match(outline.plain, clause.start, clause.end) is not None
