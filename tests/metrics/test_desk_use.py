"""Desks held and empty: meetings, lunch, and the chain of away spells whose law is known exactly (V5)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sim.behavior import DeskUse as Habits
from sim.draws import Luck
from sim.engine.desk_use import PassiveDesks, thresholds
from sim.metrics import desk_use
from sim.metrics.desk_use import DeskUse
from sim.metrics.observer import Frame
from sim.requests import RoomOutcome
from tests.building import conf_scenario, scenario_of, tables_of
from tests.metrics.handmade import (
    MON,
    PEOPLE,
    ROOMS,
    TUE,
    WED,
    WEEK,
    Asked,
    Visit,
    plan_of,
    population_of,
    requests_of_week,
    scenario,
    visits_of,
)

NOT_AWAY = {"lunch_share": 0.0, "at_desk_share": 1.0}
AT_NOON = {"lunch_share": 1.0, "lunch_start_mean": 690, "lunch_start_sd_minutes": 0.0}
AT_NOON |= {"lunch_min_minutes": 30.0, "lunch_max_minutes": 30.0, "at_desk_share": 1.0}


def passive_of(week, asked=(), use=NOT_AWAY, luck=1, **more):
    """Scenario and record of a week of handmade visits."""
    some = scenario(rooms=ROOMS, changes={"desk_use": dict(use)}, **more)
    desks = PassiveDesks(some, population_of(some), Luck(luck, 0))
    return some, desks.of(visits_of(some, week), requests_of_week(some, week, list(asked)))


def test_time_in_rooms_is_taken_from_the_desk_within_the_stay():
    """a0 is there from 8 to 16 o'clock: a call before that and a meeting beyond it are cut."""
    week = [Visit(MON, "a0", "Z1", "Z1"), Visit(MON, "a1", "Z1", "Z1")]
    asked = [
        Asked(MON, "call", ("a0",), at=470, minutes=20),
        Asked(MON, "ideation", ("a0", "a1"), at=930, minutes=60),
    ]
    _, passive = passive_of(week, asked)
    assert passive.meeting.tolist() == [10 + 30, 30]


def test_only_who_holds_a_room_leaves_the_desk():
    week = [Visit(MON, "a0", "Z1", "Z1")]
    asked = [
        Asked(MON, "ideation", ("a0",), room="", outcome=RoomOutcome.ONLINE),
        Asked(MON, "ideation", ("a0",), booked=True, outcome=RoomOutcome.NO_SHOW),
        Asked(MON, "ideation", ("a0",), outcome=RoomOutcome.MOVED, start=600, until=625),
    ]
    assert passive_of(week, asked)[1].meeting.tolist() == [25]


def test_meetings_at_the_same_time_count_once():
    week = [Visit(MON, "a0", "Z1", "Z1"), Visit(MON, "a1", "Z1", "Z1")]
    asked = [
        Asked(MON, "ideation", ("a0", "a1"), at=540, minutes=60),
        Asked(MON, "call", ("a0",), at=550, minutes=20),
        Asked(MON, "call", ("a0",), at=590, minutes=30),
    ]
    assert passive_of(week, asked)[1].meeting.tolist() == [80, 60]


def test_lunch_is_taken_where_it_fits_into_the_stay_and_not_counted_twice_in_a_meeting():
    week = [
        Visit(MON, "a0", "Z1", "Z1"),
        Visit(MON, "a1", "Z1", "Z1", at=691),
        Visit(MON, "a2", "Z1", "Z1", until=719),
        Visit(MON, "b0", "Z2", "Z2"),
        Visit(MON, "b1", "Z2", ""),
    ]
    asked = [Asked(MON, "ideation", ("b0",), at=660, minutes=40)]
    _, passive = passive_of(week, asked, AT_NOON)
    assert passive.lunch.tolist() == [30, 0, 0, 20, 0]
    assert passive.steps.tolist() == [45, 26, 23, 42, 0], "the rest of the stay in whole steps"


