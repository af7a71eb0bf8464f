"""How long something may take before a test says that it hangs: more where every line is counted as it runs."""

from __future__ import annotations

from coverage import Coverage

#: Measured: reading a megabyte of YAML takes three times as long while coverage watches.
_WHILE_WATCHED = 6


def at_most(seconds: float) -> float:
    """Return the bound for what takes so long at most when nobody watches."""
    return seconds * (_WHILE_WATCHED if Coverage.current() is not None else 1)
