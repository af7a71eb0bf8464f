"""Answer study=close: which wings, floors and sites could go, what each saves, and whom it sends home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.close_page import ClosureRow, close_page
from sim.stats.interval import mean_interval
from sim.stats.paired import paired_difference
from sim.studies.answer_folder import write_answer
from sim.studies.closing.ladder import Closing, Closure, each_alone, ladder
from sim.studies.closing.parts import parts_of

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from sim.studies.job import Job

_CI_LEVEL = 0.95


def close(job: Job) -> tuple[Path, int]:
    """Close every part alone, then one after another, and write what that does; return the folder and exit code."""
    closing = Closing(job)
    alone = each_alone(closing, parts_of(job.scenario.office))
    steps = ladder(closing, alone)
    closures = [closing.today, *alone, *steps]
    rows = [_row(job, closing.today, one) for one in closures]
    return write_answer(
        job,
        closing.runs,
        {"closures": _table(rows)},
        lambda facts: close_page(rows, facts),
        parts=len(alone),
    )


def _row(job: Job, today: Closure, closure: Closure) -> ClosureRow:
    office, organization = job.scenario.office, job.scenario.organization
    found = closure.effects
    before = today.effects.first(len(found.forced_remote_days))
    names = {site_id: site.name for site_id, site in office.sites.items()}
    part = closure.closed[-1] if closure.closed else None
    people = np.bincount(
        [office.site_ids.index(organization.teams[team].site_id) for team in organization.team_ids],
        weights=organization.team_sizes,
        minlength=len(office.site_ids),
    )
    more = np.where(people > 0, (found.forced_remote_days_by_home - before.forced_remote_days_by_home).mean(axis=0), 0)
    hit = int(np.argmax(np.nan_to_num(more)))
    extra = paired_difference(found.forced_remote_days, before.forced_remote_days, _CI_LEVEL)
    way = paired_difference(found.commute_minutes, before.commute_minutes, _CI_LEVEL)
    sent_home = mean_interval(found.forced_remote_days, _CI_LEVEL)
    return ClosureRow(
        step=closure.step,
        part=part.said(names) if part else "nothing",
        site_id=part.site_id if part else None,
        floor=part.floor if part else None,
        wing=part.wing if part else None,
        desks_freed=closure.freed.desks,
        m2_freed=closure.freed.m2,
        eur_saved_per_year=closure.freed.eur_per_year,
        forced_remote_days_per_person_year=float(found.forced_remote_days.mean()),
        displaced_share=float(found.displaced_share.mean()),
        room_refused_share=None if np.isnan(found.refused_share).any() else float(found.refused_share.mean()),
        commute_minutes_per_person_week=float(found.commute_minutes.mean()),
        ci_low=sent_home.low,
        ci_high=sent_home.high,
        more_forced_remote_days=extra.difference or 0.0,
        more_forced_remote_days_low=extra.low,
        more_forced_remote_days_high=extra.high,
        more_commute_minutes=way.difference or 0.0,
        hardest_hit_site_id=office.site_ids[hit] if more[hit] > 0 else None,
        hardest_hit_site=names[office.site_ids[hit]] if more[hit] > 0 else None,
        hardest_hit_people=int(people[hit]),
        hardest_hit_more_days=float(more[hit]) if more[hit] > 0 else 0.0,
        keeps_level=closure.keeps_level,
        sites_over=closure.sites_over,
        replications=len(found.forced_remote_days),
    )


def _table(rows: list[ClosureRow]) -> pl.DataFrame:
    import polars as pl

    text = dict.fromkeys(("site_id", "wing", "hardest_hit_site_id"), pl.String)
    whole = dict.fromkeys(("step", "floor", "desks_freed", "sites_over", "replications"), pl.Int64)
    columns = (
        "step", "site_id", "floor", "wing", "desks_freed", "m2_freed", "eur_saved_per_year",
        "forced_remote_days_per_person_year", "displaced_share", "room_refused_share",
        "commute_minutes_per_person_week", "ci_low", "ci_high",
        "more_forced_remote_days", "more_forced_remote_days_low", "more_forced_remote_days_high",
        "more_commute_minutes", "hardest_hit_site_id", "hardest_hit_more_days", "keeps_level", "sites_over",
        "replications",
    )  # fmt: skip
    return pl.DataFrame(
        [[getattr(row, column) for column in columns] for row in rows],
        schema={
            column: text.get(column) or whole.get(column) or (pl.Boolean if column == "keeps_level" else pl.Float64)
            for column in columns
        },
        orient="row",
    )
