"""The pipeline: each step claims what it explains, the next sees what is left."""

from __future__ import annotations

from datetime import datetime

from nlp import classify, devices, faults, people, places, times, transcript
from nlp.addresses import address_of
from nlp.clauses import clauses_of
from nlp.dictionary import Dictionary, Vocabulary, load
from nlp.identifiers import Identifiers, find_identifiers
from nlp.normalize import Text, normalize
from nlp.reading import Found, Reading, Turn
from nlp.segment import Outline, Segmenter
from nlp.spans import Claims


class Reader:
    """The loaded dictionary and the rules over it. Make one and keep it: `Reader.load()` takes some 0.1 s."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._segmenter = Segmenter(dictionary.shapes)
        self._cues = classify.Cues(dictionary)
        self._people = people.People(dictionary)

    @classmethod
    def load(cls, vocabulary: Vocabulary | None = None) -> Reader:
        """`vocabulary` is what a tenant's playbook adds to the packaged words."""
        return cls(load(vocabulary))

    def read(self, text: str, now: datetime) -> Reading:
        """`now` is the local time of the message; relative dates count from it."""
        normal = normalize(text)
        claims = Claims(len(normal.plain))
        turns = transcript.split(normal.plain, claims, labels=self._dictionary.labels, staff=self._dictionary.staff)
        identifiers = find_identifiers(normal, claims, turns)
        return self._language(normal, claims, turns, identifiers, now)

    def _language(
        self, text: Text, claims: Claims, turns: tuple[Turn, ...], identifiers: Identifiers, now: datetime
    ) -> Reading:
        dictionary = self._dictionary
        appointment = times.find_appointment(text, claims, now)
        outline = self._segmenter.outline(text.plain, claims)
        for turn in turns:
            if turn.staff and transcript.asks(text.plain[turn.start : turn.end]):
                outline.cover(turn.start, turn.end, "@")
        clauses = list(clauses_of(outline, dictionary.labels))
        named = self._people.find(outline, turns)
        place = places.find_place(outline, clauses)
        address = address_of(text, place, dictionary.areas) if place else None
        vehicle = bool(identifiers.plates or identifiers.vins)
        device = devices.find_device(outline, dictionary, clauses, vehicle=vehicle)
        fault = faults.find_fault(outline, clauses)
        category, lead = classify.categorise(
            outline, dictionary, device, fault, vehicle=vehicle, dwelling=place is None or place.is_dwelling
        )
        urgent = self._cues.urgency(text.plain)
        customer = next((person for person in named if person.score > 0), None)
        evidence = classify.Evidence(
            fault=fault.weight,
            device=device is not None,
            contact=bool(identifiers.phones or identifiers.extensions),
            thing=bool(identifiers.serials or identifiers.plates or identifiers.vins),
            customer=customer is not None,
            place=place.score / 2 if place else 0.0,
            appointment=appointment is not None,
        )
        kind, method, certainty = classify.kind_of(self._cues.kinds(outline), evidence)
        model = device.model if device else None
        return Reading(
            kind=Found(kind, 0, 0, method, certainty),
            phones=identifiers.phones,
            phones_masked=identifiers.phones_masked,
            extensions=identifiers.extensions,
            serials=identifiers.serials,
            vins=identifiers.vins,
            plates=identifiers.plates,
            customer=_found(text, customer.start, customer.end, customer.method, 0.9) if customer else None,
            address=address,
            fault=_joined(text, fault.pieces),
            category=Found(category, 0, 0, "trade words", 0.9 if lead > 2 else 0.6) if lead else None,
            urgent=_flag(text, urgent),
            appointment=appointment,
            device=_found(text, device.start, device.end, "device", 0.85) if device and device.named else None,
            brand=_found(text, *device.brand, "brand", 0.9) if device and device.brand else None,
            model=_found(text, *model, "model", 0.85) if model else None,
            turns=turns,
        )


def _found(text: Text, start: int, end: int, method: str, certainty: float) -> Found[str]:
    start, end = text.span(start, end)
    return Found(text.original[start:end], start, end, method, certainty)


def _joined(text: Text, pieces: tuple[tuple[int, int], ...]) -> Found[str] | None:
    if not pieces:
        return None
    spans = tuple(text.span(start, end) for start, end in pieces)
    value = "，".join(text.original[start:end] for start, end in spans)
    return Found(value, spans[0][0], spans[-1][1], "phenomenon", 0.8, spans if len(spans) > 1 else ())


def _flag(text: Text, span: tuple[int, int] | None) -> Found[bool]:
    if span is None:
        return Found(value=False, start=0, end=0, method="default", certainty=0.9)
    start, end = text.span(*span)
    return Found(value=True, start=start, end=end, method="cue", certainty=0.9)
