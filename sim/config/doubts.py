"""What is allowed but hard to believe: said in a line that begins with ``check:``, and run all the same.

A rule refuses what cannot be; a planner may well want to see an office of ten people to a desk. But who wrote 0.98 for
0.28 should hear of it before the report is printed. No scenario that comes with the program raises a doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.config.wording import dotted, shown
from sim.importers.settings_sheets import TIMES
from sim.spelling import readings_of_bare_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sim.scenario import Scenario
    from sim.studies.job import Job

#: Nobody measured so many people in an office on every weekday of a year.
_NEARLY_ALL = 0.95
_FEWEST_DESKS_PER_PERSON = 0.15
_MOST_DESKS_PER_PERSON = 3
_LONGEST_WAY_MINUTES = 180
_LONGEST_STAY_MINUTES = 660
_MOST_ROOM_USES_A_DAY = 5
_MOST_LEAVE_DAYS = 60
_MOST_SICK_DAYS = 50

_Doubt = tuple[str, object, str]


def lines(jobs: Iterable[Job]) -> list[str]:
    """Return one line for each doubt about what the jobs would run, however many of them share it."""
    scenarios = [scenario for job in jobs for scenario in (job.scenario, *(one.scenario for one in job.variants))]
    said = [
        f"check: {key} = {shown(value)}: {words}" for scenario in scenarios for key, value, words in _doubts(scenario)
    ]
    return list(dict.fromkeys(said))


def of_bare_times(value: object, path: tuple[str | int, ...] = ()) -> Iterator[str]:
    """Yield a line for each time of day below a value that is written as a number such as 700, which is 11:40."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from of_bare_times(inner, (*path, key))
    elif path and path[-1] in TIMES and isinstance(value, int) and (readings := readings_of_bare_time(value)):
        people, program = readings.split(" or ")
        words = f"read as minutes since midnight, {program}; write {people} if that is meant"
        yield f"check: {dotted(path)} = {value}: {words}"


def _doubts(scenario: Scenario) -> Iterator[_Doubt]:
    if all(site.opens_at == 0 and site.closes_at == 1440 for site in scenario.office.sites.values()):
        return  # an office that never closes is a case of queueing theory, and no planner's
    yield from _of_attendance(scenario)
    yield from _of_desks(scenario)
    yield from _of_days(scenario)
    yield from _of_rooms(scenario)
    yield from _of_the_run(scenario)


def _of_attendance(scenario: Scenario) -> Iterator[_Doubt]:
    if scenario.policy.kind == "rates":
        for group_id, group in scenario.organization.rate_groups.items():
            if min(group.weekday_rates) >= _NEARLY_ALL:
                key, words = f"organization.rate_groups.{group_id}.weekday_rates", "nearly everybody comes every day"
                yield key, list(group.weekday_rates), f"{words}; about 0.4 was measured in offices since 2022"
    wishes = scenario.behavior.wishes.office_days_share
    if wishes[-1] >= _NEARLY_ALL:
        yield "behavior.wishes.office_days_share", list(wishes), "nearly everybody wishes for five office days a week"


def _of_desks(scenario: Scenario) -> Iterator[_Doubt]:
    people = sum(team.size for team in scenario.organization.teams.values())
    desks = sum(zone.desks for zone in scenario.office.zones.values())
    if desks < _FEWEST_DESKS_PER_PERSON * people:
        yield "office.zones", f"{desks:,} desks", f"for {people:,} people that is {desks / people:.2g} a person"
    if desks > _MOST_DESKS_PER_PERSON * people:
        yield "office.zones", f"{desks:,} desks", f"{people:,} people could have {desks / people:.2g} each"


def _of_days(scenario: Scenario) -> Iterator[_Doubt]:
    commute, day, absence = scenario.behavior.commute, scenario.behavior.day, scenario.behavior.absence
    way = commute.minutes_fixed + commute.distance_mean_km * commute.detour_factor * commute.minutes_per_km
    if way > _LONGEST_WAY_MINUTES:
        words = f"with behavior.commute.minutes_per_km that is {way / 60:.1f} hours to work on average, one way"
        yield "behavior.commute.distance_mean_km", commute.distance_mean_km, words
    if day.stay_mean_minutes > _LONGEST_STAY_MINUTES:
        yield "behavior.day.stay_mean_minutes", day.stay_mean_minutes, "a day of more than eleven hours on average"
    if absence.leave_days_max > _MOST_LEAVE_DAYS:
        yield "behavior.absence.leave_days_max", absence.leave_days_max, "more than twelve weeks of leave a year"
    for role in ("manager", "expert"):
        sick = getattr(absence, f"sick_days_{role}")
        if sick > _MOST_SICK_DAYS:
            yield f"behavior.absence.sick_days_{role}", sick, "more than ten weeks of sick leave a year on average"


def _of_rooms(scenario: Scenario) -> Iterator[_Doubt]:
    for name, activity in scenario.activities.items():
        a_day = getattr(activity, "per_person_day", 0)
        if a_day > _MOST_ROOM_USES_A_DAY:
            yield f"activities.{name}.per_person_day", a_day, f"{5 * a_day:g} a week for a person who comes every day"


def _of_the_run(scenario: Scenario) -> Iterator[_Doubt]:
    days = scenario.days
    last = days.dates[-1]
    closed = scenario.calendar.closed_dates
    if closed and not any(days.first_monday <= day <= last for day in closed):
        words = f"none of these lies in the run, from {days.first_monday} to {last}"
        yield "calendar.closed_dates", [day.isoformat() for day in closed], words
