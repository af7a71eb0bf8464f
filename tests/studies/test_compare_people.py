"""Who gains and who loses, on two worlds written by hand, and what the page may show of small groups."""

from __future__ import annotations

import dataclasses

import numpy as np
import polars as pl
import pytest

from sim.report.compare_page import page
from sim.studies.compared import audit, winners
from sim.studies.compared.groups import Grouping, groupings
from sim.studies.compared.worlds import World
from tests.building import conf_scenario, scenario_of
from tests.studies.worlds import facts, found, page_text, world

#: One replication of one year: two teams of three and one; days sent home and imposed under two policies.
PEOPLE = {
    "office_days": [10, 10, 10, 10],
    "imposed_days": [4, 4, 0, 2],
    "unwanted_remote_days": [0, 0, 0, 0],
    "forced_remote_days": [0, 1, 2, 3],
    "deviation_fifths": [26, 0, 0, 0],
    "commute_minutes": [3120, 0, 60, 0],
    "mates_days": [10, 10, 0, 0],
}
OTHER = PEOPLE | {
    "office_days": [10, 10, 0, 10],
    "imposed_days": [0, 4, 1, 2],
    "forced_remote_days": [0, 0, 4, 3],
    "mates_days": [20, 10, 0, 0],
}


def handmade(label, sums):
    scenario = scenario_of(teams={"T1": {"size": 3}, "T2": {"size": 1}}, weeks=52, replications=2)
    people = {name: np.array([values, values]) for name, values in sums.items()}
    return World(label, scenario, (0, 1), {}, {}, np.zeros((2, 0, 2), dtype=np.int64), people, has_wishes=True)


@pytest.fixture(scope="module")
def rows():
    a, b = handmade("a", PEOPLE), handmade("b", OTHER)
    whole = Grouping("everybody", ("everybody",), np.zeros((2, 4), dtype=np.int64))
    team = Grouping("team", ("T1", "T2"), np.array([[0, 0, 0, 1]] * 2))
    found = winners.winners(a, b, [whole, team])
    return {(row.group, row.metric): row for row in found}


def shares(row):
    return (row.better_share, row.same_share, row.worse_share)


def test_fewer_days_sent_home_are_better(rows):
    """0 -> 0, 1 -> 0, 2 -> 4, 3 -> 3; the difference is that of the means, a less b."""
    row = rows["everybody", "forced_remote_days"]
    assert shares(row) == (0.25, 0.5, 0.25)
    assert (row.difference, row.ci_low, row.ci_high) == (-0.25, -0.25, -0.25)


def test_groups_are_told_apart(rows):
    assert shares(rows["T1", "imposed_days"]) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert rows["T1", "imposed_days"].difference == pytest.approx((4 - 0 + 0 - 1) / 3)
    assert shares(rows["T2", "imposed_days"]) == (0.0, 1.0, 0.0)


def test_more_team_mates_are_better_and_who_has_none_in_either_world_is_left_out(rows):
    """T1 may meet 2 mates on 10 days: 10 of 20 -> 20 of 20, the same, and no office day at all; T2 has nobody."""
    row = rows["T1", "copresence_share"]
    assert shares(row) == (0.5, 0.5, 0.0)
    assert row.difference == pytest.approx((0.5 - 1 + 0) / 2)
    assert shares(rows["T2", "copresence_share"]) == (None, None, None)
    assert rows["T2", "copresence_share"].difference is None


def test_units_are_days_a_year_and_hours_and_days_a_week():
    spread = {
        (row.metric, row.measure): row.estimate for row in audit.audit(handmade("a", PEOPLE), [])
    }  # fmt: skip
    assert spread["forced_remote_days", "mean"] == 1.5
    assert spread["forced_remote_days", "worst_tenth_mean"] == 3
    assert spread["forced_remote_days", "gini"] == pytest.approx(10 / 24)
    assert spread["preference_deviation_days", "mean"] == pytest.approx(26 / 5 / 52 / 4)
    assert spread["commute_hours_per_week", "worst_tenth_mean"] == 1.0
    assert spread["unwanted_remote_days", "gini"] == 0.0
    assert spread["copresence_share", "mean"] == pytest.approx((0.5 + 0.5 + 0) / 3)
    assert spread["copresence_share", "worst_tenth_mean"] == 0


