import re

import pytest

from nlp.identifiers import find_identifiers
from nlp.normalize import normalize
from nlp.serial_shapes import Likeness, likeness
from nlp.serials import key_of
from nlp.spans import Claims


@pytest.mark.parametrize("other", ["ACU24110093", "acu-2411-0093", "ACU 2411 0093", "ACU-24IL0O93", "ACU/24110093"])
def test_two_writings_of_one_serial_number_have_the_same_key(other: str) -> None:
    assert key_of(other) == key_of("ACU-24110093")


def test_another_serial_number_has_another_key() -> None:
    assert key_of("ACU-24110094") != key_of("ACU-24110093")


def test_a_serial_number_is_kept_as_it_was_written() -> None:
    text = normalize("外机SN 2203-hvj-119O")
    (serial,) = find_identifiers(text, Claims(len(text.plain))).serials
    assert (serial.value, serial.key) == ("2203-HVJ-119O", "2203HVJ1190")


@pytest.mark.parametrize(("message", "found"), [("L8-22 不出水", ["L8-22"]), ("L8-2 不出水", []), ("XL8-22", [])])
def test_a_tenant_knows_the_shape_of_its_own_serial_numbers(message: str, found: list[str]) -> None:
    text = normalize(message)
    shapes = [re.compile(r"L[0-9]-[0-9]{2}")]
    identifiers = find_identifiers(text, Claims(len(text.plain)), serial_shapes=shapes)
    assert [serial.value for serial in identifiers.serials] == found


@pytest.mark.parametrize(
    ("token", "looks"),
    [
        ("ACU-24110093", Likeness.SURE),
        ("AGV-N2-031", Likeness.SURE),
        ("FT0617", Likeness.FAIR),
        ("UDS-N3-4402", Likeness.FAIR),
        ("PF2K9XQ1", Likeness.FAIR),
        ("AC-2203-0117", Likeness.SURE),
        ("BC-5390", Likeness.FAINT),  # a model as well as a number
        ("KFR-35GW", Likeness.FAINT),
        ("AL-0117", Likeness.FAINT),
        ("6ES7214-1AG40-0XB0", Likeness.FAINT),
        ("SF1398420217756", Likeness.NONE),
        ("A-3-1203", Likeness.NONE),
    ],
)
def test_what_models_papers_faults_and_flats_look_like_is_hardly_a_serial_number(token: str, looks: Likeness) -> None:
    assert likeness(token) is looks
