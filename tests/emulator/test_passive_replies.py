"""The answer in the HTTP response: checked to the letter, and honoured where WeCom honours it."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from aiohttp import web
from wechatpy.enterprise.crypto import WeChatCrypto

from emulator.server import Emulator
from tests.emulator.api import Api
from tests.emulator.bot import Answer, Bot
from tests.emulator.test_cards import CARDS, MENU

GREY = "<Button><ReplaceName>已接单</ReplaceName></Button>"
RIGHT = "<ToUserName>lijing</ToUserName><FromUserName>ww0123456789abcdef</FromUserName><CreateTime>1</CreateTime>"
CARD = """<TemplateCard><CardType>button_interaction</CardType>
<Source><Desc>派单</Desc><DescColor>1</DescColor></Source>
<MainTitle><Title>报修 #42</Title><Desc>已被 王工 接单</Desc></MainTitle>
<HorizontalContentList><KeyName>报修人</KeyName><Value>张三</Value><Type>0</Type></HorizontalContentList>
<HorizontalContentList><KeyName>工程师</KeyName><Value>王工</Value><Type>3</Type><UserId>wanggong</UserId></HorizontalContentList>
<CardAction><Type>2</Type><AppId>wx1</AppId><PagePath>p</PagePath></CardAction>
<ButtonSelection><QuestionKey>q</QuestionKey><Title>类别</Title><Disable>true</Disable>
<OptionList><Id>a</Id><Text>电梯</Text></OptionList></ButtonSelection>
<ButtonList><Text>完工</Text><Style>1</Style><Key>finish</Key></ButtonList>
<ReplaceText>已接单</ReplaceText></TemplateCard>"""


def always(bot: Bot, kind: str, body: str, to: str = "lijing") -> Answer:
    async def answer(_: Element) -> str:
        return bot.reply(to, kind, body)

    return answer


@pytest.mark.parametrize(
    ("kind", "body", "heard"),
    [
        ("text", "<Content>收到</Content>", "收到"),
        (
            "news",
            "<ArticleCount>1</ArticleCount><Articles><item><Title>说明</Title><Url>https://x.cn</Url></item></Articles>",
            "说明",
        ),
    ],
)
async def test_a_message_is_answered_at_once(wecom: Emulator, bot: Bot, kind: str, body: str, heard: str):
    bot.answer = always(bot, kind, body)
    await wecom.person("lijing").says("在吗")
    assert heard in await wecom.person("lijing").hears()
    wecom.assert_nothing_unexpected()


async def test_a_picture_can_be_the_answer(wecom: Emulator, bot: Bot):
    media = wecom.world.media.add("image", b"picture", filename="图.png", now=wecom.world.clock.now())
    bot.answer = always(bot, "image", f"<Image><MediaId>{media.media_id}</MediaId></Image>")
    await wecom.person("lijing").says("在吗")
    await wecom.person("lijing").hears("图.png")


async def test_an_event_that_takes_no_reply_makes_a_reply_a_problem(wecom: Emulator, bot: Bot):
    bot.answer = always(bot, "text", "<Content>再见</Content>")
    await wecom.person("lijing").enters()
    await wecom.person("lijing").hears("再见")
    await wecom.actions.unsubscribes("lijing").done.wait()
    wecom.person("lijing").hears_nothing_more()
    wecom.people.expect_problem("unsubscribe 不能被动回复")


async def test_a_long_reply_is_cut_and_remembered(wecom: Emulator, bot: Bot):
    bot.answer = always(bot, "text", f"<Content>{'长' * 700}</Content>")
    await wecom.person("lijing").says("在吗")
    assert await wecom.person("lijing").hears() == "长" * 682
    wecom.people.expect_problem("超过 2048 字节")


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        ("<ToUserName>ww0123456789abcdef</ToUserName><FromUserName>lijing</FromUserName>", "ToUserName 应为成员"),
        ("<ToUserName>wanggong</ToUserName><FromUserName>ww0123456789abcdef</FromUserName>", "ToUserName 应为成员"),
        ("<ToUserName>lijing</ToUserName><FromUserName>lijing</FromUserName>", "FromUserName 应为 CorpID"),
        ("<ToUserName>LiJing</ToUserName><FromUserName>ww0123456789abcdef</FromUserName>", "CreateTime"),
        (
            RIGHT + "<MsgType>markdown</MsgType>",
            "不认识的 MsgType markdown",
        ),
        (
            RIGHT + "<MsgType>text</MsgType>",
            "Content 为空",
        ),
        (
            RIGHT + "<MsgType>voice</MsgType><Voice><MediaId>x</MediaId></Voice>",
            "MediaId 无效",
        ),
        (
            RIGHT + "<MsgType>news</MsgType><ArticleCount>2</ArticleCount>",
            "ArticleCount",
        ),
        (
            RIGHT + f"<MsgType>update_button</MsgType>{GREY}",
            "只能回复卡片事件",
        ),
    ],
)
async def test_a_reply_that_is_wrong_inside_is_not_shown(wecom: Emulator, bot: Bot, reply: str, problem: str):
    async def answer(_: Element) -> str:
        return f"<xml>{reply}</xml>"

    bot.answer = answer
    await wecom.person("lijing").says("在吗")
    wecom.person("lijing").hears_nothing_more()
    wecom.people.expect_problem(problem)


ENVELOPES: dict[str, tuple[Callable[[str], str], str]] = {
    "plain text": (lambda _: "success", "不是 XML"),
    "an entity bomb": (lambda _: '<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>', "不是 XML"),
    "another root": (lambda xml: xml.replace("xml>", "reply>"), "根元素应为 xml"),
    "timestamp misspelt": (lambda xml: xml.replace("TimeStamp", "Timestamp"), "信封应为"),
    "no signature": (lambda xml: xml.replace("MsgSignature", "Signature"), "信封应为"),
    "another nonce": (lambda xml: xml.replace("<Nonce>", "<Nonce>1"), "-40001"),
}


@pytest.mark.parametrize(("spoil", "problem"), ENVELOPES.values(), ids=ENVELOPES.keys())
async def test_an_envelope_that_is_wrong_is_not_opened(
    wecom: Emulator, bot: Bot, spoil: Callable[[str], str], problem: str
):
    async def answer(_: Element) -> web.Response:
        crypto = WeChatCrypto(bot.app.token, bot.app.encoding_aes_key, bot.corp_id)
        xml = crypto.encrypt_message(bot.reply("lijing", "text", "<Content>收到</Content>"), "n", "1")
        return web.Response(text=spoil(xml.replace("<Nonce><![CDATA[n]]>", "<Nonce>n")))

    bot.answer = answer
    await wecom.person("lijing").says("在吗")
    wecom.person("lijing").hears_nothing_more()
    wecom.people.expect_problem(problem)


async def test_by_default_a_reply_to_a_press_is_ignored_as_wecom_does(wecom: Emulator, bot: Bot, api: Api):
    bot.answer = always(bot, "update_button", GREY)
    await api.send_card()
    card = await wecom.person("lijing").sees_card("报修")
    await card.press("接单")
    assert card.greyed is None
    assert wecom.log[-1].note == "被动回复被忽略"
    wecom.assert_nothing_unexpected()


async def test_a_reply_may_be_honoured_and_changes_the_card_of_who_pressed_only(wecom: Emulator, bot: Bot, api: Api):
    wecom.world.set_switch("passive_card_replies", value=True)
    bot.answer = always(bot, "update_button", GREY)
    await api.send_card("lijing|wanggong")
    card = await wecom.person("lijing").sees_card("报修")
    other = await wecom.person("wanggong").sees_card("报修")
    await card.press("接单")
    await wecom.person("lijing").sees_card_change(card, "已接单")
    assert (card.greyed, other.greyed) == ("已接单", None)
    wecom.assert_nothing_unexpected()


async def test_a_whole_card_in_a_reply_is_read_from_its_own_xml_names(wecom: Emulator, bot: Bot, api: Api):
    wecom.switches.passive_card_replies = True
    bot.answer = always(bot, "update_template_card", CARD)
    await api.send_card()
    card = await wecom.person("lijing").sees_card("报修")
    await card.press("接单")
    await wecom.person("lijing").sees_card_change(card, "已被 王工 接单")
    assert card.greyed == "已接单"
    assert card.entry.card is not None
    assert card.entry.card.content == {
        "card_type": "button_interaction",
        "source": {"desc": "派单", "desc_color": 1},
        "main_title": {"title": "报修 #42", "desc": "已被 王工 接单"},
        "horizontal_content_list": [
            {"keyname": "报修人", "value": "张三", "type": 0},
            {"keyname": "工程师", "value": "王工", "type": 3, "userid": "wanggong"},
        ],
        "card_action": {"type": 2, "appid": "wx1", "pagepath": "p"},
        "button_selection": {
            "question_key": "q",
            "title": "类别",
            "disable": True,
            "option_list": [{"id": "a", "text": "电梯"}],
        },
        "button_list": [{"text": "完工", "style": 1, "key": "finish"}],
        "replace_text": "已接单",
    }


async def test_a_wrong_card_in_a_reply_changes_nothing(wecom: Emulator, bot: Bot, api: Api):
    wecom.switches.passive_card_replies = True
    bot.answer = always(bot, "update_template_card", CARD.replace("button_interaction", "poster"))
    await api.send_card()
    card = await wecom.person("lijing").sees_card("报修")
    await card.press("接单")
    wecom.person("lijing").hears_nothing_more()
    wecom.people.expect_problem("42031")


async def test_a_menu_event_takes_a_card_reply_always(wecom: Emulator, bot: Bot, api: Api):
    bot.answer = always(bot, "update_template_card", CARD)
    await api.send_card(action_menu=MENU)
    card = await wecom.person("lijing").sees_card("报修")
    await card.choose_menu("转派")
    await wecom.person("lijing").sees_card_change(card, "已被 王工 接单")


async def test_only_a_card_with_buttons_can_be_greyed_by_a_reply(wecom: Emulator, bot: Bot, api: Api):
    bot.answer = always(bot, "update_button", GREY)
    await api.send("template_card", CARDS["text_notice"] | {"action_menu": MENU, "task_id": "t"})
    card = await wecom.person("lijing").sees_card("报修")
    await card.choose_menu("转派")
    wecom.person("lijing").hears_nothing_more()
    wecom.people.expect_problem("原卡片须有按钮")
