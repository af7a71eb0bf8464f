"""The five colors of the calendar: up to which number each goes, and how the legend says it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sim.report.words import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.report.language import Language

COLORS = 5
_ROUND = (1, 2, 3, 4, 5, 6, 8)
#: Shares of replications: up to these.
SHARES = (0.0, 0.1, 0.25, 0.5)


def _widths(smallest: float) -> Iterator[float]:
    while True:
        yield from (smallest * number for number in _ROUND)
        smallest *= 10


def of_desks(least: float, most: float, language: Language) -> tuple[list[int], list[str]]:
    """Part the range of desks wanted into equal steps of a round width: last number of all but the last, and words."""
    least, most = round(least), round(most)
    width = next(int(width) for width in _widths(1) if least // width * width + COLORS * width > most)
    start = int(least // width * width)
    firsts = [start + color * width for color in range(COLORS)]
    said = [
        language.say("calendar.under", number=language.number(count(firsts[1]))),
        *(_range(language, first, first + width - 1) for first in firsts[1:-1]),
        language.say("calendar.and_more", number=language.number(count(firsts[-1]))),
    ]
    return [first - 1 for first in firsts[1:]], said


def _range(language: Language, first: int, last: int) -> str:
    low, high = language.number(count(first)), language.number(count(last))
    return low if first == last else language.say("calendar.range", low=low, high=high)


def of_people(most: float, language: Language) -> tuple[list[float], list[str]]:
    """Part numbers of people sent home: nobody, then equal steps of a round width."""
    width = next(width for width in _widths(0.1) if width * (COLORS - 1) >= most)
    uppers = [round(step * width, 1) for step in range(COLORS - 1)]

    def written(value: float) -> str:
        return language.number(count(value) if value == round(value) else f"{value:.1f}")

    said = [
        language.say("calendar.nobody"),
        language.say("calendar.up_to", number=written(uppers[1])),
        *(
            language.say("calendar.over_up_to", low=written(low), high=written(high))
            for low, high in pairwise(uppers[1:])
        ),
        language.say("calendar.over", number=written(uppers[-1])),
    ]
    return uppers, said


def of_shares(language: Language) -> Sequence[str]:
    """Say the steps of `SHARES`."""
    uppers = [language.number(f"{round(100 * share)} %") for share in SHARES[1:]]
    return [
        language.say("calendar.never"),
        language.say("calendar.up_to", number=uppers[0]),
        *(language.say("calendar.over_up_to", low=low, high=high) for low, high in pairwise(uppers)),
        language.say("calendar.over", number=uppers[-1]),
    ]
