"""What happens to a card after it was sent: presses, response codes, and each person's own state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emulator.actions import NotPossible
from emulator.conversation import Card
from emulator.corp import App
from emulator.server import Emulator
from tests.emulator.api import CARD, Api
from tests.emulator.bot import Bot
from tests.emulator.test_cards import CARDS, MENU

pytestmark = pytest.mark.usefixtures("bot")
GREY = {"button": {"replace_name": "已过期"}}


def card_of(wecom: Emulator, userid: str) -> Card:
    card = wecom.world.conversation(userid)[-1].card
    assert card is not None
    return card


async def test_a_press_tells_the_bot_who_what_and_which_options(wecom: Emulator, bot: Bot, api: Api):
    await api.send_card("LiJing")
    card = await wecom.person("lijing").sees_card("报修")
    await card.press("升级", 类别="水暖")
    (event,) = bot.received
    told = {
        child.tag: child.text for child in event if child.tag not in ("SelectedItems", "CreateTime", "ResponseCode")
    }
    assert told == {
        "ToUserName": "ww0123456789abcdef",
        "FromUserName": "lijing",
        "MsgType": "event",
        "Event": "template_card_event",
        "EventKey": "escalate:42",
        "TaskId": "t-42",
        "CardType": "button_interaction",
        "AgentID": "1000002",
    }
    assert event.findtext("ResponseCode")
    assert card.selected("类别") == ["水暖"]


async def test_the_send_and_every_press_give_a_code_of_their_own(wecom: Emulator, bot: Bot, api: Api):
    sent = (await api.send_card())["response_code"]
    card = await wecom.person("lijing").sees_card("报修")
    await card.press("接单")
    await card.press("接单")
    codes = {sent, *(event.findtext("ResponseCode") for event in bot.received)}
    assert len(codes) == 3
    for code in codes:
        assert (await api.update(str(code), template_card=CARD))["errcode"] == 0


async def test_a_code_works_once(api: Api):
    code = (await api.send_card())["response_code"]
    assert (await api.update(code, **GREY))["errcode"] == 0
    assert (await api.update(code, **GREY))["errcode"] == 60140
    assert (await api.update("made up", **GREY))["errcode"] == 60140


async def test_a_code_lasts_72_hours(wecom: Emulator, api: Api):
    code = (await api.send_card())["response_code"]
    late = (await api.send_card(task_id="t-43"))["response_code"]
    wecom.world.clock.advance(timedelta(hours=72, seconds=-2))
    await api.log_in()
    assert (await api.update(code, **GREY))["errcode"] == 0
    wecom.world.clock.advance(timedelta(seconds=2))
    assert (await api.update(late, **GREY))["errcode"] == 60140


async def test_a_refused_update_does_not_spend_the_code(wecom: Emulator, api: Api):
    code = (await api.send_card())["response_code"]
    wrong = CARD | {"main_title": {"title": "长" * 37}}
    assert (await api.update(code, template_card=wrong))["errcode"] == 40058
    assert (await api.update(code))["errcode"] == 42020
    assert (await api.update(code, []))["errcode"] == 82101
    assert card_of(wecom, "lijing").content == CARD
    assert (await api.update(code, **GREY))["errcode"] == 0


async def test_a_code_belongs_to_the_app_that_sent_the_card(wecom: Emulator, api: Api):
    code = (await api.send_card())["response_code"]
    other = App(agent_id=1000003, secret="another")
    wecom.world.corp.apps.append(other)
    await api.log_in(other)
    assert (await api.update(code, agentid=1000003, **GREY))["errcode"] == 42015


async def test_an_update_changes_the_card_of_those_who_are_named_only(wecom: Emulator, api: Api):
    code = (await api.send_card("lijing|wanggong|zhaogong"))["response_code"]
    answer = await api.update(code, ["WangGong", "zhouzong", "Stranger"], **GREY)
    assert (answer["errcode"], answer["invaliduser"]) == (0, ["zhouzong", "stranger"])
    assert card_of(wecom, "wanggong").greyed == "已过期"
    assert card_of(wecom, "lijing").live
    assert card_of(wecom, "zhaogong").live


async def test_a_department_can_be_named_too(wecom: Emulator, api: Api):
    code = (await api.send_card("lijing|wanggong|zhaogong"))["response_code"]
    answer = await api.update(code, [], partyids=[3], **GREY)
    assert answer["invaliduser"] == ["sunban"]
    assert [card_of(wecom, userid).live for userid in ("lijing", "wanggong", "zhaogong")] == [True, False, False]


async def test_atall_changes_it_for_everybody_who_got_it(wecom: Emulator, api: Api):
    code = (await api.send_card("lijing|wanggong"))["response_code"]
    done = CARD | {"main_title": {"title": "已接单"}, "replace_text": "已被 王工 接单", "task_id": None}
    assert (await api.update(code, template_card=done))["errcode"] == 0
    for userid in ("lijing", "wanggong"):
        card = card_of(wecom, userid)
        assert card.content["main_title"] == {"title": "已接单"}
        assert card.greyed == "已被 王工 接单"
        assert card.task_id == "t-42"
        assert card.updated_at is not None


async def test_who_left_or_never_got_it_is_not_updated(wecom: Emulator, api: Api):
    code = (await api.send_card("lijing|wanggong"))["response_code"]
    assert (await api.update(code, ["zhaogong"], **GREY))["errcode"] == 82102
    wecom.world.directory.members["lijing"].status = 5
    answer = await api.update(code, **GREY)
    assert answer["invaliduser"] == ["lijing"]
    assert card_of(wecom, "lijing").live


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        ({"userids": "lijing"}, 40058),
        ({"userids": [f"u{n}" for n in range(1001)]}, 40032),
        ({"userids": ["lijing"], "partyids": list(range(101))}, 82002),
        ({"userids": ["lijing"], "tagids": list(range(101))}, 82003),
        ({"userids": ["lijing"], "response_code": None}, 60140),
        ({"userids": ["lijing"], "agentid": None}, 41011),
    ],
)
async def test_an_update_has_rules_of_its_own(api: Api, body: dict[str, Any], errcode: int):
    code = (await api.send_card())["response_code"]
    whole = {"agentid": 1000002, "response_code": code, **GREY}
    assert (await api.post("message/update_template_card", whole | body))["errcode"] == errcode


async def test_only_a_card_with_buttons_can_be_greyed_by_a_button_name(wecom: Emulator, api: Api):
    notice = CARDS["text_notice"] | {"action_menu": MENU, "task_id": "t-7"}
    code = (await api.send("template_card", notice))["response_code"]
    assert (await api.update(code, **GREY))["errcode"] == 42017
    assert (await api.update(code, template_card=CARDS["text_notice"]))["errcode"] == 0
    assert card_of(wecom, "lijing").content == CARDS["text_notice"]


async def test_an_updated_card_with_buttons_can_be_pressed_again(wecom: Emulator, bot: Bot, api: Api):
    code = (await api.send_card())["response_code"]
    card = await wecom.person("lijing").sees_card("报修")
    button = {"text": "完工", "key": "finish:42"}
    await api.update(code, template_card=CARD | {"button_list": [button], "button_selection": None})
    await wecom.person("lijing").sees_card_change(card, "完工")
    assert card.buttons == ["完工"]
    await card.press("完工")
    assert bot.received[-1].findtext("EventKey") == "finish:42"
    assert bot.received[-1].findtext("TaskId") == "t-42"
    assert bot.received[-1].find("SelectedItems") is not None


async def test_the_menu_of_a_notice_raises_an_event_of_its_own(wecom: Emulator, bot: Bot, api: Api):
    await api.send("template_card", CARDS["text_notice"] | {"action_menu": MENU, "task_id": "t-7"})
    card = await wecom.person("lijing").sees_card("报修")
    assert card.menu == ["转派"]
    await card.choose_menu("转派")
    (event,) = bot.received
    assert event.findtext("Event") == "template_card_menu_event"
    assert event.findtext("EventKey") == "transfer"
    assert event.findtext("CardType") == "text_notice"
    assert event.find("SelectedItems") is None


async def test_a_vote_submits_what_was_ticked(wecom: Emulator, bot: Bot, api: Api):
    await api.send("template_card", CARDS["vote_interaction"])
    card = await wecom.person("lijing").sees_card("报修")
    await card.press("提交", q=["是", "否"])
    assert [each.text for each in bot.received[0].iter("OptionId")] == ["a", "b"]
    await card.press("提交", q=[])
    assert list(bot.received[1].iter("OptionId")) == []


async def test_drop_downs_submit_the_option_shown_and_take_exactly_one(wecom: Emulator, bot: Bot, api: Api):
    await api.send("template_card", CARDS["multiple_interaction"])
    card = await wecom.person("lijing").sees_card("报修")
    await card.press("提交")
    assert [each.text for each in bot.received[0].iter("OptionId")] == ["b"]
    with pytest.raises(NotPossible, match="不能选"):
        await card.press("提交", 原因=["是", "否"])


async def test_a_disabled_drop_down_cannot_be_changed(wecom: Emulator, api: Api):
    selection = CARD["button_selection"] | {"disable": True}
    await api.send_card(button_selection=selection)
    card = await wecom.person("lijing").sees_card("报修")
    with pytest.raises(NotPossible, match="没有可选的"):
        await card.press("接单", 类别="水暖")


async def test_a_button_that_opens_a_page_raises_no_event(wecom: Emulator, bot: Bot, api: Api):
    await api.send_card(button_list=[{"type": 1, "text": "看现场", "url": "https://example.com", "key": "look"}])
    card = await wecom.person("lijing").sees_card("报修")
    with pytest.raises(NotPossible, match="打开网页"):
        await card.press("看现场")
    assert bot.received == []


async def test_nobody_can_press_the_card_of_another(wecom: Emulator, api: Api):
    await api.send_card("lijing")
    entry = wecom.world.conversation("lijing")[0]
    with pytest.raises(NotPossible, match="wanggong 没有这张卡片"):
        wecom.actions.presses("wanggong", entry.id, "claim:42")
