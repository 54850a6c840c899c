"""Where a number stands: behind a word for one, set apart, or behind a word for something else."""

from __future__ import annotations

from nlp.cues import FILLER
from nlp.patterns import HAN, Lazy
from nlp.serial_shapes import digits_of

# 锁号 2F0098A1, 设备台账 YB-0912; but no door, place or model.
_A_NUMBER_WORD = Lazy(
    rf"(?:资产|固资)$|(?:[^\W_]|^)(?<!程序)(?<![型版图房门楼室铺位柱班信牌工座床层栋幢区库线频单料批密])"
    rf"(?:(?<![0-9])号码?|编号|编码|码|ID|id|标签|台账|贴纸|卡片)(?:{FILLER}){{0,4}}$"
)
# 购机单JD3117, 零件L8X4-C2200: of a paper or a part.
_ANOTHER_THING = Lazy(
    r"(?:[^报]单|单据|凭证|零件|配件|备件|部件|物料|图纸|图号|确认号|预订号|货架|标准|型号|版本|固件|软件|规格|尺寸|坐标|色号|颜色"
    r"|[车仓库货铺床]位|房间|包[间厢]|楼栋|门牌|商铺|泳道|桌|教室|会议室|轴承|密封圈|油封|皮带|三角带|螺[栓丝母]|灯管|滤[芯网]|电容"
    r"|保险丝|员工|病历|患者|病人|学生|会员|高铁|动车|航班|列车|车次)[号码: ]{0,2}$"
)
_A_MODEL = Lazy(
    r"(?:型号(?:贴纸|标签)?|规格|机型|款式|系列|版本|版|软件|固件|程序|[Mm]odel|MODEL|代码|报警|报错|错误|显示|故障码?|提示|驱动|图纸|标准|会议|航班|密码|主机名|电脑名|计算机名|用户名|证书?编?号)"
    r"[:是为 ]{0,3}$"
)
# 前一句，US19C0388，后一句: nothing else is said in its clause.
_BEGINS_A_CLAUSE = Lazy(r"(?:^|(?<=[,。;:(\n、 ]))[ ]?$")
_ENDS_A_CLAUSE = Lazy(r"[ ,。;()\n]|$")
_GOES_ON = Lazy(rf"号?[ ]?(?![楼室层单座幢栋户铺元店]|号楼){HAN}")
# 血透机4VCH-88126
_BEHIND_A_DEVICE = Lazy(
    r"(?:[机器仪柜泵箱炉屏锁桩灯杆盖梯表阀车床门闸塔变扇管秤镜板块组头源关调椅台架罐枪缸库窗棚端脑统线轮钟铃刀计]"
    r"|设备|[0-9]#|[那这][台部个只])[(: ]{0,2}$"
)
# RC-DS-0219 那台屏
_POINTED_AT = Lazy(" ?[那这][台部个只根套块]")
_A_DEVICE = Lazy(
    rf" ?(?:退回|返修|返厂|寄回|换回|拆下|装回)|(?!{HAN}{{0,3}}[停关开死跳待]机)号?{HAN}{{0,3}}?"
    r"(?:机|器|仪|柜|泵|箱|炉|电视|空调|道闸|[扶直电货客]梯|灯|屏|锁|模块|电源|桩|叉车|井盖)"
)
_NUMBERED = Lazy(
    rf"(?<=[0-9]) ?号(?![楼店门]){HAN}{{0,6}}?(?:机|器|梯|柜|泵|灯|屏|闸|桩|炉|锁|车(?!位)|床|箱)"
)  # HZ0117号道闸
_CHINESE = Lazy(HAN)
_FEW = 6  # digits


def is_said(plain: str, start: int) -> bool:
    """Behind a word for a number, 锁号."""
    return _A_NUMBER_WORD.search(plain, max(0, start - 12), start) is not None


def numbers_a_device(plain: str, end: int) -> bool:
    return _NUMBERED.match(plain, end) is not None


def is_pointed_at(plain: str, end: int) -> bool:
    return _POINTED_AT.match(plain, end) is not None


def is_of_another_thing(plain: str, start: int) -> bool:
    return _ANOTHER_THING.search(plain, max(0, start - 8), start) is not None


def is_called_a_model(plain: str, start: int) -> bool:
    return _A_MODEL.search(plain, max(0, start - 8), start) is not None


def is_glued(plain: str, start: int, end: int) -> bool:
    """Between its maker and its device, as a model: 索尼KD-65X9000电视."""
    return bool(
        _CHINESE.match(plain, max(0, start - 1))
        and _A_DEVICE.match(plain, end)
        and not is_behind_a_device(plain, start)
    )


def is_set_apart(plain: str, start: int, end: int) -> bool:
    """In its own clause, at its device, or where a clause begins that tells what is wrong."""
    if is_behind_a_device(plain, start) or is_pointed_at(plain, end) or _A_DEVICE.match(plain, end):
        return True
    begins = _BEGINS_A_CLAUSE.search(plain, max(0, start - 2), start)
    return bool(begins and _GOES_ON.match(plain, end)) or has_its_clause(plain, start, end)


def is_behind_a_device(plain: str, start: int) -> bool:
    return _BEHIND_A_DEVICE.search(plain, max(0, start - 4), start) is not None


def has_its_clause(plain: str, start: int, end: int) -> bool:
    token = plain[start:end]
    if plain[start - 1 : start] == "(" and token.count("-") == 1:
        return False  # 冷水机组(19XR-5050)
    if " " in (plain[start - 1 : start], plain[end : end + 1]) and "-" not in token and digits_of(token) < _FEW:
        return False  # 背面刻着 DTMAX CN0826
    return bool(_ENDS_A_CLAUSE.match(plain, end) and _BEGINS_A_CLAUSE.search(plain, max(0, start - 2), start))
