"""A time axis with months in words, from four weeks to many years, the same in every locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_MOST_TICKS = 14


def month_axis(axes: Axes, dates: NDArray[np.datetime64]) -> None:
    """Mark the horizontal axis, which counts days since 1970, by Mondays, months or years, whichever fits."""
    first, last = dates[0], dates[-1]
    if (last - first).astype(int) <= 75:
        monday = first - (int(first.astype(np.int64)) + 3) % 7
        ticks = np.arange(monday, last + 1, 7, dtype="datetime64[D]")
        ticks = ticks[ticks >= first]
        labels = [f"{tick.astype(object).day} {MONTHS[tick.astype(object).month - 1]}" for tick in ticks]
        axes.set_xlabel(f"workday (ticks are Mondays), {_years(first, last)}")
    else:
        ticks, labels = _month_ticks(first, last)
        axes.set_xlabel(f"workday (ticks are the first of a month), {_years(first, last)}")
    axes.set_xticks(ticks.astype(np.int64), labels)
    axes.set_xlim(min(int(ticks[0].astype(np.int64)), int(first.astype(np.int64))) - 2, int(last.astype(np.int64)) + 2)


def _years(first: np.datetime64, last: np.datetime64) -> str:
    start, end = first.astype(object).year, last.astype(object).year
    return str(start) if start == end else f"{start} to {end}"


def _month_ticks(first: np.datetime64, last: np.datetime64) -> tuple[NDArray[np.datetime64], list[str]]:
    start = int(first.astype("datetime64[M]").astype(np.int64))
    end = int(last.astype("datetime64[M]").astype(np.int64))
    step = next(step for step in (1, 3, 6, 12, 24, 60, 120, 600, 12_000) if (end - start) / step <= _MOST_TICKS)
    months = np.arange(-(-start // step) * step, end + 1, step)
    ticks = months.astype("datetime64[M]").astype("datetime64[D]")
    # The first workdays of a year come a few days after 1 January; the tick is still wanted.
    keep = ticks >= first - 6
    labels = [
        f"{1970 + month // 12}"
        if step >= 12
        else MONTHS[month % 12] + (f"\n{1970 + month // 12}" if month % 12 == 0 else "")
        for month in months[keep].tolist()
    ]
    return ticks[keep], labels
