"""Answer study=close: which wings, floors and sites could go, what each saves, and whom it sends home."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.report.calendar.close import close_calendar
from sim.report.close_answer import part_in
from sim.report.close_page import ClosureRow, close_page
from sim.report.language import language
from sim.stats.interval import mean_interval
from sim.stats.paired import paired_difference
from sim.studies.answer_folder import write_answer
from sim.studies.closing.days import step_of
from sim.studies.closing.ladder import Closing, Closure, each_alone, ladder
from sim.studies.closing.parts import parts_of
from sim.studies.same_luck import people_by_home

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl

    from sim.report.calendar.view import CalendarView
    from sim.report.facts import Facts
    from sim.stats.interval import Interval
    from sim.studies.job import Job

_CI_LEVEL = 0.95


def close(job: Job) -> tuple[Path, int]:
    """Close every part alone, then one after another, and write what that does; return the folder and exit code."""
    closing = Closing(job)
    alone = each_alone(closing, parts_of(job.scenario.office))
    steps = ladder(closing, alone)
    kept = [one for one in steps if one.keeps_level]
    fresh = closing.fresh(kept[-1]) if kept else None
    rows = [_row(job, closing.today, one) for one in (closing.today, *alone, *steps)]
    confirmed = mean_interval(fresh.effects.turned_away_share, _CI_LEVEL) if fresh else None
    return write_answer(
        job,
        closing.worlds.runs,
        {"closures": _table(rows, kept[-1].step if kept else None, confirmed)},
        lambda facts: replace(
            close_page(rows, people_by_home(job.scenario), confirmed, facts),
            calendar=_calendar(job, (closing.today, *steps), rows, facts),
        ),
        parts=len(alone),
    )


def _calendar(job: Job, steps: Sequence[Closure], rows: Sequence[ClosureRow], facts: Facts) -> CalendarView | None:
    """Fill the calendar of the page with today and the steps of the ladder, named as in the table."""
    scenario, speaks = job.scenario, language(facts.language)
    names = {row.step: row.part for row in rows}
    return close_calendar(
        [step_of(job, one, names[one.step]) for one in steps],
        scenario.days.dates,
        {site_id: site.name for site_id, site in scenario.office.sites.items()},
        people_by_home(scenario),
        scenario.study.service_level,
        speaks,
    )


def _row(job: Job, today: Closure, closure: Closure) -> ClosureRow:
    office, speaks = job.scenario.office, language(job.scenario.output.language)
    found, before = closure.effects.beside(today.effects)
    names = {site_id: site.name for site_id, site in office.sites.items()}
    part = closure.closed[-1] if closure.closed else None
    people = people_by_home(job.scenario)
    more = np.nan_to_num((found.forced_remote_days_by_home - before.forced_remote_days_by_home).mean(axis=0))
    more *= np.array([people[site_id] > 0 for site_id in office.site_ids])
    hit = int(np.argmax(more))
    extra = paired_difference(found.forced_remote_days, before.forced_remote_days, _CI_LEVEL)
    way = paired_difference(found.commute_minutes, before.commute_minutes, _CI_LEVEL)
    sent_home = mean_interval(closure.effects.forced_remote_days, _CI_LEVEL)
    turned_away = mean_interval(closure.effects.turned_away_share, _CI_LEVEL)
    refused = closure.effects.refused_share
    return ClosureRow(
        step=closure.step,
        part=part_in(speaks, names[part.site_id], part.floor, part.wing) if part else "",
        site_id=part.site_id if part else None,
        floor=part.floor if part else None,
        wing=part.wing if part else None,
        desks_freed=closure.freed.desks,
        m2_freed=closure.freed.m2,
        eur_saved_per_year=closure.freed.eur_per_year,
        forced_remote_days_per_person_year=sent_home.estimate or 0.0,
        displaced_share=float(np.nanmean(closure.effects.displaced_share)),
        room_refused_share=None if np.isnan(refused).any() else float(refused.mean()),
        commute_minutes_per_person_week=float(closure.effects.commute_minutes.mean()),
        ci_low=sent_home.low,
        ci_high=sent_home.high,
        turned_away_share=turned_away.estimate or 0.0,
        turned_away_low=turned_away.low,
        turned_away_high=turned_away.high,
        more_forced_remote_days=extra.difference or 0.0,
        more_forced_remote_days_low=extra.low,
        more_forced_remote_days_high=extra.high,
        more_commute_minutes=way.difference or 0.0,
        hardest_hit_site_id=office.site_ids[hit] if more[hit] > 0 else None,
        hardest_hit_site=names[office.site_ids[hit]] if more[hit] > 0 else None,
        hardest_hit_more_days=float(more[hit]) if more[hit] > 0 else 0.0,
        keeps_level=closure.keeps_level,
        sites_over=closure.sites_over,
        replications=len(closure.effects.replications),
    )


def _table(rows: list[ClosureRow], step: int | None, confirmed: Interval | None) -> pl.DataFrame:
    """Table `closures`; `confirmed` is what fresh luck says of the last step that keeps the level."""
    import polars as pl

    text = dict.fromkeys(("site_id", "wing", "hardest_hit_site_id"), pl.String)
    whole = dict.fromkeys(("step", "floor", "desks_freed", "sites_over", "replications"), pl.Int64)
    columns = (
        "step", "site_id", "floor", "wing", "desks_freed", "m2_freed", "eur_saved_per_year",
        "forced_remote_days_per_person_year", "displaced_share", "room_refused_share",
        "commute_minutes_per_person_week", "ci_low", "ci_high",
        "turned_away_share", "turned_away_low", "turned_away_high",
        "more_forced_remote_days", "more_forced_remote_days_low", "more_forced_remote_days_high",
        "more_commute_minutes", "hardest_hit_site_id", "hardest_hit_more_days", "keeps_level", "sites_over",
        "replications",
    )  # fmt: skip
    fresh = ("fresh_turned_away_share", "fresh_turned_away_low", "fresh_turned_away_high")
    limits = (None, None, None) if confirmed is None else (confirmed.estimate, confirmed.low, confirmed.high)
    nothing = (None,) * len(fresh)
    return pl.DataFrame(
        [
            [*(getattr(row, column) for column in columns), *(limits if row.step and row.step == step else nothing)]
            for row in rows
        ],
        schema={
            column: text.get(column) or whole.get(column) or (pl.Boolean if column == "keeps_level" else pl.Float64)
            for column in (*columns, *fresh)
        },
        orient="row",
    )
