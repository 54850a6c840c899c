from __future__ import annotations

import pytest

from bot.commands.line import main


@pytest.mark.parametrize(
    "words",
    [
        ("tickets", "--json", "--limit", "0"),
        ("tickets", "--json", "--limit", "99999999999999999999"),
        ("duplicates", "--days", "99999999999"),
        ("duplicates", "--days", "week"),
        ("demo", "--port", "1"),
    ],
)
def test_a_number_out_of_its_range_is_refused_with_the_option_it_stands_behind(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert f"argument {words[-2]}:" in capsys.readouterr().err