def test_the_share_start_and_length_of_lunch_are_those_stated():
    some = scenario_of(
        teams={"T1": {"size": 400}},
        zones={"Z1": {"site_id": "S1", "desks": 400}},
        policy="full_office",
        changes={"desk_use": {**AT_NOON, "lunch_share": 0.85, "lunch_max_minutes": 45.0}},
        weeks=4,
        replications=1,
    )
    table = tables_of(some)["desk_use"]
    lunches = table["lunch_minutes"].sum() / (400 * 20)
    assert lunches == pytest.approx(0.85 * 37.5, abs=4 * 37.5 * np.sqrt(0.85 * 0.15 / 8_000))


def test_nothing_is_drawn_where_nobody_leaves_the_desk(monkeypatch):
    some = scenario(rooms=ROOMS, changes={"desk_use": NOT_AWAY})
    desks = PassiveDesks(some, population_of(some), Luck(1, 0))

    def fail(*_):
        raise AssertionError("drawn")

    monkeypatch.setattr("sim.draws.Stream.bits_each", fail)
    monkeypatch.setattr("sim.draws.Stream.bits_over", fail)
    passive = desks.of(visits_of(some, WEEK), requests_of_week(some, WEEK, []))
    assert passive.steps.sum() > 0
    assert passive.away_steps.sum() == passive.lunch.sum() == 0


def slowly(desks, visits, passive):
    """Away steps, starts and ends of every visit, step by step with plain numbers."""
    goes, stays, begins = thresholds(desks._habits)
    bits = desks._stream.bits_each(desks._keys[visits.person], desks._ordinals[visits.day])
    found = []
    for one, steps in zip(bits, passive.steps.tolist(), strict=True):
        draws = [int(word) for word in desks._steps.bits_over(np.array([one]), np.arange(40))[:, 0]]
        fields = [(word >> shift) & 0xFFFF for word in draws for shift in (0, 16, 32, 48)]
        states: list[bool] = []
        for u in fields[:steps]:
            states.append(u < (begins if not states else stays if states[-1] else goes))
        pairs = list(pairwise(states))
        found.append((sum(states), pairs.count((False, True)), pairs.count((True, False))))
    return found


@pytest.mark.parametrize("share", [0.8, 0.3])
def test_the_chain_is_that_of_a_plain_loop_also_beyond_a_machine_word(share):
    """Stays of 0 to 140 steps: a word holds 64."""
    week = [
        Visit(day, person, "Z1", "Z1", at=0, until=1 + 233 * number + 47 * day)
        for day in range(5)
        for number, person in enumerate(PEOPLE)
    ]
    use = {"lunch_share": 0.0, "at_desk_share": share, "mobility": 0.15}
    some, passive = passive_of(week, use=use)
    assert (passive.steps.min(), passive.steps.max()) == (0, 135)
    desks = PassiveDesks(some, population_of(some), Luck(1, 0))
    counts = list(zip(*(c.tolist() for c in (passive.away_steps, passive.away_starts, passive.away_ends)), strict=True))
    assert counts == slowly(desks, visits_of(some, week), passive)


def test_nobody_s_away_spells_hang_on_who_else_is_there():
    use = {"lunch_share": 0.5, "at_desk_share": 0.8}
    week = [Visit(MON, "a0", "Z1", "Z1"), Visit(TUE, "a1", "Z1", "Z1"), Visit(WED, "c0", "Z3", "Z3")]
    everybody = passive_of(week, use=use)[1]
    for number, visit in enumerate(week):
        alone = passive_of([visit], use=use)[1]
        for name in ("lunch", "steps", "away_steps", "away_starts", "away_ends"):
            assert getattr(alone, name).tolist() == [getattr(everybody, name)[number]], name


