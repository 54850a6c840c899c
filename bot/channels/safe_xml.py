"""XML from strangers to plain values: no document type, no entities, little depth, few elements, one pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

Fields = dict[str, Any]
"""Element name to its text, or to the fields within it, or to a list of those where the element is repeated."""

MAX_DEPTH = 16  # the deepest known event (approvals) has 7
MAX_ELEMENTS = 2_000  # a department move lists its members; the envelope has 4


class BadXml(ValueError):
    pass


def read_xml(data: bytes) -> Fields:
    """The fields of `<xml>…</xml>` in UTF-8, texts without surrounding blanks. Raises BadXml and nothing else."""
    document: Fields = {}
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = _builders(document)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BadXml(str(error)) from None
    root = document.get("xml")
    if not isinstance(root, dict):
        raise BadXml("the root is not an <xml> with elements in it")
    return root


def _refuse_doctype(*_: object) -> None:
    raise BadXml("a document type, where entity bombs are declared")


def _builders(document: Fields) -> tuple[Callable[..., None], Callable[[str], None], Callable[[str], None]]:
    """What expat calls for starts, ends and texts. Closures are a third faster than methods here."""
    levels = [document]  # the open elements, outermost first
    text: list[str] = []
    elements = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal elements
        elements += 1
        if len(levels) > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise BadXml("too deep, or too many elements")
        levels.append({})
        text.clear()

    def end(name: str) -> None:
        value = levels.pop() or "".join(text).strip()
        text.clear()
        parent = levels[-1]
        if name not in parent:
            parent[name] = value
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]

    return start, end, text.append
