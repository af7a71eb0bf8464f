"""Groups of synthetic people whose gains and losses are told apart: role, unit, way to work, newcomers, part-time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.activities.onboarding import newcomers
from sim.draws import Luck
from sim.population import draw_population
from sim.records import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.population import Population
    from sim.scenario import Scenario
    from sim.studies.compared.worlds import World

#: Upper ends of the bands of road distance to the home site, km, and their names.
_BAND_ENDS_KM = (5.0, 10.0, 20.0)
COMMUTE_BANDS = ("under 5 km", "5 to 10 km", "10 to 20 km", "20 km and more")
ROLES = tuple(role.name.lower() for role in Role)
NEWCOMER = ("here before", "joined during the run")
PART_TIME = ("full-time", "part-time")


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """One way to part everybody: `of` is the index into `names` of each person, [replications, people]."""

    kind: str
    names: tuple[str, ...]
    of: NDArray[np.int64]

    def sums(self, values: NDArray[np.generic]) -> NDArray[np.float64]:
        """Add up values of people by group, [replications, groups]."""
        replications, groups = len(self.of), len(self.names)
        cell = self.of + groups * np.arange(replications)[:, None]
        weights = np.asarray(values, dtype=np.float64).ravel()
        found = np.bincount(cell.ravel(), weights=weights, minlength=replications * groups)
        return np.asarray(found, dtype=np.float64).reshape(replications, groups)

    @property
    def filled(self) -> NDArray[np.int64]:
        """Groups that anybody belongs to in any replication, as indices into `names`."""
        return np.unique(self.of)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """People of each group in the replication that has fewest of it but some, shape [groups]; 0 where none has."""
        people = self.sums(np.ones(self.of.shape))
        fewest = np.where(people > 0, people, np.inf).min(axis=0)
        return np.where(np.isfinite(fewest), fewest, 0).astype(np.int64)


def groupings(world: World) -> list[Grouping]:
    """Part the people of a world in every way; those that part nobody from anybody are left out, `everybody` is first.

    Roles, ways and patterns are drawn anew for each replication, so people are, too.
    """
    scenario = world.scenario
    organization, office = scenario.organization, scenario.office
    drawn = [_traits(scenario, Luck(scenario.run.seed, replication)) for replication in world.replications]
    unit = np.array([organization.teams[team_id].unit_id for team_id in organization.team_ids])
    site = np.array([organization.teams[team_id].site_id for team_id in organization.team_ids])
    shape = (len(world.replications), organization.people)

    def fixed(of_team: NDArray[np.str_], names: list[str]) -> NDArray[np.int64]:
        index = {name: number for number, name in enumerate(names)}
        codes = np.array([index[str(name)] for name in of_team], dtype=np.int64)
        return np.broadcast_to(codes[organization.team_of_person], shape)

    def trait(name: str) -> NDArray[np.int64]:
        return np.stack([traits[name] for traits in drawn]).astype(np.int64)

    found = [
        Grouping("everybody", ("everybody",), np.zeros(shape, dtype=np.int64)),
        Grouping("role", ROLES, trait("role")),
        Grouping("unit", tuple(organization.unit_ids), fixed(unit, organization.unit_ids)),
        Grouping("commute_band", COMMUTE_BANDS, trait("commute_band")),
        Grouping("newcomer", NEWCOMER, trait("newcomer")),
        Grouping("part_time", PART_TIME, trait("part_time")),
        Grouping("home_site", tuple(office.site_ids), fixed(site, office.site_ids)),
    ]
    return [one for one in found if one.kind == "everybody" or len(np.unique(one.of)) > 1]


def _traits(scenario: Scenario, luck: Luck) -> Mapping[str, NDArray[np.generic]]:
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    return {
        "role": population.role,
        "commute_band": np.searchsorted(_BAND_ENDS_KM, population.distance_km, side="right"),
        "newcomer": _joins(scenario, population, luck),
        "part_time": population.day_off >= 0,
    }


def _joins(scenario: Scenario, population: Population, luck: Luck) -> NDArray[np.bool_]:
    """Whether each person joins in one of the weeks of the run, by the draws that onboarding goes by."""
    weeks = scenario.days.ordinals[:, 0] // 7
    found = np.zeros(len(population), dtype=bool)
    for one in scenario.activities.values():
        if one.kind == "onboarding":
            # New for one week only: that of joining.
            found |= newcomers(luck, population.keys, weeks, one.turnover_per_year, 1).any(axis=0)
    return found
