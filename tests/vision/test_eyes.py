"""Photos are read in a process of their own, and none of them can hurt the bot."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from bot.vision.eyes import CannotSee, Eyes
from tests.vision.pictures import a_bar_code, a_bomb, a_nameplate, a_qr_code, as_jpeg


async def test_codes_and_nameplates_are_read(eyes: Eyes) -> None:
    plate = a_nameplate("MODEL KFR-72LW", "S/N: HR2025Q100481", "220V 50Hz 2.1kW", turned=4)
    assert "HR2025Q100481" in " ".join((await eyes.look(as_jpeg(plate))).lines)
    assert (await eyes.look(as_jpeg(a_bar_code("HR2025Q100481")))).codes == ("HR2025Q100481",)
    assert (await eyes.look(as_jpeg(a_qr_code("https://x.example/d?sn=AB12-00931")))).codes == (
        "https://x.example/d?sn=AB12-00931",
    )


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 broken", b"GIF89a", b"<svg/>", b"\x00" * 10_000])
async def test_what_is_no_picture_is_told_apart(eyes: Eyes, content: bytes) -> None:
    with pytest.raises(CannotSee, match="no picture"):
        await eyes.look(content)


async def test_a_bomb_is_not_unfolded(eyes: Eyes) -> None:
    with pytest.raises(CannotSee, match="DecompressionBomb"):
        await eyes.look(a_bomb())


async def test_one_that_takes_too_long_is_given_up_and_the_next_one_is_read(eyes: Eyes) -> None:
    hurried = Eyes(patience=0.01)
    with pytest.raises(CannotSee, match="too long"):
        await hurried.look(as_jpeg(a_bar_code("HR2025Q100481")))
    await hurried.close()
    assert (await eyes.look(as_jpeg(a_bar_code("HR2025Q100482")))).codes == ("HR2025Q100482",)


async def test_a_reader_that_dies_is_replaced(eyes: Eyes) -> None:
    photo = as_jpeg(a_bar_code("HR2025Q100481"))
    await eyes.look(photo)
    assert eyes.process_id is not None
    os.kill(eyes.process_id, signal.SIGKILL)
    with pytest.raises(CannotSee, match="ended"):
        await eyes.look(photo)
    assert (await eyes.look(photo)).codes == ("HR2025Q100481",)


async def test_the_process_ends_when_there_are_no_photos_any_more() -> None:
    eyes = Eyes(patience=100, idle=0.05)
    await eyes.look(as_jpeg(a_bar_code("HR2025Q100481")))
    async with asyncio.timeout(10):
        while eyes.process_id is not None:  # noqa: ASYNC110  # only tests ask for idleness
            await asyncio.sleep(0.02)
    await eyes.close()
