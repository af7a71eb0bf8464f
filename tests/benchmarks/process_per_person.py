"""The usual way to write this model: one SimPy process for each person and day, a Resource for each zone.

It lives the same day as office-sim (weekly choice, absence, arrival, stay, own zone, other zones of the site, home)
with NumPy's ordinary generator, and keeps the same daily figures. It is the baseline of `make bench`, not an oracle.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import simpy

from sim.scenario import Scenario


class Baseline:
    """Simulates a scenario with one process per person and day."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.rng = np.random.default_rng(scenario.run.seed)
        self.present: Counter[str] = Counter()
        self.peak: Counter[str] = Counter()
        self.fate: Counter[str] = Counter()

    def run(self, weeks: int) -> int:
        """Simulate some weeks; return the number of person-days."""
        organization, behavior = self.scenario.organization, self.scenario.behavior
        wishes = self.rng.choice(6, p=behavior.wishes.office_days_share, size=organization.people)
        members = [
            (person, organization.teams[organization.team_ids[team]])
            for person, team in enumerate(organization.team_of_person)
        ]
        utility = np.array(behavior.weekday_choice.weekday_utility)
        for _ in range(weeks):
            days = [
                set(np.argsort(-(utility + self.rng.gumbel(size=5)))[: wishes[person]].tolist())
                if self.rng.random() > 0.17
                else set()
                for person, _ in members
            ]
            for weekday in range(5):
                environment = simpy.Environment()
                desks = {
                    zone_id: simpy.Resource(environment, max(zone.desks, 1))
                    for zone_id, zone in self.scenario.office.zones.items()
                }
                for person, team in members:
                    environment.process(self._day(environment, desks, team, weekday in days[person]))
                environment.run()
        return organization.people * 5 * weeks

    def _day(self, environment, desks, team, comes):
        if not comes:
            return
        day = self.scenario.behavior.day
        arrival = self.rng.normal(day.arrival_mean, day.arrival_sd_minutes)
        yield environment.timeout(min(max(arrival, day.arrival_earliest), day.arrival_latest))
        stay = max(60.0, self.rng.normal(day.stay_mean_minutes, day.stay_sd_minutes))
        here = self.scenario.office.zones[team.zone_id].site_id
        zones = [team.zone_id] + [z for z in desks if z != team.zone_id and z.startswith(here)]
        for zone_id in zones:
            if desks[zone_id].count < desks[zone_id].capacity:
                with desks[zone_id].request() as desk:
                    yield desk
                    self.present[zone_id] += 1
                    self.peak[zone_id] = max(self.peak[zone_id], self.present[zone_id])
                    self.fate["seated"] += 1
                    yield environment.timeout(stay)
                    self.present[zone_id] -= 1
                return
        self.fate["home"] += 1
