"""The synthetic people of one replication: drawn anew for each replication, the same under every policy and office."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sim.draws import TABLE_SIZE, field, normal_table, scores
from sim.records import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.behavior import Behavior, Commute, People
    from sim.draws import Luck
    from sim.office import Office
    from sim.organization import Organization


@dataclass(frozen=True, slots=True)
class Population:
    """One array element per person, in the order of teams; a team's first person is its supervisor.

    `role` see `sim.records.Role`; `wished_days` office days wished in a full week, 0 to 5; `other_premises_share` share
    of free office days spent at another city site; `taste` weekday taste in scores, [weekday, person]; `day_off`
    weekday not worked by part-timers, else -1; `home_km` where the person lives, [person, 2]; `distance_km` by road to
    the home site; `grams_per_km` CO2 of the person's way of traveling; `other_site` the other city site nearest to the
    home, -1 where there is none.
    """

    keys: NDArray[np.uint64]
    team: NDArray[np.int32]
    is_manager: NDArray[np.bool_]
    role: NDArray[np.int8]
    home_site: NDArray[np.int32]
    own_zone: NDArray[np.int32]
    wished_days: NDArray[np.int8]
    other_premises_share: NDArray[np.float64]
    taste: NDArray[np.int16]
    day_off: NDArray[np.int8]
    home_km: NDArray[np.float64]
    distance_km: NDArray[np.float64]
    grams_per_km: NDArray[np.float64]
    other_site: NDArray[np.int16]

    def __len__(self) -> int:
        """Count the people."""
        return len(self.keys)


def draw_population(organization: Organization, office: Office, behavior: Behavior, luck: Luck) -> Population:
    """Draw everybody's wishes, tastes, homes and working patterns for one replication."""
    keys = organization.person_keys
    team = organization.team_of_person
    teams = [organization.teams[team_id] for team_id in organization.team_ids]
    site_index = {site_id: number for number, site_id in enumerate(office.site_ids)}
    home_site = np.array([site_index[t.site_id] for t in teams], dtype=np.int32)[team]
    is_manager = np.zeros(len(keys), dtype=bool)
    is_manager[organization.team_starts] = True

    habits = luck.stream("habits").bits(keys)
    wished = np.searchsorted(
        np.cumsum(behavior.wishes.office_days_share)[:-1], (field(habits, 0) + 0.5) / TABLE_SIZE, side="right"
    )
    part_time = field(habits, 1) < behavior.absence.part_time_share * TABLE_SIZE
    kinds = luck.stream("kinds of people").bits(keys)
    role = _roles(behavior.people, is_manager, field(kinds, 0))
    elsewhere = behavior.places.other_premises_share_of_office_days
    mobile = behavior.people.mobile_other_premises_share

    tastes = luck.stream("weekday taste").bits_over(keys, np.arange(2))
    columns = [field(tastes[0], number) for number in range(4)] + [field(tastes[1], 0)]
    taste_scores = scores(normal_table() * behavior.weekday_choice.taste_sd).astype(np.int16)

    around = np.array([site_index[t.lives_around_site_id or t.site_id] for t in teams], dtype=np.int32)[team]
    home_km, distance_km, other_site = _draw_homes(keys, home_site, around, office, behavior.commute, luck)
    return Population(
        keys=keys,
        team=team,
        is_manager=is_manager,
        role=role,
        home_site=home_site,
        own_zone=_own_zones(organization, office, field(kinds, 1) < behavior.people.accessible_desk_share * TABLE_SIZE),
        wished_days=np.where(role == Role.SITE_BOUND, 5, wished).astype(np.int8),
        other_premises_share=np.where(role == Role.MOBILE, mobile, elsewhere),
        taste=np.stack([taste_scores[column] for column in columns]),
        day_off=np.where(part_time, (field(habits, 2) % 5).astype(np.int8), np.int8(-1)),
        home_km=home_km,
        distance_km=distance_km,
        grams_per_km=_grams_per_km(behavior.commute, (field(habits, 3) + 0.5) / TABLE_SIZE),
        other_site=other_site,
    )


def _roles(people: People, is_manager: NDArray[np.bool_], draw: NDArray[np.uint16]) -> NDArray[np.int8]:
    """Give everybody a role; supervisors are managers whatever the draw says."""
    role = np.full(len(draw), Role.EXPERT, dtype=np.int8)
    site_bound = people.site_bound_share * TABLE_SIZE
    role[draw < site_bound + people.mobile_share * TABLE_SIZE] = Role.MOBILE
    role[draw < site_bound] = Role.SITE_BOUND
    role[is_manager] = Role.MANAGER
    return role


