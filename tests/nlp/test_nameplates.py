from __future__ import annotations

from datetime import datetime

import pytest

from nlp.nameplates import Seen, serials_on

NOW = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001 - the reader is told local time


@pytest.mark.parametrize(
    ("codes", "lines", "serials"),
    [
        ((), ("MODEL KFR-72LW", "S/N: HR2025Q100481", "220V 50Hz"), ("HR2025Q100481",)),
        ((), ("格力电器", "型号 KFR-72LW", "出厂编号：4K1109D0231", "生产日期 2023年05月"), ("4K1109D0231",)),
        (("HR2025Q100481",), (), ("HR2025Q100481",)),
        (("HR2025Q100481",), ("S/N: HR2O25Q1OO481",), ("HR2025Q100481",)),
        (("AB12-00931", "CD34-00932"), ("CD34-00932",), ("CD34-00932", "AB12-00931")),
        (("https://x.example/d?sn=AB12-00931",), (), ("AB12-00931",)),
        (("SN:AB12-00931",), (), ("AB12-00931",)),
        (("6901234567892",), (), ()),
        (("https://weixin.qq.com/r/abc",), (), ()),
        (("hello world",), ("小心轻放", "220V"), ()),
        ((), (), ()),
    ],
)
def test_serial_numbers_on_photos(codes: tuple[str, ...], lines: tuple[str, ...], serials: tuple[str, ...]) -> None:
    assert serials_on(Seen(codes, lines), NOW) == serials
