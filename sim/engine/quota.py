"""The bookable quota of policy `daily_cap`: who gets a place on a day on which more people want one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.occupancy import counts
from sim.records import Outcome, together

if TYPE_CHECKING:
    from sim.draws import Luck
    from sim.population import Population
    from sim.records import Plan, Visits
    from sim.scenario import Scenario


class Quota:
    """Turns away whoever comes after a site's quota of the day is full, before anybody sets out."""

    def __init__(self, scenario: Scenario, population: Population, luck: Luck) -> None:
        policy, office = scenario.policy, scenario.office
        self._share = policy.cap_share_of_desks if policy.kind == "daily_cap" else None
        self._site_of_zone = office.site_of_zone
        self._sites = len(office.site_ids)
        self._desks = np.bincount(office.site_of_zone, weights=office.desks, minlength=self._sites)
        self._ordinals = scenario.days.ordinals.ravel()
        self._keys = population.keys
        self._stream = luck.stream("quota")

    def turn_away(self, plan: Plan, visits: Visits, no_shows: Visits | None = None) -> None:
        """Send those home who get no place: fills `zone` and `outcome` in place.

        People whom a gathering needs there come first, then those whom a norm asks to come, then a lottery. A place is
        taken by a booking, also where nobody comes; `no_shows` without a place have no desk booked.
        """
        if self._share is None or len(visits) == 0:
            return
        everybody = visits if no_shows is None or len(no_shows) == 0 else together(visits, no_shows)
        places = np.floor(self._share * self._desks + 1e-9).astype(np.int64)
        first_day = int(everybody.day.min())
        group = (everybody.day - first_day) * self._sites + self._site_of_zone[everybody.wanted_zone]
        days = int(everybody.day.max()) - first_day + 1
        too_many = counts(group, days * self._sites) > np.tile(places, days)
        some = np.flatnonzero(too_many[group])
        day, person = everybody.day[some], everybody.person[some]
        lot = self._stream.bits_each(self._keys[person], self._ordinals[day])
        asked = plan.rule[day % 5, day // 5 - plan.first_week, person] > 0
        gatherings = plan.gatherings
        has_to_be_there = gatherings.needed & plan.attends
        called = gatherings.day[gatherings.gathering][has_to_be_there].astype(np.int64) * len(self._keys)
        needed = np.isin(day.astype(np.int64) * len(self._keys) + person, called + gatherings.person[has_to_be_there])
        claim = np.where(needed, 0, np.where(asked, 1, 2))
        order = np.lexsort((lot, claim, group[some]))
        in_turn = some[order]
        first = np.searchsorted(group[in_turn], group[in_turn], side="left")
        turn = np.arange(len(in_turn)) - first
        without = in_turn[turn >= places[self._site_of_zone[everybody.wanted_zone[in_turn]]]]
        home = without[without < len(visits)]
        plan.no_place = home
        visits.zone[home] = -1
        visits.outcome[home] = Outcome.FORCED_REMOTE
        if no_shows is not None:
            no_shows.zone[without[without >= len(visits)] - len(visits)] = -1
