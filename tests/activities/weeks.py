"""Weeks that can be traced by hand, and gatherings as plain rows, for the tests of activities.

Ten people who always work: teams Ada (4) and Bo (3) on site S1 and Cy (2) on site S2 make up unit U1; Dee, a team of
one on S2, is unit U2. A wish of one day is Monday and of two days Monday and Tuesday for certain: the utilities are so
far apart that no draw (a Gumbel number from -2.5 to 11.8) reaches across.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.activities.context import Context
from sim.attendance.planner import Planner
from sim.draws import Luck, field, stable_key
from sim.population import draw_population
from sim.records import Purpose
from tests.building import merged, scenario_of, tables_of

#: Further apart than a file may say.
MONDAY_THEN_TUESDAY = (30.0, 0.0, -30.0, -30.0, -30.0)
TEAMS = {
    "Ada": {"size": 4},
    "Bo": {"size": 3},
    "Cy": {"size": 2, "site_id": "S2", "zone_id": "Z2"},
    "Dee": {"size": 1, "site_id": "S2", "zone_id": "Z2", "unit_id": "U2"},
}
ADA = ["Ada-01", "Ada-02", "Ada-03", "Ada-04"]
BO = ["Bo-01", "Bo-02", "Bo-03"]
CY = ["Cy-01", "Cy-02"]
DEE = ["Dee-01"]
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = 1, 2, 3, 4, 5


def only_on(weekday: int) -> list[float]:
    """A utility under which a series is held on this weekday (1 is Monday) for certain."""
    return [8.0 if day == weekday else -8.0 for day in range(1, 6)]


def series(kind: str, weekday: int, minutes: int = 60, **over) -> dict:
    """One activity whose gatherings are weekly, at 09:00, in person, and need everybody."""
    settings = {
        "kind": kind,
        "every_weeks": 1,
        "weekday_utility": only_on(weekday),
        "earliest_start": "09:00",
        "latest_start": "09:00",
        "minutes": minutes,
        "in_person_share": 1.0,
        "needed_share": 1.0,
        "priority": 50,
    }
    return {kind: settings | over}


def occasional(kind: str, minutes: int = 60, **over) -> dict:
    """One activity that starts at 10:00, with its further settings."""
    times = {"kind": kind, "earliest_start": "10:00", "latest_start": "10:00", "priority": 50}
    times |= {"length": {"kind": "fixed", "minutes": minutes}} if kind == "ad_hoc" else {"minutes": minutes}
    return {kind: times | over}


def week_of(activities: dict, *, wished_days: int = 2, weeks: int = 1, changes: dict | None = None, **more):
    """A scenario of the ten people in which everybody wishes the same number of days a week."""
    wishes = {"wishes": {"office_days_share": [float(days == wished_days) for days in range(6)]}}
    scenario = scenario_of(
        **{
            "teams": TEAMS,
            "sites": {
                "S1": {"name": "First", "opens_at": 420, "closes_at": 1140},
                "S2": {"name": "Second", "x_km": 3.0, "opens_at": 420, "closes_at": 1140},
            },
            "zones": {"Z1": {"site_id": "S1", "desks": 20}, "Z2": {"site_id": "S2", "desks": 20}},
            "activities": activities,
            "changes": merged(wishes, changes or {}),
            "weeks": weeks,
            "replications": 1,
        }
        | more
    )
    choice = replace(scenario.behavior.weekday_choice, weekday_utility=MONDAY_THEN_TUESDAY)
    return replace(scenario, behavior=replace(scenario.behavior, weekday_choice=choice))


def diary(scenario):
    """Everything that happens: visits (person, weekday, site, purpose, decided_by), and gatherings (activity, team,
    weekday, site, start, end, invited, on_site, visitors, outcome), both sorted, and all tables."""
    tables = tables_of(scenario)
    visits = [
        (row["person_id"], row["date"].isoweekday(), row["site_id"], row["purpose"], row["decided_by"])
        for row in tables["visits"].iter_rows(named=True)
    ]
    columns = ("site_id", "start_minute", "end_minute", "invited", "on_site", "visitors", "outcome")
    gatherings = [
        (row["activity"], row["team_id"], row["date"].isoweekday(), *(row[column] for column in columns))
        for row in tables["gatherings"].iter_rows(named=True)
    ]
    return sorted(visits), sorted(gatherings, key=str), tables


def at(people, weekday, site, purpose="desk_work", decided_by="person"):
    """The same visit of several people."""
    return [(person, weekday, site, purpose, decided_by) for person in people]


def context_of(scenario, replication: int = 0) -> Context:
    """What the activities of a scenario see, for its whole run."""
    luck = Luck(scenario.run.seed, replication)
    people = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    weeks = slice(0, scenario.run.weeks)
    return Context(scenario.organization, scenario.office, scenario.days, people, luck, weeks)


def drawn_weekday(scenario, stream: str, *names: str, week: int = 0) -> int:
    """The weekday (1 is Monday) that the rule gives: the draw of this stream, id and week, its lowest 16 bits mod 5."""
    key = np.array([stable_key(*names)], dtype=np.uint64)
    number = int(scenario.days.ordinals[week, 0]) // 7
    return int(field(Luck(scenario.run.seed, 0).stream(stream).bits(key, number), 0)[0] % 5) + 1


def gathered(scenario, replication: int = 0) -> list[tuple]:
    """All gatherings of a run as sorted rows (ordinal of the date, activity, team, unit, site, start, minutes,
    visitors, participants), each participant a pair of the person's id and whether he or she has to be there."""
    luck = Luck(scenario.run.seed, replication)
    organization = scenario.organization
    people = draw_population(organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, people, luck)
    ids = [organization.person_id(person) for person in range(organization.people)]
    ordinals = scenario.days.ordinals.ravel()
    rows = []
    for weeks in planner.blocks():
        found = planner.gatherings(weeks)
        for g in range(len(found)):
            team, unit, site = int(found.team[g]), int(found.unit[g]), int(found.site[g])
            invited = range(found.first[g], found.first[g + 1])
            rows.append(
                (
                    int(ordinals[found.day[g]]),
                    Purpose(found.purpose[g]).name.lower(),
                    organization.team_ids[team] if team >= 0 else "",
                    organization.unit_ids[unit] if unit >= 0 else "",
                    scenario.office.site_ids[site] if site >= 0 else "",
                    int(found.start_minute[g]),
                    int(found.minutes[g]),
                    int(found.visitors[g]),
                    tuple((ids[found.person[p]], bool(found.needed[p])) for p in invited),
                )
            )
    return sorted(rows)
