"""The page's table of sites: what each has, wants and needs, in words and numbers ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.report.words import MINUS, UNKNOWN, count, legible, percent, span
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.answer import Answer, SiteNeed

_VERDICTS = {"enough": "enough", "too_few": "too few", "cannot_tell": "cannot be told"}

_ORDER = ("too_few", "cannot_tell", "enough")


class Cell(NamedTuple):
    """A number and, below it, its interval; the interval may be empty."""

    value: str
    limits: str = ""


EMPTY = Cell("")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """One line of the table; where `suppressed` says why, only name and desks are given."""

    name: str
    desks: str
    people: str = ""
    people_per_desk: str = ""
    wanted_mean: Cell = EMPTY
    busy_day: Cell = EMPTY
    days_short: Cell = EMPTY
    needed: Cell = EMPTY
    spare: Cell = EMPTY
    verdict: str = ""
    verdict_class: str = ""
    suppressed: str = ""


def site_rows(answer: Answer) -> list[SiteRow]:
    """Give one row per site: those that miss most first, then the unclear, then the rest by id; suppressed last."""
    order = sorted(
        answer.sites,
        key=lambda site: (_ORDER.index(site.verdict), -max(site.missing.estimate or 0, 0), site.site_id),
    )
    rows = [_row(site) for site in order]
    hidden = [
        SiteRow(name=legible(site.name), desks=count(site.desks), suppressed=site.reason) for site in answer.suppressed
    ]
    return rows + hidden


def city_row(answer: Answer) -> SiteRow | None:
    """Give the line of all sites at once; none where there is only one site."""
    return _row(answer.city) if len(answer.sites) + len(answer.suppressed) > 1 else None


def _row(site: SiteNeed) -> SiteRow:
    per_desk = site.people_per_desk
    never_short = site.days_short_share.estimate == 0
    return SiteRow(
        name=legible(site.name),
        desks=count(site.desks),
        people=count(site.people),
        people_per_desk="no desks" if per_desk is None else f"{per_desk:.2f}",
        wanted_mean=cell(site.wanted_mean),
        busy_day=cell(site.busy_day),
        days_short=Cell("none") if never_short else cell(site.days_short_share, percent),
        needed=cell(site.needed),
        spare=spare_cell(site.missing),
        verdict=_VERDICTS[site.verdict],
        verdict_class=site.verdict,
    )


def cell(interval: Interval, write: Callable[[float], str] = count) -> Cell:
    """Put an interval into a cell."""
    return Cell(UNKNOWN if interval.estimate is None else write(interval.estimate), span(interval, write))


def spare_cell(missing: Interval) -> Cell:
    """Turn missing desks into a signed number, spare desks being positive: `−12` with `−15 to −8`, or `+35`."""
    limits = (missing.estimate, missing.high, missing.low)
    return cell(Interval(*(None if limit is None else -limit for limit in limits)), _signed)


def _signed(value: float) -> str:
    whole = round(value)
    return f"+{whole:,}" if whole > 0 else f"{MINUS}{-whole:,}" if whole < 0 else "0"
