"""XML from strangers to plain values: no document type, no entities, little depth, few elements, one pass."""

from __future__ import annotations

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
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BadXml(str(error)) from None
    root = reader.levels[0].get("xml")
    if not isinstance(root, dict):
        raise BadXml("the root is not an <xml> with elements in it")
    return root


def _refuse_doctype(*_: object) -> None:
    raise BadXml("a document type, where entity bombs are declared")


class _Reader:
    __slots__ = ("elements", "levels", "text")

    def __init__(self) -> None:
        self.levels: list[Fields] = [{}]  # the open elements, outermost first
        self.text: list[str] = []
        self.elements = 0

    def start(self, _name: str, _attributes: dict[str, str]) -> None:
        self.elements += 1
        if len(self.levels) > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise BadXml("too deep, or too many elements")
        self.levels.append({})
        self.text.clear()

    def end(self, name: str) -> None:
        fields = self.levels.pop()
        value = fields or "".join(self.text).strip()
        self.text.clear()
        parent = self.levels[-1]
        if name not in parent:
            parent[name] = value
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]
