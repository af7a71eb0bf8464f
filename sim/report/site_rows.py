"""The page's table of sites: what each has, wants and needs, in words and numbers ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.report.words import UNKNOWN, count, legible, people_a_day, percent, plural, signed, span
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.answer import Answer
    from sim.report.site_need import SiteNeed

_VERDICTS = {"enough": "enough", "too_few": "too few", "cannot_tell": "cannot be told"}

_ORDER = ("too_few", "cannot_tell", "enough")


class Cell(NamedTuple):
    """A number and, below it, its interval or another remark, which may take several lines; both may be empty.

    `exact` is the number that was written by `write`, for the workbook; None where the cell has words only.
    """

    value: str
    limits: str = ""
    wraps: bool = False
    exact: Interval | None = None
    write: Callable[[float], str] = count


EMPTY = Cell("")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """One line of the table; where `suppressed` says why, only name and desks are given."""

    name: str
    desks: Cell
    people: Cell = EMPTY
    wanted_mean: Cell = EMPTY
    busy_day: Cell = EMPTY
    days_short: Cell = EMPTY
    needed: Cell = EMPTY
    spare: Cell = EMPTY
    days_sent_home: Cell = EMPTY
    sent_home: Cell = EMPTY
    elsewhere: Cell = EMPTY
    verdict: str = ""
    verdict_class: str = ""
    barred: bool = False
    suppressed: str = ""


class Column(NamedTuple):
    """A column of numbers: the field of `SiteRow` and its name on the page."""

    field: str
    head: str


def columns(level: str, *, busy_day_apart: bool) -> list[Column]:
    """Give the columns after name and verdict, desks first; the 95 % day only where the level is another."""
    return [
        Column("desks", "Desks"),
        Column("needed", f"Desks needed for {level} of workdays"),
        Column("spare", "Spare (+) or missing (\u2212)"),
        Column("wanted_mean", "Desks wanted on an average day"),
        *([Column("busy_day", "Desks wanted on the 95 % day")] if busy_day_apart else []),
        Column("days_short", "Workdays short of desks"),
        Column("days_sent_home", "Workdays on which somebody is sent home"),
        Column("sent_home", "People sent home, a day"),
        Column("elsewhere", "People seated outside the zone they set out for, a day"),
        Column("people", "People"),
    ]


def site_rows(answer: Answer) -> list[SiteRow]:
    """Give one row per site: those that miss most first, then the unclear, then the rest by id; suppressed last."""
    order = sorted(
        answer.sites,
        key=lambda site: (_ORDER.index(site.verdict), -max(site.missing.estimate or 0, 0), site.site_id),
    )
    rows = [_row(site, answer) for site in order]
    hidden = [
        SiteRow(name=legible(site.name), desks=single(site.desks), suppressed=site.reason) for site in answer.suppressed
    ]
    return rows + hidden


def city_row(answer: Answer) -> SiteRow | None:
    """Give the line of all sites at once; none where there is only one site."""
    return _row(answer.city, answer) if len(answer.sites) + len(answer.suppressed) > 1 else None


def _row(site: SiteNeed, answer: Answer) -> SiteRow:
    per_desk = site.people_per_desk
    barred = site.barred and site is not answer.city  # that line is of desks as if everybody could take any
    return SiteRow(
        name=legible(site.name),
        desks=single(site.desks),
        people=single(site.people)._replace(limits="no desks" if per_desk is None else f"{per_desk:.2f} a desk"),
        wanted_mean=cell(site.wanted_mean),
        busy_day=cell(site.busy_day),
        days_short=_share_cell(site.days_short_share, answer),
        needed=cell(site.needed),
        spare=Cell("not open to all") if barred else spare_cell(site.missing),
        days_sent_home=_share_cell(site.days_sent_home_share, answer),
        sent_home=_people_cell(site.sent_home),
        elsewhere=_people_cell(site.elsewhere),
        verdict=_VERDICTS[site.verdict],
        verdict_class=site.verdict,
        barred=barred,
    )


def _share_cell(share: Interval, answer: Answer) -> Cell:
    """Put a share of days into a cell; where there was no such day, say how rare one may still be."""
    if share.estimate != 0:
        return cell(share, percent)
    unit = "year" if answer.weeks in (52, 53) else "replication"
    most = percent(most_when_never_seen(answer.replications))
    never = Interval(0.0, None, None)  # its limits would be of another unit: whole years, not days
    return Cell(f"none in {plural(answer.replications, unit)}", f"at most {most} of {unit}s", True, never, percent)


def _people_cell(people: Interval) -> Cell:
    shown = cell(people, people_a_day)
    return shown._replace(value="none", limits="") if people.estimate == 0 else shown


def most_when_never_seen(replications: int) -> float:
    """Upper 95 % limit of the share of replications with something that none of them had: 14 % for 20."""
    return float(1 - 0.05 ** (1 / replications))


def cell(interval: Interval, write: Callable[[float], str] = count) -> Cell:
    """Put an interval into a cell."""
    if interval.estimate is None:
        return Cell(UNKNOWN)
    return Cell(write(interval.estimate), span(interval, write), exact=interval, write=write)


def single(value: float | None, write: Callable[[float], str] = count) -> Cell:
    """Put a number without limits into a cell, a dash where there is none."""
    return Cell("\u2013") if value is None else cell(Interval(value, None, None), write)


def spare_cell(missing: Interval) -> Cell:
    """Turn missing desks into a signed number, spare desks being positive: `−12` with `−15 to −8`, or `+35`."""
    limits = (missing.estimate, missing.high, missing.low)
    return cell(Interval(*(None if limit is None else -limit for limit in limits)), signed)
