"""A gathering draws those it needs to its site, in place of a wished day where it can; the rest of the week stays."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.population import draw_population
from sim.records import Decider, Purpose
from tests.activities.test_when import everything, few, seeds

WISHES = {"wishes": {"office_days_share": [0.2, 0.2, 0.2, 0.2, 0.1, 0.1]}}


def plans_of(scenario):
    """The plan of every block of a run, with the population."""
    luck = Luck(scenario.run.seed, 0)
    people = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, people, luck)
    return [planner.plan(weeks) for weeks in planner.blocks()], people


def called_to(plan):
    """Where each person is needed on each day: (week, person) -> {weekday: site}; the highest priority wins, and of
    equal ones the earlier, and of two that start together the later one in the plan's order."""
    best = {}
    found = plan.gatherings
    for g in range(len(found)):
        week, weekday = divmod(int(found.day[g]) - plan.first_week * 5, 5)
        for p in range(found.first[g], found.first[g + 1]):
            if found.needed[p]:
                cell = week, int(found.person[p]), weekday
                rank = (found.priority[g], -found.start_minute[g])
                if cell not in best or rank >= best[cell][0]:
                    best[cell] = rank, int(found.site[g])
    needed = defaultdict(dict)
    for (week, person, weekday), (_, site) in best.items():
        needed[week, person][weekday] = site
    return needed


@few
@given(seed=seeds, weeks=st.integers(1, 4))
def test_the_days_of_a_week_are_as_many_as_wished_or_as_needed_if_that_is_more(seed, weeks):
    """Nobody is absent. Days at a customer's cannot be office days, so they bound the wish; every needed day is kept,
    at the site of the gathering, and every other office day is one of the wished days or moved by the activity."""
    plans, people = plans_of(
        everything(seed=seed, weeks=weeks, behavior="plain", calendar="every_weekday", changes=WISHES)
    )
    for plan in plans:
        needed = called_to(plan)
        for week in range(plan.weeks):
            for person in range(len(people)):
                calls = needed.get((week, person), {})
                here = {day for day, site in calls.items() if site >= 0}
                away = set(calls) - here
                office = set(np.flatnonzero(plan.office[:, week, person]))
                wished = set(np.flatnonzero(plan.wished[:, week, person]))
                assert len(wished) == people.wished_days[person]
                assert len(office) == max(min(len(wished), 5 - len(away)), len(here))
                assert here <= office
                assert not away & office
                assert set(np.flatnonzero(plan.customer[:, week, person])) == away
                for day in office:
                    assert plan.site[day, week, person] == calls.get(day, people.home_site[person])
                    decided = plan.decided_by[day, week, person]
                    assert decided == (Decider.PERSON if day in wished else Decider.ACTIVITY)
                    if day not in wished and not away:
                        assert day in here


@few
@given(seed=seeds)
def test_the_purpose_is_the_gathering_of_highest_priority_attended_else_desk_work(seed):
    """Attended is what needs the person at the site he or she is on, or has others of it on that site too."""
    plans, people = plans_of(everything(seed=seed, behavior="plain", calendar="every_weekday", changes=WISHES))
    for plan in plans:
        found = plan.gatherings
        why = defaultdict(list)
        for g in range(len(found)):
            week, weekday = divmod(int(found.day[g]) - plan.first_week * 5, 5)
            there = [
                p
                for p in range(found.first[g], found.first[g + 1])
                if plan.office[weekday, week, found.person[p]]
                and plan.site[weekday, week, found.person[p]] == found.site[g]
            ]
            for p in there:
                if found.needed[p] or len(there) + found.visitors[g] > 1:
                    rank = found.priority[g], -found.start_minute[g], g
                    why[weekday, week, int(found.person[p])].append((rank, found.purpose[g]))
                    assert plan.attends[p]
        for cell in zip(*np.nonzero(plan.office), strict=True):
            expected = max(why[tuple(map(int, cell))], default=(0, Purpose.DESK_WORK))[1]
            assert plan.purpose[cell] == expected
        assert (plan.purpose[~plan.office] == Purpose.DESK_WORK).all()
        assert len(people) == 10


@pytest.mark.parametrize("policy", ["free_choice", "team_led", "rates"])
def test_whoever_is_needed_and_not_absent_is_there_or_a_no_show_under_every_policy(policy):
    plans, _ = plans_of(everything(policy=policy, weeks=12))
    needed_days = 0
    for plan in plans:
        for (week, person), calls in called_to(plan).items():
            for weekday, site in calls.items():
                cell = weekday, week, person
                if plan.absent[cell]:
                    assert not plan.office[cell]
                elif site < 0:
                    assert plan.customer[cell]
                    assert not plan.office[cell]
                else:
                    needed_days += 1
                    assert plan.office[cell] != plan.no_show[cell], "a desk was booked, and nobody came"
                    assert plan.site[cell] == site
    assert needed_days > 100


def test_one_who_is_absent_misses_the_gathering_and_is_not_counted_there():
    """With half of the people absent all the time nobody absent attends."""
    plans, _ = plans_of(everything(weeks=12))
    for plan in plans:
        found = plan.gatherings
        since = found.day[found.gathering] - plan.first_week * 5
        absent = plan.absent[since % 5, since // 5, found.person]
        assert absent.any()
        assert not (plan.attends & absent).any()
