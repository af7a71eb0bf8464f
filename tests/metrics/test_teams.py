"""The `teams` table of a week written by hand (tests/metrics/handmade.py), every number counted on paper."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sim.metrics import teams
from tests.metrics import handmade
from tests.metrics.handmade import FRI, MON, PEOPLE, PLAN, TUE, WEEK, Visit, counted, plan_of, scenario


@pytest.fixture(scope="module")
def table():
    some = scenario()
    return teams.rows(some, [0], counted(teams.Teams, some, WEEK, PLAN))


def expect(table, column, *values):
    """Compare a column for teams A, B and C."""
    assert table["team_id"].to_list() == ["A", "B", "C"]
    assert table[column].to_list() == [None if value is None else pytest.approx(value) for value in values]


def test_office_days_are_days_seated_on_any_site_a_person_and_week(table):
    """A: three on Monday, one on Tuesday (a1 was sent home), two on Wednesday."""
    expect(table, "office_days_per_week", 6 / 3, 3 / 2, 1)


def test_copresence_is_the_share_of_mates_on_the_same_site_over_days_on_site(table):
    """A: Monday all three meet (6 ordered pairs), nobody else does; 6 of 6 days x 2 mates. B: Thursday's pair."""
    expect(table, "copresence_share", 6 / 12, 2 / 3, None)


def test_seated_together_is_the_share_of_those_meetings_within_one_zone(table):
    """A: on Monday a2 sat in Z2, so 2 of 6 pairs; B: Thursday's pair sat in two zones; C never meets."""
    expect(table, "seated_together_share", 2 / 6, 0, None)


def test_a_lonely_day_is_one_with_no_mate_on_the_same_site(table):
    """A: a0 on Tuesday, a1 and a2 on two sites on Wednesday; B: b0 on Monday; one person alone cannot be lonely."""
    expect(table, "lonely_days_share", 3 / 6, 1 / 3, None)


def test_imposed_days_are_those_not_decided_by_the_person(table):
    expect(table, "imposed_days_share", 2 / 6, 1 / 3, 0)


def test_unwanted_remote_days_are_wishes_unmet_by_norms_or_by_a_full_office_in_a_year(table):
    """A: a2's Friday that was replaced and a1's Tuesday at home; a year has 52 such weeks."""
    expect(table, "unwanted_remote_days", 2 / 3 * 52, 0, 0)


def test_an_imposed_day_sent_home_is_neither_unwanted_remote_nor_an_imposed_office_day():
    some = scenario()
    week = [replace(one, decided_by=2) if one.seat == "" else one for one in WEEK]
    found = teams.rows(some, [0], counted(teams.Teams, some, week, plan_of(week)))
    expect(found, "unwanted_remote_days", 0, 0, 0)
    expect(found, "forced_remote_days", 52 / 3, 0, 0)
    expect(found, "imposed_days_share", 2 / 6, 1 / 3, 0)


def test_deviation_is_the_gap_between_days_seated_and_days_wished_each_week(table):
    """a0 2 of 3; a1 2 of 1 x 4/5; a2 2 of 2. b0 2 of 2, b1 1 of 0; c0 1 of 5."""
    expect(table, "preference_deviation_days", (1 + 1.2 + 0) / 3, (0 + 1) / 2, 4)


def test_without_wishes_there_is_no_deviation():
    some = scenario()
    found = teams.rows(some, [0], counted(teams.Teams, some, WEEK))
    expect(found, "preference_deviation_days", None, None, None)


def test_days_sent_home_are_counted_a_person_and_year(table):
    expect(table, "forced_remote_days", 1 / 3 * 52, 0, 0)


def test_the_displaced_share_is_of_those_who_set_out(table):
    expect(table, "displaced_share", 1 / 7, 1 / 3, 0)


def test_compliance_is_the_share_of_norm_days_with_an_office_day(table):
    """A: Monday's three and a1's Wednesday were kept, a0's Wednesday and a2's Thursday were not."""
    expect(table, "compliance_rate", 4 / 6, 1, None)


