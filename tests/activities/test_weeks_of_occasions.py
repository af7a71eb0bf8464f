"""Whole weeks traced by hand: something comes up every week, on the weekday that the rule of luck gives."""

import numpy as np
import pytest

from sim.draws import Luck, stable_key
from tests.activities.weeks import (
    ADA,
    BO,
    CY,
    DEE,
    MONDAY,
    TUESDAY,
    at,
    diary,
    drawn_weekday,
    occasional,
    week_of,
)

NEGOTIATION = {"per_team_year": 52.0, "experts": 9, "visitors": 2, "at_customer_share": 0.0}
SITE = {"Ada": "S1", "Bo": "S1", "Cy": "S2", "Dee": "S2"}
MEMBERS = {"Ada": ADA, "Bo": BO, "Cy": CY, "Dee": DEE}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_negotiation_here_brings_the_team_and_its_visitors_together(seed):
    """Nine experts are more than any team has, so all go; Dee negotiates alone with the visitors."""
    scenario = week_of(occasional("negotiation", 120, **NEGOTIATION), wished_days=0, seed=seed)
    visits, gatherings, _ = diary(scenario)
    day = {team_id: drawn_weekday(scenario, "negotiation occasion", team_id) for team_id in SITE}
    assert visits == sorted(
        visit
        for team_id in SITE
        for visit in at(MEMBERS[team_id], day[team_id], SITE[team_id], "negotiation", "activity")
    )
    assert gatherings == [
        ("negotiation", t, day[t], SITE[t], 600, 720, len(MEMBERS[t]), len(MEMBERS[t]), 2, "served") for t in SITE
    ]


def test_to_a_negotiation_go_the_supervisor_and_the_experts_with_the_lowest_draws():
    """One expert beside the supervisor: of Ada's other three the one whose draw of that day is lowest."""
    scenario = week_of(occasional("negotiation", **NEGOTIATION | {"experts": 1}), wished_days=0)
    visits, _, _ = diary(scenario)
    day = drawn_weekday(scenario, "negotiation occasion", "Ada")
    keys = np.array([stable_key("Ada", str(number)) for number in (1, 2, 3)], dtype=np.uint64)
    date = int(scenario.days.ordinals[0, day - 1])
    expert = ADA[1 + int(Luck(scenario.run.seed, 0).stream("negotiation experts").bits(keys, date).argmin())]
    assert [visit for visit in visits if visit[0] in ADA] == at(
        ["Ada-01", expert], day, "S1", "negotiation", "activity"
    )


def test_a_negotiation_at_the_customers_takes_the_team_away_for_the_day():
    """Nobody comes to a site or asks for a room; each team is at a customer's on its day, at home on the others."""
    away = occasional("negotiation", **NEGOTIATION | {"at_customer_share": 1.0})
    scenario = week_of(away, wished_days=0)
    visits, gatherings, tables = diary(scenario)
    day = {team_id: drawn_weekday(scenario, "negotiation occasion", team_id) for team_id in SITE}
    assert visits == []
    assert gatherings == []
    where = {
        (row["team_id"], row["date"].isoweekday()): (row["customer"], row["home"])
        for row in tables["locations_daily"].iter_rows(named=True)
    }
    assert where == {
        (t, weekday): (len(MEMBERS[t]), 0) if weekday == day[t] else (0, len(MEMBERS[t]))
        for t in SITE
        for weekday in range(1, 6)
    }


def test_a_day_at_a_customers_moves_a_wished_day_and_the_activity_decided_it():
    """Monday is wished. A team that is at a customer's on Monday comes on Tuesday, its next choice, for desk work."""
    away = occasional("negotiation", **NEGOTIATION | {"at_customer_share": 1.0})
    seen = set()
    for seed in range(12):
        scenario = week_of(away, wished_days=1, seed=seed)
        visits, _, _ = diary(scenario)
        expected = []
        for team_id, people in MEMBERS.items():
            moved = drawn_weekday(scenario, "negotiation occasion", team_id) == MONDAY
            seen.add(moved)
            expected += (
                at(people, TUESDAY, SITE[team_id], "desk_work", "activity")
                if moved
                else at(people, MONDAY, SITE[team_id])
            )
        assert visits == sorted(expected)
    assert seen == {True, False}


