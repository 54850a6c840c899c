import pytest

from nlp.numbering import international, local, national
from nlp.reading import PhoneKind


@pytest.mark.parametrize(
    ("digits", "kind"),
    [
        ("13857104926", PhoneKind.MOBILE),
        ("19957104926", PhoneKind.MOBILE),
        ("057188036142", PhoneKind.LANDLINE),
        ("05782136142", PhoneKind.LANDLINE),
        ("01066554433", PhoneKind.LANDLINE),
        ("4008208820", PhoneKind.SERVICE),
        ("8008208820", PhoneKind.SERVICE),
    ],
)
def test_a_complete_number_has_a_kind(digits: str, kind: PhoneKind) -> None:
    dialable = national(digits)
    assert dialable is not None
    assert (dialable.kind, dialable.value) == (kind, digits)


@pytest.mark.parametrize(
    "digits",
    [
        "",
        "1385710492",
        "138571049261",
        "12857104926",
        "0571880361",
        "05718803614",  # seven digits where a local number has eight
        "057818036142",
        "057108036142",  # no local number begins with 0
        "4008208",
        "6008208820",
    ],
)
def test_what_lacks_a_digit_or_has_one_too_many_is_no_number(digits: str) -> None:
    assert national(digits) is None


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("8613857104926", "13857104926"),
        ("8657188036142", "057188036142"),
        ("86057188036142", "057188036142"),
        ("864008208820", "4008208820"),
        ("85291234567", "+85291234567"),
        ("14155550123", "+14155550123"),
    ],
)
def test_a_country_code_is_dropped_only_at_home(digits: str, value: str) -> None:
    dialable = international(digits)
    assert dialable is not None
    assert dialable.value == value


@pytest.mark.parametrize("digits", ["86138571049", "1415555", "99999999999", ""])
def test_an_impossible_number_abroad_is_none(digits: str) -> None:
    assert international(digits) is None


@pytest.mark.parametrize("digits", ["20261109", "1234567", "123456", "0123456"])
def test_a_date_or_a_wrong_length_is_no_local_number(digits: str) -> None:
    assert local(digits) is None
