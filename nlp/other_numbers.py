"""Words beside digits that say of what else they are the number: 采购单138…, 累计138…, build 138…, 138…是机号."""

from __future__ import annotations

import re

from nlp.patterns import HAN, Lazy

_MEASURE = (
    r"元|块钱?|公里|km\b|KM\b|Km\b|千米|度电|kWh|KWH|吨|万"
    r"|(?:[次度件步页升秒转克米个]|立方米?|平米|平方|小时|分钟?|脉冲|字节|人次|圈|方|m3|L|bytes|pcs)(?=$|[\s,。;!?)/米]|了[,。]|了$)|[%‰℃°Ω]|号楼|次列车|次航班"
)
_ANOTHER_NUMBER = (
    r"(?:(?:设备|机器|机身|机台|资产|出厂|产品|物料|采购|合同|批|[机料货图件桩表箱梯户])(?:编?号码?|序号|ID|编码|码)"
    r"|设备的|物料|[订运工货][^\W0-9]?单|快递单|单号|工号|学号|序列号|编号|条形?码|[卡账帐]号|资产|批次|身份证|IMEI|SN|S/N|QQ)"
)
_IT = r"(?:这个?|这串|那个?|那串|它|上面)?(?:数字|号码?)?"
_PERHAPS = r"(?:应该|好像|估计|可能|大概|其实|貌似|就|才|都|也){0,2}"
SAID_OTHERWISE = re.compile(
    rf" ?(?:{_MEASURE}|\((?:这|{_PERHAPS}是)?{_ANOTHER_NUMBER}"
    rf"|[, ]?{_IT}[, ]?{_PERHAPS}[是为](?:我们?的?|设备的?|它的|个)?{_ANOTHER_NUMBER}"
    rf"|(?:这个|这串|那个){_ANOTHER_NUMBER}|号(?:订单|工单|单子|快递|合同)"
    rf"|[ :,]{{1,2}}{_ANOTHER_NUMBER}(?=$|[。\n])"
    r"|[(, ]{0,2}(?:这个|这串)?(?:可)?不是(?:手机|电话|联系)|\] (?:ERROR|WARN|INFO|DEBUG|FATAL|TRACE))"
)

