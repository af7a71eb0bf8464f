"""What norms and gatherings ask of single people: who has to come when, who decided it, and why they are there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.attendance.obligations import Wish, choose_under
from sim.draws import TABLE_SIZE
from sim.policies.norm import Norms, PersonNorm
from sim.records import Decider
from tests.attendance.calling import Call
from tests.attendance.one_team import FRI, MON, NOTHING, THU, TUE, WED, anchor, four, min_days, wishes
from tests.attendance.planning import planned
from tests.building import scenario_of
from tests.chance import assert_share


def plainly(norms, wish, person, week, needed):
    """The rules of sim.norm and DESIGN section 3 for one person-week, one step after another.

    Returns office days, the level of the rule of each day, and who decided it.
    """
    teams = {0: 0, 1: 0, 2: 1}
    team = teams[person]
    level = norms.level[:, week, team].tolist()
    adherence, least, most = norms.adherence[team], int(norms.days_min[team]), int(norms.days_max[team])
    min_level = int(norms.min_level[team])
    for exception in norms.exceptions:
        if exception.person == person:
            if exception.days is not None:
                level = [int(Decider.TEAM) * bool(day) for day in exception.days]
            if exception.days_min is not None:
                least, min_level = exception.days_min, int(Decider.TEAM)
            adherence = exception.adherence if exception.adherence is not None else adherence
            most = exception.days_max if exception.days_max is not None else most
    can = [bool(wish.available[day, week, person]) for day in range(5)]
    draws = [int(wish.draws[day, week, person]) for day in range(5)]
    rule = [level[day] if can[day] else 0 for day in range(5)]
    kept = [rule[day] > 0 and (draws[day] >> 32) % TABLE_SIZE < adherence * TABLE_SIZE for day in range(5)]
    must = [kept[day] or (bool(needed[day, week, person]) and can[day]) for day in range(5)]
    lower = int(least * sum(can) / 5 + 0.5) if (draws[0] >> 48) < adherence * TABLE_SIZE else 0
    upper = int(most * sum(can) / 5 + 0.5)
    wished_days = int(wish.days[week, person])
    days = min(wished_days, sum(can), upper)
    days = max(days, min(lower, upper))
    best = sorted(range(5), key=lambda day: (not must[day], -int(wish.under_norms[day, week, person])))
    office = set([day for day in best if can[day]][: max(days, sum(must))])
    free = sorted(range(5), key=lambda day: -int(wish.free[day, week, person]))
    wished = set(free[:wished_days])
    decided = []
    for day in range(5):
        if day in wished or day not in office:
            decided.append(int(Decider.PERSON))
        elif needed[day, week, person]:
            decided.append(int(Decider.ACTIVITY))
        elif kept[day]:
            decided.append(rule[day])
        elif days > wished_days:
            decided.append(min_level)
        else:
            decided.append(min([one for one in rule if one > 0], default=int(Decider.ACTIVITY)))
    return office, rule, decided


LEVELS = st.sampled_from([0, 0, Decider.TEAM, Decider.UNIT, Decider.EMPLOYER])
EXCEPTIONS = st.builds(
    PersonNorm,
    st.integers(0, 2),
    st.none() | hnp.arrays(bool, 5),
    st.none() | st.sampled_from([0.0, 0.5, 1.0]),
    st.none() | st.integers(0, 5),
    st.none() | st.integers(0, 5),
)


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_three_people_choose_their_weeks_as_the_rules_read_one_by_one(data):
    """People 0 and 1 of one team, 2 of another, with every kind of norm, exception, absence and gathering."""
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    shape = (5, 2, 3)
    norms = Norms(
        level=data.draw(hnp.arrays(np.int8, (5, 2, 2), elements=LEVELS)),
        adherence=np.array(data.draw(st.lists(st.sampled_from([0.0, 0.5, 0.9, 1.0]), min_size=2, max_size=2))),
        days_min=np.array(data.draw(st.lists(st.integers(0, 5), min_size=2, max_size=2)), dtype=np.int8),
        min_level=np.array([Decider.EMPLOYER, Decider.UNIT], dtype=np.int8),
        days_max=np.array(data.draw(st.lists(st.integers(0, 5), min_size=2, max_size=2)), dtype=np.int8),
        exceptions=data.draw(st.lists(EXCEPTIONS, max_size=2)),
    )
    working = rng.random(shape) < data.draw(st.sampled_from([0.5, 0.9, 1.0]))
    at_customer = working & (rng.random(shape) < data.draw(st.sampled_from([0.0, 0.3])))
    needed = ~at_customer & (rng.random(shape) < data.draw(st.sampled_from([0.0, 0.3])))
    free, under = (np.where(working, rng.permuted(np.arange(30)).reshape(shape), -999) for _ in range(2))
    days = data.draw(hnp.arrays(np.int8, (2, 3), elements=st.integers(0, 5)))
    wish = Wish(
        free=free.astype(np.int32),
        under_norms=under.astype(np.int32),
        days=np.minimum(days, working.sum(axis=0)).astype(np.int8),
        available=working & ~at_customer,
        draws=rng.integers(0, 2**64, shape, dtype=np.uint64),
    )
    wished, chosen = choose_under(norms, wish, np.arange(3), np.array([0, 0, 1], dtype=np.int32), needed)
    for person in range(3):
        for week in range(2):
            office, rule, decided = plainly(norms, wish, person, week, needed)
            assert set(np.flatnonzero(chosen.office[:, week, person])) == office
            assert chosen.rule[:, week, person].tolist() == rule
            assert chosen.decided_by[:, week, person].tolist() == decided
            assert wished[:, week, person].sum() == wish.days[week, person]


@pytest.mark.parametrize(
    ("stating", "decider"),
    [
        (("team", "unit", "city"), Decider.TEAM),
        (("unit", "city"), Decider.UNIT),
        (("city",), Decider.EMPLOYER),
    ],
)
def test_a_day_that_several_levels_ask_for_belongs_to_the_lowest(stating, decider):
    norm = {"anchor_weekdays": ["tuesday"], "adherence": 1.0}
    plan, _ = planned(
        scenario_of(
            teams={"T1": {"size": 4} | ({"norm": norm} if "team" in stating else {})},
            units={"U1": {"name": "One", **({"norm": norm} if "unit" in stating else {})}},
            norm=norm if "city" in stating else None,
            policy=NOTHING,
            changes=wishes(0),
        )
    )
    assert (plan["office"] == [False, True, False, False, False]).all()
    assert (plan["rule"][:, :, TUE] == decider).all()
    assert (plan["decided_by"][:, :, TUE] == decider).all()


def test_a_gathering_brings_those_it_needs_whatever_they_wish():
    plan = four(Call(WED, (0, 1, 2), needed=(0, 1)))
    assert plan["office"][:, 0].tolist() == [[day == WED and person < 2 for day in range(5)] for person in range(4)]
    assert not plan["office"][:, 1:].any()
    assert (plan["decided_by"][:2, 0, WED] == Decider.ACTIVITY).all()


def test_a_gathering_replaces_a_wished_day_of_that_week():
    """Two days wished: two days come, the one needed and the better liked of the others."""
    plan = four(*[Call(THU, (0, 1, 2, 3), week=week) for week in range(4)], wished=2)
    assert (plan["office"].sum(axis=2) == 2).all()
    assert plan["office"][:, :, THU].all()
    lost = (plan["wished"] & ~plan["office"]).sum(axis=2)
    assert np.array_equal(lost, ~plan["wished"][:, :, THU])
    assert set(np.unique(lost)) == {0, 1}


def test_a_day_needed_by_a_gathering_and_asked_by_a_norm_is_decided_by_the_activity():
    """Whether or not the norm is kept."""
    for adherence in (0.0, 1.0):
        plan = four(Call(TUE, (0,)), policy=anchor(2, adherence=adherence))
        assert plan["office"][0, 0].tolist() == [False, True, False, False, False]
        assert plan["decided_by"][0, 0, TUE] == Decider.ACTIVITY
        assert plan["rule"][0, 0, TUE] == Decider.EMPLOYER
        assert plan["office"][1:, 0, TUE].all() == (adherence == 1.0)


def test_a_gathering_and_norm_days_are_all_kept_beyond_the_wish_and_the_maximum():
    """The maximum bounds the free choice; what is asked for is kept."""
    norm = {"office_days_max": 1, "adherence": 1.0}
    plan = four(Call(FRI, (0,)), policy=anchor(2, 3), wished=3, norm=norm)
    assert plan["office"][0, 0].tolist() == [False, True, True, False, True]
    assert (plan["office"][1:, 0] == [False, True, True, False, False]).all()


def test_a_wished_day_is_decided_by_the_person_whoever_else_asks_for_it():
    plan = four(Call(TUE, (0, 1, 2, 3)), policy=anchor(2, 3), wished=5)
    assert plan["office"].all()
    assert (plan["decided_by"] == Decider.PERSON).all()


def test_a_day_that_makes_up_the_minimum_belongs_to_who_set_the_minimum():
    assert set(_deciders(four(policy=min_days(2)))) == {Decider.EMPLOYER}
    unit = {"U1": {"name": "One", "norm": {"office_days_min": 2}}}
    assert set(_deciders(four(units=unit))) == {Decider.UNIT}
    assert set(_deciders(four(units=unit, policy=min_days(1)))) == {Decider.UNIT}
    assert set(_deciders(four(units=unit, policy=min_days(3)))) == {Decider.EMPLOYER}


def _deciders(plan):
    return plan["decided_by"][plan["office"]].tolist()


def test_a_minimum_set_by_an_exception_belongs_to_the_team_as_its_days_do():
    exceptions = {"x": {"team_id": "T1", "members": [2], "norm": {"office_days_min": 3}}}
    plan = four(exceptions=exceptions)
    assert plan["office"].sum(axis=(1, 2)).tolist() == [0, 12, 0, 0]
    assert set(_deciders(plan)) == {Decider.TEAM}


@pytest.mark.parametrize("least", range(6))
@pytest.mark.parametrize("closed", range(5))
def test_the_minimum_shrinks_with_the_days_available_and_is_rounded_half_up(least, closed):
    days_off = [f"2027-01-{4 + day:02d}" for day in range(closed)]
    plan = four(policy=min_days(least), closed_dates=days_off)
    assert (plan["office"][:, 0].sum(axis=1) == int(least * (5 - closed) / 5 + 0.5)).all()


@pytest.mark.parametrize("most", range(6))
@pytest.mark.parametrize("closed", range(5))
def test_so_does_the_maximum(most, closed):
    days_off = [f"2027-01-{4 + day:02d}" for day in range(closed)]
    plan = four(policy=min_days(0, most), wished=5, closed_dates=days_off)
    assert (plan["office"][:, 0].sum(axis=1) == int(most * (5 - closed) / 5 + 0.5)).all()


def test_days_beyond_the_maximum_are_the_ones_liked_least():
    """Within the maximum nobody comes on a day not wished."""
    plan, _ = planned(scenario_of(changes=wishes(4), policy=min_days(0, 2), weeks=30))
    assert (plan["office"].sum(axis=2) == 2).all()
    assert not (plan["office"] & ~plan["wished"]).any()


def test_a_minimum_is_kept_whole_or_not_at_all_each_week_with_the_adherence():
    """Nobody wishes a day: three days with chance .7, else none; exact binomial of 100 people x 100 weeks."""
    plan, _ = planned(
        scenario_of(teams={"T1": {"size": 100}}, changes=wishes(0), policy=min_days(3, adherence=0.7), weeks=100)
    )
    days = plan["office"].sum(axis=2)
    assert set(np.unique(days)) == {0, 3}
    assert_share((days == 3).sum(), days.size, round(0.7 * 65_536) / 65_536)


def test_whether_a_minimum_and_a_norm_day_are_kept_share_no_luck():
    """Monday's anchor day kept and the minimum kept: half and half, so both in a quarter of weeks; exact binomial."""
    norm = {"office_days_min": 2}
    plan, _ = planned(
        scenario_of(
            teams={"T1": {"size": 100}}, changes=wishes(0), policy=anchor(1, adherence=0.5), norm=norm, weeks=100
        )
    )
    days, monday = plan["office"].sum(axis=2), plan["office"][:, :, MON]
    assert set(np.unique(days[~monday])) == {0, 2}
    assert_share((days == 2).sum(), days.size, 0.5)
    assert_share((days == 1).sum(), days.size, 0.25)


