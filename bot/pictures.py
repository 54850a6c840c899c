"""Pictures that strangers send: judged by what they are, and painted anew."""

from __future__ import annotations

import io

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
CONTENT_TYPE = "image/jpeg"
MOST_PIXELS, MOST_UNLESS_JPEG = 50_000_000, 20_000_000
"""A picture that claims more is a bomb, not a photo. Cameras write JPEG, which can be read smaller than it is; of the
others each pixel takes up to sixteen bytes on the way.
"""


class NoPicture(Exception):
    """It is none that can be read as a whole, or it would unfold to something enormous."""


def repainted(content: bytes, *, side: int, quality: int) -> bytes:
    """The same picture, upright and no longer than `side` pixels, as a JPEG and nothing else: no place where it was
    taken, no second file hidden in it.

    Raises `NoPicture`. Takes a while: not for the event loop.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            _judge(image.width * image.height, image.format)
            image.draft("RGB", (side, side))
            image.thumbnail((side, side))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            clean = Image.new("RGB", upright.size)
            clean.paste(upright)
            out = io.BytesIO()
            clean.save(out, "JPEG", quality=quality)
            return out.getvalue()
    except NoPicture:
        raise
    except Exception as error:  # noqa: BLE001  # strangers' bytes: Pillow raises whatever its parsers trip over
        raise NoPicture(type(error).__name__) from None


def _judge(pixels: int, kind: str | None) -> None:
    if pixels > (MOST_PIXELS if kind == "JPEG" else MOST_UNLESS_JPEG):
        raise NoPicture("too many pixels")
