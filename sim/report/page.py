"""The report as one HTML page that needs nothing else: no remote asset, no time stamp, no script but its own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.report.busy_day_rows import busy_day_table
from sim.report.calendar.project import project_calendar
from sim.report.language import ENGLISH
from sim.report.ledger import ledger_of
from sim.report.phrases import date_in
from sim.report.questions import questions
from sim.report.remarks import remarks
from sim.report.room_answers import room_answers
from sim.report.room_rows import room_table
from sim.report.site_rows import Cell, cell, city_row, columns, site_rows
from sim.report.unit_rows import MEASURES, organization_row, unit_rows
from sim.report.words import count, printable
from sim.report.zone_rows import zone_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.ledger import Ledger
    from sim.report.picture import Picture
    from sim.report.unit_rows import UnitRow

#: Signs that are read in one breath.
_LONGEST_HEADLINE = 240
#: Figures that stand in the section on rooms.
_OF_ROOMS = frozenset({"rooms_wanted", "room_request_fates", "room_day_plan", "room_hours"})


def render_page(evidence: Evidence, pictures: Sequence[Picture], ledger: Ledger | None = None) -> str:
    """Write the page; same evidence, same text. Without a `ledger` the assumptions have the ranking that is shipped."""
    facts, answer, language = evidence.facts, evidence.answer, evidence.language
    shown = answer.publishable and bool(answer.sites)
    sites = site_rows(answer) if answer.publishable else []
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            facts=facts,
            answer=answer,
            headline=_headline(answer.sentence),
            language=language.code,
            say=language.say,
            plural=language.plural,
            policy=_policy(facts.policy, language),
            study=facts.study if language is ENGLISH else language.name("study_kind", facts.study, facts.study),
            remarks=remarks(answer, facts.replications_planned),
            level=evidence.level,
            shown=shown,
            sites=sites,
            barred=any(site.barred for site in sites),
            city=city_row(answer) if answer.publishable else None,
            columns=columns(evidence.level, busy_day_apart=facts.service_level != 0.95, language=language),
            pictures=[picture for picture in pictures if picture.name not in _OF_ROOMS],
            rooms=room_table(evidence),
            room_answers=room_answers(evidence),
            room_pictures=[picture for picture in pictures if picture.name in _OF_ROOMS],
            left_out=_left_out(pictures, language),
            busy_days=busy_day_table(evidence) if shown else None,
            measures=MEASURES,
            units=[_unit_cells(row, language) for row in unit_rows(evidence)] if answer.publishable else [],
            organization=_unit_cells(organization_row(evidence), language) if answer.publishable else None,
            questions=questions(evidence) if shown else [],
            zones=zone_rows(evidence) if shown else [],
            ledger=ledger or ledger_of(facts),
            days=language.number(count(evidence.demand.days)),
            period=[date_in(language, day) for day in (facts.first_date, facts.last_date)],
            scope=evidence.scope(),
            calendar=project_calendar(evidence),
        )
    )


class _Headline(NamedTuple):
    """What is read from afar, and what follows it in smaller letters."""

    first: str
    more: str


def _headline(sentence: str) -> _Headline:
    """Part a long decision at its first semicolon: of ten sites nobody reads all in one breath."""
    first, semicolon, more = sentence.partition("; ")
    is_long = len(sentence) > _LONGEST_HEADLINE
    return _Headline(first + semicolon.rstrip(), more) if is_long else _Headline(sentence, "")


def _policy(policy: str, language: Language) -> str:
    """Name the policy as it is asked for, behind what it is called in the language."""
    return policy if language is ENGLISH else f"{language.policy(policy)} ({policy})"


def _left_out(pictures: Sequence[Picture], language: Language) -> list[str]:
    """Say which figures are missing because there is nothing to show."""
    drawn = {picture.name for picture in pictures}
    said = []
    if "shared_office_day_cost" not in drawn:
        said.append(language.say("project.no_shared_day"))
    if not drawn & {"busy_day_attribution", "presence_by_purpose_day"}:
        said.append(language.say("project.no_purposes"))
    return said if drawn else []


def _unit_cells(row: UnitRow, language: Language) -> dict[str, object]:
    """Write a line of the table of units."""
    cells = [
        Cell("\u2013") if value.estimate is None else cell(value, measure.write, language)
        for measure, value in zip(MEASURES, row.values, strict=True)
    ]
    return {"unit": row.unit, "people": language.number(count(row.people)), "cells": cells}


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
