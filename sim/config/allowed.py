"""Ranges and kinds of value in a user's words, read off a type's annotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from sim.quantities import WEEKDAY_NAMES, parse_date, parse_minute, parse_share, parse_weekday

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a pattern means; a test notices a pattern without words.
PATTERN_WORDS = {
    r"^[A-Za-z][A-Za-z0-9_-]{0,39}$": "an id: a letter, then letters a-z, digits, _ or -, at most 40 in all",
    r"^([A-Z]{2})?$": 'two capital letters such as FI, or "" for no holidays',
}
TIME_WORDS = "a time of day from 00:00 to 24:00, written HH:MM"
_NAME_WORDS = "a name of 1 to 80 characters on one line"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The constraints of an annotation: lowest and highest value, lengths, pattern, and how the value is read."""

    lowest: Any = None
    highest: Any = None
    lowest_excluded: bool = False
    highest_excluded: bool = False
    shortest: int | None = None
    longest: int | None = None
    pattern: str = ""
    reader: object = None

    @classmethod
    def of(cls, extras: Iterable[object]) -> Bounds:
        """Gather the constraints; of two on one side the narrower holds."""
        notes = [note for extra in extras for note in (extra.metadata if isinstance(extra, FieldInfo) else (extra,))]
        lows = [(getattr(n, name), name == "gt") for n in notes for name in ("ge", "gt") if _has(n, name)]
        highs = [(getattr(n, name), name != "lt") for n in notes for name in ("le", "lt") if _has(n, name)]
        low = max(lows, default=(None, False))
        high = min(highs, default=(None, True))
        return cls(
            lowest=low[0],
            lowest_excluded=low[1],
            highest=high[0],
            highest_excluded=not high[1],
            shortest=_first(notes, "min_length"),
            longest=_first(notes, "max_length"),
            pattern=_first(notes, "pattern") or "",
            reader=next((note.func for note in notes if isinstance(note, BeforeValidator)), None),
        )

    def list_words(self, item: str) -> str:
        """Say how long a list is and what its items are."""
        if self.shortest is not None and self.shortest == self.longest:
            return f"a list of {self.shortest}, each {item}"
        return f"a list, each item {item}"

    def range_words(self) -> str:
        """Say the range, as in ``from 0 to 1`` or ``above 0 and at most 1,440``."""
        if self.lowest is None or self.highest is None:
            return ""
        low, high = _number(self.lowest), _number(self.highest)
        if not self.lowest_excluded and not self.highest_excluded:
            return f" from {low} to {high}"
        low_word = "above" if self.lowest_excluded else "at least"
        high_word = "below" if self.highest_excluded else "at most"
        return f" {low_word} {low} and {high_word} {high}"


def words_for(annotation: Any, bounds: Bounds) -> tuple[str, tuple[str, ...]]:  # noqa: ANN401 (annotations)
    """Return what is allowed in words, and the names a value may be where these are few."""
    if get_origin(annotation) is Literal:
        names = tuple(str(name) for name in get_args(annotation))
        return ("one of " if len(names) > 1 else "") + ", ".join(names), names
    if bounds.reader is parse_minute:
        return TIME_WORDS, ()
    if bounds.reader is parse_weekday:
        return "a weekday: 1 (Monday) to 5 (Friday) or its name", WEEKDAY_NAMES
    if bounds.reader is parse_date:
        return f"a date{bounds.range_words()}, written YYYY-MM-DD", ()
    if annotation is str:
        return PATTERN_WORDS.get(bounds.pattern, _NAME_WORDS if bounds.pattern else "text"), ()
    if annotation is bool:
        return "true or false", ("true", "false")
    kind = "a share" if bounds.reader is parse_share else "a whole number" if annotation is int else "a number"
    return kind + bounds.range_words(), ()


def _has(note: object, name: str) -> bool:
    return getattr(note, name, None) is not None


def _first(notes: list[object], name: str) -> Any:  # noqa: ANN401 (lengths and patterns)
    found = next((getattr(note, name) for note in notes if _has(note, name)), None)
    return found.pattern if isinstance(found, re.Pattern) else found


def _number(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and value != 2**63 - 1:
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.15g}"
    return str(value)
