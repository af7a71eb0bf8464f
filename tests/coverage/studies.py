"""Independent studies of the theory cases, each with a seed of its own: what its intervals and verdicts said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim import oracles
from sim.stats.day_quantile import day_quantile
from sim.stats.interval import Interval, mean_interval
from sim.stats.paired import PairedDifference, paired_difference
from sim.stats.paired_quantile import paired_quantile
from sim.stats.share_of_days import share_interval
from sim.stats.stopping import FEWEST
from sim.stats.verdicts import compare_means, compare_quantiles, judge
from tests.coverage.theory import CASES, Case, scenario, wanted_peaks

LEVEL = 0.95
#: The fewest that a study may rest on, where intervals are hardest to hold.
REPLICATIONS = FEWEST
VARIANTS = 20
#: Fewer people than in the case, to take less time.
_FEW_PEOPLE = "organization.teams.T01.size=40"
#: Seeds of the studies are this one and those after it; those of variants with own luck begin further on.
FIRST_SEED = 20270104
_FIRST_VARIANT_SEED = 10**12

#: Looked at as a share of days: those above the number that is exceeded on at most so many days.
_RARE = 0.08


@dataclass(frozen=True)
class Studied:
    """What one study of a case found.

    `held`: whether the interval of each quantity holds the exact value. `paired` and `unpaired`: variance between
    replications of the difference of the daily means of the two variants, and what it would be without common luck.
    """

    held: dict[str, bool]
    paired: float
    unpaired: float


def studied(number: int) -> dict[str, Studied]:
    """Run one study of every case, by the name of the case."""
    return {case.name: _studied(case, FIRST_SEED + number) for case in CASES}


def _studied(case: Case, seed: int) -> Studied:
    a, b = (wanted_peaks(scenario(case.scenario, over), seed, REPLICATIONS) for over in case.overrides)
    mean_a, mean_b = a.mean(axis=1), b.mean(axis=1)
    law_a, law_b = case.laws
    quantile_a, quantile_b = (oracles.quantile(law, LEVEL) for law in case.laws)
    threshold = oracles.quantile(law_a, 1 - _RARE)
    held = {
        "mean": _holds(mean_interval(mean_a), oracles.mean(law_a)),
        "share of days": _holds(share_interval(a > threshold), oracles.tail(law_a, threshold)),
        "p95": _holds(day_quantile(a, LEVEL), quantile_a),
        "paired mean": _holds(paired_difference(mean_a, mean_b), oracles.mean(law_a) - oracles.mean(law_b)),
        "paired p95": _holds(paired_quantile(a, b, LEVEL), quantile_a - quantile_b),
    }
    return Studied(held, float((mean_a - mean_b).var(ddof=1)), float(mean_a.var(ddof=1) + mean_b.var(ddof=1)))


def _holds(found: Interval | PairedDifference, exact: float) -> bool:
    if found.low is None or found.high is None:
        raise ValueError("a theory case has limits")
    return found.low - 1e-9 <= exact <= found.high + 1e-9


def told_apart(number: int) -> dict[str, bool]:
    """Whether any of the variants alike in law, each with its own luck, is called different from the baseline."""
    base = scenario("theory/v1", (_FEW_PEOPLE,))
    first = _FIRST_VARIANT_SEED + number * (VARIANTS + 1)
    wanted = [wanted_peaks(base, first + k, REPLICATIONS) for k in range(VARIANTS + 1)]
    verdicts = _verdicts(wanted[0], wanted[1:])
    return {metric: bool({"a_higher", "b_higher"} & found) for metric, found in verdicts.items()}


def common_luck_differs(number: int) -> bool:
    """Whether variants that change nothing about desks wanted, under common luck, are anything but identical.

    They have more desks, each another number of them.
    """
    wanted = [
        wanted_peaks(
            scenario("theory/v1", (_FEW_PEOPLE, f"office.zones.S1-all.desks={45 + k}")),
            FIRST_SEED + number,
            REPLICATIONS,
        )
        for k in range(VARIANTS + 1)
    ]
    return any(found != {"identical"} for found in _verdicts(wanted[0], wanted[1:]).values())


def _verdicts(baseline: np.ndarray, variants: list[np.ndarray]) -> dict[str, set[str]]:
    rows = []
    for k, variant in enumerate(variants):
        pair = ("baseline", f"variant {k}")
        rows += [
            compare_means(pair, "mean", None, baseline.mean(axis=1), variant.mean(axis=1)),
            compare_quantiles(pair, "p95", None, baseline, variant, quantile=LEVEL),
        ]
    judged = judge(rows)
    return {metric: {row.verdict for row in judged if row.metric == metric} for metric in ("mean", "p95")}
