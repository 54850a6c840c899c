from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tickets.samples import minimal_playbook
from tickets.people import meant
from tickets.playbook import Person
from tickets.playbook.values import Group

NAMES = {"lijing": "李静", "wang": "王建国", "wang2": "王丽", "zhao": "赵工", "sun": "孙班长", "ou": "欧阳明"}
PLAYBOOK = replace(
    minimal_playbook(),
    people={userid: Person(userid=userid, name=name) for userid, name in NAMES.items()},
    groups={"repair": Group(key="repair", name="维修班", members=("wang", "wang2", "zhao", "ou"), leader="sun")},
)


@pytest.mark.parametrize(
    ("words", "userids"),
    [
        ("王建国", ["wang"]),
        ("zhao", ["zhao"]),
        ("李工", []),
        ("李师傅", []),
        ("李姐", ["lijing"]),
        ("老李", ["lijing"]),
        ("赵师傅", ["zhao"]),
        ("孙班长", ["sun"]),
        ("班长", []),
        ("欧阳工", ["ou"]),
        ("王工", ["wang", "wang2"]),
        ("王", ["wang", "wang2"]),
        ("钱工", []),
        ("", []),
    ],
)
def test_whom_somebody_means(words: str, userids: list[str]) -> None:
    assert [person.userid for person in meant(words, PLAYBOOK)] == userids
