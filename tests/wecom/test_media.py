from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import api, media
from bot.channels.errors import ChannelError, ChannelRejected, ChannelUnavailable
from bot.channels.media import Media, MediaTooLarge, MediaType, file_name
from bot.wecom.client import WecomClient
from tests.wecom.tiny_wecom import Call, Says, TinyWecom

PHOTO = bytes(range(256)) * 4


def file(content: bytes, *, content_type: str = "image/jpeg", disposition: str | None = None) -> Says:
    async def says(_: Call) -> web.StreamResponse:
        headers = {"Content-Type": content_type, "Content-Disposition": disposition or 'attachment; filename="a.jpg"'}
        return web.Response(body=content, headers=headers)

    return says


async def test_a_picture(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/get", file(PHOTO, content_type="Image/JPEG; x=1"))
    assert await client.media("m-1") == Media(PHOTO, "image/jpeg", "a.jpg")
    assert wecom.calls_of("media/get")[0].query == {"access_token": "token-1", "media_id": "m-1"}


async def test_an_error_comes_with_status_200_and_as_json(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/get", {"errcode": 40007, "errmsg": "invalid media_id"})
    with pytest.raises(ChannelRejected) as error:
        await client.media("m-1")
    assert error.value.errcode == 40007


async def test_an_error_as_plain_text_is_no_file_either(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/get", web.Response(text='{"errcode": 40007, "errmsg": "invalid media_id"}'))
    with pytest.raises(ChannelRejected):
        await client.media("m-1")


async def test_a_file_that_happens_to_be_json_is_a_file(client: WecomClient, wecom: TinyWecom):
    content = b'{"errcode": 40007}'
    wecom.says("media/get", file(content, content_type="application/json"))
    assert (await client.media("m-1")).content == content


async def test_a_dead_token_is_replaced_for_files_too(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/get", {"errcode": 42001, "errmsg": "expired"}, file(PHOTO))
    assert (await client.media("m-1")).content == PHOTO
    assert wecom.issued == 2


async def test_the_token_is_not_in_the_error(client: WecomClient, wecom: TinyWecom):
    async def tell_all(call: Call) -> dict[str, object]:
        return {"errcode": 40007, "errmsg": str(call.query)}

    wecom.says("media/get", tell_all)
    with pytest.raises(ChannelRejected) as error:
        await client.media("m-1")
    assert "token-1" not in str(error.value)


async def test_a_file_too_large_by_its_own_account_is_not_read(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/get", file(PHOTO))
    with pytest.raises(MediaTooLarge):
        await client.media("m-1", most=len(PHOTO) - 1)
    assert len((await client.media("m-1", most=len(PHOTO))).content) == len(PHOTO)


def in_chunks(content: bytes) -> web.StreamResponse:
    async def chunks():
        for start in range(0, len(content), 100):
            yield content[start : start + 100]

    return web.Response(body=chunks(), headers={"Content-Type": "video/mp4"})


async def test_a_file_that_does_not_tell_its_size_is_stopped_at_the_limit(client: WecomClient, wecom: TinyWecom):
    async def says(_: Call) -> web.StreamResponse:
        return in_chunks(PHOTO)

    wecom.says("media/get", says)
    assert (await client.media("m-1")).content == PHOTO
    with pytest.raises(MediaTooLarge):
        await client.media("m-1", most=len(PHOTO) - 1)


async def test_a_file_that_breaks_off_is_an_outage(client: WecomClient, wecom: TinyWecom):
    async def says(_: Call) -> web.StreamResponse:
        return web.Response(body=broken(), headers={"Content-Type": "video/mp4", "Content-Length": "1024"})

    async def broken():
        yield b"only this"
        raise ConnectionResetError

    wecom.says("media/get", says)
    with pytest.raises(ChannelUnavailable):
        await client.media("m-1")


async def test_an_answer_with_neither_error_nor_file_is_an_outage(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/get", {"errcode": 0, "errmsg": "ok"})
    with pytest.raises(ChannelUnavailable, match="without a file"):
        await client.media("m-1")


async def test_a_page_of_a_proxy_is_an_outage(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/get", web.Response(status=502, text="<html>", content_type="text/html"))
    with pytest.raises(ChannelUnavailable):
        await client.media("m-1")


async def pieces(call: Call) -> web.StreamResponse | dict[str, object]:
    if "Range" not in call.headers:
        return {"errcode": 830002, "errmsg": "file too large"}
    first, last = map(int, call.headers["Range"].removeprefix("bytes=").split("-"))
    piece = PHOTO[first : last + 1]
    where = f"bytes {first}-{first + len(piece) - 1}/{len(PHOTO)}"
    headers = {"Content-Range": where, "Content-Type": "video/mp4", "Content-Disposition": "attachment"}
    return web.Response(status=206, body=piece, headers=headers)


@pytest.mark.parametrize("piece", [16, 336, 1024, 4096])
async def test_a_large_file_comes_in_pieces(
    client: WecomClient, wecom: TinyWecom, monkeypatch: pytest.MonkeyPatch, piece: int
):
    monkeypatch.setattr(media, "PIECE", piece)
    wecom.says("media/get", pieces)
    assert await client.media("m-1") == Media(PHOTO, "video/mp4", None)
    assert len(wecom.calls_of("media/get")) == 1 + -(-len(PHOTO) // piece)


async def test_pieces_are_stopped_at_the_limit(client: WecomClient, wecom: TinyWecom, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(media, "PIECE", 16)
    wecom.says("media/get", pieces)
    with pytest.raises(MediaTooLarge):
        await client.media("m-1", most=100)


async def test_a_server_that_knows_no_pieces_sends_all_at_once(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/get", {"errcode": 830002, "errmsg": "file too large"}, file(PHOTO))
    assert (await client.media("m-1")).content == PHOTO


def test_pieces_suit_encrypted_files():
    assert media.PIECE % 16 == 0
    assert media.PIECE <= 20_000_000


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="合同 2026.pdf"', "合同 2026.pdf"),
        ("attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf", "合同.pdf"),
        ("attachment; filename=\"%E5%90%88.pdf\"; filename*=utf-8''%E5%90%88%E5%90%8C.pdf", "合同.pdf"),
        ("attachment; filename=a.jpg", "a.jpg"),
        ('attachment; filename="a\udce5.jpg"', "a\ufffd.jpg"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\temp\\\\a.jpg"', "a.jpg"),
        ('attachment; filename="a\tb\x00.jpg"', "ab.jpg"),
        ('attachment; filename=".."', None),
        ('attachment; filename=""', None),
        ("attachment", None),
        ("", None),
        (";;;===", None),
    ],
)
def test_names_of_files_are_names_alone(header: str, name: str | None):
    assert file_name(header) == name


@given(st.text(alphabet=st.one_of(st.sampled_from("filename*=\"';utf-8%E5\r\n/."), st.characters())))
def test_any_header_gives_a_name_or_none(header: str):
    name = file_name(f"attachment; {header}")
    assert name is None or (name and not set(name) & set('/\\"\n'))


async def test_an_upload_shows_its_name_as_it_is(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/upload", {"errcode": 0, "errmsg": "", "type": "file", "media_id": "m-9", "created_at": "1"})
    assert await client.upload_media(MediaType.FILE, '工单 "42".pdf', b"%PDF-1.7", "application/pdf") == "m-9"
    [call] = wecom.calls_of("media/upload")
    assert call.query == {"access_token": "token-1", "type": "file"}
    assert call.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert 'name="media"; filename="工单 _42_.pdf"'.encode() in call.body
    assert b"Content-Type: application/pdf" in call.body
    assert b"\r\n\r\n%PDF-1.7\r\n" in call.body


async def test_an_upload_is_made_again_with_another_token(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/upload", {"errcode": 40014}, {"errcode": 0, "media_id": "m-9"})
    assert await client.upload_media(MediaType.IMAGE, "a.jpg", PHOTO, "image/jpeg") == "m-9"
    assert all(PHOTO in call.body for call in wecom.calls_of("media/upload"))


async def test_an_upload_may_take_longer_than_other_calls(
    client: WecomClient, wecom: TinyWecom, monkeypatch: pytest.MonkeyPatch
):
    """As a large file does on a thin line."""

    async def slowly(_: Call) -> dict[str, object]:
        await asyncio.sleep(0.3)
        return {"errcode": 0, "media_id": "m-9"}

    wecom.says("media/upload", {"errcode": 0, "media_id": "m-1"}, slowly)
    await client.upload_media(MediaType.IMAGE, "a.jpg", PHOTO, "image/jpeg")  # and the token is there
    monkeypatch.setattr(api, "TIMEOUT", aiohttp.ClientTimeout(total=0.1))
    assert await client.upload_media(MediaType.IMAGE, "a.jpg", PHOTO, "image/jpeg") == "m-9"


async def test_an_upload_that_gives_no_id_is_an_outage(client: WecomClient, wecom: TinyWecom):
    wecom.says("media/upload", {"errcode": 0})
    with pytest.raises(ChannelError, match="no media_id"):
        await client.upload_media(MediaType.IMAGE, "a.jpg", PHOTO, "image/jpeg")
