"""Peaks that come from coming together: O5, O6 and the busiest day of a week, O12."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.oracles import binomial, independent_sum, largest, mean, mixture, quantile, tail, variance
from sim.studies.theory.check import Check, mean_check, quantile_check, share_check
from sim.studies.theory.reading import site_days, site_weeks

if TYPE_CHECKING:
    from sim.studies.theory.reading import Tables


def anchor_days(tables: Tables) -> list[Check]:
    """O5: two teams of 20; both have their anchor day on Monday, one on Tuesday, the other on Thursday."""
    anchor, other = binomial(20, 0.95), binomial(20, 0.35)
    laws = {
        ("coinciding, monday", 1): independent_sum([anchor, anchor]),
        ("staggered, tuesday", 2): independent_sum([anchor, other]),
        ("staggered, thursday", 4): independent_sum([other, anchor]),
    }
    checks = []
    for (name, weekday), law in laws.items():
        wanted = site_days(tables, "wanted_peak", weekday)
        checks += [
            mean_check(f"desks wanted, mean, {name}", mean(law), wanted.mean(axis=1)),
            quantile_check(f"desks wanted, 99 % of days, {name}", quantile(law, 0.99), wanted, 0.99, 1),
            share_check(f"share of days above 36, {name}", tail(law, 36), wanted > 36),
        ]
    return checks


def teams_together(tables: Tables) -> list[Check]:
    """O6: five teams of 20 that each come with .9 on half of all days and with .2 on the others."""
    team = mixture([binomial(20, 0.9), binomial(20, 0.2)], [0.5, 0.5])
    law = independent_sum([team] * 5)
    wanted = site_days(tables, "wanted_peak")
    return [
        mean_check("desks wanted, mean", mean(law), wanted.mean(axis=1)),
        mean_check("desks wanted, variance", variance(law), wanted.var(axis=1, ddof=1)),
        quantile_check("desks wanted, 95 % of days", quantile(law, 0.95), wanted, 0.95, 1),
        quantile_check("desks wanted, 99 % of days", quantile(law, 0.99), wanted, 0.99, 1),
        share_check("share of days above 80", tail(law, 80), wanted > 80),
    ]


def weekly_peak(tables: Tables) -> list[Check]:
    """O12: the largest of five independent days; a quantile over weeks is read like one over days."""
    law = largest(binomial(100, 0.4), 5)
    peaks = site_weeks(tables, "wanted_peak").max(axis=2)
    return [
        mean_check("desks wanted on the busiest day of a week, mean", mean(law), peaks.mean(axis=1)),
        *[
            quantile_check(f"the same, {100 * level:g} % of weeks", quantile(law, level), peaks, level, 1)
            for level in (0.5, 0.95, 0.99)
        ],
    ]
