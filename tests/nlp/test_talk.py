"""Signs spare most messages the search for talk; none of them may be missing."""

import tomllib
from pathlib import Path

import pytest

from nlp.normalize import normalize
from nlp.talk import MODES, signs

CASES = Path(__file__).with_name("cases")
TEXTS = [case["text"] for case in tomllib.loads((CASES / "kinds.toml").read_text(encoding="utf-8"))["cases"]]
SIGNS = signs()


@pytest.mark.parametrize("mode", MODES)
def test_what_is_told_in_a_way_holds_one_of_its_signs(mode: str) -> None:
    told = [plain for text in TEXTS if MODES[mode].search(plain := normalize(text).plain)]
    assert told
    assert [plain for plain in told if not any(sign in plain for sign in SIGNS[mode])] == []
