"""How many rooms would have to be added to come to the refusals that a rule brings: a search under the same luck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from sim.office import Office
    from sim.scenario import Scenario
    from sim.studies.simulate import Simulated
    from sim.study import Costs

#: Rooms that are added to a site at most before the search gives up.
MOST_ROOMS = 12


@dataclass(frozen=True, slots=True)
class Worth:
    """Rooms that bring a site the same refusals as the rule does; None where more than `MOST_ROOMS` would be needed.

    Between two whole numbers it is interpolated: 1.4 rooms, because the second would refuse fewer than the rule does.
    `eur_per_year` is what they cost.
    """

    rooms: float | None
    eur_per_year: float | None


def refusals(run: Simulated) -> NDArray[np.float64]:
    """Return the requests refused a replication by size class, mean over replications, shape [classes]."""
    return np.asarray(run.stack["rooms_made_online"].sum(axis=1, dtype=np.int64).mean(axis=0))


def rooms_worth(
    without: Scenario,
    refused_without: NDArray[np.float64],
    refused_under: NDArray[np.float64],
    world: Callable[[Scenario], Simulated],
) -> list[Worth]:
    """Search for every site at once, for sites share no rooms and rooms never act back on desks.

    Every step adds one room to each site that still refuses more than under the rule, in the size in which it refuses
    most more. Parties that no room seats are refused with the rule and without it, so they never ask for rooms here.

    Parameters
    ----------
    without
        The scenario without the rule.
    refused_without, refused_under
        Requests refused in each size class without and under the rule, see `refusals`.
    world
        Simulates a scenario under the same luck.
    """
    office, costs = without.office, without.study.costs
    sites = [site for site, _ in office.room_classes]
    target = _by_site(refused_under, sites, len(office.site_ids))
    refused, before = refused_without, _by_site(refused_without, sites, len(office.site_ids))
    added = np.zeros(len(sites), dtype=np.int64)
    found: list[Worth | None] = [
        Worth(0.0, 0.0) if one <= goal else None for one, goal in zip(before, target, strict=True)
    ]
    for _ in range(MOST_ROOMS):
        more = _one_more(office, found, refused - refused_under)
        if not more:
            break
        spent = _cost(office, costs, added)
        added[more] += 1
        refused = refusals(world(replace(without, office=with_more_rooms(office, added))))
        now = _by_site(refused, sites, len(office.site_ids))
        rooms, price = _by_site(added, sites, len(office.site_ids)), _cost(office, costs, added)
        for site in {sites[number] for number in more}:
            if now[site] <= target[site]:
                part = (before[site] - target[site]) / (before[site] - now[site])
                found[site] = Worth(rooms[site] - 1 + part, spent[site] + part * (price[site] - spent[site]))
        before = now
    return [Worth(None, None) if one is None else one for one in found]


def with_more_rooms(office: Office, added: NDArray[np.int64]) -> Office:
    """Add rooms like those there are: `added` by size class, shape [classes]."""
    rooms = dict(office.rooms)
    for (site, seats), count in zip(office.room_classes, added.tolist(), strict=True):
        if count:
            site_id = office.site_ids[site]
            alike = max(
                (set_id for set_id, room in office.rooms.items() if (room.site_id, room.seats) == (site_id, seats)),
                key=lambda set_id: (office.rooms[set_id].count, set_id),
            )
            rooms[_free_id(f"{site_id}-more-{seats}", rooms)] = replace(office.rooms[alike], count=count)
    return replace(office, rooms=rooms)


def _free_id(wanted: str, taken: Mapping[str, object]) -> str:
    name = wanted[:36]
    return name if name not in taken else next(n for k in range(1000) if (n := f"{name}{k}") not in taken)


def _one_more(office: Office, found: list[Worth | None], excess: NDArray[np.float64]) -> list[int]:
    """Choose for each site that is not done the size class in which it refuses most more than under the rule."""
    chosen = []
    for site in range(len(office.site_ids)):
        classes = [n for n, (there, seats) in enumerate(office.room_classes) if there == site and seats]
        if found[site] is None and classes:
            chosen.append(max(classes, key=lambda n: (excess[n], -n)))
    return chosen


def _by_site(values: NDArray[np.generic], sites: list[int], count: int) -> NDArray[np.float64]:
    return np.bincount(sites, weights=np.asarray(values, dtype=np.float64), minlength=count).astype(np.float64)


def _cost(office: Office, costs: Costs, added: NDArray[np.int64]) -> NDArray[np.float64]:
    prices = [costs.room_eur(office.site_ids[site], seats) for site, seats in office.room_classes]
    return _by_site(added * np.array(prices), [site for site, _ in office.room_classes], len(office.site_ids))
