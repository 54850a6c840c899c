"""`python -m tools.teach_likeness`: learn how alike two phrases are that say what is wrong; write `nlp/troubles.json`.

Needs scikit-learn (numpy and scipy come with it), as `tools.teach` does.

What is learnt from: groups of phrases of one trouble, each with some of another trouble of the same thing
(`benchmarks/messages/troubles.jsonl`); the faults of messages and cases that repeat each other; and the words of each
line of `nlp/lexicon/likeness.toml`. The directions of a group's phrases are drawn together and pushed from all others
that are looked at with them. Prints first how well directions that were learnt from four fifths of the groups tell
troubles of one thing apart in the last fifth.
"""

from __future__ import annotations

import base64
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.metrics import roc_auc_score

import nlp
from nlp.likeness import fault_kinds, without_things
from nlp.short_names import shortened
from nlp.traditional import simplified
from nlp.troubles import NOUGHT, signs
from tools.examples import CASES, MESSAGES, TO_LEARN_FROM

LENGTH = 24
"""Numbers of a direction."""
LEAST_OFTEN = 2
ROUNDS, GROUPS_AT_ONCE = 9, 24
STEP, DROPPED, SHARPNESS = 0.01, 0.5, 12.0
"""How far a step goes, which share of the signs is left out in it, how much likeness counts."""
OF_ANOTHER_TROUBLE = 10.0
"""A phrase that was written to be told apart from a group's counts as so many others."""
OF_A_WORD, OF_A_REPEAT = 0.3, 0.5
"""What lines of words and repeats among the messages weigh beside a group."""
WORDS_AT_ONCE = 7
HELD_OUT = 5
TOO_LITTLE = 0.05
"""Which share of the phrases of the groups is told too shortly to point anywhere."""
MEANING = "\b"
"""Stands in front of one, so that it is not taken for a pair of characters."""
NOON = "2026-11-18T12:00"
STREAMS = ("repeats_learn", "repeats_learn2")
Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Phrase:
    words: str
    meanings: frozenset[str]

    @classmethod
    def of(cls, told: str) -> Phrase:
        told = shortened(simplified(told))
        return cls(without_things(told), fault_kinds(told))

    def signs(self) -> tuple[str, ...]:
        return (*signs(self.words), *(MEANING + meaning for meaning in sorted(self.meanings)))


@dataclass(frozen=True)
class Group:
    thing: str
    same: Sequence[Phrase]
    other: Sequence[Phrase] = ()
    name: str = ""
    """Groups of one name are one."""


def troubles() -> Iterator[Group]:
    for line in _lines(MESSAGES / "troubles.jsonl"):
        told = json.loads(line)
        yield Group(told["thing"], [*map(Phrase.of, told["same"])], [*map(Phrase.of, told["other"])])


def repeats() -> Iterator[Group]:
    """Faults as they are read."""
    for name in (*TO_LEARN_FROM, *STREAMS):
        told = {(each := json.loads(line))["id"]: each for line in _lines(MESSAGES / f"{name}.jsonl")}
        matters = defaultdict(list)
        for id_, each in told.items():
            matters[each.get("dup_of") or id_].append(each)
        for matter in matters.values():
            yield from _repeat(each.get("fault") or _fault(each["text"], each["received_at"]) for each in matter)
    for case in tomllib.loads((CASES / "duplicates.toml").read_text(encoding="utf-8"))["cases"]:
        if case["same"]:
            yield from _repeat(_fault(case[which], NOON) for which in ("first", "again"))


def _repeat(faults: Iterator[str | None]) -> Iterator[Group]:
    told = [Phrase.of(each) for each in faults if each]
    if len(told) > 1:
        yield Group("", told)


def _fault(text: str, at: str) -> str | None:
    fault = nlp.read(text, datetime.fromisoformat(at)).fault
    return fault.value if fault else None


