"""Whom members have as WeCom contacts (客户联系): two people, and what either has done about the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(kw_only=True)
class Relation:
    """`deleted_by_customer`: the member still has them in the list, as if nothing had happened. `mobiles` are what the
    member typed.
    """

    external_userid: str
    userid: str
    since: datetime
    state: str = ""
    remark: str = ""
    mobiles: Sequence[str] = ()
    deleted_by_customer: bool = False


class ExternalContacts:
    """Userids in any letter case, as everywhere in WeCom."""

    def __init__(self) -> None:
        self._relations: dict[tuple[str, str], Relation] = {}

    def add(self, relation: Relation) -> None:
        self._relations[relation.external_userid, relation.userid.lower()] = relation

    def remove(self, relation: Relation) -> None:
        del self._relations[relation.external_userid, relation.userid.lower()]

    def between(self, external_userid: str, userid: str) -> Relation | None:
        return self._relations.get((external_userid, userid.lower()))

    def of_customer(self, external_userid: str) -> list[Relation]:
        return [each for each in self._relations.values() if each.external_userid == external_userid]

    def of_member(self, userid: str) -> list[Relation]:
        return [each for each in self._relations.values() if each.userid.lower() == userid.lower()]

    def members(self) -> list[str]:
        """Who has anybody."""
        return list(dict.fromkeys(each.userid for each in self._relations.values()))
