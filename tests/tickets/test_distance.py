"""Where somebody is, on China's maps, and how far that is from somewhere else."""

from __future__ import annotations

import pytest

from tickets.distance import gcj02, metres_between

HANGZHOU = (30.2500, 120.2100)


@pytest.mark.parametrize(
    ("wgs84", "on_the_map"),
    [
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
    ],
)
def test_a_place_is_where_chinas_maps_have_it(wgs84: tuple[float, float], on_the_map: tuple[float, float]) -> None:
    assert gcj02(wgs84) == pytest.approx(on_the_map, abs=1e-5)


def test_abroad_there_is_nothing_to_move() -> None:
    assert gcj02((48.8584, 2.2945)) == (48.8584, 2.2945)


def test_distances_are_said_in_steps_of_fifty_metres_and_never_as_nothing() -> None:
    assert metres_between(HANGZHOU, HANGZHOU) == 50
    assert metres_between(HANGZHOU, (30.2572, 120.2100)) == 800
    assert metres_between((39.9042, 116.4074), (31.2304, 121.4737)) == pytest.approx(1_067_000, rel=0.01)
