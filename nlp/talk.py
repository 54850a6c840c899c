"""What names a fault and reports none: hearsay, what is over, questions of general interest, one's own odds and ends,
what is sold, notices and lessons; and what tells of work that was done.

Most of it the weights know (`nlp/taught.py`): here stands what they would take for something else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from nlp.patterns import Lazy, matches
from nlp.phrases import Placed

_HEARSAY = Lazy(r"(?:全市|我们这片|我们这一片|[^,。]{2}这边)[^,。;\n]{0,5}停[电水]|群里[说讲传]")
_OVER = Lazy(
    r"(?:修好|修完|换完|清洗|保养|大修)(?:过)?(?:以后|之后|后)[^,。;\n不没又还]{0,6}(?:真|很|就|特别|都)?(?:凉快|好用|安静|稳|干净|好多|舒服)"
    r"|(?:结果|原来|最后查出|查出来)是[^,。;\n]{2,}"
)
_WONDERING = Lazy(r"(?:校|查|保养|检查)过没有?呀?$|什么时候退|有没有要求")
# Nobody is sent for what people carry with them, nor for programs, files and links.
_ONES_OWN = Lazy(
    r"(?:小程序|公众号|[aA][pP][pP]|网页|网站|页面|系统里|后台|链接)[^,。;\n门闸桩锁]{0,8}(?:闪退|转圈|打不开|提交不了|点不开|登不|登录不|收不到|报错|白屏|加载)"
    r"|(?:电影院|酒店|宾馆|餐馆|火锅店|网红店|动车|高铁)(?:的)?(?:空调|隔音|灯|声音)[^,。;\n]{0,3}(?:开得|真差|太)"
)
_SOLD = Lazy(
    r"(?:老牌|专业|各类|各种)?(?:家电|管道|空调|水电|设备|电器)(?:维修|疏通|清洗)(?:找我|[:,])|自提|不漏不收|修不好不收"
    r"|(?:上门|专[业修])(?:修|维修|安装|通|开锁|补漏)[^。;\n]{0,16}(?:公道|合理|放心|便宜|优惠|随叫)"
)
_NOTICE = Lazy(r"议题|请各?(?:各|大家|走[0-9一二三东西南北]|绕|保存好?文件|避让|互相转|周知|户)|周?例会[:]")
_LESSON = Lazy(r"(?:培训|演练|考核题?|考试|案例|课程|讲座|演示|示例|教程|脚本|题目)(?:内容|分享|题)?[:)]")
_DONE = Lazy(
    r"备机已(?:经)?[换上用]|换上备|(?:已经?|都)(?:复位|解救|脱困|排除|修复|送(?:设备科|返厂|去修|修))|(?:活|安装|施工|调试)(?:都|已经)?(?:干|做|弄|搞)?完(?:了|毕)"
    r"|照片(?:稍后|晚上|晚点|随后)[传发]|让[^,。;\n]{0,6}(?:再|多|顺便|顺带)带|(?:重启|复位|清洁|清灰|更换|换|紧固)(?:以|之)?后(?:就|已|都)?(?:恢复)?正常"
)
# Others' noise, smoke, cars and odds and ends: nothing of ours to mend.
_NEIGHBOURS = Lazy(
    r"(?:小孩|孩子|邻居|隔壁|楼上|广场舞|装修)[^,。;\n]{0,6}(?:天天|老是?|半夜|一直)?(?:跳|跑来跑去|吵|唱|打麻将|弹琴|砸墙)[^。;\n]{0,12}(?:说说|管管|投诉|死了)"
    r"|(?:有人|邻居|楼下)[^,。;\n]{0,6}(?:抽烟|吸烟)"
)
# A job that goes on: what it waits for, what was agreed, what is to be written of it.
_GOES_ON = Lazy(
    r"缺[^,。;\n]{1,10},[^。;\n]{0,8}(?:到货|[周明后][一二三四五六日天]?才?能?到)|(?:师傅|师父)来的时候|[0-9]+点后去"
)
# Points at a job as everybody knows it, and tells something new of it: 黑屏那位刚回电, 换刀臂的单子.
_REFERS = Lazy(
    r"[^,。;\n]{2}那[家户位单条](?!店|公司)的?[^。;\n打]{0,8}?(?:问|回电|来电|说(?!还|又|一直)|催|改|让)|那[家户位],?就是"
    r"|(?:的|那个)(?:事儿|单子|工单)(?=[,。;呢]|\Z)|(?:照片|视频|铭牌)(?:我)?(?:已经?|刚)?(?:发|传)[^,。;\n]{0,3}(?:邮箱|微信|群里|你)|@工单|不用拖"
    r"|水(?:已经?)?止住"
)
_THE_JOB = Lazy(r"[那这](?:家|单|条|户|张|位|笔|一单)(?!店|公司)")
# Work, and that all is well since: settles it.
_WORKED = Lazy(
    r"(?:换|调|修|装|清|通|焊|紧|校|补|接|加|拧|疏通|更换|清洗|除垢|处理|清洁|调整|润滑)(?:好|完|紧|新|上|毕|成"
    r"|干净|过)|(?:疏通|更换|清洗|维修|检修|安装|调试)完|(?:已经?|都|给|刚)(?:更换|换|调|修|清|通|处理|复位|重启|加|紧)"
    r"|(?:加|换|补|紧|调|清|校)了|换(?:油|滤|新)|复位|重启好|除垢|放出|解救|救出"
)
_WELL = Lazy(r"正常|待[料件]|验收|确认(?=\Z|[,。])|说(?:可以|好了|行)|回到[0-9]|好了|安全放出")
_NOT_DONE = Lazy(
    r"又|还是|但|可是|不过|结果|仍|没[两几]天|没多久|依[旧然]|就是|一[^,。]{1,4}就|不行|不好|没好|再派|要求"
    r"|就(?:坏|跳|漏|不)"
)

# Only talk where nobody says who or where they are, and asks for nothing.
_IDLE = Lazy(r"会不会|哪[个里儿]|别再|刚在|昨[天晚日](?!.*(?:[又报]|还[是没]|今[天早]|开始|起))|哈哈")
# A piece of work is asked for: 想换两个龙头, 帮忙补一块瓷砖, 请来个师傅.
_WORK = (
    r"(?:安装|装|换|改|补|通|修剪|修|清洗|洗|移|加装|拆|刷|剪|除|拧|固定|校准|校|接|焊|疏通|更换"
    r"|检修|保养|清理|打扫|配)"
)
_ASKED_FOR = Lazy(
    rf"(?<![不没别刚已先自了]){_WORK}(?:一下|个|[一两二三四五六1-9][个块台扇条盏套把组处根只次辆片])"
    r"|(?:请|叫|派|来|找)(?:一?[个位])?(?:师傅|人|电工|水工)(?:来|看|修|弄|过来|上门)"
)

MODES = {
    "hearsay": _HEARSAY,
    "over": _OVER,
    "wondering": _WONDERING,
    "ones_own": _ONES_OWN,
    "sold": _SOLD,
    "notice": _NOTICE,
    "lesson": _LESSON,
    "neighbours": _NEIGHBOURS,
    "done": _DONE,
    "goes_on": _GOES_ON,
    "refers": _REFERS,
    "the_job": _THE_JOB,
    "well": _WELL,
    "idle": _IDLE,
    "asked_for": _ASKED_FOR,
}
_FOR_NOBODY = ("hearsay", "over", "wondering", "ones_own", "sold", "notice", "lesson", "neighbours")


def signs() -> dict[str, list[str]]:
    """For each mode the pairs of characters of which a text must hold one."""
    text = (Path(__file__).parent / "lexicon" / "signs.toml").read_text(encoding="utf-8")
    return {name: words.split() for table in tomllib.loads(text).values() for name, words in table.items()}


def told_as(plain: str, shape: str, found: Mapping[str, Placed]) -> Iterator[str]:
    """Lists of `kinds.toml` that the way in which something is told speaks for; `found` are the `signs` in the text."""
    held = {mode for mode in MODES.keys() & found.keys() if MODES[mode].search(plain)}
    if not held:
        return
    for_nobody = held.intersection(_FOR_NOBODY)
    yield from ["none.sure"] * len(for_nobody)
    of_a_job = list(_of_a_job(plain, shape, held))
    yield from of_a_job
    if "asked_for" in held:
        yield "report.work"
    elif "idle" in held and not of_a_job:
        yield "none.idle"


def _of_a_job(plain: str, shape: str, held: AbstractSet[str]) -> Iterator[str]:
    if ("well" in held or "done" in held) and not _NOT_DONE.search(plain):
        if "well" in held and _WORKED.search(plain) and _ends_well(plain, shape):
            yield "followup.over"
        elif "done" in held:
            yield "followup.sure"
    if "goes_on" in held:
        yield "followup.sure"
    if "refers" in held:
        yield "followup.refers"
    if "the_job" in held:
        yield "followup.job"


def _ends_well(plain: str, shape: str) -> bool:
    """All is well, and nothing wrong is told behind that."""
    ends = [match.end() for match in matches(_WELL, plain)]
    return bool(ends) and "X" not in shape[ends[-1] :]
