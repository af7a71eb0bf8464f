"""The explorer's numbers: counted again by hand from wanted peaks, whole, suppressed, and the same twice."""

from __future__ import annotations

import dataclasses
import json
from types import SimpleNamespace

import numpy as np
import pytest

from sim.report.compare_page import page
from sim.report.explorer_changes import VERDICTS
from sim.report.explorer_data import explorer_json
from sim.report.language import ENGLISH, language
from sim.report.words import people_a_day, percent
from sim.studies.compared.explorer import MOST_STATES, explore, numbers_of_desks
from sim.studies.compared.worlds import restricted
from sim.studies.sized.offices import split
from tests.building import conf_scenario
from tests.report.synthetic import NASTY
from tests.studies.worlds import facts, found, world

SMALL = {"weeks": 6, "replications": 3, "activities": "municipal"}


@pytest.fixture(scope="module")
def worlds():
    return [world(name, conf_scenario("small_office", name, **SMALL)) for name in ("team_led", "anchor_days")]


@pytest.fixture(scope="module")
def compared(worlds):
    return found(*worlds).compared(facts())


@pytest.fixture(scope="module")
def data(compared):
    return json.loads(explorer_json(compared, compared.explored, ENGLISH))


def with_sites(one, sizes, wanted):
    """A world as if it had sites with so many desks and these wanted peaks, [replications, days, sites]."""

    zones = {f"Z{number}": SimpleNamespace(site_id=f"S{number}", desks=size) for number, size in enumerate(sizes)}
    office = SimpleNamespace(site_ids=[zone.site_id for zone in zones.values()], zones=zones)
    scenario = SimpleNamespace(office=office)
    whole = np.concatenate([wanted, wanted.sum(axis=2, keepdims=True)], axis=2)
    return dataclasses.replace(one, scenario=scenario, wanted=whole, replications=tuple(range(len(wanted))))


