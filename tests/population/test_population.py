"""The synthetic people: drawn by the stated laws, the same under every policy and office, each by own luck."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.draws import SCORES_PER_UNIT, Luck
from sim.population import draw_population, one_way
from sim.records import Role
from tests.building import scenario_of
from tests.chance import assert_counts, assert_mean, assert_share, assert_uncorrelated

BIG = {f"T{n:03d}": {"size": 20} for n in range(250)}
SITES = {"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 6.0}, "S3": {"name": "Three", "y_km": -4.0}}
ZONES = {f"Z{n}": {"site_id": f"S{n}", "desks": 5} for n in (1, 2, 3)}


def people(replication=0, seed=1, **more):
    scenario = scenario_of(**{"teams": BIG, **more})
    return draw_population(scenario.organization, scenario.office, scenario.behavior, Luck(seed, replication))


def way(some, site, **more):
    """Minutes and grams one way of everybody to a site each."""
    scenario = scenario_of(**{"teams": BIG, **more})
    everybody = np.arange(len(some), dtype=np.int32)
    return one_way(scenario.behavior.commute, scenario.office, some, everybody, np.asarray(site))


def test_wished_days_have_the_stated_shares():
    shares = [0.10, 0.20, 0.25, 0.24, 0.12, 0.09]
    found = people(changes={"wishes": {"office_days_share": shares}}).wished_days
    assert_counts(np.bincount(found, minlength=6), 5_000 * np.array(shares))


def test_a_share_of_nothing_is_never_drawn():
    found = people(changes={"wishes": {"office_days_share": [0, 0.5, 0, 0, 0, 0.5]}}).wished_days
    assert set(found) == {1, 5}


def test_tastes_are_normal_and_independent_between_weekdays():
    taste = people(changes={"weekday_choice": {"taste_sd": 0.5}}).taste / SCORES_PER_UNIT
    assert_mean(taste, 0)
    assert_mean(taste**2, 0.25)
    for one in range(5):
        for other in range(one):
            assert_uncorrelated(taste[one], taste[other])


def test_wishes_part_time_and_travel_share_no_luck():
    some = people(changes={"wishes": {"office_days_share": [1 / 6] * 6}, "absence": {"part_time_share": 0.5}})
    emits = some.grams_per_km
    for one, other in ((some.wished_days, some.day_off >= 0), (some.wished_days, emits), (some.day_off >= 0, emits)):
        assert_uncorrelated(one, other)
    assert_uncorrelated(some.distance_km, some.wished_days)


def test_the_way_to_work_is_lognormal_with_the_stated_median_and_mean():
    distance = people().distance_km
    assert_share((distance < 10).sum(), len(distance), 0.5)
    sigma = math.sqrt(2 * math.log(14 / 10))
    assert_mean(np.log(distance / 10), 0)
    assert_mean(np.log(distance / 10) ** 2, sigma**2)


def test_cars_and_transit_are_as_frequent_as_stated_and_emit_by_the_kilometer():
    some = people()
    assert_counts([(some.grams_per_km == g).sum() for g in (150, 40, 0)], 5_000 * np.array([0.50, 0.33, 0.17]))
    minutes, grams = way(some, some.home_site)
    assert np.allclose(minutes, 12 + some.distance_km)
    assert np.allclose(grams, some.grams_per_km * some.distance_km)


def test_the_first_member_of_a_team_is_its_only_manager():
    some = people(teams={"A": {"size": 3}, "B": {"size": 1}, "C": {"size": 2}})
    assert some.is_manager.tolist() == [True, False, False, True, True, False]
    assert some.team.tolist() == [0, 0, 0, 1, 2, 2]


def test_the_other_site_is_the_one_nearest_to_the_home_by_plain_geometry():
    """Home at its bearing from S1; the shorter way to S2 or S3 by road is 1.3 x the straight line."""
    some = people(sites=SITES, zones=ZONES)
    bearing = (Luck(1, 0).stream("home").bits(some.keys) >> np.uint64(16) & np.uint64(0xFFFF)) * (2 * np.pi / 65_536)
    x, y = np.cos(bearing) * some.distance_km / 1.3, np.sin(bearing) * some.distance_km / 1.3
    to_2, to_3 = np.hypot(x - 6, y), np.hypot(x, y + 4)
    assert np.array_equal(some.other_site, np.where(to_2 < to_3, 1, 2))
    minutes, grams = way(some, some.other_site, sites=SITES, zones=ZONES)
    assert np.allclose(minutes, 12 + 1.3 * np.minimum(to_2, to_3))
    assert np.allclose(grams, some.grams_per_km * 1.3 * np.minimum(to_2, to_3))


def test_bearings_are_uniform_so_that_opposite_sites_are_as_often_the_nearer_one():
    sites = SITES | {"S2": {"name": "Two", "x_km": 5.0}, "S3": {"name": "Three", "x_km": -5.0}}
    some = people(sites=sites, zones=ZONES)
    assert_share((some.other_site == 1).sum(), 5_000, 0.5)


def test_a_site_without_guest_desks_is_nobodys_other_site():
    zones = ZONES | {"Z2": {"site_id": "S2", "desks": 5, "kind": "assigned"}}
    assert set(people(sites=SITES, zones=zones).other_site) == {2}


def test_with_one_site_there_is_no_other():
    some = people()
    assert (some.other_site == -1).all()


@pytest.mark.parametrize("more", [{"policy": "full_office"}, {"zones": {"Z9": {"site_id": "S1", "desks": 0}}}])
def test_the_same_people_live_under_every_policy_and_office(more):
    one, other = people(), people(**more)
    for name in ("keys", "wished_days", "taste", "day_off", "distance_km", "home_km", "role", "grams_per_km"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


def test_one_team_less_leaves_all_others_as_they_were():
    fewer = {team: size for team, size in BIG.items() if team != "T100"}
    one, other = people(), people(teams=fewer)
    kept = np.flatnonzero(one.team != 100)
    for name in ("keys", "wished_days", "day_off", "distance_km"):
        assert np.array_equal(getattr(one, name)[kept], getattr(other, name)), name


def test_a_larger_team_keeps_its_first_members():
    small, large = people(teams={"A": {"size": 4}}), people(teams={"A": {"size": 9}})
    assert np.array_equal(large.distance_km[:4], small.distance_km)


def test_each_replication_and_each_seed_draws_other_people():
    for other in (people(replication=1), people(seed=2)):
        assert (other.distance_km != people().distance_km).mean() > 0.99


def test_no_two_people_of_a_city_share_a_key():
    assert len(np.unique(people().keys)) == 5_000


@pytest.mark.parametrize("mean_km", [5.0, 10.0])
def test_a_mean_not_above_the_median_is_read_as_no_spread(mean_km):
    assert np.allclose(people(changes={"commute": {"distance_mean_km": mean_km}}).distance_km, 10)


KINDS = {"site_bound_share": 0.1, "mobile_share": 0.2, "mobile_other_premises_share": 0.6}


def test_kinds_of_people_are_as_frequent_as_stated_beside_managers():
    """Of the 4,750 people who lead no team; supervisors are managers whatever the draw says."""
    some = people(changes={"people": KINDS})
    assert (some.role[some.is_manager] == Role.MANAGER).all()
    others = some.role[~some.is_manager]
    counts = [(others == role).sum() for role in (Role.SITE_BOUND, Role.MOBILE, Role.EXPERT)]
    assert_counts(counts, len(others) * np.array([0.1, 0.2, 0.7]))


def test_site_bound_people_wish_every_day_and_all_others_what_they_wished_before():
    shares = {"wishes": {"office_days_share": [1 / 6] * 6}}
    some, plain = people(changes=shares | {"people": KINDS}), people(changes=shares)
    bound = some.role == Role.SITE_BOUND
    assert (some.wished_days[bound] == 5).all()
    assert np.array_equal(some.wished_days[~bound], plain.wished_days[~bound])


def test_mobile_people_spend_their_own_share_at_other_premises_and_all_others_the_usual_one():
    some = people(changes={"people": KINDS, "places": {"other_premises_share_of_office_days": 0.04}})
    mobile = some.role == Role.MOBILE
    assert set(some.other_premises_share[mobile]) == {0.6}
    assert set(some.other_premises_share[~mobile]) == {0.04}


def test_who_needs_an_accessible_desk_sets_out_for_the_first_one_of_the_home_site():
    """Exact binomial of 5,000; S1 has two accessible zones and the first by id is taken."""
    zones = {
        "Z1": {"site_id": "S1", "desks": 5},
        "Z2": {"site_id": "S1", "desks": 5, "kind": "accessible"},
        "Z3": {"site_id": "S1", "desks": 5, "kind": "accessible"},
    }
    own = people(zones=zones, changes={"people": {"accessible_desk_share": 0.1}}).own_zone
    assert set(own) == {0, 1}
    assert_share((own == 1).sum(), 5_000, round(0.1 * 65_536) / 65_536)


def test_without_an_accessible_zone_everybody_sets_out_for_the_zone_of_the_team():
    assert set(people(changes={"people": {"accessible_desk_share": 1.0}}).own_zone) == {0}


def test_a_team_that_moves_keeps_its_homes_and_has_another_way():
    stays = people(sites=SITES, zones=ZONES, teams={"T1": {"size": 400, "site_id": "S1", "zone_id": "Z1"}})
    there = {"size": 400, "site_id": "S2", "zone_id": "Z2", "lives_around_site_id": "S1"}
    moved = people(sites=SITES, zones=ZONES, teams={"T1": there})
    np.testing.assert_array_equal(moved.home_km, stays.home_km)
    by_road = np.hypot(*(moved.home_km - np.array([6.0, 0.0])).T) * 1.3
    np.testing.assert_allclose(moved.distance_km, by_road)
    np.testing.assert_array_equal(moved.wished_days, stays.wished_days)
    minutes, _ = way(stays, [1] * 400, sites=SITES, zones=ZONES, teams={"T1": there})
    at_home, _ = way(moved, [1] * 400, sites=SITES, zones=ZONES, teams={"T1": there})
    np.testing.assert_allclose(at_home, minutes)
