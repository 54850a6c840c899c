"""Whom somebody means: 李工, 孙班长, 王师傅, or a whole name."""

from __future__ import annotations

import re

from tickets.playbook import Person, Playbook
from tickets.standing import Standing, standing_of

_TITLE = re.compile(
    r"(?:工程师|师傅|班长|组长|队长|主管|经理|主任|总监|老师|同学|工|总|哥|姐|师)$",
)
_CRAFT = frozenset({"工程师", "师傅", "工", "师", "班长", "组长", "队长"})
"""What only those are called who go to the work themselves, or lead them."""
_OLD = re.compile(r"^[老小阿]")


def meant(words: str, playbook: Playbook) -> tuple[Person, ...]:
    """Everybody who could be meant; the whole name goes before everything, then the surname."""
    said = words.strip()
    people = tuple(playbook.people.values())
    exact = tuple(person for person in people if said in (person.name, person.userid))
    if exact or not said:
        return exact
    surname = _OLD.sub("", _TITLE.sub("", said)) or said
    called = tuple(person for person in people if person.name.startswith(surname))
    if _title(said) in _CRAFT:
        called = tuple(person for person in called if standing_of(person.userid, playbook) is not Standing.STAFF)
    with_title = tuple(person for person in called if _title(person.name) == _title(said) != "")
    return with_title or called


def _title(words: str) -> str:
    found = _TITLE.search(words)
    return found[0] if found else ""