def test_every_number_is_counted_from_the_wanted_peaks(worlds):
    luck = np.random.default_rng(1)
    sizes = [40, 25, 0, 7]
    wanted = luck.integers(0, 45, size=(3, 20, 4)) * (np.array(sizes) > 0)
    explored = explore([with_sites(worlds[0], sizes, wanted), with_sites(worlds[0], sizes, wanted // 2)])
    assert explored.desks == range(36, 109)
    for policy, peaks in zip(explored.policies, (wanted, wanted // 2), strict=True):
        for place, desks in enumerate(explored.desks):
            lacking = np.maximum(peaks - np.array(split(desks, sizes)), 0).sum(axis=2)
            assert policy.days_short[place] == (lacking > 0).sum()
            assert policy.short.values[place].estimate == pytest.approx((lacking > 0).mean())
            assert policy.missing.values[place].estimate == pytest.approx(lacking.mean())
            assert policy.missing.values[place].low >= 0
            now = np.maximum(wanted - np.array(sizes), 0).sum(axis=2)
            difference = (lacking > 0).mean() - (now > 0).mean()
            assert policy.short.changes[place].interval.estimate == pytest.approx(difference)


def test_today_under_the_baseline_is_identical_to_itself_and_directions_are_of_the_policy(compared):
    explored = compared.explored
    now = explored.desks.index(explored.today)
    base, other = explored.policies
    assert base.short.changes[now].verdict == base.missing.changes[now].verdict == "identical"
    for tried in (base, other):
        for change in (*tried.short.changes, *tried.missing.changes):
            size = change.interval.estimate
            assert not change.more or size > 0
            assert not change.less or size < 0


def test_more_desks_of_one_site_never_raise_the_risk(compared):
    for tried in compared.explored.policies:
        assert list(tried.days_short) == sorted(tried.days_short, reverse=True)
        missing = [value.estimate for value in tried.missing.values]
        assert missing == sorted(missing, reverse=True)


@pytest.mark.parametrize("today", [1, 2, 60, 1500, 12_345, 99_999])
def test_numbers_of_desks_hold_today_and_are_no_more_than_a_page_takes(today):
    numbers = numbers_of_desks(today, MOST_STATES // 5)
    assert today in numbers
    assert len(numbers) <= MOST_STATES // 5 + 1
    assert numbers[0] <= 0.55 * today + 1
    assert numbers[-1] >= 1.45 * today - 1


def test_without_desks_or_days_nothing_can_be_tried(worlds):
    empty = dataclasses.replace(worlds[0], wanted=worlds[0].wanted[:, :0])
    assert explore([empty, empty]) is None
    assert explore([with_sites(worlds[0], [0], np.zeros((2, 3, 1), dtype=int))] * 2) is None


def test_one_replication_has_numbers_and_no_intervals(worlds):
    alone = [restricted(one, [0]) for one in worlds]
    compared = found(*alone).compared(facts())
    data = json.loads(explorer_json(compared, compared.explored, ENGLISH))
    short = data["policies"][1]["numbers"][0]
    assert {data["texts"][place] for place in short["limits"]} == {"No interval, because there is one replication"}
    assert {VERDICTS[verdict] for verdict in short["verdict"]} == {"not_tested"}


def test_the_page_has_the_numbers_as_the_tables_write_them(compared, data):
    for policy, tried in zip(data["policies"], compared.explored.policies, strict=True):
        for numbers, outlook, write in zip(
            policy["numbers"][:2], (tried.short, tried.missing), (percent, people_a_day), strict=True
        ):
            said = [data["texts"][place] for place in numbers["value"]]
            assert said == [write(value.estimate) for value in outlook.values]
        assert policy["numbers"][0]["days"] == list(tried.days_short)


def test_groups_stand_beside_their_own_shares(compared, data):
    policy = compared.policies[1]
    seen = 0
    for metric, kinds in data["policies"][1]["winners"].items():
        for kind, rows in kinds.items():
            groups = ["everybody"] if kind == "everybody" else compared.shown(kind)
            for group, (name, _), row in zip(groups, data["groups"][kind], rows, strict=True):
                fate = next(one for one in policy.groups if (one.kind, one.group, one.metric) == (kind, group, metric))
                assert name == ENGLISH.name(kind, group, compared.called(kind, group))
                assert [data["texts"][place] for place in (row[0], row[2])] == [
                    percent(fate.better),
                    percent(fate.worse),
                ]
                seen += 1
    assert seen > 30


def test_small_groups_and_those_a_total_would_reveal_are_not_in_the_page(compared):
    sizes = {**compared.sizes, ("unit", "Hidden unit"): 3, ("unit", "Its neighbor"): 9}
    groups = [
        dataclasses.replace(one, kind="unit", group=group, better=0.123456, worse=0.2)
        for one in compared.policies[1].groups
        if one.kind == "everybody"
        for group in ("Hidden unit", "Its neighbor")
    ]
    policy = dataclasses.replace(compared.policies[1], groups=[*compared.policies[1].groups, *groups])
    site = next(iter(compared.site_people))
    crossing = {**compared.crossing, ("Hidden unit", site): 3, ("Its neighbor", site): 9}
    mixed = dataclasses.replace(compared, sizes=sizes, policies=[compared.policies[0], policy], crossing=crossing)
    hidden = set(mixed.hidden("unit"))
    assert "Hidden unit" in hidden
    assert len(hidden) >= 2
    text = explorer_json(mixed, mixed.explored, ENGLISH)
    for group in hidden:
        assert f'"{mixed.called("unit", group)}"' not in text
    assert set(mixed.shown("unit")).isdisjoint(hidden)
    assert len(json.loads(text)["groups"].get("unit", [])) == len(mixed.shown("unit"))


def test_an_organization_that_is_a_small_group_has_no_explorer(compared):
    assert page(dataclasses.replace(compared, people=4)).explorer is None


@pytest.mark.parametrize("nasty", [*NASTY, "</script><script>alert(1)</script>", "<!--", "\u2028"])
def test_names_cannot_end_the_data(compared, nasty):
    names = {key: nasty for key in compared.names}
    named = dataclasses.replace(compared, names=names)
    text = explorer_json(named, named.explored, ENGLISH)
    assert "<" not in text
    text.encode()
    assert json.loads(text)


@pytest.mark.parametrize("code", ["en", "fi"])
def test_the_same_comparison_gives_the_same_text(compared, code):
    speaks = language(code)
    assert explorer_json(compared, compared.explored, speaks) == explorer_json(compared, compared.explored, speaks)
    assert page(compared, (), speaks).explorer == page(compared, (), speaks).explorer
