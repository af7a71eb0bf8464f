"""Why people are on site: which gathering says so, who attends it in person, and where."""

from __future__ import annotations

import numpy as np

from sim.gatherings import by_priority
from sim.records import Decider, Purpose
from tests.attendance.calling import Call, calling
from tests.attendance.one_team import FOUR, FRI, MON, NOTHING, TUE, WED, anchor, four, wishes
from tests.attendance.planning import planned
from tests.building import scenario_of
from tests.chance import assert_share


def test_of_two_gatherings_on_a_day_the_one_of_higher_priority_says_why():
    first = Call(MON, (0, 1), purpose=Purpose.IDEATION, priority=60, start=540)
    second = Call(MON, (0, 1), purpose=Purpose.MANAGEMENT_GROUP, priority=80, start=720)
    for calls in ((first, second), (second, first)):
        assert (four(*calls)["purpose"][:2, 0, MON] == Purpose.MANAGEMENT_GROUP).all()


def test_of_two_equal_ones_the_earlier_says_why():
    first = Call(MON, (0, 1), purpose=Purpose.IDEATION, start=540)
    second = Call(MON, (0, 1), purpose=Purpose.MANAGEMENT_GROUP, start=720)
    for calls in ((first, second), (second, first)):
        assert (four(*calls)["purpose"][:2, 0, MON] == Purpose.IDEATION).all()


def test_a_gathering_says_more_than_a_norm_and_a_norm_more_than_nothing():
    plan = four(Call(TUE, (0, 1)), policy=anchor(2, 3), wished=5)
    assert plan["purpose"][0, 0].tolist() == [
        Purpose.DESK_WORK,
        Purpose.UNIT_MEETING,
        Purpose.TEAM_DAY,
        Purpose.DESK_WORK,
        Purpose.DESK_WORK,
    ]
    assert plan["purpose"][3, 0, TUE] == Purpose.TEAM_DAY


def test_nobody_away_has_a_purpose():
    plan = four(Call(TUE, (0, 1), needed=()), policy=anchor(3, adherence=0.0))
    assert not plan["office"].any()
    assert not plan["purpose"].any()


def attending(*calls, **more):
    """Who attends the gatherings of the first week in person, by gathering, in the order of purposes."""
    scenario = calling(scenario_of(teams=FOUR, policy=NOTHING, changes=wishes(more.pop("wished", 0)), **more), *calls)
    plan, _ = planned(scenario)
    found = plan["plans"][0]
    return [
        found.gatherings.person[first:last][found.attends[first:last]].tolist()
        for first, last in zip(found.gatherings.first[:-1], found.gatherings.first[1:], strict=True)
    ]


def test_who_is_on_site_anyway_joins_a_gathering_held_online_if_there_is_company():
    assert attending(Call(MON, (0, 1, 2), needed=()), wished=5) == [[0, 1, 2]]
    assert attending(Call(MON, (0,), needed=()), wished=5) == [[]], "nobody to meet"
    assert attending(Call(MON, (0,), needed=(), visitors=1), wished=5) == [[0]], "a guest is company"
    assert attending(Call(MON, (0, 1, 2), needed=()), wished=0) == [[]], "nobody is on site"


def test_who_is_on_site_anyway_joins_the_one_who_has_to_be_there():
    """Person 3 is called for another meeting; 1 and 2 stay at home."""
    calls = (Call(MON, (0, 1, 2, 3), needed=(0,), priority=40), Call(MON, (3,), priority=50))
    assert attending(*calls) == [[0, 3], [3]]


def test_who_has_to_be_there_is_there_even_alone():
    assert attending(Call(MON, (0, 1), needed=(0,))) == [[0]]


