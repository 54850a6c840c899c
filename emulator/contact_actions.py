"""What members and customers do about each other as WeCom contacts. Each takes effect at once and tells the app.

`await callback.done.wait()` tells when the bot has answered.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from emulator.actions import NotPossible
from emulator.callback import AppCallback
from emulator.directory import Member
from emulator.stores.external import Relation
from emulator.wechat.customers import Customer
from emulator.world import World
from emulator.xml import Fields, document

EVENT = "change_external_contact"


class ContactActions:
    """`userid` is the member's, `who` the customer's openid, nickname or number."""

    def __init__(self, world: World) -> None:
        self._world = world

    def adds(self, userid: str, who: str, *, half: bool = False, state: str = "") -> AppCallback:
        """`half`: the customer need not agree first. `state`: of the code or link that led there."""
        member, customer = self._member(userid), self._customer(who)
        before = self._world.contacts.between(customer.external_userid, member.userid)
        if before is not None and not before.deleted_by_customer:
            raise NotPossible(f"{member.name}已经加了{customer.nickname}")
        relation = Relation(
            external_userid=customer.external_userid,
            userid=member.userid,
            since=self._world.clock.now(),
            state=state,
            remark=customer.nickname,
        )
        self._world.contacts.add(relation)
        more: Fields = [("State", state)] if state else []
        change = "add_half_external_contact" if half else "add_external_contact"
        return self._tell(member, customer, change, [*more, ("WelcomeCode", secrets.token_urlsafe(24))])

    def edits(self, userid: str, who: str, *, remark: str, mobiles: Sequence[str] = ()) -> AppCallback:
        """What the member notes of the customer."""
        member, customer = self._member(userid), self._customer(who)
        relation = self._relation(member, customer)
        relation.remark, relation.mobiles = remark, mobiles
        return self._tell(member, customer, "edit_external_contact", [])

    def deletes(self, userid: str, who: str, *, handed_over: bool = False) -> AppCallback:
        """`handed_over`: somebody else has taken the customer over."""
        member, customer = self._member(userid), self._customer(who)
        self._world.contacts.remove(self._relation(member, customer))
        more: Fields = [("Source", "DELETE_BY_TRANSFER")] if handed_over else []
        return self._tell(member, customer, "del_external_contact", more)

    def is_deleted(self, userid: str, who: str) -> AppCallback:
        """By the customer."""
        member, customer = self._member(userid), self._customer(who)
        relation = self._relation(member, customer)
        if relation.deleted_by_customer:
            raise NotPossible(f"{customer.nickname}已经删了{member.name}")
        relation.deleted_by_customer = True
        return self._tell(member, customer, "del_follow_user", [])

    def is_not_taken_over(self, userid: str, who: str, why: str = "customer_refused") -> AppCallback:
        """Somebody else's customer was to become this member's."""
        return self._tell(self._member(userid), self._customer(who), "transfer_fail", [("FailReason", why)])

    def _member(self, userid: str) -> Member:
        member = self._world.directory.member(userid)
        if member is None:
            raise NotPossible(f"通讯录里没有 {userid}")
        return member

    def _customer(self, who: str) -> Customer:
        return self._world.wechat.customer(who)

    def _relation(self, member: Member, customer: Customer) -> Relation:
        relation = self._world.contacts.between(customer.external_userid, member.userid)
        if relation is None:
            raise NotPossible(f"{member.name}没有加{customer.nickname}")
        return relation

    def _tell(self, member: Member, customer: Customer, change: str, more: Fields) -> AppCallback:
        world = self._world
        fields: Fields = [
            ("ToUserName", world.corp.corp_id),
            ("FromUserName", "sys"),
            ("CreateTime", world.clock.timestamp()),
            ("MsgType", "event"),
            ("Event", EVENT),
            ("ChangeType", change),
            ("UserID", member.userid),
            ("ExternalUserID", customer.external_userid),
        ]
        xml = document([*fields, *more])
        callback = AppCallback(app=world.app, userid=member.userid, name=EVENT, xml=xml, of_system=True)
        world.wechat.changed(customer)
        world.send_callback(callback)
        return callback
