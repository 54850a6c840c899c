"""TOML that people write: read into dataclasses, with every problem told at once and with its line."""

from __future__ import annotations
