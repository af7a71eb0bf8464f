"""From a plan of the week to visits: who sets out for which zone, when, and for how long."""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from sim.draws import TABLE_SIZE, field, quantile_table
from sim.records import Outcome, Visits

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sim.behavior import Day
    from sim.draws import Luck
    from sim.population import Population
    from sim.records import Plan
    from sim.scenario import Scenario


class Arrivals:
    """Draws visits of one replication; laws of arrival and stay are read through tables of ticks."""

    def __init__(self, scenario: Scenario, population: Population, luck: Luck) -> None:
        self._population = population
        self._days = scenario.days
        self._stream = luck.stream("arrival and stay")
        self._arrival, self._stay = _tick_tables(scenario.behavior.day, scenario.ticks_per_minute)
        office = scenario.office
        sites = [office.sites[site_id] for site_id in office.site_ids]
        self._opens = np.array([site.opens_at for site in sites], dtype=np.int32) * scenario.ticks_per_minute
        self._closes = np.array([site.closes_at for site in sites], dtype=np.int32) * scenario.ticks_per_minute
        # A gathering may call people to a site without desks for guests: they ask for its first zone.
        first_zones = [int(np.argmax(office.site_of_zone == site)) for site in range(len(sites))]
        self._guest_zone = np.array(
            [zones[0] if zones else first for zones, first in zip(office.guest_zones, first_zones, strict=True)],
            dtype=np.int32,
        )
        self._site_of_zone = office.site_of_zone
        self._per_minute = scenario.ticks_per_minute
        self._release_ticks = scenario.behavior.bookings.desk_release_minutes * scenario.ticks_per_minute
        self._another_site_limit = round(scenario.behavior.cascade.another_site_share * 4096)

    def visits(self, plan: Plan, people: NDArray[np.int64] | None = None) -> Visits:
        """Return one visit for every office day of the plan, ordered by day and person, everybody seated as wished.

        `people` are the people of the plan's columns, if it is not a plan for everybody. Whoever has to be at a
        gathering comes in time for it and stays until its end.
        """
        visits = self._drawn(plan, plan.office, people)
        self._keep_appointments(plan, visits, people)
        return visits

    def no_shows(self, plan: Plan) -> Visits | None:
        """Return the visits that were booked and do not take place, or None where nobody books."""
        if plan.no_show is None:
            return None
        visits = self._drawn(plan, plan.no_show, None)
        visits.outcome[:] = Outcome.NO_SHOW
        if self._release_ticks > 0:
            np.minimum(visits.departure, visits.arrival + self._release_ticks, out=visits.departure)
        return visits

    def _drawn(self, plan: Plan, days: NDArray[np.bool_], people: NDArray[np.int64] | None) -> Visits:
        by_day = days.transpose(1, 0, 2).reshape(plan.weeks * 5, -1)
        since = np.repeat(np.arange(len(by_day)), np.count_nonzero(by_day, axis=1))
        column = np.flatnonzero(by_day) - since * by_day.shape[1]
        # Where the visit stands in the plan's dense arrays, read as flat ones.
        cell = (np.arange(len(by_day)).reshape(plan.weeks, 5).T.ravel().argsort() * by_day.shape[1])[since] + column
        person = (column if people is None else people[column]).astype(np.int32)
        day = (plan.first_week * 5 + since).astype(np.int32)
        bits = self._stream.bits_each(self._population.keys[person], self._days.ordinals.ravel()[day])

        site = plan.site.ravel()[cell].astype(np.int32)
        zone = self._population.own_zone[person]
        away = np.flatnonzero(site != self._population.home_site[person])
        zone[away] = self._guest_zone[site[away]]

        opens, closes = self._opens[site], self._closes[site]
        arrival = np.clip(self._arrival[field(bits, 0)], opens, closes - 1)
        departure = np.minimum(arrival + self._stay[field(bits, 1)], closes)
        spare = bits >> np.uint64(32)
        tie = (spare >> np.uint64(12)).astype(np.int32)
        # Standing bookings of norm days come before those made day by day.
        asked = (plan.rule.ravel()[cell] > 0).astype(np.int32)
        return Visits(
            day=day,
            person=person,
            wanted_zone=zone,
            arrival=arrival,
            departure=departure,
            tie=tie,
            tries_another_site=(spare & np.uint64(4095)) < self._another_site_limit,
            purpose=plan.purpose.ravel()[cell],
            decided_by=plan.decided_by.ravel()[cell],
            zone=zone.copy(),
            outcome=np.full(len(day), Outcome.FIRST_CHOICE, dtype=np.int8),
            booked=np.ones(len(day), dtype=bool) if days is plan.no_show else _booked(plan, cell, len(day)),
            booking_rank=tie - (asked << 20),
        )

    def _keep_appointments(self, plan: Plan, visits: Visits, people: NDArray[np.int64] | None) -> None:
        """Let who has to be at a gathering come before it begins and leave after it has ended."""
        gatherings = plan.gatherings
        of = gatherings.gathering[gatherings.needed]
        if len(of) == 0 or len(visits) == 0:
            return
        person = gatherings.person[gatherings.needed]
        if people is not None:
            column = np.searchsorted(people, person)
            known = column < len(people)
            known[known] = people[column[known]] == person[known]
            of, person = of[known], person[known]
        visit = visit_at(visits, plan, len(self._population))[gatherings.day[of] - plan.first_week * 5, person]
        here = (visit >= 0) & (gatherings.site[of] >= 0)
        of, visit = of[here], visit[here]
        # A visit elsewhere than at the gathering's site (the person preferred another one that day) is left alone.
        at = self._site_of_zone[visits.wanted_zone[visit]] == gatherings.site[of]
        of, visit = of[at], visit[at]
        start = gatherings.start_minute[of] * self._per_minute
        np.minimum.at(visits.arrival, visit, start)
        end = np.minimum(start + gatherings.minutes[of] * self._per_minute, self._closes[gatherings.site[of]])
        np.maximum.at(visits.departure, visit, end)


