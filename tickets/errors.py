"""What the desk says no to. Errors carry data; `bot/texts/answers.py` puts them into words."""

from __future__ import annotations

from datetime import datetime


class DomainError(Exception):
    """The desk says no: shown to the person, logged at INFO, never retried."""


class NotAllowed(DomainError):
    """`why` is a short key: `not_asked`, `not_assignee`, `not_yours`, `not_concerned`, `required`, `nobody_above`,
    `not_their_leader`, `has_left`, `own_work`, `own_work_alone`, `not_yours_to_rate`, `not_front_desk`.

    `ask` are the userids of those to turn to; of whoever has left, their own.
    """

    def __init__(self, why: str, *, number: str = "", ask: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.number = number
        self.ask = ask


class InvalidWait(DomainError):
    """`until` has passed, or is farther off than the playbook lets a ticket wait: until `latest`."""

    def __init__(self, *, until: datetime, latest: datetime) -> None:
        super().__init__(f"until {until}, at most {latest}")
        self.until = until
        self.latest = latest


class InvalidTransition(DomainError):
    """The ticket is not in a state in which this can be done."""

    def __init__(self, *, number: str, status: str, action: str) -> None:
        super().__init__(f"{number}: {action} while {status}")
        self.number = number
        self.status = status
        self.action = action


class TooLateToReopen(DomainError):
    """It was closed too long ago: until `until` it could have been opened again. Now it is a matter of its own."""

    def __init__(self, *, number: str, until: datetime) -> None:
        super().__init__(f"{number} could be opened again until {until}")
        self.number = number
        self.until = until


class AlreadyClaimed(DomainError):
    """Somebody was first; `by` is the userid of who has it."""

    def __init__(self, *, number: str, by: str) -> None:
        super().__init__(f"{number} belongs to {by}")
        self.number = number
        self.by = by


class NotFound(DomainError):
    """`what` is what the person asked for, in the person's own words or as the key of a card."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class DraftClosed(DomainError):
    """The draft was submitted (`number` is then its ticket's), discarded or has expired."""

    def __init__(self, *, status: str, number: str | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.number = number
