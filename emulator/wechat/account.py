"""The official account, as its console holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

PREFIX = re.compile(r"[a-z_]+?(?=\d*$)")


@dataclass(frozen=True, kw_only=True)
class Template:
    """`fields`: key -> label; a key's prefix says what may be in it. `choices`: of the keys that begin with const."""

    template_id: str
    title: str
    fields: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def content(self) -> str:
        """As `get_all_private_template` writes it."""
        return "\n".join(f"{label}:{{{{{key}.DATA}}}}" for key, label in self.fields.items())


def prefix(key: str) -> str:
    """`thing` of `thing12`; empty if it is none."""
    found = PREFIX.match(key)
    return found[0] if found else ""


@dataclass(kw_only=True)
class Account:
    """`original_id` is the one that begins with gh_, which callbacks name. `callback_url` is empty while there is none.

    `previous_aes_key`: during a change of keys a reply may still be written with the old one. `trusted_domain`: host
    and port of the pages that may use its OAuth. `unauthorised`: calls that WeChat has not granted this account, such
    as `message/template/send` (48001). `unsupported`: calls that accounts of this kind do not have at all (45109).
    `mini_programs`: those tied to this account, app id -> pages.
    """

    appid: str
    secret: str
    original_id: str
    name: str
    token: str
    encoding_aes_key: str
    previous_aes_key: str = ""
    callback_url: str = ""
    trusted_domain: str = ""
    templates: list[Template] = field(default_factory=list)
    templates_a_day: int = 100_000
    messages_a_day: int = 500_000
    unauthorised: set[str] = field(default_factory=set)
    unsupported: set[str] = field(default_factory=set)
    mini_programs: dict[str, set[str]] = field(default_factory=dict)

    def template(self, template_id: object) -> Template | None:
        return next((each for each in self.templates if each.template_id == template_id), None)
