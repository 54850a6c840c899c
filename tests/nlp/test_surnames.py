from __future__ import annotations

import pytest

from nlp.surnames import surname_of


@pytest.mark.parametrize(
    ("name", "surname"),
    [("王工", "王"), ("王建国", "王"), ("欧阳娜", "欧阳"), ("欧阳", "欧阳"), ("司马工", "司马"), ("", "")],
)
def test_compound_surnames_are_whole(name: str, surname: str):
    assert surname_of(name) == surname
