"""What a planner and an HR reader ask next, each answered in a sentence where the tables allow, and said where not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.busy_day import busy_days
from sim.report.shared_day_cost import shared_day_costs
from sim.report.unit_rows import measure_of, one_decimal, organization_row, two_decimals, unit_rows
from sim.report.words import count, legible, percent, plural, with_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.evidence import Evidence
    from sim.report.unit_rows import UnitRow

WEEKS_PER_YEAR = 52
TOGETHER, WISHES = "Do people who come meet their team?", "Do people get the days they wish for?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answer in one sentence or two."""

    asked: str
    answer: str


def questions(evidence: Evidence) -> list[Question]:
    """Ask and answer in the order of the page: space first, then people, then what this run cannot tell."""
    organization, units = organization_row(evidence), unit_rows(evidence)
    asked: list[tuple[str, str]] = [
        ("Would the busy days be full without rules and gatherings?", _anyway(evidence)),
        ("Is it the shared office days that make desks short?", _shared_days(evidence)),
        (TOGETHER, _together(organization)),
        (WISHES, _wishes(organization)),
        ("Does it ask more of some units than of others?", _uneven(units)),
        ("How often has somebody come in vain, and what does the way cost?", _in_vain(organization)),
        ("Which weekday would be cheaper for a shared office day, or which policy for a unit?", _NOT_HERE),
    ]
    return [Question(asked=question, answer=answer) for question, answer in asked if answer]


_NOT_HERE = (
    "This run cannot tell: it holds one policy with its own days. Run a policy with other days with the same seed, and "
    "compare the two runs."
)


def _anyway(evidence: Evidence) -> str:
    """Say between which sites the share that would have come anyway lies."""
    known = [(day.anyway_share, day) for day in busy_days(evidence) if day.anyway_share is not None]
    if not known:
        return ""
    low, high = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
    full = sum(day.peak > day.site.desks for _, day in known)
    still = sum(share * day.peak > day.site.desks for share, day in known)
    if len(known) == 1:
        between = (
            f"{percent(low[0])} of the desks wanted on the busy day are wanted by people who would have come anyway"
        )
    else:
        between = (
            f"Of the desks wanted on the busy day, {percent(low[0])} (at {legible(low[1].site.name)}) to "
            f"{percent(high[0])} (at {legible(high[1].site.name)}) are wanted by people who would have come that day "
            "anyway"
        )
    if not full:
        return f"{between}; the busy day fits everywhere, on average over replications."
    where = "at none of them" if not still else f"at {still} of them"
    return (
        f"{between}. The busy day wants more desks than exist at {plural(full, 'site')}, and these people alone would "
        f"{where}. That is no forecast of a policy without rules: people might then come on other days."
    )


def _shared_days(evidence: Evidence) -> str:
    """Say at how many sites the day is short with the event and without it, and how rare such days are."""
    costs = shared_day_costs(evidence)
    if not costs:
        return "No shared office day of 5 people or more falls in this run."
    over = [cost for cost in costs if cost.wanted > cost.desks]
    without = [cost for cost in costs if cost.without > cost.desks]
    a_year = max(cost.days for cost in costs) / evidence.demand.replications * WEEKS_PER_YEAR / evidence.facts.weeks
    return (
        f"On those days: on average they want more desks than exist at {_of(len(over), len(costs))} with the event and "
        f"at {_of(len(without), len(costs))} without it. A site has at most {count(a_year)} such events a year."
    )


def _of(some: int, many: int) -> str:
    return f"{some or 'none'} of {plural(many, 'site')}"


def _together(organization: UnitRow) -> str:
    mates = measure_of(organization, "copresence_share")
    lonely = measure_of(organization, "lonely_days_share")
    if mates.estimate is None:
        return ""
    alone = "" if lonely.estimate is None else f"; on {with_interval(lonely, percent)} of office days nobody of it"
    return f"On an office day a person finds {with_interval(mates, percent)} of the team on the same site{alone}."


def _wishes(organization: UnitRow) -> str:
    imposed = measure_of(organization, "imposed_days_share")
    off = measure_of(organization, "preference_deviation_days")
    kept = measure_of(organization, "compliance_rate")
    if imposed.estimate is None:
        return ""
    parts = [f"{with_interval(imposed, percent)} of office days are imposed, that is not the person's own wish"]
    if off.estimate is not None:
        parts.append(f"the days at the office differ from those wished by {with_interval(off, two_decimals)} a week")
    if kept.estimate is not None:
        parts.append(f"of the days a rule asks for, people keep {with_interval(kept, percent)}")
    return f"{'; '.join(parts)}."


def _uneven(units: list[UnitRow]) -> str:
    """Name the units with most and fewest imposed days and days sent home, only where their intervals lie apart."""
    measures = (
        ("imposed_days_share", "Imposed days", "of office days", percent),
        ("forced_remote_days", "Days on which people are sent home", "a year", one_decimal),
    )
    return " ".join(filter(None, (_extremes(units, *measure) for measure in measures)))


def _extremes(units: list[UnitRow], column: str, what: str, per: str, write: Callable[[float], str]) -> str:
    known = [(measure_of(row, column), row) for row in units if not row.merged]
    known = [pair for pair in known if pair[0].estimate is not None]
    if len(known) < 2:
        return ""
    (low, least), (high, most) = (choose(known, key=lambda pair: pair[0].estimate or 0.0) for choose in (min, max))
    if low.high is None or high.low is None:
        return f"{what}: one replication cannot tell units apart."
    if high.low <= low.high:
        return f"{what}: units cannot be told apart by this run."
    return (
        f"{what}: most in {most.unit}, {with_interval(high, write)} {per}, fewest in {least.unit}, "
        f"{with_interval(low, write)}."
    )


def _in_vain(organization: UnitRow) -> str:
    sent = measure_of(organization, "forced_remote_days")
    hours = measure_of(organization, "commute_hours_per_week")
    if sent.estimate is None or hours.estimate is None:
        return ""
    home = "Nobody is sent home"
    if sent.estimate:
        home = f"A person is sent home on {with_interval(sent, one_decimal)} days a year, on average"
    carbon = measure_of(organization, "commute_co2_kg_per_week")
    kilograms = "" if carbon.estimate is None else f" and {with_interval(carbon, one_decimal)} kg CO\u2082"
    return f"{home}; the commute takes {with_interval(hours, one_decimal)} hours{kilograms} a person and week."
