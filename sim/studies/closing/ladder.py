"""Closing one part after another: always the one that sends fewest people home for the money it saves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.studies.closing.days import Days, days_of, largest_sites, most_turned_away
from sim.studies.closing.effects import Effects, effects, home_sites
from sim.studies.closing.without import without
from sim.studies.same_luck import Worlds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.studies.closing.parts import Part
    from sim.studies.job import Job

#: Replications by which a part alone, or one of several next steps, is judged before one is looked at closely. Under
#: common luck differences are known well from few.
SCREENED = 6
#: So many of the parts that look best alone are tried as the next step.
_TRIED = 3
_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Freed:
    """What closed parts set free: desks, square meters, EUR a year."""

    desks: int
    m2: float
    eur_per_year: float


@dataclass(frozen=True, slots=True)
class Closure:
    """A world with `closed` parts, the last of them new; `step` of the ladder, None alone, 0 for today.

    `keeps_level`: of all who set out for a desk at most 1 - service_level are sent home. `sites_over` is the number of
    home sites, as they are today, of whose people more are. `days` of a step only.
    """

    closed: tuple[Part, ...]
    step: int | None
    freed: Freed
    effects: Effects
    keeps_level: bool
    sites_over: int
    days: Days | None = None


class Closing:
    """Runs worlds with parts closed."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.worlds = Worlds(job)
        self._homes = home_sites(job.scenario)
        self._sites = largest_sites(job.scenario)
        self.today = self.world((), 0)

    def world(self, closed: tuple[Part, ...], step: int | None, replications: Sequence[int] | None = None) -> Closure:
        """Simulate a world; only some replications where these are enough."""
        scenario = self.job.scenario
        run = self.worlds.run(without(scenario, closed) if closed else scenario, replications)
        found = effects(run, self._homes, rooms_today=bool(scenario.office.rooms))
        allowed = most_turned_away(scenario.study.service_level)
        by_home = np.nan_to_num(found.turned_away_share_by_home.mean(axis=0))
        keeps = bool(found.turned_away_share.mean() <= allowed)
        days = None if step is None else days_of(run, self._sites)
        return Closure(closed, step, self.freed(closed), found, keeps, int((by_home > allowed).sum()), days)

    def fresh(self, closure: Closure) -> Closure:
        """Simulate a world again with replications that had no part in choosing it."""
        number = self.job.scenario.run.replications
        return self.world(closure.closed, closure.step, range(number, 2 * number))

    def freed(self, closed: Sequence[Part]) -> Freed:
        """Add up what parts set free; zones and rooms in several of them count once."""
        office, costs = self.job.scenario.office, self.job.scenario.study.costs
        zones = sorted(frozenset[str]().union(*(part.zones(office) for part in closed)))
        rooms = sorted(frozenset[str]().union(*(part.rooms(office) for part in closed)))
        desks, area, euros = 0, 0.0, 0.0
        for zone in (office.zones[zone_id] for zone_id in zones):
            m2 = zone.area_m2 or zone.desks * costs.desk_area_m2
            desks, area = desks + zone.desks, area + m2
            euros += m2 * costs.rent(zone.site_id) + zone.desks * costs.desk_eur_year
        # Rooms lie within the area of the zones.
        euros += sum(office.rooms[room_id].count for room_id in rooms) * costs.room_eur_year
        return Freed(desks, area, euros)


def each_alone(closing: Closing, parts: Sequence[Part]) -> list[Closure]:
    """Close each part by itself."""
    few = closing.worlds.first(SCREENED)
    return [closing.world((part,), None, few) for part in parts if not _closes_all(closing, (part,))]


def ladder(closing: Closing, alone: Sequence[Closure]) -> list[Closure]:
    """Close one part more at each step, up to the first step that does not keep the service level.

    The next is the one with the lowest price: additional forced-remote days for each EUR it saves more; of a few
    that have the lowest price alone, the one whose price is lowest on top of what is closed already.
    """
    office = closing.job.scenario.office
    few = closing.worlds.first(SCREENED)
    steps = [closing.today]
    left = list(alone)
    while len(steps) == 1 or (steps[-1].keeps_level and len(steps) <= _MOST_STEPS):
        here = steps[-1]
        shut = frozenset[str]().union(*(part.zones(office) for part in here.closed))
        left = [
            one
            for one in left
            if not one.closed[0].zones(office) <= shut and not _closes_all(closing, (*here.closed, *one.closed))
        ]
        if not left:
            break
        likely = sorted(left, key=lambda one: (_price(closing.today, one), one.closed))[:_TRIED]
        tried = [closing.world((*here.closed, *one.closed), None, few) for one in likely]
        best = min(tried, key=lambda one: (not one.keeps_level, _price(here, one), one.closed))
        steps.append(closing.world(best.closed, len(steps)))
    return steps[1:]


def _price(before: Closure, after: Closure) -> float:
    """Additional forced-remote days a person and year for each million EUR saved more, under the same luck."""
    then, now = after.effects.beside(before.effects)
    more = (then.forced_remote_days - now.forced_remote_days).mean()
    saved = after.freed.eur_per_year - before.freed.eur_per_year
    return float(more / max(saved, 1.0) * 1e6)


def _closes_all(closing: Closing, closed: Sequence[Part]) -> bool:
    office = closing.job.scenario.office
    shut = frozenset[str]().union(*(part.zones(office) for part in closed))
    return not any(zone.desks for zone_id, zone in office.zones.items() if zone_id not in shut)
