"""The ways that lead to a tenant's customers, as far as they are set up: official account, templates, SMS."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.facts import Fact, Facts, value_of
from bot.channels.shut import Shut, WayShut
from bot.config import OfficialAccount, Sms, SmsTemplate, Template
from bot.sms.sender import SmsSender
from bot.texts.customer_news import by_sms
from bot.wechat.client import WechatClient
from bot.wechat.template import TemplateError, template
from tickets.notifications import Stage
from tickets.ways import Way


@dataclass(frozen=True, slots=True)
class Chat:
    """The official account."""

    client: WechatClient
    settings: OfficialAccount


@dataclass(frozen=True, slots=True)
class Texts:
    """SMS."""

    sender: SmsSender
    settings: Sms


@dataclass(frozen=True, slots=True)
class Ways:
    """Each call raises ChannelError; `WayShut` where another way is to be taken."""

    chat: Chat | None = None
    texts: Texts | None = None

    def of_stage(self, stage: Stage) -> frozenset[Way]:
        """Those that are set up for news of this step."""
        ways = set()
        if self.chat is not None:
            ways.add(Way.CHAT)
            if stage in self.chat.settings.templates:
                ways.add(Way.TEMPLATE)
        if self.texts is not None and stage in self.texts.settings.templates:
            ways.add(Way.SMS)
        return frozenset(ways)

    def template_of(self, way: Way, stage: Stage) -> Template | SmsTemplate | None:
        """As it is set up. What is said in the chat nobody has to approve: there is none."""
        match way:
            case Way.TEMPLATE:
                return self._account().settings.templates[stage]
            case Way.SMS:
                return self._gateway().settings.templates[stage]
        return None

    @property
    def sends_codes(self) -> bool:
        return self.texts is not None and self.texts.settings.code is not None

    async def say(self, openid: str, text: str) -> None:
        await self._account().client.say(openid, text)

    async def send_template(self, openid: str, stage: Stage, facts: Facts, *, once: str) -> str:
        """`once`: the same again within ten minutes is not sent. Gives the id that `TemplateDelivered` names."""
        chat, link = self._account(), facts.get(Fact.LINK)
        wanted = chat.settings.templates[stage]
        values = {key: value_of(named, facts) for key, named in wanted.fields.items()}
        try:
            message = template(openid, wanted.id, values, url=link if isinstance(link, str) else None, once=once)
        except TemplateError as error:  # a fact that this ticket lacks, or that does not fit the field
            raise WayShut(Shut.LACKS, None, str(error)) from None
        return await chat.client.send_template(message)

    async def send_sms(self, phone: str, stage: Stage, facts: Facts) -> str:
        """Gives the provider's id of it."""
        wanted = self._gateway().settings.templates[stage]
        return await self._sms(phone, wanted, by_sms(stage, facts, wanted))

    async def send_code(self, phone: str, code: str, *, minutes: int) -> str:
        wanted = self._gateway().settings.code
        assert wanted is not None, "asked for where codes are sent"
        return await self._sms(phone, wanted, {Fact.CODE: code, Fact.MINUTES: str(minutes)})

    async def _sms(self, phone: str, wanted: SmsTemplate, facts: Facts) -> str:
        return await self._gateway().sender.send(phone, wanted, facts)

    def _account(self) -> Chat:
        assert self.chat is not None, "asked for where there is an official account"
        return self.chat

    def _gateway(self) -> Texts:
        assert self.texts is not None, "asked for where there is SMS"
        return self.texts
