"""The corp and its apps, as the admin console holds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from emulator.directory import ROOT, Directory, Member


@dataclass(kw_only=True)
class App:
    """A self-built app. `callback_url` is empty while no callback is configured.

    `trusted_domain` is host and port of the pages that may use its OAuth. `contact_sync` marks the one secret that
    may list user ids (通讯录同步) and is no app in the chat. `sensitive`: what of a member (成员敏感信息) its pages may
    ask for.
    """

    agent_id: int
    secret: str
    name: str = "派单"
    token: str = ""
    encoding_aes_key: str = ""
    callback_url: str = ""
    trusted_domain: str = ""
    visible_departments: set[int] = field(default_factory=lambda: {ROOT})
    visible_members: set[str] = field(default_factory=set)
    enabled: bool = True
    contact_sync: bool = False
    sensitive: set[str] = field(default_factory=lambda: {"avatar"})

    def sees_department(self, department: int, directory: Directory) -> bool:
        return any(department in directory.below(root) for root in self.visible_departments)

    def sees(self, member: Member, directory: Directory) -> bool:
        if member.userid.lower() in {userid.lower() for userid in self.visible_members}:
            return True
        return any(self.sees_department(department, directory) for department in member.departments)


@dataclass(kw_only=True)
class Corp:
    """The first app is the one people chat with on the page. `account_cap`: how many members the corp may have."""

    corp_id: str
    apps: list[App]
    account_cap: int = 1000

    @property
    def daily_messages(self) -> int:
        """How many person-times an app may send a day."""
        return self.account_cap * 200

    def app(self, agent_id: int) -> App | None:
        return next((app for app in self.apps if app.agent_id == agent_id), None)
