from __future__ import annotations

from datetime import datetime

import pytest

from nlp.second_reader import LONGEST_TEXT, answer_in, believable, request, without_phones

NOW = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001 - the reader is told local time
TEXT = "钱江新城3幢电梯门关不上，SN HR-2025 01，王女士138 0000 1111"


def an_answer(content: object, usage: object = None) -> dict[str, object]:
    return {"choices": [{"message": {"content": content}}], "usage": usage or {}}


def test_numbers_to_call_are_hidden_and_nothing_else() -> None:
    hidden = without_phones(TEXT, NOW)
    assert hidden == "钱江新城3幢电梯门关不上，SN HR-2025 01，王女士*************"
    assert without_phones("没有号码", NOW) == "没有号码"


def test_what_is_asked_is_bounded_and_has_a_schema() -> None:
    asked = request("啊" * 10_000, "small")
    assert len(asked["messages"][1]["content"]) == LONGEST_TEXT
    schema = asked["response_format"]["json_schema"]["schema"]
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) == set(schema["properties"])


def test_only_fields_that_were_asked_for_are_taken_from_an_answer() -> None:
    said, tokens = answer_in(an_answer('{"fault": "门关不上", "device": null, "password": "x"}', {"total_tokens": 12}))
    assert (said, tokens) == ({"fault": "门关不上"}, 12)


@pytest.mark.parametrize(
    "response", [None, [], {}, {"choices": []}, an_answer(None), an_answer("[]"), an_answer("{"), an_answer("7")]
)
def test_anything_else_is_no_answer(response: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever is wrong with it
        answer_in(response)


def test_only_words_of_the_text_are_believed_and_only_categories_that_exist() -> None:
    said = {"fault": "门关不上", "address": "钱江新城 3幢", "serial": "hr202501", "device": "扶梯", "category": "电梯"}
    assert believable(said, TEXT) == {
        "fault": "门关不上",
        "address": "钱江新城 3幢",
        "serial": "hr202501",
        "category": "电梯",
    }
    assert believable({"category": "门", "fault": "", "customer": "王女士***"}, TEXT) == {}