_JOINS = frozenset(" :=#/是为号")  # may stand between a noun and its number
_PAPER = Lazy(
    r"(?:(?P<form>工单|订单|[维保报]修单|任务单|服务单|登记单|受理单|投诉单|安装单"
    # of whom a parcel or a thing may be, or to whom the number may belong
    r"|顺丰|中通|圆通|申通|韵达|极兔|百世|德邦|邮政|EMS|京东|淘宝|天猫|拼多多|美团|饿了么|唯品会|闲鱼)"
    # 小单 is a person, 派单 is done
    rf"|{HAN}(?<![小老阿姓找叫傅下派接抢报开转催回改名菜简排买埋])单"
    rf"|合同|协议|收据|票据|凭证|保函|报告|{HAN}券|[发车机门船彩]票|[工胸车门]牌|{HAN}(?<![号扫起加])码"
    r"|(?:会员|门禁|[水电饭油]|IC|加油|医保|公交|校园|员工|购物|储值|充值|银行|信用|借记|流量|物联网|一)卡"
    rf"|{HAN}(?<![保验认签论查求])证|证书|执照|用户名|登录名|登陆名|昵称|抖音|快手|微博|小红书)$"
)
_ENDS_A_PAPER = frozenset("单同议票据证函告券牌码卡书照名称音手博丰通达兔世邦政S京东宝猫多团么会鱼")
_OF_PAPER = Lazy(
    r"[ ,]?(?:还|一直|已经?|都|怎么|什么时候|啥时候|帮我?|请|麻烦){0,4}"
    r"(?:[没未不查催派送退]|审批|完[成结]|关闭|结单|发货|到哪|到货|签收|签字|到期|盖章|改签|进度|状态|物流)"
)
_PERSON = Lazy(rf"[ ,]?{HAN}{{1,3}}(?:先生|女士|小姐|师傅|老师|经理|主任|阿姨|大爷|大哥|大姐|[总工姐哥](?![^\W0-9_]))")
# What befalls a thing, and no telephone number; behind a word for the thing.
_OF_A_THING = re.compile(
    r"(?:已经?|又|一直|再次|频繁)?(?:下架|离线|掉线|失联|不在线|无响应|过期|到期|刷不[开了]|扫不[了出]|充不[进了]|改签|签收|发货|到货|审批|缺货|断货)"
)
_DEVICE = Lazy(r"(?:设备|终端|网关|主机|模块|传感器|控制器|采集器|基站|服务器|机台|[电水气热]表|摄像头|充电桩|变频器)$")
_ENDS_A_DEVICE = frozenset("备端关机块器站台表头桩")
_AS_A_DEVICE = Lazy(r"(?:已经?|又|一直|再次|频繁|自动)?(?:重启|报警|死机|超时|故障|丢包|异常|在线)")
_COUNTED = Lazy(
    r"(?:(?:累[计积]|计数器?|走到|跑到|转到|总数|脉冲|流量|冲次|字节|次数|页数|产量|用量|电量|里程|步数|积分|时间戳|坐标|预算|成本|产值|市值|面积|体积|重量"
    r"|[尾货余欠首定借贷存汇程]款|[总单售原报底均市]价|[合共总统小]计|[金余总销营份限业]额|[气水热风油]量|[前后末][0-9]{1,2}位"
    r"|[点阅播浏][击读放览]量?)(?:总?[数值量])?"
    r"|(?:铭牌|机身|标牌|标签|贴纸)[上下]?面?的?[贴写印标刻喷打]?的?(?:一串|数字){0,2}"
    r"|(?:扫描?枪?|扫码枪?|读码器?|条码枪|读)(?:[扫读])?(?:出来?|到|显示|结果))[了到着的]?$"
)
_ENDS_A_COUNTED = frozenset("戳标算本款价计位积计器到数冲量出来示果额分牌签纸贴写印标刻喷打了着的值程字节流次")
_LATIN = Lazy(
    r"(?<![A-Za-z])(?:build|version|ver|rev|batch|lot|job|task|case|[up]id|firmware|fw|ticket|token|seq|item|part|asset"
    r"|barcode|sku|isbn|ean|upc|order|invoice|tracking|waybill|ref|serial|s/?n|bill|account|err|error|session|request|trace|event|alarm|(?-i:PO|SO|WO|DN|RMA|ASN))"
    r"(?: ?(?:no|id|number|code)\.?)?$",
    re.IGNORECASE,
)
_TOPIC = Lazy(r"[^#\n0-9]{0,12}#(?![0-9])")
_FURTHEST = 16
_LAST_ASCII = "\x7f"


def is_named_another_thing(plain: str, start: int, end: int) -> bool:
    """Whether the words in front are of another number; #138…# is a topic."""
    at = start
    while at and plain[at - 1] in _JOINS:
        at -= 1
    last = plain[at - 1 : at]
    if last in _ENDS_A_COUNTED and _COUNTED.search(plain, max(0, at - _FURTHEST), at):
        return True
    if last in _ENDS_A_PAPER and _is_on_paper(plain, at, end):
        return True
    if at == start and last > _LAST_ASCII and _befalls_a_thing(plain, last, start, end):
        return True
    if last.isascii() and last.isalpha():
        return _LATIN.search(plain, max(0, at - _FURTHEST), at) is not None
    return plain[start - 1 : start] == "#" and _TOPIC.match(plain, end) is not None


def _befalls_a_thing(plain: str, last: str, start: int, end: int) -> bool:
    """设备138…离线"""
    if _OF_A_THING.match(plain, end):
        return True
    return (
        last in _ENDS_A_DEVICE
        and _AS_A_DEVICE.match(plain, end) is not None
        and _DEVICE.search(plain, max(0, start - _FURTHEST), start) is not None
    )


def _is_on_paper(plain: str, at: int, end: int) -> bool:
    """The number of a paper, or, behind the name of a form, that of the one who filled it in."""
    match = _PAPER.search(plain, max(0, at - _FURTHEST), at)
    if match is None:
        return False
    if _OF_PAPER.match(plain, end):
        return True
    return not (match["form"] or _PERSON.match(plain, end))
