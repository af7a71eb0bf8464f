"""Whole weeks traced by hand: what a group does that meets again and again.

Everybody wishes two days, Monday and Tuesday for certain, and every gathering is on a weekday that is certain, so each
expected line follows from three rules: a needed day replaces a wished one of that week, Monday before Tuesday stays;
a day that the wish alone includes was decided by the person; the purpose is the gathering attended in person.
"""

import pytest

from tests.activities.weeks import (
    ADA,
    BO,
    CY,
    DEE,
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    diary,
    series,
    week_of,
)


@pytest.mark.parametrize(("kind", "minutes"), [("team_meeting", 60), ("ideation", 180), ("development_day", 420)])
def test_a_team_meets_on_its_day_at_its_home_site_in_place_of_a_wished_tuesday(kind, minutes):
    """Wednesday 09:00 for each team of two or more; Dee, alone, has nobody to meet and keeps Monday and Tuesday."""
    visits, gatherings, _ = diary(week_of(series(kind, WEDNESDAY, minutes)))
    assert visits == sorted(
        at(ADA + BO, MONDAY, "S1")
        + at(CY + DEE, MONDAY, "S2")
        + at(DEE, TUESDAY, "S2")
        + at(ADA + BO, WEDNESDAY, "S1", kind, "activity")
        + at(CY, WEDNESDAY, "S2", kind, "activity")
    )
    assert gatherings == [
        (kind, "Ada", WEDNESDAY, "S1", 540, 540 + minutes, 4, 4, 0, "served"),
        (kind, "Bo", WEDNESDAY, "S1", 540, 540 + minutes, 3, 3, 0, "served"),
        (kind, "Cy", WEDNESDAY, "S2", 540, 540 + minutes, 2, 2, 0, "served"),
    ]


def test_a_unit_meets_where_most_of_it_works_and_a_wished_day_stays_the_persons_own_decision():
    """Tuesday is wished anyway, so the people decided it; those of Cy spend it on S1. Unit U2 is one person."""
    visits, gatherings, _ = diary(week_of(series("unit_meeting", TUESDAY)))
    assert visits == sorted(
        at(ADA + BO, MONDAY, "S1")
        + at(CY + DEE, MONDAY, "S2")
        + at(ADA + BO + CY, TUESDAY, "S1", "unit_meeting")
        + at(DEE, TUESDAY, "S2")
    )
    assert gatherings == [("unit_meeting", None, TUESDAY, "S1", 540, 600, 9, 9, 0, "served")]


def test_supervisors_of_a_unit_meet_across_sites_and_the_others_keep_their_wish():
    """Ada-01, Bo-01 and Cy-01 are needed on S1 on Thursday in place of Tuesday; Dee supervises a unit of one team."""
    visits, gatherings, _ = diary(week_of(series("management_group", THURSDAY, 120)))
    supervisors = ["Ada-01", "Bo-01", "Cy-01"]
    assert visits == sorted(
        at(ADA + BO, MONDAY, "S1")
        + at(CY + DEE, MONDAY, "S2")
        + at(ADA[1:] + BO[1:], TUESDAY, "S1")
        + at(CY[1:] + DEE, TUESDAY, "S2")
        + at(supervisors, THURSDAY, "S1", "management_group", "activity")
    )
    assert gatherings == [("management_group", None, THURSDAY, "S1", 540, 660, 3, 3, 0, "served")]


def test_a_shared_office_day_brings_the_whole_unit_to_one_site_and_says_what_it_cost():
    """Friday from 09:00: all nine of U1 on S1, who without it would have come on Tuesday and nobody on Friday."""
    visits, gatherings, tables = diary(week_of(series("shared_office_day", FRIDAY, 360)))
    assert visits == sorted(
        at(ADA + BO, MONDAY, "S1")
        + at(CY + DEE, MONDAY, "S2")
        + at(DEE, TUESDAY, "S2")
        + at(ADA + BO + CY, FRIDAY, "S1", "shared_office_day", "activity")
    )
    assert gatherings == [("shared_office_day", None, FRIDAY, "S1", 540, 900, 9, 9, 0, "served")]
    cost = tables["shared_days"].select("unit_id", "site_id", "invited", "came", "wanted_peak", "wanted_peak_without")
    assert cost.rows() == [("U1", "S1", 9, 9, 9, 0)]


