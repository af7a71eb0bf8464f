"""A time axis with months in words, from four weeks to many years, the same in every locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.report.language import Language

_MOST_TICKS = 14


def month_axis(axes: Axes, dates: NDArray[np.datetime64], language: Language) -> None:
    """Mark the horizontal axis, which counts days since 1970, by Mondays, months or years, whichever fits."""
    first, last = dates[0], dates[-1]
    if (last - first).astype(int) <= 75:
        monday = first - (int(first.astype(np.int64)) + 3) % 7
        ticks = np.arange(monday, last + 1, 7, dtype="datetime64[D]")
        ticks = ticks[ticks >= first]
        days = [tick.astype(object) for tick in ticks]
        labels = [language.say(f"datedmonth.{day.month}", day=str(day.day)) for day in days]
        axes.set_xlabel(language.say("figure.mondays_axis", years=_years(first, last, language)))
    else:
        ticks, labels = _month_ticks(first, last, language)
        axes.set_xlabel(language.say("figure.months_axis", years=_years(first, last, language)))
    axes.set_xticks(ticks.astype(np.int64), labels)
    axes.set_xlim(min(int(ticks[0].astype(np.int64)), int(first.astype(np.int64))) - 2, int(last.astype(np.int64)) + 2)


def _years(first: np.datetime64, last: np.datetime64, language: Language) -> str:
    start, end = str(first.astype(object).year), str(last.astype(object).year)
    return start if start == end else language.say("number.span", low=start, high=end)


def _month_ticks(
    first: np.datetime64, last: np.datetime64, language: Language
) -> tuple[NDArray[np.datetime64], list[str]]:
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
        else language.say(f"shortmonth.{month % 12 + 1}") + (f"\n{1970 + month // 12}" if month % 12 == 0 else "")
        for month in months[keep].tolist()
    ]
    return ticks[keep], labels
