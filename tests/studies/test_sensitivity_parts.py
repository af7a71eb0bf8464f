"""The parts of study=sensitivity by hand: keys, ways of moving a value, swings and their ranks."""

from __future__ import annotations

import numpy as np
import pytest

from sim.config import load
from sim.stats.holm import holm
from sim.stats.interval import two_sided_t
from sim.stats.paired import paired_difference
from sim.stats.paired_quantile import paired_quantile
from sim.studies.varied.changes import UnfitError, moved, multiplied, present, with_mean
from sim.studies.varied.keys import paths_of, value_at, with_value
from sim.studies.varied.parameters import Parameter, why_not
from sim.studies.varied.swings import Moved, rows_of
from sim.studies.varied.worlds import Figures
from sim.study import Range
from tests.building import plain, scenario_of


def office(**more):
    activities = {name: plain("activities", "municipal")[name] for name in ("team_meeting", "one_to_one")}
    return scenario_of(teams={"T1": {"size": 6}, "T2": {"size": 9}}, activities=activities, **more)


def moves(key, low, high, change="set"):
    return Range(says="it", keys=(key,) if isinstance(key, str) else key, low=low, high=high, change=change)


def test_a_key_means_every_place_that_it_fits_and_nothing_where_there_is_none():
    scenario = office()
    assert paths_of(scenario, "organization.teams.*.size") == [
        ("organization", "teams", "T1", "size"),
        ("organization", "teams", "T2", "size"),
    ]
    assert paths_of(scenario, "behavior.weekday_choice.weekday_utility.4")[0][-1] == "4"
    assert paths_of(scenario, "activities.ideation.minutes") == []
    assert paths_of(scenario, "organization.norm.office_days_min") == []


def test_another_value_leaves_everything_else_and_the_old_scenario_as_it_is():
    scenario = office()
    path = ("organization", "teams", "T2", "size")
    changed = with_value(scenario, path, 12)
    assert (value_at(scenario, path), value_at(changed, path)) == (9, 12)
    assert changed.organization.teams["T1"] is scenario.organization.teams["T1"]
    assert with_value(changed, path, 9) == scenario
    assert changed.key != scenario.key


def test_a_multiple_is_taken_of_every_number_whole_ones_stay_whole_and_shares_stay_shares():
    scenario = office()
    sizes = moved(scenario, moves("organization.teams.*.size", 0.9, 1.1, "times"), 1.1)
    assert [team.size for team in sizes.organization.teams.values()] == [7, 10]  # 6.6 and 9.9
    needed = moved(scenario, moves("activities.team_meeting.needed_share", 0.5, 2, "times"), 2)
    assert needed.activities["team_meeting"].needed_share == 1.0
    before = scenario.activities["team_meeting"].weekday_utility
    steep = moved(scenario, moves("activities.team_meeting.weekday_utility", 0.5, 2, "times"), 2)
    assert steep.activities["team_meeting"].weekday_utility == tuple(2 * one for one in before)


def test_whole_numbers_of_many_ids_are_multiplied_so_that_their_sum_is_right():
    teams = {f"T{number}": {"size": 9} for number in range(10)}
    fewer = moved(scenario_of(teams=teams), moves("organization.teams.*.size", 0.9, 1.1, "times"), 0.9)
    sizes = [team.size for team in fewer.organization.teams.values()]
    assert sum(sizes) == 81  # each for itself would be 8, and 80 together
    assert sorted(set(sizes)) == [8, 9]
    assert multiplied([10, 20, 30], 1.1) == [11, 22, 33]
    assert multiplied([4, 6], 1.25) == [5, 8]  # 12.5 together, half up
    assert multiplied([1] * 4, 0.5) == [1] * 4  # nobody's team disappears
    assert multiplied([3, 5], 0) == [0, 0]


@pytest.mark.parametrize("scenario", ["espoo", "small_office"])
@pytest.mark.parametrize("end", [0.9, 1.1])
def test_a_tenth_of_the_people_of_a_shipped_scenario_is_a_tenth(scenario, end):
    whole = load(scenario, ["study=sensitivity"]).scenario
    changed = moved(whole, whole.study.ranges["people"], end)
    assert changed.organization.people == round(whole.organization.people * end)


