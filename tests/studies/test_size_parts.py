"""Parts of study=size by hand: sums with sites nobody wants, small zones and their complements, rules of thumb."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sim.replication import replicate
from sim.report.language import ENGLISH
from sim.report.sizing import Need
from sim.results.stack import Stack
from sim.stats.interval import Interval
from sim.stats.sums import sum_interval
from sim.studies.sized.answered import Answered, total
from sim.studies.sized.demand import desks_by_days, small_zones
from sim.studies.sized.thumbs import desk_thumbs
from tests.building import scenario_of


def answered(site_id, needed, failing):
    need = Need(resource="desk", site_id=site_id, current=10, needed=needed, eur_each=1.0, m2_each=1.0, eur_needed=1.0)
    return Answered(need=need, days=np.arange(5), failing=None if failing is None else np.array(failing))


ONE = answered("S1", Interval(20.0, 16.0, 24.0), [0.1, 0.0, 0.1, 0.0])
TWO = answered("S2", Interval(20.0, 17.0, 23.0), [0.1, 0.1, 0.0, 0.0])


def test_a_site_nobody_wants_leaves_the_limits_of_the_sum_as_they_are():
    nobody = answered("S3", Interval(0.0, 0.0, 0.0), None)
    assert total([ONE, TWO, nobody], "desk").needed == total([ONE, TWO], "desk").needed == Interval(40.0, 35.0, 45.0)
    assert total([nobody], "desk").needed == Interval(0.0, 0.0, 0.0)


def test_limits_that_come_from_nowhere_move_together():
    unlike = answered("S3", Interval(5.0, 4.0, 6.0), None)
    widest = sum_interval([one.need.needed for one in (ONE, TWO, unlike)], np.tile(np.arange(2.0), (3, 1)))
    assert total([ONE, TWO, unlike], "desk").needed == widest == Interval(45.0, 37.0, 53.0)


def zones_of(peaks):
    """Zones Z0, Z1 at S1 and Z2 at S2 with these highest peaks."""
    scenario = scenario_of(
        sites={site: {"name": site, "opens_at": 0, "closes_at": 1440} for site in ("S1", "S2")},
        zones={
            "Z0": {"site_id": "S1", "desks": 9},
            "Z1": {"site_id": "S1", "desks": 9},
            "Z2": {"site_id": "S2", "desks": 9},
        },
        teams={"T1": {"size": 10}},
    )
    stack = {"desks_wanted_peak": np.array([[peaks, [0, 0, 0]], [[1, 1, 1], [0, 0, 0]]]) * (np.array(peaks) > 0)}
    return small_zones(scenario, stack)


@pytest.mark.parametrize(
    ("peaks", "hidden"),
    [
        ([3, 30, 30], {"Z0", "Z1"}),
        ([30, 30, 3], {"Z2"}),
        ([30, 30, 30], set()),
        ([0, 30, 30], set()),
        ([2, 2, 30], {"Z0", "Z1"}),
    ],
)
def test_the_other_zone_of_a_site_would_give_a_small_one_away(peaks, hidden):
    assert zones_of(peaks) == hidden


@pytest.fixture(scope="module")
def mondays():
    """Everybody has the same rates: 0.9 on Mondays and little else."""
    return scenario_of(
        teams={"T1": {"size": 50}},
        zones={"Z1": {"site_id": "S1", "desks": 50}},
        rates={"default": {"weekday_rates": [0.9, 0.1, 0.1, 0.1, 0.1]}},
        policy="rates",
        weeks=40,
        replications=2,
    )


@pytest.mark.parametrize(("days", "low", "high"), [("busiest_weekday", 0.87, 0.93), ("all", 0.23, 0.29)])
def test_rules_of_thumb_know_the_attendance_of_the_days_that_count(mondays, days, low, high):
    study = dataclasses.replace(mondays.study, days=days, service_level=0.9)
    scenario = dataclasses.replace(mondays, study=study)
    stack = Stack({number: replicate(scenario, number).counted for number in range(2)})
    sites, _ = desks_by_days(scenario, stack)
    thumbs = {one.rule: one for one in desk_thumbs(scenario, stack, sites)}
    attendance = float(thumbs["binomial"].why(ENGLISH).partition("probability ")[2].split()[0])
    assert low < attendance < high
    assert ("weekdays reach from" in thumbs["simulated"].why(ENGLISH)) is (days == "all")
    assert ("within weekdays" in thumbs["simulated"].why(ENGLISH)) is (days == "all")


def test_independent_people_of_one_weekday_are_what_the_binomial_rule_says(mondays):
    study = dataclasses.replace(mondays.study, days="busiest_weekday", service_level=0.9)
    scenario = dataclasses.replace(mondays, study=study)
    stack = Stack({number: replicate(scenario, number).counted for number in range(2)})
    thumbs = {one.rule: one.needed for one in desk_thumbs(scenario, stack, desks_by_days(scenario, stack)[0])}
    assert abs(thumbs["binomial"] - thumbs["simulated"]) <= 2
