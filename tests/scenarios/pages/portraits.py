"""How a member lets customers see their picture, pressing what can be pressed on the phone."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from yarl import URL

from tests.scenarios.conftest import Desk
from tests.scenarios.pages.conftest import linked

HERE = "/me/demo"
AGREES = {"consent": "agree", "grant": "avatar"}


async def asks(desk: Desk, userid: str = "wanggong") -> tuple[URL, str]:
    """Presses the button on the page that the chat leads to; gives what WeCom is asked, and what it shows."""
    person = desk.wecom.person(userid)
    page = await person.opens(f"{desk.url}{HERE}")
    assert page.status == 200
    async with person.browser.get(urljoin(desk.url, linked(page.text, "/portrait?form="))) as asked:
        return asked.url, await asked.text()


async def answers(desk: Desk, answer: dict[str, str], userid: str = "wanggong") -> str:
    """The page afterwards."""
    asked, shown = await asks(desk, userid)
    assert "的以下信息" in shown
    async with desk.wecom.person(userid).browser.get(asked.update_query(answer)) as page:
        assert page.status == 200
        assert urlsplit(str(page.url)).path == HERE
        return await page.text()


async def agrees(desk: Desk, userid: str = "wanggong") -> str:
    page = await answers(desk, AGREES, userid)
    assert "好了，客户看得到您的照片了。" in page
    return page


async def takes_it_back(desk: Desk) -> str:
    page = (await desk.wang.opens(f"{desk.url}{HERE}")).text
    mark = page.split('name="form" value="', 1)[1].split('"', 1)[0]
    async with desk.wang.browser.post(f"{desk.url}{HERE}/portrait/forget", data={"form": mark}) as answer:
        return await answer.text()


def is_kept(desk: Desk, userid: str = "wanggong") -> bool:
    with desk.reading() as uow:
        return uow.portraits.of(userid) is not None


async def comes_back(desk: Desk, asked: URL, code: str) -> str:
    query = {"code": code, "state": asked.query["state"]}
    async with desk.wang.browser.get(URL(asked.query["redirect_uri"]).update_query(query)) as page:
        return await page.text()
