"""What one person sees in the chat with the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from emulator.card_parts import preselected

CALLBACK_CARDS = ("button_interaction", "vote_interaction", "multiple_interaction")


def calls_back(content: dict[str, Any]) -> bool:
    """Only such template cards raise events, get response codes and can be updated."""
    return content["card_type"] in CALLBACK_CARDS or bool(content.get("action_menu"))


class Sender(StrEnum):
    MEMBER = "member"
    APP = "app"


@dataclass(kw_only=True)
class Card:
    """A template card as this person sees it now.

    `content` has the shape of `template_card` in `message/send`. `greyed` is the label of the grey button that took the
    place of the buttons (`replace_name` or `replace_text`). `selected`: question key -> ids of the chosen options.
    """

    task_id: str
    content: dict[str, Any]
    greyed: str | None = None
    selected: dict[str, list[str]] = field(default_factory=dict)
    updated_at: datetime | None = None

    @classmethod
    def new(cls, content: dict[str, Any]) -> Self:
        """As it is when it comes."""
        return cls(task_id=content.get("task_id", ""), content=content, selected=preselected(content))

    @property
    def live(self) -> bool:
        """Whether it has buttons that can be pressed."""
        return self.greyed is None and self.content["card_type"] in CALLBACK_CARDS


@dataclass(kw_only=True)
class Entry:
    """One line of a conversation.

    `userid` is an openid, and `agent_id` 0, where a customer talks with the official account. `Sender.MEMBER` is
    whoever holds the phone. `kind` and `body` have the names of `message/send`, for what the member sends too:

    text `content` · markdown `content` · image, voice, video, file `media_id filename` ·
    location `latitude longitude scale label` · link `title description url picurl` ·
    textcard `title description url btntxt` · news `articles` · template_card: see `card`.

    On a customer's phone also: msgmenu `head_content list tail_content` · template `title fields url` ·
    sms `sign text` · notice `content`, a grey line that WeChat itself writes.

    `looks`: what a person could read in it, first and after each change (its card was changed, it was recalled);
    `version` counts them from 0.
    """

    id: int
    userid: str
    agent_id: int
    at: datetime
    sender: Sender
    kind: str
    body: dict[str, Any]
    card: Card | None = None
    msgid: str = ""
    recalled: bool = False
    looks: list[str] = field(default_factory=list)

    @property
    def version(self) -> int:
        return len(self.looks) - 1
