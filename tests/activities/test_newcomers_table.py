"""The table `newcomers`: who is new, sessions meant to be held for them, and days on which they met their mentor."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from sim.activities.onboarding import newcomers
from sim.calendar import Holidays
from tests.activities.weeks import context_of, gathered, occasional, week_of
from tests.building import tables_of

LEARN = {"turnover_per_year": 0.6, "newcomer_weeks": 6, "new_tasks_per_year": 1.0, "task_weeks": 2}
COUNTS = ["newcomers", "sessions", "contact_days", "task_sessions"]
TEAMS = {f"T{number}": {"size": 6} for number in range(8)} | {"Solo": {"size": 1}}


def table(scenario):
    return tables_of(scenario)["newcomers"]


def test_without_onboarding_all_counts_are_zero_and_the_ratio_is_unknown():
    found = table(week_of({}, replications=2))
    assert found.columns[2:] == ["replication", "team_id", *COUNTS, "contact_days_per_newcomer"]
    assert found["team_id"].to_list() == ["Ada", "Bo", "Cy", "Dee"] * 2
    assert found["replication"].to_list() == [0] * 4 + [1] * 4
    assert found.select(COUNTS).sum().row(0) == (0, 0, 0, 0)
    assert found["contact_days_per_newcomer"].is_null().all()


def test_every_session_is_a_contact_day_where_nobody_is_absent_or_turned_away():
    """Enough desks, nobody ill, one session a week: newcomers meet their mentor at every session; a person who is new
    and learns a task has sessions as a newcomer; Solo is counted but has nobody to meet."""
    scenario = week_of(
        occasional("onboarding", sessions_per_week=1.0, **LEARN),
        teams=TEAMS,
        zones={"Z1": {"site_id": "S1", "desks": 60}},
        sites={"S1": {"name": "First"}},
        weeks=30,
    )
    context = context_of(scenario)
    new = newcomers(context.luck, context.population.keys, context.week_numbers, 0.6, 6)
    found = table(scenario)
    spells = (new & ~np.concatenate([np.zeros((1, new.shape[1]), dtype=bool), new[:-1]])).sum(axis=0)
    team = scenario.organization.team_of_person
    assert found["newcomers"].to_list() == np.bincount(team, weights=spells).astype(int).tolist()
    person_weeks = np.bincount(team, weights=new.sum(axis=0)).astype(int)
    alone = scenario.organization.team_ids.index("Solo")
    person_weeks[alone] = 0
    assert found["sessions"].to_list() == person_weeks.tolist()
    assert found["contact_days"].to_list() == person_weeks.tolist()
    assert found["task_sessions"].sum() > 0
    held = tables_of(scenario)["gatherings"]
    assert found["sessions"].sum() + found["task_sessions"].sum() == len(held)
    ratio = found.select(pl.col("contact_days") / pl.col("newcomers")).to_series()
    assert found["contact_days_per_newcomer"].to_list() == [None if np.isnan(one) else one for one in ratio]


def test_a_learner_or_a_mentor_who_finds_no_desk_makes_no_contact_day():
    """No desk at all: sessions are due as before, and nobody meets anybody."""
    learn = occasional("onboarding", sessions_per_week=1.0, **LEARN)
    full = table(week_of(learn, weeks=20))
    none = table(
        week_of(learn, weeks=20, zones={"Z1": {"site_id": "S1", "desks": 0}, "Z2": {"site_id": "S2", "desks": 0}})
    )
    assert none["contact_days"].sum() == 0
    assert none.drop("contact_days", "contact_days_per_newcomer").equals(
        full.drop("contact_days", "contact_days_per_newcomer")
    )


def test_whoever_is_displaced_to_another_site_did_not_meet_the_mentor():
    """Two desks on S1; who finds none goes to S2, where nobody is met; the gatherings themselves count so too."""
    learn = occasional("onboarding", sessions_per_week=1.0, **LEARN | {"turnover_per_year": 1.0, "newcomer_weeks": 104})
    tight = {"Z1": {"site_id": "S1", "desks": 2}, "Z2": {"site_id": "S2", "desks": 40}}
    elsewhere = {"cascade": {"another_zone": True, "another_site_share": 1.0}}
    scenario = week_of(learn, teams={"Ada": {"size": 10}}, zones=tight, changes=elsewhere, weeks=8)
    tables = tables_of(scenario)
    seats = {(row["date"], row["person_id"]): row["site_id"] for row in tables["visits"].iter_rows(named=True)}
    assert set(seats.values()) == {"S1", "S2"}
    found = tables["newcomers"]
    assert found["sessions"].sum() == 10 * 8
    assert 0 < found["contact_days"].sum() < 10 * 8
    sessions = [(row[0], frozenset(person for person, _ in row[8])) for row in gathered(scenario)]
    met = [
        (day, pair)
        for day, pair in sessions
        if all(seats.get((date.fromordinal(day), person)) == "S1" for person in pair)
    ]
    assert found["contact_days"].sum() == len(met)
    # All sessions are at 10:00: one who also has one with somebody who is not there may wait for that one instead.
    free = {
        (day, pair) for day, pair in met if sum(day == other and pair & two != set() for other, two in sessions) == 1
    }
    assert free
    assert len(free) <= tables["gatherings"].filter(pl.col("on_site") == 2).height <= len(set(met))
    # On a day S1 seats two, who are a learner and the mentor, at most one way and the other.
    days = len({day for day, _ in seats})
    assert found["contact_days"].sum() <= 2 * days


def test_weeks_without_workdays_have_no_sessions():
    dates = tuple(week_of({}).days.dates)
    learn = occasional("onboarding", sessions_per_week=1.0, **LEARN)
    scenario = replace(week_of(learn, weeks=2), calendar=Holidays(country="", closed_dates=dates))
    held = tables_of(scenario)["gatherings"]
    assert held.filter(pl.col("date").is_in(list(dates))).is_empty()


def test_blocks_of_weeks_change_no_count(monkeypatch):
    """Whoever is new at the turn of two blocks is counted once."""
    scenario = week_of(occasional("onboarding", sessions_per_week=1.5, **LEARN), teams=TEAMS, weeks=20)
    whole = table(scenario)
    monkeypatch.setattr("sim.attendance.block_draws.BLOCK_PERSON_WEEKS", 60)
    assert table(scenario).equals(whole)
