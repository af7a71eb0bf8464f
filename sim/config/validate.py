"""Checks a composed configuration against the domain types and the rules across fields, and returns the scenario."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from sim.config.explain import explained
from sim.config.findings import Findings
from sim.config.rules_of_amounts import check_decimal_commas, check_order, check_people, check_shares, check_tick
from sim.config.rules_of_bookings import check_bookings
from sim.config.rules_of_demand import (
    check_laws,
    check_lengths,
    check_party_sizes,
    check_slots,
    check_walk_up_hours,
    check_walk_up_sites,
)
from sim.config.rules_of_names import check_country, check_names, check_references, check_twins
from sim.config.rules_of_norms import check_bounds, check_exceptions, check_parents, check_participants, weekdays_asked
from sim.config.rules_of_rooms import check_meeting_sizes, check_release, check_room_ids, check_rooms
from sim.config.rules_of_run import check_executor, check_limits
from sim.config.rules_of_studies import check_question
from sim.errors import InputError, Mistake
from sim.quantities import WEEKDAY_NAMES
from sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sim.config.sources import Layer

_RULES = (
    check_twins,
    check_names,
    check_country,
    check_decimal_commas,
    check_shares,
    check_order,
    check_tick,
    check_people,
    check_executor,
    check_limits,
    check_parents,
    check_exceptions,
    check_bounds,
    check_participants,
    check_rooms,
    check_room_ids,
    check_bookings,
    check_release,
    check_laws,
    check_slots,
)
#: Rules that hold other sections against the office; the files of both have to be known.
_RULES_ACROSS = (check_meeting_sizes, check_lengths, check_walk_up_sites, check_walk_up_hours, check_party_sizes)

#: In fewer weeks a weekday may be closed by the chance of a holiday.
_WEEKS_THAT_TELL = 4


def validate(
    config: Mapping[str, object],
    layers: Sequence[Layer],
    known: Sequence[Mistake] = (),
    unsure: Collection[str] = (),
) -> Scenario:
    """Return the scenario, or raise `InputError` with every mistake; one that is `known` already is among them.

    A rule across fields says more than a range, so at the same key it is the one that is shown. Nothing is said of the
    sections in `unsure`, of which not even the file is known.
    """
    findings = Findings(config, layers)
    for rule in _RULES if {"organization", "office"} & set(unsure) else (check_references, *_RULES, *_RULES_ACROSS):
        rule(findings)
    scenario = None
    wrong: list[Mistake] = []
    try:
        scenario = adapter().validate_python(dict(config))
    except ValidationError as error:
        wrong = explained(error, layers)
    said = {mistake.key for mistake in known}
    broken = [one for one in findings.mistakes if one.key not in said]
    said |= {mistake.key for mistake in broken}
    told = tuple(f"{key}." for key in findings.told_whole)
    found = [*(one for one in wrong if one.key not in said and not one.key.startswith(told)), *broken]
    mistakes = [*known, *(one for one in found if one.key.partition(".")[0] not in unsure)]
    if not mistakes and scenario is not None:
        mistakes = _of_the_whole(scenario, findings)
    if mistakes or scenario is None:
        raise InputError(mistakes)
    return scenario


def _of_the_whole(scenario: Scenario, findings: Findings) -> list[Mistake]:
    """Explain what only the finished scenario can tell: no workday, a weekday that never opens, too few days."""
    days = scenario.days
    if len(days.workdays) == 0:
        problem = f"every day of the {days.weeks} week(s) from {days.first_monday} is a holiday or a closed date"
        findings.blame(("run", "weeks"), problem, allowed="at least one workday")
        return findings.mistakes
    for name, activity in scenario.activities.items():
        for number, on in enumerate(getattr(activity, "fixed_dates", ())):
            if days.first_monday <= on <= days.dates[-1] and on not in days.dates:
                problem = f"{on} is a weekend, a public holiday or a closed date"
                findings.blame(
                    ("activities", name, "fixed_dates", number), problem, allowed="a workday of the calendar"
                )
    open_weekdays = {int(day) % 5 + 1 for day in days.workdays}
    for path, weekday in weekdays_asked(findings) if days.weeks >= _WEEKS_THAT_TELL else ():
        if weekday not in open_weekdays:
            name = WEEKDAY_NAMES[weekday - 1]
            problem = f"asks for {name}, but every one is a holiday or closed (calendar.closed_dates)"
            findings.blame(path, problem, allowed=", ".join(WEEKDAY_NAMES[day - 1] for day in sorted(open_weekdays)))
    check_question(scenario, findings)
    return findings.mistakes


@cache
def adapter() -> TypeAdapter[Scenario]:
    """Return the reader of scenarios, which takes a moment to build."""
    return TypeAdapter(Scenario)