def test_the_commute_is_a_round_trip_for_everybody_who_set_out(table):
    """A: a0 twice 10 km, a1 three times 20 (once in vain), a2 once 12 and once 13 to the other site; 10 g/km."""
    expect(table, "commute_hours_per_week", 2 * 105 / 60 / 3, 2 * (2 * 40 + 50) / 60 / 2, 2 * 60 / 60)
    expect(table, "commute_co2_kg_per_week", 2 * 1.05 / 3, 2 * 0.5 / 2, 0)


def test_the_table_says_unit_site_and_head_count(table):
    assert table["headcount"].to_list() == [3, 2, 1]
    assert table["site_id"].to_list() == ["S1", "S1", "S2"]
    assert table["unit_id"].to_list() == ["U1"] * 3


def test_mates_who_meet_at_another_site_are_together():
    """Two of A as guests in Z3, the third at home site: one pair each way, one lonely day."""
    some = scenario()
    week = [Visit(MON, "a0", "Z1", "Z1"), Visit(MON, "a1", "Z3", "Z3"), Visit(MON, "a2", "Z3", "Z3")]
    found = teams.rows(some, [0], counted(teams.Teams, some, week))
    expect(found, "copresence_share", 2 / 6, None, None)
    expect(found, "seated_together_share", 1, None, None)
    expect(found, "lonely_days_share", 1 / 3, None, None)


def test_mates_displaced_to_two_different_zones_are_not_seated_together():
    """a0 and a2 meet on site S1 but sit in two zones; a1 is alone at S2."""
    some = scenario()
    week = [Visit(MON, "a0", "Z1", "Z1"), Visit(MON, "a1", "Z1", "Z3"), Visit(MON, "a2", "Z1", "Z2")]
    found = teams.rows(some, [0], counted(teams.Teams, some, week))
    expect(found, "copresence_share", 2 / 6, None, None)
    expect(found, "seated_together_share", 0, None, None)
    expect(found, "lonely_days_share", 1 / 3, None, None)


def test_who_has_an_own_desk_elsewhere_does_not_sit_with_the_team_in_its_zone(monkeypatch):
    """a2 needs an accessible desk and has Z2 as own zone: on site with a0, who is in Z1, but not seated together."""
    some = scenario()
    drawn = handmade.population_of(some)
    zones = drawn.own_zone.copy()
    zones[PEOPLE.index("a2")] = some.office.zone_ids.index("Z2")
    monkeypatch.setattr(handmade, "population_of", lambda _: replace(drawn, own_zone=zones))
    week = [Visit(MON, "a0", "Z1", "Z1"), Visit(MON, "a2", "Z2", "Z2"), Visit(TUE, "a0", "Z1", "Z1")]
    found = teams.rows(some, [0], counted(teams.Teams, some, week))
    expect(found, "copresence_share", 2 / 6, None, None)
    expect(found, "seated_together_share", 0, None, None)


def test_people_of_two_teams_at_one_guest_zone_are_no_mates():
    some = scenario()
    week = [Visit(MON, "a1", "Z3", "Z3"), Visit(MON, "b1", "Z3", "Z3"), Visit(MON, "c0", "Z3", "Z3")]
    found = teams.rows(some, [0], counted(teams.Teams, some, week))
    expect(found, "copresence_share", 0, 0, None)
    expect(found, "lonely_days_share", 1, 1, None)


def test_a_week_without_visits_gives_nulls_and_zeros_and_no_nan():
    some = scenario()
    plan = plan_of([], wished=[("a0", FRI)], wished_fifths=[5, 0, 0, 0, 0, 0])
    found = teams.rows(some, [0], counted(teams.Teams, some, [], plan))
    expect(found, "office_days_per_week", 0, 0, 0)
    expect(found, "copresence_share", None, None, None)
    expect(found, "displaced_share", None, None, None)
    expect(found, "unwanted_remote_days", 52 / 3, 0, 0)
    expect(found, "preference_deviation_days", 1 / 3, 0, 0)
    assert found.select(pl.col(pl.Float64).is_nan().any()).row(0) == (False,) * 12


def test_the_people_of_the_week_are_those_of_the_scenario():
    assert scenario().organization.people == len(PEOPLE)
