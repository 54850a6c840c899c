"""The browsers of a phone: WeChat's and WeCom's own, whose page logins know whose phone it is, and the one in which a
link of a text message opens.
"""

from __future__ import annotations

from enum import StrEnum

from aiohttp import ClientSession, CookieJar
from yarl import URL

PHONE_COOKIE = "phone"
"""What WeChat's page login knows of the browser: whose it is, an openid."""
MEMBER_COOKIE = "member"
"""Likewise WeCom's: a userid, or somebody who is none."""


class Browser(StrEnum):
    WECHAT = "wechat"
    WECOM = "wecom"
    SYSTEM = "system"


_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
USER_AGENTS = {
    Browser.WECHAT: f"{_PHONE} Mobile/15E148 MicroMessenger/8.0.50(0x1800323c) NetType/WIFI Language/zh_CN",
    Browser.WECOM: f"{_PHONE} Mobile/15E148 wxwork/4.1.36 MicroMessenger/7.0.1 Language/zh ColorScheme/Light",
    Browser.SYSTEM: f"{_PHONE} Version/17.5 Mobile/15E148 Safari/604.1",
}


KNOWN_BY = {Browser.WECHAT: PHONE_COOKIE, Browser.WECOM: MEMBER_COOKIE}


def session_of(person: str, browser: Browser, logins: str) -> ClientSession:
    """With cookies of its own. `logins`: where the page logins are."""
    session = ClientSession(cookie_jar=CookieJar(unsafe=True), headers={"User-Agent": USER_AGENTS[browser]})
    if browser in KNOWN_BY:
        session.cookie_jar.update_cookies({KNOWN_BY[browser]: person}, URL(logins))
    return session
