"""How names and values are shown and compared in messages: the nearest valid name, a short value, a list in words."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

from sim.config.lookalikes import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["clock", "dotted", "fold", "listed", "listed_near", "nearest", "shown", "shown_whole", "visible"]

_LONGEST = 60


def nearest(name: str, names: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the valid name most like `name`, whatever its case, or an empty text where none is near.

    Names that differ only in zeros before a number, as T1 and T01, are the nearest of all.
    """
    folded = {fold(valid): valid for valid in names}
    for known, valid in folded.items():
        if _without_zeros(known) == _without_zeros(fold(name)):
            return valid
    found = difflib.get_close_matches(fold(name), list(folded), n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""


def fold(name: str) -> str:
    """Return the form in which two names that look alike are equal."""
    return unicodedata.normalize("NFC", name).casefold()


def _without_zeros(name: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", name)


def listed(names: Iterable[str], most: int = 12) -> str:
    """Return names in a line, the first `most` of them."""
    every = list(names)
    if len(every) <= most:
        return ", ".join(every)
    return ", ".join(every[:most]) + f" and {len(every) - most} more"


def listed_near(name: str, names: Iterable[str], most: int = 12) -> str:
    """Return names in a line; of too many the ten that are most like `name`, or the first where none is."""
    every = list(names)
    if len(every) <= most:
        return ", ".join(every)
    by_fold = {fold(one): one for one in every}
    likely = difflib.get_close_matches(fold(name), list(by_fold), n=10, cutoff=0.6)
    if not likely:
        return listed(every, most)
    return ", ".join(by_fold[one] for one in likely) + f" and {len(every) - len(likely)} more"


def shown(value: object) -> str:
    """Return a value as it would be written in YAML, in at most 60 visible characters."""
    return _cut(_written(value))


def shown_whole(value: object) -> str:
    """Return a value as text, a list in full however long."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    return shown(value)


def clock(minute: float) -> str:
    """Return minutes since midnight as a time of day."""
    return f"{int(minute) // 60:02d}:{int(minute) % 60:02d}"


def dotted(path: Iterable[str | int]) -> str:
    """Return a path as the key a user writes, list items counted from 0."""
    return ".".join(_in_quotes_if_padded(visible(str(part))) for part in path)


def _in_quotes_if_padded(text: str) -> str:
    return text if text == text.strip() and text else f"'{text}'"


def _written(value: object) -> str:
    if value is None:
        return "(empty)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(float(f"{value:.12g}"))
    if isinstance(value, str):
        return _in_quotes_if_padded(visible(value[: _LONGEST + 1]))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(item)}" for key, item in list(value.items())[:9]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_written(item) for item in value[:20]) + "]"
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:
        return "a number of more than 60 digits"
    return str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
