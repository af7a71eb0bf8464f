"""The report as one HTML page that needs nothing else: no script, no remote asset, no time stamp."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.report.busy_day_rows import busy_day_table
from sim.report.ledger import ledger_of
from sim.report.questions import questions
from sim.report.remarks import remarks
from sim.report.room_answers import room_answers
from sim.report.room_rows import room_table
from sim.report.site_rows import Cell, city_row, columns, site_rows
from sim.report.unit_rows import MEASURES, organization_row, unit_rows
from sim.report.words import count, printable, span
from sim.report.zone_rows import zone_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.report.evidence import Evidence
    from sim.report.picture import Picture
    from sim.report.unit_rows import UnitRow

#: Figures that stand in the section on rooms.
_OF_ROOMS = frozenset({"rooms_wanted", "room_request_fates", "room_day_plan", "room_hours"})


def render_page(evidence: Evidence, pictures: Sequence[Picture], results_dir: Path | None = None) -> str:
    """Write the page; same evidence, same text. A study=sensitivity in `results_dir` ranks the assumptions."""
    facts, answer = evidence.facts, evidence.answer
    shown = answer.publishable and bool(answer.sites)
    sites = site_rows(answer) if answer.publishable else []
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            facts=facts,
            answer=answer,
            remarks=remarks(answer, facts.replications_planned),
            level=evidence.level,
            shown=shown,
            sites=sites,
            barred=any(site.barred for site in sites),
            city=city_row(answer) if answer.publishable else None,
            columns=columns(evidence.level, busy_day_apart=facts.service_level != 0.95),
            pictures=[picture for picture in pictures if picture.name not in _OF_ROOMS],
            rooms=room_table(evidence),
            room_answers=room_answers(evidence),
            room_pictures=[picture for picture in pictures if picture.name in _OF_ROOMS],
            left_out=_left_out(pictures),
            busy_days=busy_day_table(evidence) if shown else None,
            measures=MEASURES,
            units=[_unit_cells(row) for row in unit_rows(evidence)] if answer.publishable else [],
            organization=_unit_cells(organization_row(evidence)) if answer.publishable else None,
            questions=questions(evidence) if shown else [],
            zones=zone_rows(evidence) if shown else [],
            ledger=ledger_of(facts, results_dir),
            days=count(evidence.demand.days),
            scope=evidence.scope(),
        )
    )


def _left_out(pictures: Sequence[Picture]) -> list[str]:
    """Say which figures are missing because there is nothing to show."""
    drawn = {picture.name for picture in pictures}
    said = []
    if "shared_office_day_cost" not in drawn:
        said.append("No shared office day of 5 people or more falls in this run, so no figure shows what one costs.")
    if not drawn & {"busy_day_attribution", "presence_by_purpose_day"}:
        said.append("Too few people are on site to show why they come.")
    return said if drawn else []


def _unit_cells(row: UnitRow) -> dict[str, object]:
    """Write a line of the table of units."""
    cells = [
        Cell("\u2013", "")
        if value.estimate is None
        else Cell(measure.write(value.estimate), span(value, measure.write))
        for measure, value in zip(MEASURES, row.values, strict=True)
    ]
    return {"unit": row.unit, "people": count(row.people), "cells": cells}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates of all pages; every value is escaped and printable."""
    return Environment(
        loader=PackageLoader("sim.report", "templates"),
        autoescape=True,  # names are data from colleagues; one may be called <script>
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # What a macro returns is markup, made of values that have passed here already.
        finalize=lambda value: printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
