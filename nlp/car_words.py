"""What stands behind the maker of a car: model, variant, kind of car; or another machine of the maker."""

from __future__ import annotations

from nlp.patterns import Lazy

CAR_MODEL = Lazy(r"[ -]?([A-Za-z0-9][A-Za-z0-9.-]{0,9}(?: ?(?:PLUS|Plus|Pro|PRO|DM-i|DMi|EV|MAX|Max))?)")
VARIANT = Lazy(
    r" ?(?:[0-9]{2} )?(?:DM-i|DMi|DM|EV|PHEV|HEV|MAX|Max|PRO|Pro|PLUS|Plus|MINI"
    r"|(?![PBCU][0-9]{4})[A-Z]{1,3}[0-9]{1,4}[A-Z]?"
    r"|(?!ABS|ESP|EPC|EPS|ESC|GPS|OBD|ECU|AEB|ACC|USB|ETC|LED|SOS|CAN|AC)[A-Z]{1,3}|0[0-9])(?: DM-i)?(?![A-Za-z0-9-])"
)  # 宋PLUS DM-i, 骏铃V6, 欧曼GTL, 海豹06 DM-i
BODY = Lazy(
    r"的?(?:轿车|货车|卡车|客车|面包车|商务车|SUV|皮卡|电动车|新能源车|汽车|车(?!库|位|间|牌|主|门|窗|灯|上|里|子|机|钥|身|轮|座|载|头|尾|顶|架))"
)
BODY_OF_A_LORRY = Lazy(
    r"的?(?:冷藏车|搅拌车|渣土车|自卸车|牵引车|洒水车|清扫车|环卫车|垃圾车|油罐车|罐车|半挂车|厢式货车|厢货|救护车|校车|大巴|中巴|公交车|房车|消防车)"
)
OTHER_MACHINE = Lazy(
    r"(?:[^\W\d_a-z]{0,4})(?:叉车|发电机|水泵|割草机|挖掘机|挖机|装载机|机器人|电机|空调(?![不没])|热泵|织机|缝纫机|堆高车)"
)
