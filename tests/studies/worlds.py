"""Small worlds for comparisons, run in this process without a store."""

from __future__ import annotations

from sim.replication import replicate
from sim.report.facts import Facts
from sim.studies.compared.found import Found
from sim.studies.compared.worlds import world_of
from tests.report.synthetic import make_facts

LEVEL = 0.95


def world(label, scenario):
    """Run every replication of a scenario and keep what a comparison needs."""
    counts = {number: replicate(scenario, number).counted for number in range(scenario.run.replications)}
    return world_of(label, scenario, counts)


def facts(level: float = LEVEL) -> Facts:
    return make_facts(service_level=level)


def found(*worlds, level=LEVEL):
    return Found(level, worlds)


def page_text(page) -> str:
    """Everything a page says in words and cells."""
    said = [page.answer, page.scope, *page.remarks]
    for section in page.sections:
        said += [section.heading, *section.paragraphs, *section.notes]
        for grid in section.grids:
            said += [grid.caption, *grid.head, *(f"{cell.value} {cell.limits}" for row in grid.rows for cell in row)]
    return "\n".join(said)