def lines_of_words() -> list[list[Phrase]]:
    lexicon = tomllib.loads(Path("nlp/lexicon/likeness.toml").read_text(encoding="utf-8"))
    return [[Phrase.of(word.replace("_", " ")) for word in line.split()] for line in lexicon["fault"]]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


class Learner:
    """Adam on the directions of all signs, so that each phrase finds the others of its group among all of a batch."""

    def __init__(self, phrases: Sequence[Phrase], *, seed: int = 4) -> None:
        often = Counter(chain.from_iterable(set(phrase.signs()) for phrase in phrases))
        self.signs = {sign: at for at, sign in enumerate(sorted(s for s in often if often[s] >= LEAST_OFTEN))}
        self.chance = np.random.default_rng(seed)
        size = (len(self.signs), LENGTH)
        self.directions: Numbers = self.chance.normal(0, 0.1, size).astype(np.float32)
        self._mean, self._spread, self._steps = np.zeros(size, np.float32), np.zeros(size, np.float32), 0

    def matrix(self, phrases: Sequence[Phrase]) -> csr_matrix:
        told = [[self.signs[sign] for sign in phrase.signs() if sign in self.signs] for phrase in phrases]
        ends = np.cumsum([0, *map(len, told)])
        columns = np.fromiter(chain.from_iterable(told), np.int32)
        return csr_matrix((np.ones(len(columns), np.float32), columns, ends), (len(told), len(self.signs)))

    def point(self, phrases: Sequence[Phrase]) -> Numbers:
        pointed: Numbers = self.matrix(phrases) @ self.directions
        return pointed / (np.linalg.norm(pointed, axis=1, keepdims=True) + 1e-6)

    def look_at(self, groups: Sequence[Group], weight: float, step: float) -> None:
        phrases = [phrase for group in groups for phrase in (*group.same, *group.other)]
        names = {group.name or str(at): at for at, group in enumerate(groups)}
        group_of = np.array(
            [
                label
                for at, group in enumerate(groups)
                for label in [names[group.name or str(at)]] * len(group.same) + [-1 - at] * len(group.other)
            ]
        )
        told = self.matrix(phrases)
        told.data *= self.chance.random(told.nnz) > DROPPED
        self._move(told.T @ self._pull(told @ self.directions, group_of, weight), step)

    def _pull(self, pointed: Numbers, group_of: NDArray[np.int64], weight: float) -> Numbers:
        """The slope of how unlikely it is to find the others of the group."""
        length = np.linalg.norm(pointed, axis=1, keepdims=True) + 1e-3
        unit = pointed / length
        found = unit @ unit.T * SHARPNESS + np.log(OF_ANOTHER_TROUBLE) * (group_of[:, None] == -1 - group_of[None])
        np.fill_diagonal(found, -1e9)
        found = np.exp(found - found.max(axis=1, keepdims=True))
        found /= found.sum(axis=1, keepdims=True)
        wanted = (group_of[:, None] == group_of[None]) & (group_of[:, None] >= 0)
        np.fill_diagonal(wanted, val=False)
        looks = wanted.any(axis=1)
        wrong = (found - wanted / np.maximum(wanted.sum(axis=1, keepdims=True), 1)) * looks[:, None]
        slope = SHARPNESS * weight / looks.sum() * (wrong + wrong.T) @ unit
        return ((slope - unit * (slope * unit).sum(axis=1, keepdims=True)) / length).astype(np.float32)

    def _move(self, slope: Numbers, step: float) -> None:
        self._steps += 1
        self._mean = 0.9 * self._mean + 0.1 * slope
        self._spread = 0.99 * self._spread + 0.01 * slope * slope
        mean, spread = self._mean / (1 - 0.9**self._steps), self._spread / (1 - 0.99**self._steps)
        self.directions -= step * mean / (np.sqrt(spread) + 1e-6)


