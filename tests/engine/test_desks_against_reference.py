"""The engine and a plain day without any of its shortcuts seat every person at the same desk."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.engine.arrivals import Arrivals
from sim.engine.desks import Desks
from sim.metrics.desks_daily import DesksDaily
from sim.metrics.observer import Frame
from sim.metrics.site_daily import SiteDaily
from sim.population import draw_population
from sim.records import Outcome
from tests.building import conf_scenario
from tests.engine.reference_day import seats
from tests.random_scenarios import scenarios


def run(scenario, replication=0):
    """Plan, visits and population of a scenario's first block, seated by the engine."""
    luck = Luck(scenario.run.seed, replication)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, population, luck)
    plan = planner.plan(next(iter(planner.blocks())))
    visits = Arrivals(scenario, population, luck).visits(plan)
    Desks(scenario).seat(visits)
    return plan, visits, population


def assert_same_seats(scenario, visits):
    zone_ids = [*scenario.office.zone_ids, None]
    assert [zone_ids[zone] for zone in visits.zone] == seats(scenario, visits)


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_every_person_gets_the_desk_the_plain_day_gives(scenario):
    assert_same_seats(scenario, run(scenario)[1])


@pytest.mark.parametrize("policy", ["team_led", "full_office", "anchor_days"])
def test_a_city_of_ten_sites_is_seated_like_the_plain_day(policy):
    scenario = conf_scenario("espoo", policy, weeks=2)
    _, visits, _ = run(scenario)
    assert (visits.outcome != Outcome.FIRST_CHOICE).sum() > 20, "the case must contain contention"
    assert_same_seats(scenario, visits)


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_peaks_and_occupied_time_are_those_counted_tick_by_tick(scenario):
    plan, visits, population = run(scenario)
    frame = Frame(scenario, population)
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
    workdays = scenario.days.workdays
    assert (held <= office.desks[None, :, None]).all(), "nobody shares a desk"
    for name, by_zone in (("wanted_peak", wanted), ("occupied_peak", held)):
        assert np.array_equal(found[f"desks_{name}"], by_zone.max(axis=2)[workdays])
        by_site = np.stack([by_zone[:, office.site_of_zone == s].sum(axis=1) for s in range(number_of_sites)], axis=1)
        assert np.array_equal(found[f"site_{name}"][:, :-1], by_site.max(axis=2)[workdays])
        assert np.array_equal(found[f"site_{name}"][:, -1], by_site.sum(axis=1).max(axis=1)[workdays])
    assert np.array_equal(found["desks_occupied_ticks"], held.sum(axis=2)[workdays])
