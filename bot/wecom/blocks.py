"""The blocks of a card that are read. Limits are characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePath
from typing import Protocol

from bot.channels.shorten import shorten
from bot.wecom.limits import Check, Wire, without_empty


class Block(Protocol):
    def wire(self, check: Check) -> Wire: ...


def one(block: Block | None, name: str, check: Check) -> Wire | None:
    return None if block is None else block.wire(check.at(name))


def every(blocks: Sequence[Block], name: str, check: Check, *, least: int = 0, most: int) -> list[Wire]:
    check.at(name).count(blocks, least, most)
    return [block.wire(check.at(f"{name}[{place}]")) for place, block in enumerate(blocks)]


# ---- where a tap leads


@dataclass(frozen=True, slots=True)
class Web:
    url: str

    def wire(self, check: Check) -> Wire:
        return {"type": 1, "url": check.at("url").url(self.url)}


@dataclass(frozen=True, slots=True)
class MiniProgram:
    appid: str
    page: str = ""

    def wire(self, check: Check) -> Wire:
        return without_empty({"type": 2, "appid": check.at("appid").exact(self.appid), "pagepath": self.page})


Link = Web | MiniProgram


@dataclass(frozen=True, slots=True)
class Attachment:
    media_id: str

    def wire(self, check: Check) -> Wire:
        return {"type": 2, "media_id": check.at("media_id").exact(self.media_id)}


@dataclass(frozen=True, slots=True)
class Profile:
    """The page of a member of the company."""

    userid: str

    def wire(self, check: Check) -> Wire:
        return {"type": 3, "userid": check.at("userid").exact(self.userid)}


def led_to(link: Link | Attachment | Profile | None, check: Check) -> Wire:
    return {} if link is None else link.wire(check)


# ---- what is read


class Color(IntEnum):
    GREY = 0
    BLACK = 1
    RED = 2
    GREEN = 3


@dataclass(frozen=True, slots=True)
class Source:
    """The small line above the title. `color` is for notices and button cards only."""

    desc: str
    icon_url: str | None = None
    color: Color | None = None

    def wire(self, check: Check) -> Wire:
        icon = None if self.icon_url is None else check.at("icon_url").url(self.icon_url)
        return without_empty({"desc": check.shown(self.desc, 20), "icon_url": icon, "desc_color": self.color})


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    title: str = ""
    link: Link | None = None

    def wire(self, check: Check) -> Wire:
        words = {"title": check.shown(self.title), "quote_text": check.shown(self.text)}
        return without_empty(led_to(self.link, check) | words)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A number or word in large type."""

    title: str
    desc: str = ""

    def wire(self, check: Check) -> Wire:
        return without_empty({"title": check.shown(self.title, 14), "desc": check.shown(self.desc, 22)})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of name and value. With an attachment the value is the file's name, its suffix included."""

    name: str
    value: str
    link: Web | Attachment | Profile | None = None

    def wire(self, check: Check) -> Wire:
        name = check.at("keyname").required(self.name, 5)
        value = check.shown(self.value)
        suffix = PurePath(value).suffix if isinstance(self.link, Attachment) else ""
        value = shorten(value.removesuffix(suffix), 30 - len(suffix)) + suffix
        return without_empty(led_to(self.link, check) | {"keyname": name, "value": value})


@dataclass(frozen=True, slots=True)
class Paragraph:
    title: str
    desc: str = ""

    def wire(self, check: Check) -> Wire:
        return without_empty({"title": check.at("title").required(self.title, 38), "desc": check.shown(self.desc, 160)})


@dataclass(frozen=True, slots=True)
class Jump:
    """A line at the foot of a notice that leads somewhere."""

    title: str
    link: Link | None = None

    def wire(self, check: Check) -> Wire:
        return led_to(self.link, check) | {"title": check.at("title").required(self.title, 18)}


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    aspect_ratio: float = 1.3

    def wire(self, check: Check) -> Wire:
        if not 1.3 <= self.aspect_ratio < 2.25:
            check.at("aspect_ratio").refuse("must be at least 1.3 and less than 2.25")
        return {"url": check.at("url").url(self.url), "aspect_ratio": self.aspect_ratio}


@dataclass(frozen=True, slots=True)
class PictureWithText:
    image_url: str
    title: str = ""
    desc: str = ""
    link: Link | None = None

    def wire(self, check: Check) -> Wire:
        picture = {"image_url": check.at("image_url").url(self.image_url)}
        words = {"title": check.shown(self.title), "desc": check.shown(self.desc)}
        return without_empty(led_to(self.link, check) | words) | picture
