"""study=room_rules: what each rule changes, what it is worth in rooms, and shared days on another weekday."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from sim.__main__ import main
from sim.replication import replicate
from sim.studies.ruled.rules import RULES
from sim.studies.ruled.weekdays import has_shared_days, moved_to
from sim.studies.ruled.worth import rooms_worth, with_more_rooms
from tests.building import plain, scenario_of

MEETINGS = {"kind": "joint_meeting", "per_team_year": 200, "invited_share": 0.3, "in_person_share": 1.0}
ROOMS = {"R": {"site_id": "S1", "seats": 8, "count": 2}}


def office(**more):
    activities = {"team_meeting": plain("activities", "municipal")["team_meeting"]}
    return scenario_of(teams={"T1": {"size": 6}, "T2": {"size": 6}}, rooms=ROOMS, activities=activities, **more)


def test_every_rule_changes_behavior_alone_and_only_what_it_speaks_of():
    scenario = office(changes={"bookings": {"room_no_show_share": 0.2}, "rooms": {"larger_room_share": 0.5}})
    for rule in RULES:
        without, under = rule.without(scenario), rule.under(scenario)
        assert without != under, rule.name
        for world in (without, under):
            assert replace(world, behavior=scenario.behavior) == scenario


def test_pruned_series_stay_empty_half_as_often_and_single_bookings_as_often():
    """Every team meeting is booked as a series; of the same draws half as many lie below half the share."""
    pruning = next(rule for rule in RULES if rule.name == "series_pruning")
    scenario = office(weeks=200, changes={"bookings": {"room_no_show_share": 0.4}}, policy="full_office")
    empty = [
        replicate(world(scenario), 0).counted["rooms_no_shows"].sum() for world in (pruning.without, pruning.under)
    ]
    assert 0.4 < empty[1] / empty[0] < 0.6
    single = {"negotiation": plain("activities", "municipal")["negotiation"] | {"per_team_year": 50}}
    alone = replace(scenario, activities=scenario_of(activities=single).activities)
    assert (
        len({replicate(world(alone), 0).counted["rooms_no_shows"].sum() for world in (pruning.without, pruning.under)})
        == 1
    )


def test_a_rule_is_worth_the_rooms_that_bring_the_same_refusals():
    """By hand: 100, 60, 30, 20 are refused with 0, 1, 2, 3 rooms more, so coming to 45 takes one room and a half."""
    scenario = office()
    curve = {2: 100.0, 3: 60.0, 4: 30.0, 5: 20.0}

    class Run:
        def __init__(self, rooms):
            self.stack = {"rooms_made_online": np.array([[[curve[rooms]]]])}

    def world(changed):
        return Run(len(changed.office.single_rooms))

    assert [one.rooms for one in rooms_worth(scenario, np.array([100.0]), np.array([45.0]), world)] == [1.5]
    assert [one.rooms for one in rooms_worth(scenario, np.array([100.0]), np.array([60.0]), world)] == [1.0]
    assert [one.rooms for one in rooms_worth(scenario, np.array([100.0]), np.array([100.0]), world)] == [0.0]


def test_more_rooms_are_like_those_there_are():
    scenario = office()
    more = with_more_rooms(scenario.office, np.array([3]))
    assert [one.room.seats for one in more.single_rooms] == [8] * 5
    assert len(more.room_pools) == 1


def test_shared_days_moved_to_a_weekday_are_all_on_it_and_as_many():
    activity = {"shared_office_day": plain("activities", "municipal")["shared_office_day"] | {"every_weeks": 4}}
    scenario = scenario_of(teams={"T1": {"size": 8}, "T2": {"size": 8}}, activities=activity, weeks=40)
    assert has_shared_days(scenario)
    now = replicate(scenario, 0).counted["shared_days"]
    for weekday in (0, 3):
        then = replicate(moved_to(scenario, weekday), 0).counted["shared_days"]
        assert len(then) == len(now)
        assert set(then[:, 0] % 5) == {weekday}


def test_under_the_policy_of_shared_days_the_policys_weekday_moves():
    policy = plain("policy", "shared_office_days")
    scenario = scenario_of(teams={"T1": {"size": 8}}, policy=policy)
    assert moved_to(scenario, 4).policy.weekdays == (5,)


def test_the_study_writes_its_tables_and_a_page(tmp_path, capsys):
    arguments = ["scenario=small_office", "study=room_rules", "run.replications=2", "run.weeks=13", "run.workers=1"]
    assert main([*arguments, f"results_dir={tmp_path}"]) == 0
    folder = next(tmp_path.glob("small-office-team-led-room_rules-*"))
    assert capsys.readouterr().out.rstrip().endswith(f"results: {folder}")
    rules = pl.read_parquet(folder / "tables" / "room_rules.parquet")
    assert set(rules["rule"]) == {rule.name for rule in RULES}
    whole = rules.filter(pl.col("site_id").is_null())
    assert len(whole) == len(RULES)
    assert (rules["rooms_worth"].drop_nulls() >= 0).all()
    moved = pl.read_parquet(folder / "tables" / "shared_day_moves.parquet")
    assert moved["weekday"].to_list() == [1, 2, 3, 4, 5]
    assert (moved["desks_needed_now"] - moved["desks_needed"] == moved["desks_freed"]).all()
    assert (folder / "figures" / "shared_day_moves.svg").is_file()
