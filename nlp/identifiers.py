"""Everything in a message that is a number of something, each rule seeing what the earlier ones left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from nlp.bare_serials import bare_serials
from nlp.cued_serials import cued_serials
from nlp.cues import Cue, find_cues
from nlp.extensions import find_extensions, find_masked
from nlp.grouped_serials import grouped_serials
from nlp.labelled_serials import labelled_serials
from nlp.masks import claim_links, claim_look_alikes
from nlp.normalize import Text
from nlp.phones import find_phones
from nlp.reading import Found, Phone, Serial, Turn
from nlp.registrations import registered_serials
from nlp.serials import standing_serials
from nlp.spans import Claims
from nlp.vehicles import find_plates, find_vins

# There is one in every text with a VIN or the number of a card or a person.
_LONG = re.compile("[0-9A-Za-z](?<![0-9A-Za-z].)[0-9A-Za-z -]{14}")


class Identifiers(Struct, frozen=True):
    phones: tuple[Phone, ...] = ()
    phones_masked: tuple[Found[str], ...] = ()
    extensions: tuple[Found[str], ...] = ()
    serials: tuple[Serial, ...] = ()
    vins: tuple[Found[str], ...] = ()
    plates: tuple[Found[str], ...] = ()


def find_identifiers(
    text: Text,
    claims: Claims,
    turns: Sequence[Turn] = (),
    *,
    cues: Sequence[Cue] | None = None,
    serial_shapes: Sequence[re.Pattern[str]] = (),
) -> Identifiers:
    """Claims what it finds, and what it recognises as a number of no interest.

    `cues` are those of the text, if somebody has looked for them.
    `serial_shapes` are those of a tenant's own devices, in upper case: whatever fits one is a serial number
    without a word that says so.
    """
    claim_links(text, claims)
    if cues is None:
        cues = find_cues(text.plain)
    long = _LONG.search(text.plain) is not None
    serials = registered_serials(text, claims)
    plates = find_plates(text, claims)
    vins = find_vins(text, claims, cues, bare=long) if cues or long else ()
    if cues:
        serials += cued_serials(text, claims, cues, turns)
    claim_look_alikes(text, claims, cues, long=long)
    masked = find_masked(text, claims)
    phones = find_phones(text, claims, turns)
    extensions = find_extensions(text, claims, cues)
    serials += grouped_serials(text, claims)
    if cues:
        serials += labelled_serials(text, claims, cues)
    serials += bare_serials(text, claims, serials, serial_shapes)
    return Identifiers(phones, masked, extensions, standing_serials(text, serials), vins, plates)
