"""Words beside digits that say of what else they are the number: 采购单138…, 累计138…, build 138…, 138…是机号."""

from __future__ import annotations

import re
from functools import cache

from nlp.cues import any_of, other_words
from nlp.patterns import HAN, Lazy

_UNITS = (
    r"[次度件步页升秒克米个圈方笔名字行帧]|转(?! ?[0-9零〇洞一幺二两三四五六七拐八九勾接分])"
    r"|立方米?|平米|平方|小时|分钟?|脉冲|[只袋瓶罐位户张颗粒]|字节|人次|条(?:记录|数据|消息)?|赫兹"
    r"|m3|L|m?s|bytes|pcs|rpm|RPM|[kMGm]?(?:Pa|Wh|Hz|bps)|[KMG]B"
)
_MEASURE = (
    r"(?![^\W0-9A-Za-z_]{1,3}(?:先生|女士|小姐|师傅|老师|经理|主任|阿姨|[总工姐哥](?![账部台额金汇])))"  # 万经理
    r"(?:元|块钱?|公里|km\b|KM\b|Km\b|千米|度电|kWh|KWH|吨|万|[%‰℃°Ω]|号楼|次列车|次航班"
    rf"|(?:{_UNITS})(?=$|[\s,。;!?)/米]|了[,。]|了$))"
)
_ANOTHER_NUMBER = (
    r"(?:(?:设备|机器|机身|机台|资产|出厂|产品|物料|采购|合同|批|[机料货图件桩表箱梯户])(?:编?号码?|序号|ID|编码|码)"
    r"|物料|(?:[订运工货][^\W0-9]?|快递)单(?:编?号码?)?|(?:[订工]单)?流水号?|单号|工号|学号|序列号|编号|条形?码|[卡账帐]号|资产|批次|身份证|IMEI|SN|S/N|QQ)"
)
_IT = r"(?:这个?|这串|那个?|那串|它|上面)?(?:数字|号码?)?"
_ENDS = r"(?:(?<=[号码])(?!牌)|(?=$|[\s,。;!?)\]吧啊哦呢哈的]|不是))"  # 是订单收货人, 是工号牌坏了
_PERHAPS = r"(?:应该|好像|估计|可能|大概|其实|貌似|就|才|都|也|只|仅){0,2}"
# One of these is in whatever says that it is another number.
_SAYS_SO = "是为像属号码料单序流资批身铭标外背当ISQEWDFT←<"
SAID_OTHERWISE = Lazy(
    rf"(?:\.[0-9]{{1,3}})? ?(?:{_MEASURE}|(?=[^{_SAYS_SO}]{{0,24}}[{_SAYS_SO}])"
    rf"(?:[(\[](?:这|{_PERHAPS}是)?{_ANOTHER_NUMBER}"
    rf"|[, —-]{{0,3}}{_IT}[, ]?{_PERHAPS}(?:[是为]|看?着?像是?|属于)"
    rf"(?:(?:我们?的?|设备的?|它的|个)?{HAN}{{0,2}}?{_ANOTHER_NUMBER}{_ENDS}"
    rf"|{HAN}{{0,6}}(?:[扫读刷](?:出来?|到)|[印贴刻喷标](?:在?{HAN}{{1,4}}上)?)的(?!电话|手机))"
    rf"|(?:这个|这串|那个){_ANOTHER_NUMBER}{_ENDS}|号(?:订单|工单|单子|快递|合同)"
    rf"|[, (]{{0,2}}是?(?:机身|铭牌|标签|外壳|背面)上?的?[印贴写刻标]|(?:<-{{1,2}}|←)(?:这是)?{_ANOTHER_NUMBER}"
    rf"|[ :,]{{1,2}}{_ANOTHER_NUMBER}(?=$|[。\n])|(?<=[0-9]){_ANOTHER_NUMBER}(?=$|[。\n])"
    r"|[, ]{0,2}(?:这个|这串)?(?:看着|看起来|长得|看上去|有点|很){0,2}像(?:是|个)?(?:电话|手机)"
    r"|当(?:成|作|做)?(?:是|个)?(?:电话|手机)"
    r"|[(, ]{0,2}(?:这个|这串)?(?:可)?不是(?:手机|电话|联系)|\] (?:ERROR|WARN|INFO|DEBUG|FATAL|TRACE)))"
)

