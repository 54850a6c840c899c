"""How far apart two places are. Browsers say where they are in WGS-84; maps and chats in China say it in GCJ-02, which
lies some hundred metres beside it.
"""

from __future__ import annotations

import math

Place = tuple[float, float]
"""Latitude and longitude, in degrees."""

EARTH_METRES = 6_371_000
NEAR_METRES = 50
"""No finer: the place of a house is not known better."""

# The ellipsoid that GCJ-02 is computed on, Krasovsky's of 1940.
_AXIS, _ECCENTRICITY = 6_378_245.0, 0.00669342162296594323
# A rectangle around the country; outside it the two systems are one.
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347


def metres_between(one: Place, other: Place) -> int:
    """As the crow flies, to fifty metres; both in the same system."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    metres = 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, chord)))
    return max(NEAR_METRES, round(metres / NEAR_METRES) * NEAR_METRES)


def gcj02(wgs84: Place) -> Place:
    """The same place as China's maps have it."""
    latitude, longitude = wgs84
    if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
        return wgs84
    x, y = longitude - 105.0, latitude - 35.0
    radians = math.radians(latitude)
    curve = 1 - _ECCENTRICITY * math.sin(radians) ** 2
    north = _northward(x, y) * 180.0 / (_AXIS * (1 - _ECCENTRICITY) / (curve * math.sqrt(curve)) * math.pi)
    east = _eastward(x, y) * 180.0 / (_AXIS / math.sqrt(curve) * math.cos(radians) * math.pi)
    return latitude + north, longitude + east


def _northward(x: float, y: float) -> float:
    plane = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    return plane + _ripple(x) + _waves(y, (1, 20.0), (1 / 3, 40.0), (1 / 12, 160.0), (1 / 30, 320.0))


def _eastward(x: float, y: float) -> float:
    plane = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    return plane + _ripple(x) + _waves(x, (1, 20.0), (1 / 3, 40.0), (1 / 12, 150.0), (1 / 30, 300.0))


def _ripple(x: float) -> float:
    return (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0


def _waves(along: float, *waves: tuple[float, float]) -> float:
    return sum(height * math.sin(along * math.pi * often) for often, height in waves) * 2.0 / 3.0
