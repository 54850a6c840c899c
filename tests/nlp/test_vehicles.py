import pytest

from nlp.vehicles import check_digit


@pytest.mark.parametrize("vin", ["1M8GDM9AXKP042788", "11111111111111111"])
def test_the_ninth_character_proves_the_others(vin: str) -> None:
    assert check_digit(vin) == vin[8]


def test_an_exchange_of_two_characters_is_noticed() -> None:
    assert check_digit("1M8GDM9AXKP042878") != "X"
