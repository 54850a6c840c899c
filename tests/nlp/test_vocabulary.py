from datetime import datetime

from nlp import Reader, Vocabulary, read

NOW = datetime(2026, 11, 18, 10, 0)  # noqa: DTZ001 - the reader is told local time


def test_a_tenants_devices_sites_brands_and_serial_numbers_are_known() -> None:
    own = Vocabulary(
        areas=("江南片区",),
        sites=("云上里",),
        devices={"蒸汽魔盒": "家电"},
        brands=("凌霄",),
        serial_shapes=("KX[0-9]{5}",),
    )
    text = "江南片区云上里5幢凌霄蒸汽魔盒不出汽 KX00123，13800138000"
    reading = Reader.load(own).read(text, NOW)
    assert reading.address is not None
    assert (reading.address.value, reading.address.area, reading.address.site) == (
        "江南片区云上里5幢",
        "江南片区",
        "云上里",
    )
    assert reading.device is not None
    assert reading.device.value == "凌霄蒸汽魔盒"
    assert reading.brand is not None
    assert reading.category is not None
    assert reading.category.value == "家电"
    assert [serial.value for serial in reading.serials] == ["KX00123"]


def test_our_own_staff_are_nobodys_customers() -> None:
    text = "3幢电梯坏了，小魏13800138000"
    assert read(text, NOW).customer is not None
    assert Reader.load(Vocabulary(staff=("小魏",))).read(text, NOW).customer is None


def test_the_packaged_words_are_kept_once_and_a_tenants_own_stay_its_own() -> None:
    own = Reader.load(Vocabulary(devices={"蒸汽洗地机": "保洁环境"}, areas=("河姆渡",))).dictionary
    one, other = Reader.load().dictionary, Reader.load().dictionary
    assert one.shapes is other.shapes
    assert one.trades is other.trades
    assert one.lists is own.lists
    assert "蒸汽洗地机" in own.trades
    assert "蒸汽洗地机" not in one.trades
    assert "河姆渡" in own.areas
    assert "河姆渡" not in one.areas