def test_the_largest_gap_is_between_groups_of_five_or_more():
    """Four people of G0 bear most, but they are too few; G1 bears 2 more than G2."""
    scenario = scenario_of(teams={"T1": {"size": 16}}, weeks=52, replications=2)
    days = np.array([9] * 4 + [3] * 6 + [1] * 6)
    people = {name: np.zeros((2, 16), dtype=np.int64) for name in PEOPLE} | {"imposed_days": np.array([days, days + 1])}
    one = World("a", scenario, (0, 1), {}, {}, np.zeros((2, 0, 2), dtype=np.int64), people, has_wishes=True)
    part = Grouping("band", ("G0", "G1", "G2"), np.array([[0] * 4 + [1] * 6 + [2] * 6] * 2))
    gap = next(row for row in audit.audit(one, [part]) if row.metric == "imposed_days" and row.measure == "largest_gap")
    assert (gap.highest_group, gap.lowest_group, gap.estimate) == ("G1", "G2", 2.0)


@pytest.fixture(scope="module")
def small_office():
    names = ("free_choice", "anchor_days")
    return [
        world(name, conf_scenario("small_office", name, weeks=13, replications=3, activities="municipal"))
        for name in names
    ]


def test_shares_add_up_and_better_people_are_found_in_every_group(small_office):
    table = found(*small_office).tables()["winners"].drop_nulls("better_share")
    total = table["better_share"] + table["same_share"] + table["worse_share"]
    assert (total - 1).abs().max() < 1e-9
    assert {"everybody", "role", "commute_band", "newcomer", "part_time"} <= set(table["group_kind"])


def test_the_mean_of_a_group_is_that_of_its_people_and_groups_make_up_everybody(small_office):
    parts = {part.kind: part for part in groupings(small_office[0])}
    people = small_office[0].scenario.organization.people
    for part in parts.values():
        assert (part.sums(np.ones(part.of.shape)).sum(axis=1) == people).all()
    manager = parts["role"].names.index("manager")
    assert (
        parts["role"].sums(np.ones(parts["role"].of.shape))[:, manager]
        == len(small_office[0].scenario.organization.teams)
    ).all()


def test_newcomers_are_those_who_join_in_a_week_of_the_run(small_office):
    part = next(part for part in groupings(small_office[0]) if part.kind == "newcomer")
    turnover = next(
        one.turnover_per_year for one in small_office[0].scenario.activities.values() if one.kind == "onboarding"
    )
    people = small_office[0].scenario.organization.people
    assert 0 < part.of.mean() < 2.5 * turnover * 13 / 52 + 5 / people


def test_the_page_names_no_group_under_five_and_none_that_a_total_would_reveal(small_office):
    compared = found(*small_office).compared(facts())
    sizes = dict(compared.sizes) | {("role", "mobile"): 4, ("role", "site_bound"): 30, ("role", "manager"): 13}
    small = dataclasses.replace(compared, sizes=sizes)
    assert set(small.hidden("role")) == {"mobile", "manager"}
    text = page_text(page(small))
    assert "people who move between sites" not in text
    assert "managers" not in text
    assert "people bound to a site" in text
    assert "Groups of fewer than 5 people" in text


def test_nothing_is_published_of_fewer_than_five_people(small_office):
    compared = dataclasses.replace(found(*small_office).compared(facts()), people=4)
    written = page(compared)
    assert written.sections == ()
    assert written.answer.startswith("Nothing can be published")


def test_table_rows_are_of_groups_that_somebody_belongs_to(small_office):
    table = found(*small_office).tables()["winners"]
    units = set(
        small_office[0].scenario.organization.teams[t].unit_id for t in small_office[0].scenario.organization.team_ids
    )
    assert set(table.filter(pl.col("group_kind") == "unit")["group"]) <= units
