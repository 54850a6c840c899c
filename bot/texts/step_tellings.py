"""What is said when nobody acts: by the rung of the ladder that was taken, from what is true when it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.texts.times import COUNTED_FROM, NOT_YET, STARTS, length, moment
from bot.texts.words import summary
from tickets.deadlines import deadlines_for, wait_for_visit
from tickets.ladders import Rung, applies, people_of, rungs_for
from tickets.playbook import Playbook
from tickets.playbook.ladder import Deed, Recipient, Since, Until
from tickets.standing_in import concerned
from tickets.standstill import is_in_question
from tickets.ticket import Status, Ticket
from tickets.turns import able

TO_DO = {Until.ON_SITE: "到场", Until.DONE: "完工"}
MEASURES = {Deed.REMIND: "已经提醒", Deed.REASSIGN: "已经转给", Deed.WIDEN: "已经加派"}


def reminder(ticket: Ticket, words: str, playbook: Playbook, *, to: str) -> str:
    """To those who should act. Empty where it no longer matters, or is for others by now."""
    rung, _ = _read(ticket, words, playbook)
    recipients = [each for _, people in rung.step.deeds for each in people] if rung is not None else []
    if rung is None or to not in concerned(recipients, ticket, playbook):
        return ""
    what = f"（{summary(ticket.facts)}）"
    if rung.step.until is Until.CLAIMED or ticket.assignee is None:
        return f"还没有人接单{what}，请安排一下。"
    if rung.step.until is Until.CLOSED:
        return f"完工了还没有验收{what}。"
    to_do = TO_DO[rung.step.until]
    if to != ticket.assignee:
        so_far = f"{playbook.name_of(ticket.assignee)} 还{NOT_YET[rung.step.until]}{what}"
        return f"{_so_long(ticket, rung, playbook)}，{so_far}，请过问一下。"
    if (by := _still_ahead(ticket, rung, playbook)) is not None:
        return f"请在 {by} 前{to_do}{what}。"
    return f"{_so_long(ticket, rung, playbook)}还{NOT_YET[rung.step.until]}{what}，请尽快{to_do}，有困难就说一声。"


def warning(ticket: Ticket, words: str, playbook: Playbook) -> str:
    """To those who should know."""
    rung, reminded = _read(ticket, words, playbook)
    if rung is None:
        return ""
    who = f"，{playbook.name_of(ticket.assignee)} " if ticket.assignee else ""
    measures = "".join(f"，{each}" for each in _measures(ticket, rung, reminded, playbook))
    return f"{_so_long(ticket, rung, playbook)}{who}还{NOT_YET[rung.step.until]}（{summary(ticket.facts)}）{measures}。"


def offered(ticket: Ticket, words: str, playbook: Playbook) -> str:
    """To whoever has it, and may lose it."""
    rung, reminded = _read(ticket, words, playbook)
    if rung is None or ticket.assignee is None or not ticket.asked:
        return ""
    measures = "，".join(_measures(ticket, rung, reminded, playbook))
    ends = f"，您{TO_DO[rung.step.until]}了就不会再换人" if rung.step.until in TO_DO else ""
    so_far = f"{_so_long(ticket, rung, playbook)}还{NOT_YET[rung.step.until]}（{summary(ticket.facts)}）"
    return f"{so_far}，{measures}：谁先接就归谁，没有人接之前还是您的{ends}。"


def excuse(ticket: Ticket, words: str, playbook: Playbook) -> str:
    """To whoever reported it, for the customer."""
    rung, reminded = _read(ticket, words, playbook)
    if rung is None:
        return ""
    measures = "，".join(_measures(ticket, rung, reminded, playbook)) or "我们在催"
    return f"暂时还{NOT_YET[rung.step.until]}，{measures}。"


def question(ticket: Ticket) -> str:
    if not is_in_question(ticket):
        return ""
    if ticket.status is Status.OPEN:
        return f"一直没有人接单（{summary(ticket.facts)}），请您安排。"
    return f"很久没有动静了（{summary(ticket.facts)}）。还在处理就点卡片上的「还在处理」，做不了就说一声。"


def _read(ticket: Ticket, words: str, playbook: Playbook) -> tuple[Rung | None, list[str]]:
    """The rung that the words begin with, None where the ticket has moved on; and who was reminded."""
    first, *reminded = words.split()
    index = int(first)
    rung = next((each for each in rungs_for(ticket, playbook) if each.index == index), None)
    return rung if rung is not None and applies(rung.step, ticket) else None, reminded


def _so_long(ticket: Ticket, rung: Rung, playbook: Playbook) -> str:
    if rung.step.until is Until.ON_SITE and wait_for_visit(ticket, playbook) is not None:
        return f"约好的时间（{ticket.facts.appointment}）"
    since = STARTS[ticket.counts_from] if rung.step.since is Since.OPENED else COUNTED_FROM[rung.step.since]
    return f"{since} {length(rung.step.after)}"


def _still_ahead(ticket: Ticket, rung: Rung, playbook: Playbook) -> str | None:
    """The deadline that this rung reminds of before it is broken."""
    for deadline in deadlines_for(ticket, playbook):
        if deadline.promise is rung.promise and rung.step.after < deadline.within:
            return moment(deadline.due_at, beside=ticket.promised_since)
    return None


def _measures(ticket: Ticket, rung: Rung, reminded: Sequence[str], playbook: Playbook) -> Iterator[str]:
    for deed, recipients in rung.step.deeds:
        if deed is Deed.REMIND and reminded:
            yield f"{MEASURES[deed]} {'、'.join(map(playbook.name_of, reminded))}"
        elif deed in MEASURES:
            names = "、".join(name for each in recipients for name in _names(deed, each, ticket, playbook))
            yield f"{MEASURES[deed]} {names}"


def _names(deed: Deed, recipient: Recipient, ticket: Ticket, playbook: Playbook) -> Iterator[str]:
    if recipient.group is not None:
        nobody = deed is Deed.WIDEN and not any(userid in ticket.asked for userid in able(recipient, ticket, playbook))
        yield f"{playbook.groups[recipient.group].name}{'（没有能去的人）' if nobody else ''}"
    elif deed is Deed.REASSIGN and ticket.asked:
        # Somebody else may stand in for whoever was meant.
        yield from (playbook.name_of(userid) for userid in ticket.asked)
    else:
        yield from (playbook.name_of(userid) for userid in people_of((recipient,), ticket, playbook))
