"""Plans of whole runs, as plain arrays by person, for the tests of attendance."""

from __future__ import annotations

import numpy as np

from sim.attendance.planner import Planner
from sim.draws import Luck
from sim.population import draw_population


def planned(scenario, replication: int = 0):
    """All plans of a run joined along weeks, each array of shape [person, week, weekday], and the population.

    `plans` are the plans as they were made; `asked`: a rule asks for the day; `elsewhere`: an office day at another
    site than the home site.
    """
    luck = Luck(scenario.run.seed, replication)
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    planner = Planner(scenario, population, luck)
    plans = [planner.plan(weeks) for weeks in planner.blocks()]
    joined = {
        name: np.concatenate([getattr(plan, name) for plan in plans], axis=1).transpose(2, 1, 0)
        for name in ("office", "site", "wished", "rule", "decided_by", "purpose", "absent", "customer")
    }
    joined["asked"] = joined["rule"] > 0
    joined["elsewhere"] = joined["office"] & (joined["site"] != population.home_site[:, None, None])
    joined["wished_fifths"] = np.concatenate([plan.wished_fifths for plan in plans]).T
    joined["plans"] = plans
    joined["available"] = scenario.days.is_workday[None] & ~joined["absent"]
    return joined, population