@pytest.mark.parametrize("seed", [2, 4, 6])
def test_two_teams_meet_at_the_site_of_the_one_that_calls(seed):
    """Ada (S1) and Cy (S2) are the only teams of U1, so each calls the other every week; all ten are invited, have to
    come, and wish nothing. In these weeks the two days differ.
    """
    teams = {"Ada": {"size": 4}, "Cy": {"size": 6, "site_id": "S2", "zone_id": "Z2"}}
    joint = occasional("joint_meeting", per_team_year=52.0, invited_share=1.0, in_person_share=1.0, needed_share=1.0)
    scenario = week_of(joint, wished_days=0, teams=teams, seed=seed)
    visits, gatherings, _ = diary(scenario)
    of_ada, of_cy = (drawn_weekday(scenario, "joint_meeting occasion", team_id) for team_id in teams)
    assert of_ada != of_cy
    everybody = ADA + [f"Cy-0{number}" for number in range(1, 7)]
    assert visits == sorted(
        at(everybody, of_ada, "S1", "joint_meeting", "activity")
        + at(everybody, of_cy, "S2", "joint_meeting", "activity")
    )
    assert gatherings == [
        ("joint_meeting", "Ada", of_ada, "S1", 600, 660, 10, 10, 0, "served"),
        ("joint_meeting", "Cy", of_cy, "S2", 600, 660, 10, 10, 0, "served"),
    ]


def test_to_a_joint_meeting_without_guests_come_the_two_supervisors():
    """Nobody else is invited, and a team that is alone in its unit has no joint meetings."""
    joint = occasional("joint_meeting", per_team_year=52.0, invited_share=0.0, in_person_share=1.0, needed_share=1.0)
    teams = {"Ada": {"size": 4}, "Bo": {"size": 5}, "Dee": {"size": 3, "unit_id": "U2"}}
    scenario = week_of(joint, wished_days=0, teams=teams)
    visits, gatherings, _ = diary(scenario)
    days = {drawn_weekday(scenario, "joint_meeting occasion", team_id) for team_id in ("Ada", "Bo")}
    assert visits == sorted(
        visit for day in days for visit in at(["Ada-01", "Bo-01"], day, "S1", "joint_meeting", "activity")
    )
    assert [row[1] for row in gatherings] == ["Ada", "Bo"]


def test_ad_hoc_meetings_are_of_those_who_are_there_anyway():
    """One a day for each team of two or more; all who are there join. Nobody comes for it: on Monday and Tuesday the
    teams meet on site because their people wished the day; from Wednesday on nobody is there to ask for a room.
    """
    visits, gatherings, _ = diary(week_of(occasional("ad_hoc", 30, per_team_day=1.0, joins_share=1.0)))
    assert visits == sorted(
        visit
        for weekday in (MONDAY, TUESDAY)
        for visit in (at(ADA + BO, weekday, "S1", "ad_hoc") + at(CY, weekday, "S2", "ad_hoc") + at(DEE, weekday, "S2"))
    )
    assert gatherings == [
        ("ad_hoc", t, day, SITE[t], 600, 630, len(MEMBERS[t]), len(MEMBERS[t]), 0, "served")
        for t in ("Ada", "Bo", "Cy")
        for day in (MONDAY, TUESDAY)
    ]


def test_an_ad_hoc_meeting_that_nobody_joins_is_none():
    _, gatherings, _ = diary(week_of(occasional("ad_hoc", per_team_day=1.0, joins_share=0.0)))
    assert gatherings == []
