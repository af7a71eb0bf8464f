"""Answer study=room_rules: how many rooms a rule is worth, and what shared days on another weekday would free."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.rooms_daily import shares
from sim.quantities import WEEKDAY_NAMES
from sim.report.room_rules_page import MovedRow, RuleRow, room_rules_page
from sim.stats.day_quantile import day_quantile, days_needed
from sim.stats.interval import Interval
from sim.stats.paired import paired_difference
from sim.stats.paired_quantile import paired_quantile
from sim.studies.answer_folder import write_answer
from sim.studies.ruled.rules import RULES
from sim.studies.ruled.weekdays import has_shared_days, moved_to
from sim.studies.ruled.worth import Worth, refusals, rooms_worth
from sim.studies.simulate import Simulated, simulate

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from sim.scenario import Scenario
    from sim.studies.job import Job
    from sim.studies.ruled.rules import Rule

_CI_LEVEL = 0.95
#: Replications in which rooms are added one by one; under common luck they tell as much as many.
_SEARCHED = 6


def room_rules(job: Job) -> tuple[Path, int]:
    """Simulate every rule, search for the rooms it is worth, move shared days; return the folder and exit code."""
    worlds = _Worlds(job)
    rules = [row for rule in RULES for row in _of_rule(worlds, rule)] if job.scenario.office.rooms else []
    moved = _moved_days(worlds) if has_shared_days(job.scenario) else []
    tables = {"room_rules": _table(rules, RuleRow), "shared_day_moves": _table(moved, MovedRow)}
    says = {rule.name: rule.says for rule in RULES}
    names = {site_id: site.name for site_id, site in job.scenario.office.sites.items()}
    return write_answer(job, worlds.runs, tables, lambda facts: room_rules_page(rules, moved, says, names, facts))


class _Worlds:
    """Simulates changed scenarios, each once; only what was asked of them stays in memory."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.runs: list[Simulated] = []

    def run(self, scenario: Scenario, replications: int | None = None) -> Simulated:
        """Simulate a scenario, only its first replications where these are enough."""
        few = None if replications is None else range(min(replications, self.job.scenario.run.replications))
        run = simulate(replace(self.job, scenario=scenario), few, records="none")
        self.runs.append(replace(run, counts={number: {} for number in run.counts}, logs={}))
        return run


def _of_rule(worlds: _Worlds, rule: Rule) -> list[RuleRow]:
    scenario = worlds.job.scenario
    office, before, after = scenario.office, rule.without(scenario), rule.under(scenario)
    without, under = worlds.run(before), worlds.run(after)
    few = min(_SEARCHED, without.done)
    worth = rooms_worth(
        before,
        refusals(_first(without, few)),
        refusals(_first(under, few)),
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
                rooms_worth=own.rooms,
                eur_worth_per_year=own.eur_per_year,
                replications=without.done,
            )
        )
    return rows


def _first(run: Simulated, replications: int) -> Simulated:
    kept = run.replications[:replications]
    return replace(run, counts={number: run.counts[number] for number in kept}, logs={})


def _refused(scenario: Scenario, run: Simulated) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the share of requests refused, shape [replications, sites + 1], the organization last."""
    return {name: values for name, _, values in shares(scenario, run.stack, by_site=True)}["refused_share"]


def _mean(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float | None:
    return None if np.isnan(values).all() else float(np.nanmean(values))


def _total(worth: list[Worth]) -> Worth:
    """Add up sites; unknown as soon as one of them is."""
    if any(one.rooms is None or one.eur_per_year is None for one in worth):
        return Worth(None, None)
    return Worth(sum(one.rooms or 0 for one in worth), sum(one.eur_per_year or 0 for one in worth))


def _moved_days(worlds: _Worlds) -> list[MovedRow]:
    """Compare desks needed at every site with today's, with all shared office days on each weekday in turn."""
    scenario = worlds.job.scenario
    level = scenario.study.service_level
    now = worlds.run(scenario).stack["site_wanted_peak"]
    if now.shape[1] < days_needed(level):
        return []
    rows = []
    for weekday in range(5):
        then = worlds.run(moved_to(scenario, weekday)).stack["site_wanted_peak"]
        for column, site_id in enumerate(scenario.office.site_ids):
            found = paired_quantile(now[:, :, column], then[:, :, column], level, _CI_LEVEL)
            rows.append(
                _moved_row(
                    weekday,
                    site_id,
                    day_quantile(now[:, :, column], level, _CI_LEVEL),
                    day_quantile(then[:, :, column], level, _CI_LEVEL),
                    Interval(found.difference, found.low, found.high),
                )
            )
    return rows


def _moved_row(weekday: int, site_id: str, now: Interval, then: Interval, freed: Interval) -> MovedRow:
    return MovedRow(
        weekday=weekday + 1,
        weekday_name=WEEKDAY_NAMES[weekday],
        site_id=site_id,
        desks_needed_now=now.estimate,
        desks_needed=then.estimate,
        desks_freed=freed.estimate,
        ci_low=freed.low,
        ci_high=freed.high,
    )


def _table(rows: list[RuleRow] | list[MovedRow], kind: type[RuleRow | MovedRow]) -> pl.DataFrame:
    import polars as pl

    texts = {"rule", "site_id", "weekday_name"}
    schema = {
        name: pl.String if name in texts else pl.Int64 if name in {"weekday", "replications"} else pl.Float64
        for name in kind.__slots__
    }
    return pl.DataFrame([[getattr(row, name) for name in schema] for row in rows], schema=schema, orient="row")
