"""Tables of risk by number of desks: what the explorer shows, at some numbers, for paper and pages without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.compare_titles import titled
from sim.report.explorer_data import MISSING, SHORT
from sim.report.study_page import Grid, Section, number, words
from sim.report.words import count

if TYPE_CHECKING:
    from sim.report.compared import Compared
    from sim.report.explorer import Explored
    from sim.report.explorer_changes import Shown
    from sim.report.language import Language
    from sim.report.site_rows import Cell
    from sim.stats.interval import Interval

#: Numbers of desks that have a column, in percent of today's; today's is the middle one.
_COLUMNS = (50, 75, 90, 100, 110, 125, 150)


def desks_section(compared: Compared, language: Language) -> Section | None:
    """Say how the risk changes with the number of desks; nothing where there are none."""
    explored = compared.explored
    if explored is None:
        return None
    places = _places(explored)
    head = tuple(language.number(count(explored.desks[place])) for place in places)
    grids = []
    for shown in (SHORT, MISSING):
        outlooks = [tried.short if shown is SHORT else tried.missing for tried in explored.policies]
        rows = [
            [
                words(titled(compared, policy, language)),
                *(_cell(outlook.values[place], shown, compared.replications, language) for place in places),
            ]
            for policy, outlook in zip(compared.policies, outlooks, strict=True)
        ]
        caption = language.say(f"compare.by_desks_{shown.key}")
        grids.append(Grid(caption=caption, head=(language.say("head.policy"), *head), rows=rows))
    return Section(
        heading=language.say("compare.by_desks"),
        grids=grids,
        notes=[language.say("compare.by_desks_note")],
    )


def _cell(value: Interval, shown: Shown, replications: int, language: Language) -> Cell:
    """Put a risk into a cell; limits of what was never seen would say that it cannot be."""
    cell = number(value, shown.write, language)
    if value.estimate != 0:
        return cell
    return cell._replace(limits=language.plural("compare.none_in", replications), wraps=True)


def _places(explored: Explored) -> list[int]:
    """Find the places of the columns' numbers, each once."""
    last = len(explored.desks) - 1
    middle = explored.desks.index(explored.today)
    wanted = (round((percent - 100) * explored.today / 100 / explored.desks.step) for percent in _COLUMNS)
    return sorted({min(max(middle + steps, 0), last) for steps in wanted})
