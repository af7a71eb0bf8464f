"""How often things happen, against the settings; each test names its law, and rejects a right model once in 10**6."""

import numpy as np
import pytest

from sim.activities.onboarding import newcomers
from sim.draws import Luck
from tests.activities.weeks import context_of, occasional, series, week_of
from tests.chance import assert_counts, assert_share, assert_uncorrelated, assert_uniform

TEAMS = {f"T{number:03d}": {"size": 5, "unit_id": f"U{number % 10}"} for number in range(150)}
UNITS = {f"U{number}": {"name": f"Unit {number}"} for number in range(10)}
YEAR = 52


def of(activity: dict, weeks: int = YEAR, teams: dict = TEAMS):
    """Gatherings of one activity in 150 teams of five, ten units, a whole year, and their context."""
    scenario = week_of(activity, teams=teams, units=UNITS, weeks=weeks, seed=7)
    context = context_of(scenario)
    return next(iter(scenario.activities.values())).gatherings(context), context


def test_series_are_held_in_person_as_often_as_said_and_then_need_as_many_as_said():
    """Yearly count is exact (52 / 4 for each team); in person is binomial; needed is binomial among those invited."""
    held, _ = of(series("team_meeting", 3, every_weeks=4, in_person_share=0.3))
    assert len(held) == 150 * 13
    in_person = held.needed.reshape(-1, 5)
    assert (in_person.all(axis=1) == in_person.any(axis=1)).all()
    assert_share(in_person.all(axis=1).sum(), len(held), 0.3)
    held, _ = of(series("team_meeting", 3, every_weeks=4, needed_share=0.8))
    assert_share(held.needed.sum(), len(held.person), 0.8)


