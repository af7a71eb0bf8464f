"""study=room_rules: what each rule changes, what it is worth in rooms, and shared days on another weekday."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import polars as pl

from sim.__main__ import main
from sim.replication import replicate
from sim.report.room_rules_page import Places, RuleRow, room_rules_page
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


def test_pruning_takes_away_half_of_the_empty_bookings_of_series_and_nothing_else():
    """By draw: what is left of the empty bookings is part of them, and who comes to a room comes as before."""
    pruning = next(rule for rule in RULES if rule.name == "series_pruning")
    scenario = office(weeks=200, changes={"bookings": {"room_no_show_share": 0.4}}, policy="full_office")
    before, after = (replicate(world(scenario), 0).counted for world in (pruning.without, pruning.under))
    empty = [counted["rooms_no_shows"].sum() for counted in (before, after)]
    assert 0.4 < empty[1] / empty[0] < 0.6
    assert (after["rooms_no_shows"] <= before["rooms_no_shows"]).all()
    assert after["rooms_made_online"].sum() <= before["rooms_made_online"].sum()
    taken = [
        sum(counted[f"rooms_{name}"].sum() for name in ("served", "served_larger", "waited", "moved", "made_online"))
        for counted in (before, after)
    ]
    assert taken[0] == taken[1]
    single = {"negotiation": plain("activities", "municipal")["negotiation"] | {"per_team_year": 50}}
    alone = replace(scenario, activities=scenario_of(activities=single).activities)
    left = [replicate(world(alone), 0).counted["rooms_no_shows"].sum() for world in (pruning.without, pruning.under)]
    assert left[0] == left[1] > 0


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


def test_an_office_without_rooms_and_shared_days_says_that_there_is_nothing_to_judge(tmp_path, capsys):
    arguments = ["scenario=theory/v1", "study=room_rules", "run.replications=2", "run.weeks=13", "run.workers=1"]
    assert main([*arguments, f"results_dir={tmp_path}"]) == 0
    assert "no rooms and no shared office days" in capsys.readouterr().out


def rule(name="release_15", site_id=None, difference=0.01, p=0.001):
    return RuleRow(
        rule=name, site_id=site_id, refused_share_without=0.05, refused_share_under=0.05 - difference,
        difference=difference, ci_low=difference - 0.001, ci_high=difference + 0.001, adjusted_p=p, rooms_worth=1.5,
        eur_worth_per_year=1000.0, replications=3,
    )  # fmt: skip


FACTS = SimpleNamespace(
    scenario="s", policy="p", seed=1, weeks=4, service_level=0.95, replications_planned=3, replications_failed=0,
    failed="", language="en",
)  # fmt: skip
RELEASED = "a booked room nobody checks in to is free after 15 minutes"
SIZES_KEPT = "one or two people take no larger room while a right one is free"


def test_a_clear_rule_is_named_though_another_changes_more_by_luck():
    rows = [rule("size_rule", difference=0.02, p=0.4), rule("release_15", difference=0.005)]
    answer = room_rules_page(rows, [], Places(names={}, people={"S1": 50}), FACTS).answer
    assert answer.startswith(f"If {RELEASED}, 4.5 % of requests are refused instead of 5.0 %")
    assert f"No more than luck is seen if {SIZES_KEPT}." in answer


def test_a_rule_that_refuses_more_is_said_to():
    answer = room_rules_page([rule(difference=-0.01)], [], Places(names={}, people={"S1": 50}), FACTS).answer
    assert answer == f"More requests are refused if {RELEASED}."


def test_a_site_of_few_people_is_in_no_row_of_the_page():
    rows = [rule(), rule(site_id="S1"), rule(site_id="S2"), rule(site_id="S3")]
    places = Places(names={"S1": "Hut", "S2": "Hall", "S3": "House"}, people={"S1": 3, "S2": 40, "S3": 90})
    page = room_rules_page(rows, [], places, FACTS)
    cells = {cell.value for part in page.sections for grid in part.grids for line in grid.rows for cell in line}
    assert "House" in cells
    assert not {"Hut", "Hall"} & cells
