"""Fields and facts."""

from __future__ import annotations

import dataclasses

from tickets.fields import Facts, FieldName


def test_a_ticket_keeps_a_fact_for_every_field_there_is():
    assert {each.name for each in dataclasses.fields(Facts)} == {name.value for name in FieldName} | {"extra"}
