"""Ranges and kinds of value in a user's words, read off a type's annotations."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from sim.quantities import SCHEDULER_PATTERN, parse_date, parse_minute, parse_share, parse_weekday

#: What a pattern means; a test notices a pattern without words.
PATTERN_WORDS = {
    r"^[A-Za-z][A-Za-z0-9_-]{0,39}$": "an id: a letter, then letters a-z, digits, _ or -, at most 40 in all",
    r"^([A-Z]{2})?$": 'two capital letters such as FI, or "" for no holidays',
    SCHEDULER_PATTERN: "an address, tcp://HOST:PORT or tls://HOST:PORT",
}
TIME_WORDS = "a time of day from 00:00 to 24:00, written HH:MM"
LONGEST_NAME = 80
_NAME_WORDS = f"a name of 1 to {LONGEST_NAME} characters on one line"


def words_for(annotation: Any, extras: list[object]) -> tuple[str, tuple[str, ...]]:  # noqa: ANN401 (annotations)
    """Return what is allowed in words, and the names a value may be where these are few."""
    notes = _notes(extras)
    reader = next((note.func for note in notes if isinstance(note, BeforeValidator)), None)
    if get_origin(annotation) is Literal:
        names = tuple(str(name) for name in get_args(annotation))
        return ("one of " if len(names) > 1 else "") + ", ".join(names), names
    if reader is parse_minute:
        return TIME_WORDS, ()
    if reader is parse_weekday:
        return "a weekday: 1 (Monday) to 5 (Friday) or its name", ()
    if reader is parse_date:
        return f"a date{_range(notes)}, written YYYY-MM-DD", ()
    if annotation is str:
        pattern = next((text for _, text in _found(notes, "pattern")), "")
        pattern = pattern.pattern if isinstance(pattern, re.Pattern) else pattern
        return PATTERN_WORDS.get(pattern, _NAME_WORDS if pattern else "text"), ()
    if annotation is bool:
        return "true or false", ("true", "false")
    kind = "a share" if reader is parse_share else "a whole number" if annotation is int else "a number"
    return kind + _range(notes), ()


def list_words(item: str, extras: list[object]) -> str:
    """Say how long a list is and what its items are."""
    if length := list_length(extras):
        return f"a list of {length}, each {item}"
    words = {"min_length": "at least", "max_length": "at most"}
    bounds = " and ".join(f"{words[name]} {length}" for name, length in _found(_notes(extras), *words))
    return f"a list of {bounds}, each {item}" if bounds else f"a list, each item {item}"


def list_length(extras: list[object]) -> int:
    """Return how long a list has to be, or 0 where it may be of several lengths."""
    limits = dict(_found(_notes(extras), "min_length", "max_length"))
    return int(limits["min_length"]) if limits.get("min_length", 0) == limits.get("max_length") else 0


def _notes(extras: list[object]) -> list[object]:
    return [note for extra in extras for note in (extra.metadata if isinstance(extra, FieldInfo) else (extra,))]


def _found(notes: list[object], *names: str) -> list[tuple[str, Any]]:
    return [(name, getattr(note, name)) for note in notes for name in names if getattr(note, name, None) is not None]


def _range(notes: list[object]) -> str:
    """Say the range, as in ``from 0 to 1`` or ``above 0 and at most 1,440``; of two on one side the narrower holds."""
    lows = [(value, name == "gt") for name, value in _found(notes, "ge", "gt")]
    highs = [(value, name == "le") for name, value in _found(notes, "le", "lt")]
    if not lows or not highs:
        return ""
    (low, above), (high, up_to) = max(lows), min(highs)
    if up_to and not above:
        return f" from {_number(low)} to {_number(high)}"
    return f" {'above' if above else 'at least'} {_number(low)} and {'at most' if up_to else 'below'} {_number(high)}"


def _number(value: object) -> str:
    if isinstance(value, int) and value != 2**63 - 1:
        return f"{value:,}"
    return f"{value:,.15g}" if isinstance(value, float) else str(value)