def test_a_sum_is_added_to_each_of_several_keys():
    keys = ("behavior.absence.leave_days_min", "behavior.absence.leave_days_max")
    absence = moved(office(behavior="municipal"), moves(keys, -4, 4, "add"), -4).behavior.absence
    assert (absence.leave_days_min, absence.leave_days_max) == (24, 36)


def test_shares_are_tilted_to_a_mean_by_the_same_factor_from_step_to_step():
    shares = (0.1, 0.2, 0.25, 0.24, 0.12, 0.09)
    tilted = np.array(with_mean(shares, 3.2))
    assert tilted.sum() == pytest.approx(1)
    assert tilted @ np.arange(6) == pytest.approx(3.2)
    factors = tilted / shares
    np.testing.assert_allclose(factors[1:] / factors[:-1], factors[1] / factors[0])
    np.testing.assert_allclose(with_mean(shares, float(np.dot(shares, range(6)))), shares)
    assert with_mean((0.5, 0.0, 0.5), 1.5) == pytest.approx((0.25, 0, 0.75))
    with pytest.raises(UnfitError, match="the mean 5"):
        with_mean(shares, 5.0)


def test_one_part_of_a_whole_is_set_and_the_others_keep_their_proportions():
    scenario = office(behavior="municipal")
    july = moves("behavior.absence.leave_month_share.6", 0.4, 0.7, "part")
    before, after = (one.behavior.absence.leave_month_share for one in (scenario, moved(scenario, july, 0.7)))
    assert after[6] == 0.7
    assert sum(after) == pytest.approx(sum(before))
    assert after[5] / after[7] == pytest.approx(before[5] / before[7])
    assert present(scenario, july) == 0.55


def test_a_range_that_does_not_fit_its_value_says_why():
    scenario = office()
    assert why_not(scenario, moves("behavior.cascade.touchdown", 0, 1)) == "is not one number"
    assert why_not(scenario, moves("behavior.day.stay_mean_minutes", 1, 2, "mean")) == "is not a list of numbers"
    assert why_not(scenario, moves("policy.adherence", 0.5, 1)) == "the scenario has no such value"
    assert why_not(scenario, moves("behavior.absence.training_days", 0.5, 2, "times")) == "neither end changes anything"
    assert why_not(scenario, moves("behavior.absence.training_days", 0, 3)) == ""


def test_the_value_as_it_is_is_none_where_keys_differ():
    scenario = office()
    assert present(scenario, moves("organization.teams.*.size", 5, 10)) is None
    assert present(scenario, moves("organization.teams.T1.size", 5, 10)) == 6
    assert present(scenario, moves("organization.teams.*.size", 0.9, 1.1, "times")) == 1


def figures(mean, spread=0.01, days=0):
    """Three replications around a mean, the same luck in each world; peaks are constant at `days`."""
    luck = spread * np.array([-1.0, 0.0, 1.0])
    return Figures(
        (0, 1, 2),
        {"copresence_share": mean + luck},
        {"desk_wanted_peak_p95": np.full((3, 100), days) + np.arange(100)},
    )


def parameter(name):
    return Parameter(
        name=name, moves=moves("a", 0, 1), value=0.5, unit="share", source_kind="judgment", source="J",
        range_source="J", set_in="conf/a.yaml",
    )  # fmt: skip


def test_inputs_are_ranked_by_the_reach_of_all_three_values_and_ties_share_a_rank():
    base = figures(0.5, days=40)
    found = [
        Moved(parameter("small"), base, figures(0.49, days=40), figures(0.52, days=41)),
        Moved(parameter("both_up"), base, figures(0.56, days=50), figures(0.57, days=44)),
        Moved(parameter("twin"), base, figures(0.52, days=40), figures(0.49, days=40)),
    ]
    rows = rows_of(found, ["copresence_share", "desk_wanted_peak_p95"])
    assert [(row.parameter, row.rank) for row in rows] == [
        ("both_up", 1), ("small", 2), ("twin", 2), ("both_up", 1), ("small", 2), ("twin", 3),
    ]  # fmt: skip
    first = rows[0]
    assert first.swing == pytest.approx(0.07)  # from as it is to the high end
    assert (first.difference_low, first.difference_high) == (pytest.approx(0.06), pytest.approx(0.07))
    desks = rows[3]
    assert (desks.estimate, desks.estimate_low, desks.swing, desks.difference_high) == (134, 144, 10, 4)
    assert rows[5].swing == 0 and not rows[5].is_clear


