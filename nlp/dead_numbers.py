"""Telephone numbers at which nobody is to be reached any more, as whoever writes them says."""

from __future__ import annotations

import re

from nlp.characters import STOPS
from nlp.patterns import HAN, Lazy

_ENDS = r"(?=了|$|[,。;!?)\s])"
_IT = r"(?:[这那此该]?[个张台条]?(?:号码?|电话|手机号?|座机|(?:手机|电话|SIM)卡|卡|固话)?)"
_SINCE = (
    r"(?:现在|如今|目前|上个月|去年|昨天|已经?|早就?|都|是|被我?|我|他|她|给|号主|机主|人家|对方|客户|系统|语音|提示音?|显示"
    r"|播报|听?说|[打拨]过?去|[打拨]了|一直|总是?|老是?|好像|应该|估计|可能|据说|就|也|个"
    r"|搬[家走迁]后?|离职后?|[,: ]){0,7}"
)
_DEAD = (
    rf"(?:[停拆撤销删]机|拆除|撤销|转让|下线|过户(?:给了?{HAN}{{1,4}}?)?|失效|作废|注销|停用|过期|报停|停号|销号|退网|离网|携转){_ENDS}"
    rf"|暂停(?:使用)?{_ENDS}|停止使用|已(?:[停拆撤换退]|注销|失效){_ENDS}|欠费(?:停机|了)|(?<=[早经已就机话号卡0-9])[停拆撤丢换退删]了{_ENDS}|(?<=[被我])(?:删|注销|拉黑)掉?了"
    r"|(?:不要|别|勿)再?打了|请?勿再?[打拨](?=[,。;!)]|$)|(?<=是)[旧老](?:的|号码?)(?=[,。;!)]|$)(?!.{0,3}[还也能可])"
    rf"|无效(?:了|的)?(?=[,。;!)\s]|$)|不再使?用|不再?用了{_ENDS}|不算(?:数|了)?{_ENDS}|(?<=[说方家])[打拨]错了{_ENDS}|(?:离职|退休|调走|调离)了?(?:作废|停用)?{_ENDS}|查无此人|撤回(?!了?一?条)|[打拨]不了了|报销了{_ENDS}"
    r"|(?:假|错|乱写|瞎写|瞎编|编|乱填|随便[填写编]|胡[写填编]|瞎填|骗人|无效)的(?=号|电话|手机|$|[,。;!?)])|错号|空的?号|误(?:拨|打|发|填|写|录|登)"
    rf"|(?:不要|别)再?(?:用|存|记|留|保存|理)(?:了|$|[,。;!])"
)
_OF_THE_CALL = rf"的?[那这][通个条次]?{_IT}(?:是|属于)误(?:拨|打|发)"
_A_NEW_ONE = r"[^\n]{0,12}[0-9]{7}"
_ANOTHER_PERSON = (
    r"是?我?们?(?:之前|以前|上一?[个任]|前一?任|原来的?|原先的?|老)(?:的)?"
    rf"(?:(?:(?<!老){HAN}{{1,2}})?(?:租[客户]|房[东客]|业主|住户|店长|物业|保安|老师|经理|联系人|同事|主人|管家|管理员|负责人|主管|[班站队组科园校院]长|主任"
    rf"|老板|前台|司机|师傅|对接人|机主|号主)|(?<=任){HAN}{{0,3}})的?(?:号码?|电话|手机)?{_ENDS}"
    r"|[打拨]过去(?:(?:是|说|人家|对方)[^。\n0-9]{0,12}(?:不是|没这|别人|陌生)|不是(?![忙占]))"
    r"|(?<=[,。 (])(?:这个?|那个?)?(?:不是|并非)(?:我|本人|他|她|客户|业主|机主)们?家?的?(?:号码?|电话|手机)"
    r"(?!.{0,2}[吗么?])"
    rf"|是{HAN}{{1,8}}?(?:早就?|已经?|都|就)(?:不用|停机?|注销|丢|换|作废|停用|报停){_ENDS}"
    rf"|[^\n0-9]{{0,20}}[, ](?:这个?|那个?)?(?:号码?|电话)"
    rf"(?:肯定|应该|好像|估计|可能|是|都){{0,2}}(?:错|不对|有误|错的){_ENDS}"
    rf"|是(?:别人|他人|陌生人)的?(?:号码?|电话|手机)?{_ENDS}"
    r"|(?:被|已经?)?(?:卖|转让?|送|给)了?给?(?:了?别人|他人)"
)
_SAYS_SO = Lazy(rf"{_IT}{_SINCE}(?:{_DEAD})|{_OF_THE_CALL}|{_ANOTHER_PERSON}")
_MISSENT = Lazy(
    rf"{HAN}{{0,6}}[, ](?:刚才)?[发打写贴填留]错(?:人|群|了|号码?|地方){{0,2}}(?=$|[,。;!)])(?!{_A_NEW_ONE})"
)
_NO_MORE = Lazy(rf"{HAN}{{0,8}}[, ](?:请?勿|别|不要)再(?:联系|打|拨打?)(?=了?(?:$|[,。;!)]))")
# One of these is in whatever says so.
_MARKS = frozenset(
    "乱瞎填胡删停拆撤销让线户失作注报退离携欠查不假错编骗无空误别租房业住店物老经联同主管班站队组科园校院前司师对机号调丢过旧换算卖转送"
)
_ENGLISH = Lazy(
    r"[ ,(]{0,2}(?:(?:is|was|it's|now|already) ){0,2}(?:wrong|invalid|dead|disconnected|out of (?:service|use)"
    r"|no longer|not in (?:service|use)|not (?:mine|working)|doesn't work|an? (?:old|wrong))\b",
    re.IGNORECASE,
)
_ASKS = Lazy("了?(?:吗|么|[?？])")
_PREFIX = " /(,。"
_REACH = 24


def is_dead(plain: str, end: int) -> bool:
    """Whether what stands behind a number says so: 138…早就停机了, 0571-…拆机了, 139…是之前租客的."""
    behind = plain[end : end + _REACH]
    if behind[:1] in STOPS:
        return False
    said = behind.lstrip(_PREFIX)
    if not _MARKS.isdisjoint(said) and (match := _SAYS_SO.match(plain, end + len(behind) - len(said))):
        return _ASKS.match(plain, match.end()) is None
    if said[:1].isascii() and said[:1].isalpha() and _ENGLISH.match(plain, end):
        return True
    if "错" in behind and _MISSENT.match(plain, end):
        return True
    return "再" in behind and _NO_MORE.match(plain, end) is not None
