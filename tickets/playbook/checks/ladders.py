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
                '到头也没有人负责：没有一步转给谁，也没有一步告诉班组长。在其中一步写上，如 remind = ["leader"]',
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
            yield f"{step.where}.after", f"到那时早该完工了：不会这么久还没到「{step.until}」"


def _in_step(document: Document, step: StepEntry) -> Iterator[tuple[str, str]]:
    told = [
        (f"{step.where}.{deed}[{number}]", deed, whom)
        for deed, several in deeds(step).items()
        for number, whom in enumerate(several)
    ]
    if not told:
        yield step.where, "什么也不做：写上「remind」「warn」「reassign」或「widen」，和给谁"
    if _PROGRESS[step.since] >= _REACHED[step.until]:
        yield (
            f"{step.where}.until",
            f"从「{step.since}」起算时，工单已经到了「{step.until}」：这一步永远不会做",
        )
    for where, deed, whom in told:
        if problem := _cannot_be(document, step, deed, whom):
            yield where, problem
    if len(step.reassign) > 1:
        yield f"{step.where}.reassign", "工单只归一个人或一个班组：只写一个"


def _cannot_be(document: Document, step: StepEntry, deed: Deed, whom: Recipient) -> str | None:
    if whom.role == "director" and not document.roles.director:
        return "没有写「director」是谁：写进 [roles]"
    if whom.role == "area_leader" and not any(area.leader for area in document.areas):
        return "没有一个片区写了「leader」：给片区写上，或者换别人"
    if whom.role == "assignee" and step.until is Until.CLAIMED:
        return "这一步还没有人接单，没有「assignee」：换成「leader」或「owner」"
    if deed is Deed.WIDEN and whom.group is None:
        return "不是班组：必须是「group 班组的 key」"
    if deed is Deed.REASSIGN and whom.role in ("reporter", "assignee", "owner"):
        return "不能转给这个人，工单本来就归他，或者他只是提单人：写班组长、「director」、班组或 userid"
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
            yield f"{step.where}.after", "比上一步还早：各步按时间先后写"
