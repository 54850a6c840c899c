"""Photos as people send them, rendered."""

from __future__ import annotations

import io

import numpy as np
import segno
import zxingcpp
from PIL import Image, ImageDraw, ImageFont


def as_jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def a_nameplate(*lines: str, turned: float = 0.0) -> Image.Image:
    plate = Image.new("RGB", (1200, 120 + 100 * len(lines)), (196, 200, 204))
    draw = ImageDraw.Draw(plate)
    font = ImageFont.load_default(52)
    for number, line in enumerate(lines):
        draw.text((80, 60 + 100 * number), line, fill=(25, 25, 30), font=font)
    return plate.rotate(turned, expand=True, fillcolor=(120, 125, 130), resample=Image.Resampling.BICUBIC)


def a_bar_code(text: str) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_image(scale=3)
    sticker = Image.new("L", (1200, 500), 255)
    sticker.paste(Image.fromarray(np.array(code)), (150, 150))
    return sticker


def a_qr_code(text: str) -> Image.Image:
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=8)
    sticker = Image.new("RGB", (800, 800), "white")
    sticker.paste(Image.open(out).convert("RGB"), (150, 150))
    return sticker


def a_bomb() -> bytes:
    """A few kilobytes that unfold to 400 million pixels."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()
