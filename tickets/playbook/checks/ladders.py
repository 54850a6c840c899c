"""Steps that are never taken, that reach nobody, and ladders that end with nobody who answers."""

from __future__ import annotations

from collections.abc import Iterator

from tickets.playbook.build import deeds
from tickets.playbook.document import Document, LadderEntry, StepEntry
from tickets.playbook.ladder import Deed, Recipient, Since, Until

_PROGRESS = {Since.OPENED: 0, Since.CLAIMED: 1, Since.DONE: 3}
_REACHED = {Until.CLAIMED: 1, Until.ON_SITE: 2, Until.DONE: 3, Until.CLOSED: 4}


def impossible(document: Document) -> Iterator[tuple[str, str]]:
    for ladder in document.ladders:
        for step in ladder.steps:
            yield from _in_step(document, step)
        if ladder.steps and not any(_reaches_a_person(step) for step in ladder.steps):
            yield (
                f"{ladder.where}.steps",
                "ends without an owner: no step gives it to anybody, or tells a leader. Do so in one of them",
            )


def hardly_meant(document: Document) -> Iterator[tuple[str, str]]:
    for ladder in document.ladders:
        yield from _order(ladder)
        yield from _too_late(ladder, document)


def _too_late(ladder: LadderEntry, document: Document) -> Iterator[tuple[str, str]]:
    finishes = (document.defaults.finish, *(row.finish for row in document.matrix))
    promised = [finish for finish in finishes if finish is not None]
    for step in ladder.steps:
        before_the_end = step.since is Since.OPENED and step.until in (Until.CLAIMED, Until.ON_SITE)
        if promised and before_the_end and step.after >= max(promised):
            yield f"{step.where}.after", f"by then the work was to be finished: nobody waits so long to be {step.until}"


def _in_step(document: Document, step: StepEntry) -> Iterator[tuple[str, str]]:
    told = [
        (f"{step.where}.{deed}[{number}]", deed, whom)
        for deed, several in deeds(step).items()
        for number, whom in enumerate(several)
    ]
    if not told:
        yield step.where, "does nothing: write remind, warn, reassign or widen, with whom"
    if _PROGRESS[step.since] >= _REACHED[step.until]:
        yield (
            f"{step.where}.until",
            f"a ticket is {step.until} already when the time since it was {step.since} begins: this is never done",
        )
    for where, deed, whom in told:
        if problem := _cannot_be(document, step, deed, whom):
            yield where, problem
    if len(step.reassign) > 1:
        yield f"{step.where}.reassign", 'a ticket has one owner: name one person, or one "group KEY"'


def _cannot_be(document: Document, step: StepEntry, deed: Deed, whom: Recipient) -> str | None:
    if whom.role == "director" and not document.roles.director:
        return "there is no director: name one in [roles]"
    if whom.role == "area_leader" and not any(area.leader for area in document.areas):
        return "no area has a leader: give one to the areas, or name somebody else"
    if whom.role == "assignee" and step.until is Until.CLAIMED:
        return "nobody has claimed it yet in this step, so there is no assignee: name the leader or the owner"
    if deed is Deed.WIDEN and whom.group is None:
        return 'is no pool: write "group KEY"'
    if deed is Deed.REASSIGN and whom.role in ("reporter", "assignee", "owner"):
        return "has it already or only reported it: name a leader, the director, a group or a userid"
    return None


def _reaches_a_person(step: StepEntry) -> bool:
    """A pool that it is reassigned to has a leader, who answers for it then."""
    return bool(step.reassign) or any(
        whom.group is None and whom.role != "reporter"
        for deed, several in deeds(step).items()
        if deed is not Deed.WIDEN
        for whom in several
    )


def _order(ladder: LadderEntry) -> Iterator[tuple[str, str]]:
    for before, step in zip(ladder.steps, ladder.steps[1:], strict=False):
        if (before.since, before.wall) == (step.since, step.wall) and step.after < before.after:
            yield f"{step.where}.after", "comes before the step above it: put the steps in the order of their time"
