"""Types and areas that no message can be about."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from tickets.playbook.document import Document, TypeEntry


def never(document: Document) -> Iterator[tuple[str, str]]:
    yield from _types(document)
    yield from _areas(document)


def _types(document: Document) -> Iterator[tuple[str, str]]:
    *particular, last = document.types or (None,)
    if last is not None and _signs(last):
        yield (
            last.where,
            "最后一个类型收下剩下的：去掉它的「words」「categories」「fault_codes」，或者在后面再加一个类型",
        )
    for number, each in enumerate(particular):
        assert each is not None, "where there is a last one there are types"
        if not _signs(each):
            yield each.where, "永远认不出来：写上「words」「categories」或「fault_codes」，或者挪到最后"
        elif _taken_by(each, document.types[:number]):
            yield each.where, "永远认不出来：它有的前面的类型都有了，挪到它们前面"


def _signs(kind: TypeEntry) -> bool:
    return bool(kind.words or kind.categories or kind.fault_codes)


def _taken_by(kind: TypeEntry, earlier: tuple[TypeEntry, ...]) -> bool:
    """A text that has 卫生间漏水 has 漏水 too."""
    words = [word for each in earlier for word in each.words]
    categories = {category for each in earlier for category in each.categories}
    patterns = [code.upper() for each in earlier for code in each.fault_codes]
    return (
        all(any(word in longer for word in words) for longer in kind.words)
        and categories.issuperset(kind.categories)
        and all(any(fnmatchcase(code.upper(), pattern) for pattern in patterns) for code in kind.fault_codes)
    )


def _areas(document: Document) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for area in document.areas:
        for word in dict.fromkeys((area.name, *area.words)):
            if (other := first.setdefault(word, area.name)) != area.name:
                yield area.where, f"「{word}」这个词「{other}」也有，分不清说的是哪个片区：只留一处"