def _own_zones(organization: Organization, office: Office, accessible: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Zone each person sets out for at the home site: the team's, or the site's first accessible one if needed."""
    zone_index = {zone_id: number for number, zone_id in enumerate(office.zone_ids)}
    first_accessible = {
        office.zones[zone_id].site_id: zone_index[zone_id]
        for zone_id in reversed(office.zone_ids)
        if office.zones[zone_id].kind == "accessible"
    }
    teams = [organization.teams[team_id] for team_id in organization.team_ids]
    usual = np.array([zone_index[t.zone_id] for t in teams], dtype=np.int32)
    special = np.array([first_accessible.get(t.site_id, zone_index[t.zone_id]) for t in teams], dtype=np.int32)
    team = organization.team_of_person
    return np.where(accessible, special[team], usual[team])


def _draw_homes(
    keys: NDArray[np.uint64],
    home_site: NDArray[np.int32],
    around: NDArray[np.int32],
    office: Office,
    commute: Commute,
    luck: Luck,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int16]]:
    """Where everybody lives, the road distance to the home site, and the other site nearest to the home.

    The distance from the site that people live `around` follows the lognormal commute law; the home lies at a random
    bearing from it, so that the distance to every other site follows from geometry (straight line x detour factor).
    """
    bits = luck.stream("home").bits(keys)
    distance = _distance_table(commute.distance_median_km, commute.distance_mean_km)[field(bits, 0)]
    bearing = field(bits, 1) * (2 * math.pi / TABLE_SIZE)
    straight = distance / commute.detour_factor
    home = office.coordinates_km[around] + np.stack([np.cos(bearing), np.sin(bearing)], axis=1) * straight[:, None]
    moved = np.flatnonzero(home_site != around)
    if len(moved):
        distance[moved] = np.hypot(*(home[moved] - office.coordinates_km[home_site[moved]]).T) * commute.detour_factor
    if len(office.site_ids) == 1:
        return home, distance, np.full(len(keys), -1, dtype=np.int16)
    return home, distance, _nearest_other_site(home, home_site, office)


def one_way(
    commute: Commute, office: Office, population: Population, person: NDArray[np.int32], site: NDArray[np.int32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minutes and grams of CO2 from home to a site for pairs of a person and a site."""
    distance = population.distance_km[person]
    away = np.flatnonzero(site != population.home_site[person])
    if len(away):
        straight = np.hypot(*(population.home_km[person[away]] - office.coordinates_km[site[away]]).T)
        distance[away] = straight * commute.detour_factor
    return commute.minutes_fixed + commute.minutes_per_km * distance, population.grams_per_km[person] * distance


def _nearest_other_site(home: NDArray[np.float64], home_site: NDArray[np.int32], office: Office) -> NDArray[np.int16]:
    """Find the site with guest desks nearest to each home, the home site left out; -1 where there is none."""
    nearest = np.full(len(home), -1, dtype=np.int16)
    for first in range(0, len(home), 8_192):
        people = slice(first, first + 8_192)
        x, y = home[people].T
        best, site_of_best = np.full(len(x), np.inf), np.full(len(x), -1, dtype=np.int16)
        for site, (site_x, site_y) in enumerate(office.coordinates_km):
            if office.guest_zones[site]:
                squared = (x - site_x) ** 2 + (y - site_y) ** 2
                nearer = (squared < best) & (home_site[people] != site)
                best[nearer] = squared[nearer]
                site_of_best[nearer] = site
        nearest[people] = site_of_best
    return nearest


@lru_cache(maxsize=8)
def _distance_table(median_km: float, mean_km: float) -> NDArray[np.float64]:
    """Quantiles of the lognormal law with this median and mean."""
    sigma = math.sqrt(2 * math.log(max(mean_km / median_km, 1.0)))
    return np.asarray(median_km * np.exp(sigma * normal_table()))


def _grams_per_km(commute: Commute, mode: NDArray[np.float64]) -> NDArray[np.float64]:
    """Grams of CO2 per km: cars first, then transit, the rest emits nothing."""
    by_car = mode < commute.car_share
    by_transit = ~by_car & (mode < commute.car_share + commute.transit_share)
    return by_car * commute.car_co2_grams_per_km + by_transit * commute.transit_co2_grams_per_km
