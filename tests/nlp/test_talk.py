"""Signs spare most messages the search; none of them may be missing."""

import tomllib
from pathlib import Path

import pytest

from nlp.normalize import normalize
from nlp.situations import MAY_SHOCK, SHOCK
from nlp.talk import MODES, signs

CASES = Path(__file__).with_name("cases")
TEXTS = [
    case["text"]
    for name in ("kinds", "categories", "urgency")
    for case in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["cases"]
]
SIGNS = signs()


@pytest.mark.parametrize("name", MODES)
def test_what_is_told_in_a_way_holds_one_of_its_signs(name: str) -> None:
    told = [plain for text in TEXTS if MODES[name].search(plain := normalize(text).plain)]
    assert told
    assert [plain for plain in told if not any(sign in plain for sign in SIGNS[name])] == []


def test_a_shock_holds_the_sign_that_spares_the_search() -> None:
    told = [plain for text in TEXTS if SHOCK.search(plain := normalize(text).plain)]
    assert told
    assert [plain for plain in told if not MAY_SHOCK.search(plain)] == []
