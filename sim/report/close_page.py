"""The page of study=close: which wings could go, at which price, and who pays it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.report.close_answer import answer
from sim.report.language import language
from sim.report.phrases import failed_in, level_in, policy_in
from sim.report.site_rows import single
from sim.report.study_page import NOTHING, Grid, Section, StudyPage, number, words
from sim.report.suppression import suppressed_groups, total_may_be_shown
from sim.report.words import MINUS, count, days_a_year, fine_percent
from sim.report.workbook.book import Chart
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.report.site_rows import Cell

#: Columns of both tables.
_HEADS = ("closed", "kept", "over", "desks", "area", "eur", "sent_home", "more", "outside", "refused", "way", "hit")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureRow:
    """A row of table `closures` with what the page says in words beside it; a person's days and minutes are means.

    `step` is None for a part closed alone, 0 for today, else its place in the ladder: what is freed and what happens
    then counts all parts closed up to it. `more_...` is against today, under the same luck. `hides_way` where the way
    to work, which changes only for people whose site closes, would be that of a group that is not shown.
    """

    step: int | None
    part: str
    site_id: str | None
    floor: int | None
    wing: str | None
    desks_freed: int
    m2_freed: float
    eur_saved_per_year: float
    forced_remote_days_per_person_year: float
    displaced_share: float
    room_refused_share: float | None
    commute_minutes_per_person_week: float
    ci_low: float | None
    ci_high: float | None
    turned_away_share: float
    turned_away_low: float | None
    turned_away_high: float | None
    more_forced_remote_days: float
    more_forced_remote_days_low: float | None
    more_forced_remote_days_high: float | None
    more_commute_minutes: float
    hardest_hit_site_id: str | None
    hardest_hit_site: str | None
    hardest_hit_more_days: float
    keeps_level: bool
    sites_over: int
    replications: int
    hides_way: bool = False

    @property
    def sent_home(self) -> Interval:
        """Forced-remote days a person and year with limits."""
        return Interval(self.forced_remote_days_per_person_year, self.ci_low, self.ci_high)

    @property
    def sent_home_more(self) -> Interval:
        """Additional forced-remote days against today, with limits."""
        return Interval(
            self.more_forced_remote_days, self.more_forced_remote_days_low, self.more_forced_remote_days_high
        )


def close_page(
    rows: Sequence[ClosureRow], people: Mapping[str, int], confirmed: Interval | None, facts: Facts
) -> StudyPage:
    """Write the page from the rows of table `closures`.

    Parameters
    ----------
    people
        Of each home site, by id; small ones are never named.
    confirmed
        Share of those who set out and find no desk when all is closed that may be, on fresh luck.
    """
    from sim.report.plots.closing_ladder import draw

    speaks = language(facts.language)
    if not total_may_be_shown(people):
        return StudyPage(answer=speaks.say("nothing.publishable"), scope="", language=speaks)
    hidden = suppressed_groups(people)
    rows = _without_small_groups(rows, hidden)
    today = next(row for row in rows if row.step == 0)
    steps = [row for row in rows if row.step]
    alone = sorted(
        (row for row in rows if row.step is None),
        key=lambda row: (not row.keeps_level, row.more_forced_remote_days / max(row.eur_saved_per_year, 1)),
    )
    scope = _scope(today, alone, facts, speaks)
    drawing = draw([today, *steps], scope, speaks) if steps else None
    chart = Chart(
        kind="bar",
        title=speaks.say("close.chart"),
        across=speaks.say("close.head_closed"),
        up=speaks.say("close.head_sent_home"),
    )
    ladder = replace(
        _grid("close.caption", [today, *steps], speaks),
        sheet=speaks.say("close.sheet"),
        chart=chart if steps else None,
    )
    parts = replace(_grid("close.alone_caption", alone, speaks), sheet=speaks.say("close.alone_sheet"))
    level = level_in(speaks, round(1 - facts.service_level, 9))
    return StudyPage(
        answer=answer(today, steps, confirmed, facts, speaks),
        scope=scope,
        sections=[
            Section(
                heading=speaks.say("close.heading"),
                drawings=[drawing] if drawing else [],
                grids=[ladder],
                notes=[speaks.say("close.chosen", level=level), speaks.say("close.counted")],
            ),
            Section(heading=speaks.say("close.alone"), grids=[parts]),
        ],
        language=speaks,
    )


def _scope(today: ClosureRow, alone: Sequence[ClosureRow], facts: Facts, language: Language) -> str:
    return language.say(
        "close.scope",
        scenario=facts.scenario,
        policy=policy_in(language, facts.policy),
        seed=str(facts.seed),
        replications=language.plural("amount.replications", today.replications),
        weeks=language.plural("amount.weeks", facts.weeks),
        alone=language.number(count(alone[0].replications if alone else 0)),
        failed=failed_in(language, facts),
    )


def _without_small_groups(rows: Sequence[ClosureRow], hidden: Collection[str]) -> list[ClosureRow]:
    """Leave out who is hit hardest and how far people travel where that is a hidden site's.

    Every line of the ladder counts the lines above it, so from the first such closure on none tells of the way.
    """
    found = []
    first = min((row.step for row in rows if row.step and row.site_id in hidden), default=None)
    for row in rows:
        in_ladder = first is not None and row.step is not None and row.step >= first
        hides_way = in_ladder or (row.step is None and row.site_id in hidden)
        told = replace(row, hides_way=hides_way)
        if row.hardest_hit_site_id in hidden:
            told = replace(told, hardest_hit_site_id=None, hardest_hit_site=None)
        found.append(told)
    return found


def _grid(caption: str, rows: Sequence[ClosureRow], language: Language) -> Grid:
    return Grid(
        caption=language.say(caption),
        head=tuple(language.say(f"close.head_{name}") for name in _HEADS),
        rows=[_cells(row, language) for row in rows],
        names=2,
    )


def _cells(row: ClosureRow, language: Language) -> list[Cell]:
    more = NOTHING if row.step == 0 else number(row.sent_home_more, _signed_days, language)
    way = single(row.commute_minutes_per_person_week, language=language)
    return [
        words(_closed(row, language)),
        words(language.say("close.is_kept" if row.keeps_level else "close.is_broken")),
        single(row.sites_over, language=language),
        single(row.desks_freed, language=language),
        single(row.m2_freed, language=language),
        single(row.eur_saved_per_year, language=language),
        number(row.sent_home, days_a_year, language),
        more,
        single(row.displaced_share, fine_percent, language),
        single(row.room_refused_share, fine_percent, language),
        words(language.say("close.not_shown")) if row.hides_way else way,
        _hit(row, language),
    ]


def _closed(row: ClosureRow, language: Language) -> str:
    if row.step is None:
        return row.part
    if row.step == 0:
        return language.say("close.part_today")
    return language.say("close.part_in_step", step=str(row.step), part=row.part)


def _hit(row: ClosureRow, language: Language) -> Cell:
    if row.hardest_hit_site is None:
        return NOTHING
    more = language.number(_signed_days(row.hardest_hit_more_days))
    return words(language.say("close.hit_by", site=row.hardest_hit_site, days=more))


def _signed_days(value: float) -> str:
    if abs(value) < 0.005:
        return "0"
    return f"{value:+.{2 if abs(value) < 1 else 1}f}".replace("-", MINUS)
