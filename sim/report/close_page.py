"""The page of study=close: which wings could go, at which price, and who pays it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.report.site_rows import single
from sim.report.study_page import NOTHING, Grid, Section, StudyPage, number, words
from sim.report.suppression import suppressed_groups, total_may_be_shown
from sim.report.words import (
    MINUS,
    NOTHING_PUBLISHABLE,
    fine_percent,
    legible,
    level_text,
    listed,
    money,
    plural,
    square_meters,
    with_interval,
)
from sim.report.workbook.book import Chart
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sim.report.facts import Facts
    from sim.report.site_rows import Cell

#: A share of room requests refused more that a planner would want to know of.
_WORTH_SAYING = 0.005
_HOW_STEPS_ARE_CHOSEN = (
    "Each step closes the part that sends fewest people home for the money it saves, on top of what is closed. "
    "The ladder ends with the first step after which more than {level} of all who set out find no desk. Some sites may "
    "be over that before: how many is in the table."
)
_WHAT_IS_COUNTED = (
    "Teams whose zone closes get the zone with fewest people per desk on their site. Where a whole site closes they "
    "move to the nearest one and keep their homes, so that their way to work changes. Savings are area x price of a "
    "square meter + furniture and services, all from study.costs; what it costs to leave a lease, to move or to sublet "
    "is not in them."
)

_SENT_HOME = "Days a person is sent home a year"
_CHART = Chart(kind="bar", title=f"{_SENT_HOME}, step by step", across="Closed", up=_SENT_HOME)


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

    if not total_may_be_shown(people):
        return StudyPage(answer=NOTHING_PUBLISHABLE, scope="")
    hidden = suppressed_groups(people)
    rows = _without_small_groups(rows, hidden)
    today = next(row for row in rows if row.step == 0)
    steps = [row for row in rows if row.step]
    alone = sorted(
        (row for row in rows if row.step is None),
        key=lambda row: (not row.keeps_level, row.more_forced_remote_days / max(row.eur_saved_per_year, 1)),
    )
    scope = (
        f"Scenario {facts.scenario}, policy {facts.policy}, seed {facts.seed}. Steps of the ladder: "
        f"{plural(today.replications, 'replication')} of {plural(facts.weeks, 'week')}; parts alone: the first "
        f"{plural(alone[0].replications if alone else 0, 'of them', 'of them')}. All under the same luck.{facts.failed}"
    )
    drawing = draw([today, *steps], scope) if steps else None
    return StudyPage(
        answer=_answer(today, steps, confirmed, facts),
        scope=scope,
        sections=[
            Section(
                heading="What each closure saves and whom it sends home",
                drawings=[drawing] if drawing else [],
                grids=[
                    _grid(
                        "One part closed after another; every line counts the lines above it.",
                        [today, *steps],
                        sheet="Closures",
                        chart=_CHART if steps else None,
                    )
                ],
                notes=[
                    _HOW_STEPS_ARE_CHOSEN.format(level=level_text(round(1 - facts.service_level, 9))),
                    _WHAT_IS_COUNTED,
                ],
            ),
            Section(
                heading="Each part alone",
                grids=[
                    _grid(
                        "Every wing, floor and site closed by itself; the cheapest first.", alone, sheet="Parts alone"
                    )
                ],
            ),
        ],
    )


def _answer(today: ClosureRow, steps: Sequence[ClosureRow], confirmed: Interval | None, facts: Facts) -> str:
    """Say what could go, what it saves and costs, and what the next step would do."""
    level = level_text(facts.service_level)
    kept = [row for row in steps if row.keeps_level]
    beyond = next((row for row in steps if not row.keeps_level), None)
    start = f"Under {legible(facts.policy)} and with a desk for {level} of those who set out for one"
    if not steps:
        return f"{start}, nothing can be closed: the office has one part only."
    if not today.keeps_level:
        return (
            f"{start}, nothing can be closed: people are sent home on {with_interval(today.sent_home, _days)} days a "
            f"year already today. Even {legible(steps[0].part)} {_would(steps[0])}."
        )
    if not kept:
        assert beyond is not None
        return f"{start}, no wing, floor or site can go: even {legible(beyond.part)} {_would(beyond)}."
    last = kept[-1]
    parts = listed([legible(row.part) for row in kept])
    said = (
        f"{start}, {parts} can go, in this order: that frees {plural(last.desks_freed, 'desk')} and "
        f"{square_meters(last.m2_freed)} and saves about {money(last.eur_saved_per_year)} a year. People are then "
        f"sent home on {with_interval(last.sent_home, _days)} days a year instead of "
        f"{_days(today.forced_remote_days_per_person_year)}{_way(last)}{_hit(last)}."
        f"{_over(today, last)}{_rooms(today, last)}{_on_fresh_luck(confirmed, facts)}"
    )
    return said if beyond is None else f"{said} One step more, {legible(beyond.part)}, {_would(beyond)}."


def _over(today: ClosureRow, last: ClosureRow) -> str:
    """Say how many sites are over the level by themselves, where any are."""
    if not last.sites_over:
        return ""
    before = "as today" if last.sites_over == today.sites_over else f"{today.sites_over} today"
    return f" By themselves {plural(last.sites_over, 'site is', 'sites are')} over the level then ({before})."


def _rooms(today: ClosureRow, last: ClosureRow) -> str:
    """Say what becomes of requests for rooms where that changes."""
    if last.room_refused_share is None or today.room_refused_share is None:
        return ""
    if last.room_refused_share - today.room_refused_share < _WORTH_SAYING:
        return ""
    now, then = fine_percent(today.room_refused_share), fine_percent(last.room_refused_share)
    return f" Of requests for rooms {then} are refused instead of {now}."


def _on_fresh_luck(confirmed: Interval | None, facts: Facts) -> str:
    """Say what luck that had no part in choosing the steps says of them."""
    if confirmed is None or confirmed.estimate is None:
        return ""
    allowed = 1 - facts.service_level
    sure = confirmed.high is not None and confirmed.high <= allowed
    doubt = "" if sure else f", which is not surely at most {level_text(round(allowed, 9))}"
    return f" On fresh luck {with_interval(confirmed, fine_percent)} of those who set out find no desk{doubt}."


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


def _would(row: ClosureRow) -> str:
    return (
        f"would send people home on {with_interval(row.sent_home, _days)} days a year"
        f"{_hit(row)}, for {money(row.eur_saved_per_year)} a year in all"
    )


def _way(row: ClosureRow) -> str:
    minutes = row.more_commute_minutes
    if row.hides_way:
        return ""
    if abs(minutes) < 0.5:
        return ", and nobody's way to work changes much"
    return f", and travel {plural(round(abs(minutes)), 'minute')} a week {'more' if minutes > 0 else 'less'} on average"


def _hit(row: ClosureRow) -> str:
    if row.hardest_hit_site is None or row.hardest_hit_more_days < 0.05:
        return ""
    return f"; hardest hit are the people of {legible(row.hardest_hit_site)}, {_days(row.hardest_hit_more_days)} more"


def _grid(caption: str, rows: Sequence[ClosureRow], *, sheet: str, chart: Chart | None = None) -> Grid:
    return Grid(
        caption=caption,
        head=(
            "Closed",
            "Level kept",
            "Sites over it",
            "Desks freed",
            "m\u00b2 freed",
            "EUR saved a year",
            _SENT_HOME,
            "More than today",
            "Arrivals outside their own zone",
            "Room requests refused",
            "Minutes on the way, a person and week",
            "Hardest hit",
        ),
        rows=[_cells(row) for row in rows],
        names=2,
        sheet=sheet,
        chart=chart,
    )


def _cells(row: ClosureRow) -> list[Cell]:
    shown = row.hardest_hit_site is not None
    return [
        words(f"{row.step}. {row.part}" if row.step else ("today" if row.step == 0 else row.part)),
        words("yes" if row.keeps_level else "no"),
        single(row.sites_over),
        single(row.desks_freed),
        single(row.m2_freed),
        single(row.eur_saved_per_year),
        number(row.sent_home, _days),
        number(row.sent_home_more, _signed_days) if row.step != 0 else NOTHING,
        single(row.displaced_share, fine_percent),
        single(row.room_refused_share, fine_percent),
        words("not shown") if row.hides_way else single(row.commute_minutes_per_person_week),
        words(f"{row.hardest_hit_site}: {_signed_days(row.hardest_hit_more_days)} days") if shown else NOTHING,
    ]


def _days(value: float) -> str:
    return f"{value:.1f}" if value >= 0.05 or value == 0 else "under 0.1"


def _signed_days(value: float) -> str:
    if abs(value) < 0.005:
        return "0"
    return f"{value:+.{2 if abs(value) < 1 else 1}f}".replace("-", MINUS)
