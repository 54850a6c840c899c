import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import nlp
from nlp.reading import Phone

LINES = tomllib.loads(Path(__file__).with_name("cases").joinpath("phone_lines.toml").read_text(encoding="utf-8"))
EVERY = [*LINES["read"], *LINES["misread"]]
NOW = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def phones_in(text: str) -> tuple[Phone, ...]:
    return nlp.read(text, NOW).phones


@pytest.mark.parametrize("line", LINES["read"], ids=lambda line: f"{line['kind']}: {line['text']}")
def test_these_numbers_and_no_others_are_read(line: dict[str, Any]) -> None:
    assert [phone.value for phone in phones_in(line["text"])] == line["phones"]


@pytest.mark.parametrize("line", LINES["misread"], ids=lambda line: f"{line['kind']}: {line['text']}")
def test_what_is_misread_is_known_with_its_reason(line: dict[str, Any]) -> None:
    assert [phone.value for phone in phones_in(line["text"])] == line["found"]
    assert line["found"] != line["phones"]
    assert line["reason"]


def test_who_is_certain_of_a_number_is_right() -> None:
    certain = [
        phone.value in line["phones"] for line in EVERY for phone in phones_in(line["text"]) if phone.certainty >= 0.9
    ]
    assert sum(certain) >= 0.98 * len(certain)


def test_few_look_alikes_are_taken_for_numbers() -> None:
    look_alikes = [line for line in EVERY if not line["phones"]]
    taken = [line["text"] for line in look_alikes if phones_in(line["text"])]
    assert len(taken) <= 0.01 * len(look_alikes), taken
