"""A car that stands where it must not."""

from __future__ import annotations

from nlp.patterns import Lazy

# Where a car must not stand, and how one stops there.
_ROAD = (
    r"(?:高速(?![,0-9]*(?:上?(?:跑|开)起来|[0-9]+码|行驶|档|挡|风))|国道|省道|县道|高架|快速路|绕城|环线"
    r"|[东南西北一二三四五]环|隧道|匝道|应急车?道|超车道|服务区|[大高]桥|桥上|立交|半[路道途]|马路|路中间|路中央|路当中"
    r"|路口|路上|路边|半幅路"
    r"|途中|(?<![A-Za-z])[GS]\d{2,4}(?![0-9A-Za-z-])|开着开着|跑着跑着|开到一半|荒郊)"
)
_STOPPED = (
    r"(?:抛锚|抛在|爆胎|趴[窝在]|熄火|走不[了动]|动不了|开不[了动]|打不[着燃]|断电|没电|没油|开锅|不走了|失去动力"
    r"|没有?动力|没劲|启动不了|发动不了|不动了|停[在着]|停路边|拖车|锁死|失灵"
    r"|断[了轴]|不敢[开动]|横在|压着|占着|占了)"
)
STRANDED = Lazy(rf"{_ROAD}[^。;!\n]{{0,24}}{_STOPPED}|{_STOPPED}[^。;!\n]{{0,16}}{_ROAD}")
# Nobody stands there any more: 换了备胎, 现在能开.
BACK_ON_THE_ROAD = Lazy(
    r"换(?:了|上)备胎|补好|能开了|(?:现在|后来|又|还)能[开走着]|下来就好|拖[到回走]|拖车拖|开回|开到(?:店|家|厂"
    r"|你)|又着了|重新着"
)