def visit_at(visits: Visits, plan: Plan, people: int) -> NDArray[np.int32]:
    """Return the visit (index) of each person on each day of a block, -1 for none, shape [day of the block, person]."""
    index = np.full((plan.weeks * 5, people), -1, dtype=np.int32)
    index[visits.day - plan.first_week * 5, visits.person] = np.arange(len(visits), dtype=np.int32)
    return index


def _booked(plan: Plan, cell: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    return np.zeros(count, dtype=bool) if plan.booked is None else plan.booked.ravel()[cell]


@lru_cache(maxsize=8)
def _tick_tables(day: Day, ticks_per_minute: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Quantiles in ticks of the arrival (rounded down) and of the stay (rounded up, at least one tick)."""
    arrival = quantile_table(_normal_quantile(day.arrival_mean, day.arrival_sd_minutes))
    arrival = np.clip(arrival, day.arrival_earliest, day.arrival_latest)
    full = quantile_table(_normal_quantile(day.stay_mean_minutes, day.stay_sd_minutes))
    short = round(TABLE_SIZE * day.short_stay_share)
    span = day.short_stay_max_minutes - day.short_stay_min_minutes
    stay = np.concatenate(
        [
            day.short_stay_min_minutes + (np.arange(short) + 0.5) / max(short, 1) * span,
            full[((np.arange(TABLE_SIZE - short) + 0.5) * (TABLE_SIZE / max(TABLE_SIZE - short, 1))).astype(np.int64)],
        ]
    )
    arrival_ticks = np.floor(arrival * ticks_per_minute).astype(np.int32)
    stay_ticks = np.maximum(np.ceil(stay * ticks_per_minute), 1).astype(np.int32)
    return arrival_ticks, stay_ticks


def _normal_quantile(mean: float, sd: float) -> Callable[[float], float]:
    return NormalDist(mean, sd).inv_cdf if sd > 0 else lambda _: mean
