"""Plans of whole runs, as plain arrays by person, for the tests of attendance."""

from __future__ import annotations

import numpy as np

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.population import draw_population


def planned(scenario, replication: int = 0):
    """All plans of a run joined along weeks, each array of shape [person, week, weekday], and the population."""
    luck = Luck(scenario.run.seed, replication)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, population, luck)
    plans = [planner.plan(weeks) for weeks in planner.blocks()]
    joined = {
        name: np.concatenate([getattr(plan, name) for plan in plans], axis=1).transpose(2, 1, 0)
        for name in ("office", "wished", "required", "absent", "customer", "at_other_site")
    }
    joined["wished_fifths"] = np.concatenate([plan.wished_fifths for plan in plans]).T
    joined["available"] = scenario.days.is_workday[None] & ~joined["absent"]
    joined["rule_decider"] = plans[0].rule_decider
    return joined, population