def test_luck_that_differs_between_worlds_is_no_driver():
    base = figures(0.5, spread=0.05)
    other = Figures((0, 1, 2), {"copresence_share": np.array([0.56, 0.49, 0.47])}, base.peaks)
    (row,) = rows_of([Moved(parameter("luck"), base, other, base)], ["copresence_share"])
    assert row.swing > 0
    assert row.swing_ci_low < 0 < row.swing_ci_high
    assert not row.is_clear


def lucky(*seeds, further=0.0):
    """Worlds of twelve replications that differ by luck, each with its own; the last one lies `further` away."""
    draws = [np.random.default_rng(seed) for seed in seeds]
    days = np.arange(100)
    return [
        Figures(
            tuple(range(12)),
            {"copresence_share": 0.5 + 0.05 * rng.standard_normal(12) + 0.05 * shift},
            {"desk_wanted_peak_p95": rng.integers(0, 20, (12, 1)) + days + int(6 * shift)},
        )
        for rng, shift in zip(draws, [0.0] * (len(draws) - 1) + [further], strict=True)
    ]


@pytest.mark.parametrize("metric", ["copresence_share", "desk_wanted_peak_p95"])
def test_p_values_pay_for_the_choice_of_the_widest_pair_and_for_all_inputs(metric):
    found = [
        Moved(parameter(f"p{number}"), *lucky(number, 50 + number, 90 + number, further=further))
        for number, further in enumerate((1.5, 1.8, 2.2))
    ]
    rows = {row.parameter: row for row in rows_of(found, [metric])}
    widest = []
    for one in found:
        worlds = [one.base, one.low, one.high]
        high, low = (pick(worlds, key=lambda world: world.estimate(metric)) for pick in (max, min))
        if metric == "copresence_share":
            raw = paired_difference(high.means[metric], low.means[metric])
        else:
            raw = paired_quantile(high.peaks[metric], low.peaks[metric], 0.95)
        widest.append(min(3 * raw.p_value, 1.0))
    assert len({p for p in widest if 1e-12 < p < 0.3}) == 3  # else neither factor could be seen
    for one, p_value in zip(found, holm(np.array(widest)), strict=True):
        assert rows[one.parameter.name].adjusted_p == pytest.approx(p_value)


def test_limits_of_a_swing_are_those_of_three_differences_at_once():
    found = Moved(parameter("p"), *lucky(1, 2, 3))
    (row,) = rows_of([found], ["copresence_share"])
    values = [world.means["copresence_share"] for world in (found.base, found.low, found.high)]
    high, low = (pick(values, key=np.mean) for pick in (max, min))
    half_width = two_sided_t(12, 1 - 0.05 / 3) * (high - low).std(ddof=1) / np.sqrt(12)
    assert row.swing_ci_high - row.swing == pytest.approx(half_width)
    assert row.swing - row.swing_ci_low == pytest.approx(half_width)
    at_low = two_sided_t(12, 0.95) * (values[1] - values[0]).std(ddof=1) / np.sqrt(12)
    assert row.difference_low_ci_high - row.difference_low == pytest.approx(at_low)


def test_the_limits_of_a_swing_hold_nothing_where_there_is_nothing():
    """Of 1,000 inputs that move nothing at most about 50 may be given limits above 0; without the price it were 93."""
    rng = np.random.default_rng(20261125)
    wrong = 0
    for _ in range(1000):
        worlds = [Figures(tuple(range(6)), {"copresence_share": rng.standard_normal(6)}, {}) for _ in range(3)]
        (row,) = rows_of([Moved(parameter("p"), *worlds)], ["copresence_share"])
        wrong += row.swing_ci_low > 0
    assert wrong <= 64  # 50 and two standard errors


def test_a_replication_that_failed_in_one_world_counts_in_none():
    base = figures(0.5, days=40)
    short = base.only([0, 2])
    (row,) = rows_of([Moved(parameter("p"), base, short, base)], ["copresence_share"])
    assert row.replications == 2


def test_a_key_figure_without_meaning_has_no_swing_and_no_rank():
    base = Figures((0, 1), {"imposed_days_share": np.full(2, np.nan)}, {})
    (row,) = rows_of([Moved(parameter("p"), base, base, base)], ["imposed_days_share"])
    assert (row.estimate, row.swing, row.rank, row.adjusted_p) == (None, None, None, None)
