"""The page's table for HR: what the policy does to people, unit by unit, and to the whole organization."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.report.busy_day import unit_people
from sim.report.merging import merged_parts
from sim.report.suppression import suppressed_beside
from sim.report.words import legible, one_decimal, percent, two_decimals
from sim.stats.interval import Interval, mean_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.merging import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A column of the table: how it is written, and what teams are weighted by; the catalog names it."""

    column: str
    write: Callable[[float], str]
    by_office_days: bool = False
    of_wishes: bool = False
    in_summary: str = ""

    @property
    def key(self) -> str:
        """Head of the column in the catalog."""
        return f"measure.{self.column}"

    def head_in(self, language: Language) -> str:
        """Head of the column."""
        return language.say(self.key)


MEASURES = (
    Measure(column="office_days_per_week", write=two_decimals),
    Measure(
        column="copresence_share",
        write=percent,
        by_office_days=True,
        in_summary="copresence_share",
    ),
    Measure(column="lonely_days_share", write=percent, by_office_days=True),
    Measure(
        column="imposed_days_share",
        write=percent,
        by_office_days=True,
        of_wishes=True,
        in_summary="imposed_days_share",
    ),
    Measure(
        column="preference_deviation_days",
        write=two_decimals,
        in_summary="preference_deviation_days",
    ),
    Measure(column="compliance_rate", write=percent),
    Measure(
        column="forced_remote_days",
        write=one_decimal,
        in_summary="forced_remote_days_per_person_year",
    ),
    Measure(column="commute_hours_per_week", write=one_decimal),
    Measure(
        column="commute_co2_kg_per_week",
        write=one_decimal,
        in_summary="commute_co2_kg_per_person_week",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One line: `values` in the order of `MEASURES`."""

    unit: str
    people: int
    values: tuple[Interval, ...]
    merged: bool = False


def unit_rows(evidence: Evidence) -> list[UnitRow]:
    """Give one line per unit, the largest first, small ones merged; none where that leaves nothing to compare."""
    parts = _parts(evidence)
    if parts is None or len(parts.shown) + bool(parts.merged) < 2:
        return []
    people = unit_people(evidence.tables["teams"])
    teams = evidence.tables["teams"]
    order = sorted(parts.shown, key=lambda unit: (-people[unit], unit))
    rows = [
        UnitRow(unit=legible(unit), people=people[unit], values=_values(teams.filter(pl.col("unit_id") == unit)))
        for unit in order
    ]
    if parts.merged:
        others = teams.filter(pl.col("unit_id").is_in(parts.merged))
        name = evidence.language.plural("people.others", len(parts.merged))
        total = sum(people[unit] for unit in parts.merged)
        rows.append(UnitRow(unit=name, people=total, values=_values(others), merged=True))
    return rows


#: More lines would make a table nobody reads.
MOST_UNITS = 40


def _parts(evidence: Evidence) -> Parts | None:
    teams = evidence.tables["teams"]
    people = unit_people(teams)
    first = teams.filter(pl.col("replication") == pl.col("replication").min())
    cells = {
        (unit, site): size
        for unit, site, size in first.group_by("unit_id", "site_id")
        .agg(pl.col("headcount").sum())
        .sort("unit_id", "site_id")
        .iter_rows()
    }
    hidden = suppressed_beside(cells, [site.site_id for site in evidence.answer.suppressed])
    return merged_parts({unit: float(size) for unit, size in people.items()}, most=MOST_UNITS, hide=hidden)


def organization_row(evidence: Evidence) -> UnitRow:
    """Give the line of the whole organization, from the table `summary` where that has the measure."""
    summary = evidence.tables["summary"].filter(pl.col("site_id").is_null())
    known = {row["metric"]: Interval(row["estimate"], row["ci_low"], row["ci_high"]) for row in summary.to_dicts()}
    own = _values(evidence.tables["teams"])
    return UnitRow(
        unit=evidence.language.say("people.organization"),
        people=int(evidence.demand.people.sum()),
        values=tuple(known.get(measure.in_summary, value) for measure, value in zip(MEASURES, own, strict=True)),
    )


def measure_of(row: UnitRow, column: str) -> Interval:
    """One value of a line."""
    return next(value for measure, value in zip(MEASURES, row.values, strict=True) if measure.column == column)


def _values(teams: pl.DataFrame) -> tuple[Interval, ...]:
    """Average teams within each replication, by people or by office days, then over replications."""
    days = pl.col("headcount") * pl.col("office_days_per_week")
    sums = []
    for measure in MEASURES:
        value = pl.col(measure.column)
        if measure.of_wishes:  # a team whose people come by rates has none
            value = pl.when(pl.col("preference_deviation_days").is_not_null()).then(value)
        weight = pl.when(value.is_not_null()).then(days if measure.by_office_days else pl.col("headcount")).otherwise(0)
        sums.append(((value * weight).sum() / weight.sum()).alias(measure.column))
    by_replication = teams.group_by("replication").agg(sums).sort("replication")
    return tuple(
        mean_interval(by_replication[measure.column].cast(pl.Float64).fill_null(np.nan).to_numpy())
        for measure in MEASURES
    )
