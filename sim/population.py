"""The synthetic people of one replication: drawn anew for each replication, the same under every policy and office."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sim.draws import field, normal_table, scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.behavior import Behavior, Commute
    from sim.draws import Luck
    from sim.office import Office
    from sim.organization import Organization


@dataclass(frozen=True, slots=True)
class Population:
    """One array element per person, in the order of teams; a team's first person is its supervisor.

    `wished_days` office days wished in a full week, 0 to 5; `taste` weekday taste in scores, [weekday, person];
    `day_off` weekday not worked by part-timers, else -1; `distance_km` by road to each visited site is
    `distance_km` for the home site and `other_distance_km` for `other_site`, the other city site nearest to the home
    (-1 where there is only one site); `commute_minutes` and `commute_co2_grams` are for one way to the home site, and
    with the prefix `other_` for one way to the other site.
    """

    keys: NDArray[np.uint64]
    team: NDArray[np.int32]
    is_manager: NDArray[np.bool_]
    home_site: NDArray[np.int32]
    own_zone: NDArray[np.int32]
    wished_days: NDArray[np.int8]
    taste: NDArray[np.int16]
    day_off: NDArray[np.int8]
    distance_km: NDArray[np.float64]
    commute_minutes: NDArray[np.float64]
    commute_co2_grams: NDArray[np.float64]
    other_site: NDArray[np.int16]
    other_commute_minutes: NDArray[np.float64]
    other_commute_co2_grams: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the people."""
        return len(self.keys)


def draw_population(organization: Organization, office: Office, behavior: Behavior, luck: Luck) -> Population:
    """Draw everybody's wishes, tastes, homes and working patterns for one replication."""
    keys = organization.person_keys
    team = organization.team_of_person
    teams = [organization.teams[team_id] for team_id in organization.team_ids]
    site_index = {site_id: number for number, site_id in enumerate(office.site_ids)}
    zone_index = {zone_id: number for number, zone_id in enumerate(office.zone_ids)}
    home_site = np.array([site_index[t.site_id] for t in teams], dtype=np.int32)[team]
    is_manager = np.zeros(len(keys), dtype=bool)
    is_manager[organization.team_starts] = True

    habits = luck.stream("habits").bits(keys)
    wished = np.searchsorted(
        np.cumsum(behavior.wishes.office_days_share)[:-1], (field(habits, 0) + 0.5) / 65_536, side="right"
    )
    part_time = field(habits, 1) < behavior.absence.part_time_share * 65_536
    day_off = np.where(part_time, field(habits, 2) % 5, -1).astype(np.int8)
    mode = (field(habits, 3) + 0.5) / 65_536

    tastes = luck.stream("weekday taste").bits_over(keys, np.arange(2))
    columns = [field(tastes[0], number) for number in range(4)] + [field(tastes[1], 0)]
    taste_scores = scores(normal_table() * behavior.weekday_choice.taste_sd).astype(np.int16)

    homes = _draw_homes(keys, home_site, office, behavior.commute, luck)
    distance, other_site, other_distance = homes
    minutes, grams = _commute(behavior.commute, distance, mode)
    other_minutes, other_grams = _commute(behavior.commute, other_distance, mode)
    return Population(
        keys=keys,
        team=team,
        is_manager=is_manager,
        home_site=home_site,
        own_zone=np.array([zone_index[t.zone_id] for t in teams], dtype=np.int32)[team],
        wished_days=wished.astype(np.int8),
        taste=np.stack([taste_scores[column] for column in columns]),
        day_off=day_off,
        distance_km=distance,
        commute_minutes=minutes,
        commute_co2_grams=grams,
        other_site=other_site,
        other_commute_minutes=other_minutes,
        other_commute_co2_grams=other_grams,
    )


def _draw_homes(
    keys: NDArray[np.uint64], home_site: NDArray[np.int32], office: Office, commute: Commute, luck: Luck
) -> tuple[NDArray[np.float64], NDArray[np.int16], NDArray[np.float64]]:
    """Road distance to the home site, the other site nearest to the home, and the road distance to that one.

    The distance follows the lognormal commute law; the home lies at a random bearing from the home site, so that the
    distance to every other site follows from geometry (straight line x detour factor).
    """
    bits = luck.stream("home").bits(keys)
    distance = _distance_table(commute.distance_median_km, commute.distance_mean_km)[field(bits, 0)]
    bearing = field(bits, 1) * (2 * math.pi / 65_536)
    other_site = np.full(len(keys), -1, dtype=np.int16)
    other_distance = np.zeros(len(keys))
    if len(office.site_ids) > 1:
        straight = distance / commute.detour_factor
        home = (
            office.coordinates_km[home_site] + np.stack([np.cos(bearing), np.sin(bearing)], axis=1) * straight[:, None]
        )
        other_site, best = _nearest_other_site(home, home_site, office)
        other_distance = np.where(np.isfinite(best), best * commute.detour_factor, 0.0)
    return distance, other_site, other_distance


def _nearest_other_site(
    home: NDArray[np.float64], home_site: NDArray[np.int32], office: Office
) -> tuple[NDArray[np.int16], NDArray[np.float64]]:
    """Find the site with guest desks nearest to each home, the home site left out, and the straight distance in km."""
    nearest = np.full(len(home), -1, dtype=np.int16)
    distance = np.full(len(home), np.inf)
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
        nearest[people], distance[people] = site_of_best, np.sqrt(best)
    return nearest, distance


@lru_cache(maxsize=8)
def _distance_table(median_km: float, mean_km: float) -> NDArray[np.float64]:
    """Quantiles of the lognormal law with this median and mean."""
    sigma = math.sqrt(2 * math.log(max(mean_km / median_km, 1.0)))
    return np.asarray(median_km * np.exp(sigma * normal_table()))


def _commute(
    commute: Commute, distance_km: NDArray[np.float64], mode: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minutes and grams of CO2 for one way: cars first, then transit, the rest emits nothing."""
    minutes = commute.minutes_fixed + commute.minutes_per_km * distance_km
    by_car = mode < commute.car_share
    by_transit = ~by_car & (mode < commute.car_share + commute.transit_share)
    grams_per_km = by_car * commute.car_co2_grams_per_km + by_transit * commute.transit_co2_grams_per_km
    return minutes, grams_per_km * distance_km
