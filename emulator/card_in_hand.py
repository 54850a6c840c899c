"""A card, with the eyes and fingers of the person who got it."""

from __future__ import annotations

from collections.abc import Sequence

from emulator import card_parts
from emulator.actions import Actions, NotPossible
from emulator.conversation import Card, Entry

Choice = str | Sequence[str]


class CardInHand:
    """A card as its person sees it now; buttons and options go by the labels that a person reads."""

    def __init__(self, actions: Actions, entry: Entry) -> None:
        self._actions = actions
        self.entry = entry

    @property
    def _card(self) -> Card:
        assert self.entry.card is not None
        return self.entry.card

    @property
    def texts(self) -> list[str]:
        return card_parts.texts(self._card.content)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @property
    def buttons(self) -> list[str]:
        """Labels of the buttons that can be pressed; none when greyed."""
        return [] if self.greyed is not None else [button.text for button in card_parts.buttons(self._card.content)]

    @property
    def menu(self) -> list[str]:
        return [button.text for button in card_parts.menu(self._card.content)]

    @property
    def greyed(self) -> str | None:
        """The label of the grey button, None while the card is live."""
        return self._card.greyed

    @property
    def links(self) -> dict[str, str]:
        return card_parts.links(self._card.content)

    def options(self, title: str) -> list[str]:
        return list(self._question(title).options.values())

    def selected(self, title: str) -> list[str]:
        question = self._question(title)
        return [question.options[each] for each in self._card.selected[question.key]]

    async def press(self, label: str, **selections: Choice) -> None:
        """Returns when the bot has answered. `selections`: title of a question -> text(s) of the option(s)."""
        if self.greyed is not None:
            raise NotPossible(f"“{label}”按不动：按钮已置灰为“{self.greyed}”")
        key = _key(card_parts.buttons(self._card.content), label)
        chosen = dict(self._chosen(title, choice) for title, choice in selections.items())
        await self._actions.presses(self.entry.userid, self.entry.id, key, chosen).done.wait()

    async def choose_menu(self, label: str) -> None:
        key = _key(card_parts.menu(self._card.content), label)
        await self._actions.chooses_menu(self.entry.userid, self.entry.id, key).done.wait()

    def _question(self, title: str) -> card_parts.Question:
        questions = card_parts.questions(self._card.content)
        for question in questions:
            if title in (question.title, question.key):
                return question
        raise NotPossible(f"卡片上没有“{title}”可选，只有 {[question.title or question.key for question in questions]}")

    def _chosen(self, title: str, choice: Choice) -> tuple[str, list[str]]:
        question = self._question(title)
        ids = {text: each for each, text in question.options.items()}
        wanted = [choice] if isinstance(choice, str) else list(choice)
        if missing := [text for text in wanted if text not in ids]:
            raise NotPossible(f"“{title}”没有 {missing}，只有 {list(ids)}")
        return question.key, [ids[text] for text in wanted]


def _key(buttons: Sequence[card_parts.Button], label: str) -> str:
    for button in buttons:
        if button.text == label:
            return button.key
    raise NotPossible(f"卡片上没有“{label}”，只有 {[button.text for button in buttons]}")
