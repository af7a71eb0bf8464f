"""Desk demand of people who come independently: V1, V2, O3 and O4."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.oracles import binomial, expected_shortfall, independent_sum, mean, poisson_binomial, quantile, tail, variance
from sim.quantities import WEEKDAY_NAMES
from sim.studies.theory.check import Check, deviation_check, mean_check, quantile_check, share_check
from sim.studies.theory.reading import site_days

if TYPE_CHECKING:
    from sim.studies.theory.reading import Tables

_WEEKDAY_RATES = (0.316, 0.414, 0.399, 0.396, 0.222)
_GROUPS = ((120, 0.5), (120, 1.0), (60, 1.75))  # people and factor


def equal_people(tables: Tables) -> list[Check]:
    """V1: 100 people, each with probability .4, 45 desks; tolerances of facts.md D."""
    law = binomial(100, 0.4)
    wanted, turned_away = site_days(tables, "wanted_peak"), site_days(tables, "forced_remote")
    return [
        mean_check("desks wanted, mean", mean(law), wanted.mean(axis=1), 0.11),
        deviation_check("desks wanted, standard deviation", variance(law) ** 0.5, wanted, 0.08),
        quantile_check("desks wanted, 95 % of days", quantile(law, 0.95), wanted, 0.95, 1),
        share_check("share of days above 45", tail(law, 45), wanted > 45, 0.0075),
        mean_check("turned away a day", expected_shortfall(law, 45), turned_away.mean(axis=1), 0.025),
    ]


def weekdays_and_groups(tables: Tables) -> list[Check]:
    """V2: three groups whose probability depends on the weekday, 120 desks; tolerances of facts.md D."""
    checks = []
    for weekday, (name, rate) in enumerate(zip(WEEKDAY_NAMES, _WEEKDAY_RATES, strict=True), start=1):
        law = independent_sum(binomial(people, factor * rate) for people, factor in _GROUPS)
        wanted = site_days(tables, "wanted_peak", weekday)
        checks += [
            mean_check(f"desks wanted, mean, {name}", mean(law), wanted.mean(axis=1), 0.4),
            deviation_check(f"desks wanted, standard deviation, {name}", variance(law) ** 0.5, wanted, 0.27),
            quantile_check(f"desks wanted, 95 % of days, {name}", quantile(law, 0.95), wanted, 0.95, 1),
            share_check(f"share of days above 120, {name}", tail(law, 120), wanted > 120, 0.023),
        ]
    return checks


def rare_days(tables: Tables) -> list[Check]:
    """O3: tails and shortfall of Binomial(100, .4) far out; the 99.9 % quantile may be one off."""
    law = binomial(100, 0.4)
    wanted, turned_away = site_days(tables, "wanted_peak"), site_days(tables, "forced_remote")
    quantiles = [
        quantile_check(f"desks wanted, {100 * level:g} % of days", quantile(law, level), wanted, level, 1)
        for level in (0.95, 0.99, 0.999)
    ]
    tails = [share_check(f"share of days above {desks}", tail(law, desks), wanted > desks) for desks in (45, 50, 55)]
    beyond_50 = np.maximum(wanted - 50, 0)
    return [
        *quantiles,
        *tails,
        mean_check("turned away a day, 45 desks", expected_shortfall(law, 45), turned_away.mean(axis=1)),
        mean_check("wanted beyond 50 desks", expected_shortfall(law, 50), beyond_50.mean(axis=1)),
    ]


def unequal_teams(tables: Tables) -> list[Check]:
    """O4: teams of 30, 50 and 20 with probabilities .6, .4 and .2, 52 desks."""
    law = poisson_binomial([0.6] * 30 + [0.4] * 50 + [0.2] * 20)
    wanted, turned_away = site_days(tables, "wanted_peak"), site_days(tables, "forced_remote")
    return [
        mean_check("desks wanted, mean", mean(law), wanted.mean(axis=1)),
        mean_check("desks wanted, variance", variance(law), wanted.var(axis=1, ddof=1)),
        quantile_check("desks wanted, 95 % of days", quantile(law, 0.95), wanted, 0.95, 1),
        quantile_check("desks wanted, 99 % of days", quantile(law, 0.99), wanted, 0.99, 1),
        share_check("share of days above 52", tail(law, 52), wanted > 52),
        mean_check("turned away a day", expected_shortfall(law, 52), turned_away.mean(axis=1)),
    ]
