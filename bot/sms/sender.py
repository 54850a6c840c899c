"""One interface for whoever sends SMS."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.channels.facts import Facts, value_of
from bot.config import SmsTemplate
from tickets.calendar import LOCAL


class SmsSender(Protocol):
    async def send(self, phone: str, template: SmsTemplate, facts: Facts) -> str:
        """To one number; gives the provider's id of the message. Raises ChannelError, `WayShut` among them."""
        ...


def shown(value: str | datetime) -> str:
    return f"{value.astimezone(LOCAL):%m月%d日 %H:%M}" if isinstance(value, datetime) else value


def text_of(template: SmsTemplate, facts: Facts) -> str:
    """A whole message; what is not known is left out."""
    return template.text.format_map(_Known(facts))


class _Known(dict[str, str]):
    def __init__(self, facts: Facts) -> None:
        super().__init__({fact.value: shown(value) for fact, value in facts.items()})

    def __missing__(self, _: str) -> str:
        return ""


def values_of(template: SmsTemplate, facts: Facts) -> list[str]:
    """What stands in {1}, {2} … of a template that the provider has."""
    return [shown(value_of(named, facts)) for named in template.params]