def test_the_chain_has_the_law_of_page_et_al():
    """V5: with presence .8 and mobility .15 the chances to come back and to go are .20870 and .05217 a step."""
    steps = 48
    desks = PassiveDesks.__new__(PassiveDesks)
    desks._habits, desks._steps = Habits(at_desk_share=0.8, mobility=0.15), Luck(5, 0).stream("desk use by step")
    bits = Luck(5, 0).stream("somebody").bits(np.arange(20_000, dtype=np.uint64))
    # How many steps somebody is away among the first n tells the state of step n.
    until = [desks._chains(bits, np.full(len(bits), n, dtype=np.int32))[0].astype(int) for n in range(steps + 1)]
    away = np.diff(until, axis=0).astype(bool)
    before, after = away[:-1], away[1:]
    come_back, go = (before & ~after).sum() / before.sum(), (~before & after).sum() / (~before).sum()
    assert away.size == 960_000
    # Four standard errors; those of the presence are larger by the chain's memory.
    memory = (1 + 0.739) / (1 - 0.739)
    assert come_back == pytest.approx(0.20870, abs=4 * np.sqrt(0.2087 * 0.7913 / before.sum()))
    assert go == pytest.approx(0.05217, abs=4 * np.sqrt(0.05217 * 0.94783 / (~before).sum()))
    assert 1 - away.mean() == pytest.approx(0.800, abs=4 * np.sqrt(0.16 * memory / away.size))
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] == pytest.approx(0.739, abs=0.005)
    assert 1 - away[0].mean() == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / 20_000)), "stationary from the first step"


def test_the_counts_of_changes_are_those_of_the_states():
    desks = PassiveDesks.__new__(PassiveDesks)
    desks._habits, desks._steps = Habits(at_desk_share=0.8), Luck(5, 0).stream("desk use by step")
    bits = Luck(5, 0).stream("somebody").bits(np.arange(500, dtype=np.uint64))
    until = [desks._chains(bits, np.full(len(bits), n, dtype=np.int32))[0].astype(int) for n in range(101)]
    away = np.diff(until, axis=0).astype(bool)
    _, starts, ends = desks._chains(bits, np.full(len(bits), 100, dtype=np.int32))
    assert starts.tolist() == (~away[:-1] & away[1:]).sum(axis=0).tolist()
    assert ends.tolist() == (away[:-1] & ~away[1:]).sum(axis=0).tolist()


def test_the_table_adds_up_by_day_and_site():
    week = [*WEEK, Visit(TUE, "c0", "Z3", "Z3", until=600)]
    asked = [Asked(TUE, "ideation", ("a0",), minutes=90)]
    some, passive = passive_of(week, asked, AT_NOON)
    plan = replace(plan_of(week), passive=passive)
    observer = DeskUse(Frame(some, population_of(some)))
    observer.observe(plan, visits_of(some, week))
    table = desk_use.rows(some, [0], {name: values[None] for name, values in observer.arrays().items()})
    assert len(table) == 10
    tuesday = table.filter(date=sorted(set(table["date"]))[TUE]).drop("replication", "date")
    assert tuesday.rows() == [
        ("S1", 480.0, 90.0, 30.0, 0.0, 120 / 480, 36, 0, 0, 0),
        ("S2", 120.0, 0.0, 0.0, 0.0, 0.0, 12, 0, 0, 0),
    ]
    friday = table.filter(date=sorted(set(table["date"]))[4])
    assert friday["held_minutes"].sum() == 0
    assert friday["passive_share"].is_null().all()


def test_a_run_adds_up_and_its_key_figure_is_that_of_the_table():
    tables = tables_of(conf_scenario("small_office", activities="municipal", weeks=6, replications=2))
    table, summary = tables["desk_use"], tables["summary"]
    away = table["meeting_minutes"] + table["lunch_minutes"] + table["away_minutes"]
    assert (away <= table["held_minutes"]).all()
    assert (table["away_minutes"] == 10 * table["away_steps"]).all()
    at_desk = table["held_minutes"] - table["meeting_minutes"] - table["lunch_minutes"]
    assert (10 * table["steps"] <= at_desk).all()
    visits = tables["visits"].filter(~tables["visits"]["outcome"].is_in(["no_show", "forced_remote"]))
    held = (visits["departure_minute"] - visits["arrival_minute"]).sum()
    assert table.filter(replication=0)["held_minutes"].sum() == held
    of_replication = [away.filter(table["replication"] == r).sum() for r in (0, 1)]
    held_of = [table.filter(replication=r)["held_minutes"].sum() for r in (0, 1)]
    share = np.mean([a / h for a, h in zip(of_replication, held_of, strict=True)])
    assert summary.filter(metric="desk_passive_share")["estimate"].to_list() == pytest.approx([share, share])
    assert 0.2 < share < 0.5
