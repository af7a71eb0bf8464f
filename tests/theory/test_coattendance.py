"""V11 (facts.md D): togetherness that emerges from the choice of days, against Charpignon et al. (PNAS 2023).

A calibration target, not a proof. Espoo-like teams for a year under free choice, all norms and activities off. Run with
``-s`` to see the figures.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.building import conf_scenario
from tests.theory.coattendance import attendance, effects, measure, slope, within

REMIT = [0.904, 1.185, 1.142, 1.133, 0.635]


def espoo(**choice):
    scenario = conf_scenario("espoo", "free_choice", weeks=52)
    behavior = scenario.behavior
    changed = replace(behavior, weekday_choice=replace(behavior.weekday_choice, **choice))
    return replace(scenario, behavior=changed)


@pytest.mark.parametrize("replication", [0, 1, 2])
def test_people_come_together_as_much_as_was_measured(replication):
    """Published: +29 % when the own manager is in, +16 % for one standard deviation more team-mates."""
    found = measure(espoo(), replication)
    print(f"V11: manager {found.manager:+.1%}, team-mates {found.mates_per_sd:+.1%} per SD")
    assert 0.19 < found.manager < 0.39
    assert 0.10 < found.mates_per_sd < 0.24


def test_without_shocks_and_managers_people_come_together_by_chance_only():
    found = measure(espoo(team_shock_sd=0.0, manager_effect=0.0))
    print(f"V11 without social terms: manager {found.manager:+.1%}, team-mates {found.mates_per_sd:+.1%} per SD")
    assert abs(found.manager) < 0.03
    assert abs(found.mates_per_sd) < 0.03


def test_each_social_term_alone_brings_people_together():
    shock, manager = measure(espoo(manager_effect=0.0)), measure(espoo(team_shock_sd=0.0))
    assert shock.mates_per_sd > manager.mates_per_sd > 0.03
    assert manager.manager > shock.manager > 0.03


def test_the_weekday_profile_of_free_choice_is_the_published_one():
    """Reality gate (facts.md D): mean by weekday over mean of all workdays, within .08."""
    scenario = espoo()
    office, _, _ = attendance(scenario, 0)
    rate, weekday = office.mean(axis=0), scenario.days.workdays % 5
    found = [rate[weekday == day].mean() / rate.mean() for day in range(5)]
    print("weekday multipliers:", np.round(found, 3))
    assert found == pytest.approx(REMIT, abs=0.08)


def test_the_within_transformation_takes_out_every_person_and_every_day():
    people, days = np.arange(7)[:, None] * 3.0, np.sin(np.arange(11))[None]
    assert np.allclose(within(people + days), 0, atol=1e-12)


def test_the_slope_is_that_of_the_regression_with_all_constants_written_out():
    rng = np.random.default_rng(3)
    x, noise = rng.random((6, 9)), rng.random((6, 9))
    y = 0.4 * x + noise + rng.random((6, 1)) + rng.random((1, 9))
    person, day = np.divmod(np.arange(54), 9)
    design = np.column_stack([x.ravel(), np.eye(6)[person], np.eye(9)[day][:, 1:]])
    assert slope(y, x) == pytest.approx(np.linalg.lstsq(design, y.ravel(), rcond=None)[0][0])


def test_a_known_effect_is_found_again():
    """Attendance .4, and .2 more on days when the manager is in: +.2 over the mean of 1,500 people in 250 teams."""
    rng = np.random.default_rng(4)
    manager = np.repeat(rng.random((250, 200)) < 0.5, 6, axis=0)
    office = rng.random((1_500, 200)) < 0.4 + 0.2 * manager
    starts = np.arange(0, 1_500, 6)
    office[starts] = manager[starts]
    is_manager = np.isin(np.arange(1_500), starts)
    found = effects(office, is_manager, starts)
    assert found.manager == pytest.approx(0.2 / 0.5, abs=0.02)
