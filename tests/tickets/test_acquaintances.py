from __future__ import annotations

from tickets.acquaintances import SURE_AGAIN, confirmed, merged, numbers_in, offers, profiles_of
from tickets.fields import Facts, Field, FieldName, Method

PHONE, SERIAL = FieldName.PHONE, FieldName.SERIAL
OF_WANG = {"customer": "王女士", "address": "钱江新城3幢2单元501"}


def test_a_ticket_tells_whose_its_numbers_are() -> None:
    facts = Facts(phone="138", serial="HR-2025-01", customer="王女士", address="3幢", device="空调", brand="格力")
    assert profiles_of(facts) == {
        (PHONE, "138"): {"phone": "138", "customer": "王女士", "address": "3幢"},
        (SERIAL, "HR202501"): {
            "serial": "HR-2025-01",
            "device": "空调",
            "brand": "格力",
            "address": "3幢",
            "customer": "王女士",
        },
    }


def test_a_sentence_said_instead_of_a_number_is_nobodys() -> None:
    sentence = "铭牌在机器背面看不清楚，客户说等师傅到了以后自己爬上去看一下再说，" * 3
    assert profiles_of(Facts(serial=sentence, customer="王女士")) == {}
    assert numbers_in({SERIAL: " - "}) == {}


def test_serial_numbers_are_found_however_they_are_written() -> None:
    assert numbers_in({SERIAL: "hr 2O25-0I"}) == {SERIAL: "HR202501"}
    assert merged({"serial": "HR-2025-01"}, {"serial": "HR2O2501"})["serial"] == "HR2O2501"


def test_a_number_used_of_many_places_says_nothing_of_the_place() -> None:
    both = merged(OF_WANG, {"customer": "王女士", "address": "滨江花园5幢"})
    assert both == {"customer": "王女士", "address": None}
    assert merged(both, {"address": "滨江花园5幢"})["address"] is None


def test_what_is_read_as_it_was_known_is_surer() -> None:
    read = {FieldName.CUSTOMER: Field("王女士", certainty=0.8), FieldName.ADDRESS: Field("3幢501", certainty=0.5)}
    found = confirmed(read, [OF_WANG])
    assert [field.certainty for field in found.values()] == [SURE_AGAIN, SURE_AGAIN]
    other = {FieldName.CUSTOMER: Field("李先生", certainty=0.8)}
    assert confirmed(other, [OF_WANG]) == other


def test_what_was_not_said_is_offered_and_named_after_its_number() -> None:
    read = {PHONE: Field("13800001111", "138…", "m1"), FieldName.CUSTOMER: Field("小王")}
    assert offers(read, {PHONE: OF_WANG}) == {
        FieldName.ADDRESS: Field("钱江新城3幢2单元501", "13800001111", "m1", Method.KNOWN, 0.5)
    }
    assert offers(read, {PHONE: {"address": None}}) == {}
    assert offers(read, {}) == {}
