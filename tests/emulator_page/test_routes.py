"""The page's HTTP: what is cached, what is refused, how a stream goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
import pytest_asyncio
from aiohttp import ClientSession
from yarl import URL

from emulator.chat_page_files import FOLDER
from emulator.conversation import Sender
from emulator.server import Emulator


@pytest_asyncio.fixture(loop_scope="session")
async def http(wecom: Emulator) -> AsyncIterator[ClientSession]:
    async with ClientSession(wecom.url) as session:
        yield session


@pytest.mark.parametrize("path", ["/", "/page/js/main.js", "/page/css/base.css", "/page/img/app.svg"])
async def test_a_file_is_asked_about_each_time_and_sent_once(http: ClientSession, path: str):
    first = await http.get(path)
    assert (first.status, first.headers["Cache-Control"]) == (200, "no-cache")
    again = await http.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")
    stale = await http.get(path, headers={"If-None-Match": '"another"'})
    assert (stale.status, await stale.read()) == (200, await first.read())


async def test_nothing_foreign_and_nothing_inline_may_run(http: ClientSession):
    policy = (await http.get("/")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    page = (FOLDER / "index.html").read_text()
    assert "style=" not in page
    assert "<script>" not in page


async def test_a_file_that_somebody_sent_never_runs_as_a_page(wecom: Emulator, http: ClientSession):
    wecom.actions.sends_image("lijing", b"<script>alert(1)</script>", "photo.html")
    media_id = wecom.world.conversation("lijing")[0].body["media_id"]
    answer = await http.get(f"/page/media/{media_id}")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (await http.get("/page/media/unknown")).status == 404


async def test_a_form_of_a_foreign_site_can_do_nothing(wecom: Emulator, http: ClientSession):
    body = '{"userid":"lijing","content":"悄悄话"}'
    assert (await http.post("/page/say", data=body, headers={"Content-Type": "text/plain"})).status == 415
    assert wecom.world.conversation("lijing") == []
    assert (await http.post("/page/say", data=body, headers={"Content-Type": "application/json"})).status == 204


@pytest.mark.parametrize(
    ("action", "body", "status"),
    [
        ("say", {"userid": "nobody", "content": "x"}, 409),
        ("say", {"userid": "lijing", "content": ""}, 400),
        ("say", {"userid": "lijing"}, 400),
        ("press", {"userid": "lijing", "entry": 99, "key": "x"}, 400),
        ("travel", {"minutes": -5}, 400),
        ("switch", {"name": "unknown", "value": True}, 400),
        ("switch", {"name": "outage", "value": "unknown"}, 400),
    ],
)
async def test_what_cannot_be_done_is_refused_with_a_reason(
    http: ClientSession, action: str, body: dict[str, Any], status: int
):
    answer = await http.post(f"/page/{action}", json=body)
    assert answer.status == status
    assert await answer.text()


async def test_what_is_too_long_is_refused_in_words_for_people(http: ClientSession):
    answer = await http.post("/page/say", json={"userid": "lijing", "content": "长" * 20_001})
    assert answer.status == 400
    assert (await answer.text()).startswith("没有发出去，内容太长")


async def test_a_stream_goes_on_where_it_broke_off(wecom: Emulator, http: ClientSession):
    begin = (await (await http.get("/page/state")).json())["last"]
    for text in ("一", "二", "三"):
        wecom.world.add_entry("lijing", Sender.APP, "text", {"content": text})
    first = await _events(http, 1, params={"after": begin})
    assert [event["data"]["body"]["content"] for _, event in first] == ["一"]
    rest = await _events(http, 2, headers={"Last-Event-ID": first[0][0]}, params={"after": begin})
    assert [event["data"]["body"]["content"] for _, event in rest] == ["二", "三"]


async def test_the_place_in_an_earlier_run_means_nothing(http: ClientSession):
    async with http.get("/page/changes", headers={"Last-Event-ID": "earlier-7"}) as stream:
        assert (await stream.text()).endswith("event: reset\ndata: \n\n")


async def _events(http: ClientSession, count: int, **request: Any) -> list[tuple[str, Any]]:
    """The first `count` events: id and data."""
    found: list[tuple[str, Any]] = []
    number = ""
    async with http.get("/page/changes", **request) as stream:
        async for line in stream.content:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "id":
                number = value
            if name == "data":
                found.append((number, msgspec.json.decode(value)))
            if len(found) == count:
                break
    return found


async def test_a_link_on_a_phone_opens_in_a_browser_of_the_phone(wecom: Emulator, http: ClientSession):
    openid = wecom.world.wechat.customer("王女士").openid
    opened = {"as": openid, "to": "https://example.com/t/1?a=b"}
    places = []
    for more in ({}, {"in": "wechat"}, {"in": "system"}, {"as": wecom.world.wechat.customer("陈先生").openid}):
        answer = await http.get("/page/open", params=opened | more, allow_redirects=False)
        place = URL(answer.headers["Location"])
        assert (answer.status, place.host, place.path_qs) == (302, "127.0.0.1", "/t/1?a=b")
        places.append(place.port)
    assert places[0] == places[1]
    assert len(set(places)) == 3, "each has cookies of its own"
    member = {"as": "lijing", "in": "wecom"}
    answer = await http.get("/page/open", params=opened | member, allow_redirects=False)
    assert URL(answer.headers["Location"]).port not in places
    assert (await http.get("/page/open", params=opened | {"as": "lijing"}, allow_redirects=False)).status == 400
    assert (await http.get("/page/open", params=opened | {"in": "wecom"}, allow_redirects=False)).status == 400
    for wrong in ({"as": "stranger"}, {"to": "javascript:alert(1)"}, {"to": ""}, {"to": "http:"}, {"in": "netscape"}):
        assert (await http.get("/page/open", params=opened | wrong, allow_redirects=False)).status == 400