_JOINS = frozenset(' :=#/_"是为号')  # may stand between a noun and its number
_FORMS = "工单|订单|[维保报]修单|任务单|服务单|登记单|受理单|投诉单|安装单"
# 小单 is a person, 派单 is done; a 号码 is said of telephones.
_PAPERS = (
    rf"{HAN}(?<![小老阿姓找叫傅下派接抢报开转催回改名菜简排买埋])单|{HAN}(?<![号扫起加])码"
    rf"|{HAN}(?<![保验认签论查求办])证"
)
_DOES = r"(?:[开补签拿办换要取寄交领送丢]|(?<!维)修)"  # 开发票138… is no number of an invoice
_ENDS_A_PAPER_SAID = frozenset("单码证")


@cache
def _paper() -> re.Pattern[str]:
    words = other_words("papers")
    return re.compile(
        rf"(?:(?:{any_of(other_words('senders'))})的?(?:订单|单子|快递|包裹)|(?P<form>{_FORMS}|{any_of(other_words('senders'))}|{_DOES}(?:{any_of(words)}|{HAN}{{2,4}}证))|{_PAPERS}|{any_of(words)})$"
    )


@cache
def _ends_a_paper() -> frozenset[str]:
    words = (*other_words("papers"), *other_words("senders"))
    return _ENDS_A_PAPER_SAID.union(word[-1] for word in words)


_OF_PAPER = Lazy(
    r"[ ,]?(?:还|一直|已经?|都|怎么|什么时候|啥时候|帮我?|请|麻烦|[昨今前]天|昨晚|上周.?|[上下]午|刚刚?"
    r"|早上|就|才){0,4}"
    r"(?:[没未不查催派送退转]|[开下提建录报]的|谁|哪[个位]|咋|什么情况|到[谁哪]|审批|完[成结]|关闭|结单|发货|到哪|到货|签收|签字|到期|盖章|改签|进度|状态|物流)"
)
_PERSON = Lazy(rf"[ ,]?{HAN}{{1,3}}(?:先生|女士|小姐|师傅|老师|经理|主任|阿姨|大爷|大哥|大姐|[总工姐哥](?![^\W0-9_]))")
# What befalls a thing, and no telephone number; behind a word for the thing.
_OF_A_THING = Lazy(
    r"(?:已经?|又|一直|再次|频繁)?(?:下架|离线|掉线|失联|不在线|无响应|过期|到期|刷不[开了]|扫不[了出]|充不[进了]|改签|签收|发货|到货|审批|缺货|断货)"
)
_AS_A_DEVICE = Lazy(r"(?:已经?|又|一直|再次|频繁|自动)?(?:重启|报警|死机|超时|故障|丢包|异常|在线)")
_OFF_LINE = Lazy(r" ?(?:已经?|又|一直|再次|频繁)?(?:离线|掉线|失联|不在线|不上线|无响应)了?(?=$|[,。;!])")
_SHOWN = (
    r"(?:铭牌|机身|标牌|标签|贴纸|[背正反]面|卡面)[上下]?面?的?[贴写印标刻喷打]?的?(?:一串|数字){0,2}"
    r"|(?:屏幕?|面板|仪表|液晶|表|机器)[上里]?显示|(?:扫描?枪?|扫码枪?|读码器?|条码枪|枪|读|扫一)[扫读]?(?:出来?|得到?|到|显示|结果)|扫一扫"
    r"|二维码[下上里](?:[面方边])?的?(?:数字|号码?)?|[后前末][0-9]{1,2}位|(?:有一?|这|那|一长?)串(?:数字|号码?|码)?"
)


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{any_of(other_words('counts'))})(?:总?[数值量])?|{_SHOWN})[了到着的得]?$")


@cache
def _ends_a_counted() -> frozenset[str]:
    return frozenset("扫数值量了到着的得贴写印标刻喷打示果出来位牌身签纸串字下上里面方边").union(
        word[-1] for word in other_words("counts")
    )


@cache
def _device() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(other_words('devices'))})$")


