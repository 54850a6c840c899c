"""Numbers without an area code that are numbers because of the one before them."""

from __future__ import annotations

from nlp.digit_runs import Run
from nlp.numbering import Dialable, national
from nlp.patterns import Lazy
from nlp.reading import PhoneKind

_OR = frozenset(("/", "、", "或", "或者", "和", "至", "到", "~"))
_BETWEEN_TWO = frozenset(("", ",", *_OR))
_NEAR = 16  # characters between two numbers that share an area code
_SHORTEST, _ALIKE = 7, 4  # digits of a number without its area code, and how many of the first are the same
_SHORT_CODES = ("01", "02")
_ANOTHER_WORD = Lazy("[0-9]|(?:编|单|序列|账|卡|型|料|订单|资产|工)号|[A-Za-z]{2}|码")
_IN_BRACKETS = Lazy(r" ?\([^()\d]{1,4}\)[ ,、/;]?")  # 0571-88886666(办)88887777(宅)
_CORRECTED = Lazy(
    r"(?:[ ,。;!:、()]|这个|那个|号码?|电话|座机|不对|不是|[打写说报发留弄搞]?错了?|有误|[改换变]|更正|成|为|了"
    r"|应该?|而?是|才对|→|->|=>|哦|啊|呃|的|一位|正确){1,14}"
)


def goes_with(plain: str, before: Dialable, end: int, run: Run) -> bool:
    """Whether what stands before and ends there makes these few digits a number, too."""
    between = plain[end : run.start]
    if before.kind in (PhoneKind.LANDLINE, PhoneKind.LOCAL):
        alike = len(run.digits) >= _SHORTEST and before.value[: -len(run.digits) + _ALIKE].endswith(run.digits[:_ALIKE])
        if alike and _ANOTHER_WORD.search(between) is None:
            return True
        parted = between.strip() in _BETWEEN_TWO or _IN_BRACKETS.fullmatch(between)
        return bool(len(between) <= _NEAR and (parted or _CORRECTED.fullmatch(between)))
    joined = between.strip() in _OR or (between.isspace() and "座机" in plain[:end])
    return joined and before.kind is PhoneKind.MOBILE


def with_code_of(before: Dialable | None, dialable: Dialable) -> Dialable:
    """Complete, where the number before it has an area code and as many digits behind that."""
    if before is None or before.kind is not PhoneKind.LANDLINE:
        return dialable
    code = before.value[: 3 if before.value.startswith(_SHORT_CODES) else 4]
    if len(code) + len(dialable.value) != len(before.value):
        return dialable
    return national(code + dialable.value) or dialable
