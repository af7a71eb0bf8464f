"""How often and how long people are away from their desks: V5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.oracles import PresenceChain
from sim.studies.theory.check import Check, mean_check
from sim.studies.theory.reading import site_days, totals

if TYPE_CHECKING:
    from sim.studies.theory.reading import Tables


def presence_chain(tables: Tables) -> list[Check]:
    """V5: at the desk for 80 % of the time, mobility .15, steps of ten minutes; tolerances of facts.md D.

    The last step of a visit has no successor. The chain is stationary from the arrival on, so the last step is like all
    others and takes away the same part of the steps away and of those at the desk.
    """
    chain = PresenceChain(0.8, 0.15)
    steps, away = totals(tables, "desk_use", "steps"), totals(tables, "desk_use", "away_steps")
    followed = 1 - site_days(tables, "people").sum(axis=1) / steps
    comes_back = totals(tables, "desk_use", "away_ends") / (away * followed)
    goes = totals(tables, "desk_use", "away_starts") / ((steps - away) * followed)
    empty = totals(tables, "desk_use", "away_minutes") / totals(tables, "desk_use", "held_minutes")
    return [
        mean_check("chance to come back in a step", chain.comes_back, comes_back),
        mean_check("chance to go in a step", chain.goes, goes),
        mean_check("share of steps at the desk", chain.present, 1 - away / steps, 0.005),
        mean_check("share of desk time that is empty", 1 - chain.present, empty, 0.005),
        mean_check("mean absence, steps", chain.mean_absence, 1 / comes_back, 0.12),
        mean_check("correlation with the step before", chain.correlation, 1 - comes_back - goes, 0.01),
    ]