def with_exception(norm, **more):
    """Team T1 of four asks for Tuesday; its member 3 has this norm of his or her own."""
    exceptions = {"x": {"team_id": "T1", "members": [3], "norm": norm}}
    return four(policy=anchor(2), exceptions=exceptions, **more)


def test_an_exception_replaces_the_days_asked():
    plan = with_exception({"anchor_weekdays": ["thursday", "friday"]})
    assert (plan["office"][[0, 1, 3]] == [False, True, False, False, False]).all()
    assert (plan["office"][2] == [False, False, False, True, True]).all()
    assert (plan["rule"][2][:, [THU, FRI]] == Decider.TEAM).all()


def test_an_exception_without_days_sets_a_person_free():
    plan = with_exception({"anchor_weekdays": []}, wished=2)
    assert np.array_equal(plan["office"][2], plan["wished"][2])
    assert not plan["rule"][2].any()


def test_an_exception_may_change_the_adherence_alone():
    plan = with_exception({"adherence": 0.0})
    assert not plan["office"][2].any()
    assert plan["office"][[0, 1, 3], :, TUE].all()
    assert (plan["rule"][2][:, TUE] == Decider.EMPLOYER).all(), "the day is asked for all the same"


def test_an_exception_may_lower_a_minimum_and_raise_a_maximum():
    exceptions = {"x": {"team_id": "T1", "members": [3], "norm": {"office_days_min": 1, "office_days_max": 5}}}
    few = four(policy=min_days(3, 3), exceptions=exceptions)
    assert few["office"].sum(axis=2).tolist() == [[3] * 4, [3] * 4, [1] * 4, [3] * 4]
    many = four(policy=min_days(3, 3), exceptions=exceptions, wished=5)
    assert many["office"].sum(axis=2).tolist() == [[3] * 4, [3] * 4, [5] * 4, [3] * 4]


def test_of_two_exceptions_for_one_person_the_later_id_has_the_last_word_whatever_the_order_in_the_file():
    one = {"team_id": "T1", "members": [1], "norm": {"anchor_weekdays": ["monday"]}}
    other = {"team_id": "T1", "members": [1], "norm": {"anchor_weekdays": ["friday"]}}
    for exceptions in ({"a": one, "b": other}, {"b": other, "a": one}):
        plan = four(exceptions=exceptions)
        assert (plan["office"][0] == [False, False, False, False, True]).all()