def learnt_from(groups: Sequence[Group], told_again: Sequence[Group], words: Sequence[Sequence[Phrase]]) -> Learner:
    phrases = [phrase for group in (*groups, *told_again) for phrase in (*group.same, *group.other)]
    learner = Learner([*phrases, *chain.from_iterable(words)])
    for turn in range(ROUNDS):
        batches = [
            *((batch, 1.0) for batch in _in_batches(_by_things(groups, learner), GROUPS_AT_ONCE)),
            *((batch, OF_A_WORD) for batch in _in_batches(_by_lines(words, learner), GROUPS_AT_ONCE)),
            *((batch, OF_A_REPEAT) for batch in _in_batches(_mixed(told_again, learner), 2 * GROUPS_AT_ONCE)),
        ]
        for at, (batch, weight) in enumerate(_mixed(batches, learner)):
            learner.look_at(batch, weight, STEP * (1 - (turn + at / len(batches)) / ROUNDS))
    return learner


def _by_things(groups: Sequence[Group], learner: Learner) -> list[Group]:
    """Troubles of one thing are looked at together: they are the hardest to tell apart."""
    things = defaultdict(list)
    for group in _mixed(groups, learner):
        things[group.thing].append(group)
    return list(chain.from_iterable(_mixed([*things.values()], learner)))


def _by_lines(words: Sequence[Sequence[Phrase]], learner: Learner) -> list[Group]:
    cut = [
        Group("", part, name=f"line {at}")
        for at, line in enumerate(words)
        for part in _in_batches(_mixed(line, learner), WORDS_AT_ONCE)
        if len(part) > 1
    ]
    return _mixed(cut, learner)


def _mixed(them: Sequence[Any], learner: Learner) -> list[Any]:
    return [them[at] for at in learner.chance.permutation(len(them))]


def _in_batches(them: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (them[at : at + size] for at in range(0, len(them), size))


def report(groups: Sequence[Group], told_again: Sequence[Group], words: Sequence[Sequence[Phrase]]) -> None:
    held = groups[::HELD_OUT]
    learner = learnt_from([group for group in groups if group not in held], told_again, words)
    alike, same = [], []
    for group in held:
        one, other = learner.point(group.same), learner.point(group.other)
        above = np.triu_indices(len(group.same), 1)
        for found, is_same in ((one @ one.T)[above], True), ((one @ other.T).ravel(), False):
            alike.extend(found)
            same.extend([is_same] * len(found))
    print(f"The same trouble is more alike than another one: {roc_auc_score(same, alike):.3f}")
    for least in np.arange(0, 1, 0.1):
        part = [is_same for is_same, found in zip(same, alike, strict=True) if least <= found < least + 0.1]
        print(f"{least:.1f}: {len(part)} pairs, {np.mean(part) if part else 0:.2f} the same")


def write(learner: Learner, groups: Sequence[Group]) -> None:
    by_first: dict[str, str] = defaultdict(str)
    for sign in learner.signs:
        if sign[0] != MEANING:
            by_first[sign[0]] += sign[1]
    meanings = [sign for sign in learner.signs if sign[0] == MEANING]
    order = [*(first + second for first, seconds in by_first.items() for second in seconds), *meanings]
    most = np.quantile(np.abs(learner.directions), 0.999)
    rows = np.clip(np.rint(learner.directions / most * (NOUGHT - 1)), 1 - NOUGHT, NOUGHT - 1)
    raised = (rows[[learner.signs[sign] for sign in order]] + NOUGHT).astype(np.uint8)
    phrases = [phrase for group in groups for phrase in (*group.same, *group.other)]
    sizes = np.linalg.norm(learner.matrix(phrases) @ rows, axis=1)
    told = {
        "length": LENGTH,
        "least": int(np.quantile(sizes, TOO_LITTLE)),
        "pairs": by_first,
        "meanings": [meaning[1:] for meaning in meanings],
        "rows": base64.b64encode(raised.tobytes()).decode(),
    }
    Path("nlp/troubles.json").write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    groups, told_again, words = [*troubles()], [*repeats()], lines_of_words()
    report(groups, told_again, words)
    write(learnt_from(groups, told_again, words), groups)


if __name__ == "__main__":
    main()
