"""What somebody typed in vain: it stands in the form still, and is carried along while something is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.updates import PageAct

TYPED = ("words", "time", "stars")
"""What is typed in a form."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was sent in vain: what was typed in it stands there still."""

    act: PageAct
    fields: Mapping[str, str]


def carried_in(fields: Mapping[str, str]) -> Refused | None:
    """What was typed before the digits were asked for."""
    try:
        return Refused(PageAct(fields.get("act", "")), {name: fields[name] for name in TYPED if name in fields})
    except ValueError:
        return None
