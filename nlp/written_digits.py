"""Digits that are written in another way: as they are said (幺三八 零零一三 八零零零), or with letters (138OO13).

Only whole telephone numbers are rewritten, so that 三楼, 一二单元 and MOD10 stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.characters import SPOKEN_DIGITS
from nlp.numbering import national
from nlp.patterns import Lazy

_SPOKEN = "".join(SPOKEN_DIGITS)
# Whoever dictates stops to think, and the listener says that he is there.
_PAUSED = (
    r"(?:嗯{1,3}|呃|额|啊|嘛|啦|哈|呢|哦|是吧|对吧?|完了|那个|这个|然后|接着|再|就|是|为|停一下|稍等|等一?下"
    r"|横?杠|横线|短横|空格?|点|最?后面?|前面|中[间段]|当中|末尾?|结尾|尾|其次|其余|剩下|[开打起]?头"
    r"|的|在|跟着?|加|[三四五六七3-8]位|[前后]半[截段]|数字?)"
)
PAUSE = rf"(?>[ ,、。.…(]{{0,3}}(?:{_PAUSED}[ ,、。.…:]{{0,2}}){{1,5}})"
_SPEAKER = r"\n?[^\W0-9_]{1,4}: ?"
_LISTENS = r"(?:(?:嗯{1,3}|哦|噢|好的?|对|是的?|[您你]?请?[说讲]|[您你]?请?继续|然后呢?|收到)[,。.…!? ]{0,2}){1,3}"
HEARD = rf"[,。.… ]{{0,3}}{_SPEAKER}{_LISTENS}{_SPEAKER}"
_SHORT_GAPS = " ,.-"
_ALL_SPOKEN = frozenset(_SPOKEN + _SHORT_GAPS)
_SPOKEN_RUN = Lazy(
    rf"(?<![A-Za-z0-9])[{_SPOKEN}0-9](?:(?:[{_SHORT_GAPS}]?|[、。…—;·•/~|_*]{{1,2}}| [—/-] |-?\n"
    rf"|[)\]】」』]?[-,]?[(\[【「『]|[)\]】」』]-?|{PAUSE}|{HEARD})[{_SPOKEN}0-9]){{6,40}}"
)
_MAY_SPEAK = re.compile(f"[{_SPOKEN}][ ,、]?[{_SPOKEN}0-9]")
# 么 is written for 幺; 什么三 and 怎么一 are words.
_ONE = Lazy(
    rf"么(?:(?=[ ,、-]?(?:[{_SPOKEN}0-9][ ,、-]?){{3}})(?<![什怎那这多要甚]么)"
    rf"|(?<=[{_SPOKEN}0-9]{{2}}么)(?=[{_SPOKEN}0-9]))"
)
_TO_DIGITS = str.maketrans(SPOKEN_DIGITS)

_LETTERED_RUN = Lazy(r"(?<![A-Za-z0-9])[0-9OoIl|](?:(?:[ .-]|\) ?-?)?[0-9OoIl|]){9,24}(?![A-Za-z0-9])")
_MAY_BE_LETTERED = re.compile("[OoIl|](?:[ .-]?[0-9]|(?<=[0-9].)|(?<=[0-9][ .-].))")
_FROM_LETTERS = str.maketrans("OoIl|", "00111")

_FEWEST_DIGITS = 4
_NO_DIGIT = re.compile("[^0-9]")
_GROUP = Lazy(r"[0-9]+")
_LONGEST = 16  # digits of a landline with its area code, and those that stick out
_STICK_OUT = 4
_COUNTS = Lazy(r"[楼层栋幢号单室房座期区排组户台部个扇间处条位点人天月]")
_MOST = 100  # runs looked at; no message dictates more numbers


def spoken_as_digits(plain: str) -> str:
    """Dictated numbers in digits; the length stays."""
    if "么" in plain:
        plain = _ONE.sub("幺", plain)
    return _SPOKEN_RUN.sub(_spoken, plain, count=_MOST) if _MAY_SPEAK.search(plain) else plain


def letters_as_digits(plain: str) -> str:
    """O as 0, l and I as 1 in what is otherwise a telephone number; the length stays."""
    if not _MAY_BE_LETTERED.search(plain):
        return plain

    def unlettered(match: re.Match[str]) -> str:
        run = match[0]
        if sum(map(str.isdigit, run)) < _FEWEST_DIGITS:
            return run
        if "|" in run:  # between the cells of a table
            cells = [_rewritten(cell, cell.translate(_FROM_LETTERS), counts=False) for cell in run.split("|")]
            if any(national(_NO_DIGIT.sub("", cell)) for cell in cells):
                return "|".join(cells)
        return _rewritten(run, run.translate(_FROM_LETTERS), counts=False)

    return _LETTERED_RUN.sub(unlettered, plain, count=_MOST)


def _spoken(match: re.Match[str]) -> str:
    run = match[0]
    digits = run.translate(_TO_DIGITS)
    rewritten = _rewritten(run, digits, counts=_COUNTS.match(match.string, match.end()) is not None)
    return digits if rewritten == run and _ALL_SPOKEN.issuperset(run) else rewritten


def _rewritten(run: str, digits: str, *, counts: bool) -> str:
    """`run` with the characters of `digits` wherever its groups make a number; `counts` if the last digits may be of
    what follows.
    """
    for start, end in _numbers(run, digits, counts=counts):
        run = run[:start] + digits[start:end] + run[end:]
    return run


def _numbers(run: str, digits: str, *, counts: bool) -> Iterator[tuple[int, int]]:
    groups = [match.span() for match in _GROUP.finditer(digits)]
    first = 0
    while first < len(groups):
        start = groups[first][0]
        continues = start > 0 and run[start - 1] in "-." and run[start].isascii()
        last, end = (first, 0) if continues else _longest_number(run, digits, groups, first, counts=counts)
        if _goes_on(groups, first, last):
            return
        if end:
            yield start, end
        first = last + 1


def _goes_on(groups: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether single digits go on behind a number of single digits: it has a digit too many."""
    spans = groups[first : last + 2]
    return last > first and len(spans) > last - first + 1 and all(end - start == 1 for start, end in spans)


def _longest_number(
    run: str, digits: str, groups: list[tuple[int, int]], first: int, *, counts: bool
) -> tuple[int, int]:
    """The last group of the longest number from here and where it ends; (first, 0) when there is none.

    The last digits may stick out: they count what follows (…八零零零一楼).
    """
    best = (first, 0)
    bare = ""
    for last in range(first, len(groups)):
        start, end = groups[last]
        bare += digits[start:end]
        if len(bare) > _LONGEST:
            break
        if national(bare):
            best = (last, end)
        elif counts and not best[1] and end == len(digits) and not run[-1].isascii():
            longest = min(_STICK_OUT, end - start - 1)
            best = next(((last, end - out) for out in range(1, longest + 1) if national(bare[:-out])), best)
    return best
