"""The checks pass on tables drawn from the right law and fail on tables drawn from a slightly wrong one."""

import numpy as np
import pytest

from sim.studies.theory import CASES
from sim.studies.theory.check import clopper_pearson, mean_check, quantile_check, share_check
from sim.studies.theory.desks import equal_people, rare_days, unequal_teams, weekdays_and_groups
from sim.studies.theory.overlap import anchor_and_free_day, does_a_pair_meet, one_day, three_days, two_days
from sim.studies.theory.peaks import anchor_days, teams_together, weekly_peak
from sim.studies.theory.reading import days_met, site_days
from tests.theory.synthetic import pair_tables, random_days, site_tables

WEEKDAY_RATES = np.array([0.316, 0.414, 0.399, 0.396, 0.222])


def failed(checks):
    return [check.quantity for check in checks if not check.passed]


def binomial_days(people, probability, weeks=400, seed=1):
    return np.random.default_rng(seed).binomial(people, probability, (20, weeks * 5))


def groups(factors, weeks=400, seed=1):
    rates = np.tile(WEEKDAY_RATES, weeks)
    rng = np.random.default_rng(seed)
    return sum(
        rng.binomial(people, factor * rates, (20, weeks * 5))
        for people, factor in zip((120, 120, 60), factors, strict=True)
    )


def anchors(second_anchor, weeks=400, seed=1):
    rng = np.random.default_rng(seed)
    one = np.tile([0.95, 0.95, 0.35, 0.35, 0.35], weeks)
    other = np.where(np.isin(np.tile(np.arange(5), weeks), [0, second_anchor]), 0.95, 0.35)
    return rng.binomial(20, one, (20, weeks * 5)) + rng.binomial(20, other, (20, weeks * 5))


def together(team_days, weeks=200, seed=1):
    rng = np.random.default_rng(seed)
    on_team_day = rng.random((5, 20, weeks * 5)) < team_days
    return rng.binomial(20, np.where(on_team_day, 0.9, 0.2)).sum(axis=0)


RIGHT_AND_WRONG = {
    equal_people: (binomial_days(100, 0.4), binomial_days(100, 0.405), 45),
    weekdays_and_groups: (groups((0.5, 1.0, 1.75)), groups((0.5, 1.0, 1.78)), 120),
    rare_days: (binomial_days(100, 0.4, 600), binomial_days(100, 0.403, 600), 45),
    unequal_teams: (
        binomial_days(30, 0.6, 200) + binomial_days(50, 0.4, 200, seed=2) + binomial_days(20, 0.2, 200, seed=3),
        binomial_days(100, 0.42, 200),  # the same mean
        52,
    ),
    anchor_days: (anchors(3), anchors(1), 40),
    teams_together: (together(0.5), binomial_days(100, 0.55, 200), 100),  # the same mean
    weekly_peak: (
        binomial_days(100, 0.4, 300),
        np.repeat(binomial_days(100, 0.4, 300)[:, ::5], 5, axis=1),  # the right law, but all days of a week the same
        100,
    ),
}


@pytest.mark.parametrize("case", RIGHT_AND_WRONG, ids=lambda case: case.__name__)
def test_a_desk_case_passes_on_the_right_law_and_notices_a_wrong_one(case):
    right, wrong, desks = RIGHT_AND_WRONG[case]
    assert failed(case(site_tables(right, desks))) == []
    assert failed(case(site_tables(wrong, desks))) != []


def test_a_wrong_number_of_desks_is_noticed_by_those_turned_away():
    wanted = binomial_days(100, 0.4)
    assert failed(equal_people(site_tables(wanted, 46))) == ["turned away a day"]


SHAPE = (20, 100, 20)


@pytest.mark.parametrize(
    ("case", "chosen"),
    [(one_day, 1), (two_days, 2), (three_days, 3), (does_a_pair_meet, 2)],
    ids=lambda part: getattr(part, "__name__", ""),
)
def test_an_overlap_case_passes_on_days_at_random_and_notices_days_in_common(case, chosen):
    rng = np.random.default_rng(1)
    first, second = (random_days(rng, SHAPE, chosen) for _ in range(2))
    assert failed(case(pair_tables(first, second, 20))) == []
    in_common = np.where(rng.random((*SHAPE, 1)) < 0.1, first, second)
    assert failed(case(pair_tables(first, in_common, 20))) != []


def test_a_common_anchor_day_and_a_free_one_are_shared_one_day_and_a_quarter():
    rng = np.random.default_rng(1)
    monday = np.ones((*SHAPE, 1), dtype=bool)
    first, second = (np.concatenate([monday, random_days(rng, SHAPE, 1, 4)], axis=-1) for _ in range(2))
    assert failed(anchor_and_free_day(pair_tables(first, second, 20))) == []
    assert failed(two_days(pair_tables(first, second, 20))) != []


def test_weeks_without_a_meeting_count_as_none():
    first = np.zeros((2, 3, 1, 5), dtype=bool)
    second = np.zeros((2, 3, 1, 5), dtype=bool)
    first[..., :2] = True  # Monday and Tuesday
    second[0, 0, 0, 1:3] = True  # one Tuesday in common
    second[1, :, 0, 3:] = True  # never
    second[0, 1:, 0, 3:] = True
    assert days_met(pair_tables(first, second, 1)).tolist() == [[1, 0, 0], [0, 0, 0]]


def test_days_are_read_by_replication_date_and_weekday():
    wanted = np.arange(20).reshape(2, 10)
    tables = site_tables(wanted, 40)
    assert site_days(tables, "wanted_peak").tolist() == wanted.tolist()
    assert site_days(tables, "wanted_peak", 3).tolist() == [[2, 7], [12, 17]]


def test_a_stated_tolerance_decides_alone():
    values = np.array([1.0, 1.001, 0.999])
    assert mean_check("", 1.05, values, 0.1).passed
    assert not mean_check("", 1.05, values, 0.01).passed
    assert mean_check("", 1.0005, values).passed
    assert not mean_check("", 2.0, values).passed


def test_a_quantile_without_days_enough_does_not_pass():
    assert not quantile_check("", 1, np.ones((5, 10), dtype=np.int64), 0.95, 1).passed


def test_an_event_never_seen_still_has_limits():
    # The upper limit after n trials is 1 - (alpha/2)^(1/n); a chance of one in a million is not refuted, 1 % is.
    never = np.zeros((20, 100), dtype=bool)
    assert clopper_pearson(0, 2000, 0.95).high == pytest.approx(1 - 0.025 ** (1 / 2000))
    assert clopper_pearson(2000, 2000, 0.95).low == pytest.approx(0.025 ** (1 / 2000))
    assert share_check("", 1e-6, never).passed
    assert not share_check("", 0.01, never).passed


def test_the_acceptance_region_is_the_one_worked_out_beforehand():
    # trust.md section 3: 10,000 days with P .0167617: accept 109 to 234 days at 1e-6.
    def accepted(seen):
        limits = clopper_pearson(seen, 10_000, 1 - 1e-6)
        return limits.low <= 0.0167616865 <= limits.high

    assert [accepted(seen) for seen in (108, 109, 234, 235)] == [False, True, True, False]


def test_every_case_has_its_own_scenario():
    assert len({case.scenario for case in CASES}) == len(CASES)
