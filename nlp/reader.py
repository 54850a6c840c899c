"""The pipeline: each step claims what it explains, the next sees what is left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from msgspec import Struct

from nlp import places, transcript
from nlp.addresses import address_of
from nlp.classify import Categories
from nlp.clauses import clauses_of
from nlp.cues import cue_words, cues_of
from nlp.device import Device, certainty_of
from nlp.devices import Devices
from nlp.dictionary import Vocabulary, load
from nlp.fault_marks import mark_codes
from nlp.faults import Fault, Faults
from nlp.identifiers import Identifiers, find_identifiers
from nlp.kinds import Cues, Evidence, kind_of
from nlp.models import mark_model
from nlp.normalize import Text, normalize
from nlp.people import People
from nlp.person import Person, certainty_of_first
from nlp.phrases import Phrases, Placed
from nlp.place import Place
from nlp.reading import Appointment, Found, Kind, Reading, Turn, judged
from nlp.segment import Outline, Segmenter
from nlp.settled import settled_kind, settled_trade, settled_urgency
from nlp.several import as_one, completed, items_in, moved
from nlp.spans import Claims
from nlp.talk import signs
from nlp.taught import said_by
from nlp.times import SIGNS, may_tell_a_time
from nlp.urgency import Urgency
from nlp.visits import Visits

# How far a category leads over the next, and how often it was right then (measured, see docs/reading.md).
_LEADS = ((6.0, 0.95), (4.0, 0.85))
_HARDLY_LEADS = 0.6
_LANGUAGE_LIMIT = 3_000  # characters that are read for more than numbers; no report takes that long to begin


class _Heard(Struct, frozen=True):
    """What has a form of its own, whatever the words around it say, and the words that are left."""

    phrases: Mapping[str, Placed]
    turns: tuple[Turn, ...]
    identifiers: Identifiers
    appointment: Appointment | None
    outline: Outline


class _Matter(Struct, frozen=True):
    """What the words say, in spans of the normalised text."""

    customer: Person | None
    sure_of_customer: float
    place: Place | None
    device: Device | None
    sure_of_device: float
    fault: Fault
    category: Found[str] | None
    urgent: Found[bool]
    urgent_words: tuple[int, int]
    kind: Found[Kind]


class Reader:
    """The loaded dictionary and the rules over it. Make one and keep it: `Reader.load()` takes some 0.1 s."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        dictionary = load(vocabulary)
        self.dictionary = dictionary
        self._serial_shapes = tuple(map(re.compile, dictionary.serial_shapes))
        self._segmenter = Segmenter(dictionary.shapes)
        self._visits = Visits(dictionary)
        self._people = People(dictionary)
        self._devices = Devices(dictionary)
        self.faults = Faults(dictionary)
        self._categories = Categories(dictionary)
        self._cues = Cues(dictionary)
        self._urgency = Urgency(dictionary)
        self._phrases = Phrases(
            {
                "cues": cue_words(),
                "times": SIGNS,
                "kinds": self._cues.meaning,
                "urgency": self._urgency.words,
                **signs(),
            }
        )

    @classmethod
    def load(cls, vocabulary: Vocabulary | None = None) -> Reader:
        """`vocabulary` is what a tenant's playbook adds to the packaged words."""
        return cls(vocabulary)

    def read(self, text: str, now: datetime) -> Reading:
        """`now` is the local time of the message; relative dates count from it."""
        normal = normalize(text)
        plain = normal.plain[:_LANGUAGE_LIMIT]
        whole = self._read(normal, plain, now)
        items = items_in(plain) if whole.is_ticket else []
        tickets = self._tickets(normal, items, now) if items else []
        return as_one(whole, tickets) if len(tickets) > 1 else whole

    def _tickets(self, text: Text, items: Sequence[tuple[int, int]], now: datetime) -> list[Reading]:
        """What the numbered items report, each with what is said around them all."""
        spans = [text.span(start, end) for start, end in items if start < end]
        around = text.original[: spans[0][0]] + " " * (spans[-1][1] - spans[0][0]) + text.original[spans[-1][1] :]
        shared = self._part(around, now)
        read = [moved(self._part(text.original[start:end], now), start) for start, end in spans]
        reports = [item for item in read if item.fault and item.kind.value is not Kind.FOLLOWUP]
        return completed(reports, shared) if reports else []

    def _part(self, text: str, now: datetime) -> Reading:
        normal = normalize(text)
        plain = normal.plain[:_LANGUAGE_LIMIT]
        return self._read(normal, plain, now)

    def outline(self, text: str, now: datetime) -> Outline:
        """The words of a text, before any of them is explained."""
        normal = normalize(text)
        return self._heard(normal, normal.plain[:_LANGUAGE_LIMIT], now).outline

    def _read(self, normal: Text, plain: str, now: datetime) -> Reading:
        heard = self._heard(normal, plain, now)
        return self._reading(normal, heard, self._matter(heard))

    def _heard(self, normal: Text, plain: str, now: datetime) -> _Heard:
        phrases = self._phrases.find(plain)
        claims = Claims(len(normal.plain))
        turns = transcript.split(normal.plain, claims, labels=self.dictionary.labels, staff=self.dictionary.staff)
        cues = cues_of(plain, phrases.get("cues", ())) if plain == normal.plain else None
        identifiers = find_identifiers(normal, claims, turns, cues=cues, serial_shapes=self._serial_shapes)
        dated = may_tell_a_time(plain, phrases.get("times", ()), claims)
        appointment = self._visits.find(normal, plain, claims, now) if dated else None
        outline = self._segmenter.outline(plain, claims)
        if "班" in plain:
            _join_numbers_of_classes(outline)
        for turn in turns:
            said = plain[turn.start : turn.end]
            if (turn.staff and transcript.asks(said)) or (turn is not turns[-1] and transcript.only_asks(said)):
                outline.cover(turn.start, min(turn.end, len(plain)), "@")
        return _Heard(phrases, turns, identifiers, appointment, outline)

    def _matter(self, heard: _Heard) -> _Matter:
        """Each step covers what it finds, so their order matters."""
        outline, turns, identifiers, phrases = heard.outline, heard.turns, heard.identifiers, heard.phrases
        mark_codes(outline)
        mark_model(outline)
        clauses = clauses_of(outline, self.dictionary.labels)
        people = self._people.find(outline, turns)
        customer = people[0] if people and people[0].score > 0 else None
        place = places.find_place(outline, clauses, turns)
        device = self._devices.find(outline, clauses)
        fault = self.faults.find(outline, clauses)
        vehicle = bool(identifiers.plates or identifiers.vins)
        trade, lead = self._categories.choose(outline, device, fault, dwelling=place is None or place.is_dwelling)
        words = said_by(outline)
        category = settled_trade(judged(trade, "trade words", _certainty_of(lead)) if lead else None, words)
        evidence = Evidence(
            fault=fault.weight,
            device=device is not None,
            contact=bool(identifiers.phones or identifiers.extensions),
            thing=vehicle or bool(identifiers.serials),
            customer=customer is not None,
            place=place.score / 2 if place else 0.0,
            appointment=heard.appointment is not None,
            trade=lead > 0,
        )
        hurry = self._urgency.find(outline, phrases.get("urgency", ()), category.value if category else trade)
        urgent = settled_urgency(hurry, words)
        kind = settled_kind(kind_of(self._cues.kinds(outline, phrases), evidence), words)
        sure_of_device = certainty_of(outline, device) if device else 0.0
        sure_of_customer = certainty_of_first(outline, people)
        cause = (hurry.start, hurry.end) if hurry else fault.pieces[0] if fault.pieces else (0, len(outline.plain))
        return _Matter(customer, sure_of_customer, place, device, sure_of_device, fault, category, urgent, cause, kind)

    def _reading(self, text: Text, heard: _Heard, matter: _Matter) -> Reading:
        device, identifiers = matter.device, heard.identifiers
        return Reading(
            kind=matter.kind,
            phones=identifiers.phones,
            phones_masked=identifiers.phones_masked,
            extensions=identifiers.extensions,
            serials=identifiers.serials,
            vins=identifiers.vins,
            plates=identifiers.plates,
            customer=_customer(text, matter.customer, matter.sure_of_customer),
            address=address_of(text, matter.place, self.dictionary.areas) if matter.place else None,
            fault=_fault(text, matter.fault),
            category=matter.category,
            urgent=_urgent(text, matter.urgent, matter.urgent_words),
            appointment=heard.appointment,
            device=_found(text, (device.start, device.end), "device", matter.sure_of_device)
            if device and device.named
            else None,
            brand=_found(text, device.brand, "brand", 0.9 if device.known_brand else 0.8)
            if device and device.brand
            else None,
            model=_found(text, device.model, "model", 0.85) if device and device.model else None,
            turns=heard.turns,
        )


