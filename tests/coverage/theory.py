"""Theory cases whose every number is known exactly, as small scenarios, each with a variant that differs a little."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sim import oracles
from sim.config import load
from sim.replication import replicate
from sim.scenario import Scenario

#: Weeks in a replication: 60 days, as a p95 needs 59.
WEEKS = 12


@dataclass(frozen=True)
class Case:
    """One theory scenario and its variant, as overrides of the command line, and their laws of desks wanted a day."""

    name: str
    scenario: str
    overrides: tuple[tuple[str, ...], tuple[str, ...]]
    laws: tuple[np.ndarray, np.ndarray]


def _rates(rate: float) -> str:
    return f"organization.rate_groups.all.weekday_rates=[{','.join([str(rate)] * 5)}]"


def _teams(rate: float) -> np.ndarray:
    team = oracles.mixture([oracles.binomial(20, rate), oracles.binomial(20, 0.2)], [0.5, 0.5])
    return oracles.independent_sum([team] * 5)


CASES = (
    Case(
        name="v1: 100 people, p .40 and .42",
        scenario="theory/v1",
        overrides=((), (_rates(0.42),)),
        laws=(oracles.binomial(100, 0.4), oracles.binomial(100, 0.42)),
    ),
    Case(
        name="o6: teams together, .90 and .95 on team days",
        scenario="theory/o6",
        overrides=((), ("organization.rate_groups.together.team_day_rate=0.95",)),
        laws=(_teams(0.9), _teams(0.95)),
    ),
)


@cache
def scenario(name: str, overrides: tuple[str, ...]) -> Scenario:
    """Compose and check a scenario as the command line does, with short replications."""
    return load(name, [f"run.weeks={WEEKS}", *overrides]).scenario


def wanted_peaks(base: Scenario, seed: int, replications: int) -> np.ndarray:
    """Desks wanted at the peak of each day through the whole engine, shape [replications, days]."""
    seeded = replace(base, run=replace(base.run, seed=seed))
    return np.stack([replicate(seeded, r).counted["site_wanted_peak"][:, -1] for r in range(replications)]).astype(
        np.int64
    )