def test_who_is_needed_does_not_hang_on_what_else_was_drawn():
    """The start, whether it is in person, and who is needed are independent: correlations are normal around zero."""
    held, _ = of(series("team_meeting", 3, in_person_share=0.5, needed_share=0.5, latest_start="16:30"))
    needed = held.needed.reshape(-1, 5)
    held_in_person = needed.any(axis=1)
    assert_uncorrelated(held.start_minute, held_in_person)
    assert_uncorrelated(held.start_minute[held_in_person], needed[held_in_person].sum(axis=1))
    assert_uniform((held.start_minute - 540) // 30, 16)


def test_the_weekday_of_a_series_is_a_logit_choice():
    """Multinomial with shares exp(u) / sum of exp(u), over 150 teams in the eight quarters of two years."""
    utility = np.array([0.2, 0.5, 0.4, 0.2, -1.5])
    context = context_of(week_of({}, teams=TEAMS, units=UNITS, weeks=104, seed=3))
    usual = context.usual_weekday("team_meeting", context.teams(), tuple(utility))
    chosen = usual[4::13]
    assert_counts(np.bincount(chosen.ravel(), minlength=5), chosen.size * np.exp(utility) / np.exp(utility).sum())
    assert_uncorrelated(chosen[:-1], chosen[1:])


def test_phases_of_a_series_are_spread_evenly():
    """Each team's turn among four weeks is uniform."""
    held, _ = of(
        series("team_meeting", 3, every_weeks=4), weeks=4, teams=TEAMS | {f"V{n}": {"size": 2} for n in range(450)}
    )
    assert_uniform(held.day // 5, 4)


def test_negotiations_come_up_as_often_as_said_here_or_at_the_customers():
    """Weeks with one are binomial with 6 / 52; where, and the weekday, are independent of each other."""
    away = {"experts": 2, "visitors": 2, "at_customer_share": 0.3}
    held, _ = of(occasional("negotiation", per_team_year=6.0, **away))
    assert_share(len(held), 150 * YEAR, 6 / 52)
    assert_share((held.site < 0).sum(), len(held), 0.3)
    assert_uniform(held.day % 5, 5)
    assert_uncorrelated(held.day % 5, held.site < 0)


def test_each_expert_goes_to_a_negotiation_as_often_as_the_others():
    """Two of four, so uniform over the four (counts of a pair are less spread than the law: only the upper tail)."""
    held, _ = of(occasional("negotiation", per_team_year=26.0, experts=2, visitors=0, at_customer_share=0.0))
    number = held.person % 5
    assert (number == 0).sum() == len(held)
    for one in range(1, 5):
        assert_share((number == one).sum(), len(held), 0.5)


def test_joint_meetings_come_up_as_often_as_said_with_every_other_team_of_the_unit():
    """Weeks with a call are binomial with 12 / 52; the partner is uniform among 14; guests are binomial with 0.4."""
    joint = occasional("joint_meeting", per_team_year=12.0, invited_share=0.4, in_person_share=0.3, needed_share=1.0)
    held, _ = of(joint)
    assert_share(len(held), 150 * YEAR, 12 / 52)
    team = held.person // 5
    partner = np.array(
        [next(t for t in team[a:b] if t != c) for a, b, c in zip(held.first, held.first[1:], held.team, strict=False)]
    )
    assert (partner % 10 == held.team % 10).all()
    # How many places on in the unit's circle the partner stands.
    assert_uniform((partner // 10 - held.team // 10) % 15 - 1, 14)
    guests = (held.person % 5 > 0).sum()
    assert_share(guests, len(held) * 8, 0.4)
    in_person = np.logical_or.reduceat(held.needed, held.first[:-1])
    assert_share(in_person.sum(), len(held), 0.3)
    assert held.needed.sum() == held.invited[in_person].sum()


def test_joint_meetings_that_are_in_person_need_as_many_as_said():
    joint = occasional("joint_meeting", per_team_year=12.0, invited_share=0.4, in_person_share=1.0, needed_share=0.7)
    held, _ = of(joint)
    assert_share(held.needed.sum(), len(held.person), 0.7)


def test_one_to_ones_are_held_on_every_weekday_and_in_person_as_often_as_said():
    """Every four weeks exactly 13 a year for each of 600 members; in person binomial; weekdays uniform."""
    held, _ = of(occasional("one_to_one", every_weeks=4, in_person_share=0.4))
    assert (np.bincount(held.person[1::2], minlength=750).reshape(-1, 5) == [0, 13, 13, 13, 13]).all()
    in_person = held.needed[::2]
    assert_share(in_person.sum(), len(held), 0.4)
    assert_uniform(held.day % 5, 5)
    assert_uncorrelated(held.day % 5, in_person)


def test_ad_hoc_meetings_are_as_frequent_as_said():
    """On a team's day with 0.3, and if at least two of five join with a half each: 1 - (1 + 5) / 32. Joiners given
    two or more are five times a half less those of the lonely ones: (2.5 - 5 / 32) / (26 / 32).
    """
    held, _ = of(occasional("ad_hoc", per_team_day=0.3, joins_share=0.5))
    assert_share(len(held), 150 * 5 * YEAR, 0.3 * 26 / 32)
    sizes = np.array([10, 10, 5, 1]) / 26
    assert_counts(np.bincount(held.invited, minlength=6)[2:], len(held) * sizes)
    assert not held.needed.any()


def test_a_share_of_people_joins_each_year_in_an_even_week():
    """Joinings of 20,000 people in a year are binomial with the turnover, and uniform over its 52 weeks."""
    keys = np.random.default_rng(1).integers(0, 2**64, 20_000, dtype=np.uint64)
    first = np.datetime64("2027-01-04").astype(int) + 719_163
    new = newcomers(Luck(5, 0), keys, first // 7 + np.arange(52), 0.1, 1)
    assert_share(new.sum(), 20_000, 0.1)
    assert_counts(new.sum(axis=1), np.full(52, new.sum() / 52))
    assert new.sum(axis=0).max() == 1


@pytest.mark.parametrize("weeks", [1, 6, 60, 104])
def test_somebody_is_new_for_as_many_weeks_as_said_whatever_the_year(weeks):
    """Over eight years, 53-week years included: in a steady state weeks / 52 of a year's turnover are new, and any
    single joining lasts exactly so many weeks."""
    keys = np.random.default_rng(2).integers(0, 2**64, 500, dtype=np.uint64)
    numbers = 105_700 + np.arange(8 * 52)
    joined = newcomers(Luck(5, 0), keys, numbers, 0.02, 1)
    new = newcomers(Luck(5, 0), keys, numbers, 0.02, weeks)
    for week in range(weeks - 1, len(numbers)):
        assert (new[week] == joined[max(0, week - weeks + 1) : week + 1].any(axis=0)).all()
    halves = [newcomers(Luck(5, 0), keys, part, 0.02, weeks) for part in (numbers[:200], numbers[200:])]
    assert (np.concatenate(halves) == new).all()


def test_new_tasks_are_taken_on_as_often_as_said_and_learned_in_as_many_sessions():
    """Person-weeks with a task begun in this week or the one before are binomial with 1 - (1 - 2 / 52) ** 2 (pairs of
    weeks overlap, so every second one is counted); sessions of 1.5 a week are one or two, evenly.
    """
    tasks = {"turnover_per_year": 0.0, "newcomer_weeks": 1, "new_tasks_per_year": 2.0, "task_weeks": 2}
    held, _ = of(occasional("onboarding", sessions_per_week=1.5, **tasks))
    week, learner = held.day // 5, held.person[::2]
    of_week = np.bincount(week * 750 + learner, minlength=52 * 750).reshape(52, 750)
    every_second = of_week[::2]
    assert_share((every_second > 0).sum(), every_second.size, 1 - (1 - 2 / 52) ** 2)
    assert_share((of_week == 2).sum(), (of_week > 0).sum(), 0.5)
    assert of_week.max() == 2


def test_each_other_member_is_a_mentor_as_often_as_the_others():
    """Everybody is new, and has one mentor: uniform among the four others, counted on from the learner."""
    always = {"turnover_per_year": 1.0, "newcomer_weeks": 104, "new_tasks_per_year": 0.0, "task_weeks": 1}
    held, _ = of(occasional("onboarding", sessions_per_week=1.0, **always), weeks=1)
    learner, mentor = held.person.reshape(-1, 2).T
    assert len(held) == 750
    assert (learner // 5 == mentor // 5).all()
    assert_uniform((mentor - learner) % 5 - 1, 4)
