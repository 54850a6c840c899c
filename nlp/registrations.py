"""Numbers that an office or a firm gave to a lift, a crane or a boiler, and that begin with a province like a plate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.normalize import Text
from nlp.patterns import HAN, Lazy
from nlp.spans import Candidate, Claims, Taken
from nlp.vehicles import PROVINCES

_MAY_BE_REGISTERED = re.compile(rf"[{PROVINCES}](?:[A-Z特扶梯-]|[直扶电货客起]重?梯|.-)")

# 梯11京A00001(21): the certificate of use of special equipment (TSG 08).
_CERTIFICATE = Lazy(
    rf"[锅容管梯起索游车瓶][0-9]{{1,2}}(?P<at>[{PROVINCES}])[A-Z]{{0,2}}[0-9]{{4,6}}(?:\([0-9]{{2}}\))?(?![0-9])"
)
# 沪A-特种-0321, 苏特12-0043, 甘A-扶-2207
_TAG = Lazy(
    rf"[{PROVINCES}](?:[A-Z]|{HAN})?-?(?:特种?|直梯|扶梯|电梯|货梯|客梯|梯|扶|起重|起|吊|叉|锅|容|行)(?:[0-9]{{1,2}})?"
    r"(?:-[A-Z]{1,3})?-?[0-9]{3,6}(?![0-9A-Za-z])"
)
# 京通-D-1180, 桂K-T-0664: in a clause of its own, for 新城-A-1203 is a flat.
_TAG_OF_LETTERS = Lazy(rf"(?<![^,。;: \n(])[{PROVINCES}](?:[A-Z]|{HAN})?-[A-Z]{{1,2}}-[0-9]{{4,6}}(?=[,。; \n)]|$)")


def registered_serials(text: Text, claims: Claims) -> list[Candidate]:
    """To be looked for before plates, which they hold."""
    if not _MAY_BE_REGISTERED.search(text.plain):
        return []
    return list(_registered(text.plain, claims))


def _registered(plain: str, claims: Claims) -> Iterator[Candidate]:
    for pattern in (_CERTIFICATE, _TAG, _TAG_OF_LETTERS):
        for match in pattern.finditer(plain):
            if claims.free(*match.span()):
                claims.claim(Taken.SERIAL, *match.span())
                yield Candidate(match[0], *match.span(), "registration", 0.95)
