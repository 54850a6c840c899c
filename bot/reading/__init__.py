"""Texts read beside the process that handles them. Optional: `[reading] processes`."""
