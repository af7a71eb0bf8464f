"""Key figures and inputs in words, for the pages that say which assumption matters most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.ledger_units import TIME_OF_DAY, TIMES_AS_ASSUMED
from sim.report.words import MINUS, clock, count, fine_percent, legible, percent, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.report.sensitivity_rows import SensitivityRow


def _one(value: float) -> str:
    return f"{value:.1f}"


def _two(value: float) -> str:
    return f"{value:.2f}"


@dataclass(frozen=True, slots=True)
class MetricWords:
    """A key figure of table `summary`: its name in a sentence, its unit, how it is written, digits of a difference."""

    says: str
    unit: str
    write: Callable[[float], str]
    digits: int = 0

    @property
    def is_share(self) -> bool:
        """Whether it is written in per cent, and its differences in percentage points."""
        return self.write in (percent, fine_percent)

    @property
    def step(self) -> str:
        """What its differences are counted in."""
        return "points" if self.is_share else self.unit

    def write_change(self, value: float) -> str:
        """Write a difference with its sign, in `step`."""
        size = abs(100 * value if self.is_share else value)
        text = f"{size:,.{self.digits}f}"
        sign = "" if not any(digit in text for digit in "123456789") else "+" if value > 0 else MINUS
        return f"{sign}{text}"

    def write_size(self, value: float) -> str:
        """Write a difference that is never below 0; a limit of it may be, and is then written so."""
        return self.write_change(value).removeprefix("+")

    def write_swing(self, value: float) -> str:
        """Write such a difference with its unit."""
        return f"{self.write_size(value)} {self.step}"


METRIC_WORDS: dict[str, MetricWords] = {
    "attendance_rate_mean": MetricWords("the share of people on site", "share", percent, 1),
    "desk_wanted_peak_mean": MetricWords("desks wanted on a mean day", "desks", count),
    "desk_wanted_peak_p95": MetricWords("desks wanted on a busy day", "desks", count),
    "desk_occupied_peak_p95": MetricWords("desks occupied on a busy day", "desks", count),
    "desk_utilization_mean": MetricWords("the share of desk time in use", "share", percent, 1),
    "desk_utilization_peak_mean": MetricWords("the share of desks in use at the peak", "share", percent, 1),
    "people_per_desk": MetricWords("people per desk", "people", _two, 2),
    "displaced_share": MetricWords("the share of arrivals displaced", "share", percent, 1),
    "forced_remote_days_per_person_year": MetricWords("days a year a person is sent home", "days", _one, 1),
    "copresence_share": MetricWords("the share of team-mates met on site", "share", percent, 1),
    "imposed_days_share": MetricWords("the share of office days that are imposed", "share", percent, 1),
    "preference_deviation_days": MetricWords("days a week off the wish", "days", _two, 2),
    "commute_co2_kg_per_person_week": MetricWords("kg of CO2 a person and week on the way", "kg", _two, 2),
    "desk_passive_share": MetricWords("the share of held desk time that is empty", "share", percent, 1),
    "room_refused_share": MetricWords("the share of room requests refused", "share", fine_percent, 2),
    "room_use_share": MetricWords("the share of room time in use", "share", percent, 1),
    "room_single_share": MetricWords("the share of room time used by one person", "share", percent, 1),
    "shared_day_wanted_peak_p95": MetricWords("desks wanted on a busy shared office day", "desks", count),
}


def unit_of_metric(metric: str) -> str:
    """Return the unit of a key figure."""
    return METRIC_WORDS[metric].unit


def write_input(value: float | None, unit: str) -> str:
    """Write the value of an input: a time of day as such, a number with the digits it has."""
    if value is None:
        return "several values"
    if unit == TIME_OF_DAY:
        return clock(round(value))
    text = f"{value:.4g}".replace("-", MINUS)
    if unit == TIMES_AS_ASSUMED:
        return f"{text} times"
    return f"+{text}" if unit.endswith(" more") and value > 0 else text


def ends(row: SensitivityRow) -> str:
    """Write the range of an input: `1.5 to 3.2`, `0.9 to 1.1 times`."""
    low, high = (write_input(value, row.unit) for value in (row.low, row.high))
    return f"{low.removesuffix(' times')} to {high}"


def outside_their_range(rows: Sequence[SensitivityRow]) -> list[str]:
    """Warn of inputs whose value as it is does not lie in their own range: their swing is not that of the range."""
    said = {
        row.parameter: f"{legible(row.says)} is assumed {write_input(row.value, row.unit)}, outside its range of "
        f"{ends(row)}: its swing reaches from there. Set study.ranges.{row.parameter} to what you hold possible."
        for row in rows
        if row.is_outside
    }
    return [f"{text[:1].upper()}{text[1:]}" for text in said.values()]


def fewer_than_asked(asked: int, there: int) -> list[str]:
    """Warn that each world has fewer replications than were asked for."""
    if asked <= there:
        return []
    asks = f"study.replications_each asks for {plural(asked, 'replication')} of each world"
    return [f"{asks}, but run.replications is {there:,}: so many are used."]
