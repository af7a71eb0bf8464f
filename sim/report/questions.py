"""What a planner and an HR reader ask next, each answered in a sentence where the tables allow, and said where not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.busy_day import busy_days
from sim.report.shared_day_cost import shared_day_costs
from sim.report.unit_rows import measure_of, organization_row, unit_rows
from sim.report.words import count, legible, one_decimal, percent, two_decimals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.unit_rows import UnitRow

WEEKS_PER_YEAR = 52
#: Keys of questions whose answers stand elsewhere too.
TOGETHER, WISHES = "together", "wishes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answer in one sentence or two; the `key` is the same in every language."""

    key: str
    asked: str
    answer: str


def questions(evidence: Evidence) -> list[Question]:
    """Ask and answer in the order of the page: space first, then people, then what this run cannot tell."""
    organization, units, language = organization_row(evidence), unit_rows(evidence), evidence.language
    return answered(
        language,
        (
            ("anyway", _anyway(evidence)),
            ("shared_days", _shared_days(evidence)),
            (TOGETHER, _together(organization, language)),
            (WISHES, _wishes(organization, language)),
            ("uneven", _uneven(units, language)),
            ("in_vain", _in_vain(organization, language)),
            ("not_here", language.say("told.not_here")),
        ),
    )


def answered(language: Language, answers: Iterable[tuple[str, str]]) -> list[Question]:
    """Put a question before each answer, and leave out those that have none."""
    return [Question(key=key, asked=language.say(f"ask.{key}"), answer=answer) for key, answer in answers if answer]


def _anyway(evidence: Evidence) -> str:
    """Say between which sites the share that would have come anyway lies."""
    language = evidence.language
    known = [(day.anyway_share, day) for day in busy_days(evidence) if day.anyway_share is not None]
    if not known:
        return ""
    low, high = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
    full = sum(day.peak > day.site.desks for _, day in known)
    still = sum(share * day.peak > day.site.desks for share, day in known)
    lowest, highest = (language.number(percent(share)) for share, _ in (low, high))
    if len(known) == 1:
        anyway = language.say("told.anyway_everywhere", share=lowest)
    else:
        sites = {"low_site": legible(low[1].site.name), "high_site": legible(high[1].site.name)}
        anyway = language.say("told.anyway_between", low=lowest, high=highest, **sites)
    if not full:
        return language.say("told.anyway_fits", anyway=anyway)
    where = language.say("told.still_some", still=str(still)) if still else language.say("told.still_none")
    return language.plural("told.anyway_short", full, anyway=anyway, still=where)


def _shared_days(evidence: Evidence) -> str:
    """Say at how many sites the day is short with the event and without it, and how rare such days are."""
    language, costs = evidence.language, shared_day_costs(evidence)
    if not costs:
        return language.say("told.no_shared_days")
    over = sum(cost.wanted > cost.desks for cost in costs)
    without = sum(cost.without > cost.desks for cost in costs)
    a_year = max(cost.days for cost in costs) / evidence.demand.replications * WEEKS_PER_YEAR / evidence.facts.weeks
    return language.say(
        "told.shared_days",
        over=_of(over, len(costs), language),
        without=_of(without, len(costs), language),
        most=language.number(count(a_year)),
    )


def _of(some: int, many: int, language: Language) -> str:
    if not some:
        return language.plural("told.none_of", many)
    return language.plural("told.some_of", many, some=str(some))


def _together(organization: UnitRow, language: Language) -> str:
    mates = measure_of(organization, "copresence_share")
    lonely = measure_of(organization, "lonely_days_share")
    if mates.estimate is None:
        return ""
    found = language.with_interval(mates, percent)
    if lonely.estimate is None:
        return language.say("told.together", mates=found)
    return language.say("told.together_lonely", mates=found, lonely=language.with_interval(lonely, percent))


def _wishes(organization: UnitRow, language: Language) -> str:
    imposed = measure_of(organization, "imposed_days_share")
    off = measure_of(organization, "preference_deviation_days")
    kept = measure_of(organization, "compliance_rate")
    if imposed.estimate is None:
        return ""
    parts = [language.say("told.imposed", share=language.with_interval(imposed, percent))]
    if off.estimate is not None:
        parts.append(language.say("told.away_from_wish", days=language.with_interval(off, two_decimals)))
    if kept.estimate is not None:
        parts.append(language.say("told.kept", share=language.with_interval(kept, percent)))
    return f"{'; '.join(parts)}."


def _uneven(units: list[UnitRow], language: Language) -> str:
    """Name the units with most and fewest imposed days and days sent home, only where their intervals lie apart."""
    said = (
        _extremes(units, "imposed_days_share", "imposed", percent, language),
        _extremes(units, "forced_remote_days", "sent_home", one_decimal, language),
    )
    return " ".join(filter(None, said))


def _extremes(units: list[UnitRow], column: str, what: str, write: Callable[[float], str], language: Language) -> str:
    known = [(measure_of(row, column), row) for row in units if not row.merged]
    known = [pair for pair in known if pair[0].estimate is not None]
    if len(known) < 2:
        return ""
    (low, least), (high, most) = (choose(known, key=lambda pair: pair[0].estimate or 0.0) for choose in (min, max))
    if low.high is None or high.low is None:
        return language.say(f"told.{what}_single")
    if high.low <= low.high:
        return language.say(f"told.{what}_unclear")
    return language.say(
        f"told.{what}_uneven",
        most=most.unit,
        high=language.with_interval(high, write),
        fewest=least.unit,
        low=language.with_interval(low, write),
    )


def _in_vain(organization: UnitRow, language: Language) -> str:
    sent = measure_of(organization, "forced_remote_days")
    hours = measure_of(organization, "commute_hours_per_week")
    carbon = measure_of(organization, "commute_co2_kg_per_week")
    if sent.estimate is None or hours.estimate is None:
        return ""
    home = language.say("told.nobody_in_vain")
    if sent.estimate:
        home = language.say("told.in_vain", days=language.with_interval(sent, one_decimal))
    said = {"sent_home": home, "hours": language.with_interval(hours, one_decimal)}
    if carbon.estimate is None:
        return language.say("told.commute", **said)
    return language.say("told.commute_carbon", **said, carbon=language.with_interval(carbon, one_decimal))
