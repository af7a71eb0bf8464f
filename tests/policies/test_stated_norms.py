"""Norms stated by the city, units, teams and for single people, laid over what the policy asks."""

from __future__ import annotations

import numpy as np
import pytest

from sim.policies.norm import FEWEST, MOST
from sim.policies.stated import NormBook, stated_rows
from sim.records import Decider
from tests.attendance.calling import Call, calling
from tests.attendance.planning import planned
from tests.building import plain, scenario_of
from tests.policies.asking import asked_by, resolved

NOTHING = {"kind": "anchor_days", "weekdays": [], "adherence": 1.0}
MON, TUE, WED, THU, FRI = range(5)


def stating(*, city=None, unit=None, team=None, person=None, policy=NOTHING, **more):
    """T1 and T2 belong to U1, T3 to U2; the unit's norm is U1's, the team's T1's, the person's member 2 of T1."""
    return scenario_of(
        **{
            "teams": {
                "T1": {"size": 3} | ({"norm": team} if team else {}),
                "T2": {"size": 2},
                "T3": {"size": 2, "unit_id": "U2"},
            },
            "units": {"U1": {"name": "One"} | ({"norm": unit} if unit else {}), "U2": {"name": "Two"}},
            "norm": city,
            "exceptions": {"x": {"team_id": "T1", "members": [2], "norm": person}} if person else {},
            "policy": policy,
            **more,
        }
    )


def levels(norms):
    """The level that asks on each weekday of the first week, by team."""
    return norms.level[:, 0].T.tolist()


def test_what_the_city_asks_holds_for_all_the_units_for_its_teams_and_the_teams_for_itself():
    some = stating(
        city={"anchor_weekdays": ["monday"]},
        unit={"anchor_weekdays": ["tuesday"]},
        team={"anchor_weekdays": ["friday"]},
    )
    assert levels(resolved(some)) == [[4, 3, 0, 0, 2], [4, 3, 0, 0, 0], [4, 0, 0, 0, 0]]


def test_anchor_days_add_up_with_those_of_the_policy_and_belong_to_the_lowest_level():
    policy = {"kind": "anchor_days", "weekdays": ["monday", "tuesday"], "adherence": 1.0}
    some = stating(unit={"anchor_weekdays": ["tuesday", "wednesday"]}, policy=policy)
    assert levels(resolved(some)) == [[4, 3, 3, 0, 0], [4, 3, 3, 0, 0], [4, 4, 0, 0, 0]]


def test_a_higher_level_does_not_take_a_day_from_the_team():
    policy = plain("policy", "team_days")
    some = stating(city={"anchor_weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"]}, policy=policy)
    of_policy, found = asked_by(some).level, resolved(some).level
    assert np.array_equal(found == Decider.TEAM, of_policy == Decider.TEAM)
    assert (found[of_policy == 0] == Decider.EMPLOYER).all()


def test_the_highest_minimum_and_the_lowest_maximum_hold():
    some = stating(
        city={"office_days_min": 1, "office_days_max": 4}, unit={"office_days_min": 3}, team={"office_days_max": 3}
    )
    found = resolved(some)
    assert found.days_min.tolist() == [3, 3, 1]
    assert found.days_max.tolist() == [3, 4, 4]
    assert resolved(stating(city={"office_days_max": 3}, team={"office_days_max": 5})).days_max.tolist() == [3, 3, 3]


@pytest.mark.parametrize(
    ("city", "unit", "team", "decider"),
    [
        (2, None, None, Decider.EMPLOYER),
        (2, 1, None, Decider.EMPLOYER),
        (2, 2, None, Decider.UNIT),
        (1, 2, 2, Decider.TEAM),
        (1, 3, 2, Decider.UNIT),
    ],
)
def test_the_minimum_belongs_to_the_lowest_level_that_asks_as_much(city, unit, team, decider):
    norms = ({"office_days_min": days} if days else None for days in (city, unit, team))
    found = resolved(stating(**dict(zip(("city", "unit", "team"), norms, strict=True))))
    assert found.min_level[0] == decider