@cache
def default_reader() -> Reader:
    """The reader without a tenant's vocabulary, made when it is first wanted."""
    return Reader.load()


def _found(text: Text, span: tuple[int, int], method: str, certainty: float) -> Found[str]:
    start, end = text.span(*span)
    return Found(text.original[start:end], start, end, method, certainty)


_CLASS = re.compile(r"\([0-9一二三四五六七八九十]{1,2}\)(?=班)")


def _join_numbers_of_classes(outline: Outline) -> None:
    """三(2)班 is one word."""
    for match in _CLASS.finditer(outline.plain):
        outline.cover(*match.span(), "0")


def _certainty_of(lead: float) -> float:
    for least, certainty in _LEADS:
        if lead >= least:
            return certainty
    return _HARDLY_LEADS


def _customer(text: Text, person: Person | None, certainty: float) -> Found[str] | None:
    return _found(text, (person.start, person.end), person.method, certainty) if person else None


def _fault(text: Text, fault: Fault) -> Found[str] | None:
    if not fault.pieces:
        return None
    spans = tuple([text.span(start, end) for start, end in fault.pieces])
    value = "，".join([text.original[start:end] for start, end in spans])
    method = "label" if fault.labelled else "phenomenon"
    return Found(value, spans[0][0], spans[-1][1], method, fault.certainty, spans if len(spans) > 1 else ())


def _urgent(text: Text, judgement: Found[bool], words: tuple[int, int]) -> Found[bool]:
    if not judgement.value:
        return judgement
    start, end = text.span(*words)
    return Found(True, start, end, judgement.method, judgement.certainty)
