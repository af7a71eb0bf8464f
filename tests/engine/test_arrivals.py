"""Who sets out when, and for how long: the laws of arrival and stay, opening hours and ticks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.engine.arrivals import Arrivals
from sim.population import draw_population
from sim.records import Outcome
from tests.building import plain, scenario_of
from tests.chance import ALPHA, assert_mean, assert_share, assert_uncorrelated, assert_uniform

EVERYBODY = {"kind": "full_office"}
BIG = {"T1": {"size": 400}}
WIDE = {"arrival_earliest": 0, "arrival_latest": 1440}


def visits_of(day=None, *, sites=None, **more):
    """All visits of 400 people, every day of ten weeks, seated nowhere else than wished."""
    scenario = scenario_of(
        **{"teams": BIG, "policy": EVERYBODY, "weeks": 10, "changes": {"day": day or {}}, "sites": sites, **more}
    )
    luck = Luck(scenario.run.seed, 0)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    plan = Planner(scenario, population, luck).plan(slice(0, scenario.run.weeks))
    return Arrivals(scenario, population, luck).visits(plan)


def test_arrivals_are_normal_in_mean_and_spread():
    """20,000 arrivals: the mean by a t-test (half a minute is lost to rounding down), the variance by chi-square."""
    visits = visits_of({"arrival_mean": 510, "arrival_sd_minutes": 45, **WIDE})
    assert_mean(visits.arrival + 0.5, 510)
    n, spread = len(visits), 45**2 + 1 / 12
    low, high = stats.chi2.ppf([ALPHA / 2, 1 - ALPHA / 2], n - 1) * spread / (n - 1)
    assert low < visits.arrival.var(ddof=1) < high


def test_arrivals_are_cut_at_the_earliest_and_the_latest():
    day = {"arrival_mean": 510, "arrival_sd_minutes": 45, "arrival_earliest": 480, "arrival_latest": 540}
    visits = visits_of(day)
    assert visits.arrival.min() == 480
    assert visits.arrival.max() == 540
    beyond = stats.norm.cdf(-30 / 45)
    assert_share((visits.arrival == 540).sum(), len(visits), beyond)


def test_a_short_visit_comes_as_often_as_stated_and_is_uniform():
    """Short stays of 120 to 330 minutes beside full ones of exactly 456: exact binomial, then 21 even bins."""
    day = {
        "stay_mean_minutes": 456,
        "short_stay_share": 0.2,
        "short_stay_min_minutes": 120,
        "short_stay_max_minutes": 330,
    }
    visits = visits_of(day)
    stay = visits.departure - visits.arrival
    short = stay[stay != 456]
    assert_share(len(short), len(stay), round(0.2 * 65_536) / 65_536)
    assert short.min() > 120
    assert short.max() <= 330
    assert_uniform((short - 121) // 10, 21)


def test_full_stays_are_normal_in_mean_and_spread():
    """Rounding up adds half a minute."""
    visits = visits_of({"stay_mean_minutes": 456, "stay_sd_minutes": 48})
    stay = visits.departure - visits.arrival
    assert_mean(stay - 0.5, 456)
    n, spread = len(stay), 48**2 + 1 / 12
    low, high = stats.chi2.ppf([ALPHA / 2, 1 - ALPHA / 2], n - 1) * spread / (n - 1)
    assert low < stay.var(ddof=1) < high


def test_how_long_somebody_stays_does_not_depend_on_the_arrival():
    visits = visits_of({"arrival_sd_minutes": 20, **WIDE, "stay_sd_minutes": 30})
    assert_uncorrelated(visits.arrival, visits.departure - visits.arrival)


def test_visits_stay_inside_the_opening_hours():
    sites = {"S1": {"name": "Short day", "opens_at": 500, "closes_at": 620}}
    visits = visits_of({"arrival_mean": 560, "arrival_sd_minutes": 90, **WIDE, "stay_mean_minutes": 60}, sites=sites)
    assert visits.arrival.min() == 500
    assert visits.arrival.max() == 619
    assert visits.departure.max() == 620
    assert (visits.departure > visits.arrival).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(60, 1_439), st.integers(1, 1_440), st.floats(0.001, 1_440), st.sampled_from([1, 30, 60]))
def test_a_visit_lasts_at_least_a_tick_and_never_leaves_the_day(opens, length, stay, tick_seconds):
    closes = min(1_440, opens + length)
    sites = {"S1": {"name": "Some hours", "opens_at": opens, "closes_at": closes}}
    day = {"arrival_sd_minutes": 200, **WIDE, "stay_mean_minutes": stay, "stay_sd_minutes": 100}
    visits = visits_of(day, sites=sites, teams={"T1": {"size": 20}}, weeks=1, tick_seconds=tick_seconds)
    per_minute = 60 // tick_seconds
    assert len(visits) == 100
    assert (visits.arrival >= opens * per_minute).all()
    assert (visits.departure <= closes * per_minute).all()
    assert (visits.departure - visits.arrival >= 1).all()


def test_coarse_ticks_round_starts_down_and_lengths_up():
    """The same luck in minutes and in seconds."""
    day = {"arrival_sd_minutes": 45, **WIDE, "stay_sd_minutes": 48}
    coarse, fine = visits_of(day), visits_of(day, tick_seconds=1)
    assert np.array_equal(coarse.arrival, fine.arrival // 60)
    assert np.array_equal(coarse.departure - coarse.arrival, -(-(fine.departure - fine.arrival) // 60))


def test_a_stay_of_whole_minutes_is_not_lengthened():
    visits = visits_of({"stay_mean_minutes": 480})
    assert set(visits.departure - visits.arrival) == {480}


def test_ties_are_uniform_over_20_bits_and_know_nothing_of_arrival_and_stay():
    day = {"arrival_sd_minutes": 45, **WIDE, "stay_sd_minutes": 48}
    visits = visits_of(changes={"day": day, "cascade": {"another_site_share": 0.5}})
    assert visits.tie.min() >= 0
    assert visits.tie.max() < 2**20
    assert_uniform(visits.tie >> 10, 1_024)
    assert_uniform(visits.tie & 1_023, 1_024)
    for other in (visits.arrival, visits.departure - visits.arrival, visits.tries_another_site):
        assert_uncorrelated(visits.tie, other)


@pytest.mark.parametrize("share", [0.0, 0.1, 1.0])
def test_as_many_try_another_site_as_stated(share):
    visits = visits_of(changes={"cascade": {"another_site_share": share}})
    assert_share(visits.tries_another_site.sum(), len(visits), round(share * 4_096) / 4_096)


def test_everybody_is_seated_as_wished_before_the_engine_looks():
    visits = visits_of()
    assert np.array_equal(visits.zone, visits.wanted_zone)
    assert (visits.outcome == Outcome.FIRST_CHOICE).all()
    assert len(visits) == 400 * 50


def test_visits_are_ordered_by_day_and_person():
    visits = visits_of(teams={"T1": {"size": 7}}, policy="free_choice")
    order = visits.day.astype(int) * 7 + visits.person
    assert (np.diff(order) > 0).all()


@pytest.mark.parametrize("zone", [{"desks": 9, "kind": "assigned"}, {"desks": 0}])
def test_who_is_called_to_a_site_without_desks_for_guests_asks_for_its_first_zone(zone):
    """A unit meeting at the site where most of the unit works; nobody wishes a day, so all come for the meeting."""
    meeting = plain("activities", "municipal")["unit_meeting"]
    visits = visits_of(
        sites={"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 3.0}},
        zones={"Z1": {"site_id": "S1", **zone}, "Z2": {"site_id": "S2", "desks": 9}, "Z3": {"site_id": "S1", **zone}},
        teams={
            "T1": {"size": 9, "zone_id": "Z3", "site_id": "S1"},
            "T2": {"size": 5, "zone_id": "Z2", "site_id": "S2"},
        },
        policy="free_choice",
        changes={"wishes": {"office_days_share": [1, 0, 0, 0, 0, 0]}},
        activities={"unit_meeting": meeting | {"every_weeks": 1, "in_person_share": 1.0, "needed_share": 1.0}},
    )
    assert np.array_equal(visits.wanted_zone, np.where(visits.person < 9, 2, 0))
    assert len(visits) == 14 * 10


def test_a_person_comes_at_the_same_minute_under_every_policy():
    day = {"arrival_sd_minutes": 45, **WIDE, "stay_sd_minutes": 48}
    full, free = (
        visits_of(day, teams={"T1": {"size": 30}}),
        visits_of(day, teams={"T1": {"size": 30}}, policy="free_choice"),
    )
    when = {
        (d, p): (a, b, t)
        for d, p, a, b, t in zip(full.day, full.person, full.arrival, full.departure, full.tie, strict=True)
    }
    for d, p, a, b, t in zip(free.day, free.person, free.arrival, free.departure, free.tie, strict=True):
        assert when[d, p] == (a, b, t)


def test_a_day_at_another_site_follows_that_sites_hours_and_wants_its_guest_desks():
    """Guests want the first zone in the guests' order: touchdown before shared."""
    sites = {
        "S1": {"name": "Home", "opens_at": 420, "closes_at": 1_140},
        "S2": {"name": "Other", "x_km": 3.0, "opens_at": 540, "closes_at": 600},
    }
    zones = {
        "Z1": {"site_id": "S1", "desks": 400},
        "Z2": {"site_id": "S2", "desks": 9},
        "Z3": {"site_id": "S2", "desks": 9, "kind": "touchdown"},
    }
    visits = visits_of(
        sites=sites,
        zones=zones,
        policy="free_choice",
        changes={"places": {"other_premises_share_of_office_days": 1.0}},
    )
    assert (visits.wanted_zone == 2).all()
    assert (visits.arrival == 540).all(), "who means to come at eight waits for the doors"
    assert (visits.departure == 600).all()