def test_the_minimum_of_the_policy_is_the_employers_unless_a_lower_level_asks_more():
    policy = {"kind": "min_days", "office_days_min": 2, "adherence": 1.0}
    assert resolved(stating(unit={"office_days_min": 1}, policy=policy)).min_level.tolist() == [4, 4, 4]
    assert resolved(stating(unit={"office_days_min": 3}, policy=policy)).min_level.tolist() == [3, 3, 4]


def test_the_adherence_is_the_one_stated_nearest_to_the_team():
    some = stating(city={"adherence": 0.7}, unit={"adherence": 0.8}, team={"adherence": 0.9})
    assert resolved(some).adherence.tolist() == [0.9, 0.8, 0.7]
    assert resolved(stating(team={"adherence": 0.9})).adherence.tolist() == [0.9, 1.0, 1.0]


def test_a_part_that_is_not_stated_is_left_to_the_level_above():
    some = stating(city={"anchor_weekdays": ["monday"], "adherence": 0.5}, team={"office_days_max": 2})
    found = resolved(some)
    assert levels(found)[0] == [4, 0, 0, 0, 0]
    assert found.adherence[0] == 0.5


def test_an_exception_names_the_person_and_what_is_replaced():
    some = stating(city={"anchor_weekdays": ["monday"]}, person={"office_days_min": 2})
    (exception,) = resolved(some).exceptions
    assert (exception.person, exception.days, exception.adherence) == (1, None, None)
    assert (exception.days_min, exception.days_max) == (2, None)


def test_an_exception_in_a_later_team_finds_the_right_person():
    exceptions = {"x": {"team_id": "T3", "members": [1, 2], "norm": {"anchor_weekdays": ["friday"]}}}
    found = resolved(stating(exceptions=exceptions)).exceptions
    assert [one.person for one in found] == [5, 6]
    assert [one.days.tolist() for one in found] == [[False, False, False, False, True]] * 2


def test_the_whole_inheritance_is_lived_by_the_people():
    """City Monday, unit U1 Tuesday, team T1 Friday, member 2 of T1 only Wednesday; nobody wishes a day."""
    some = stating(
        city={"anchor_weekdays": ["monday"]},
        unit={"anchor_weekdays": ["tuesday"]},
        team={"anchor_weekdays": ["friday"]},
        person={"anchor_weekdays": ["wednesday"]},
        changes={"wishes": {"office_days_share": [1, 0, 0, 0, 0, 0]}},
    )
    office = planned(some)[0]["office"][:, 0]
    days = [set(np.flatnonzero(one)) for one in office]
    assert days == [{MON, TUE, FRI}, {WED}, {MON, TUE, FRI}, {MON, TUE}, {MON, TUE}, {MON}, {MON}]


FULL = {"anchor_weekdays": ["monday"], "office_days_min": 2, "office_days_max": 4, "adherence": 0.5}


@pytest.mark.parametrize("policy", ["free_choice", "full_office", "rates"])
def test_stated_norms_and_exceptions_do_not_hold_under(policy):
    some = stating(city=FULL, unit=FULL, team=FULL, person=FULL, policy=policy)
    found, own = resolved(some), asked_by(some)
    assert found.exceptions == []
    assert (found.days_min == FEWEST).all()
    assert (found.days_max == MOST).all()
    for name in ("level", "adherence"):
        assert np.array_equal(getattr(found, name), getattr(own, name))


@pytest.mark.parametrize("policy", ["free_choice", "full_office", "rates"])
def test_nobody_changes_a_day_for_a_stated_norm_under(policy):
    with_norms, without = (
        planned(stating(policy=policy, weeks=8, **norms))[0]
        for norms in ({"city": FULL, "unit": FULL, "team": FULL, "person": FULL}, {})
    )
    for name in ("office", "rule", "decided_by"):
        assert np.array_equal(with_norms[name], without[name])


