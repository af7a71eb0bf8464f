"""The page's table of sites: what each has, wants and needs, in words and numbers ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.report.language import ENGLISH
from sim.report.words import count, legible, people_a_day, percent, signed
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.report.answer import Answer
    from sim.report.language import Language
    from sim.report.site_need import SiteNeed

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


def columns(level: str, *, busy_day_apart: bool, language: Language = ENGLISH) -> list[Column]:
    """Give the columns after name and verdict, desks first; the 95 % day only where the level is another."""
    fields = ["desks", "needed", "spare", "wanted_mean", "busy_day", "days_short"]
    fields += ["days_sent_home", "sent_home", "elsewhere", "people"]
    if not busy_day_apart:
        fields.remove("busy_day")
    return [Column(field, language.say(f"sites.head_{field}", level=level)) for field in fields]


def site_rows(answer: Answer) -> list[SiteRow]:
    """Give one row per site: those that miss most first, then the unclear, then the rest by id; suppressed last."""
    order = sorted(
        answer.sites,
        key=lambda site: (_ORDER.index(site.verdict), -max(site.missing.estimate or 0, 0), site.site_id),
    )
    rows = [_row(site, answer) for site in order]
    language = answer.language
    hidden = [
        SiteRow(
            name=legible(site.name),
            desks=single(site.desks, language=language),
            suppressed=language.say(site.reason),
        )
        for site in answer.suppressed
    ]
    return rows + hidden


def city_row(answer: Answer) -> SiteRow | None:
    """Give the line of all sites at once; none where there is only one site."""
    return _row(answer.city, answer) if len(answer.sites) + len(answer.suppressed) > 1 else None


def _row(site: SiteNeed, answer: Answer) -> SiteRow:
    language = answer.language
    barred = site.barred and site is not answer.city  # that line is of desks as if everybody could take any
    return SiteRow(
        name=legible(site.name),
        desks=single(site.desks, language=language),
        people=single(site.people, language=language)._replace(limits=_per_desk(site, language)),
        wanted_mean=cell(site.wanted_mean, language=language),
        busy_day=cell(site.busy_day, language=language),
        days_short=_share_cell(site.days_short_share, answer),
        needed=cell(site.needed, language=language),
        spare=Cell(language.say("sites.not_open")) if barred else spare_cell(site.missing, language),
        days_sent_home=_share_cell(site.days_sent_home_share, answer),
        sent_home=_people_cell(site.sent_home, language),
        elsewhere=_people_cell(site.elsewhere, language),
        verdict=language.say(f"sites.verdict_{site.verdict}"),
        verdict_class=site.verdict,
        barred=barred,
    )


def _per_desk(site: SiteNeed, language: Language) -> str:
    per_desk = site.people_per_desk
    if per_desk is None:
        return language.say("sites.no_desks")
    return language.say("sites.per_desk", number=language.number(f"{per_desk:.2f}"))


def _share_cell(share: Interval, answer: Answer) -> Cell:
    """Put a share of days into a cell; where there was no such day, say how rare one may still be."""
    language = answer.language
    if share.estimate != 0:
        return cell(share, percent, language)
    unit = "years" if answer.weeks in (52, 53) else "replications"
    most = language.number(percent(most_when_never_seen(answer.replications)))
    never = Interval(0.0, None, None)  # its limits would be of another unit: whole years, not days
    none = language.plural(f"sites.none_in_{unit}", answer.replications)
    return Cell(none, language.say(f"sites.at_most_of_{unit}", most=most), wraps=True, exact=never, write=percent)


def _people_cell(people: Interval, language: Language) -> Cell:
    shown = cell(people, people_a_day, language)
    return shown._replace(value=language.say("sites.nobody"), limits="") if people.estimate == 0 else shown


def most_when_never_seen(replications: int) -> float:
    """Upper 95 % limit of the share of replications with something that none of them had: 14 % for 20."""
    return float(1 - 0.05 ** (1 / replications))


def cell(interval: Interval, write: Callable[[float], str] = count, language: Language = ENGLISH) -> Cell:
    """Put an interval into a cell, written by a format of sim.report.words and put into the manner of the language."""
    if interval.estimate is None:
        return Cell(language.say("explorer.unknown"))
    value = language.number(write(interval.estimate))
    return Cell(value, language.span(interval, write), exact=interval, write=write)


def single(value: float | None, write: Callable[[float], str] = count, language: Language = ENGLISH) -> Cell:
    """Put a number without limits into a cell, a dash where there is none."""
    return Cell("\u2013") if value is None else cell(Interval(value, None, None), write, language)


def spare_cell(missing: Interval, language: Language = ENGLISH) -> Cell:
    """Turn missing desks into a signed number, spare desks being positive: `−12` with `−15 to −8`, or `+35`."""
    limits = (missing.estimate, missing.high, missing.low)
    return cell(Interval(*(None if limit is None else -limit for limit in limits)), signed, language)
