"""Words and numbers that several figures share, in the language of the run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matplotlib.ticker import ScalarFormatter

from sim.report.language import ENGLISH
from sim.report.words import shorten

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.axes._secondary_axes import SecondaryAxis

    from sim.report.compared import Policy
    from sim.report.language import Language

_BEFORE_THOUSANDS = re.compile(r"(?<=\d)(?=(\d{3})+$)")


class Ticks(ScalarFormatter):
    """The usual numbers of an axis, with the signs of the language; English ones keep their thousands together."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write the number of one tick."""
        whole, point, decimals = super().__call__(x, pos).partition(".")
        if self._language is not ENGLISH:
            whole = _BEFORE_THOUSANDS.sub(",", whole)
        return self._language.number(f"{whole}{point}{decimals}")


def spoken_ticks(axes: Axes | SecondaryAxis, language: Language, which: str = "xy") -> None:
    """Write the numbers of these axes as the language does."""
    for axis in (axes.xaxis, axes.yaxis):
        if axis.axis_name in which:
            axis.set_major_formatter(Ticks(language))


def weekday_and_date_in(language: Language, day: date) -> str:
    """Write a date with its weekday, as it stands after `on`."""
    weekday = language.say(f"thatday.{day.weekday()}")
    return language.say("figure.date", weekday=weekday, year=str(day.year), month=str(day.month), day=str(day.day))


def first_large(text: str) -> str:
    """Begin a sentence with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def policy_label(policy: Policy, language: Language) -> str:
    """Name a policy as a figure has room for."""
    return shorten(language.policy(policy.label), 40)