_LATIN = Lazy(
    r"(?<![A-Za-z])(?:build|version|ver|rev|batch|lot|job|task|case|[up]id|firmware|fw|ticket|token|seq|item|part|asset"
    r"|barcode|sku|commit|patch|bug|issue|hash|sensor|device|node|channel|record|isbn|ean|upc|order|invoice|tracking|waybill|ref|serial|s/?n|bill|account|err|error|session|request|trace|event|alarm|epoch|timestamp|ts|ip|port|vin|[tg]id|loid|udi|node|(?-i:P/?O|S/?O|W/?O|DN|RMA|ASN)|(?<![信Vv])id)"
    r"(?: ?(?:no|id|number|code))?\.?$"
    r"|(?-i:(?<=[a-z])(?<!phone)(?<!mobile)(?<!tel)(?<!contact)(?:I[dD]|No|Code|S[nN]|Key)|_(?:id|no|sn|code))$",
    re.IGNORECASE,
)
_TOPIC = Lazy(r"[^#\n0-9]{0,12}#(?![0-9])")
# 钢瓶号138…, 抽奖号138…: what has a number is no person.
_NUMBERED = frozenset(
    "奖承瓶证考架柜桩表井阀箱灯图料件批炉罐缸席桌铺梯枪泵卡账帐票据签牌仓格槽盘屏杆闸标样品货药剂液案卷档簿册书条别胎轴轮缆锁行费房栋床嘱具路站间阅封期刊约"
)
_DIALLED = frozenset(("机卡", "话卡", "区别", "机账", "机帐", "宝账", "宝帐"))
_CALLED_SO = Lazy(r"[管员长工队室部班台]小计$")  # a sum, or whoever is called so
SAID_A_PHONE = Lazy(
    rf"[ ,(]{{0,2}}(?:这个?|那个?|应该|好像|就){{0,2}}是?{HAN}{{0,4}}(?:电话|热线|手机号?)(?=$|[吧,。;!?)])"
    rf"|[# ,(]{{0,3}}{HAN}{{0,6}}?是(?:[我他她您你]|本人|客户|业主|老板|师傅|联系人?)们?的?"
    rf"(?:{HAN}{{0,2}}电话|热线|手机号?|号码?)(?=$|[吧,。;!?)])"
)
_BEFORE_A_SIGN = frozenset(("", " ", "\n", ",", "。"))
_FURTHEST = 16
_LAST_ASCII = "\x7f"


def is_named_another_thing(plain: str, start: int, end: int) -> bool:
    """Whether the words in front are of another number; #138…# is a topic."""
    at = start
    while at and plain[at - 1] in _JOINS:
        at -= 1
    last = plain[at - 1 : at]
    if last in _NUMBERED and plain[at : at + 1] == "号" and plain[at - 2 : at] not in _DIALLED:
        return _PERSON.match(plain, end) is None
    if last in _ends_a_counted() and _counted().search(plain, max(0, at - _FURTHEST), at):
        return not (_PERSON.match(plain, end) or _CALLED_SO.search(plain, max(0, at - 3), at))
    if last in _ends_a_paper() and _is_on_paper(plain, at, end):
        return True
    if last > _LAST_ASCII and (_befalls_a_thing if at == start else _is_off_line)(plain, at, end):
        return True
    if last.isascii() and (last.isalpha() or last == "."):
        return _LATIN.search(plain, max(0, at - _FURTHEST), at) is not None
    return plain[start - 1 : start] == "#" and (
        plain[start - 2 : start - 1] in _BEFORE_A_SIGN or _TOPIC.match(plain, end) is not None
    )


def _befalls_a_thing(plain: str, start: int, end: int) -> bool:
    """设备138…离线"""
    if _OF_A_THING.match(plain, end):
        return True
    return (
        _AS_A_DEVICE.match(plain, end) is not None
        and _device().search(plain, max(0, start - _FURTHEST), start) is not None
    )


def _is_off_line(plain: str, start: int, end: int) -> bool:
    """集中器 0571 88392291 离线"""
    return (
        _OFF_LINE.match(plain, end) is not None
        and _device().search(plain, max(0, start - _FURTHEST), start) is not None
    )


def _is_on_paper(plain: str, at: int, end: int) -> bool:
    """The number of a paper, or, behind the name of a form, that of the one who filled it in."""
    match = _paper().search(plain, max(0, at - _FURTHEST), at)
    if match is None:
        return False
    if _OF_PAPER.match(plain, end):
        return True
    return not (match["form"] or _PERSON.match(plain, end))
