"""Numbers and names as a reader wants them: `1,312`, `5 %`, `8 to 15`, names that fit; languages build on them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.stats.interval import Interval

MINUS = "\u2212"


def count(value: float) -> str:
    """Write a whole number with thousands separated and a real minus sign."""
    return f"{round(value):,}".replace("-", MINUS)


def people_a_day(value: float) -> str:
    """Write a mean number of people: one decimal below 20, where it matters."""
    if 0 < value < 0.05:
        return "under 0.1"
    return count(value) if value >= 19.95 or value == 0 else f"{value:.1f}"


def one_decimal(value: float) -> str:
    """Write hours, kilograms or days of the year."""
    return f"{value:.1f}".replace("-", MINUS)


def days_a_year(value: float) -> str:
    """Write days of a year with a decimal, however rare they are."""
    return one_decimal(value) if value >= 0.05 or value == 0 else "under 0.1"


def two_decimals(value: float) -> str:
    """Write days or hours of the week."""
    return f"{value:.2f}".replace("-", MINUS)


def percent(share: float) -> str:
    """Write a share as a percentage with the digits a planner can use: more only beside 0 and 100 %."""
    value = 100 * share
    digits = 1 if 0 < abs(value) < 0.95 or (99 < value < 101 and value != 100) else 0
    if 0 < value < 0.05:
        return "under 0.1 %"
    return _signed(value, digits)


def fine_percent(share: float) -> str:
    """Write a share as a percentage with one digit more than `percent` below 10 %, for shares that are all small."""
    value = abs(100 * share)
    if not 0.005 <= value < 9.95:
        return percent(share)
    return _signed(100 * share, 2 if value < 0.995 else 1)


def _signed(value: float, digits: int) -> str:
    """Write a percentage with a real minus sign, and nothing below 0 that is 0 as written."""
    text = f"{value:.{digits}f} %"
    return (text.removeprefix("-") if float(text.removesuffix(" %")) == 0 else text).replace("-", MINUS)


def signed(value: float) -> str:
    """Write a whole difference with its sign: `+12`, `\u221212`, `0`."""
    return f"+{count(value)}" if round(value) > 0 else count(value)


def clock(minute: int) -> str:
    """Write minutes since midnight as a time of day: 605 is `10:05`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def level_text(level: float) -> str:
    """Write a service level exactly: 0.95 is `95 %`, 0.975 is `97.5 %`."""
    return f"{round(100 * level, 6):g} %"


def span(interval: Interval, write: Callable[[float], str] = count) -> str:
    """Write only the interval, `8 to 15`; empty where there is none."""
    if interval.low is None or interval.high is None:
        return ""
    low, high = write(interval.low), write(interval.high)
    return f"{low.removesuffix(' %') if high.endswith(' %') else low} to {high}"


def listed(words: Sequence[str]) -> str:
    """Join words as in a sentence: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def plural(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: `1 desk`, `12 desks`."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def printable(text: str) -> str:
    """Replace what cannot be written into SVG or HTML (control characters, halves of surrogate pairs) by a mark."""
    if text.isprintable():  # most texts are, and a figure within the page is a long one
        return text
    return "".join("\ufffd" if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text)


def legible(name: str) -> str:
    """Make a name printable on one line, and say so where there is none."""
    return printable(" ".join(name.split())) or "(no name)"


def shorten(name: str, width: int) -> str:
    """Cut a name to `width` signs, the last one an ellipsis."""
    clean = legible(name)
    return clean if len(clean) <= width else clean[: width - 1].rstrip() + "\u2026"


def short_labels(names: Mapping[str, str], width: int) -> dict[str, str]:
    """Shorten names by id so that they fit an axis and still differ; equal ones get a number."""
    labels: dict[str, str] = {}
    seen: set[str] = set()
    for key, name in names.items():
        label, number = shorten(name, width), 1
        while label in seen:
            number += 1
            label = f"{shorten(name, width - 3 - len(str(number)))} ({number})"
        seen.add(label)
        labels[key] = label
    return labels
