"""Pictures of strangers: what they unfold to is judged before it is unfolded."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.pictures import NoPicture, repainted


def picture(kind: str, *size: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)  # type: ignore[arg-type]  # two numbers
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "size"),
    [("JPEG", (8000, 6300)), ("PNG", (5000, 4001)), ("WEBP", (16_000, 1251)), ("GIF", (5000, 4001))],
)
def test_a_picture_that_claims_to_be_enormous_is_none(kind: str, size: tuple[int, int]) -> None:
    with pytest.raises(NoPicture, match="too many pixels"):
        repainted(picture(kind, *size), side=480, quality=80)


@pytest.mark.parametrize(("kind", "size"), [("JPEG", (8000, 6000)), ("PNG", (4000, 3000)), ("WEBP", (4000, 3000))])
def test_what_a_camera_takes_and_a_screen_shows_is_one(kind: str, size: tuple[int, int]) -> None:
    small = Image.open(io.BytesIO(repainted(picture(kind, *size), side=480, quality=80)))
    assert (small.format, max(small.size)) == ("JPEG", 480)
