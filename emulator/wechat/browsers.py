"""The browsers of a customer's phone: WeChat's own, whose page login knows whose phone it is, and the one in which a
link of a text message opens.
"""

from __future__ import annotations

from enum import StrEnum

from aiohttp import ClientSession, CookieJar
from yarl import URL

PHONE_COOKIE = "phone"
"""What WeChat's page login knows of the browser: whose it is, an openid."""


class Browser(StrEnum):
    WECHAT = "wechat"
    SYSTEM = "system"


_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
USER_AGENTS = {
    Browser.WECHAT: f"{_PHONE} Mobile/15E148 MicroMessenger/8.0.50(0x1800323c) NetType/WIFI Language/zh_CN",
    Browser.SYSTEM: f"{_PHONE} Version/17.5 Mobile/15E148 Safari/604.1",
}


def session_of(openid: str, browser: Browser, wechat: str) -> ClientSession:
    """With cookies of its own. `wechat`: where the page login is."""
    session = ClientSession(cookie_jar=CookieJar(unsafe=True), headers={"User-Agent": USER_AGENTS[browser]})
    if browser is Browser.WECHAT:
        session.cookie_jar.update_cookies({PHONE_COOKIE: openid}, URL(wechat))
    return session
