"""What belongs to one serial number: its parts, and the groups that blanks set off."""

from __future__ import annotations

from nlp.patterns import Lazy

# A part may be set off with blanks around its hyphen, but a mobile number or a word is no part.
_PART = r"(?: ?- ?|[/_.·])(?!1[3-9][0-9]{9}(?![0-9])|(?<=[/.])[a-z]{3})(?=[A-Za-z0-9])"
TOKEN = rf"[A-Za-z0-9](?:[A-Za-z0-9]|{_PART}){{0,39}}"
TELEPHONE = (
    r"1[3-9][0-9]{9}(?![0-9])|1[3-9][0-9][ -][0-9]{4}[ -][0-9]{4}(?![0-9])|0(?:10|2[0-9]|[3-9][0-9]{2})[ -]?"
    r"(?:[0-9]{7,8}(?![0-9])|[0-9]{3,4}[ -]?[0-9]{4}(?! ?[0-9]))"
)
# Further groups of a short first one: DRX 0091 7744, 0 3 3 1 - 7 7 2 - K. No telephone number, no count of something.
_GROUP = Lazy(
    rf"(?: {{1,2}}| ?[-·/] ?)(?!{TELEPHONE})"
    r"(?=[A-Z]{0,4}[0-9]|[A-Z]{1,3} ?[0-9]{3}|(?<=-)[A-Z](?![A-Za-z])|(?<=- )[A-Z](?![A-Za-z])"
    r"|(?<=[0-9] )[A-Z](?=[,。;)\n]|$))"
    r"[A-Z0-9]{1,12}(?![A-Za-z0-9_]|\.[A-Za-z0-9]|-[0-9]{1,4}-"
    r"|[楼号室台点个年月日层幢栋单元区路次只套块人天小分秒度]| [楼号室层幢栋])"
)
_AFTER_LETTERS = Lazy(
    r" (?!1[3-9][0-9]{9}|0[0-9]{2,3}-)(?=[A-Z-]{0,8}[0-9])[A-Z0-9]{1,16}(?:-[A-Z0-9]{1,8}){1,3}(?![A-Za-z0-9-])"
)
# at the end of a line
_BROKEN = Lazy(r"-\n(?=[A-Z0-9-]{0,8}[0-9])[A-Z0-9]{2,12}(?:-[A-Z0-9]{1,8}){0,2}(?![A-Za-z0-9])")
_MOST_GROUPS = 16
_LONGEST_FIRST = 9  # letters and digits of a first group that others may follow


def with_groups(plain: str, start: int, end: int) -> int:
    """Where the number ends whose first group stands there."""
    first = plain[start:end]
    if sum(map(str.isalnum, first.split(" ")[-1])) > _LONGEST_FIRST:
        return end
    if first.replace("/", "").isalpha() and (match := _AFTER_LETTERS.match(plain, end)):
        end = match.end()
    if broken := _BROKEN.match(plain, end):
        return broken.end()
    for _ in range(_MOST_GROUPS):
        match = _GROUP.match(plain, end)
        if match is None or (end - start > 4 and are_alike(plain[start:end], match[0].strip(" /-·"))):
            return end
        end = match.end()
    return end


def end_of_first(token: str) -> int:
    """Of HR-2209/HR-2210; a slash may also be part of one serial number."""
    if "/" not in token:
        return len(token)
    first, _, other = token.partition("/")
    if token.replace("/", "").isdigit() and first[:-2] != other[:-2]:
        return len(token)  # 20632/00147
    return len(first if len(first) >= 4 and are_alike(first, other) else token)


def are_alike(one: str, other: str) -> bool:
    """Whether two could be of one series: the same letters and digits at the same places, or the same beginning."""
    if len(one) != len(other):
        return len(other) > 5 and abs(len(one) - len(other)) <= 2 and not one[:2].isdigit() and one[:3] == other[:3]
    return all(a.isdigit() == b.isdigit() for a, b in zip(one, other, strict=True))


def value_of(plain: str, start: int, end: int) -> str:
    return plain[start:end].replace(" ", "").replace("\n", "").upper()
