"""Pictures, voices and files: fetched from the channel, which forgets them after three days, and handed to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

import aiohttp

from bot.channels.api import Api
from bot.channels.errors import ChannelRejected, ChannelUnavailable

GET = "/cgi-bin/media/get"
UPLOAD = "/cgi-bin/media/upload"
FILE_NEEDS_RANGE = 830002
MOST = 50 * 1024 * 1024
PIECE = 16 * 1024 * 1024
"""At most 20 MB, and a multiple of 16: some files are stored encrypted in blocks."""
CHUNK = 64 * 1024


class MediaType(StrEnum):
    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Media:
    """`content_type` is lower case and without parameters; `name` is the sender's, without any folder."""

    content: bytes = field(repr=False)
    content_type: str
    name: str | None


class MediaTooLarge(ChannelRejected):
    def __init__(self, most: int) -> None:
        super().__init__(None, f"the file has more than {most} bytes")


async def fetch(api: Api, media_id: str, most: int = MOST) -> Media:
    try:
        return await api.call(lambda token: _Download(api, token, media_id, most).whole())
    except ChannelRejected as error:
        if error.errcode != FILE_NEEDS_RANGE:
            raise
    return await api.call(lambda token: _Download(api, token, media_id, most).in_pieces())


async def upload(api: Api, kind: MediaType, name: str, content: bytes, content_type: str) -> str:
    """Gives the media id, good for three days. A file is shown to people under `name`."""
    answer = await api.post_form(UPLOAD, lambda: form(name, content, content_type), type=kind.value)
    if not isinstance(media_id := answer.get("media_id"), str):
        raise ChannelUnavailable(None, "media/upload gave no media_id")
    return media_id


class _Download:
    def __init__(self, api: Api, token: str, media_id: str, most: int) -> None:
        self._api = api
        self._params = {"access_token": token, "media_id": media_id}
        self._token = token
        self._most = most
        self._content = bytearray()

    async def whole(self) -> Media:
        async with self._api.stream(GET, self._params, {}) as response:
            if (elsewhere := await self._read(response)) is None:
                return self._media(response)
        async with self._api.stream_from(elsewhere) as response:
            if await self._read(response) is None:
                return self._media(response)
        raise ChannelUnavailable(None, "the file is nowhere to be found")

    async def in_pieces(self) -> Media:
        while True:
            start = len(self._content)
            pieces = {"Range": f"bytes={start}-{start + PIECE - 1}"}
            async with self._api.stream(GET, self._params, pieces) as response:
                await self._read(response)
                if len(self._content) >= _total(response) or len(self._content) == start:
                    return self._media(response)

    async def _read(self, response: aiohttp.ClientResponse) -> str | None:
        """Gives the address at which the file is instead: the official account does so with videos."""
        if not _is_file(response):
            answer = self._api.answer_in(response.status, await response.read(), hidden=[self._token])
            if isinstance(url := answer.get("video_url"), str):
                return url
            raise ChannelUnavailable(None, f"HTTP {response.status} without a file")
        if (response.content_length or 0) > self._most - len(self._content):
            raise MediaTooLarge(self._most)
        async for chunk in response.content.iter_chunked(CHUNK):
            self._content += chunk
            if len(self._content) > self._most:
                raise MediaTooLarge(self._most)
        return None

    def _media(self, response: aiohttp.ClientResponse) -> Media:
        name = file_name(response.headers.get("Content-Disposition", ""))
        return Media(bytes(self._content), response.content_type.lower(), name)


def form(name: str, content: bytes, content_type: str) -> aiohttp.FormData:
    """The file is shown under `name`, and wants it as it is, not percent-encoded."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("media", content, filename=_FORBIDDEN.sub("_", name), content_type=content_type)
    return form


_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff"\\/]')


def file_name(content_disposition: str) -> str | None:
    """Strangers choose it: no folders, nothing invisible. `filename*`, which knows Chinese, goes before `filename`."""
    header = Message()
    header["Content-Disposition"] = content_disposition
    given = [value for key, value in header.get_params([], "Content-Disposition") if key.lower() == "filename"]
    if not given:
        return None
    name = collapse_rfc2231_value(max(given, key=lambda value: isinstance(value, tuple)))
    name = PureWindowsPath(PurePosixPath(name).name).name
    return _FORBIDDEN.sub("", name).strip(". ") or None


def _is_file(response: aiohttp.ClientResponse) -> bool:
    """An error comes with HTTP 200 too, as JSON without a disposition."""
    named = "Content-Disposition" in response.headers
    return response.status in (200, 206) and (named or response.content_type not in ("application/json", "text/plain"))


def _total(response: aiohttp.ClientResponse) -> int:
    """Bytes of the whole file: what follows the slash in `bytes 0-1023/2048`; 0 where the server sent all at once."""
    total = response.headers.get("Content-Range", "").rpartition("/")[2]
    return int(total) if total.isascii() and total.isdigit() else 0
