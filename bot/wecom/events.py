"""What wechatpy 1.8 does not know, taught to it through its own registers: card events, app alerts, files."""

from __future__ import annotations

from typing import Any

from wechatpy.enterprise.events import register_event
from wechatpy.enterprise.messages import register_message
from wechatpy.events import BaseEvent
from wechatpy.fields import BaseField, StringField
from wechatpy.messages import BaseMessage


@register_message("file")
class FileMessage(BaseMessage):  # type: ignore[misc]  # wechatpy ships no types
    """Not in WeCom's list of messages; other integrations have met it."""

    type = "file"
    media_id = StringField("MediaId")
    name = StringField("FileName")


class CardEvent(BaseEvent):  # type: ignore[misc]  # wechatpy ships no types
    key = StringField("EventKey")
    task_id = StringField("TaskId")
    card_type = StringField("CardType")
    response_code = StringField("ResponseCode")


@register_event("template_card_event")
class CardPressed(CardEvent):
    event = "template_card_event"
    selected_items = BaseField("SelectedItems")

    @property
    def selections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each question's key with the ids of the options chosen. Raises ValueError where the shape is wrong."""
        return tuple(_selection(item) for item in _every(self.selected_items, "SelectedItem"))


@register_event("template_card_menu_event")
class CardMenuChosen(CardEvent):
    event = "template_card_menu_event"
    selections = ()


@register_event("inactive_alert")
@register_event("close_inactive_agent")
@register_event("reopen_inactive_agent")
@register_event("low_active_alert")
@register_event("low_active")
@register_event("active_restored")
class AppActivity(BaseEvent):  # type: ignore[misc]  # wechatpy ships no types
    event = StringField("Event")


@register_event("change_external_contact:add_external_contact")
@register_event("change_external_contact:add_half_external_contact")
@register_event("change_external_contact:edit_external_contact")
@register_event("change_external_contact:del_external_contact")
@register_event("change_external_contact:del_follow_user")
@register_event("change_external_contact:transfer_fail")
class OfContact(BaseEvent):  # type: ignore[misc]  # wechatpy ships no types
    change = StringField("ChangeType")
    member = StringField("UserID")
    external_id = StringField("ExternalUserID")


def _selection(item: Any) -> tuple[str, tuple[str, ...]]:
    [question] = _every(item, "QuestionKey")
    return _text(question), tuple(_text(option) for option in _every(item.get("OptionIds"), "OptionId"))


def _every(container: Any, name: str) -> list[Any]:
    """The elements `name` in `container`: one alone is read as itself, several as a list, none not at all."""
    if not container:
        return []
    if not isinstance(container, dict):
        raise ValueError(f"no {name} where there should be one")  # noqa: TRY004  # one error for every wrong shape
    found = container.get(name, [])
    return found if isinstance(found, list) else [found]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("elements where text should be")  # noqa: TRY004  # one error for every wrong shape
    return value
