"""Uploaded files: what kind, how large, how long they live, and in parts."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, FormData
from multidict import CIMultiDictProxy

from emulator.server import Emulator
from tests.emulator.api import Api

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(100))
AMR_SECOND = (b"\x3c" + b"\0" * 31) * 50  # fifty frames of 20 ms, 12.2 kbit/s
MB = 1 << 20


class Files:
    def __init__(self, wecom: Emulator, api: Api, session: ClientSession) -> None:
        self._wecom, self._api, self._session = wecom, api, session

    async def upload(
        self, kind: str, data: bytes, filename: str = "a.bin", path: str = "media/upload"
    ) -> dict[str, Any]:
        form = FormData(quote_fields=False)
        form.add_field("media", io.BytesIO(data), filename=filename)
        query = {"access_token": self._api.token, "type": kind}
        return await self._api.request("POST", path, params=query, data=form)

    async def get(self, media_id: str, part: str = "") -> tuple[int, CIMultiDictProxy[str], bytes]:
        query = {"access_token": self._api.token, "media_id": media_id}
        headers = {"Range": part} if part else {}
        url = f"{self._wecom.url}/cgi-bin/media/get"
        async with self._session.get(url, params=query, headers=headers) as response:
            return response.status, response.headers, await response.read()


@pytest.fixture
async def files(wecom: Emulator, api: Api) -> AsyncIterator[Files]:
    async with ClientSession() as session:
        yield Files(wecom, api, session)


async def test_what_is_uploaded_comes_back_with_its_name(files: Files):
    answer = await files.upload("image", PNG, "现场 1.png")
    assert (answer["errcode"], answer["errmsg"], answer["type"]) == (0, "", "image")
    assert answer["created_at"].isdecimal()
    status, headers, data = await files.get(answer["media_id"])
    assert (status, data) == (200, PNG)
    assert headers["Content-Type"] == "image/png"
    name = "%E7%8E%B0%E5%9C%BA%201.png"
    assert headers["Content-disposition"] == f"attachment; filename=\"{name}\"; filename*=utf-8''{name}"


@pytest.mark.parametrize(
    ("kind", "data", "errcode"),
    [
        ("poster", PNG, 40005),
        ("image", b"", 44001),
        ("file", b"12345", 40006),
        ("file", b"123456", 0),
        ("image", b"GIF89a picture", 40004),
        ("image", b"\xff\xd8\xff" + bytes(10 * MB), 40009),
        ("image", b"\xff\xd8\xff" + bytes(10 * MB - 3), 0),
        ("voice", b"ID3 no amr", 40004),
        ("voice", b"#!AMR\n" + bytes(2 * MB), 40006),
        ("voice", b"#!AMR\n" + AMR_SECOND * 60, 0),
        ("voice", b"#!AMR\n" + AMR_SECOND * 61, 45007),
        ("video", b"\0\0\0\x18ftypmp42", 0),
        ("video", b"RIFF....AVI ", 40004),
        ("video", b"\0\0\0\x18ftyp" + bytes(10 * MB), 40011),
        ("file", bytes(20 * MB), 0),
        ("file", bytes(20 * MB + 1), 40006),
    ],
)
async def test_each_kind_has_its_type_and_size(files: Files, kind: str, data: bytes, errcode: int):
    assert (await files.upload(kind, data))["errcode"] == errcode


async def test_an_upload_without_a_file_is_empty(api: Api):
    assert (await api.post("media/upload", {}, type="file"))["errcode"] == 44001
    form = FormData({"other": "text"}, default_to_multipart=True)
    query = {"access_token": api.token, "type": "file"}
    assert (await api.request("POST", "media/upload", params=query, data=form))["errcode"] == 44001


async def test_media_dies_after_three_days_with_an_error_in_json(wecom: Emulator, api: Api, files: Files):
    media_id = (await files.upload("file", b"a report"))["media_id"]
    wecom.world.clock.advance(timedelta(days=3, seconds=-5))
    await api.log_in()
    assert (await files.get(media_id))[2] == b"a report"
    wecom.world.clock.advance(timedelta(seconds=5))
    status, headers, data = await files.get(media_id)
    assert status == 200
    assert headers["Content-Type"] == "application/json; charset=UTF-8"
    assert b'"errcode": 40007' in data


async def test_an_unknown_or_missing_media_id_is_an_error(api: Api):
    assert (await api.get("media/get", media_id="made up"))["errcode"] == 40007
    assert (await api.get("media/get"))["errcode"] == 41006


@pytest.mark.parametrize(
    ("part", "expected", "content_range"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
    ],
)
async def test_a_file_can_be_had_in_parts(files: Files, part: str, expected: bytes, content_range: str):
    media_id = (await files.upload("file", b"0123456789"))["media_id"]
    status, headers, data = await files.get(media_id, part)
    assert (status, data, headers["Content-Range"]) == (206, expected, content_range)


@pytest.mark.parametrize("part", ["bytes=10-", "bytes=3-2", "bytes=-5", "all"])
async def test_a_range_that_makes_no_sense_is_refused(files: Files, part: str):
    media_id = (await files.upload("file", b"0123456789"))["media_id"]
    assert b"40146" in (await files.get(media_id, part))[2]


async def test_more_than_20_mb_must_be_fetched_in_parts(wecom: Emulator, files: Files):
    now = wecom.world.clock.now()
    large = wecom.world.media.add("video", bytes(20 * MB + 1), filename="v", now=now)
    assert b"830002" in (await files.get(large.media_id))[2]
    assert len((await files.get(large.media_id, f"bytes=0-{20 * MB - 1}"))[2]) == 20 * MB


async def test_a_picture_for_texts_has_an_address_that_lasts_but_no_media_id(wecom: Emulator, api: Api, files: Files):
    url = (await files.upload("", PNG, "a.png", "media/uploadimg"))["url"]
    wecom.world.clock.advance(timedelta(days=400))
    async with ClientSession() as session, session.get(url) as response:
        assert await response.read() == PNG
    async with ClientSession() as session, session.get(url + "x") as response:
        assert response.status == 404
    await api.log_in()
    assert (await api.send("image", {"media_id": url.rsplit("/", 1)[1]}))["errcode"] == 40007
    too_large = await files.upload("", b"\xff\xd8\xff" + bytes(2 * MB), "a.jpg", "media/uploadimg")
    assert too_large["errcode"] == 40009
