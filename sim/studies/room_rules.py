"""Answer study=room_rules: how many rooms a rule is worth, and what shared days on another weekday would free."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.rooms_daily import shares
from sim.quantities import WEEKDAY_NAMES
from sim.report.room_rules_page import MovedRow, Places, RuleRow, room_rules_page
from sim.stats.day_quantile import day_quantile, days_needed
from sim.stats.holm import holm
from sim.stats.paired import paired_difference
from sim.stats.paired_quantile import paired_quantile
from sim.studies.answer_folder import write_answer
from sim.studies.ruled.rules import RULES
from sim.studies.ruled.weekdays import has_shared_days, moved_to
from sim.studies.ruled.worth import Worth, refusals, rooms_worth
from sim.studies.same_luck import Worlds, in_pairs, only, people_by_home

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from numpy.typing import NDArray

    from sim.scenario import Scenario
    from sim.studies.job import Job
    from sim.studies.ruled.rules import Rule
    from sim.studies.simulate import Simulated

_CI_LEVEL = 0.95
#: Replications in which rooms are added one by one; under common luck they tell as much as many.
_SEARCHED = 6


def room_rules(job: Job) -> tuple[Path, int]:
    """Simulate every rule, search for the rooms it is worth, move shared days; return the folder and exit code."""
    worlds = Worlds(job)
    scenario = job.scenario
    today = worlds.run(scenario)
    rules = _judged([_of_rule(worlds, rule) for rule in RULES]) if scenario.office.rooms else []
    moved = _moved_days(worlds, today) if has_shared_days(scenario) else []
    tables = {"room_rules": _table(rules, RuleRow), "shared_day_moves": _table(moved, MovedRow)}
    places = Places(
        names={site_id: site.name for site_id, site in scenario.office.sites.items()},
        people=people_by_home(scenario),
    )
    return write_answer(job, worlds.runs, tables, lambda facts: room_rules_page(rules, moved, places, facts))


def _of_rule(worlds: Worlds, rule: Rule) -> list[RuleRow]:
    """Return a row for each site and one for all together, last."""
    scenario = worlds.job.scenario
    office, before, after = scenario.office, rule.without(scenario), rule.under(scenario)
    without, under = in_pairs(worlds.run(before), worlds.run(after))
    few = without.replications[:_SEARCHED]
    worth = rooms_worth(
        before,
        refusals(only(without, few)),
        refusals(only(under, few)),
        lambda changed: worlds.run(changed, few),
    )
    refused_without, refused_under = _refused(before, without), _refused(after, under)
    sites: list[str | None] = [*office.site_ids, None]
    rows = []
    for column, site_id in enumerate(sites):
        a, b = refused_without[:, column], refused_under[:, column]
        found = paired_difference(a, b, _CI_LEVEL)
        own = worth[column] if site_id is not None else _total(worth)
        rows.append(
            RuleRow(
                rule=rule.name,
                site_id=site_id,
                refused_share_without=_mean(a),
                refused_share_under=_mean(b),
                difference=found.difference,
                ci_low=found.low,
                ci_high=found.high,
                adjusted_p=found.p_value,
                rooms_worth=own.rooms,
                eur_worth_per_year=own.eur_per_year,
                replications=without.done,
            )
        )
    return rows


def _judged(of_rules: list[list[RuleRow]]) -> list[RuleRow]:
    """Adjust the p-values of the rules for each other; single sites have limits and no verdict."""
    adjusted = _holm([rows[-1].adjusted_p for rows in of_rules])
    return [
        replace(row, adjusted_p=p_value if row.site_id is None else None)
        for rows, p_value in zip(of_rules, adjusted, strict=True)
        for row in rows
    ]


def _holm(p_values: list[float | None]) -> list[float | None]:
    found = holm(np.array([np.nan if one is None else one for one in p_values]))
    return [None if np.isnan(one) else float(one) for one in found]


def _refused(scenario: Scenario, run: Simulated) -> NDArray[np.float64]:
    """Return the share of requests refused, shape [replications, sites + 1], the organization last."""
    return {name: values for name, _, values in shares(scenario, run.stack, by_site=True)}["refused_share"]


def _mean(values: NDArray[np.float64]) -> float | None:
    return None if np.isnan(values).all() else float(np.nanmean(values))


def _total(worth: list[Worth]) -> Worth:
    """Add up sites; unknown as soon as one of them is."""
    if any(one.rooms is None or one.eur_per_year is None for one in worth):
        return Worth(None, None)
    return Worth(sum(one.rooms or 0 for one in worth), sum(one.eur_per_year or 0 for one in worth))


def _moved_days(worlds: Worlds, today: Simulated) -> list[MovedRow]:
    """Compare desks needed at every site with today's, with all shared office days on each weekday in turn.

    All weekdays and sites are one family: the best of so many would often look good by luck.
    """
    scenario = worlds.job.scenario
    level = scenario.study.service_level
    if len(scenario.days.workdays) < days_needed(level):
        return []
    rows = []
    for weekday, weekday_name in enumerate(WEEKDAY_NAMES):
        pair = in_pairs(today, worlds.run(moved_to(scenario, weekday)))
        now, then = (run.stack["site_wanted_peak"] for run in pair)
        for column, site_id in enumerate(scenario.office.site_ids):
            found = paired_quantile(now[:, :, column], then[:, :, column], level, _CI_LEVEL)
            rows.append(
                MovedRow(
                    weekday=weekday + 1,
                    weekday_name=weekday_name,
                    site_id=site_id,
                    desks_needed_now=day_quantile(now[:, :, column], level, _CI_LEVEL).estimate,
                    desks_needed=day_quantile(then[:, :, column], level, _CI_LEVEL).estimate,
                    desks_freed=found.difference,
                    ci_low=found.low,
                    ci_high=found.high,
                    adjusted_p=found.p_value,
                )
            )
    adjusted = _holm([row.adjusted_p for row in rows])
    return [replace(row, adjusted_p=p_value) for row, p_value in zip(rows, adjusted, strict=True)]


def _table(rows: list[RuleRow] | list[MovedRow], kind: type[RuleRow | MovedRow]) -> pl.DataFrame:
    import polars as pl

    texts = {"rule", "site_id", "weekday_name"}
    schema = {
        name: pl.String if name in texts else pl.Int64 if name in {"weekday", "replications"} else pl.Float64
        for name in kind.__slots__
    }
    return pl.DataFrame([[getattr(row, name) for name in schema] for row in rows], schema=schema, orient="row")
