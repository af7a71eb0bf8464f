"""Having been turned away is remembered for some weeks, if memory is on."""

from __future__ import annotations

import numpy as np
import pytest

from sim.attendance.memory import Memory
from sim.attendance.planner import Planner
from sim.behavior import Memory as Settings
from sim.draws import SCORES_PER_UNIT, Luck
from sim.population import draw_population
from sim.replication import replicate
from tests.attendance.planning import planned
from tests.building import scenario_of
from tests.chance import assert_share
from tests.metrics.handmade import MON, TUE, WED, Visit, visits_of
from tests.metrics.handmade import scenario as six_people

ON = {"turned_away_effect": 1.0, "half_life_weeks": 2.0}
ONE_DAY = {"wishes": {"office_days_share": [0, 1, 0, 0, 0, 0]}}


def remembering(**settings):
    return Memory(Settings(**{**ON, **settings}), 6)


def turned_away(*days):
    """Visits of a0 on these weekdays, all in vain, and of b0 on Monday, who has a seat."""
    return visits_of(six_people(), [*[Visit(day, "a0", "Z1", "") for day in days], Visit(MON, "b0", "Z2", "Z2")])


def test_memory_is_off_unless_it_has_an_effect():
    assert not Memory(Settings(), 6).is_on
    assert Memory(Settings(), 6).penalty(slice(0, 6)) is None
    assert remembering().is_on


def test_being_turned_away_takes_the_effect_off_that_weekday_of_that_person_only():
    memory = remembering(turned_away_effect=1.5)
    memory.learn(turned_away(TUE))
    penalty = memory.penalty(slice(0, 6))
    assert penalty[TUE, 0] == 1.5 * SCORES_PER_UNIT
    assert np.count_nonzero(penalty) == 1


@pytest.mark.parametrize("half_life", [1.0, 2.0, 5.0])
def test_half_is_left_after_the_half_life(half_life):
    memory = remembering(half_life_weeks=half_life)
    memory.learn(turned_away(TUE))
    for _ in range(int(half_life)):
        memory.learn(turned_away())
    assert memory.penalty(np.array([0]))[TUE, 0] == SCORES_PER_UNIT / 2


def test_being_turned_away_again_adds_to_what_is_left():
    memory = remembering(half_life_weeks=1.0)
    for _ in range(3):
        memory.learn(turned_away(TUE, WED))
    assert memory.penalty(np.array([0, 3]))[:, 0].tolist() == [0, 1.75 * SCORES_PER_UNIT, 1.75 * SCORES_PER_UNIT, 0, 0]
    assert not memory.penalty(np.array([0, 3]))[:, 1].any()


def planner_of(scenario):
    luck = Luck(scenario.run.seed, 0)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    return Planner(scenario, population, luck), population


def test_with_memory_weeks_are_formed_one_by_one():
    planner, _ = planner_of(scenario_of(changes={"memory": ON}, weeks=7))
    assert list(planner.blocks()) == [slice(week, week + 1) for week in range(7)]
    planner, _ = planner_of(scenario_of(weeks=7))
    assert list(planner.blocks()) == [slice(0, 7)]


def test_as_long_as_nobody_is_turned_away_memory_changes_nothing():
    plain, remembered = (
        planned(scenario_of(behavior="municipal", changes={"memory": memory}, weeks=12))[0] for memory in ({}, ON)
    )
    for name in ("office", "wished", "decided_by"):
        assert np.array_equal(plain[name], remembered[name])


@pytest.mark.parametrize(("weeks_ago", "left"), [(1, 1.0), (3, 0.5), (5, 0.25)])
def test_who_was_turned_away_comes_less_often_on_that_weekday_as_the_logit_says(weeks_ago, left):
    """One day wished, all weekdays alike: the turned-away weekday has chance e^-m / (4 + e^-m).

    5,000 people sent home on Tuesday once; the effect 1 halves in two weeks; exact binomial.
    """
    people = 5_000
    some = scenario_of(teams={"T1": {"size": people}}, changes={**ONE_DAY, "memory": ON}, weeks=weeks_ago + 1)
    planner, _ = planner_of(some)
    visits = _all_sent_home(people)
    planner.remember(visits)
    for _ in range(weeks_ago - 1):
        planner.remember(visits.only(np.zeros(0, dtype=np.int64)))
    plan = planner.plan(slice(weeks_ago, weeks_ago + 1))
    weight = np.exp(-left)
    assert_share(plan.office[TUE].sum(), people, weight / (4 + weight))


def _all_sent_home(people):
    """Visits of everybody on Tuesday of the first week, in vain."""
    one = turned_away(TUE).only(np.array([1]))
    many = one.only(np.zeros(people, dtype=np.int64))
    many.person[:] = np.arange(people)
    return many


def wanted(desks, memory, weeks=20):
    """Desks wanted a day, and people sent home, of thirty people with a taste for the same weekdays."""
    some = scenario_of(
        zones={"Z1": {"site_id": "S1", "desks": desks}},
        teams={"T1": {"size": 30}},
        behavior="municipal",
        changes={"memory": memory},
        weeks=weeks,
    )
    counted = replicate(some, 0).counted
    return counted["site_wanted_peak"][:, 0].astype(int), counted["site_forced_remote"][:, 0].astype(int)


def test_off_by_default_what_is_wanted_does_not_depend_on_the_desks_there_are():
    full, halved = wanted(14, {}), wanted(7, {})
    assert np.array_equal(full[0], halved[0])
    assert halved[1].sum() > full[1].sum()


def test_on_fewer_desks_change_what_is_wanted_and_spread_it_over_the_week():
    """People who were turned away move to other weekdays: the busiest weekday falls, the number of days does not."""
    without, with_memory = wanted(7, {}), wanted(7, ON)
    assert not np.array_equal(without[0], with_memory[0])
    assert np.array_equal(without[0][:5], with_memory[0][:5]), "in the first week there is nothing to remember"
    by_weekday = [days[0].reshape(-1, 5).mean(axis=0) for days in (without, with_memory)]
    assert np.ptp(by_weekday[1]) < np.ptp(by_weekday[0])


def test_memory_changes_the_weekdays_and_not_the_number_of_days():
    weeks = []
    for memory in ({}, ON):
        some = scenario_of(
            zones={"Z1": {"site_id": "S1", "desks": 5}},
            teams={"T1": {"size": 30}},
            behavior="municipal",
            changes={"memory": memory},
            weeks=20,
        )
        visits = replicate(some, 0, keep_visits=True).visits
        weeks.append(np.bincount(visits["visits_day"] // 5 * 30 + visits["visits_person"], minlength=600))
    assert np.array_equal(weeks[0], weeks[1])
