"""Who is answered goes first, and nobody is left waiting."""

from __future__ import annotations

from collections.abc import Iterator

from bot.turns import Turns


def all_turns(turns: Turns[str]) -> Iterator[list[str]]:
    turns.end()
    while taken := turns.take():
        yield taken


def test_what_somebody_waits_for_goes_first_whenever_it_came() -> None:
    turns: Turns[str] = Turns(10)
    for number in range(3):
        turns.put(f"timer {number}", first=False)
        turns.put(f"message {number}", first=True)
    assert list(all_turns(turns)) == [["message 0", "message 1", "message 2"], ["timer 0", "timer 1", "timer 2"]]


def test_however_many_messages_there_are_every_other_turn_is_of_the_rest() -> None:
    turns: Turns[str] = Turns(2)
    for number in range(6):
        turns.put(f"message {number}", first=True)
    for number in range(3):
        turns.put(f"timer {number}", first=False)
    assert [each[0] for each in all_turns(turns)] == ["message 0", "timer 0", "message 2", "timer 2", "message 4"]


def test_a_message_that_comes_in_the_turn_of_the_rest_has_the_next_one() -> None:
    turns: Turns[str] = Turns(2)
    for number in range(4):
        turns.put(f"timer {number}", first=False)
    assert turns.take() == ["timer 0", "timer 1"]
    turns.put("message", first=True)
    assert turns.take() == ["message"]
    assert list(all_turns(turns)) == [["timer 2", "timer 3"]]


def test_nothing_is_lost_at_the_end_and_everybody_hears_of_it() -> None:
    turns: Turns[str] = Turns(2)
    turns.put("timer", first=False)
    turns.put("message", first=True)
    assert list(all_turns(turns)) == [["message"], ["timer"]]
    assert (turns.take(), turns.take()) == ([], [])
