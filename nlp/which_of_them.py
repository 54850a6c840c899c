"""Several values of which the writer tells by their order which stand: A还是B？——后面那个, A或B，前者停机."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from nlp.patterns import Lazy
from nlp.retractions import AnyPlaced, Placed

_ORDINAL = (
    r"(?P<first>前者|(?:前|上)面?[那这]?一?[个条串]|[前上]面的|头一?个|打头那?个|第[一1][个条])"
    r"|(?P<last>后者|(?:最?后|下)面?[那这]?一?[个条串]|[后下]面的|最后[那一]个|第[二2][个条])"
)
_MAY_TELL = Lazy(r"[前上后下头第](?:[者面]|[那这一二12]?[个条串])|还是")
_THE_NUMBER = r"(?:的?(?:那个|这个)?(?:号码?|电话|手机号?|座机)|那个|的){0,2}"
_CHOSEN = Lazy(
    rf"(?:,?[记打用是要]|[-—,。 :]|对|[哦噢答回说]|应该|就|以){{0,5}}(?:{_ORDINAL}){_THE_NUMBER}(?P<rest>[^\n]{{0,8}})"
)
_VERDICT = Lazy(rf"(?:{_ORDINAL}){_THE_NUMBER}[, ]?(?P<rest>[^\n]{{1,10}})")
_ASKS = Lazy(r"[ ,(]{0,2}(?:[呢啊呀来着吗]{0,2}[?？]|到底|哪个)")
_AGAIN = Lazy(
    r"[-—,。 :]{0,4}(?:是|尾号|应该是|对){0,2}(?P<digits>[0-9][0-9 -]{1,14})(?:那个|的|结尾)?(?=[,。;!? \n]|$)"
)
_WRONG = Lazy(
    r"(?:是|已经?|早就?|都|就|好像|应该|[说打写报发记抄念]){0,4}"
    r"(?:不对|错|有误|不是(?!座机|手机)|空号|停机|停[用了]|不用|不要|作废|注销|失效|弃用|别[打用记存]|忽略|删|划掉|过期|假)"
)
_RIGHT = Lazy(
    r"(?:才|就|应该|其实|是|可以){0,4}(?:对(?!不|方)|没错|没问题|正确|为准|准(?!备)|真的|有效|才?是我的|才是)"
)
_OR_ELSE = Lazy(r"还是")
_WHICH = Lazy(r"[^\n0-9]{0,8}哪[个一]{1,2}[^\n0-9?？]{0,8}[?？]")
_CONFIRMED = Lazy(rf"(?:确认|正确的|对的)的?是?(?:{_ORDINAL})(?=那个|[,。;! ]|$)")
_APART = 24  # characters between two of which one is chosen
_FAR = 40  # and to the word that tells
_MOST = 4


def without_the_others(plain: str, values: Sequence[AnyPlaced]) -> Sequence[AnyPlaced]:
    """Those that stand, if the text tells of two in a row which one does."""
    if len(values) < 2 or not _MAY_TELL.search(plain, values[0].end):
        return values
    gone = {index for pair in range(len(values) - 1) for index in _given_up(plain, values, pair)}
    return [value for index, value in enumerate(values) if index not in gone]


def _given_up(plain: str, values: Sequence[AnyPlaced], first: int) -> Iterator[int]:
    left, right = values[first : first + 2]
    if right.start - left.end > _APART:
        return
    reach = values[first + 2].start if first + 2 < len(values) else right.end + _FAR
    which = _WHICH.match(plain, right.end)
    if which or _OR_ELSE.search(plain, left.end, right.start):
        asked = which or _ASKS.match(plain, right.end)
        if asked is None:
            return
        chosen = _CHOSEN.match(plain, asked.end(), reach)
        if (given := _repeated(plain, asked.end(), left, right)) is not None:
            yield first + 1 - given
            return
        if chosen:
            wrong = _WRONG.match(chosen["rest"]) is not None
            yield first if (chosen["first"] is not None) == wrong else first + 1
            return
    if confirmed := _CONFIRMED.search(plain, right.end, reach):
        yield first + 1 if confirmed["first"] else first
    for told in islice(_VERDICT.finditer(plain, right.end, reach), _MOST):
        its, other = (first, first + 1) if told["first"] else (first + 1, first)
        if _WRONG.match(told["rest"]):
            yield its
        elif _RIGHT.match(told["rest"]):
            yield other


def _repeated(plain: str, at: int, *pair: Placed) -> int | None:
    """Which of the two is given once more behind the question, or its last digits."""
    match = _AGAIN.match(plain, at)
    if match is None:
        return None
    digits = _digits(match["digits"])
    ends = [_digits(plain[value.start : value.end]).endswith(digits) for value in pair]
    return ends.index(True) if sum(ends) == 1 else None


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written))