def test_whoever_is_displaced_to_another_site_did_not_come_to_the_gathering():
    """S1 has five desks for the nine of U1 on Friday; the other four sit on S2, where no shared day is."""
    tight = {"Z1": {"site_id": "S1", "desks": 5}, "Z2": {"site_id": "S2", "desks": 20}}
    elsewhere = {"cascade": {"another_zone": True, "another_site_share": 1.0}}
    day = series("shared_office_day", FRIDAY, 360)
    visits, gatherings, tables = diary(week_of(day, zones=tight, changes=elsewhere))
    assert sorted(site for _, weekday, site, _, _ in visits if weekday == FRIDAY) == ["S1"] * 5 + ["S2"] * 4
    assert gatherings == [("shared_office_day", None, FRIDAY, "S1", 540, 900, 9, 5, 0, "served")]
    assert tables["shared_days"].select("invited", "came", "wanted_peak").rows() == [(9, 5, 9)]


def test_under_the_policy_of_shared_days_the_norm_says_when_and_the_activity_what():
    """The policy asks Wednesday of every unit, so unit decides; the day is held on S1, so the two of Cy, whose home
    site is S2, spend it there with the others. A unit of one comes by the norm, to no gathering.
    """
    policy = {
        "kind": "shared_office_days",
        "every_weeks": 1,
        "weekdays": [WEDNESDAY],
        "staggered": False,
        "adherence": 1.0,
    }
    visits, gatherings, tables = diary(week_of(series("shared_office_day", FRIDAY, 360), policy=policy))
    assert visits == sorted(
        at(ADA + BO, MONDAY, "S1")
        + at(CY + DEE, MONDAY, "S2")
        + at(ADA + BO + CY, WEDNESDAY, "S1", "shared_office_day", "unit")
        + at(DEE, WEDNESDAY, "S2", "team_day", "unit")
    )
    assert gatherings == [("shared_office_day", None, WEDNESDAY, "S1", 540, 900, 9, 9, 0, "served")]
    cost = tables["shared_days"].select("unit_id", "invited", "came", "wanted_peak", "wanted_peak_without")
    assert cost.rows() == [("U1", 9, 9, 9, 0)]


def test_a_gathering_held_online_draws_nobody_but_those_on_site_anyway_sit_together():
    """On Tuesday all are there by their own wish and attend; on Wednesday nobody is, and no room is asked for."""
    visits, gatherings, _ = diary(week_of(series("team_meeting", TUESDAY, in_person_share=0.0)))
    assert visits == sorted(
        at(ADA + BO, MONDAY, "S1")
        + at(CY + DEE, MONDAY, "S2")
        + at(ADA + BO, TUESDAY, "S1", "team_meeting")
        + at(CY, TUESDAY, "S2", "team_meeting")
        + at(DEE, TUESDAY, "S2")
    )
    visits, gatherings, _ = diary(week_of(series("team_meeting", WEDNESDAY, in_person_share=0.0)))
    assert visits == sorted(
        at(ADA + BO, MONDAY, "S1")
        + at(ADA + BO, TUESDAY, "S1")
        + at(CY + DEE, MONDAY, "S2")
        + at(CY + DEE, TUESDAY, "S2")
    )
    assert gatherings == []


def test_of_two_gatherings_on_a_day_the_one_of_higher_priority_says_why_and_where():
    """On Wednesday Cy's team meeting is on S2 and the unit meeting of higher priority on S1: Cy goes to S1, both of
    Cy's people are missing on S2. At 09:00 all are in the unit meeting, so that no team meeting is left to ask for a
    room; where those of the teams begin later, Ada and Bo attend both on S1, there for the unit meeting.
    """
    both = series("team_meeting", WEDNESDAY) | series("unit_meeting", WEDNESDAY, priority=60)
    visits, gatherings, _ = diary(week_of(both))
    assert visits == sorted(
        at(ADA + BO, MONDAY, "S1")
        + at(CY + DEE, MONDAY, "S2")
        + at(DEE, TUESDAY, "S2")
        + at(ADA + BO + CY, WEDNESDAY, "S1", "unit_meeting", "activity")
    )
    of_the_unit = ("unit_meeting", None, WEDNESDAY, "S1", 540, 600, 9, 9, 0, "served")
    assert gatherings == [of_the_unit]
    later = series("team_meeting", WEDNESDAY, earliest_start="10:00", latest_start="10:00")
    again, gatherings, _ = diary(week_of(later | series("unit_meeting", WEDNESDAY, priority=60)))
    assert again == visits
    assert gatherings == [
        ("team_meeting", "Ada", WEDNESDAY, "S1", 600, 660, 4, 4, 0, "served"),
        ("team_meeting", "Bo", WEDNESDAY, "S1", 600, 660, 3, 3, 0, "served"),
        of_the_unit,
    ]
