"""客户联系: the customers whom members have as contacts of WeCom, read from WeCom's answers."""

from __future__ import annotations

import msgspec

from bot.channels.api import Answer
from bot.wecom.api import converted, members

NOBODY = 84061
"""The member has no contacts, or nobody whom the app sees has this one."""


class ExternalContact(msgspec.Struct, frozen=True, kw_only=True):
    """`unionid` only for those who use WeChat, and where the corp is bound to the Open Platform with the account.
    `members` have them; of more than five hundred the first five hundred.
    """

    unionid: str | None = None
    members: tuple[str, ...] = ()


class _Contact(msgspec.Struct):
    unionid: str = ""


class _Follower(msgspec.Struct):
    userid: str


class _ContactAnswer(msgspec.Struct):
    external_contact: _Contact
    follow_user: tuple[_Follower, ...] = ()


def contact_in(answer: Answer) -> ExternalContact:
    found = converted(answer, _ContactAnswer)
    userids = members([each.userid for each in found.follow_user])
    return ExternalContact(unionid=found.external_contact.unionid or None, members=userids)


def members_in(answer: Answer) -> tuple[str, ...]:
    return members(converted(answer.get("follow_user", ()), tuple[str, ...]))


def ids_in(answer: Answer) -> tuple[str, ...]:
    return converted(answer.get("external_userid", ()), tuple[str, ...])