@pytest.mark.parametrize(
    "policy", ["anchor_days", "daily_cap", "min_days", "rotation", "shared_office_days", "team_days", "team_led"]
)
def test_stated_norms_hold_under(policy):
    some = stating(city=FULL, policy=policy)
    found, own = resolved(some), asked_by(some)
    assert (found.level[MON] > 0).all()
    assert np.array_equal(found.level[1:], own.level[1:])
    assert (found.days_min >= 2).all()
    assert (found.adherence == 0.5).all()


def test_what_any_level_holds_online_is_online_for_its_teams():
    some = stating(
        city={"online_activities": ["ideation"]},
        unit={"online_activities": ["unit_meeting"]},
        team={"online_activities": ["team_meeting", "ideation"]},
    )
    book = NormBook(some.policy, some.organization)
    supervisors = some.organization.team_starts

    def of_teams(activity):
        """Whether the whole of each team takes part online."""
        online = book.holds_online(activity)
        assert np.array_equal(online, online[supervisors][some.organization.team_of_person])
        return online[supervisors].tolist()

    assert of_teams("ideation") == [True, True, True]
    assert of_teams("unit_meeting") == [True, True, False]
    assert of_teams("team_meeting") == [True, False, False]
    assert of_teams("negotiation") == [False, False, False]


def called(policy):
    """Person 0 of T1, 3 of T2 and 5 of T3 are needed on Monday; U1 holds unit meetings online."""
    some = stating(
        unit={"online_activities": ["unit_meeting"]},
        policy=policy,
        changes={"wishes": {"office_days_share": [1, 0, 0, 0, 0, 0]}},
    )
    return some, Call(MON, (0, 3, 5))


def test_a_gathering_held_online_needs_nobody_of_the_teams_that_hold_it_so():
    plan, _ = planned(calling(*called(NOTHING)))
    assert np.flatnonzero(plan["office"][:, 0, MON]).tolist() == [5]


def test_only_that_kind_of_gathering_is_held_online():
    plan, _ = planned(calling(*called(NOTHING), kind="ideation"))
    assert np.flatnonzero(plan["office"][:, 0, MON]).tolist() == [0, 3, 5]


def test_under_free_choice_no_norm_holds_a_gathering_online():
    plan, _ = planned(calling(*called("free_choice")))
    assert np.flatnonzero(plan["office"][:, 0, MON]).tolist() == [0, 3, 5]


def test_the_norms_table_has_a_row_for_each_thing_stated_with_its_level_and_key():
    some = stating(
        city={"anchor_weekdays": ["tuesday", "monday"], "adherence": 0.9},
        unit={"office_days_min": 1},
        team={"office_days_max": 3, "online_activities": ["ideation", "unit_meeting"]},
        person={"anchor_weekdays": [], "adherence": 0.5},
    )
    rows = [(row.team_id, row.rule, row.value, row.set_by, row.source) for row in stated_rows(some.organization)]
    city = [
        (team, rule, value, "employer", "organization.norm")
        for team in ("T1", "T2", "T3")
        for rule, value in (("anchor_weekdays", "monday, tuesday"), ("adherence", "0.9"))
    ]
    units = [(team, "office_days_min", "1", "unit", "organization.units.U1.norm") for team in ("T1", "T2")]
    team = [
        ("T1", "office_days_max", "3", "team", "organization.teams.T1.norm"),
        ("T1", "online_activities", "ideation, unit_meeting", "team", "organization.teams.T1.norm"),
    ]
    person = [
        ("T1", "anchor_weekdays", "none (members 2)", "person", "organization.exceptions.x"),
        ("T1", "adherence", "0.5 (members 2)", "person", "organization.exceptions.x"),
    ]
    assert sorted(rows) == sorted(city + units + team + person)


def test_nothing_stated_is_no_row():
    assert stated_rows(stating().organization) == []
