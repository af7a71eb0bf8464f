"""The engine and a plain day without any of its shortcuts seat every person at the same desk."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from sim.engine.invariants import check
from sim.metrics.desks_daily import DesksDaily
from sim.metrics.observer import Frame
from sim.metrics.site_daily import SiteDaily
from sim.records import Outcome
from tests.building import conf_scenario
from tests.engine.played import assert_same_day, assert_same_seats, run
from tests.engine.reference_day import seats
from tests.random_scenarios import scenarios


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_every_person_gets_the_desk_and_every_party_the_room_of_the_plain_day(scenario):
    block = run(scenario)
    assert_same_day(scenario, block)
    check(scenario, block.plan, block.visits)


@pytest.mark.parametrize("policy", ["team_led", "full_office", "anchor_days"])
def test_a_city_of_ten_sites_is_seated_like_the_plain_day(policy):
    scenario = conf_scenario("espoo", policy, weeks=2)
    block = run(scenario)
    assert (block.visits.outcome != Outcome.FIRST_CHOICE).sum() > 20, "the case must contain contention"
    assert_same_seats(scenario, block, seats(scenario, *block.before))


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_peaks_and_occupied_time_are_those_counted_tick_by_tick(scenario):
    block = run(scenario)
    plan, visits = block.plan, block.visits
    frame = Frame(scenario, block.population)
    desks, sites = DesksDaily(frame), SiteDaily(frame)
    desks.observe(plan, visits)
    sites.observe(plan, visits)
    found = desks.arrays() | sites.arrays()
    office = scenario.office
    days, ticks = frame.all_days, frame.ticks
    zones, number_of_sites = len(office.zone_ids), len(office.site_ids)
    wanted, held = np.zeros((days, zones, ticks), np.int32), np.zeros((days, zones, ticks), np.int32)
    for v in range(len(visits)):
        span = slice(visits.arrival[v], visits.departure[v])
        wanted[visits.day[v], visits.wanted_zone[v], span] += 1
        if visits.zone[v] >= 0:
            held[visits.day[v], visits.zone[v], span] += 1
    for v in range(0 if plan.no_shows is None else len(plan.no_shows)):
        if plan.no_shows.zone[v] >= 0:
            held[
                plan.no_shows.day[v], plan.no_shows.zone[v], plan.no_shows.arrival[v] : plan.no_shows.departure[v]
            ] += 1
    workdays = scenario.days.workdays
    assert (held <= office.desks[None, :, None]).all(), "nobody shares a desk"
    for name, by_zone in (("wanted_peak", wanted), ("occupied_peak", held)):
        assert np.array_equal(found[f"desks_{name}"], by_zone.max(axis=2)[workdays])
        by_site = np.stack([by_zone[:, office.site_of_zone == s].sum(axis=1) for s in range(number_of_sites)], axis=1)
        assert np.array_equal(found[f"site_{name}"][:, :-1], by_site.max(axis=2)[workdays])
        assert np.array_equal(found[f"site_{name}"][:, -1], by_site.sum(axis=1).max(axis=1)[workdays])
    assert np.array_equal(found["desks_occupied_ticks"], held.sum(axis=2)[workdays])
