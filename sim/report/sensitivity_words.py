"""Key figures and inputs in words, for the pages that say which assumption matters most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.report.language import ENGLISH, Language
from sim.report.ledger_units import TIME_OF_DAY, TIMES_AS_ASSUMED
from sim.report.phrases import clock_in
from sim.report.words import MINUS, count, fine_percent, legible, one_decimal, percent, two_decimals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.report.sensitivity_rows import SensitivityRow


@dataclass(frozen=True, slots=True)
class MetricWords:
    """A key figure of table `summary`: its unit, how it is written, digits of a difference; all in `language`."""

    metric: str
    unit: str
    form: Callable[[float], str]
    digits: int = 0
    language: Language = ENGLISH

    @property
    def says(self) -> str:
        """Its name in a sentence."""
        return self.language.say(f"key_figure.{self.metric}")

    @property
    def heading(self) -> str:
        """Its name at the beginning of a line."""
        return self.says[:1].upper() + self.says[1:]

    @property
    def is_share(self) -> bool:
        """Whether it is written in per cent, and its differences in percentage points."""
        return self.form in (percent, fine_percent)

    @property
    def step(self) -> str:
        """What its differences are counted in."""
        return self.language.say(f"step.{'points' if self.is_share else self.unit}")

    def write(self, value: float) -> str:
        """Write a value of it."""
        return self.language.number(self.form(value))

    def write_change(self, value: float) -> str:
        """Write a difference with its sign, in `step`."""
        size = abs(100 * value if self.is_share else value)
        text = f"{size:,.{self.digits}f}"
        sign = "" if not any(digit in text for digit in "123456789") else "+" if value > 0 else MINUS
        return self.language.number(f"{sign}{text}")

    def write_size(self, value: float) -> str:
        """Write a difference that is never below 0; a limit of it may be, and is then written so."""
        return self.write_change(value).removeprefix("+")

    def write_swing(self, value: float) -> str:
        """Write such a difference with its unit."""
        return self.language.say("sensitivity.size", number=self.write_size(value), step=self.step)


METRIC_WORDS: dict[str, MetricWords] = {
    one.metric: one
    for one in (
        MetricWords("attendance_rate_mean", "share", percent, 1),
        MetricWords("desk_wanted_peak_mean", "desks", count),
        MetricWords("desk_wanted_peak_p95", "desks", count),
        MetricWords("desk_occupied_peak_p95", "desks", count),
        MetricWords("desk_utilization_mean", "share", percent, 1),
        MetricWords("desk_utilization_peak_mean", "share", percent, 1),
        MetricWords("people_per_desk", "people", two_decimals, 2),
        MetricWords("displaced_share", "share", percent, 1),
        MetricWords("forced_remote_days_per_person_year", "days", one_decimal, 1),
        MetricWords("copresence_share", "share", percent, 1),
        MetricWords("imposed_days_share", "share", percent, 1),
        MetricWords("preference_deviation_days", "days", two_decimals, 2),
        MetricWords("commute_co2_kg_per_person_week", "kg", two_decimals, 2),
        MetricWords("desk_passive_share", "share", percent, 1),
        MetricWords("room_refused_share", "share", fine_percent, 2),
        MetricWords("room_use_share", "share", percent, 1),
        MetricWords("room_single_share", "share", percent, 1),
        MetricWords("shared_day_wanted_peak_p95", "desks", count),
    )
}


def metric_in(language: Language, metric: str) -> MetricWords:
    """Return a key figure whose words and numbers are in a language."""
    return replace(METRIC_WORDS[metric], language=language)


def unit_of_metric(metric: str) -> str:
    """Return the unit of a key figure."""
    return METRIC_WORDS[metric].unit


def range_in(language: Language, name: str, says: str) -> str:
    """Say what a range is about; one whose name or text a user has changed keeps the user's text."""
    is_shipped = ENGLISH.name("range", name, "") == says
    return language.name("range", name, says) if is_shipped else says


def write_input(value: float | None, unit: str, language: Language = ENGLISH) -> str:
    """Write the value of an input: a time of day as such, a number with the digits it has."""
    if value is None:
        return language.say("sensitivity.several")
    text = _bare(value, unit, language)
    return language.say("sensitivity.times", number=text) if unit == TIMES_AS_ASSUMED else text


def _bare(value: float, unit: str, language: Language) -> str:
    """Write the value of an input without its unit."""
    if unit == TIME_OF_DAY:
        return clock_in(language, round(value))
    text = language.number(f"{value:.4g}".replace("-", MINUS))
    return f"+{text}" if unit.endswith(" more") and value > 0 else text


def ends(row: SensitivityRow, language: Language = ENGLISH) -> str:
    """Write the range of an input: `1.5 to 3.2`, `0.9 to 1.1 times`."""
    low, high = (_bare(value, row.unit, language) for value in (row.low, row.high))
    is_signed = any(sign in low + high for sign in (MINUS, "+"))
    text = language.say("number.span_signed" if is_signed else "number.span", low=low, high=high)
    return language.say("sensitivity.times", number=text) if row.unit == TIMES_AS_ASSUMED else text


def outside_their_range(rows: Sequence[SensitivityRow], language: Language = ENGLISH) -> list[str]:
    """Warn of inputs whose value as it is does not lie in their own range: their swing is not that of the range."""
    said = {
        row.parameter: language.say(
            "sensitivity.outside_range",
            what=legible(row.says),
            value=write_input(row.value, row.unit, language),
            ends=ends(row, language),
            name=row.parameter,
        )
        for row in rows
        if row.is_outside
    }
    return [f"{text[:1].upper()}{text[1:]}" for text in said.values()]


def fewer_than_asked(asked: int, there: int, language: Language = ENGLISH) -> list[str]:
    """Warn that each world has fewer replications than were asked for."""
    if asked <= there:
        return []
    return [
        language.say(
            "sensitivity.fewer",
            asked=language.plural("amount.replications", asked),
            there=language.number(count(there)),
        )
    ]