SITES = {"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 5.0}}
ZONES = {"Z1": {"site_id": "S1", "desks": 9}, "Z2": {"site_id": "S2", "desks": 9}}


def test_a_gathering_is_attended_on_its_own_site():
    plan = four(Call(MON, (0, 1), site=1), sites=SITES, zones=ZONES)
    assert (plan["site"][:2, 0, MON] == 1).all()
    assert (plan["purpose"][:2, 0, MON] == Purpose.UNIT_MEETING).all()


def test_of_two_sites_on_a_day_the_gathering_of_higher_priority_is_attended():
    calls = (Call(MON, (0, 1), site=1, priority=70), Call(MON, (0, 1, 2), priority=60))
    plan = four(*calls, sites=SITES, zones=ZONES)
    assert plan["site"][:3, 0, MON].tolist() == [1, 1, 0]


def test_who_is_at_another_site_does_not_join_in_person():
    calls = (Call(MON, (0,), site=1, priority=70), Call(MON, (0, 1, 2), needed=(1,), priority=60))
    assert attending(*calls, sites=SITES, zones=ZONES) == [[1], [0]]


def at_customer(*people, **more):
    return Call(MON, people, purpose=Purpose.NEGOTIATION, priority=75, site=-1, **more)


def test_a_participant_at_a_customers_is_there_and_not_in_the_office():
    """Person 0 wishes and is asked to come, but is at the customer's; the norm cannot be kept and asks nothing."""
    plan = four(at_customer(0), policy=anchor(1), wished=5)
    assert plan["customer"][:, 0, MON].tolist() == [True, False, False, False]
    assert plan["office"][:, 0, MON].tolist() == [False, True, True, True]
    assert plan["rule"][:, 0, MON].tolist() == [0, 4, 4, 4]
    assert plan["office"][0, 0].tolist() == [False, True, True, True, True]


def test_under_rates_a_participant_at_a_customers_is_not_in_the_office_and_no_team_day_is_asked():
    rates = {"default": {"weekday_rates": [1.0] * 5, "team_day_probability": 1.0, "team_day_rate": 1.0}}
    plan = four(at_customer(0), policy="rates", rates=rates)
    assert plan["customer"][:, 0, MON].tolist() == [True, False, False, False]
    assert plan["office"][:, 0, MON].tolist() == [False, True, True, True]
    assert plan["rule"][:, 0, MON].tolist() == [0, 2, 2, 2]


def test_a_gathering_of_higher_priority_at_home_keeps_a_person_from_the_customers():
    plan = four(at_customer(0, 1), Call(MON, (0, 2), priority=80))
    assert plan["customer"][:, 0, MON].tolist() == [False, True, False, False]
    assert plan["office"][:, 0, MON].tolist() == [True, False, True, False]


def test_everybody_who_went_to_the_customers_attends_the_negotiation():
    assert attending(at_customer(0, 2)) == [[0, 2]]


def test_nobody_absent_is_called_to_a_gathering_or_a_customer():
    """On a holiday nobody is available, whatever is written in a calendar."""
    calls = (at_customer(0), Call(MON, (1, 2)))
    plan = four(*calls, closed_dates=["2027-01-04"])
    for place in ("office", "customer"):
        assert not plan[place].any()


def test_under_rates_a_gathering_brings_those_it_needs_and_decides():
    rates = {"default": {"weekday_rates": [0.0] * 5}}
    plan = four(Call(TUE, (0, 1)), policy="rates", rates=rates)
    assert plan["office"].sum() == 2
    assert (plan["decided_by"][:2, 0, TUE] == Decider.ACTIVITY).all()


def test_a_manager_called_to_a_gathering_draws_the_team_to_that_day():
    """With one day wished, members come on the day their manager is in with chance e^m / (4 + e^m); exact binomial."""
    calls = [Call(FRI, (0,), week=week) for week in range(100)]
    changes = wishes(1) | {"weekday_choice": {"manager_effect": 2.0}}
    some = calling(scenario_of(teams={"T1": {"size": 101}}, changes=changes, weeks=100), *calls)
    friday = planned(some)[0]["office"][1:, :, FRI]
    assert_share(friday.sum(), friday.size, np.exp(2) / (4 + np.exp(2)))


def test_the_day_a_manager_draws_somebody_to_is_decided_by_what_brought_the_manager():
    calls = [Call(FRI, (0,), week=week) for week in range(20)]
    changes = wishes(1) | {"weekday_choice": {"manager_effect": 4.0}}
    plan, _ = planned(calling(scenario_of(teams={"T1": {"size": 30}}, changes=changes, weeks=20), *calls))
    drawn = plan["office"][1:] & ~plan["wished"][1:]
    assert drawn.sum() > 100
    assert (plan["decided_by"][1:][drawn] == Decider.ACTIVITY).all()


def test_gatherings_in_the_order_of_priority_keep_their_participants():
    scenario = calling(
        scenario_of(teams=FOUR),
        Call(MON, (0, 1, 2), priority=80, start=600),
        Call(TUE, (3,), priority=10),
        Call(WED, (1, 3), needed=(3,), priority=80, start=540),
    )
    found = planned(scenario)[0]["plans"][0].gatherings
    assert found.day.tolist() == [TUE, MON, WED]
    assert found.person.tolist() == [3, 0, 1, 2, 1, 3]
    assert found.needed.tolist() == [True, True, True, True, False, True]
    assert by_priority(found).day.tolist() == [TUE, MON, WED]
